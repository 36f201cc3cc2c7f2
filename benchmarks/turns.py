"""Candidates take turns, so that a busy machine slows all of them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from benchmarks.candidates import OURS, Candidate
from benchmarks.cases import Case
from benchmarks.peers.running import Runner, Unable
from benchmarks.report import Goal, Row

#: Odd. A clock that halves within seconds made the ratios of nine rounds differ by a tenth from run to run.
ROUNDS = 21
#: CPU seconds of a candidate's turn, about.
TURN = 0.12

#: Does a turn, and tells how much it did per CPU second.
Turn = Callable[[], float]
#: Rates of all rounds by the candidate's name.
Rates = Mapping[str, list[float]]


@dataclass(frozen=True)
class Better:
    """A goal: to be so many times as quick as a peer."""

    who: str
    times: float
    peer: str

    def judged(self, rates: Rates) -> Goal:
        """The goal as it stands in the table."""
        reached = ratio(rates, self.who, self.peer) >= self.times if self.peer in rates else None
        return Goal(f"at least {self.times:.3g} × {self.peer}", reached)


def ratio(rates: Rates, who: str, peer: str) -> float:
    """How many times as quick one is as another: the median over the rounds."""
    return statistics.median(one / other for one, other in zip(rates[who], rates[peer], strict=True))


def ready(candidates: Iterable[Candidate], case: Case, stack: ExitStack) -> tuple[dict[str, Turn], dict[str, str]]:
    """Get candidates ready for a case, and check that all of them compute the same.

    Args:
        candidates: those that may take part.
        case: what they train.
        stack: at its end they are done with.

    Returns:
        What does a turn of each; and why the others cannot.

    Raises:
        SystemExit: they do not end at the same E, so that comparing their times means nothing.
    """
    runners: dict[str, Runner] = {}
    unable: dict[str, str] = {}
    errors: dict[str, float] = {}
    for candidate in candidates:
        try:
            run = stack.enter_context(candidate.begin(case))
        except Unable as reason:
            unable[candidate.name] = str(reason)
            continue
        errors[candidate.name] = run(case.iterations).error
        runners[candidate.name] = run
    if not np.allclose(list(errors.values()), next(iter(errors.values())), rtol=1e-9, atol=0.0):
        raise SystemExit(f"{case.title}: the candidates do not agree: E = {errors}")
    return {name: _turn(run, case) for name, run in runners.items()}, unable


def _turn(run: Runner, case: Case) -> Turn:
    """Find how many iterations fill a turn; those that compile as they go are quicker with time."""
    count, seconds = case.iterations, run(case.iterations).seconds
    while seconds < TURN / 2:
        count = _whole_epochs(count * min(10.0, TURN / max(seconds, 1e-6)), case)
        seconds = run(count).seconds
    count = _whole_epochs(count * TURN / seconds, case)
    return lambda: count / run(count).seconds


def _whole_epochs(iterations: float, case: Case) -> int:
    per_epoch = case.setup.batches.per_epoch
    return per_epoch * max(1, round(iterations / per_epoch))


def take(turns: Mapping[str, Turn]) -> dict[str, list[float]]:
    """Let each have its turn, round by round."""
    rates: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(ROUNDS):
        for name, turn in turns.items():
            rates[name].append(turn())
    return rates


def rows(rates: Rates, unit: str, peers: Sequence[str], goals: Iterable[Better], table: str = "") -> list[Row]:
    """Put each candidate beside its peers."""
    goals = list(goals)
    return [
        Row(
            name,
            statistics.median(found),
            unit,
            goals=[goal.judged(rates) for goal in goals if goal.who == name],
            spread=(min(found), max(found)),
            ratios={peer: ratio(rates, name, peer) for peer in peers if peer in rates},
            table=table,
            ours=name in OURS or "ensemble" in name,
        )
        for name, found in rates.items()
    ]
