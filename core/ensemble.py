"""Training thousands of networks of one shape at once, each with its own parameters and its own learning rate.

One vectorised step does an iteration of all of them (core.lanes); once compiled loops are ready, new ensembles are
trained by these, where they are quicker (core.compiled_many). Each network's numbers are those of forward, backward and
update. They agree to 1e-12, because a matrix product may add in another order, and in numpy to the last bit where there
is nothing to add; the e^z of compiled loops may end in another last digit.

A network whose numbers run over disturbs no other: `diverged` says in which iteration that was, and its last finite
parameters are kept. Now and then all are looked through; where numbers are not finite, or so large that some on the way
might not have been, those networks do the last iterations again, and every number is looked at.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.arrays import Array, as_array, silent
from core.compiled_many import TOGETHER, CompiledIterations, suits
from core.errors import ShapeError, ValueRangeError
from core.lanes import Lanes, most_together
from core.lockstep import Iterations, Lockstep
from core.network import Network
from core.setup import Setup


class Ensemble:
    """Many networks, trained as a setup is.

    Args:
        setup: functions, data and method; its network's parameters and its eta are not used.
        starts: (members, all) the parameters of each, as `Network.with_vector` takes them.
        etas: (members,) learning rates.
        compiled: whether compiled loops may train, if they are ready; else it is numpy.

    Attributes:
        iteration: how many updates were done.
        diverged: (members,) in which iteration a number ran over; −1: in none so far.

    Raises:
        ShapeError, ValueRangeError: with the `field` that is wrong.
    """

    def __init__(self, setup: Setup, starts: ArrayLike, etas: ArrayLike, *, compiled: bool = True) -> None:
        self._setup = setup
        parameters = checked_starts(setup.network, starts)
        rates = checked_etas(etas, len(parameters))
        state = np.zeros((setup.network.trained * len(setup.method.optimiser.state), len(parameters)))
        progress = np.concatenate([parameters.T, state])
        compiled = compiled and suits(setup, len(parameters))
        begin = CompiledIterations if compiled else Iterations
        together = TOGETHER if compiled else most_together(setup.network, len(setup.batches.rows_at(0)))
        self.iteration = 0
        self.diverged: NDArray[np.int64] = np.full(len(parameters), -1)
        self._cuts = [slice(start, start + together) for start in range(0, len(parameters), together)]
        self._parts = [Lockstep(setup, progress[:, cut].copy(), rates[cut], begin) for cut in self._cuts]

    def __len__(self) -> int:
        return len(self.diverged)

    @property
    def parameters(self) -> Array:
        """(members, all) as they are now; of those that have diverged the last finite ones."""
        return np.concatenate([part.parameters.T for part in self._parts])

    def network(self, member: int) -> Network:
        """One of the networks as it is now."""
        return self._setup.network.with_vector(self.parameters[member])

    def train(self, count: int) -> Array:
        """Do so many iterations.

        Returns:
            (count, members) E of each iteration's batch, before its update; not a number from where one has diverged.
        """
        errors = np.empty((count, len(self)))
        for cut, part in zip(self._cuts, self._parts, strict=True):
            part.train(self.iteration, count, errors[:, cut])
        self._count(count)
        return errors

    def advance(self, count: int) -> None:
        """Do so many iterations without telling E, which is a little quicker.

        Of E only the last before each look is looked at: a member of which nothing but another E ran over goes on.
        """
        for part in self._parts:
            part.train(self.iteration, count, None)
        self._count(count)

    def errors(self) -> Array:
        """(members,) E of all rows as the parameters are now; not a number where one has diverged."""
        return np.where(self.diverged < 0, errors_at(self._setup, self.parameters), np.nan)

    def _count(self, count: int) -> None:
        self.iteration += count
        self.diverged = np.concatenate([part.diverged for part in self._parts])


def errors_at(setup: Setup, parameters: Array, rows: NDArray[np.intp] | None = None) -> Array:
    """E of many networks.

    Args:
        setup: functions, data, and whether E is the mean or the sum; its network's parameters are not used.
        parameters: (members, all).
        rows: indices of the rows; None takes all.

    Returns:
        (members,) E; not a number where a number ran over.
    """
    x, target = (given if rows is None else given[rows] for given in (setup.x, setup.target))
    members, errors = len(parameters), np.empty(len(parameters))
    together = min(members, most_together(setup.network, len(x)))
    lanes = Lanes(setup.network, buffer := np.zeros((parameters.shape[1], together)), len(x), setup.method.reduction)
    lanes.x[:, :, 0], lanes.target[:, :, 0] = x.T, target.T
    for start in range(0, members, together):
        part = parameters[start : start + together]
        buffer[:, : len(part)] = part.T
        with silent():
            for call in (*lanes.forward, *lanes.error):
                call()
        errors[start : start + together] = np.where(lanes.finite(), lanes.error_total, np.nan)[: len(part)]
    return errors


def checked_starts(network: Network, starts: ArrayLike) -> Array:
    """Read the parameters of many networks.

    Raises:
        ShapeError, ValueRangeError: they are not such, or biases that are shared are not the same.
    """
    array = as_array(starts, "starts")
    size = network.parameters
    if array.ndim != 2 or array.shape[1] != size or not len(array):
        raise ShapeError(f"starts has shape {array.shape}; give (members, {size}): all w, then all b.", "starts")
    if network.bias_policy == "shared":
        biases = np.split(array[:, size - sum(network.sizes[1:]) :], np.cumsum(network.sizes[1:])[:-1], axis=1)
        wrong = np.flatnonzero(np.any([(b != b[:, :1]).any(axis=1) for b in biases], axis=0))
        if wrong.size:
            raise ValueRangeError("A shared bias is one number per layer.", f"starts/{wrong[0]}")
    return array


def checked_etas(etas: ArrayLike, members: int) -> Array:
    """Read the learning rates of many networks.

    Raises:
        ShapeError, ValueRangeError: they are not as many, or not all above 0.
    """
    array = as_array(etas, "etas")
    if array.shape != (members,):
        raise ShapeError(f"etas has shape {array.shape}; give ({members},): one per network.", "etas")
    wrong = np.flatnonzero(array <= 0.0)
    if wrong.size:
        raise ValueRangeError(f"eta is {array[wrong[0]]:g}; a learning rate must be above 0.", f"etas/{wrong[0]}")
    return array
