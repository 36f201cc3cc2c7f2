"""Initial weights: the rules by which a network's parameters are drawn before any training.

Random numbers come from numpy's PCG64 with the given seed, layer by layer: the layer's weights, row by row, then, where
the rule draws them, its biases (one that is repeated where they are shared).

Sources: Glorot & Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks (2010), eq. 12 and
16, for the xavier rules; He, Zhang, Ren & Sun, Delving Deep into Rectifiers (2015), eq. 10, for the he rules.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from core.arrays import Array
from core.errors import ValueRangeError
from core.parameters import Parameter, check_whole, checked_sizes, chosen, known, named

_MEAN, _STD = Parameter(0.0, -1e6, 1e6), Parameter(0.5, 0.0, 1e6)
_LOW, _HIGH = Parameter(-0.5, -1e6, 1e6), Parameter(0.5, -1e6, 1e6)
_XAVIER_GAIN, _HE_GAIN = Parameter(1.0, 0.0, 1e3), Parameter(math.sqrt(2.0), 0.0, 1e3)


@dataclass(frozen=True)
class Form:
    """A rule: how weights are drawn from its parameters, and whether biases are drawn likewise, else they are 0."""

    draw: Callable[..., Array]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    draws_biases: bool = False


def _uniform(random: np.random.Generator, shape: tuple[int, ...], limit: float) -> Array:
    return random.uniform(-limit, limit, shape)


INITIALS: Mapping[str, Form] = MappingProxyType(
    {
        "uniform": Form(
            lambda random, shape, _n_in, _n_out, low, high: random.uniform(low, high, shape),
            {"low": _LOW, "high": _HIGH},
            draws_biases=True,
        ),
        "normal": Form(
            lambda random, shape, _n_in, _n_out, mean, std: random.normal(mean, std, shape),
            {"mean": _MEAN, "std": _STD},
            draws_biases=True,
        ),
        "xavier_uniform": Form(
            lambda random, shape, n_in, n_out, gain: _uniform(random, shape, gain * math.sqrt(6.0 / (n_in + n_out))),
            {"gain": _XAVIER_GAIN},
        ),
        "xavier_normal": Form(
            lambda random, shape, n_in, n_out, gain: random.normal(0.0, gain * math.sqrt(2.0 / (n_in + n_out)), shape),
            {"gain": _XAVIER_GAIN},
        ),
        "he_uniform": Form(
            lambda random, shape, n_in, _n_out, gain: _uniform(random, shape, gain * math.sqrt(3.0 / n_in)),
            {"gain": _HE_GAIN},
        ),
        "he_normal": Form(
            lambda random, shape, n_in, _n_out, gain: random.normal(0.0, gain / math.sqrt(n_in), shape),
            {"gain": _HE_GAIN},
        ),
        "zeros": Form(lambda _random, shape, _n_in, _n_out: np.zeros(shape)),
        "equal": Form(
            lambda _random, shape, _n_in, _n_out, value: np.full(shape, value),
            {"value": Parameter(0.5, -1e6, 1e6)},
            draws_biases=True,
        ),
    }
)


@dataclass(frozen=True)
class Initial:
    """A rule with its parameters; made by `initial_rule`."""

    name: str
    parameters: Mapping[str, float]

    def as_dict(self) -> dict[str, str | float]:
        """The name and the parameters, as on the wire: `{"name": "xavier_uniform", "gain": 1.0}`."""
        return {"name": self.name, **self.parameters}


def initial_rule(name: str, **parameters: float) -> Initial:
    """Choose a rule.

    Args:
        name: a key of INITIALS.
        parameters: `low` and `high` of uniform (−0.5, 0.5), `mean` and `std` of normal (0, 0.5), `gain` of the xavier
            rules (1) and the he rules (√2), `value` of equal (0.5).

    Raises:
        UnknownNameError: no such rule or parameter.
        ValueRangeError: a parameter is out of its range.
    """
    form = known(INITIALS, name, "initial rule", "name")
    values = chosen(form.parameters, parameters, name)
    if name == "uniform" and values["low"] > values["high"]:
        raise ValueRangeError(f"low is {values['low']:g}, above high, {values['high']:g}; exchange them.", "low")
    return Initial(name, values)


def initial_of(given: Initial | str | Mapping[str, object], field: str) -> Initial:
    """Read a rule as the wire writes it: a name, or a mapping of `name` and parameters."""
    return given if isinstance(given, Initial) else named(initial_rule, given, field)


def initial(
    sizes: Sequence[int],
    rule: Initial | str | Mapping[str, object],
    seed: int = 0,
    bias_policy: str = "per_unit",
) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """Draw the weights and biases of a network; the same arguments always give the same.

    Args:
        sizes: units per layer, the input first.
        rule: a rule, its name, or a mapping of `name` and parameters.
        seed: 0 to 2³² − 1.
        bias_policy: `shared` repeats one bias in a layer; frozen biases are drawn like those of units.

    Returns:
        w, (n_out, n_in) per layer after the input, and b, (n_out,) likewise. Biases are 0, but for `uniform`, `normal`
        and `equal`, which treat them like weights.

    Raises:
        UnknownNameError, ValueRangeError: the rule or the seed is none.
        ShapeError: there are not two layers, or one has not a whole number of units from 1.
    """
    chosen_rule = initial_of(rule, "initial")
    check_whole("seed", seed, 0)
    random = np.random.Generator(np.random.PCG64(seed))
    form, parameters = INITIALS[chosen_rule.name], chosen_rule.parameters
    w, b = [], []
    for n_in, n_out in pairwise(checked_sizes(sizes)):
        w.append(form.draw(random, (n_out, n_in), n_in, n_out, **parameters))
        count = 1 if bias_policy == "shared" else n_out
        biases = form.draw(random, (count,), n_in, n_out, **parameters) if form.draws_biases else np.zeros(count)
        b.append(np.repeat(biases, n_out // count))
    return tuple(w), tuple(b)
