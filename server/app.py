"""Puts the server together: settings in, one ASGI application out."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache

from fastapi import FastAPI
from starlette.middleware import Middleware

from server import __version__, pages
from server.assets import Assets, HashedFiles
from server.paths import STATIC
from server.security import BodyLimit, KnownCallers, SecurityHeaders
from server.settings import Settings


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
            Middleware(SecurityHeaders, policy=policy),
            Middleware(KnownCallers, settings=settings),
            Middleware(BodyLimit, limit=settings.max_body),
        ],
    )
    app.state.settings = settings
    app.state.class_room = None
    app.state.hub = {}
    app.state.pages = pages.Pages(assets, reload=settings.reload)
    app.include_router(pages.router)
    app.mount("/static", HashedFiles(assets(), lasting=not settings.reload), name="static")
    return app


def _assets_now(*, reload: bool) -> Callable[[], Assets]:
    """Scan static/ once, or anew for every use while somebody works on it."""

    def scan() -> Assets:
        return Assets.scan(STATIC)

    return scan if reload else cache(scan)


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield
