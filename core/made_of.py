"""The rule of each kind of quantity, given the network and the quantity's layer, unit and source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from core.network import Network
from core.rules import (
    Rule,
    activation_rule,
    difference_rule,
    error_rule,
    jacobian_rule,
    minus,
    output_dE_da_rule,
    plus,
    product,
    slope_rule,
    sum_of,
)


def weighted(network: Network, l: int, j: int, i: int) -> Rule:
    """W · a, one term of the net input."""
    return product(f"w.{l}.{j}.{i}", f"a.{l - 1}.{i}")


def z(network: Network, l: int, j: int) -> Rule:
    """Sum of w · a over the sources, plus b."""
    sources = range(network.sizes[l - 1])
    return sum_of([*(plus(f"w.{l}.{j}.{i}", f"a.{l - 1}.{i}") for i in sources), plus(f"b.{l}.{j}")])


def a(network: Network, l: int, j: int) -> Rule:
    """f(z)."""
    return activation_rule(network.activations[l - 1], l, j, network.sizes[l])


def difference(network: Network, l: int, k: int) -> Rule:
    """A − target."""
    return difference_rule(l, k)


def error(network: Network, l: int, k: int) -> Rule:
    """E_k."""
    return error_rule(network.loss, l, k, network.sizes[l])


def error_total(network: Network, l: int) -> Rule:
    """Sum of the errors."""
    last = len(network.sizes) - 1
    return sum_of(plus(f"error.{last}.{k}") for k in range(network.sizes[last]))


def dE_da(network: Network, l: int, i: int) -> Rule:
    """At the output from the loss, elsewhere the sum of the contributions."""
    if l == len(network.sizes) - 1:
        return output_dE_da_rule(network.loss, l, i, network.sizes[l])
    return sum_of(plus(f"contribution.{l + 1}.{j}.{i}") for j in range(network.sizes[l + 1]))


def complement(network: Network, l: int, j: int) -> Rule:
    """1 − a."""
    return sum_of([plus(1.0), minus(f"a.{l}.{j}")])


def df(network: Network, l: int, j: int) -> Rule:
    """f′(z)."""
    return slope_rule(network.activations[l - 1], l, j)


def jacobian(network: Network, l: int, j: int, i: int) -> Rule:
    """∂a_j/∂z_i."""
    return jacobian_rule(l, j, i)


def delta(network: Network, l: int, j: int) -> Rule:
    """∂E/∂a · f′(z); with softmax a sum over its units; fused a − target."""
    if l == len(network.sizes) - 1:
        if network.fused:
            return difference_rule(l, j)
        if network.activations[l - 1].couples_units:
            return sum_of(plus(f"dE_da.{l}.{k}", f"jacobian.{l}.{k}.{j}") for k in range(network.sizes[l]))
    return product(f"dE_da.{l}.{j}", f"df.{l}.{j}")


def contribution(network: Network, l: int, j: int, i: int) -> Rule:
    """Delta · w, what arrives at unit i of layer l − 1 from unit j."""
    return product(f"delta.{l}.{j}", f"w.{l}.{j}.{i}")


def dE_dw(network: Network, l: int, j: int, i: int) -> Rule:
    """Delta · a of the source."""
    return product(f"delta.{l}.{j}", f"a.{l - 1}.{i}")


def dE_db(network: Network, l: int, j: int | None = None) -> Rule:
    """Delta; where the bias is shared, the sum of the layer's deltas."""
    return sum_of(plus(f"delta.{l}.{unit}") for unit in (range(network.sizes[l]) if j is None else [j]))


def _bias_gradient(network: Network, l: int, j: int) -> str:
    return f"dE_db.{l}" if network.bias_policy == "shared" else f"dE_db.{l}.{j}"


def change_w(network: Network, l: int, j: int, i: int) -> Rule:
    """− eta · gradient."""
    return Rule("product", None, (minus("eta", f"dE_dw.{l}.{j}.{i}"),))


def change_b(network: Network, l: int, j: int) -> Rule:
    """− eta · gradient."""
    return Rule("product", None, (minus("eta", _bias_gradient(network, l, j)),))


def w_next(network: Network, l: int, j: int, i: int) -> Rule:
    """W − eta · gradient."""
    return sum_of([plus(f"w.{l}.{j}.{i}"), minus("eta", f"dE_dw.{l}.{j}.{i}")])


def b_next(network: Network, l: int, j: int) -> Rule:
    """B − eta · gradient."""
    return sum_of([plus(f"b.{l}.{j}"), minus("eta", _bias_gradient(network, l, j))])


_RULES: list[Callable[..., Rule]] = [
    weighted, z, a, difference, error, error_total, dE_da, complement, df, jacobian, delta, contribution,
    dE_dw, dE_db, change_w, change_b, w_next, b_next,
]  # fmt: skip

#: The rule of each computed kind, called with (network, layer, unit, source) as far as the kind has them.
MADE_OF: Mapping[str, Callable[..., Rule]] = MappingProxyType({rule.__name__: rule for rule in _RULES})
