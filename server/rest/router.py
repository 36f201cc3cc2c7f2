"""Everything below /api/v1, and the health check beside it."""

from fastapi import APIRouter, FastAPI

from server.rest import (
    article,
    compare,
    data,
    datasets,
    documentation,
    examples,
    exports,
    gradient_check,
    initial,
    iterations,
    landscape,
    learning_curve,
    links,
    predict,
    records,
    rooms,
    step,
    sweep,
    train,
    views,
)
from server.rest.models import Health
from server.rest.responses import ALWAYS
from server.rest.strict import QuickRoute

PREFIX = "/api/v1"

_PARTS = (
    predict,
    step,
    train,
    gradient_check,
    sweep,
    records,
    data,
    datasets,
    examples,
    initial,
    rooms,
    iterations,
    landscape,
    compare,
    views,
    learning_curve,
    exports,
    links,
    article,
)

health = APIRouter()


@health.get("/healthz", summary="Ask whether the server is there")
async def healthz() -> Health:
    """Answer; it touches nothing, so that it can be asked often."""
    return Health(status="ok")


def quick_routes() -> dict[str, QuickRoute]:
    """The routes that `Quick` answers for, by their whole paths."""
    routes = (route for part in _PARTS for route in part.router.routes)
    return {PREFIX + route.path: route for route in routes if isinstance(route, QuickRoute)}


def install(app: FastAPI) -> None:
    """Add the API, its OpenAPI document and its documentation page to `app`."""
    for part in _PARTS:
        app.include_router(part.router, prefix=PREFIX, responses=ALWAYS)
    app.include_router(health)
    app.include_router(documentation.router, prefix=PREFIX)
