"""What is trained in the benchmarks: networks with their data, and which rows an iteration uses.

- 2-2-2: the network the app opens with, one example, frozen biases; E is the halved squared error.
- iris: 4-8-3, tanh, softmax with cross-entropy, all 150 rows or batches of 16.
- spiral: 2-16-16-1, tanh, identity with the halved squared error (targets -1 and 1), 500 rows, all or batches of 10.

Rows are taken in order, the last batch of an epoch may be smaller, E of a batch is the mean of its rows', and weights
follow plain gradient descent. All numbers are doubles. An iteration is one update, with E of its batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from core.arrays import Array
from core.datasets.catalogue import dataset
from core.examples import MAZUR
from core.forward import forward
from core.initial import initial
from core.method import Method
from core.network import Network
from core.setup import Setup


@dataclass(frozen=True)
class Case:
    """Something to train.

    Attributes:
        title: what it is, in words.
        setup: network, data, learning rate and batches.
        epochs: so many are trained when the candidates are compared.
    """

    title: str
    setup: Setup
    epochs: int

    @property
    def batch(self) -> int:
        """How many rows an iteration uses, but for the last of an epoch."""
        return len(self.setup.batches.rows_at(0))

    @property
    def iterations(self) -> int:
        """So many are trained when the candidates are compared."""
        return self.epochs * self.setup.batches.per_epoch

    def rows(self, count: int) -> Iterator[slice]:
        """The rows of each of so many iterations."""
        size = self.batch
        epoch = [slice(start, start + size) for start in range(0, self.setup.rows, size)]
        return islice(cycle(epoch), count)

    def start(self) -> tuple[list[Array], list[Array]]:
        """Copies of the first weights, (n_out, n_in) per layer, and biases, (n_out,) per layer."""
        network = self.setup.network
        return [w.copy() for w in network.w], [b.copy() for b in network.b]

    def error(self, network: Network) -> float:
        """E of all rows, by the readable path."""
        z = forward(network, self.setup.x)
        return float(network.loss.error(z.z[-1], z.a[-1], self.setup.target).sum() / self.setup.rows)

    def as_dict(self) -> dict[str, object]:
        """All of it, for a candidate in another language."""
        setup, network = self.setup, self.setup.network
        return {
            "sizes": list(network.sizes),
            "activations": [function.name for function in network.activations],
            "loss": network.loss.name,
            "trains_biases": network.trains_biases,
            "w": [w.tolist() for w in network.w],
            "b": [b.tolist() for b in network.b],
            "x": setup.x.tolist(),
            "target": setup.target.tolist(),
            "eta": setup.eta,
            "batch": self.batch,
        }


def iris(batch: int | None = None) -> Setup:
    """A 4-8-3 network with batches of iris."""
    data, sizes = dataset("iris"), [4, 8, 3]
    w, b = initial(sizes, "xavier_uniform", 1)
    network = Network(sizes, ["tanh", "softmax"], "categorical_cross_entropy", "per_unit", w, b)
    return Setup(network, data.x, data.target, 0.05, Method(batch=batch))


def spiral(batch: int | None = None) -> Setup:
    """A 2-16-16-1 network with batches of 500 points in two arms, as TensorFlow Playground codes them: -1 and 1."""
    data, sizes = dataset("spiral", rows=500, noise=0.02, seed=1), [2, 16, 16, 1]
    w, b = initial(sizes, "xavier_uniform", 1)
    network = Network(sizes, ["tanh", "tanh", "identity"], "half_squared_error", "per_unit", w, b)
    return Setup(network, data.x, 2.0 * data.target - 1.0, 0.05, Method(batch=batch))


#: By the name under which goals ask for them.
CASES = {
    "2-2-2": Case("2-2-2, one example", Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta), 1000),
    "iris": Case("iris 4-8-3, all 150 rows", iris(), 100),
    "iris by 16": Case("iris 4-8-3, batches of 16", iris(16), 20),
    "spiral": Case("spiral 2-16-16-1, all 500 rows", spiral(), 100),
    "spiral by 10": Case("spiral 2-16-16-1, batches of 10", spiral(10), 4),
}
