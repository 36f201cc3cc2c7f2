"""Every candidate of the benchmarks that is there computes the same as the readable path, to the last digits."""

import shutil

import pytest

from benchmarks import turns
from benchmarks.candidates import CANDIDATES, Candidate, python
from benchmarks.cases import CASES, Case
from benchmarks.peers.running import Training
from core.training import iterated
from core.update import NO_STATE

# Those that need nothing installed; the others are held to them whenever the benchmarks run.
ANY_CASE = ("trainer", "history", "readable path", "tutorial numpy", "nn.ts in Node", "nn.ts, E on its way", "C -O2")
NEEDS = {"nn.ts in Node": "node", "nn.ts, E on its way": "node", "C -O2": "cc"}
PAIRS = [*((name, case) for name in ANY_CASE for case in CASES), ("scalar Python", "2-2-2")]


def error_by_the_readable_path(case: Case, count: int) -> float:
    network = case.setup.network
    for iteration in range(count):
        network, _ = iterated(case.setup, iteration, network, NO_STATE)
    return case.error(network)


def named(name: str) -> Candidate:
    return next(candidate for candidate in CANDIDATES if candidate.name == name)


@pytest.mark.parametrize(("name", "of"), PAIRS)
def test_every_candidate_ends_at_the_same_error(name: str, of: str) -> None:
    if name in NEEDS and shutil.which(NEEDS[name]) is None:
        pytest.skip(f"there is no {NEEDS[name]} here")
    case = CASES[of]
    count = 2 * case.setup.batches.per_epoch
    with named(name).begin(case) as run:
        run(count)
        found = run(count)
    assert found.error == pytest.approx(error_by_the_readable_path(case, count), rel=1e-12)
    assert found.error != pytest.approx(case.error(case.setup.network), rel=1e-6)
    assert found.seconds >= 0.0


def test_candidates_that_disagree_are_not_compared() -> None:
    case = CASES["2-2-2"]

    def idle(case: Case) -> Training:
        return (lambda count: count), lambda: case.setup.network

    with turns.ExitStack() as stack, pytest.raises(SystemExit, match="do not agree"):
        turns.ready([named("trainer"), python("idle", idle)], case, stack)
