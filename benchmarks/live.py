"""The live server: how soon a command is answered, alone and beside others.

A server runs as a process of its own, as users start it; its clients are in another one and talk to it over real
sockets. A teacher's room takes a step every 20 ms or so, at uneven times; a step's time is that from sending the
command until its frame is here. It is measured with nobody else there, and while others keep the server busy.
"""

import asyncio
import random
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.report import Goal, Row
from benchmarks.visitor import Visitor, ask, new_room
from tools.serving import RunningServer

TITLE = "The live server"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()

STEPS = 500
EVERY_SECONDS = 0.020
FULL_SPEED = {"unit": "iteration", "per_second": 20_000}
BESIDE_MS, ALONE_MS = 20.0, 10.0  # what 99 of 100 steps may take

LARGE = [16] * 9
WORK = {
    "network": {"sizes": [2, 16, 16, 1], "activations": ["tanh", "tanh", "logistic"], "bias_policy": "per_unit"},
    "x": [[n / 40, (n * 7 % 40) / 40] for n in range(40)],
    "target": [[n % 2] for n in range(40)],
}


@dataclass
class Busy:
    """What else the server does while the steps are taken."""

    words: str
    begin: Callable[[RunningServer, AsyncExitStack], Awaitable[None]]


async def _nothing(server: RunningServer, stack: AsyncExitStack) -> None:
    """Nobody else is there."""


async def _running_room(server: RunningServer, stack: AsyncExitStack) -> None:
    """Another room of the 2-2-2 network plays at full speed."""
    await _at_full_speed(await new_room(server.url, example="mazur"), server, stack)


async def _large_room(server: RunningServer, stack: AsyncExitStack) -> None:
    """Another room, of 8 layers of 16 units, plays at full speed."""
    network = await _drawn(server, LARGE, ["tanh"] * 8)
    x, target = [0.1] * 16, [0.5] * 16
    room = await new_room(server.url, network=network, x=x, target=target, eta=0.01)
    await _at_full_speed(room, server, stack)


async def _seeking_room(server: RunningServer, stack: AsyncExitStack) -> None:
    """Another room seeks its millionth iteration."""
    visitor = await stack.enter_async_context(Visitor.of(server.url, await new_room(server.url, example="mazur")))
    await visitor.say("go_to", iteration=1_000_000, moment=0)
    _beside(stack, visitor.listen())


async def _sweeps(server: RunningServer, stack: AsyncExitStack) -> None:
    """Somebody sweeps 400 cells of eta and start over REST, again and again."""
    network = await _drawn(server, [2, 16, 16, 1], ["tanh", "tanh", "logistic"])
    body = {
        **WORK,
        "network": network,
        "etas": [0.01 * 1.3**n for n in range(20)],
        "initial": {"name": "xavier_uniform"},
        "seeds": list(range(20)),
        "iterations": 100,
    }
    _beside(stack, _again_and_again(server, "sweep", body))


async def _trainings(server: RunningServer, stack: AsyncExitStack) -> None:
    """Eight programs train over REST, again and again."""
    network = await _drawn(server, [2, 16, 16, 1], ["tanh", "tanh", "logistic"])
    body = {**WORK, "network": network, "optimiser": {"name": "adam", "eta": 0.01}, "batch": 8, "iterations": 4000}
    for _ in range(8):
        _beside(stack, _again_and_again(server, "train", body))


BUSY = (
    Busy("nobody else", _nothing),
    Busy("a 2-2-2 room at full speed", _running_room),
    Busy("a room of 8 layers of 16 at full speed", _large_room),
    Busy("a room that seeks a million", _seeking_room),
    Busy("sweeps of 400 cells", _sweeps),
    Busy("8 programs that train", _trainings),
)


def measure() -> list[Row]:
    """Step beside each kind of work."""
    return [asyncio.run(_steps_beside(busy)) for busy in BUSY]


async def _steps_beside(busy: Busy) -> Row:
    async with _server() as server, AsyncExitStack() as stack:
        room = await new_room(server.url, example="mazur")
        teacher = await stack.enter_async_context(Visitor.of(server.url, room))
        await teacher.frame()
        await busy.begin(server, stack)
        await asyncio.sleep(1.0)
        times = []
        for _ in range(STEPS):
            await asyncio.sleep(random.uniform(0.5, 1.5) * EVERY_SECONDS)
            started = perf_counter()
            await teacher.say("step")
            await teacher.frame()
            times.append(perf_counter() - started)
    times = sorted(seconds * 1e3 for seconds in times)
    most = ALONE_MS if busy.begin is _nothing else BESIDE_MS
    slow = times[len(times) * 99 // 100]
    note = f"99 of 100 within {slow:.1f} ms"
    goal = Goal(f"99 of 100 within {most:.0f} ms", slow <= most)
    spread = times[0], times[-1]
    return Row(f"a step beside {busy.words}", statistics.median(times), "ms", note, goals=[goal], spread=spread)


@asynccontextmanager
async def _server() -> AsyncIterator[RunningServer]:
    with tempfile.TemporaryDirectory() as rooms, RunningServer(Path(rooms), "--numpy-only") as server:
        yield server


async def _at_full_speed(room: Mapping[str, str], server: RunningServer, stack: AsyncExitStack) -> None:
    visitor = await stack.enter_async_context(Visitor.of(server.url, room))
    await visitor.say("set_speed", **FULL_SPEED)
    await visitor.say("play")
    _beside(stack, visitor.listen())


async def _drawn(server: RunningServer, sizes: list[int], activations: list[str]) -> dict[str, object]:
    """A network of one's own, its weights drawn."""
    start = await ask(server.url, "initial", {"sizes": sizes, "initial": {"name": "xavier_uniform"}, "seed": 1})
    form = {"sizes": sizes, "activations": activations, "loss": "half_squared_error", "bias_policy": "per_unit"}
    return {**form, "w": start["w"], "b": start["b"]}


async def _again_and_again(server: RunningServer, path: str, body: object) -> None:
    while True:
        await ask(server.url, path, body)


def _beside(stack: AsyncExitStack, work: Awaitable[None]) -> None:
    """Let something run until the stack ends."""
    task = asyncio.ensure_future(work)

    async def end() -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    stack.push_async_callback(end)
