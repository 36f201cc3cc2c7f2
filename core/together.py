"""What an iteration does for all parameters at once: the batch's gradient, the optimiser's step, and their numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.arrays import Array
from core.backward import Backward, backward
from core.batches import Rows
from core.equations import evaluate
from core.forward import forward
from core.method import share_of
from core.network import Network
from core.script import Script
from core.setup import Setup
from core.update import by_parameter, updated

#: Arrays by the names of blocks: `w.1`, `eta`.
Values = Mapping[str, Array]


class Together:
    """The end of an iteration.

    Args:
        setup: data and method.
        network: before the update.
        iteration: which one.
        row: the one that is shown.
        own: its backward pass.
    """

    def __init__(self, setup: Setup, network: Network, iteration: int, row: int, own: Backward) -> None:
        self._setup, self._network, self._iteration = setup, network, iteration
        self._batch = own
        self._others: Backward | None = None
        self._rows = setup.batches.rows_at(iteration)
        if setup.method.batched:
            self._batch = self._backward(self._rows, setup.method.reduction)
            others = self._rows[self._rows != row]
            self._others = self._backward(others, "sum") if len(others) else None

    def values(self, script: Script, known: Values, state: Mapping[str, Array], eta: float) -> Values:
        """Add everything from the gradients on to what is known.

        Args:
            script: whose equations give what the optimiser does not return.
            known: what the iteration has computed before.
            state: of the optimiser, before the update, each (trained,).
            eta: of this iteration.

        Raises:
            DivergenceError: a parameter ran over.
        """
        network, method = self._network, self._setup.method
        updates = self._iteration - self._setup.since + 1
        after, state_after = updated(network, self._batch, method.optimiser, eta, state, updates)
        found = {
            **known,
            "share": np.array(share_of(method.reduction, len(self._rows))),
            "updates": np.array(float(updates)),
            **self._of_batch(),
            **self._by_layer("{}_next", after.vector[: network.trained]),
        }
        for name, vector in state.items():
            found |= self._by_layer(name + "_{}", vector) | self._by_layer(name + "_next_{}", state_after[name])
        for equation in script.equations:
            if equation.name not in found:
                found[equation.name] = evaluate(equation, found)
        return found

    def _by_layer(self, kind: str, vector: Array) -> dict[str, Array]:
        """A vector over the trained parameters by blocks; `{}` in their kind stands for w or b."""
        return {f"{kind.format(of)}.{layer}": part for of, layer, part in by_parameter(self._network, vector)}

    def _backward(self, rows: Rows, reduction: str) -> Backward:
        """The backward pass of some rows, each (rows, n)."""
        passed = forward(self._network, self._setup.x[rows])
        return backward(self._network, passed, self._setup.target[rows], reduction)

    def _of_batch(self) -> Values:
        """What the other examples bring, and the whole batch; nothing where an iteration is of one row."""
        if not self._setup.method.batched:
            return {}
        batch = self._batch
        return self._summed("batch", batch, 1.0) | self._summed(
            "others", self._others or batch, float(bool(self._others))
        )

    def _summed(self, name: str, passed: Backward, factor: float) -> dict[str, Array]:
        """E and the gradients of some examples; a factor of 0 stands for none."""
        shared = self._network.bias_policy == "shared"
        found = {f"{name}_error": np.array(factor * passed.error_total)}
        for layer, (dE_dw, dE_db) in enumerate(zip(passed.dE_dw, passed.dE_db, strict=True), start=1):
            found[f"{name}_dE_dw.{layer}"] = factor * dE_dw
            found[f"{name}_dE_db.{layer}"] = factor * (dE_db[0] if shared else dE_db)
        return found
