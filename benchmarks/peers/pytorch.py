"""PyTorch on the CPU, eager, by one thread: modules, a loss and an optimiser, as its tutorials write it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from benchmarks.cases import Case
from benchmarks.peers.running import Training, Unable
from core.network import Network

try:
    import torch
except ImportError:
    torch = None


def eager(case: Case) -> Training:
    """In doubles; biases that are not trained ask for no gradient."""
    if torch is None:
        raise Unable("not installed: torch, see benchmarks/README.md")
    torch.set_num_threads(1)
    network = case.setup.network
    model = _model(network)
    x, target = torch.tensor(case.setup.x), torch.tensor(case.setup.target)
    loss = _loss(network.loss.name)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.SGD(trained, lr=case.setup.eta)

    def train(count: int) -> float:
        error = 0.0
        for rows in case.rows(count):
            optimiser.zero_grad()
            found = loss(model(x[rows]), target[rows])
            found.backward()
            optimiser.step()
            error = found.item()
        return error

    def reached() -> Network:
        layers = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
        w, b = ([getattr(layer, name).detach().numpy() for layer in layers] for name in ("weight", "bias"))
        return network.with_parameters(w, b)

    return train, reached


def _model(network: Network) -> Any:  # noqa: ANN401 -- mypy does not know torch here
    """The network, but for a softmax at its end, which the loss does."""
    functions = {"logistic": torch.nn.Sigmoid, "tanh": torch.nn.Tanh}
    layers: list[Any] = []
    for layer, (n_in, n_out) in enumerate(pairwise(network.sizes)):
        linear = torch.nn.Linear(n_in, n_out, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(network.w[layer]))
            linear.bias.copy_(torch.tensor(network.b[layer]))
        linear.bias.requires_grad_(network.trains_biases)
        layers.append(linear)
        name = network.activations[layer].name
        if name in functions:
            layers.append(functions[name]())
    return torch.nn.Sequential(*layers)


def _loss(name: str) -> Any:  # noqa: ANN401 -- as above
    if name == "categorical_cross_entropy":
        return torch.nn.CrossEntropyLoss()
    return lambda y, target: 0.5 * ((y - target) ** 2).sum() / len(y)
