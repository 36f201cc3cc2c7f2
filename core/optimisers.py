"""Optimisers: what an update makes of the gradients, by name, with PyTorch's formulas and defaults.

OPTIMISERS holds them by name. All trained parameters p lie in one vector (core.progress), and so does each state:

    sgd         p⁺ = p − η g
    momentum    velocity⁺ = μ velocity + g, p⁺ = p − η velocity⁺
    nesterov    velocity⁺ likewise, p⁺ = p − η (g + μ velocity⁺)
    adagrad     square_sum⁺ = square_sum + g², p⁺ = p − η g / (√square_sum⁺ + ε)
    rmsprop     square_average⁺ = α square_average + (1 − α) g², p⁺ = p − η g / (√square_average⁺ + ε)
    adam        m⁺ = β₁ m + (1 − β₁) g, v⁺ = β₂ v + (1 − β₂) g², m̂ = m⁺ / (1 − β₁ⁿ), v̂ = v⁺ / (1 − β₂ⁿ),
                p⁺ = p − η m̂ / (√v̂ + ε)
    adamw       as adam, of a p that was shrunk by η λ p before

A weight_decay λ above 0 adds λ p to the gradient of all but adamw. State begins at 0; n counts updates from 1.

Sources: Polyak 1964 and Nesterov 1983 as torch.optim.SGD writes them; Duchi, Hazan & Singer 2011; Hinton 2012 for
rmsprop; Kingma & Ba 2015; Loshchilov & Hutter 2019.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.arrays import Array
from core.parameters import Parameter, chosen, known, named


@dataclass(frozen=True)
class Form:
    """What an optimiser can be told, the learning rate it has when nothing is said, and what it remembers."""

    eta: float
    parameters: Mapping[str, Parameter]
    state: tuple[str, ...] = ()


def _form(eta: float, state: tuple[str, ...], parameters: dict[str, Parameter], weight_decay: float = 0.0) -> Form:
    return Form(eta, {**parameters, "weight_decay": Parameter(weight_decay, 0.0, 1e6)}, state)


_MOMENTUM = Parameter(0.9, 0.0, 1.0)
_EPS = Parameter(1e-8, 0.0, 1.0)
#: A beta of 1 would never take in a gradient, and could not be unbiased.
_BELOW_1 = float(np.nextafter(1.0, 0.0))
_ADAM: dict[str, Parameter] = {
    "beta1": Parameter(0.9, 0.0, _BELOW_1),
    "beta2": Parameter(0.999, 0.0, _BELOW_1),
    "eps": _EPS,
}

OPTIMISERS: Mapping[str, Form] = MappingProxyType(
    {
        "sgd": _form(1e-3, (), {}),
        "momentum": _form(1e-3, ("velocity",), {"momentum": _MOMENTUM}),
        "nesterov": _form(1e-3, ("velocity",), {"momentum": _MOMENTUM}),
        "adagrad": _form(1e-2, ("square_sum",), {"eps": Parameter(1e-10, 0.0, 1.0)}),
        "rmsprop": _form(1e-2, ("square_average",), {"alpha": Parameter(0.99, 0.0, 1.0), "eps": _EPS}),
        "adam": _form(1e-3, ("m", "v"), _ADAM),
        "adamw": _form(1e-3, ("m", "v"), _ADAM, weight_decay=0.01),
    }
)


@dataclass(frozen=True)
class Optimiser:
    """An optimiser with its parameters, but for the learning rate; made by `optimiser`."""

    name: str
    parameters: Mapping[str, float]

    @property
    def state(self) -> tuple[str, ...]:
        """Names of what it remembers of each parameter."""
        return OPTIMISERS[self.name].state

    @property
    def weight_decay(self) -> float:
        """λ, how much of each parameter is taken away with every update; 0 for nothing."""
        return self.parameters["weight_decay"]

    def as_dict(self) -> dict[str, object]:
        """The name and the parameters, as on the wire."""
        return {"name": self.name, **self.parameters}


def optimiser(name: str, **parameters: float) -> Optimiser:
    """Choose an optimiser.

    Args:
        name: a key of OPTIMISERS.
        parameters: those of its form; what is not given has its default.

    Raises:
        UnknownNameError: no such optimiser or parameter.
        ValueRangeError: a parameter is out of its range.
    """
    form = known(OPTIMISERS, name, "optimiser", "name")
    return Optimiser(name, chosen(form.parameters, parameters, name))


def optimiser_of(given: Optimiser | str | Mapping[str, object], field: str) -> Optimiser:
    """Read an optimiser as the wire writes it: a name, or a mapping of `name` and parameters."""
    return given if isinstance(given, Optimiser) else named(optimiser, given, field)


def scaled_step(eta: float | Array, g: Array, square: Array, eps: float) -> Array:
    """− η g / (√square + ε)."""
    return np.asarray(-eta * g / (np.sqrt(square) + eps))


def unbiased(mean: Array, beta: float, updates: float | Array) -> Array:
    """A running mean that began at 0, after so many updates, without the pull towards 0: mean / (1 − βⁿ)."""
    return np.asarray(mean / (1.0 - beta**updates))


def stepped(
    optimiser: Optimiser, eta: float | Array, p: Array, g: Array, state: Mapping[str, Array], updates: int
) -> tuple[Array, dict[str, Array]]:
    """Do one update of all parameters together; nothing that is given is changed.

    Args:
        optimiser: which one.
        eta: learning rate of this update.
        p: (trained,) parameters, or (trained, networks) of many, with an eta for each.
        g: (trained,) their gradients.
        state: each (trained,), by the names that the optimiser has.
        updates: number of this update, the first being 1.

    Returns:
        (trained,) the parameters after it, and the state after it.
    """
    parameters, decay = optimiser.parameters, optimiser.weight_decay
    if decay and optimiser.name == "adamw":
        p = p - eta * decay * p
    elif decay:
        g = g + decay * p
    match optimiser.name:
        case "sgd":
            return p - eta * g, {}
        case "momentum" | "nesterov":
            momentum = parameters["momentum"]
            velocity = momentum * state["velocity"] + g
            direction = g + momentum * velocity if optimiser.name == "nesterov" else velocity
            return p - eta * direction, {"velocity": velocity}
        case "adagrad":
            total = state["square_sum"] + g * g
            return p + scaled_step(eta, g, total, parameters["eps"]), {"square_sum": total}
        case "rmsprop":
            average = _mixed(parameters["alpha"], state["square_average"], g * g)
            return p + scaled_step(eta, g, average, parameters["eps"]), {"square_average": average}
    m, v = _mixed(parameters["beta1"], state["m"], g), _mixed(parameters["beta2"], state["v"], g * g)
    m_hat, v_hat = unbiased(m, parameters["beta1"], updates), unbiased(v, parameters["beta2"], updates)
    return p + scaled_step(eta, m_hat, v_hat, parameters["eps"]), {"m": m, "v": v}


def _mixed(keep: float, old: Array, new: Array) -> Array:
    """A running mean."""
    return keep * old + (1.0 - keep) * new
