"""What commands do to a room, and what it says about it."""

import json

import pytest

from server.limits import Limits
from server.protocol.events import CurveEvent, Event, Notice, Seek, Speed, StateEvent, encode
from server.protocol.frame import Frame, Layout
from server.room_events import Welcomed
from server.room_playhead import Playhead
from tests.server.diverging import exploding
from tests.server.room_bench import DRIVER, VIEWER, Bench, Scratch, same_numbers


def test_a_new_room_rests_at_the_start_and_says_all_of_itself() -> None:
    bench = Bench()
    snapshot = json.loads(encode(bench.room.snapshot(DRIVER)))
    assert (bench.at, bench.state.play, bench.state.viewers, bench.state.driver) == ((0, 0), "paused", 2, True)
    assert (snapshot["role"], snapshot["may_drive"], snapshot["epoch"], snapshot["revision"]) == ("driver", True, 1, 1)
    assert snapshot["layouts"]["record"] == [quantity["id"] for quantity in snapshot["script"]["quantities"]]
    assert len(snapshot["script"]["moments"]) == 36
    assert snapshot["limits"] == {"eta": [1e-6, 1000.0], "value": 1e6, "iteration": 1_000_000}
    assert snapshot["state"]["speed"] in snapshot["speeds"]
    assert json.loads(encode(bench.room.snapshot(VIEWER)))["role"] == "viewer"


def test_the_summary_is_what_the_contract_lists() -> None:
    for example, has_biases in (("mazur", False), ("xor", True)):
        layouts = json.loads(encode(Bench(example).room.snapshot(DRIVER)))["layouts"]
        kinds = {quantity.split(".")[0] for quantity in layouts["summary"]}
        expected = {"w", "a", "target", "error", "error_total", "delta", "dE_dw", "eta"} | (
            {"b"} if has_biases else set()
        )
        assert kinds == expected


def test_every_moment_of_the_first_iterations_forward_and_back() -> None:
    bench, scratch = Bench(), Scratch("mazur")
    forward = [(bench.at, bench.room.frame().values.tobytes())]
    for _ in range(2 * 37):
        bench.do("step")
        same_numbers(bench.room, scratch)
        forward.append((bench.at, bench.room.frame().values.tobytes()))
    assert [at for at, _ in forward] == [(n, m) for n in (0, 1) for m in range(37)] + [(2, 0)]
    for expected in reversed(forward[:-1]):
        bench.do("step_back")
        assert (bench.at, bench.room.frame().values.tobytes()) == expected
    said = len(bench.said)
    assert bench.do("step_back") == []
    assert (bench.at, len(bench.said)) == ((0, 0), said)


def test_go_to_seeks_and_arrives_exactly() -> None:
    bench, scratch = Bench(), Scratch("mazur")
    bench.budget = 50
    bench.do("go_to", iteration=333, moment=20)
    assert (bench.state.play, bench.state.seeking) == ("seeking", Seek(0, 333))
    bench.pump()
    assert (bench.at, bench.room.frame().layout) == ((50, 35), Layout.SUMMARY)
    bench.settle()
    assert (bench.at, bench.state.play, bench.room.trained_to) == ((333, 20), "paused", 333)
    same_numbers(bench.room, scratch)
    bench.do("go_to", iteration=12, moment=36)
    assert (bench.at, bench.state.play) == ((12, 36), "paused")
    same_numbers(bench.room, scratch)


def test_pause_ends_seeking_where_it_is() -> None:
    bench = Bench()
    bench.budget = 50
    bench.do("go_to", iteration=333, moment=20)
    bench.pump()
    bench.do("pause")
    bench.settle()
    assert (bench.at, bench.state.play) == ((50, 35), "paused")
    assert bench.frames()[-1].layout is Layout.RECORD


def test_the_update_is_done_at_the_last_moment() -> None:
    bench = Bench()
    for _ in range(4):
        bench.do("next_phase")
        bench.now += 1
    assert (bench.at, bench.room.trained_to) == ((0, 36), 1)
    assert [event for event in bench.events() if isinstance(event, CurveEvent)][-1].points[0][0] == 0


