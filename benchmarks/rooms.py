"""Rooms: how soon any iteration is there again, what a room keeps for it, and who waits while another room seeks.

One room of the 2-2-2 network is trained to a million iterations by a seek, on the worker thread of a hub as it runs in
the server. Meanwhile another room steps once every 5 ms; a step's time is that from the command until its frame is
there to be sent. Then iterations are gone to in random order. What a room keeps is told of one that was trained to a
million and then left for 63 branches, one after the other, each trained some way, and then edited many times more.
"""

import asyncio
import random
import sqlite3
import statistics
import sys
import tracemalloc
from time import perf_counter
from typing import cast

from benchmarks.report import Row
from server import saved_rows
from server.channel import Channel
from server.hub import Hub
from server.limits import Limits
from server.moment import Moment
from server.protocol.messages import MESSAGES, AnyCommand, Hello
from server.room import Room
from server.room_members import hash_key
from server.saved import SavedRoom
from server.serve import SWITCH_SECONDS

TITLE = "Rooms"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
NEWEST = 1_000_000
VISITS = 200
EVERY_SECONDS = 0.005
BRANCHES = 64
FURTHER = 2000
STEPS = 1500


def measure() -> list[Row]:
    """Seek to a million, step elsewhere meanwhile, and go everywhere."""
    sys.setswitchinterval(SWITCH_SECONDS)
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    hub = Hub()
    await hub.start()
    try:
        (far, driver), (near, other) = [await _room(hub) for _ in range(2)]
        started = perf_counter()
        _do(far, driver, "go_to", iteration=NEWEST, moment=35)
        steps = await _steps(near, other, far)
        seconds = perf_counter() - started
        visits = [_visit(far, driver, random.randrange(NEWEST)) for _ in range(VISITS)]
        return [
            Row("seek to 1 000 000", NEWEST / seconds, "iterations a second", f"{seconds:.1f} s"),
            Row("a step in another room meanwhile", statistics.median(steps) * 1e3, "ms", _longest(steps)),
            Row("any trained iteration", statistics.median(visits) * 1e3, "ms", _longest(visits), at_most=100),
            Row("what a room keeps", _kept() / 2**20, "MiB", f"{BRANCHES} branches, {STEPS} steps", at_most=16),
        ]
    finally:
        await hub.stop()


async def _room(hub: Hub) -> tuple[Channel, int]:
    room, key = await hub.create(Moment.of_example("mazur"))
    channel = hub.channels[room.id]
    viewer, _ = channel.join(Hello(type="hello", protocol=2, key=key, client="benchmark"))
    return channel, viewer


def _command(kind: str, **fields: object) -> AnyCommand:
    return cast("AnyCommand", MESSAGES.validate_python({"type": kind, "id": 1, **fields}))


def _do(channel: Channel, viewer: int, kind: str, **fields: object) -> None:
    channel.handle(viewer, _command(kind, **fields))


async def _steps(channel: Channel, viewer: int, far: Channel) -> list[float]:
    """Step in one room while another one seeks; the time runs while the event loop is held up, too."""
    times = []
    while far.room.running:
        due = perf_counter() + EVERY_SECONDS
        await asyncio.sleep(EVERY_SECONDS)
        _do(channel, viewer, "step")
        channel.room.frame()
        times.append(perf_counter() - due)
    return times


def _visit(channel: Channel, viewer: int, iteration: int) -> float:
    started = perf_counter()
    _do(channel, viewer, "go_to", iteration=iteration, moment=20)
    channel.room.frame()
    return perf_counter() - started


def _kept() -> int:
    """Count the bytes of a room trained far, with as many branches as it may have, and more steps than it holds."""
    tracemalloc.start()
    room = Room(SavedRoom.of_moment("K7QX2M", hash_key("key"), Moment.of_example("mazur")), Limits())
    room.join(1, "key", "benchmark", 0.0)
    for branch in range(BRANCHES):
        if branch:
            room.handle(1, _command("edit", changes=[{"of": "w.1.0.0", "to": branch / 100}], gesture=None), 0.0)
        goal = room.trained_to + FURTHER if branch else NEWEST
        room.handle(1, _command("go_to", iteration=goal, moment=35), 0.0)
        while (stretch := room.stretch(NEWEST)) is not None:
            stretch.run()
            room.take(stretch, 0.0)
        if not branch:
            room.handle(1, _command("go_to", iteration=NEWEST // 2, moment=35), 0.0)
    rows, written = sqlite3.connect(""), None
    saved_rows.create(rows)
    for step in range(STEPS):
        room.handle(1, _command("edit", changes=[{"of": "w.1.0.0", "to": 1 + step / 10_000}], gesture=None), 0.0)
        saved = room.saved()
        saved_rows.write(rows, saved, written, 0.0)
        room.memory.let_go(saved)
        written = saved
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return kept


def _longest(times: list[float]) -> str:
    ordered = sorted(times)
    return f"99 of 100 within {ordered[len(ordered) * 99 // 100] * 1e3:.1f} ms, longest {ordered[-1] * 1e3:.1f} ms"
