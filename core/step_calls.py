"""The update of core.optimisers.stepped as calls that write into buffers and allocate nothing, bit for bit the same."""

from __future__ import annotations

from functools import partial

import numpy as np

from core.arrays import Array
from core.layer_calls import ZERO, Call
from core.optimisers import Optimiser


class Step:
    """An optimiser, bound to its vectors, each (parameters,).

    Args:
        optimiser: which one.
        p: parameters, changed in place.
        g: their gradients, changed in place where they are penalised.
        trained: what learning rates are multiplied with: 0 where a parameter stays, 1 or −1 where it is trained.

    Attributes:
        state: what the optimiser remembers, by name; changed in place.
        calls: one update, after `prepare`.
    """

    def __init__(self, optimiser: Optimiser, p: Array, g: Array, trained: Array) -> None:
        self._optimiser, self._trained = optimiser, trained
        self._p, self._g = p, g
        self._change, self._term, self._eta, self._shrink = (np.empty_like(p) for _ in range(4))
        self._unbias = {name: np.ones(()) for name in ("beta1", "beta2")}
        self._keep = {name: np.array(value) for name, value in optimiser.parameters.items()}
        self._rest = {name: np.array(1.0 - value) for name, value in optimiser.parameters.items()}
        self.state = {name: np.zeros_like(p) for name in optimiser.state}
        self.calls = [*self._decay(), *self._forget(), *self._direct()]

    def prepare(self, eta: float, updates: int) -> None:
        """Set what the next update needs: its learning rate, and its number, the first being 1."""
        np.multiply(self._trained, eta, self._eta)
        parameters = self._optimiser.parameters
        if self._optimiser.name == "adamw":
            np.multiply(self._trained, eta * parameters["weight_decay"], self._shrink)
        if "beta1" in parameters:
            for name, divisor in self._unbias.items():
                divisor.fill(1.0 - parameters[name] ** updates)

    def _decay(self) -> list[Call]:
        if not self._optimiser.weight_decay:
            return []
        if self._optimiser.name == "adamw":
            return [
                partial(np.multiply, self._shrink, self._p, self._term),
                partial(np.subtract, self._p, self._term, self._p),
            ]
        return [
            partial(np.multiply, self._p, self._keep["weight_decay"], self._term),
            partial(np.add, self._g, self._term, self._g),
        ]

    def _forget(self) -> list[Call]:
        """Remember nothing of what is not trained: it could run over, and 0 times that is not 0."""
        untrained = self._trained == 0.0
        penalised = self._optimiser.weight_decay and self._optimiser.name != "adamw"
        if not (untrained.any() and (self.state or penalised)):
            return []
        return [partial(np.copyto, self._g, ZERO, where=untrained)]

    def _direct(self) -> list[Call]:
        """The change, and the state before it."""
        g, term, state = self._g, self._term, self.state
        match self._optimiser.name:
            case "sgd":
                return self._apply(g)
            case "momentum" | "nesterov":
                velocity, momentum = state["velocity"], self._keep["momentum"]
                calls: list[Call] = [
                    partial(np.multiply, velocity, momentum, velocity),
                    partial(np.add, velocity, g, velocity),
                ]
                if self._optimiser.name == "momentum":
                    return [*calls, *self._apply(velocity)]
                calls += [partial(np.multiply, velocity, momentum, term), partial(np.add, g, term, term)]
                return [*calls, *self._apply(term)]
            case "adagrad":
                total = state["square_sum"]
                calls = [partial(np.multiply, g, g, term), partial(np.add, total, term, total)]
                return [*calls, *self._scaled(g, total)]
            case "rmsprop":
                average = state["square_average"]
                calls = [partial(np.multiply, g, g, term), *self._mix("alpha", average, term)]
                return [*calls, *self._scaled(g, average)]
        m, v, change = state["m"], state["v"], self._change
        return [
            *self._mix("beta1", m, g),
            partial(np.multiply, g, g, term),
            *self._mix("beta2", v, term),
            partial(np.divide, m, self._unbias["beta1"], change),
            partial(np.divide, v, self._unbias["beta2"], term),
            *self._scaled(change, term),
        ]

    def _mix(self, keep: str, old: Array, new: Array) -> list[Call]:
        """A running mean."""
        return [
            partial(np.multiply, old, self._keep[keep], old),
            partial(np.multiply, new, self._rest[keep], self._change),
            partial(np.add, old, self._change, old),
        ]

    def _scaled(self, g: Array, square: Array) -> list[Call]:
        """p⁺ = p − η g / (√square + ε); ε is 1 where nothing is trained, so that 0 stays 0 there."""
        eps = np.where(self._trained > 0.0, self._optimiser.parameters["eps"], 1.0)
        return [
            partial(np.sqrt, square, self._term),
            partial(np.add, self._term, eps, self._term),
            partial(np.multiply, self._eta, g, self._change),
            partial(np.divide, self._change, self._term, self._change),
            partial(np.subtract, self._p, self._change, self._p),
        ]

    def _apply(self, direction: Array) -> list[Call]:
        """p⁺ = p − η direction."""
        return [
            partial(np.multiply, self._eta, direction, self._change),
            partial(np.subtract, self._p, self._change, self._p),
        ]
