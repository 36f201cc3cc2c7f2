"""Playing: how many moments or iterations pass in a time, on a clock turned by hand."""

from itertools import pairwise

import pytest

from server.limits import Limits
from server.protocol.events import CurveEvent
from server.protocol.frame import Frame, Layout
from server.speeds import LADDER, Pace, bounds
from tests.server.room_bench import DRIVER, VIEWER, Bench, Scratch, same_numbers


def playing(unit: str, per_second: float, **bench_arguments: object) -> Bench:
    bench = Bench(**bench_arguments)
    bench.do("set_speed", unit=unit, per_second=per_second)
    bench.do("play")
    return bench


@pytest.mark.parametrize(
    ("per_second", "seconds", "end"),
    [(0.25, 21, (0, 6)), (1.0, 3.5, (0, 4)), (16.0, 1.01, (0, 17)), (16.0, 3.01, (1, 12))],
)
def test_moments_pass_one_by_one_the_first_at_once(per_second: float, seconds: float, end: tuple[int, int]) -> None:
    bench = playing("moment", per_second)
    positions = bench.run(seconds)
    numbers = [position.iteration * 37 + position.moment for position in positions]
    assert all(after - before <= 1 for before, after in pairwise([0, *numbers]))
    assert bench.at == end


def test_a_slow_room_is_ticked_seldom() -> None:
    bench = playing("moment", 0.25)
    bench.run(0.5)
    assert len(bench.run(20.0)) <= 10


@pytest.mark.parametrize("per_second", [1.0, 10.0, 100.0, 1000.0, 20_000.0])
def test_iterations_pass_at_the_speed_asked_for(per_second: float) -> None:
    bench = playing("iteration", per_second)
    bench.budget = 100_000
    positions = bench.run(3.0)
    assert {position.moment for position in positions} == {35}
    assert bench.at[0] == pytest.approx(3 * per_second, abs=1 + per_second / 50)
    assert len(positions) <= 3 * 120


def test_the_numbers_of_a_fast_run_are_those_of_single_steps() -> None:
    bench = playing("iteration", 300.0, example="xor")
    bench.run(1.0)
    bench.do("pause")
    bench.settle()
    assert bench.frames()[-1].layout is Layout.RECORD
    same_numbers(bench.room, Scratch("xor"))


def test_a_slice_never_trains_more_than_its_budget_and_does_not_race_afterwards() -> None:
    bench = playing("iteration", 20_000.0)
    bench.budget = 7
    for _ in range(100):
        before = bench.room.trained_to
        bench.tick(0.01)
        assert bench.room.trained_to - before <= 7
    assert bench.at == (700, 35)
    bench.budget = 1_000_000
    bench.tick(0.01)
    assert bench.at[0] - 700 <= 20_000 * 0.13


def test_what_is_trained_already_plays_again() -> None:
    bench = Bench()
    bench.do("go_to", iteration=50, moment=35)
    bench.settle()
    bench.do("go_to", iteration=0, moment=0)
    bench.do("set_speed", unit="iteration", per_second=10.0)
    bench.do("play")
    positions = bench.run(1.05)
    assert [position.iteration for position in positions if position.moment == 35][-1] == 10
    assert bench.room.trained_to == 50


def test_at_most_sixty_frames_a_second_leave_and_the_last_one_shows_the_end() -> None:
    bench = playing("iteration", 20_000.0)
    start = bench.now
    times = []
    while bench.now < start + 2:
        bench.now = bench.room.due(bench.now)
        times += [bench.now for event in bench.tick() if isinstance(event, Frame)]
    assert 100 <= len(times) <= 121
    assert all(after - before >= 1 / 60 - 1e-9 for before, after in pairwise(times))
    bench.do("pause")
    bench.settle()
    assert (bench.frames()[-1].iteration, bench.frames()[-1].moment) == bench.at


def test_a_burst_of_steps_shows_the_newest() -> None:
    bench = Bench()
    before = len(bench.frames())
    for _ in range(20):
        bench.do("step")
    bench.settle()
    assert bench.frames()[-1].moment == 20
    assert len(bench.frames()) - before <= 2


@pytest.mark.parametrize(("per_second", "layout"), [(10.0, Layout.RECORD), (10.5, Layout.SUMMARY)])
def test_above_ten_iterations_a_second_frames_are_summaries(per_second: float, layout: Layout) -> None:
    bench = playing("iteration", per_second)
    bench.run(0.5)
    assert bench.frames()[-1].layout is layout


def test_the_curve_is_said_at_most_ten_times_a_second_while_it_runs_and_whole_at_rest() -> None:
    bench = playing("iteration", 20_000.0)
    bench.said.clear()
    bench.run(1.0)
    assert len([event for event in bench.events() if isinstance(event, CurveEvent)]) <= 11
    bench.do("pause")
    assert bench.room.snapshot(DRIVER).curve == bench.room._playhead.training.curve()


