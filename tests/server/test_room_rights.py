"""Who may do what: every command of the protocol, enumerated, and the one driver of a room."""

import pytest

from server.close_codes import Close
from server.limits import Limits
from server.protocol.events import StateEvent
from server.protocol.messages import COMMANDS, DRIVER_COMMANDS
from server.room_events import Dismissed, Refused, Welcomed
from server.room_members import RefusedError
from tests.server.room_bench import DRIVER, KEY, VIEWER, Bench

FIELDS = {
    "go_to": {"iteration": 3, "moment": 4},
    "set_speed": {"unit": "moment", "per_second": 2.0},
    "show_example": {"shown": 2},
    "set_grain": {"grain": "layer"},
    "edit": {"changes": [{"of": "w.1.0.0", "to": 0.25}], "gesture": None},
    "open_branch": {"branch": 1},
    "name_branch": {"branch": 1, "name": "first"},
    "delete_branch": {"branch": 1},
}
FOR_ALL = {"snapshot", "take_over"}
TYPES = [command.model_fields["type"].annotation.__args__[0] for command in COMMANDS]


def busy() -> Bench:
    """A room in which each command has something to do."""
    bench = Bench()
    for eta in (0.3, 0.2):
        bench.edit(("eta", eta))
        bench.do("next_iteration")
    bench.do("undo")
    for kind in ("next_iteration", "next_iteration", "step_back"):
        bench.do(kind)
    bench.settle()
    return bench


def everything(bench: Bench) -> tuple:
    return bench.room.saved(), bench.state, bench.room._display.publisher.seq


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in FOR_ALL])
def test_a_viewer_may_not(kind: str) -> None:
    bench = busy()
    before = everything(bench)
    failure = bench.refused(kind, VIEWER, **FIELDS.get(kind, {}))
    assert (failure.code, failure.path) == ("forbidden", None)
    assert everything(bench) == before


@pytest.mark.parametrize("kind", TYPES)
def test_the_driver_may(kind: str) -> None:
    bench = busy()
    assert not [event for event in bench.do(kind, DRIVER, **FIELDS.get(kind, {})) if isinstance(event, Refused)]


def test_the_commands_for_the_driver_are_all_but_two() -> None:
    names = {command.model_fields["type"].annotation.__args__[0] for command in DRIVER_COMMANDS}
    assert names == set(TYPES) - FOR_ALL


def test_a_viewer_without_the_key_cannot_take_over() -> None:
    bench = busy()
    before = everything(bench)
    assert bench.refused("take_over", VIEWER).code == "forbidden"
    assert everything(bench) == before


def test_a_second_page_with_the_key_watches_until_it_takes_over() -> None:
    bench = Bench()
    bench.note(bench.room.join(3, KEY, "tab-3", bench.now))
    snapshot = bench.room.snapshot(3)
    assert (snapshot.role, snapshot.may_drive) == ("viewer", True)
    assert bench.refused("step", 3).code == "forbidden"
    assert bench.do("take_over", 3)[:2] == [Dismissed(DRIVER, Close.TAKEN_OVER), Welcomed(3)]
    assert bench.room.snapshot(3).role == "driver"
    assert bench.refused("step", DRIVER).code == "forbidden"
    bench.do("step", 3)
    assert bench.at == (0, 1)
    assert not [event for event in bench.do("take_over", 3) if isinstance(event, Dismissed | Welcomed)]


def test_the_same_tab_replaces_its_former_connection() -> None:
    bench = Bench()
    events = bench.room.join(3, KEY, "tab-1", bench.now)
    assert events[:2] == [Dismissed(DRIVER, Close.TAKEN_OVER), Welcomed(3)]
    bench.room.leave(DRIVER, bench.now)
    assert bench.room.snapshot(3).role == "driver"


def test_a_driver_who_goes_leaves_the_wheel_to_the_next_who_has_the_key() -> None:
    bench = Bench()
    bench.note(bench.room.join(3, KEY, "tab-3", bench.now))
    (event,) = [event for event in bench.room.leave(DRIVER, bench.now) if isinstance(event, StateEvent)]
    assert event.state.driver is False
    assert bench.refused("step", 3).code == "forbidden"
    assert Welcomed(3) in bench.do("take_over", 3)
    bench.do("step", 3)
    bench.room.leave(3, bench.now)
    bench.room.join(4, KEY, "tab-4", bench.now)
    assert bench.room.snapshot(4).role == "driver"


def test_a_wrong_key_is_refused_and_nobody_joins() -> None:
    bench = Bench()
    for key in ("", "wrong", KEY + "x", "\ud800"):
        with pytest.raises(RefusedError) as caught:
            bench.room.join(3, key, "tab-3", bench.now)
        assert caught.value.code is Close.UNAUTHORISED
    assert bench.state.viewers == 2


def test_a_full_room_is_refused_until_somebody_goes() -> None:
    bench = Bench(limits=Limits(viewers_per_room=2))
    with pytest.raises(RefusedError) as caught:
        bench.room.join(3, None, "tab-3", bench.now)
    assert caught.value.code is Close.FULL
    bench.room.leave(VIEWER, bench.now)
    bench.room.join(3, None, "tab-3", bench.now)


def test_three_hundred_who_come_at_once_are_a_few_events() -> None:
    bench = Bench()
    bench.said.clear()
    for viewer in range(3, 303):
        bench.now += 0.002
        bench.note(bench.room.join(viewer, None, f"tab-{viewer}", bench.now))
    bench.settle()
    states = [event for event in bench.said if isinstance(event, StateEvent)]
    assert len(states) <= 5
    assert states[-1].state.viewers == 302


def test_one_who_goes_twice_goes_once() -> None:
    bench = Bench()
    bench.room.leave(VIEWER, bench.now)
    bench.room.leave(VIEWER, bench.now)
    assert bench.state.viewers == 1
