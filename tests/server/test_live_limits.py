"""The limits' own bounds, and patience with one browser without a socket."""

import asyncio
from concurrent.futures import Executor
from dataclasses import fields
from typing import NoReturn

import pytest

from server import live
from server.channel import Channel
from server.limits import Limits
from server.listener import Listener
from server.outbox import Closing
from server.protocol.messages import Hello
from tests.server.room_bench import KEY, Bench


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_every_limit_has_bounds_that_hold(name: str) -> None:
    (declared,) = [field.metadata for field in fields(Limits) if field.name == name]
    assert declared["about"]
    for outside in (declared["low"] - 1, declared["high"] * 2 + 1):
        with pytest.raises(ValueError, match=name):
            Limits(**{name: outside})


def test_the_learning_rate_s_bounds_are_in_order() -> None:
    with pytest.raises(ValueError, match="must not be above"):
        Limits(eta_min=1.0, eta_max=0.5)


class NoWorker(Executor):
    """Nothing is sought here."""


def no_store(room: str, missing: object) -> NoReturn:
    raise AssertionError("All steps are in memory.")


def heard(limits: Limits, messages: list[str | bytes]) -> tuple[list, list]:
    """Let a driver say messages; gives the codes of the failures and why it was closed."""
    bench = Bench()
    bench.room.leave(1, bench.now)
    channel = Channel(bench.room, limits, lambda: bench.now, lambda channel, by_person: None, NoWorker(), no_store)
    viewer, outbox = channel.join(Hello(type="hello", protocol=2, key=KEY, client="x"))
    listener = Listener(channel, viewer, outbox, limits, lambda: bench.now)
    while outbox.next(bench.now) is not None:
        pass
    for message in messages:
        command = listener.hear(message)
        if command is not None:
            channel.handle(viewer, command)
    said = []
    while (message := outbox.next(bench.now)) is not None:
        said.append(message)
        if isinstance(message, Closing):
            break
    closings = [int(message.code) for message in said if isinstance(message, Closing)]
    return [message for message in said if isinstance(message, str) and "failure" in message], closings


def test_nineteen_invalid_messages_are_answered_and_the_twentieth_is_the_last() -> None:
    failures, closings = heard(Limits(), ["nonsense"] * 19)
    assert (len(failures), closings) == (19, [])
    failures, closings = heard(Limits(), ["nonsense"] * 20)
    assert (len(failures), closings) == (20, [1008])


@pytest.mark.parametrize("message", [b"", b"12345", b"\xff\xff\xff\x7f", '{"type":"hello"}', "\ud800"])
def test_what_is_wrong_after_the_hello_is_invalid(message: str | bytes) -> None:
    (failure,), closings = heard(Limits(), [message])
    assert '"code":"invalid"' in failure
    assert closings == []


def test_a_second_hello_is_refused() -> None:
    (failure,), _ = heard(Limits(), ['{"type":"hello","protocol":2,"key":null,"client":"y"}'])
    assert "said once" in failure


def test_the_third_slow_down_is_the_last() -> None:
    step_back = '{"type":"step_back","id":1}'
    assert heard(Limits(), [step_back] * 240) == ([], [])
    failures, closings = heard(Limits(), [step_back] * 242)
    assert (len(failures), closings) == (2, [])
    assert all("slow_down" in failure for failure in failures)
    assert heard(Limits(), [step_back] * 243)[1] == [1008]


class Slow:
    """A browser's messages, a room's clock and its listener in one: every command takes its time."""

    def __init__(self, *took: float) -> None:
        self.now, self.left = 0.0, list(took)

    def clock(self) -> float:
        return self.now

    async def receive(self) -> dict:
        return {"type": "websocket.receive", "text": "a command"} if self.left else {"type": "websocket.disconnect"}

    viewer = 1

    def hear(self, message: str) -> str:
        return message

    async def ready(self, viewer: int, command: str) -> None:
        self.now += 1  # what another thread does is nobody's time

    def handle(self, viewer: int, command: str) -> None:
        self.now += self.left.pop(0)


def test_after_a_command_that_took_long_it_is_as_long_somebody_elses_turn(monkeypatch) -> None:
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(live.asyncio, "sleep", sleep)
    slow = Slow(0.001, 0.25, 0.01)
    asyncio.run(live._read(slow, slow, slow))
    assert slept == pytest.approx([0, 0.25, 0])
