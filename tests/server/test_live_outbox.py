"""What one browser hears next: order, bounds, window and silence, on a clock turned by hand."""

import json

import pytest

from server.close_codes import MEANINGS, Close
from server.limits import Limits
from server.outbox import Closing, Outbox, SharedFrame

LIMITS = Limits(events_queued=3)
HEARTBEAT = '{"type":"heartbeat"}'


class Desk:
    """An outbox, and snapshots numbered as they are taken."""

    def __init__(self) -> None:
        self.snapshots = 0
        self.frames = 100
        self.outbox = Outbox(LIMITS, self.take, 0.0)

    def take(self) -> tuple[str, SharedFrame]:
        self.snapshots += 1
        return f"snapshot {self.snapshots}", self.frame()

    def frame(self, revision: int = 1) -> SharedFrame:
        self.frames += 1
        return SharedFrame(self.frames, revision, f"frame {self.frames}".encode())

    def shows(self, now: float = 0.0) -> list[int]:
        """Show one frame more; gives the numbers of those that are sent."""
        self.outbox.put_frame(self.frame())
        return [int(sent.split()[1]) for sent in self.drain(now)]

    def drain(self, now: float = 0.0) -> list:
        taken = []
        while (message := self.outbox.next(now)) is not None:
            taken.append(message)
            assert len(taken) < 50
        return taken


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_events_come_in_order_and_before_the_frame_that_builds_on_them(desk: Desk) -> None:
    desk.outbox.put_frame(desk.frame())
    desk.outbox.put_event("one", 1)
    desk.outbox.put_event("two", 1)
    assert desk.drain() == ["one", "two", b"frame 101"]


def test_the_newest_frame_wins(desk: Desk) -> None:
    for _ in range(5):
        desk.outbox.put_frame(desk.frame())
    assert desk.drain() == [b"frame 105"]


def test_a_waiting_frame_of_an_older_revision_is_dropped(desk: Desk) -> None:
    desk.outbox.put_frame(desk.frame(revision=1))
    desk.outbox.put_event("revision 2", 2)
    assert desk.drain() == ["revision 2"]


def test_at_most_two_frames_are_on_the_way(desk: Desk) -> None:
    assert [desk.shows() for _ in range(5)] == [[101], [102], [], [], []]
    assert desk.outbox.acknowledge(101, 1.0)
    assert desk.drain(1.0) == [b"frame 105"]


def test_an_acknowledgement_counts_for_the_frames_before_it(desk: Desk) -> None:
    assert [desk.shows() for _ in range(2)] == [[101], [102]]
    desk.outbox.acknowledge(102, 1.0)
    assert [desk.shows() for _ in range(3)] == [[103], [104], []]
    assert desk.outbox.acknowledge(102, 1.0), "late, but once sent"


@pytest.mark.parametrize("number", [102, 5000, 101 + 2**31 - 1])
def test_a_frame_that_was_never_sent_cannot_be_acknowledged(desk: Desk, number: int) -> None:
    assert not desk.outbox.acknowledge(number, 0.0)
    desk.outbox.put_frame(desk.frame())
    desk.drain()
    assert not desk.outbox.acknowledge(number, 0.0)
    assert desk.outbox.acknowledge(101, 0.0)


def test_numbers_may_start_again(desk: Desk) -> None:
    desk.frames = 2**32 - 2
    desk.outbox.put_frame(desk.frame())
    desk.drain()
    desk.outbox.put_frame(SharedFrame(0, 1, b"zero"))
    desk.drain()
    assert desk.outbox.acknowledge(2**32 - 1, 1.0)
    assert desk.outbox.acknowledge(0, 1.0)
    assert not desk.outbox.acknowledge(1, 1.0)


def test_too_many_events_become_a_snapshot_taken_when_it_is_sent(desk: Desk) -> None:
    for number in range(4):
        desk.outbox.put_event(f"event {number}", 1)
    desk.outbox.put_event("later, but in the snapshot", 1)
    assert desk.snapshots == 0
    assert desk.drain() == ["snapshot 1", b"frame 101"]
    desk.outbox.put_event("after", 1)
    assert desk.drain() == ["after"]


