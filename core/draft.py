"""A setup while it is being changed: anything may be set, and only the whole has to fit together."""

from __future__ import annotations

import math

import numpy as np

from core.activations import activation_of
from core.arrays import Array
from core.errors import DeltaflowError, UnknownNameError, ValueRangeError
from core.losses import loss_of
from core.network import BIAS_POLICIES, Network
from core.setup import Setup
from core.update import checked_eta

#: (kind, place) of what is set: the parts of its id, checked to exist.
Part = tuple[str, tuple[int, ...]]


class Draft:
    """A copy of everything in a setup, which becomes a setup again when all changes are done.

    Args:
        setup: what is changed; it stays as it is.
        iteration: whose row of data is changed; of a batch, its first.
    """

    def __init__(self, setup: Setup, iteration: int) -> None:
        network = setup.network
        self._row = setup.row_at(iteration)
        self._iteration, self._was, self._eta, self._method = iteration, setup, setup.eta, setup.method
        self._x, self._target = setup.x, setup.target
        self._w, self._b = [w.copy() for w in network.w], [b.copy() for b in network.b]
        self._activations, self._loss, self._policy = list(network.activations), network.loss, network.bias_policy

    def set(self, part: Part, to: object, field: str) -> None:
        """Set one part.

        Raises:
            DeltaflowError: it cannot be that; with the field given, or one below it.
        """
        kind, place = part
        layer = place[0] - 1 if place else -1
        match kind:
            case "w":
                self._w[layer][place[1:]] = _number(to, field)
            case "b":
                self._b[layer][place[1] if self._policy == "per_unit" else slice(None)] = _number(to, field)
            case "a" | "x":
                self._x = _replaced(self._x, self._place(kind, place), _number(to, field))
            case "target" | "t":
                self._target = _replaced(self._target, self._place(kind, place), _number(to, field))
            case "eta":
                self._eta = _eta(to, field)
            case "activation":
                self._activations[layer] = activation_of(to, field)  # type: ignore[arg-type]  # which checks it
            case "loss":
                self._loss = loss_of(to, field)  # type: ignore[arg-type]
            case "optimiser" | "batch" | "reduction" | "shuffle":
                self._method = self._method.with_change(kind, to, field)
            case _:
                self._policy = _policy(to, field)
                if self._policy == "shared":
                    self._b = [np.full_like(b, _mean(b)) for b in self._b]

    def _place(self, kind: str, place: tuple[int, ...]) -> tuple[int, int]:
        """Row and unit of an input or a target; some name their row, the others are of the iteration's."""
        return (place[0] if kind in ("x", "t") else self._row), place[1]

    def setup(self) -> Setup:
        """The setup as it is now.

        Raises:
            DeltaflowError: functions and targets do not fit together, with the field of network or setup.
        """
        sizes = self._was.network.sizes
        network = Network(sizes, self._activations, self._loss, self._policy, self._w, self._b)
        same_state = (
            self._method.continues(self._was.method) and network.trains_biases == self._was.network.trains_biases
        )
        since = self._was.since if same_state else self._iteration
        return Setup(network, self._x, self._target, self._eta, self._method, since)


def _replaced(rows: Array, place: tuple[int, int], value: float) -> Array:
    copy = rows.copy()
    copy[place] = value
    return copy


def _mean(b: Array) -> float:
    """The mean of a layer's biases, the one they have where they are equal; finite as they are."""
    if (b == b[0]).all():
        return float(b[0])
    scale = 2.0 ** math.ceil(math.log2(len(b)))  # a power of two, so that no digit is lost and the sum cannot run over
    mean = math.fsum((b / scale).tolist()) / len(b) * scale
    return float(min(max(mean, b.min()), b.max()))


def _number(to: object, field: str) -> float:
    if isinstance(to, bool) or not isinstance(to, int | float):
        raise ValueRangeError(f"{to!r} is not a number; give one.", field)
    try:
        number = float(to)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueRangeError(f"{number} cannot be computed with; give a finite number.", field)
    return number + 0.0  # minus zero becomes zero


def _eta(to: object, field: str) -> float:
    try:
        return checked_eta(_number(to, field))
    except DeltaflowError as error:
        error.field = field
        raise


def _policy(to: object, field: str) -> str:
    if not isinstance(to, str) or to not in BIAS_POLICIES:
        raise UnknownNameError(f"There is no bias policy {to!r}; choose {', '.join(BIAS_POLICIES)}.", field)
    return to
