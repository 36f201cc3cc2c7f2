"""What each number is made of, as data: signed products that are summed, or a named function of other numbers.

The rules say the same as forward, backward and update; a test evaluates every one of them against the recorded numbers.
Quantities are named by their ids, layers counted from 0 = input (docs/model.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from core.activations import Activation
from core.losses import Loss

Factor = str | float


@dataclass(frozen=True, slots=True)
class Term:
    """One summand: a sign and the factors of a product, each a quantity's id or a constant."""

    sign: Literal[1, -1]
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a value follows from others.

    Attributes:
        form: `sum` of the terms; `product`, one term; `function` of the factors of the terms, in order.
        function: its name when the form is `function`, else None.
        terms: at least one.
    """

    form: Literal["sum", "product", "function"]
    function: str | None
    terms: tuple[Term, ...]


def plus(*factors: Factor) -> Term:
    """A term that is added."""
    return Term(1, factors)


def minus(*factors: Factor) -> Term:
    """A term that is subtracted."""
    return Term(-1, factors)


def sum_of(terms: Iterable[Term]) -> Rule:
    """A rule of the form Σ sign · Π factors."""
    return Rule("sum", None, tuple(terms))


def product(*factors: Factor) -> Rule:
    """A rule of one term, Π factors."""
    return Rule("product", None, (plus(*factors),))


def function(name: str, *factors: Factor) -> Rule:
    """A rule of the form name(factors)."""
    return Rule("function", name, tuple(plus(factor) for factor in factors))


def activation_rule(activation: Activation, layer: int, unit: int, size: int) -> Rule:
    """The activation a = f(z); softmax takes the net inputs of the whole layer."""
    if activation.couples_units:
        return function(f"{activation.name}_{unit}", *(f"z.{layer}.{j}" for j in range(size)))
    z = f"z.{layer}.{unit}"
    if activation.name == "identity":
        return sum_of([plus(z)])
    return function(activation.name, z, *activation.parameters.values())


def slope_rule(activation: Activation, layer: int, unit: int) -> Rule:
    """f′(z), from a where the textbook does so."""
    z, a = f"z.{layer}.{unit}", f"a.{layer}.{unit}"
    match activation.name:
        case "identity":
            return sum_of([plus(1.0)])
        case "logistic":
            return product(a, f"complement.{layer}.{unit}")
        case "tanh":
            return sum_of([plus(1.0), minus(a, a)])
        case "softplus":
            return function("logistic", z)
    return function(f"{activation.name}_slope", z, *activation.parameters.values())


def jacobian_rule(layer: int, j: int, i: int) -> Rule:
    """∂a_j/∂z_i of softmax."""
    across = minus(f"a.{layer}.{j}", f"a.{layer}.{i}")
    return sum_of([plus(f"a.{layer}.{i}"), across]) if j == i else Rule("product", None, (across,))


#: Losses whose error is a constant times the squared difference, and that constant for n outputs.
SQUARES: dict[str, Callable[[int], float | None]] = {
    "half_squared_error": lambda _: 0.5,
    "squared_error": lambda _: None,
    "mean_squared_error": lambda n: 1.0 / n,
}


def uses_difference(loss: Loss) -> bool:
    """Whether the error is made of a − target, which then is a quantity of its own."""
    return loss.name in SQUARES or loss.name == "huber"


def error_rule(loss: Loss, layer: int, unit: int, size: int) -> Rule:
    """E_k of one output."""
    difference, target = f"difference.{layer}.{unit}", f"target.{layer}.{unit}"
    if loss.name in SQUARES:
        constant = SQUARES[loss.name](size)
        return product(*([] if constant is None else [constant]), difference, difference)
    match loss.name:
        case "huber":
            return function("huber", difference, *loss.parameters.values())
        case "hinge":
            return function("hinge", f"a.{layer}.{unit}", target)
        case "binary_cross_entropy":
            return function("binary_cross_entropy", f"z.{layer}.{unit}", target)
    return function(f"{loss.name}_{unit}", *(f"z.{layer}.{j}" for j in range(size)), target)


def loss_slope_rule(loss: Loss, layer: int, unit: int, size: int) -> Rule:
    """∂E/∂a of one output; fused losses have none."""
    difference = f"difference.{layer}.{unit}"
    match loss.name:
        case "half_squared_error":
            return difference_rule(layer, unit)
        case "squared_error":
            return product(2.0, difference)
        case "mean_squared_error":
            return product(2.0 / size, difference)
        case "huber":
            threshold = loss.parameters["threshold"]
            return function("clip", difference, -threshold, threshold)
    return function("hinge_slope", f"a.{layer}.{unit}", f"target.{layer}.{unit}")


def difference_rule(layer: int, unit: int) -> Rule:
    """The difference a − target."""
    return sum_of([plus(f"a.{layer}.{unit}"), minus(f"target.{layer}.{unit}")])
