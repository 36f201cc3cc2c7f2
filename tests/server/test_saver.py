"""When a room that runs is saved, with a clock and an event loop of the test's own."""

from collections.abc import Callable
from types import SimpleNamespace

from server.saver import Saver
from tests.server.room_bench import Bench


class Timers:
    """An event loop that only notes what is to be called later."""

    def __init__(self) -> None:
        self.set: list[SimpleNamespace] = []

    def call_later(self, seconds: float, call: Callable, *given: object) -> SimpleNamespace:
        timer = SimpleNamespace(seconds=seconds, ring=lambda: call(*given), cancelled=False)
        timer.cancel = lambda: setattr(timer, "cancelled", True)
        self.set.append(timer)
        return timer


def running() -> tuple[SimpleNamespace, Saver, Timers, list]:
    """A room at full speed that has just been saved, one second before its next save."""
    bench, written, timers = Bench(), [], Timers()
    store = SimpleNamespace(save=lambda room, done: written.append(room), forget=lambda room_id: None)
    saver = Saver(store, 1.0, lambda: bench.now)
    saver.start(timers)
    channel = SimpleNamespace(room=bench.room, bench=bench)
    bench.do("set_speed", unit="iteration", per_second=100)
    bench.do("play")
    saver.changed(channel, by_person=True)
    bench.tick(0.25)
    saver.changed(channel, by_person=False)
    return channel, saver, timers, written


def test_a_room_that_runs_is_saved_when_its_next_save_is_due() -> None:
    channel, saver, timers, written = running()
    channel.bench.tick(0.25)
    saver.changed(channel, by_person=False)
    assert (len(written), [timer.seconds for timer in timers.set]) == (1, [0.75])
    channel.bench.tick(0.5)
    timers.set[0].ring()
    assert written[1:] == [channel.room.saved()]


def test_where_the_timer_is_late_the_room_is_saved_when_it_moves() -> None:
    channel, saver, timers, written = running()
    channel.bench.tick(1.0)
    saver.changed(channel, by_person=False)
    assert written[1:] == [channel.room.saved()]
    assert timers.set[0].cancelled


def test_who_saves_before_that_takes_the_timer_away() -> None:
    channel, saver, timers, written = running()
    saver.changed(channel, by_person=True)
    assert len(written) == 2
    assert timers.set[0].cancelled
    channel.bench.tick(0.25)
    saver.changed(channel, by_person=False)
    assert [timer.seconds for timer in timers.set if not timer.cancelled] == [0.75]


def test_of_a_room_that_left_memory_nothing_is_saved_later() -> None:
    channel, saver, timers, _ = running()
    saver.forget(channel.room.id)
    assert [timer.cancelled for timer in timers.set] == [True]
