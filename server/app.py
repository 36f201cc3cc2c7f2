"""Puts the server together: settings in, one ASGI application out."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import lru_cache, partial

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.routing import Route

from server import __version__, errors, live, pages
from server.assets import Assets
from server.banner import ClassRoom
from server.files import StaticFiles
from server.hub import Hub
from server.moment import Moment
from server.paths import STATIC
from server.quick import Quick
from server.rates import Rates
from server.rest import router as rest
from server.rest.article import ArticleNumbers
from server.rest.data import LARGEST_DATA
from server.rest.moment_models import LARGEST_MOMENT
from server.rest.trained import TrainedExamples
from server.security import BodyLimit, KnownCallers, SecurityHeaders
from server.settings import Settings
from server.store import Keep, Store
from server.turns import Turns

LARGER_BODIES = {
    "/api/v1/rooms": LARGEST_MOMENT,
    "/api/v1/data": LARGEST_DATA,
    "/api/v1/data/preview": LARGEST_DATA,
}
"""Bytes of the bodies that may have more than others."""


def create_app(settings: Settings) -> FastAPI:
    """Build the application; it starts and stops the rooms with its lifespan.

    Args:
        settings: how it runs. `settings.port` must be the real one, as the Host check is exact.
    """
    assets = _assets_now(reload=settings.reload)

    def policy() -> str:
        return assets().policy

    app = FastAPI(
        title="Deltaflow",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        middleware=[
            Middleware(SecurityHeaders, policy=policy, embedders=settings.embedders),
            Middleware(KnownCallers, settings=settings),
            Middleware(BodyLimit, limit=settings.max_body, larger=LARGER_BODIES),
            Middleware(Quick, routes=rest.quick_routes()),
        ],
    )
    app.state.settings = settings
    app.state.hub = Hub(settings.limits, _store(settings))
    app.state.class_room = None
    app.state.pages = pages.Pages(assets, reload=settings.reload)
    app.state.rates = Rates(settings.rate_per_second, settings.rate_burst)
    app.state.turns = Turns()
    app.state.trained = TrainedExamples()
    app.state.article = ArticleNumbers()
    errors.install(app)
    rest.install(app)
    app.include_router(live.router)
    app.include_router(pages.router)
    files = StaticFiles(assets, lasting=not settings.reload)
    app.router.routes.append(Route("/static/{name:path}", files.answer, include_in_schema=False))
    return app


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
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Run the rooms; in a class, make its room first."""
    hub, settings = app.state.hub, app.state.settings
    await hub.start()
    try:
        if settings.lan:
            room, key = await hub.create(Moment.of_example(settings.example), lasting=True)
            app.state.class_room = ClassRoom(room.id, key)
        yield
    finally:
        await hub.stop()
        await asyncio.to_thread(app.state.turns.close)
