"""The equation of each block: what the rules say of its numbers one by one, said once for the whole layer.

An equation is data, like a rule, so that any notation can be written from it and none can drift from the others.
A test evaluates every one of them against the recorded numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from core import losses
from core.activations import ACTIVATIONS, Activation, elu_slope, gelu_slope, leaky_relu_slope, relu_slope
from core.arrays import Array, silent
from core.blocks import blocks_of
from core.errors import UnknownNameError
from core.losses import Loss
from core.method import PLAIN, Method
from core.network import Network
from core.optimisers import scaled_step, unbiased
from core.rules import SQUARES, Rule, Term
from core.updating import SCALARS, definitions

#: A number, the name of a block (`w.1`, `eta`), or an operator with what it works on: ("@", "w.1", "a.0").
Expression: TypeAlias = "float | str | tuple[Expression, ...]"


@dataclass(frozen=True)
class Equation:
    """How a block follows from others.

    Attributes:
        kind: the block's kind.
        layer: its layer, None where it has none.
        shape: its shape; a value of fewer numbers holds for all of them.
        value: what it is equal to.
    """

    kind: str
    layer: int | None
    shape: tuple[int, ...]
    value: Expression

    @cached_property
    def name(self) -> str:
        """The block's name: `w.1`, `eta`."""
        return self.kind if self.layer is None else f"{self.kind}.{self.layer}"


def equations_of(network: Network, method: Method = PLAIN) -> tuple[Equation, ...]:
    """The equations of all blocks that are computed from others of the record, in its order."""
    values = _values_of(network, method)
    return tuple(
        Equation(block.kind, block.layer, block.shape, values[block.kind](*block.place(())))
        for block in blocks_of(network, method)
        if block.kind in values and block.name != "a.0"
    )


def _values_of(network: Network, method: Method) -> Mapping[str, Callable[..., Expression]]:
    """The equation of each kind, given its layer, if it has one."""
    last, shared = len(network.sizes) - 1, network.bias_policy == "shared"
    return {
        "weighted": lambda layer: ("*", f"w.{layer}", f"a.{layer - 1}"),
        "z": lambda layer: ("+", ("@", f"w.{layer}", f"a.{layer - 1}"), f"b.{layer}"),
        "a": lambda layer: _activated(network.activations[layer - 1], f"z.{layer}"),
        "difference": _difference,
        "error": lambda layer: _error(network.loss, layer, network.sizes[-1]),
        "error_total": lambda: ("sum", f"error.{last}"),
        "dE_da": partial(_activation_gradient, network),
        "complement": lambda layer: ("-", 1.0, f"a.{layer}"),
        "df": lambda layer: _slope(network.activations[layer - 1], layer),
        "jacobian": lambda layer: ("-", ("call", "diag", f"a.{layer}"), ("outer", f"a.{layer}", f"a.{layer}")),
        "delta": partial(_delta, network),
        "contribution": lambda layer: ("T", ("*", ("T", f"w.{layer}"), f"delta.{layer}")),
        "dE_dw": lambda layer: ("outer", f"delta.{layer}", f"a.{layer - 1}"),
        "dE_db": lambda layer: ("sum", f"delta.{layer}") if shared else f"delta.{layer}",
        "batch_error": lambda: ("+", ("*", "share", "error_total"), ("*", "share", "others_error")),
        **{
            defined.kind: partial(_of_layer, defined.rule)
            for of in ("w", "b")
            for defined in definitions(method, of)
            if defined.rule
        },
    }


def _of_layer(rule: Rule, layer: int) -> Expression:
    """A definition of one parameter's number, said of all parameters of a layer."""

    def block(factor: str | float) -> Expression:
        return f"{factor}.{layer}" if isinstance(factor, str) and factor not in SCALARS else factor

    def product(term: Term) -> Expression:
        first, *others = map(block, term.factors)
        return reduce(lambda so_far, factor: ("*", so_far, factor), others, first)

    if rule.function is not None:
        return ("call", rule.function, *(block(factor) for term in rule.terms for factor in term.factors))
    first, *others = rule.terms
    start = product(first) if first.sign > 0 else ("neg", product(first))
    return reduce(lambda so_far, term: ("+" if term.sign > 0 else "-", so_far, product(term)), others, start)


def _activated(activation: Activation, z: str) -> Expression:
    return z if activation.name == "identity" else ("call", activation.name, z, *activation.parameters.values())


def _difference(layer: int) -> Expression:
    return ("-", f"a.{layer}", f"target.{layer}")