def test_ten_wishes_are_one_snapshot(desk: Desk) -> None:
    for _ in range(10):
        desk.outbox.want_snapshot()
    assert desk.drain() == ["snapshot 1", b"frame 101"]


def test_a_snapshot_opens_the_window_as_its_browser_draws_nothing_before(desk: Desk) -> None:
    assert [desk.shows() for _ in range(3)] == [[101], [102], []]
    desk.outbox.want_snapshot()
    assert desk.drain() == ["snapshot 1", b"frame 104"]
    assert [desk.shows() for _ in range(2)] == [[105], []], "the snapshot's frame counts, nothing of before"
    assert desk.outbox.acknowledge(101, 0.0), "an old one is no offence"


def test_failures_are_answered_and_bounded(desk: Desk) -> None:
    for number in range(10):
        desk.outbox.put_failure(f"failure {number}")
    assert desk.drain() == ["failure 7", "failure 8", "failure 9"]


def test_silence_is_filled_with_heartbeats(desk: Desk) -> None:
    assert desk.outbox.wake_at() == 3.0
    assert desk.outbox.next(2.9) is None
    assert desk.outbox.next(3.0) == HEARTBEAT
    assert desk.outbox.next(3.0) is None
    desk.outbox.put_event("something", 1)
    desk.drain(5.0)
    assert desk.outbox.wake_at() == 8.0


def test_who_draws_nothing_for_fifteen_seconds_is_closed(desk: Desk) -> None:
    desk.outbox.put_frame(desk.frame())
    desk.drain(10.0)
    desk.outbox.put_frame(desk.frame())
    desk.drain(12.0)
    assert not isinstance(desk.outbox.next(24.9), Closing)
    assert desk.outbox.wake_at() == 25.0
    assert desk.outbox.next(25.0) == Closing(Close.TOO_SLOW, MEANINGS[4408])
    assert desk.outbox.next(26.0) == Closing(Close.TOO_SLOW, MEANINGS[4408])


def test_any_acknowledgement_starts_the_fifteen_seconds_again(desk: Desk) -> None:
    for _ in range(2):
        desk.outbox.put_frame(desk.frame())
        desk.drain(0.0)
    desk.outbox.acknowledge(101, 14.0)
    assert not isinstance(desk.outbox.next(28.9), Closing)
    assert isinstance(desk.outbox.next(29.0), Closing)


def test_nothing_unseen_means_no_deadline(desk: Desk) -> None:
    assert desk.outbox.next(1000.0) == HEARTBEAT
    desk.outbox.put_frame(desk.frame())
    assert desk.outbox.next(1000.0) == b"frame 101"
    assert not isinstance(desk.outbox.next(1014.0), Closing)


def test_the_first_reason_to_close_counts_and_nothing_follows(desk: Desk) -> None:
    desk.outbox.put_event("unheard", 1)
    desk.outbox.put_failure("refused")
    desk.outbox.close(Close.TAKEN_OVER)
    desk.outbox.close(Close.RESTART)
    assert desk.outbox.next(0.0) == "refused"
    assert desk.outbox.next(0.0) == Closing(Close.TAKEN_OVER, MEANINGS[4409])


def test_a_reason_to_close_wakes_the_relay(desk: Desk) -> None:
    woken = []
    desk.outbox.wake = lambda: woken.append(1)
    desk.outbox.close(Close.DONE)
    assert len(woken) == 1


def test_an_acknowledgement_wakes_the_relay_where_a_frame_waits_for_it(desk: Desk) -> None:
    woken = []
    assert [desk.shows() for _ in range(2)] == [[101], [102]]
    desk.outbox.wake = lambda: woken.append(1)
    desk.outbox.acknowledge(101, 0.0)
    assert not woken
    assert [desk.shows() for _ in range(2)] == [[103], []]
    woken.clear()
    desk.outbox.acknowledge(102, 0.0)
    assert len(woken) == 1


def test_the_codes_of_the_server_are_in_the_table() -> None:
    assert all(code.meaning for code in Close)
    assert json.loads(HEARTBEAT) == {"type": "heartbeat"}