def test_phases_and_iterations_by_command() -> None:
    bench = Bench()
    seen = []
    for kind in (
        "next_phase",
        "next_phase",
        "next_iteration",
        "previous_phase",
        "previous_iteration",
        "previous_iteration",
    ):
        bench.do(kind)
        seen.append(bench.at)
    assert seen == [(0, 8), (0, 11), (1, 11), (1, 8), (0, 8), (0, 8)]


@pytest.mark.parametrize(
    ("kind", "fields", "path"),
    [
        ("go_to", {"iteration": 1_000_001, "moment": 0}, "iteration"),
        ("go_to", {"iteration": 0, "moment": 37}, "moment"),
        ("edit", {"changes": [{"of": "eta", "to": 1e-7}], "gesture": None}, "changes/0/to"),
        ("edit", {"changes": [{"of": "eta", "to": 1}, {"of": "eta", "to": 1000.5}], "gesture": None}, "changes/1/to"),
        ("edit", {"changes": [{"of": "w.1.0.0", "to": -1.1e6}], "gesture": None}, "changes/0/to"),
        ("edit", {"changes": [{"of": "a.0.1", "to": 1e300}], "gesture": None}, "changes/0/to"),
        ("edit", {"changes": [{"of": "b.2.0", "to": "much"}], "gesture": None}, "changes/0/to"),
        ("set_speed", {"unit": "moment", "per_second": 17.0}, "per_second"),
        ("set_speed", {"unit": "iteration", "per_second": 20_001.0}, "per_second"),
        ("set_speed", {"unit": "iteration", "per_second": 0.2}, "per_second"),
    ],
)
def test_what_is_out_of_bounds_is_refused_and_changes_nothing(kind: str, fields: dict, path: str) -> None:
    bench = Bench()
    before = bench.room.saved()
    failure = bench.refused(kind, **fields)
    assert (failure.code, failure.path) == ("out_of_range", path)
    assert "between" in failure.detail
    assert bench.room.saved() == before


def test_bounds_come_from_the_limits() -> None:
    bench = Bench(limits=Limits(eta_min=0.1, eta_max=2.0, iteration=3))
    asked = {"changes": [{"of": "eta", "to": 0.05}], "gesture": None}
    assert bench.refused("edit", **asked).detail == "This must be a number between 0.1 and 2."
    assert bench.refused("go_to", iteration=4, moment=0).path == "iteration"
    bench.do("go_to", iteration=3, moment=36)
    bench.settle()
    assert (bench.at, bench.room.trained_to) == ((3, 36), 3)
    bench.do("step")
    assert bench.at == (3, 36)


def test_the_curve_replayed_from_its_events_is_the_snapshot_s_and_right() -> None:
    bench, points = Bench("xor"), []
    for kind, fields in [
        ("go_to", {"iteration": 300, "moment": 0}),
        ("go_to", {"iteration": 170, "moment": 5}),
        ("edit", {"changes": [{"of": "eta", "to": 0.3}], "gesture": None}),
        ("go_to", {"iteration": 400, "moment": 0}),
    ]:
        bench.do(kind, **fields)
        bench.settle()
    for event in bench.events():
        if isinstance(event, CurveEvent):
            points[event.start :] = event.points
    assert tuple(points) == bench.room.snapshot(DRIVER).curve
    scratch = Scratch("xor", {170: [("eta", 0.3)]})
    starts = [start for start, _, _ in points] + [400]
    for (start, low, high), stop in zip(points, starts[1:], strict=True):
        errors = [scratch.error(n) for n in range(start, stop)]
        assert (low, high) == (pytest.approx(min(errors), rel=1e-12), pytest.approx(max(errors), rel=1e-12))


def test_events_are_numbered_one_by_one_and_frames_name_the_newest() -> None:
    bench = Bench()
    bench.do("set_speed", unit="iteration", per_second=300.0)
    bench.do("play")
    bench.run(1.0)
    bench.do("pause")
    bench.settle()
    assert [event.seq for event in bench.events()] == list(range(1, len(bench.events()) + 1))
    seq = 0
    for event in bench.said:
        if isinstance(event, Event):
            seq = event.seq
        if isinstance(event, Frame):
            assert (event.seq, event.epoch) == (seq, 1)


