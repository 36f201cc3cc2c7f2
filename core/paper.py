"""One iteration as a student computes it: every result is rounded before it is used again.

The rules of the script are followed in its order with decimal numbers. A rule's products and sums are exact and rounded
once, half away from zero; a function is computed in double precision of its rounded arguments, then rounded. What is
given is rounded first; the constants of a rule (½, the slope of leaky_relu) are not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import reduce
from operator import mul

import numpy as np

from core.arrays import became, silent
from core.equations import FUNCTIONS
from core.errors import DivergenceError, ValueRangeError
from core.record import Record
from core.rules import Factor, Rule

LEAST_DECIMALS, MOST_DECIMALS = 1, 10
#: So many digits hold every product of a rule exactly.
_DIGITS = 2000


@dataclass(frozen=True)
class Written:
    """A number as it stands on paper, with exactly the chosen decimals, and the exact one."""

    paper: str
    exact: float


@dataclass(frozen=True)
class Drift:
    """How far the paper is off.

    Attributes:
        quantity: the id with the largest difference.
        difference: |paper − exact| of it.
        parameter: the new weight or bias with the largest relative difference; None where all are 0.
        relative: |paper − exact| / |exact| of that.
    """

    quantity: str
    difference: float
    parameter: str | None
    relative: float | None


@dataclass(frozen=True)
class Paper:
    """An iteration on paper.

    Attributes:
        decimals: how many are kept.
        values: by id, all quantities in the order of the script.
        drift: how far it is off.
    """

    decimals: int
    values: Mapping[str, Written]
    drift: Drift


def on_paper(record: Record, decimals: int) -> Paper:
    """Compute an iteration again with rounded numbers.

    Args:
        record: the exact one, for its givens and rules.
        decimals: after the point, LEAST_DECIMALS to MOST_DECIMALS.

    Raises:
        ValueRangeError: not so many decimals.
        DivergenceError: a number left the range of doubles, though the exact ones did not.
    """
    if not LEAST_DECIMALS <= decimals <= MOST_DECIMALS:
        raise ValueRangeError(f"decimals is {decimals}; give {LEAST_DECIMALS} to {MOST_DECIMALS}.", "decimals")
    numbers: dict[str, Decimal] = {}
    with localcontext(Context(prec=_DIGITS, rounding=ROUND_HALF_UP)), silent():
        for quantity, exact in zip(record.script.quantities, record.values.tolist(), strict=True):
            value = _decimal(exact) if quantity.rule is None else _by_rule(quantity.rule, numbers)
            if not math.isfinite(float(value)):
                state = became(float(value))
                detail = f"On paper with {decimals} decimals, {quantity.id} {state}; more decimals may help."
                raise DivergenceError(detail, quantity=quantity.id, value=float(value))
            numbers[quantity.id] = _rounded(value, decimals)
        drift = _drift(record, numbers)
    exact_values = zip(numbers.items(), record.values.tolist(), strict=True)
    values = {name: Written(f"{number:f}", exact) for (name, number), exact in exact_values}
    return Paper(decimals, values, drift)


def _decimal(value: float) -> Decimal:
    """The number that the shortest text of a double says, because that is what one sees and writes down."""
    return Decimal(repr(value))


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero; adding 0 makes a plain zero of a negative one."""
    return value.quantize(Decimal(1).scaleb(-decimals)) + 0


def _by_rule(rule: Rule, numbers: Mapping[str, Decimal]) -> Decimal:
    def read(factor: Factor) -> Decimal:
        return numbers[factor] if isinstance(factor, str) else _decimal(factor)

    if rule.function is not None:
        arguments = [float(read(factor)) for term in rule.terms for factor in term.factors]
        return _decimal(_called(rule.function, arguments))
    return sum((term.sign * reduce(mul, map(read, term.factors)) for term in rule.terms), Decimal(0))


def _called(name: str, arguments: list[float]) -> float:
    """Apply a rule's function; two of them take a whole layer and end with the number of the unit that is meant."""
    layer, _, unit = name.rpartition("_")
    if layer == "softmax":
        return float(FUNCTIONS[layer](np.array(arguments))[int(unit)])
    if layer == "categorical_cross_entropy":
        *z, target = arguments
        return float(FUNCTIONS[layer](np.array(z), np.float64(target))[int(unit)])
    return float(FUNCTIONS[name](*map(np.float64, arguments)))


def _drift(record: Record, numbers: Mapping[str, Decimal]) -> Drift:
    exact = dict(zip(numbers, map(Decimal, record.values.tolist()), strict=True))
    off = {name: abs(number - exact[name]) for name, number in numbers.items()}
    furthest = max(off, key=lambda name: off[name])
    relative = {
        quantity.id: float(off[quantity.id] / abs(exact[quantity.id]))
        for quantity in record.script.quantities
        if quantity.kind in ("w_next", "b_next") and exact[quantity.id]
    }
    parameter = max(relative, key=lambda name: relative[name], default=None)
    return Drift(furthest, float(off[furthest]), parameter, None if parameter is None else relative[parameter])
