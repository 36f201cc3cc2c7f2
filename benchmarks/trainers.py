"""Deltaflow's own candidates."""

from __future__ import annotations

from benchmarks.cases import Case
from benchmarks.peers.running import Training, Unable
from core import compiled
from core.backward import backward
from core.forward import forward
from core.history import History
from core.network import Network
from core.progress import begun, network_of
from core.replay import trainer_of
from core.update import sgd


def trainer(case: Case) -> Training:
    """The fast path in numpy: the trainer that the app takes where nothing is compiled."""
    return _training(case, by_numba=False)


def fast(case: Case) -> Training:
    """The extra `fast`: compiled by numba, where the app takes it then."""
    try:
        compiled.prepare()
    except ImportError as error:
        raise Unable("not installed: numba, the extra `fast`") from error
    if not compiled.suits(case.setup):
        raise Unable("numpy is taken for matrices of this size, because it is quicker")
    return _training(case, by_numba=True)


def _training(case: Case, *, by_numba: bool) -> Training:
    setup = case.setup
    chosen = trainer_of(setup, compiled=by_numba)
    chosen.load(begun(setup), 0)
    return chosen.train, lambda: network_of(setup.network, chosen.progress)


def history(case: Case) -> Training:
    """Keyframes and checks, as a room has them: by numpy, and from some iteration on compiled, once that is there."""
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
