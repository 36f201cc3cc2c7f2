"""A client for the whole application in this process, with its lifespan, as a browser's page would use it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from server.app import Application
from server.settings import Settings

BASE = "http://127.0.0.1:8000"


class Client:
    """Sends requests one after the other, each to its end, on an event loop of its own."""

    def __init__(self, app: Application, runner: asyncio.Runner) -> None:
        self.app = app
        self.runner = runner
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url=BASE)

    def request(self, method: str, path: str, **options) -> httpx.Response:
        return self.runner.run(self.http.request(method, path, **options))

    def get(self, path: str, **options) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options) -> httpx.Response:
        return self.request("POST", path, **options)


@contextmanager
def client_of(**settings) -> Iterator[Client]:
    """Run the application with these settings; rooms are kept in memory only."""
    app = Application(Settings(**{"state_dir": None, **settings}))
    with asyncio.Runner() as runner:
        lifespan = app.site.router.lifespan_context(app.site)
        runner.run(_enter(lifespan))
        client = Client(app, runner)
        try:
            yield client
        finally:
            runner.run(client.http.aclose())
            runner.run(_leave(lifespan))


async def _enter(context) -> None:
    await context.__aenter__()


async def _leave(context) -> None:
    await context.__aexit__(None, None, None)
