"""The API, loaded once the server is there: it takes nearly as long as everything else, and no page waits for it."""

import asyncio

from starlette.datastructures import State
from starlette.types import ASGIApp, Receive, Scope, Send


class LateApi:
    """Lets requests wait until the API is loaded, and then passes them on to it.

    Args:
        state: the site's, which the API shares.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._api: ASGIApp | None = None
        self._loading = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request to the API."""
        api = self._api or await self.load()
        await api(scope, receive, send)

    async def load(self) -> ASGIApp:
        """Load the API in a thread, once, whoever asks first."""
        async with self._loading:
            if self._api is None:
                self._api = await asyncio.to_thread(_load, self._state)
        return self._api


def _load(state: State) -> ASGIApp:
    from server.rest.application import create_api  # noqa: PLC0415 -- this is what takes long

    return create_api(state)
