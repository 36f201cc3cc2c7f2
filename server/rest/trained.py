"""The examples' networks after any number of updates, trained once and shared by all requests."""

import asyncio

from core.examples import Example
from core.history import History
from core.network import Network
from core.setup import Setup
from server.rest.compute import off_the_loop


class TrainedExamples:
    """Keeps one history per example; only one request at a time trains it, and none blocks the event loop."""

    def __init__(self) -> None:
        self._histories: dict[str, History] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def network_at(self, example: Example, iteration: int) -> Network:
        """Give the example's network after `iteration` updates, training it that far where it is not yet.

        Raises:
            DivergenceError: it cannot be trained that far.
        """
        async with self._locks.setdefault(example.id, asyncio.Lock()):
            return await off_the_loop(self._at, example, iteration)

    def _at(self, example: Example, iteration: int) -> Network:
        history = self._histories.get(example.id)
        if history is None:
            history = History(Setup(example.network, example.x, example.target, example.eta))
            self._histories[example.id] = history
        if iteration > history.trained_to:
            history.train(iteration - history.trained_to)
        return history.at(iteration)
