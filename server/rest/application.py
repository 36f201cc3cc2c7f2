"""The API as an application of its own, FastAPI's: the only module through which the rest of the server has it."""

from typing import Final

from fastapi import FastAPI
from starlette.datastructures import State
from starlette.middleware import Middleware

from server import __version__
from server.rest import router
from server.rest.article import ArticleNumbers
from server.rest.data import LARGEST_DATA
from server.rest.documentation import Documentation
from server.rest.errors import HANDLERS
from server.rest.moment_models import LARGEST_MOMENT
from server.rest.quick import Quick
from server.rest.trained import TrainedExamples
from server.security import BodyLimit

LARGER_BODIES: Final = {
    "/api/v1/rooms": LARGEST_MOMENT,
    "/api/v1/data": LARGEST_DATA,
    "/api/v1/data/preview": LARGEST_DATA,
}
"""Bytes of the bodies that may have more than others."""


def create_api(state: State) -> FastAPI:
    """Build the API.

    Args:
        state: the site's, shared with it; what only the API needs is added.
    """
    api = FastAPI(
        title="Deltaflow",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers={**HANDLERS},
        telemetry={"tracing": False, "metrics": False, "logs": False},  # else each request asks whether there is any
        middleware=[
            Middleware(BodyLimit, limit=state.settings.max_body, larger=LARGER_BODIES),
            Middleware(Quick, routes=router.quick_routes()),
        ],
    )
    api.state = state
    state.trained = TrainedExamples()
    state.article = ArticleNumbers()
    state.documentation = Documentation(api)
    router.install(api)
    return api
