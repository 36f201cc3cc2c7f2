"""The task that sends, with a transport that a test can hold up."""

import asyncio

from server.close_codes import Close
from server.limits import Limits
from server.outbox import Outbox, SharedFrame
from server.relay import relay
from server.strikes import Bucket, Strikes


class Wire:
    """Keeps what is sent; blocks while it is shut."""

    def __init__(self) -> None:
        self.sent: list = []
        self.closed: int | None = None
        self.open = asyncio.Event()
        self.open.set()
        self.news = asyncio.Event()

    async def _send(self, data: str | bytes) -> None:
        await self.open.wait()
        self.sent.append(data)
        self.news.set()

    send_text = send_bytes = _send

    async def close(self, code: int = 1000, reason: str | None = None) -> None:
        self.closed = code
        self.news.set()

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

    def start(self) -> asyncio.Task[None]:
        return asyncio.create_task(relay(self.outbox, self.wire, self.limits, self.clock))


def frame(number: int) -> SharedFrame:
    return SharedFrame(number, 1, str(number).encode())


async def ended(task: asyncio.Task[None]) -> None:
    async with asyncio.timeout(5):
        await task


def test_what_is_put_is_sent_and_the_last_word_is_why() -> None:
    async def main() -> None:
        relayed = Relayed()
        task = relayed.start()
        relayed.outbox.want_snapshot()
        await relayed.wire.until(2)
        relayed.outbox.put_event("event", 1)
        await relayed.wire.until(3)
        relayed.outbox.close(Close.RESTART)
        await ended(task)
        assert relayed.wire.sent == ["snapshot", b"1", "event"]
        assert relayed.wire.closed == 1012

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
        await ended(task)
        assert relayed.wire.closed == Close.TOO_SLOW
        assert relayed.wire.sent == []

    asyncio.run(main())


def test_a_browser_that_acknowledges_nothing_is_given_up() -> None:
    async def main() -> None:
        relayed = Relayed(Limits(acknowledge_seconds=0.1, heartbeat_seconds=60.0))
        task = relayed.start()
        for number in range(5):
            relayed.outbox.put_frame(frame(number))
            await asyncio.sleep(0.01)
        await ended(task)
        assert relayed.wire.sent == [b"0", b"1"]
        assert relayed.wire.closed == Close.TOO_SLOW

    asyncio.run(main())


def test_a_browser_may_take_long_for_one_thing_after_the_other() -> None:
    async def main() -> None:
        relayed = Relayed(Limits(acknowledge_seconds=0.2, heartbeat_seconds=60.0))
        task = relayed.start()
        for number in range(4):
            relayed.wire.open.clear()
            relayed.outbox.put_event(str(number), 1)
            await asyncio.sleep(0.1)
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
