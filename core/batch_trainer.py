"""The fast path for batches and for optimisers with a state: the operations of the readable path, without its checks.

Every iteration does what forward, backward and stepped do, on the same numbers in the same order, so that the results
agree to the last bit; a test compares them. What it leaves out is making and checking a Network each time.
"""

from __future__ import annotations

import numpy as np

from core.activations import softmax_jacobian
from core.arrays import Array, silent
from core.optimisers import stepped
from core.progress import state_of
from core.setup import Setup


class BatchTrainer:
    """Trains a setup by its method; the interface is that of core.trainer.Trainer.

    Args:
        setup: where to start; it is not changed.

    Attributes:
        iteration: how many updates were done.
    """

    def __init__(self, setup: Setup) -> None:
        self.iteration = 0
        self._setup = setup
        self._trained = setup.network.trained
        self._progress = np.empty(0)

    @property
    def progress(self) -> Array:
        """Everything that training has changed, a copy (core.progress)."""
        return self._progress.copy()

    def load(self, progress: Array, iteration: int) -> None:
        """Go on from the progress after so many updates."""
        self._progress, self.iteration = progress.copy(), iteration
        self._w, self._b = _views(self._setup, self._progress)
        self._state = state_of(self._setup, self._progress)

    def train(self, count: int) -> Array:
        """Do so many iterations; never warns, and never stops when the numbers run over.

        Returns:
            (count,) E of each batch, computed before its update.
        """
        errors = np.empty(count)
        with silent():
            for index in range(count):
                errors[index] = self._train_once()
        return errors

    def _train_once(self) -> float:
        setup, parameters = self._setup, self._progress[: self._trained]
        rows = setup.batches.rows_at(self.iteration)
        error, gradient = self._gradient(setup.x[rows], setup.target[rows])
        updates = self.iteration - setup.since + 1
        eta = setup.eta_at(self.iteration)
        after, state = stepped(setup.method.optimiser, eta, parameters, gradient, self._state, updates)
        parameters[...] = after
        for name, vector in state.items():
            self._state[name][...] = vector
        self.iteration += 1
        return error

    def _gradient(self, x: Array, target: Array) -> tuple[float, Array]:
        """E of a batch, and all its derivatives, (trained,)."""
        network = self._setup.network
        share = 1.0 / len(x) if self._setup.method.reduction == "mean" else 1.0
        signals, zs = [x], []
        for w, b, activation in zip(self._w, self._b, network.activations, strict=True):
            zs.append(signals[-1] @ w.T + b)
            signals.append(activation.f(zs[-1]))
        error = float(network.loss.error(zs[-1], signals[-1], target).sum()) * share
        delta = self._output_delta(zs[-1], signals[-1], target, share)
        dE_dw, dE_db = [], []
        for layer in reversed(range(len(self._w))):
            dE_dw.append((delta.T @ signals[layer]).ravel())
            dE_db.append(self._bias_gradient(delta))
            if layer:
                slope = network.activations[layer - 1].df(zs[layer - 1], signals[layer])
                delta = delta @ self._w[layer] * slope
        return error, np.concatenate([*dE_dw[::-1], *dE_db[::-1]])[: self._trained]

    def _output_delta(self, z: Array, a: Array, target: Array, share: float) -> Array:
        network = self._setup.network
        if network.fused:
            return (a - target) * share
        dE_da = network.loss.dE_da(a, target) * share
        if network.activations[-1].couples_units:
            return (dE_da[..., None, :] @ softmax_jacobian(a))[..., 0, :]
        return np.asarray(dE_da * network.activations[-1].df(z, a))

    def _bias_gradient(self, delta: Array) -> Array:
        dE_db = delta.sum(axis=0)
        return np.full_like(dE_db, dE_db.sum()) if self._setup.network.bias_policy == "shared" else dE_db


def _views(setup: Setup, progress: Array) -> tuple[list[Array], list[Array]]:
    """W and b of each layer, as views into a progress."""
    views, start = [], 0
    for part in (*setup.network.w, *setup.network.b):
        views.append(progress[start : start + part.size].reshape(part.shape))
        start += part.size
    return views[: len(setup.network.w)], views[len(setup.network.w) :]
