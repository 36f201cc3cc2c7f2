"""When rooms get their turns, with rooms that only count them."""

import asyncio
from contextlib import suppress
from itertools import pairwise
from math import inf

from server.scheduler import Scheduler


class Counting:
    """A room that is due when the test says so; what it does wakes the scheduler, as that of a real one does."""

    def __init__(self, dues):
        self.dues = iter(dues)
        self.at = next(self.dues)
        self.asked = 0
        self.ticks = []

    def due(self, now):
        self.asked += 1
        return max(self.at, now)

    def tick(self):
        self.ticks.append(Counting.turns)
        self.at = next(self.dues, inf)
        Counting.scheduler.wake()

    turns = 0
    scheduler = None


async def run(rooms, until, during=None):
    """Let rooms have their turns until something holds; count the turns of the event loop meanwhile."""
    Counting.turns, Counting.scheduler = 0, Scheduler(lambda: rooms, asyncio.get_running_loop().time)
    task = asyncio.create_task(Counting.scheduler.run())
    async with asyncio.timeout(5):
        while not until():
            await asyncio.sleep(0)
            Counting.turns += 1
            if during:
                during()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def test_rooms_at_full_speed_leave_turns_to_everybody_else_after_each_slice():
    async def scenario():
        rooms = [Counting([0.0] * 5), Counting([0.0] * 5)]
        await run(rooms, lambda: len(rooms[1].ticks) == 5)
        ticks = sorted(rooms[0].ticks + rooms[1].ticks)
        assert all(later - earlier >= 8 for earlier, later in pairwise(ticks))

    asyncio.run(scenario())


def test_what_a_slice_changes_is_no_news():
    async def scenario():
        now = asyncio.get_running_loop().time()
        room = Counting([now + 0.01 * number for number in range(5)])
        await run([room], lambda: len(room.ticks) == 5)
        assert room.asked <= 4 * len(room.ticks), "once before each slice, once after it, and a timer may ring early"

    asyncio.run(scenario())


def test_a_room_that_becomes_due_is_heard():
    async def scenario():
        room = Counting([inf])

        def command():
            if Counting.turns == 20:
                room.at = 0.0
                Counting.scheduler.wake()

        await run([room], lambda: room.ticks, command)

    asyncio.run(scenario())
