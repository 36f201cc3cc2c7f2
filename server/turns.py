"""Work of many clients on few threads: one piece of each at a time, so who asks for much waits for himself."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

THREADS: Final = 2
"""Python computes on one thread at a time, so more would only wait for each other, and the event loop for all."""

MOST_WAITING: Final = 64
"""Of one client; a page asks for a few things at once."""


class BusyError(Exception):
    """This client has as much work waiting as it may."""


class GoneError(Exception):
    """Nobody waits for it any more."""


class Turns:
    """Runs work in threads, one piece after the other of each client, round and round.

    Args:
        threads: of how many clients a piece runs at once.
        most_waiting: how many pieces of one client may wait.
    """

    def __init__(self, threads: int = THREADS, most_waiting: int = MOST_WAITING) -> None:
        self._threads = ThreadPoolExecutor(threads, "compute")
        self._free = threads
        self._most_waiting = most_waiting
        self._running = set[str]()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def run(
        self,
        client: str,
        work: Callable[[], T],
        *,
        begun: bool = False,
        gone: Callable[[], Awaitable[bool]] | None = None,
    ) -> T:
        """Run a piece of work when it is its turn.

        Args:
            client: whose work it is.
            work: blocks its thread only.
            begun: whether it goes on with what was let in before, which is not refused half-way.
            gone: asked when its turn comes after a while, whether nobody waits for it any more.

        Raises:
            BusyError: too much of this client waits already.
            GoneError: nobody waits for it any more; it was not begun.
        """
        waited = await self._turn(client, begun=begun)
        try:
            if waited and gone is not None and await gone():
                raise GoneError
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._end(client)

    def close(self) -> None:
        """Let the threads end; blocks until what runs has run."""
        self._threads.shutdown()

    async def _turn(self, client: str, *, begun: bool) -> bool:
        """Wait for a turn, and tell whether it took a while."""
        if self._free and client not in self._running:
            self._begin(client)
            return False
        queue = self._waiting.setdefault(client, deque())
        if len(queue) >= self._most_waiting and not begun:
            raise BusyError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came too late
                self._end(client)
            raise
        return True

    def _begin(self, client: str) -> None:
        self._free -= 1
        self._running.add(client)

    def _end(self, client: str) -> None:
        """Give the turn to the client that has waited for longest since its last one, and runs nothing."""
        self._free += 1
        self._running.remove(client)
        for waits in [each for each in self._waiting if each not in self._running]:
            queue = self._waiting.pop(waits)
            while queue and self._free and waits not in self._running:
                turn = queue.popleft()
                if not turn.done():
                    self._begin(waits)
                    turn.set_result(None)
            if queue:
                self._waiting[waits] = queue
            if not self._free:
                return
