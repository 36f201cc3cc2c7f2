"""Deltaflow's own candidates."""

from __future__ import annotations

from benchmarks.cases import Case
from benchmarks.peers.running import Training
from core.backward import backward
from core.forward import forward
from core.history import History
from core.network import Network
from core.progress import begun, network_of
from core.replay import trainer_of
from core.update import sgd


def trainer(case: Case) -> Training:
    """The fast path in numpy: the trainer that the app takes where nothing is compiled."""
    setup = case.setup
    numpy = trainer_of(setup, compiled=False)
    numpy.load(begun(setup), 0)
    return numpy.train, lambda: network_of(setup.network, numpy.progress)


def history(case: Case) -> Training:
    """The fast path with keyframes and checks, as a room uses it."""
    whole = History(case.setup)
    return whole.train, lambda: whole.at(whole.trained_to)


def readable_path(case: Case) -> Training:
    """forward, backward and sgd, with every check, which do one batch of one row."""
    setup, state = case.setup, [case.setup.network]

    def train(count: int) -> None:
        for rows in case.rows(count):
            network = state[0]
            gradients = backward(network, forward(network, setup.x[rows]), setup.target[rows])
            state[0] = sgd(network, gradients, setup.eta)

    def network() -> Network:
        return state[0]

    return train, network