def test_another_speed_while_playing_counts_from_now() -> None:
    bench = playing("moment", 0.25)
    bench.run(1.0)
    bench.do("set_speed", unit="moment", per_second=2.0)
    assert bench.state.play == "playing"
    bench.run(1.6)
    assert bench.at == (0, 4)


def test_playing_twice_is_playing_once() -> None:
    bench = playing("moment", 0.5)
    bench.run(1.0)
    bench.do("play")
    bench.run(0.9)
    assert bench.at == (0, 1)


@pytest.mark.parametrize("kind", ["step", "step_back", "next_phase", "previous_iteration", "restart"])
def test_moving_by_hand_stops_playing(kind: str) -> None:
    bench = playing("iteration", 30.0)
    bench.run(1.0)
    bench.do(kind)
    assert bench.state.play == "paused"


def test_eta_may_change_while_it_plays() -> None:
    bench = playing("iteration", 100.0)
    bench.run(0.5)
    bench.edit(("eta", 0.05))
    at = bench.at[0]
    assert bench.state.play == "playing"
    bench.run(0.5)
    bench.do("pause")
    bench.settle()
    same_numbers(bench.room, Scratch("mazur", {at: [("eta", 0.05)]}))


def test_a_room_that_nobody_watches_pauses_after_a_while() -> None:
    bench = playing("iteration", 1.0, limits=Limits(unwatched_seconds=5.0))
    bench.room.leave(DRIVER, bench.now)
    bench.run(10.0)
    assert bench.state.play == "playing"
    bench.room.leave(VIEWER, bench.now)
    frames = len(bench.frames())
    bench.run(4.9)
    assert bench.state.play == "playing"
    bench.run(0.2)
    assert bench.state.play == "paused"
    assert bench.room.due(bench.now) is None
    assert len(bench.frames()) == frames


def test_who_comes_back_in_time_finds_it_playing() -> None:
    bench = playing("iteration", 1.0, limits=Limits(unwatched_seconds=5.0))
    for viewer in (DRIVER, VIEWER):
        bench.room.leave(viewer, bench.now)
    bench.run(4.0)
    bench.room.join(3, None, "tab-3", bench.now)
    bench.run(10.0)
    assert bench.state.play == "playing"


def test_the_ladder_rises_from_a_quarter_moment_to_twenty_thousand_iterations() -> None:
    assert (LADDER[0].unit, LADDER[0].per_second) == ("moment", 0.25)
    assert (LADDER[-1].unit, LADDER[-1].per_second) == ("iteration", 20_000.0)
    for unit in ("moment", "iteration"):
        rates = [speed.per_second for speed in LADDER if speed.unit == unit]
        assert rates == sorted(set(rates))
        assert bounds(unit) == (rates[0], rates[-1])


def test_a_pace_owes_nothing_before_it_is_due() -> None:
    pace = Pace(2.0, 10.0)
    assert [pace.owed(now) for now in (9.9, 10.0, 10.4, 10.5, 11.6)] == [0, 1, 1, 2, 4]
    pace.pay(1, 10.0)
    assert (pace.due, pace.owed(10.4), pace.owed(10.5)) == (10.5, 0, 1)


@pytest.mark.parametrize(
    ("grain", "stops"),
    [("unit", [2, 4, 6, 8, 9, 10, 11, 14]), ("layer", [4, 8, 11, 17, 21, 31, 35, 36]), ("phase", [8, 11, 35, 36, 37])],
)
def test_a_beat_goes_to_the_next_stop_of_the_grain(grain: str, stops: list[int]) -> None:
    bench = Bench("mazur")
    bench.do("set_grain", grain=grain)
    assert bench.state.grain == grain
    bench.do("set_speed", unit="moment", per_second=1.0)
    bench.do("play")
    seen = [position.iteration * 37 + position.moment for position in bench.run(len(stops) - 0.5)]
    assert list(dict.fromkeys(seen)) == stops[: len(dict.fromkeys(seen))]
    assert len(dict.fromkeys(seen)) >= len(stops) - 1


def test_the_grain_changes_nothing_but_where_a_step_stops() -> None:
    bench = Bench("mazur")
    bench.do("play")
    bench.do("set_grain", grain="layer")
    assert bench.state.play == "playing"
    bench.do("step")
    assert (bench.state.play, bench.at) == ("paused", (0, 4))
    bench.do("go_to", iteration=0, moment=6)
    bench.do("step_back")
    assert bench.at == (0, 4)
    bench.edit(("w.1.0.0", 0.5), gesture="drag")
    bench.do("set_grain", grain="unit")
    bench.edit(("w.1.0.0", 0.6), gesture="drag")
    bench.do("step")
    assert bench.at == (0, 6)
    bench.do("undo")
    assert (bench.at, bench.state.undo, bench.state.grain) == ((0, 4), None, "unit")
    assert bench.room.saved().grain == bench.room.moment().grain == "unit"
