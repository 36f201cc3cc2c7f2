"""The record of one iteration: a value for every quantity of the script, so that nobody computes anything twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.activations import softmax_jacobian
from core.arrays import Array, as_array, became, first_not_finite, read_only, silent
from core.backward import Backward, backward
from core.errors import DivergenceError, ShapeError
from core.forward import Forward, forward
from core.network import Network
from core.progress import begun, network_of, state_of
from core.script import Script, script_of
from core.setup import Setup
from core.together import Together, Values


@dataclass(frozen=True, eq=False)
class Record:
    """The script with the values of one iteration.

    Attributes:
        script: what the values are.
        values: (quantities,) in the order of the script; read-only.
    """

    script: Script
    values: Array

    def value(self, quantity: str) -> float:
        """The value of the quantity with this id.

        Raises:
            UnknownNameError: this network has no such quantity.
        """
        return float(self.values[self.script.slot(quantity)])


def record(network: Network, x: ArrayLike, target: ArrayLike, eta: float, script: Script | None = None) -> Record:
    """Compute one iteration of plain gradient descent on one example, and keep every number.

    Args:
        network: the network before the update.
        x: (n0,) one example.
        target: (n_L,) what the outputs should have been.
        eta: learning rate.
        script: the network's script, when it is at hand.

    Raises:
        ShapeError, ValueRangeError: x, target or eta do not fit.
        DivergenceError: a quantity ran over; it carries the first one's id.
    """
    x = as_array(x, "x")
    if x.ndim != 1:
        raise ShapeError(f"x has shape {x.shape}; a record is of one example, ({network.sizes[0]},).", "x")
    target = as_array(target, "target")
    passed = forward(network, x)
    backward(network, passed, target)  # refuses a target by its own field before the setup does
    setup = Setup(network, x, target, eta)
    return record_of(setup, 0, begun(setup), 0, script)


def record_of(setup: Setup, iteration: int, progress: Array, shown: int = 0, script: Script | None = None) -> Record:
    """Compute an iteration of a setup and keep every number.

    Args:
        setup: functions, data and method; its parameters are not looked at.
        iteration: which one, so that its batch and its learning rate are known.
        progress: parameters and the optimiser's state before the update (core.progress).
        shown: index of the example shown, in the iteration's batch; beyond its end it counts on from the start.
        script: the setup's script, when it is at hand.

    Raises:
        DivergenceError: a quantity ran over; it carries the first one's id.
    """
    network, eta = network_of(setup.network, progress), setup.eta_at(iteration)
    script = script or script_of(network, setup.method)
    row = setup.row_at(iteration, shown)
    x, target = setup.x[row], setup.target[row]
    passed = forward(network, x)
    gradients = backward(network, passed, target)
    with silent():
        groups: Values = {
            **_givens(network, passed, target, eta),
            **_forward_values(network, passed, target),
            **_backward_values(network, passed, gradients),
        }
        together = Together(setup, network, iteration, row, gradients)
        groups = together.values(script, groups, state_of(setup, progress), eta)
    values = np.concatenate([groups[name].ravel() for name in script.names])
    bad = first_not_finite(values)
    if bad is not None:
        quantity, value = script.quantities[bad[0]].id, float(values[bad])
        raise DivergenceError(f"{quantity} {became(value)}.", quantity=quantity, value=value)
    return Record(script, read_only(values))


def _layers(kind: str, layers: Iterable[Array | None]) -> Values:
    """Name the arrays of layers 1, 2, …, leaving out what does not exist."""
    return {f"{kind}.{layer}": array for layer, array in enumerate(layers, start=1) if array is not None}


def _givens(network: Network, passed: Forward, target: Array, eta: float) -> Values:
    return {
        "a.0": passed.x,
        **_layers("w", network.w),
        **_layers("b", network.b),
        f"target.{len(network.w)}": target,
        "eta": np.array(eta),
    }


def _forward_values(network: Network, passed: Forward, target: Array) -> Values:
    return {
        **_layers("weighted", (w * a_prev for w, a_prev in zip(network.w, passed.signals[:-1], strict=True))),
        **_layers("z", passed.z),
        **_layers("a", passed.a),
        f"difference.{len(network.w)}": passed.a[-1] - target,
    }


def _backward_values(network: Network, passed: Forward, gradients: Backward) -> Values:
    last, shared = len(network.w), network.bias_policy == "shared"
    return {
        f"error.{last}": gradients.error,
        "error_total": np.array(gradients.error_total),
        **_layers("dE_da", gradients.dE_da),
        **_layers("complement", (1.0 - a for a in passed.a)),
        **_layers("df", gradients.df),
        **({f"jacobian.{last}": softmax_jacobian(passed.a[-1])} if network.activations[-1].couples_units else {}),
        **_layers("delta", gradients.delta),
        **_layers("contribution", (d[:, None] * w for d, w in zip(gradients.delta, network.w, strict=True))),
        **_layers("dE_dw", gradients.dE_dw),
        **_layers("dE_db", (dE_db[:1] if shared else dE_db for dE_db in gradients.dE_db)),
    }
