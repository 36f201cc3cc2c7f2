"""Networks that ship, with their data and their source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.arrays import Array
from core.datasets.small import mazur, xor_gate
from core.network import Network


@dataclass(frozen=True, eq=False)
class Example:
    """A network with something to learn.

    Attributes:
        id: its name in addresses.
        title: its name for people.
        description: one sentence on what it shows.
        source: where it comes from.
        network: before any training.
        x: (rows, n0) the inputs; iteration n trains row n mod rows.
        target: (rows, n_L) what the outputs should be.
        eta: learning rate.
    """

    id: str
    title: str
    description: str
    source: str
    network: Network
    x: Array
    target: Array
    eta: float


MAZUR = Example(
    id="mazur",
    title="The 2-2-2 network",
    description="One example, two hidden and two output units, fixed biases: every number fits on a page.",
    source=(
        "Matt Mazur, A Step by Step Backpropagation Example (2015); its weights, biases, inputs and targets, "
        "with all numbers recomputed in double precision."
    ),
    network=Network(
        sizes=(2, 2, 2),
        activations=("logistic", "logistic"),
        loss="half_squared_error",
        bias_policy="frozen",
        w=([[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]),
        b=([0.35, 0.35], [0.60, 0.60]),
    ),
    x=mazur().x,
    target=mazur().target,
    eta=0.5,
)

XOR = Example(
    id="xor",
    title="Exclusive or",
    description=(
        "Four rows, one per iteration in turn; a single unit cannot tell them apart, "
        "two hidden ones learn it within 4000 iterations."
    ),
    source=(
        "The task is from Rumelhart, Hinton & Williams, Learning Representations by Back-propagating Errors (1986); "
        "the starting weights are our own."
    ),
    network=Network(
        sizes=(2, 2, 1),
        activations=("logistic", "logistic"),
        loss="half_squared_error",
        bias_policy="per_unit",
        w=([[0.9, -0.7], [-0.8, 1.0]], [[0.6, 0.5]]),
        b=([-0.1, 0.2], [-0.3]),
    ),
    x=xor_gate().x,
    target=xor_gate().target,
    eta=0.5,
)

#: The examples by id.
EXAMPLES: Mapping[str, Example] = MappingProxyType({example.id: example for example in (MAZUR, XOR)})
