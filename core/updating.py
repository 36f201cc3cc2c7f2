"""What happens between the gradients of one example and the new parameters: batch, weight decay, optimiser.

Each number is defined once, for one parameter; its rule, its equation and the blocks it needs all follow from that. The
factors of a definition are kinds (docs/model.md): a kind that ends in `_w` stands for that number of the same weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from core.method import Method
from core.rules import Factor, Rule, Term, function, minus, plus, sum_of

#: Kinds of single numbers, which all parameters share.
SCALARS = ("eta", "share", "updates")


@dataclass(frozen=True)
class Definition:
    """One number of each weight, or of each bias, that becomes known between its gradient and its next value.

    Attributes:
        kind: its kind.
        moment: with which moment.
        rule: what it is made of, in kinds; None where that is another example's record.
    """

    kind: str
    moment: Literal["batch", "update"]
    rule: Rule | None


def givens(method: Method) -> tuple[str, ...]:
    """Kinds of the single numbers that are given beside eta."""
    return (("share",) if method.batched else ()) + (("updates",) if method.counts else ())


def states(method: Method, of: str) -> tuple[str, ...]:
    """Kinds of the optimiser's state, for each `w` or each `b`."""
    return tuple(f"{name}_{of}" for name in method.optimiser.state)


def definitions(method: Method, of: str) -> tuple[Definition, ...]:
    """Everything between the gradient and the next value of each `w` or each `b`, in the order of computation.

    Args:
        method: how the network is trained.
        of: `w` or `b`.
    """
    found = list(_batch(method, of))
    gradient = f"batch_dE_d{of}" if method.batched else f"dE_d{of}"
    for kind, rule in _optimiser(method, gradient, of):
        found.append(Definition(kind, "update", rule))
    return tuple(found)


def _batch(method: Method, of: str) -> Iterator[Definition]:
    """The other examples' gradients, and the batch's."""
    if method.batched:
        own, others = f"dE_d{of}", f"others_dE_d{of}"
        yield Definition(others, "batch", None)
        yield Definition(f"batch_{own}", "batch", sum_of([plus("share", own), plus("share", others)]))


def _optimiser(method: Method, gradient: str, of: str) -> Iterator[tuple[str, Rule]]:
    optimiser, start, g = method.optimiser, of, gradient
    decay = optimiser.parameters["weight_decay"]
    if decay and optimiser.name == "adamw":
        start = f"shrunk_{of}"
        yield start, sum_of([plus(of), minus("eta", decay, of)])
    elif decay:
        g = f"penalised_{of}"
        yield g, sum_of([plus(gradient), plus(decay, of)])
    change, following = f"change_{of}", f"{of}_next"
    match optimiser.name:
        case "sgd":
            yield change, Rule("product", None, (minus("eta", g),))
            yield following, sum_of([plus(start), minus("eta", g)])
            return
        case "momentum" | "nesterov":
            yield from _momentum(optimiser.parameters["momentum"], optimiser.name, g, of)
        case "adagrad":
            total = f"square_sum_next_{of}"
            yield total, sum_of([plus(f"square_sum_{of}"), plus(g, g)])
            yield change, function("scaled_step", "eta", g, total, optimiser.parameters["eps"])
        case "rmsprop":
            average = f"square_average_next_{of}"
            yield average, _mixed(optimiser.parameters["alpha"], f"square_average_{of}", g, g)
            yield change, function("scaled_step", "eta", g, average, optimiser.parameters["eps"])
        case _:
            yield from _adam(optimiser.parameters, g, of)
    yield following, sum_of([plus(start), plus(change)])


def _momentum(momentum: float, name: str, g: str, of: str) -> Iterator[tuple[str, Rule]]:
    direction = f"velocity_next_{of}"
    yield direction, sum_of([plus(momentum, f"velocity_{of}"), plus(g)])
    if name == "nesterov":
        lookahead = f"lookahead_{of}"
        yield lookahead, sum_of([plus(g), plus(momentum, direction)])
        direction = lookahead
    yield f"change_{of}", Rule("product", None, (minus("eta", direction),))


def _adam(parameters: Mapping[str, float], g: str, of: str) -> Iterator[tuple[str, Rule]]:
    beta1, beta2 = parameters["beta1"], parameters["beta2"]
    yield f"m_next_{of}", _mixed(beta1, f"m_{of}", g)
    yield f"v_next_{of}", _mixed(beta2, f"v_{of}", g, g)
    yield f"m_hat_{of}", function("unbiased", f"m_next_{of}", beta1, "updates")
    yield f"v_hat_{of}", function("unbiased", f"v_next_{of}", beta2, "updates")
    yield f"change_{of}", function("scaled_step", "eta", f"m_hat_{of}", f"v_hat_{of}", parameters["eps"])


def _mixed(keep: float, old: Factor, *new: Factor) -> Rule:
    """A running mean: keep · old + (1 − keep) · new."""
    return sum_of([plus(keep, old), plus(1.0 - keep, *new)])


def of_parameter(rule: Rule, shared: bool, *place: int) -> Rule:
    """The rule of one parameter's number, from its definition.

    Args:
        rule: in kinds.
        shared: whether it is of a bias that is shared, so that its gradient is that of the whole layer.
        place: layer, unit and source of the parameter, as far as it has them.
    """
    of_one = ".".join(["", *map(str, place)])
    of_layer = ".".join(["", *map(str, place[:1])])

    def named(factor: Factor) -> Factor:
        if not isinstance(factor, str) or factor in SCALARS:
            return factor
        return factor + (of_layer if shared and factor.endswith("dE_db") else of_one)

    terms = tuple(Term(term.sign, tuple(map(named, term.factors))) for term in rule.terms)
    return Rule(rule.form, rule.function, terms)