def _error(loss: Loss, layer: int, outputs: int) -> Expression:
    difference, target = f"difference.{layer}", f"target.{layer}"
    if loss.name in SQUARES:
        square, constant = ("*", difference, difference), SQUARES[loss.name](outputs)
        return square if constant is None else ("*", constant, square)
    if loss.name == "huber":
        return ("call", "huber", difference, loss.parameters["threshold"])
    return ("call", loss.name, f"z.{layer}" if loss.fused_with else f"a.{layer}", target)


def _activation_gradient(network: Network, layer: int) -> Expression:
    """At the output from the loss, elsewhere Wᵀ δ of the next layer."""
    if layer < len(network.sizes) - 1:
        return _carried_back(layer)
    loss, difference = network.loss, f"difference.{layer}"
    match loss.name:
        case "half_squared_error":
            return _difference(layer)
        case "squared_error":
            return ("*", 2.0, difference)
        case "mean_squared_error":
            return ("*", 2.0 / network.sizes[-1], difference)
        case "huber":
            return ("call", "clip", difference, -loss.parameters["threshold"], loss.parameters["threshold"])
    return ("call", "hinge_slope", f"a.{layer}", f"target.{layer}")


def _carried_back(layer: int) -> Expression:
    return ("@", ("T", f"w.{layer + 1}"), f"delta.{layer + 1}")


def _slope(activation: Activation, layer: int) -> Expression:
    z, a = f"z.{layer}", f"a.{layer}"
    match activation.name:
        case "identity":
            return 1.0
        case "logistic":
            return ("*", a, f"complement.{layer}")
        case "tanh":
            return ("-", 1.0, ("*", a, a))
        case "softplus":
            return ("call", "logistic", z)
    return ("call", f"{activation.name}_slope", z, *activation.parameters.values())


def _delta(network: Network, layer: int) -> Expression:
    """Hidden (Wᵀ δ) ⊙ f′; at the output ∂E/∂a ⊙ f′, with softmax Jᵀ ∂E/∂a, fused a − t."""
    if layer < len(network.sizes) - 1:
        return ("*", _carried_back(layer), f"df.{layer}")
    if network.fused:
        return _difference(layer)
    if network.activations[-1].couples_units:
        return ("@", ("T", f"jacobian.{layer}"), f"dE_da.{layer}")
    return ("*", f"dE_da.{layer}", f"df.{layer}")


def _huber(difference: Array, threshold: float) -> Array:
    return losses.huber(difference, difference, np.zeros_like(difference), threshold)


#: What `call` may name, working on whole blocks. Softmax and its cross-entropy take all units of their layer.
FUNCTIONS: Mapping[str, Callable[..., Array]] = MappingProxyType(
    {
        **{name: form.f for name, form in ACTIVATIONS.items() if name != "identity"},
        "relu_slope": relu_slope,
        "leaky_relu_slope": leaky_relu_slope,
        "elu_slope": elu_slope,
        "gelu_slope": gelu_slope,
        "diag": np.diag,
        "scaled_step": scaled_step,
        "unbiased": unbiased,
        "huber": _huber,
        "clip": lambda difference, low, high: np.minimum(np.maximum(difference, low), high),
        "hinge": lambda a, target: losses.hinge(a, a, target),
        "hinge_slope": losses.hinge_slope,
        "binary_cross_entropy": lambda z, target: losses.binary_cross_entropy(z, z, target),
        "categorical_cross_entropy": lambda z, target: losses.categorical_cross_entropy(z, z, target),
    }
)

#: The operators besides `call`. Products are elementwise but for @ and outer; a vector beside a matrix is a row.
OPERATORS: Mapping[str, Callable[..., Array]] = MappingProxyType(
    {
        "+": np.add,
        "-": np.subtract,
        "*": np.multiply,
        "@": np.matmul,
        "T": np.transpose,
        "outer": np.outer,
        "sum": np.sum,
        "neg": np.negative,
    }
)


def evaluate(equation: Equation, values: Mapping[str, Array]) -> Array:
    """Compute a block from others.

    Args:
        equation: the block's.
        values: of each block that it uses, by name (`w.1`, `eta`), in the shape of the block.

    Returns:
        The block, of the equation's shape.

    Raises:
        UnknownNameError: a block is missing in the values.
    """
    with silent():
        found = _value(equation.value, values)
        if isinstance(found, np.ndarray) and found.shape == equation.shape:
            return found
        return np.broadcast_to(found, equation.shape)


def _value(expression: Expression, values: Mapping[str, Array]) -> Array | float:
    if isinstance(expression, str):
        if expression not in values:
            raise UnknownNameError(f"There is no value of {expression!r}.", "values")
        return values[expression]
    if isinstance(expression, float):
        return expression
    operator, *operands = expression
    if operator == "call":
        operator, *operands = operands
        return FUNCTIONS[str(operator)](*(_value(operand, values) for operand in operands))
    return OPERATORS[str(operator)](*(_value(operand, values) for operand in operands))
