"""What the programs of core.listing have in common: what they are given, and the lines of the update."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.blocks import Block
from core.network import Network
from core.record import Record
from core.rules import Factor, Rule, Term
from core.setup import Setup
from core.updating import SCALARS, definitions, givens, states

SHOW = '''def show(name, values):
    """Print each number of nested lists as a line: its id, and all its digits."""
    if isinstance(values, list):
        for index, value in enumerate(values):
            show(f"{name}.{index}", value)
    else:
        print(name, repr(values))


'''


@dataclass(frozen=True)
class Listed:
    """An iteration to be written as a program.

    Attributes:
        setup: with the parameters of the iteration.
        iteration, shown: which one, and which example of its batch.
        record: its numbers.
    """

    setup: Setup
    iteration: int
    shown: int
    record: Record

    @property
    def network(self) -> Network:
        """The network before the update."""
        return self.setup.network

    @property
    def trained(self) -> tuple[str, ...]:
        """The kinds of parameters that are trained."""
        return ("w", "b") if self.network.trains_biases else ("w",)

    @cached_property
    def row(self) -> int:
        """The row of data that is shown."""
        return self.setup.row_at(self.iteration, self.shown)

    def block(self, block: Block) -> Array:
        """The numbers of a block."""
        numbers = [self.record.value(block.id(index)) for index in block.indices()]
        return np.array(numbers).reshape(block.shape)


def data_lines(make: str, x: Array, target: Array, eta: float) -> Iterator[str]:
    """Write the data and the learning rate."""
    yield f"a0 = {array_text(make, x)}  # the input x"
    yield f"target = {array_text(make, target)}"
    yield f"eta = {eta!r}"


def given_lines(listed: Listed, make: str, kinds: Mapping[str, str]) -> Iterator[str]:
    """Write blocks that a program cannot compute; `kinds` says of each kind what it is."""
    for block in listed.record.script.blocks:
        if block.kind in kinds:
            value, name = listed.block(block), variable(block.kind, block.layer)
            text = repr(float(value)) if block.layer is None else array_text(make, value)
            yield f"{name} = {text}  # {kinds[block.kind]}"


def state_kinds(listed: Listed) -> dict[str, str]:
    """What the optimiser remembers, and how many updates there were."""
    method = listed.setup.method
    kinds = {kind: "what the optimiser remembers" for of in listed.trained for kind in states(method, of)}
    said = {"updates": "which update this is", "share": "what each example counts in the batch"}
    return kinds | {kind: said[kind] for kind in givens(method)}


def update_lines(listed: Listed, like: str, from_moment: str = "batch") -> Iterator[str]:
    """Write everything between the gradients and the new parameters, layer by layer.

    Args:
        listed: the iteration.
        like: makes an array of one number for all, of the shape of another one; empty: it may stay one number.
        from_moment: `batch`, or `update` where the batch's gradient is there already.
    """
    shared = listed.network.bias_policy == "shared"
    for layer in range(1, len(listed.network.w) + 1):
        for of in listed.trained:
            for defined in definitions(listed.setup.method, of):
                if defined.rule is None or from_moment > defined.moment:
                    continue
                text = _expression(defined.rule, layer)
                if shared and like and defined.kind == "change_b" and text.startswith("-"):
                    text = f"{like}(b{layer}, {text})"
                yield f"{defined.kind}{layer} = {text}"


def _expression(rule: Rule, layer: int) -> str:
    def named(factor: Factor) -> str:
        if isinstance(factor, float):
            return repr(factor)
        return factor if factor in SCALARS else f"{factor}{layer}"

    def product(term: Term) -> str:
        return " * ".join(map(named, term.factors))

    if rule.function is not None:
        return f"{rule.function}({', '.join(named(factor) for term in rule.terms for factor in term.factors)})"
    first, *others = rule.terms
    start = product(first) if first.sign > 0 else f"-{product(first)}"
    return start + "".join(f" {'+' if term.sign > 0 else '-'} {product(term)}" for term in others)


def array_text(make: str, values: ArrayLike, requires_grad: bool = False) -> str:
    """Write an array that reads back to the same bits, a matrix with a line per row."""
    suffix, array = ", requires_grad=True" if requires_grad else "", np.asarray(values)
    if array.ndim < 2:
        return f"{make}({array.tolist()!r}{suffix})"
    rows = "".join(f"    {row.tolist()!r},\n" for row in array)
    return f"{make}([\n{rows}]{suffix})"


def variable(kind: str, layer: int | None) -> str:
    """The program's name of a block of quantities."""
    return kind if layer is None or kind == "target" else f"{kind}{layer}"
