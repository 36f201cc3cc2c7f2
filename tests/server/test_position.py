import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.position import Course, Position

MAZUR = Course([(0, (8, 11, 35, 36))], 1000)

positions = st.builds(Position, st.integers(0, 5), st.integers(0, 36))
small = Course([(0, (8, 11, 35, 36))], 5)


def number(position: Position) -> int:
    """Positions in a row: the naive way to count moments."""
    return position.iteration * 37 + position.moment


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("step", (0, 0), (0, 1)),
        ("step", (0, 35), (0, 36)),
        ("step", (0, 36), (1, 0)),
        ("step", (1000, 36), (1000, 36)),
        ("step_back", (0, 0), (0, 0)),
        ("step_back", (1, 0), (0, 36)),
        ("step_back", (1, 1), (1, 0)),
        ("next_phase", (0, 0), (0, 8)),
        ("next_phase", (0, 7), (0, 8)),
        ("next_phase", (0, 8), (0, 11)),
        ("next_phase", (0, 11), (0, 35)),
        ("next_phase", (0, 35), (0, 36)),
        ("next_phase", (0, 36), (1, 8)),
        ("next_phase", (1000, 36), (1000, 36)),
        ("previous_phase", (0, 0), (0, 0)),
        ("previous_phase", (0, 3), (0, 0)),
        ("previous_phase", (0, 8), (0, 0)),
        ("previous_phase", (0, 9), (0, 8)),
        ("previous_phase", (0, 20), (0, 11)),
        ("previous_phase", (0, 36), (0, 35)),
        ("previous_phase", (3, 0), (2, 36)),
        ("next_iteration", (0, 20), (1, 20)),
        ("next_iteration", (0, 36), (1, 36)),
        ("next_iteration", (0, 0), (1, 35)),
        ("next_iteration", (1000, 3), (1000, 3)),
        ("previous_iteration", (2, 20), (1, 20)),
        ("previous_iteration", (2, 0), (1, 35)),
        ("previous_iteration", (0, 20), (0, 20)),
        ("previous_iteration", (0, 0), (0, 0)),
    ],
)
def test_each_command_leads_where_the_model_says(name: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    assert getattr(MAZUR, name)(Position(*start)) == Position(*end)


@given(positions, st.integers(0, 300))
def test_moments_ahead_are_counted_one_by_one(start: Position, moments: int) -> None:
    reached = small.ahead(start, moments)
    assert number(reached) == min(number(start) + moments, 5 * 37 + 36)
    assert 0 <= reached.moment <= 36


@given(positions)
def test_back_undoes_a_step(start: Position) -> None:
    if start != small.last:
        assert small.step_back(small.step(start)) == start


@given(positions)
def test_back_over_phases_ends_at_the_start_and_never_goes_on(start: Position) -> None:
    seen = [start]
    while seen[-1] != (0, 0):
        seen.append(small.previous_phase(seen[-1]))
        assert seen[-1] < seen[-2]
    assert len(seen) <= 6 * 5


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ((0, 0), 1, (0, 35)),
        ((0, 34), 1, (0, 35)),
        ((0, 35), 1, (1, 35)),
        ((0, 36), 1, (1, 35)),
        ((2, 5), 3, (4, 35)),
        ((999, 35), 7, (1000, 35)),
        ((1000, 35), 1, (1000, 35)),
        ((1000, 36), 1, (1000, 36)),
        ((0, 3), 0, (0, 3)),
    ],
)
def test_iterations_ahead_finish_the_present_one_first(
    start: tuple[int, int], count: int, end: tuple[int, int]
) -> None:
    assert MAZUR.iterations_ahead(Position(*start), count) == Position(*end)


def test_iterations_between_count_those_that_were_finished() -> None:
    assert MAZUR.iterations_between(Position(0, 0), Position(0, 35)) == 1
    assert MAZUR.iterations_between(Position(0, 35), Position(4, 35)) == 4
    assert MAZUR.iterations_between(Position(3, 1), Position(3, 2)) == 0
