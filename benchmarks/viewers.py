"""Many viewers: what a frame costs the server when a whole class follows, and whether it arrives.

A teacher's room plays; its viewers count the frames and acknowledge each, as a page does when it has drawn one. They
are in one process, the server is in another. Its peers, in turn with it, send frames of the same size as often, for the
same acknowledgements, and do nothing else: uvicorn alone, and asyncio alone, which does not even look at what comes
back. No server on asyncio's event loop can cost less than the latter. For the thousand, the limit of 500 browsers in a
room is raised.
"""

import asyncio
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import psutil

from benchmarks.report import Goal, Row
from benchmarks.visitor import Visitor, new_room
from benchmarks.watcher import Arrivals, Watcher
from tools.serving import RunningServer

TITLE = "Many viewers"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()

SECONDS = 4.0
ROUNDS = 3
PEERS = {"uvicorn alone": "benchmarks.peers.uvicorn_alone", "asyncio alone": "benchmarks.peers.bare_protocol"}
#: Of a frame that a server sends in 21 µs, 22 may be spent: so much more than plain uvicorn.
MORE_THAN_UVICORN = 22 / 21
#: Until 99 of 100 viewers have a frame.
MOST_MS = 50.0
LARGE_ROOM = {"DELTAFLOW_LIMIT_VIEWERS_PER_ROOM": "1500"}


@dataclass
class Measured:
    """What was seen in a while.

    Attributes:
        micros: CPU time of the server for each frame.
        arrived: the part of all frames that arrived.
        late: after so many milliseconds 99 of 100 are there, counted from the first viewer that has the same frame.
    """

    micros: float
    arrived: float
    late: float


@dataclass
class Show:
    """A server that shows frames: its process, and how a viewer joins."""

    pid: int
    port: int
    viewer: Callable[[int, Arrivals], Watcher]


def measure() -> list[Row]:
    """Let a class of 100 watch at 60 frames a second, then more viewers at fewer."""
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in PEERS}
    for _ in range(ROUNDS):
        for name, module in PEERS.items():
            theirs[name].append(asyncio.run(_watched(_peer(module, 60), 100, 60)).micros)
        ours.append(asyncio.run(_watched(_deltaflow(60), 100, 60)).micros)
    alone = asyncio.run(_watched(_deltaflow(60), 1, 60)).micros
    note = f"{alone / 100:.0f} µs of it the room itself, which costs the same with one viewer"
    rows = [_row("100 viewers", ours, theirs, note), *(_row(name, theirs[name], theirs) for name in PEERS)]
    for viewers, per_second in ((300, 30), (1000, 20)):
        seen = asyncio.run(_watched(_deltaflow(per_second), viewers, per_second))
        what = f"{viewers} viewers at {per_second} a second, frames that arrive"
        goal = Goal("at least 99 %", seen.arrived >= 0.99)
        rows.append(Row(what, seen.arrived * 100, "%", f"{seen.micros:.0f} µs of CPU for each", goals=[goal]))
        what = f"{viewers} viewers, from the first to 99 of 100"
        rows.append(Row(what, seen.late, "ms", at_most=MOST_MS))
    return rows


def _row(name: str, micros: list[float], theirs: dict[str, list[float]], note: str = "") -> Row:
    """Put what a frame costs one of them beside what it costs the peers."""
    ratios = {
        peer: statistics.median(mine / its for mine, its in zip(micros, found, strict=True))
        for peer, found in theirs.items()
    }
    goal = Goal(f"at most {MORE_THAN_UVICORN:.2f} × uvicorn alone", ratios["uvicorn alone"] <= MORE_THAN_UVICORN)
    return Row(
        f"{name}, CPU for each frame",
        statistics.median(micros),
        "µs",
        note,
        goals=[] if name in PEERS else [goal],
        spread=(min(micros), max(micros)),
        ratios=ratios,
    )


async def _watched(shown: AbstractAsyncContextManager[Show], viewers: int, per_second: int) -> Measured:
    """Count what arrives at so many viewers."""
    async with shown as server, AsyncExitStack() as stack:
        watchers, arrivals = [], Arrivals()
        for number in range(viewers):
            watcher = server.viewer(number, arrivals)
            await asyncio.get_running_loop().create_connection(lambda: watcher, "127.0.0.1", server.port)  # noqa: B023
            stack.callback(watcher.close)
            watchers.append(watcher)
        await asyncio.sleep(2.0)
        process = psutil.Process(server.pid)
        arrivals.late.clear()
        frames, before = sum(each.frames for each in watchers), process.cpu_times()
        await asyncio.sleep(SECONDS)
        frames, after = sum(each.frames for each in watchers) - frames, process.cpu_times()
    used = after.user + after.system - before.user - before.system
    late = np.percentile(arrivals.late, 99) * 1e3
    return Measured(used / frames * 1e6, frames / (viewers * per_second * SECONDS), float(late))


@asynccontextmanager
async def _deltaflow(per_second: int) -> AsyncIterator[Show]:
    """A room that plays so many iterations a second."""
    with (
        tempfile.TemporaryDirectory() as rooms,
        RunningServer(Path(rooms), "--numpy-only", settings=LARGE_ROOM) as server,
    ):
        room = await new_room(server.url, example="mazur")
        async with Visitor.of(server.url, room) as teacher:
            listening = asyncio.create_task(teacher.listen())
            await teacher.say("set_speed", unit="iteration", per_second=per_second)
            await teacher.say("play")
            hello = {"type": "hello", "protocol": 2, "key": None}
            path, host = f"/r/{room['room']}/ws", urlsplit(server.url).netloc
            yield Show(
                server.process.pid,
                urlsplit(server.url).port or 80,
                lambda n, arrivals: Watcher(path, host, {**hello, "client": f"phone {n}"}, arrivals),
            )
            listening.cancel()


@asynccontextmanager
async def _peer(module: str, per_second: int) -> AsyncIterator[Show]:
    """A peer, which runs as a process of its own."""
    command = [sys.executable, "-m", module, str(per_second)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        line = await process.stdout.readline() if process.stdout else b""
        address = urlsplit(line.decode().strip())
        yield Show(
            process.pid, address.port or 80, lambda _, arrivals: Watcher("/ws", address.netloc, arrivals=arrivals)
        )
    finally:
        process.kill()
        await process.wait()
