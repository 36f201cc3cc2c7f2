"""How parameters and gradients lie in memory while the trainer works: one vector each, with views into it.

Each layer has its weights source by source and then its biases, (n_prev + 1, n): with a 1 below the signals, one
product gives z and one all gradients of the layer, and the weights alone are a part that needs no copy.

Where gradient descent is plain, a logistic layer is mirrored: its parameters are kept with the opposite sign, so that
their product is −z, whose e^−z is needed. δ and gradients of the layer then have the opposite sign as well. But where
all layers are mirrored and E is made of differences, gradients keep their sign, and learning rates have the other
(`opposite`): that saves a call in core.program. Changing a sign rounds nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.arrays import Array
from core.network import Network


class Layer(NamedTuple):
    """Views into a vector of all parameters, or of their gradients.

    Attributes:
        w: (n, n_prev).
        b: (n,).
        both: (n_prev + 1, n) w source by source, and below it b.
    """

    w: Array
    b: Array
    both: Array


class Buffers:
    """All parameters and gradients.

    Args:
        network: shape, functions and bias policy.
        batched: whether iterations are of batches.
        plain: whether the update is p − η ∂E/∂p, so that layers can be mirrored.

    Attributes:
        parameters, gradient: (all,) in the order of these buffers.
        trained: (all,) 0 where a parameter is not trained, else 1, or where gradients have the opposite sign −1.
        places: (all,) where each parameter of `Network.vector` stands here.
        mirrored: per layer after the input.
        opposite: whether parameters are mirrored and gradients are not.
        layers, gradients: per layer after the input; views.
    """

    def __init__(self, network: Network, *, batched: bool, plain: bool) -> None:
        self._network = network
        count, last = network.parameters, len(network.w) - 1
        self.mirrored = [
            plain and activation.name == "logistic" and not (network.fused and layer == last)
            for layer, activation in enumerate(network.activations)
        ]
        self.opposite = not batched and all(self.mirrored) and network.loss.name == "half_squared_error"
        self.parameters, self.gradient = np.zeros(count), np.zeros(count)
        self.trained, self._signs = np.full(count, -1.0 if self.opposite else 1.0), np.ones(count)
        self.layers, self.gradients = self._layers(self.parameters), self._layers(self.gradient)
        for layer, mirrored in zip(self._layers(self._signs), self.mirrored, strict=True):
            layer.w[...] = layer.b[...] = -1.0 if mirrored else 1.0
        numbers = self._layers(np.arange(float(count)))
        parts = [*(layer.w.ravel() for layer in numbers), *(layer.b for layer in numbers)]
        self.places: NDArray[np.intp] = np.concatenate(parts).astype(np.intp)
        self.trained[self.places[network.trained :]] = 0.0

    def load(self, vector: Array) -> None:
        """Take (all,) parameters, as they stand in `Network.vector`."""
        self.parameters[self.places] = vector
        np.multiply(self.parameters, self._signs, self.parameters)

    def vector(self) -> Array:
        """(all,) the parameters, as they stand in `Network.vector`; a copy."""
        return (self.parameters * self._signs)[self.places]

    def _layers(self, flat: Array) -> list[Layer]:
        stops = np.cumsum([w.size + len(w) for w in self._network.w]).tolist()
        parts = zip(np.split(flat, stops[:-1]), self._network.w, strict=True)
        boths = [part.reshape(-1, len(w)) for part, w in parts]
        return [Layer(both[:-1].T, both[-1], both) for both in boths]
