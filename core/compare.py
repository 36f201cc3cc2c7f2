"""Runs in lockstep: from the same iteration on with different changes, or by a wrong algorithm, step beside step.

Every run starts with the same parameters in the same iteration and sees the same rows. Compared is E of all rows of
its data, so that runs of different batches can be, and every weight and bias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array
from core.backward import error_of
from core.edits import Change, Edit
from core.errors import DeltaflowError, DivergenceError
from core.forward import forward
from core.gradcheck import Check, Report
from core.history import History
from core.mistakes import wrong_gradients
from core.network import Network
from core.progress import network_of, state_of
from core.setup import Setup
from core.training import iterated

#: Parameters of a gradient check between two looks at whether to go on.
CHECKED_AT_ONCE = 50


@dataclass(frozen=True)
class Run:
    """What is different in one run.

    Attributes:
        changes: done in the first iteration.
        mistake: a key of MISTAKES whose gradients it is trained with; None trains rightly.
    """

    changes: tuple[Change, ...] = ()
    mistake: str | None = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of a run.

    Attributes:
        iterations: those that are compared, as far as it got.
        errors: (iterations,) E of all rows, with the weights of each.
        parameters: (iterations, all) all weights, layer by layer, then all biases.
        check: the gradients of the first example of the first iteration that is compared, checked.
        diverged: what ended it too early, or None.
    """

    iterations: tuple[int, ...]
    errors: Array
    parameters: Array
    check: Report
    diverged: DivergenceError | None


def compared(history: History, iteration: int, runs: Sequence[Run], iterations: Sequence[int]) -> tuple[Outcome, ...]:
    """Train runs beside one another; arguments and errors as of `course`."""
    return tuple(found for found in course(history, iteration, runs, iterations) if found)


def course(
    history: History, iteration: int, runs: Sequence[Run], iterations: Sequence[int]
) -> Iterator[Outcome | None]:
    """Train run after run; each yields None at every iteration that is compared, then what became of it.

    Args:
        history: whose iteration they start in; it stays as it is.
        iteration: the first one, trained already.
        runs: at least one.
        iterations: those to compare, rising, none before the first one.

    Raises:
        DeltaflowError: a change is not possible, or a mistake cannot be made with this network (`runs/0/…`).
    """
    kept = tuple(edit for edit in history.edits if edit.iteration < iteration)
    former = tuple(change for edit in history.edits if edit.iteration == iteration for change in edit.changes)
    begun = []
    for index, run in enumerate(runs):  # all of them, before any is trained: nobody waits for a refusal
        changes = (*former, *run.changes)
        try:
            own = history.branched((*kept, Edit(iteration, changes)) if changes else kept)
            begun.append(
                _wrong(own, iteration, run.mistake, iterations) if run.mistake else _right(own, iteration, iterations)
            )
        except DeltaflowError as error:
            error.field = _field(error.field or "", index, len(former))
            raise
    for index, course_of_run in enumerate(begun):
        try:
            yield from course_of_run
        except DeltaflowError as error:
            error.field = _field(error.field or "", index, len(former))
            raise


def _field(field: str, index: int, former: int) -> str:
    """Name a run, or a change by its place among the run's own, which follow so many of the room's."""
    parts = field.split("/changes/", 1)
    place, _, rest = parts[-1].partition("/") if len(parts) == 2 else ("", "", "")
    known = place.isdecimal() and int(place) >= former
    return f"runs/{index}/changes/{int(place) - former}/{rest}" if known else f"runs/{index}"


def _right(history: History, start: int, iterations: Sequence[int]) -> Iterator[Outcome | None]:
    """A run that is trained as its setup says."""

    def network_at(iteration: int) -> Network:
        history.train(max(0, iteration - history.trained_to))
        return history.at(iteration)

    return _followed(history.setup_at(start), network_at, iterations, None)


def _wrong(history: History, start: int, mistake: str, iterations: Sequence[int]) -> Iterator[Outcome | None]:
    """A run that is trained with wrong gradients, by the method of its setup."""
    setup, progress = history.setup_at(start), history.progress(start)
    network, state, done = network_of(setup.network, progress), state_of(setup, progress), start

    def network_at(iteration: int) -> Network:
        nonlocal network, state, done
        for n in range(done, iteration):
            network, state = iterated(setup, n, network, state, mistake)
            done = n + 1
        return network

    return _followed(setup, network_at, iterations, mistake)


def _followed(
    setup: Setup, network_at: Callable[[int], Network], iterations: Sequence[int], mistake: str | None
) -> Iterator[Outcome | None]:
    """Begin with the gradients of the first iteration, which a mistake may not be possible for."""
    network, row = network_at(iterations[0]), setup.row_at(iterations[0])
    x, target = setup.x[row], setup.target[row]
    gradients = wrong_gradients(mistake, network, x, target, setup.eta_at(iterations[0])) if mistake else None
    return _run(setup, network_at, iterations, Check(network, x, target, gradients=gradients))


def _run(
    setup: Setup, network_at: Callable[[int], Network], iterations: Sequence[int], check: Check
) -> Iterator[Outcome | None]:
    errors, parameters, diverged = list[float](), list[Array](), None
    while check.left:
        check.go_on(CHECKED_AT_ONCE)
        yield None
    try:
        for iteration in iterations:
            network = network_at(iteration)
            rows, targets = setup.all_rows
            errors.append(error_of(network, forward(network, rows), targets, setup.method.reduction)[1])
            parameters.append(network.vector)
            yield None
    except DivergenceError as error:
        diverged = error
    reached = tuple(iterations[: len(parameters)])
    size = setup.network.vector.size
    yield Outcome(
        reached, np.array(errors[: len(reached)]), np.array(parameters).reshape(-1, size), check.report(), diverged
    )
