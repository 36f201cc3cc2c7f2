import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.moments import GRAINS, Grain
from server.position import Course, Position

STOPS = {
    "quantity": range(1, 37),
    "unit": (2, 4, 6, 8, 9, 10, 11, 14, 17, 19, 21, 26, 31, 33, 35, 36),
    "layer": (4, 8, 11, 17, 21, 31, 35, 36),
    "phase": (8, 11, 35, 36),
}
MAZUR = Course([(0, STOPS)], 1000)

positions = st.builds(Position, st.integers(0, 5), st.integers(0, 36))
small = Course([(0, STOPS)], 5)


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
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


@pytest.mark.parametrize(
    ("grain", "start", "end"),
    [
        ("quantity", (0, 0), (0, 1)),
        ("quantity", (0, 35), (0, 36)),
        ("unit", (0, 0), (0, 2)),
        ("unit", (0, 3), (0, 4)),
        ("layer", (0, 4), (0, 8)),
        ("layer", (0, 8), (0, 11)),
        ("phase", (0, 0), (0, 8)),
        *((grain, (0, 36), (1, 0)) for grain in GRAINS),
        *((grain, (1000, 36), (1000, 36)) for grain in GRAINS),
    ],
)
def test_a_step_leads_to_the_next_stop_of_its_grain(grain: Grain, start: tuple[int, int], end: tuple[int, int]) -> None:
    assert MAZUR.step(Position(*start), grain) == Position(*end)


@pytest.mark.parametrize(
    ("grain", "start", "end"),
    [
        ("quantity", (1, 1), (1, 0)),
        ("unit", (0, 4), (0, 2)),
        ("unit", (0, 3), (0, 2)),
        ("unit", (0, 1), (0, 0)),
        ("layer", (0, 36), (0, 35)),
        ("layer", (0, 24), (0, 21)),
        ("phase", (0, 36), (0, 35)),
        *((grain, (0, 0), (0, 0)) for grain in GRAINS),
        *((grain, (1, 0), (0, 36)) for grain in GRAINS),
    ],
)
def test_a_step_back_leads_to_the_stop_before(grain: Grain, start: tuple[int, int], end: tuple[int, int]) -> None:
    assert MAZUR.step_back(Position(*start), grain) == Position(*end)


@given(positions, st.integers(1, 300), st.sampled_from(GRAINS))
def test_steps_ahead_are_counted_one_by_one(start: Position, steps: int, grain: Grain) -> None:
    places = [(n, m) for n in range(6) for m in (0, *STOPS[grain]) if (n, m) > start]
    assert small.ahead(start, steps, grain) == (places[:steps] or [small.last])[-1]


def test_steps_ahead_lead_through_iterations_whose_moments_are_others() -> None:
    other = {"quantity": range(1, 4), "unit": (1, 3), "layer": (3,), "phase": (3,)}
    course = Course([(0, STOPS), (2, other), (4, STOPS)], 6)
    for grain in GRAINS:
        places = [(n, m) for n in range(7) for m in (0, *(other if n in (2, 3) else STOPS)[grain])]
        assert [course.ahead(Position(0, 0), steps, grain) for steps in range(len(places))] == places


@given(positions, st.sampled_from(GRAINS))
def test_back_undoes_a_step(start: Position, grain: Grain) -> None:
    if start != small.last and start.moment in (0, *STOPS[grain]):
        assert small.step_back(small.step(start, grain), grain) == start


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
