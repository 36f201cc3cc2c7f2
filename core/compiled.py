"""Training compiled by numba, where the extra `fast` is installed and its compiling is done: to 1e-12 the same numbers.

Nothing here is imported, compiled or read before somebody calls `prepare`, which takes seconds the first time and less
than one once numba's cache holds the result. Until then, and where numba is missing, `ready` is false and numpy trains.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.arrays import Array
from core.losses import LOSSES
from core.network import Network
from core.optimisers import OPTIMISERS
from core.setup import Setup

#: Iterations a call of the compiled loops: so many of them cost more than the call, and it ends within milliseconds.
BLOCK = 1024
#: Weights times rows of a batch from which on numpy's matrix products are quicker.
MOST_PRODUCTS = 4096
#: Holds something once `prepare` is done.
_ready: list[bool] = []


def prepare() -> None:
    """Compile, or load what an earlier call in any process has compiled; may be called in any thread, and again.

    Raises:
        ImportError: numba is not installed, or does not go with this numpy or this Python.
    """
    loops()
    _ready.append(True)


class Loops(NamedTuple):
    """What is compiled: `train` of core.kernels_of_one, and of core.kernels_of_many."""

    one: Callable[..., None]
    many: Callable[..., None]


@cache
def loops() -> Loops:
    """Compile both, once a process."""
    from core import kernels, kernels_of_many, kernels_of_one  # noqa: PLC0415 -- numba takes a third of a second and 110 MB of memory

    def compiled(module: ModuleType, warm: Callable[[Callable[..., None]], None]) -> Callable[..., None]:
        train: Callable[..., None]
        try:
            warm(train := module.cached_train())
        except Exception:  # noqa: BLE001 -- no folder, a full disk, a broken file: a cache must cost only its time
            warm(train := kernels.compiled(module.train))
        return train

    return Loops(compiled(kernels_of_one, _warm_one), compiled(kernels_of_many, _warm_many))


def ready() -> bool:
    """Whether `prepare` is done, so that compiled code is taken where it may be."""
    return bool(_ready)


def first_compiled(iteration: int) -> float:
    """From which iteration on to train by compiled code, if it may be from this one on: never, unless it is ready."""
    return iteration if ready() else math.inf


def suits(setup: Setup) -> bool:
    """Whether compiled loops are the quickest way to train this; larger matrices are numpy's."""
    rows = setup.method.batch or setup.rows
    return setup.network.weights * min(rows, setup.rows) <= MOST_PRODUCTS


class CompiledTrainer:
    """Trains a setup by its method; the interface is that of core.trainer.Trainer.

    The first one of a process that has not called `prepare` waits until it is compiled.

    Args:
        setup: where to start; it is not changed.

    Attributes:
        iteration: how many updates were done.
    """

    def __init__(self, setup: Setup) -> None:
        self.iteration = 0
        self._train = loops().one
        self._setup = setup
        self._network = _network(setup)
        self._method = _method(setup)
        self._data = np.array(setup.x), np.array(setup.target)
        units = sum(setup.network.sizes)
        self._buffers = (np.empty(units), np.empty(units), np.empty(units), np.empty(setup.network.trained))
        self._progress = np.empty(0)

    @property
    def progress(self) -> Array:
        """Everything that training has changed, a copy (core.progress)."""
        return self._progress.copy()

    def load(self, progress: Array, iteration: int) -> None:
        """Go on from the progress after so many updates."""
        self._progress, self.iteration = progress.copy(), iteration

    def train(self, count: int) -> Array:
        """Do so many iterations; never warns, and never stops when the numbers run over. Other threads run meanwhile.

        Returns:
            (count,) E of each batch, computed before its update.
        """
        errors = np.empty(count)
        for start in range(0, count, BLOCK):
            part = errors[start : start + BLOCK]
            order, etas = order_of(self._setup, self.iteration, len(part)), self._etas(len(part))
            self._train(
                self._network,
                self._method,
                self._data,
                order,
                self.iteration,
                etas,
                self._progress,
                self._buffers,
                part,
            )
            self.iteration += len(part)
        return errors

    def _etas(self, count: int) -> Array:
        """The learning rates of the next iterations; one where it stays."""
        setup, start = self._setup, self.iteration
        count = 1 if setup.method.schedule.name == "constant" else count
        return np.array([setup.eta_at(start + n) for n in range(count)])


def order_of(setup: Setup, iteration: int, count: int) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    """(epochs, rows) the order of the rows in each epoch of so many iterations; one where it stays."""
    if setup.method.shuffle is None:
        return np.arange(setup.rows)[None, :]
    first, last = (setup.batches.epoch(n) for n in (iteration, iteration + count - 1))
    return np.stack([setup.batches.order(epoch) for epoch in range(first, last + 1)])


def numbers_of(network: Network) -> Array:
    """The parameter of each activation function, then the loss's: all have one or none, which is 0 then."""
    parameters = [*(activation.parameters for activation in network.activations), network.loss.parameters]
    return np.array([float(next(iter(each.values()), 0.0)) for each in parameters])


def _network(setup: Setup) -> tuple[object, ...]:
    """The first argument of `kernels_of_one.train`."""
    network = setup.network
    return (
        np.array(network.sizes, dtype=np.uintp),
        np.array([list(ACTIVATIONS).index(activation.name) for activation in network.activations]),
        numbers_of(network),
        list(LOSSES).index(network.loss.name),
        network.weights,
        network.parameters,
        network.trains_biases,
        network.bias_policy == "shared",
    )


def _method(setup: Setup) -> tuple[object, ...]:
    """The second argument of `kernels_of_one.train`."""
    method, numbers = setup.method, setup.method.optimiser.parameters
    first = next((float(numbers[name]) for name in ("momentum", "alpha", "beta1") if name in numbers), 0.0)
    of_optimiser = (
        float(numbers["weight_decay"]),
        first,
        float(numbers.get("beta2", 0.0)),
        float(numbers.get("eps", 0.0)),
    )
    size = min(method.batch or setup.rows, setup.rows)
    mean = method.reduction == "mean"
    return list(OPTIMISERS).index(method.optimiser.name), of_optimiser, size, mean, setup.since


def _warm_one(train: Callable[..., None]) -> None:
    """Let numba compile for the one kind of arguments there is."""
    one, units, order = np.ones(1), np.zeros(2), np.zeros((1, 1), dtype=np.intp)
    network = (np.ones(2, dtype=np.uintp), np.zeros(1, dtype=np.intp), np.zeros(2), 0, 1, 2, False, False)
    method = (0, (0.0, 0.0, 0.0, 0.0), 1, True, 0)
    data, buffers = (np.zeros((1, 1)), np.zeros((1, 1))), (units, units.copy(), units.copy(), np.zeros(1))
    train(network, method, data, order, 0, one, np.zeros(2), buffers, np.empty(1))


def _warm_many(train: Callable[..., None]) -> None:
    """The same for many networks: no passes over a table of one number."""
    none, one, order = np.zeros((0, 5), dtype=np.intp), np.zeros((1, 1)), np.zeros((1, 1), dtype=np.intp)
    functions, batches, table = (np.zeros(3), 0), (order, 1, True), np.zeros(1)
    train((none,) * 4, (0, 0, 0, 0, 0, 1), functions, one, batches, 0, 1, one, one.copy(), table, 1, one.copy(), table)
