"""The network: its shape, its functions, its parameters. Checked once when made, and never changed after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from core.activations import Activation, activation_of
from core.arrays import Array, as_array, first_not_finite, read_only
from core.errors import ShapeError, UnknownNameError, ValueRangeError
from core.losses import Loss, loss_of
from core.parameters import checked_sizes

#: frozen: biases are not trained; shared: one bias per layer; per_unit: one bias per unit.
BIAS_POLICIES = ("frozen", "shared", "per_unit")


@dataclass(frozen=True, init=False, eq=False)
class Network:
    """A fully connected network. Layer 0 is the input; w[layer] and b[layer] lead into the layer after it.

    Attributes:
        sizes: units per layer, the input layer first.
        activations: one per layer after the input.
        loss: what training lowers.
        bias_policy: one of BIAS_POLICIES.
        w: (n_out, n_in) per layer after the input: row = receiving unit, column = sending unit; read-only.
        b: (n_out,) per layer after the input; read-only.

    Raises:
        ShapeError, ValueRangeError, UnknownNameError: with the `field` that is wrong.
    """

    sizes: tuple[int, ...]
    activations: tuple[Activation, ...]
    loss: Loss
    bias_policy: str
    w: tuple[Array, ...]
    b: tuple[Array, ...]

    def __init__(
        self,
        sizes: Sequence[int],
        activations: Sequence[Activation | str | Mapping[str, object]],
        loss: Loss | str | Mapping[str, object],
        bias_policy: str,
        w: Sequence[ArrayLike],
        b: Sequence[ArrayLike],
    ) -> None:
        set_field = object.__setattr__
        set_field(self, "sizes", checked_sizes(sizes))
        _check_count("activations", activations, len(self.sizes) - 1)
        chosen = tuple(activation_of(given, f"activations/{layer}") for layer, given in enumerate(activations))
        set_field(self, "activations", chosen)
        set_field(self, "loss", loss_of(loss, "loss"))
        set_field(self, "bias_policy", bias_policy)
        _check_functions(self)
        shapes = list(zip(self.sizes[1:], self.sizes[:-1], strict=True))
        set_field(self, "w", _checked_arrays("w", w, shapes))
        set_field(self, "b", _checked_arrays("b", b, [(n_out,) for n_out, _ in shapes]))
        _check_shared(self)

    @property
    def trains_biases(self) -> bool:
        """Whether the biases are trained at all."""
        return self.bias_policy != "frozen"

    @property
    def vector(self) -> Array:
        """(all,) a copy of all parameters: all weights, layer by layer, then all biases."""
        return np.concatenate([part.ravel() for part in (*self.w, *self.b)])

    @cached_property
    def by_source(self) -> tuple[Array, ...]:
        """(n_in + 1, n_out) of each layer after the input: w source by source, and below it b; read-only.

        The biases are the weights of a signal that is always 1.
        """
        return tuple(read_only(np.concatenate([w.T, b[None]]).copy()) for w, b in zip(self.w, self.b, strict=True))

    @cached_property
    def weights(self) -> int:
        """How many weights there are: the first of `vector`."""
        return sum(w.size for w in self.w)

    @property
    def parameters(self) -> int:
        """How many weights and biases there are: all of `vector`."""
        return self.weights + sum(self.sizes[1:])

    @property
    def trained(self) -> int:
        """How many parameters are trained: the first of `vector`, all of it unless the biases are frozen."""
        return self.parameters if self.trains_biases else self.weights

    @property
    def fused(self) -> bool:
        """Whether loss and output activation are one step backward: δ = a − t."""
        return self.loss.fused_with == self.activations[-1].name

    def functions_as_dict(self) -> dict[str, object]:
        """Shape and functions by plain values, as the arguments of a Network take them."""
        return {
            "sizes": list(self.sizes),
            "activations": [activation.as_dict() for activation in self.activations],
            "loss": self.loss.as_dict(),
            "bias_policy": self.bias_policy,
        }

    def as_dict(self) -> dict[str, object]:
        """All of it by plain values: `Network(**network.as_dict())` is the same network."""
        return {**self.functions_as_dict(), "w": [w.tolist() for w in self.w], "b": [b.tolist() for b in self.b]}

    def with_parameters(self, w: Sequence[ArrayLike], b: Sequence[ArrayLike]) -> Network:
        """The same network with other weights and biases."""
        return Network(self.sizes, self.activations, self.loss, self.bias_policy, w, b)

    def with_vector(self, parameters: Array) -> Network:
        """The same network with other parameters, given side by side: all weights, layer by layer, then all biases.

        Nothing but their values has to be checked again; so a record, which makes two, need not wait for the rest.

        Raises:
            ValueRangeError: one is not finite, or biases that are shared differ.
        """
        vector, stop, parts = read_only(parameters.copy()), 0, list[Array]()
        for old in (*self.w, *self.b):
            start, stop = stop, stop + old.size
            parts.append(vector[start:stop].reshape(old.shape))
        w, b = tuple(parts[: len(self.w)]), tuple(parts[len(self.w) :])
        if first_not_finite(vector) is not None:
            return self.with_parameters(w, b)  # refuses it by its name
        other: Network = Network.__new__(Network)
        same = {name: self.__dict__[name] for name in ("sizes", "activations", "loss", "bias_policy")}
        other.__dict__.update(same, w=w, b=b)
        _check_shared(other)
        return other


def _check_count(field: str, values: object, count: int) -> None:
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise ShapeError(f"{field} must be a list with one entry per layer after the input.", field)
    if len(values) != count:
        raise ShapeError(f"{field} has {len(values)} entries; {count} layers follow the input, so give {count}.", field)


def _checked_arrays(field: str, values: Sequence[ArrayLike], shapes: Sequence[tuple[int, ...]]) -> tuple[Array, ...]:
    _check_count(field, values, len(shapes))
    return tuple(
        read_only(_shaped(f"{field}/{layer}", value, shape))
        for layer, (value, shape) in enumerate(zip(values, shapes, strict=True))
    )


def _shaped(field: str, values: ArrayLike, shape: tuple[int, ...]) -> Array:
    array = as_array(values, field)
    if array.shape != shape:
        meaning = "one row per receiving unit, one column per sending unit" if len(shape) == 2 else "one per unit"
        raise ShapeError(f"{field} has shape {array.shape}; sizes ask for {shape}: {meaning}.", field)
    return array


def _check_functions(network: Network) -> None:
    if network.bias_policy not in BIAS_POLICIES:
        choices = ", ".join(BIAS_POLICIES)
        raise UnknownNameError(f"There is no bias policy {network.bias_policy!r}; choose {choices}.", "bias_policy")
    for layer, function in enumerate(network.activations[:-1]):
        if function.couples_units:
            raise ValueRangeError(f"{function.name} can only be the last layer's activation.", f"activations/{layer}")
    needed, last = network.loss.fused_with, network.activations[-1].name
    if needed not in (None, last):
        raise ValueRangeError(f"{network.loss.name} needs {needed} as the last activation, not {last}.", "loss")


def _check_shared(network: Network) -> None:
    if network.bias_policy != "shared":
        return
    for layer, b in enumerate(network.b):
        if np.any(b != b[0]):
            values = cast("list[float]", b.tolist())
            raise ValueRangeError(f"b/{layer} is {values}; a shared bias is one number per layer.", f"b/{layer}")
