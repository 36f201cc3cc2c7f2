"""Default settings: how each data set is learned when nobody says otherwise. This is the one place that says so.

How often they succeed is tested (tests/core/test_defaults.py) and said in docs/model.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from core.datasets.dataset import Dataset
from core.initial import Initial, initial, initial_rule
from core.method import Method
from core.network import Network
from core.optimisers import Optimiser, optimiser
from core.schedules import schedule
from core.setup import Setup


@dataclass(frozen=True)
class Defaults:
    """How a data set is learned.

    Attributes:
        sizes: units per layer, the input first.
        activations: one per layer after the input.
        loss: what training lowers.
        bias_policy: whether biases are trained.
        initial: how weights and biases are drawn.
        eta: learning rate.
        method: optimiser, schedule and batch; `shuffle` is a seed where rows are shuffled.
        iterations: after how many it is learned, or not at all.
        scale, scale_target: how inputs and targets are scaled before.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    bias_policy: str
    initial: Initial
    eta: float
    method: Method
    iterations: int
    scale: str
    scale_target: str

    def setup(self, dataset: Dataset, seed: int) -> Setup:
        """Start with the network that a seed draws, on a data set that is scaled already.

        Args:
            dataset: of the shape that these settings are for.
            seed: of weights and biases, and where rows are shuffled, of their order.
        """
        return Setup(self.network(seed), dataset.x, dataset.target, self.eta, self.shuffled(seed))

    def network(self, seed: int) -> Network:
        """The network that a seed draws."""
        w, b = initial(self.sizes, self.initial, seed, self.bias_policy)
        return Network(self.sizes, self.activations, self.loss, self.bias_policy, w, b)

    def shuffled(self, seed: int) -> Method:
        """The method with another order of the rows, where it shuffles them."""
        return self.method if self.method.shuffle is None else replace(self.method, shuffle=seed)


_SEVERAL = 32
"""Rows of a batch that is neither one row nor all; such batches are shuffled."""

_ADAM, _CONSTANT, _XAVIER = optimiser("adam"), schedule("constant"), initial_rule("xavier_uniform")


@dataclass(frozen=True)
class _Plan:
    """What of the settings does not follow from the data's shape."""

    hidden: tuple[int, ...]
    iterations: int = 1000
    activation: str = "tanh"
    output: str | None = None
    rule: Initial = _XAVIER
    eta: float = 0.05
    optimiser: Optimiser = _ADAM
    batch: int | None = None
    scale: str = "none"


def _classical(hidden: tuple[int, ...], iterations: int) -> _Plan:
    """Logistic units, small random weights, full batches and momentum, as in the 1980s (with the batch's mean)."""
    return _Plan(hidden, iterations, "logistic", "logistic", initial_rule("uniform"), 2.0, optimiser("momentum"))


def _bent(hidden: tuple[int, ...], iterations: int, gain: float) -> _Plan:
    """Larger weights at the start let borders bend sooner."""
    return _Plan(hidden, iterations, rule=initial_rule("xavier_uniform", gain=gain))


def _measured(hidden: tuple[int, ...]) -> _Plan:
    """For data in any units: right for iris and wheat seeds by cross-validation; η stays for who plays on."""
    decay = optimiser("adam", weight_decay=0.002)
    return _Plan(hidden, 2000, eta=0.01, optimiser=decay, batch=_SEVERAL, scale="standardise")


_OWN = _measured((8,))
_SGD = optimiser("sgd")
_PLANS: Mapping[str, _Plan] = MappingProxyType(
    {
        "mazur": _Plan((2,), 10_000, "logistic", "logistic", initial_rule("uniform"), 0.5, _SGD, batch=1),
        "and": _classical((), 1000),
        "or": _classical((), 1000),
        "xor": replace(_classical((2,), 4000), rule=initial_rule("uniform", low=-0.3, high=0.3)),
        "encoder": _classical((2,), 1000),
        "gaussians": _Plan((), 500),
        "circles": _bent((4,), 1000, 2.0),
        "moons": _bent((4,), 1000, 2.0),
        "spiral": replace(_bent((8, 8), 2000, 3.0), eta=0.02),
        "iris": _measured((4,)),
        "line": _Plan((), 500, eta=0.1, optimiser=_SGD),
        "parabola": _Plan((4,)),
        "sine": _Plan((4,)),
        "step": _Plan((4,)),
        "bump": _Plan((4,)),
    }
)


def defaults(dataset: Dataset) -> Defaults:
    """The settings for a data set: those of one that ships, by its id; else those for data of its kind and shape."""
    plan = _PLANS.get(dataset.id, _OWN)
    output, loss = _output(dataset)
    if plan.output is not None:
        output, loss = plan.output, "half_squared_error"
    return Defaults(
        sizes=(len(dataset.inputs), *plan.hidden, len(dataset.outputs)),
        activations=(*(plan.activation for _ in plan.hidden), output),
        loss=loss,
        bias_policy="per_unit",
        initial=plan.rule,
        eta=plan.eta,
        method=Method(plan.optimiser, _CONSTANT, plan.batch, shuffle=0 if plan.batch == _SEVERAL else None),
        iterations=plan.iterations,
        scale=plan.scale,
        scale_target="none" if dataset.classes else plan.scale,
    )


def _output(dataset: Dataset) -> tuple[str, str]:
    """The activation of the outputs, and the loss that goes with it."""
    if not dataset.classes:
        return "identity", "half_squared_error"
    if len(dataset.outputs) == 1:
        return "logistic", "binary_cross_entropy"
    return "softmax", "categorical_cross_entropy"
