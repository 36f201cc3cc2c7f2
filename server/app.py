"""Puts the server together: settings in, one ASGI application out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache, partial

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from server import live, pages
from server.api import LateApi
from server.assets import Assets
from server.banner import ClassRoom
from server.errors import HANDLERS
from server.files import StaticFiles
from server.hub import Hub
from server.moment import Moment
from server.paths import STATIC
from server.rates import Rates
from server.security import BodyLimit, KnownCallers, SecurityHeaders
from server.settings import Settings
from server.store import Keep, Store
from server.turns import Turns


class Application:
    """Everything the server answers, as one ASGI application: the site and the API, behind the same checks.

    Args:
        settings: how it runs. `settings.port` must be the real one, as the Host check is exact.

    Attributes:
        state: what lasts as long as the application, the site's and the API's.
        site: the pages, their files and the rooms' websockets; its lifespan starts and stops the rooms.
        api: everything below /api, and the health check.
    """

    def __init__(self, settings: Settings) -> None:
        assets = _assets_now(reload=settings.reload)
        self.site = _site(settings, assets)
        self.state: State = self.site.state
        self.api = LateApi(self.state)
        self._checked = SecurityHeaders(
            KnownCallers(self._parted, settings), lambda: assets().policy, settings.embedders
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, serve a websocket, or run the lifespan."""
        await self._checked(scope, receive, send)

    async def _parted(self, scope: Scope, receive: Receive, send: Send) -> None:
        of_api = scope["type"] == "http" and (scope["path"].startswith("/api/") or scope["path"] == "/healthz")
        await (self.api if of_api else self.site)(scope, receive, send)


def _site(settings: Settings, assets: Callable[[], Assets]) -> Starlette:
    files = StaticFiles(assets, lasting=not settings.reload)
    site = Starlette(
        routes=[*live.ROUTES, *pages.ROUTES, Route("/static/{name:path}", files.answer)],
        exception_handlers={**HANDLERS},
        lifespan=_lifespan,
        middleware=[Middleware(BodyLimit, limit=settings.max_body)],
    )
    site.state.settings = settings
    site.state.hub = Hub(settings.limits, _store(settings))
    site.state.class_room = None
    site.state.pages = pages.Pages(assets, reload=settings.reload)
    site.state.rates = Rates(settings.rate_per_second, settings.rate_burst)
    site.state.turns = Turns()
    return site


def _store(settings: Settings) -> Store:
    """Keep rooms where the settings say; the file is opened when the application starts."""
    path = None if settings.state_dir is None else settings.state_dir / "rooms.sqlite"
    limits = settings.limits
    return Store(path, Keep(limits.keep_days, limits.keep_rooms, limits.keep_megabytes))


def _assets_now(*, reload: bool) -> Callable[[], Assets]:
    """Scan static/ once, or after every change while somebody works on it."""
    if not reload:
        return partial(_assets, lasting=True)
    return lambda: _assets(lasting=False, changed=max(path.stat().st_mtime_ns for path in [STATIC, *STATIC.rglob("*")]))


@lru_cache(maxsize=2)
def _assets(*, lasting: bool, changed: int = 0) -> Assets:  # noqa: ARG001 -- another time of change is another scan
    return Assets.scan(STATIC, lasting=lasting)


@asynccontextmanager
async def _lifespan(site: Starlette) -> AsyncIterator[None]:
    """Run the rooms; in a class, make its room first."""
    state = site.state
    hub, settings = state.hub, state.settings
    await hub.start()
    try:
        if settings.lan:
            room, key = await hub.create(Moment.of_example(settings.example), lasting=True)
            state.class_room = ClassRoom(room.id, key)
        yield
    finally:
        await hub.stop()
        await asyncio.to_thread(state.turns.close)
