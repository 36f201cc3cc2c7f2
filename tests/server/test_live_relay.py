"""The task that sends, with a transport that a test can hold up."""

import asyncio

from server.close_codes import Close
from server.limits import Limits
from server.outbox import Closing, Outbox, SharedFrame
from server.relay import relay
from server.strikes import Bucket, Strikes


class Wire:
    """Keeps what is sent; full while it is shut."""

    def __init__(self) -> None:
        self.sent: list = []
        self.writes = 0
        self.open = asyncio.Event()
        self.open.set()
        self.news = asyncio.Event()

    @property
    def full(self) -> bool:
        return not self.open.is_set()

    def write(self, messages: list[str | bytes]) -> None:
        self.sent += messages
        self.writes += 1
        self.news.set()

    async def drain(self) -> None:
        await self.open.wait()

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.sent) < count:
                self.news.clear()
                await self.news.wait()


class Relayed:
    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.clock = asyncio.get_running_loop().time
        self.wire = Wire()
        self.outbox = Outbox(self.limits, lambda: ("snapshot", SharedFrame(1, 1, b"1")), self.clock())

    def start(self) -> asyncio.Task[Closing]:
        return asyncio.create_task(relay(self.outbox, self.wire, self.limits, self.clock))


def frame(number: int) -> SharedFrame:
    return SharedFrame(number, 1, str(number).encode())


async def ended(task: asyncio.Task[Closing]) -> Close:
    async with asyncio.timeout(5):
        return (await task).code


def test_what_is_put_is_sent_and_the_last_word_is_why() -> None:
    async def main() -> None:
        relayed = Relayed()
        task = relayed.start()
        relayed.outbox.want_snapshot()
        relayed.outbox.wake()
        await relayed.wire.until(2)
        relayed.outbox.put_event("event", 1)
        relayed.outbox.wake()
        await relayed.wire.until(3)
        relayed.outbox.close(Close.RESTART)
        assert await ended(task) == 1012
        assert relayed.wire.sent == ["snapshot", b"1", "event"]

    asyncio.run(main())


def test_what_is_put_at_once_is_one_write() -> None:
    async def main() -> None:
        relayed = Relayed()
        task = relayed.start()
        await asyncio.sleep(0)
        for number in range(5):
            relayed.outbox.put_event(str(number), 1)
            relayed.outbox.put_frame(frame(number))
        relayed.outbox.wake()
        assert relayed.wire.sent == ["0", "1", "2", "3", "4", b"4"]
        assert relayed.wire.writes == 1
        task.cancel()

    asyncio.run(main())


def test_an_error_of_ours_ends_the_relay() -> None:
    async def main() -> None:
        relayed = Relayed()
        task = relayed.start()
        await asyncio.sleep(0)
        relayed.outbox.next = lambda _: 1 / 0
        relayed.outbox.put_event("event", 1)
        relayed.outbox.wake()
        async with asyncio.timeout(5):
            await asyncio.wait([task])
        assert isinstance(task.exception(), ZeroDivisionError)

    asyncio.run(main())


def test_what_ended_sends_no_more() -> None:
    async def main() -> None:
        relayed = Relayed()
        task = relayed.start()
        await asyncio.sleep(0)
        turn = relayed.outbox.wake
        task.cancel()
        await asyncio.wait([task])
        relayed.outbox.put_event("too late", 1)
        relayed.outbox.wake()
        turn()
        assert relayed.wire.sent == []

    asyncio.run(main())


def test_silence_is_filled() -> None:
    async def main() -> None:
        relayed = Relayed(Limits(heartbeat_seconds=0.02))
        task = relayed.start()
        await relayed.wire.until(3)
        task.cancel()
        assert set(relayed.wire.sent) == {'{"type":"heartbeat"}'}

    asyncio.run(main())


def test_a_browser_that_takes_nothing_is_given_up_and_nobody_waited_for_it() -> None:
    async def main() -> None:
        relayed = Relayed(Limits(acknowledge_seconds=0.1))
        relayed.wire.open.clear()
        task = relayed.start()
        for number in range(10_000):
            relayed.outbox.put_frame(frame(number))
            relayed.outbox.wake()
        assert await ended(task) == Close.TOO_SLOW
        assert relayed.wire.sent == []

    asyncio.run(main())


def test_a_browser_that_acknowledges_nothing_is_given_up() -> None:
    async def main() -> None:
        relayed = Relayed(Limits(acknowledge_seconds=0.1, heartbeat_seconds=60.0))
        task = relayed.start()
        frames = [SharedFrame(number, 1, bytes(2000)) for number in range(5)]
        for each in frames:
            relayed.outbox.put_frame(each)
            relayed.outbox.wake()
            await asyncio.sleep(0.01)
        assert await ended(task) == Close.TOO_SLOW
        assert relayed.wire.sent == [each.data for each in frames[:2]]

    asyncio.run(main())


def test_a_browser_may_take_long_for_one_thing_after_the_other() -> None:
    async def main() -> None:
        relayed = Relayed(Limits(acknowledge_seconds=0.8, heartbeat_seconds=60.0))
        task = relayed.start()
        for number in range(5):
            relayed.wire.open.clear()
            relayed.outbox.put_event(str(number), 1)
            relayed.outbox.wake()
            await asyncio.sleep(0.2)
            relayed.wire.open.set()
            await relayed.wire.until(number + 1)
        assert not task.done()
        task.cancel()

    asyncio.run(main())


def test_all_waiting_shares_its_timer() -> None:
    async def main() -> None:
        loop, timers = asyncio.get_running_loop(), []
        call_later = loop.call_later
        loop.call_later = lambda *given: timers.append(call_later(*given)) or timers[-1]
        relayed = Relayed()
        task = relayed.start()
        for number in range(100):
            relayed.outbox.put_event(str(number), 1)
            relayed.outbox.wake()
            await relayed.wire.until(number + 1)
        assert len(timers) <= 2, "one for the first thing to send, one for the earlier time at which to ask again"
        task.cancel()
        await asyncio.wait([task])
        assert all(timer.cancelled() for timer in timers)

    asyncio.run(main())


def test_a_relay_can_be_cancelled_while_it_waits_and_while_it_sends() -> None:
    async def main() -> None:
        for shut in (False, True):
            relayed = Relayed()
            if shut:
                relayed.wire.open.clear()
                relayed.outbox.put_event("stuck", 1)
                relayed.outbox.wake()
            task = relayed.start()
            await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.wait([task], timeout=5)
            assert task.cancelled()

    asyncio.run(main())


def test_a_bucket_holds_its_burst_and_fills_again() -> None:
    bucket = Bucket(10.0, 5, 0.0)
    assert [bucket.take(0.0) for _ in range(6)] == [True] * 5 + [False]
    assert [bucket.take(0.25) for _ in range(3)] == [True, True, False]
    assert [bucket.take(1000.0) for _ in range(6)] == [True] * 5 + [False]


def test_strikes_are_forgotten_after_a_minute() -> None:
    strikes = Strikes(3)
    assert [strikes.out(now) for now in (0.0, 1.0, 60.5, 60.9, 61.0)] == [False, False, False, True, True]