def test_a_snapshot_is_for_everybody_and_needs_no_right() -> None:
    bench = Bench()
    assert bench.do("snapshot", VIEWER) == [Welcomed(VIEWER)]


def test_divergence_stops_at_the_last_finite_iteration_and_says_so() -> None:
    bench = exploding()
    bench.do("go_to", iteration=5000, moment=10)
    bench.settle()
    last = bench.room.trained_to
    notice = bench.state.notice
    assert 0 < last < 5000
    assert (bench.at, bench.state.play) == ((last, bench.room.frame().moment), "paused")
    assert (notice.code, notice.iteration) == ("diverged", last)
    assert "smaller learning rate" in notice.detail
    for event in bench.said:
        if isinstance(event, Event):
            encode(event)
    bench.do("next_iteration")
    assert (bench.at[0], bench.state.notice.code) == (last, "diverged")
    bench.do("previous_iteration")
    assert bench.state.notice is None


def test_playing_into_divergence_pauses() -> None:
    bench = exploding()
    bench.do("set_speed", unit="iteration", per_second=20_000.0)
    bench.do("play")
    bench.settle()
    assert (bench.state.play, bench.state.notice.code) == ("paused", "diverged")
    assert bench.at == (bench.room.trained_to, bench.room._playhead.course.moments(0) - 1)
    assert bench.frames()[-1].layout is Layout.RECORD


def test_a_room_that_cannot_be_saved_says_so_until_it_can() -> None:
    bench = Bench()
    (event,) = bench.room.stored(False, bench.now)
    assert isinstance(event, StateEvent)
    assert event.state.notice.code == "not_saved"
    assert bench.room.stored(False, bench.now) == []
    (event,) = bench.room.stored(True, bench.now)
    assert event.state.notice is None


def test_a_notice_goes_with_the_next_command_that_changes_something() -> None:
    bench = Bench(limits=Limits(iteration=2))
    bench.do("set_speed", unit="iteration", per_second=100.0)
    bench.do("play")
    bench.run(2.0)
    assert (bench.at, bench.state.play) == ((2, 35), "paused")
    assert isinstance(bench.state.notice, Notice)
    assert bench.state.notice.code == "limit"
    bench.do("pause")
    assert bench.state.notice is not None
    bench.do("set_speed", unit="moment", per_second=1.0)
    assert bench.state.notice is None


def test_a_restored_room_is_bit_for_bit_the_same_and_in_a_new_epoch() -> None:
    bench = Bench("xor")
    for kind, fields in [
        ("go_to", {"iteration": 77, "moment": 0}),
        ("edit", {"changes": [{"of": "eta", "to": 0.3}], "gesture": None}),
        ("go_to", {"iteration": 120, "moment": 9}),
        ("set_speed", {"unit": "iteration", "per_second": 30.0}),
    ]:
        bench.do(kind, **fields)
        bench.settle()
    saved = bench.room.saved()
    again = Bench("xor", saved=saved)
    assert again.at == (120, 9)
    assert again.room.frame().values.tobytes() == bench.room.frame().values.tobytes()
    assert again.state.speed == Speed("iteration", 30.0)
    assert (again.room.frame().epoch, again.room.revision, again.room.trained_to) == (2, 2, 120)
    assert again.room.snapshot(DRIVER).curve == bench.room.snapshot(DRIVER).curve
    assert again.room.saved().epoch == saved.epoch + 1


def test_the_network_is_that_before_the_update_until_the_update_is_shown() -> None:
    bench, scratch = Bench(), Scratch("mazur")
    bench.do("next_iteration")
    bench.do("next_iteration")
    assert bench.room.network.w[0].tobytes() == scratch.network(2).w[0].tobytes()
    bench.do("next_phase")
    assert bench.at == (2, 36)
    assert bench.room.network.w[0].tobytes() == scratch.network(3).w[0].tobytes()
    bench.do("step")
    assert bench.at == (3, 0)
    assert bench.room.network.w[0].tobytes() == scratch.network(3).w[0].tobytes()
    assert isinstance(bench.room._playhead, Playhead)
