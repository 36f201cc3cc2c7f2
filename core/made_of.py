"""The rule of each kind of quantity, given the quantity's layer, unit and source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from core.method import PLAIN, Method
from core.network import Network
from core.rules import (
    Rule,
    activation_rule,
    difference_rule,
    error_rule,
    jacobian_rule,
    loss_slope_rule,
    minus,
    plus,
    product,
    slope_rule,
    sum_of,
)
from core.updating import definitions, of_parameter

#: The rule of each kind of quantity; each takes the numbers in the quantity's id, in order.
Rules: TypeAlias = Mapping[str, Callable[..., Rule]]


def made_of(network: Network, method: Method = PLAIN) -> Rules:
    """The rules of a network's computed quantities."""
    sizes, last = network.sizes, len(network.sizes) - 1
    shared = network.bias_policy == "shared"
    return {
        "weighted": lambda layer, j, i: product(f"w.{layer}.{j}.{i}", f"a.{layer - 1}.{i}"),
        "z": partial(_net_input, network),
        "a": lambda layer, j: activation_rule(network.activations[layer - 1], layer, j, sizes[layer]),
        "difference": difference_rule,
        "error": lambda layer, k: error_rule(network.loss, layer, k, sizes[layer]),
        "error_total": lambda: sum_of(plus(f"error.{last}.{k}") for k in range(sizes[last])),
        "dE_da": partial(_activation_gradient, network),
        "complement": lambda layer, j: sum_of([plus(1.0), minus(f"a.{layer}.{j}")]),
        "df": lambda layer, j: slope_rule(network.activations[layer - 1], layer, j),
        "jacobian": jacobian_rule,
        "delta": partial(_delta, network),
        "contribution": lambda layer, j, i: product(f"delta.{layer}.{j}", f"w.{layer}.{j}.{i}"),
        "dE_dw": lambda layer, j, i: product(f"delta.{layer}.{j}", f"a.{layer - 1}.{i}"),
        "dE_db": partial(_bias_gradient, network),
        "batch_error": lambda: sum_of([plus("share", "error_total"), plus("share", "others_error")]),
        **{
            defined.kind: partial(of_parameter, defined.rule, shared and of == "b")
            for of in ("w", "b")
            for defined in definitions(method, of)
            if defined.rule
        },
    }


def _net_input(network: Network, layer: int, j: int) -> Rule:
    """Sum of w · a over the sources, plus b."""
    sources = range(network.sizes[layer - 1])
    return sum_of([*(plus(f"w.{layer}.{j}.{i}", f"a.{layer - 1}.{i}") for i in sources), plus(f"b.{layer}.{j}")])


def _activation_gradient(network: Network, layer: int, i: int) -> Rule:
    """At the output from the loss, elsewhere the sum of the contributions."""
    if layer == len(network.sizes) - 1:
        return loss_slope_rule(network.loss, layer, i, network.sizes[layer])
    return sum_of(plus(f"contribution.{layer + 1}.{j}.{i}") for j in range(network.sizes[layer + 1]))


def _delta(network: Network, layer: int, j: int) -> Rule:
    """∂E/∂a · f′(z); with softmax a sum over its units; fused a − target."""
    if layer == len(network.sizes) - 1:
        if network.fused:
            return difference_rule(layer, j)
        if network.activations[-1].couples_units:
            units = range(network.sizes[layer])
            return sum_of(plus(f"dE_da.{layer}.{k}", f"jacobian.{layer}.{k}.{j}") for k in units)
    return product(f"dE_da.{layer}.{j}", f"df.{layer}.{j}")


def _bias_gradient(network: Network, layer: int, *unit: int) -> Rule:
    """Delta; where the bias is shared, the sum of the layer's deltas."""
    return sum_of(plus(f"delta.{layer}.{j}") for j in unit or range(network.sizes[layer]))
