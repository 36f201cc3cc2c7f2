"""The peer of /predict: the endpoint as FastAPI's documentation would have one write it, with pydantic's models.

Run as `python -m benchmarks.peers.fastapi_alone CHECKS`: `checked` has the checks of a request's host, origin, size and
rate that the real one has, and answers errors like it; `bare` has none. It prints its address.
"""

import socket
import sys

import uvicorn
from fastapi import Depends, FastAPI, Request
from starlette.middleware import Middleware

from core.examples import EXAMPLES
from core.forward import forward
from server.rates import Rates
from server.rest.dependencies import limit_rate
from server.rest.errors import HANDLERS
from server.rest.models import Layer, PredictAnswer, PredictRequest, Source
from server.rest.networks import read_network
from server.security import BodyLimit, KnownCallers, SecurityHeaders
from server.settings import Settings
from server.turns import Turns


async def predict(body: PredictRequest) -> PredictAnswer:
    """Carry an input through the example's network, or through one sent along."""
    network = EXAMPLES["mazur"].network if body.network is None else read_network(body.network)
    passed = forward(network, body.x)
    layers = [Layer(z=z.tolist(), a=a.tolist()) for z, a in zip(passed.z, passed.a, strict=True)]
    source = Source(kind="network" if body.network else "example", id=None, iteration=None)
    return PredictAnswer(y=layers[-1].a, layers=layers, source=source)


async def limited(request: Request) -> None:
    """Let a client pass as often as it may; what is no coroutine FastAPI would give to a thread: a fifth more."""
    limit_rate(request)


def bare() -> FastAPI:
    """Nothing but the endpoint."""
    app = FastAPI()
    app.post("/api/v1/predict")(predict)
    return app


def checked(port: int) -> FastAPI:
    """The endpoint behind the checks that every request to Deltaflow passes."""
    settings = Settings(port=port, rate_per_second=1e6, rate_burst=1_000_000)
    app = FastAPI(
        middleware=[
            Middleware(SecurityHeaders, policy=lambda: "default-src 'none'"),
            Middleware(KnownCallers, settings=settings),
            Middleware(BodyLimit, limit=settings.max_body),
        ],
        exception_handlers={**HANDLERS},
    )
    app.state.rates, app.state.turns = Rates(settings.rate_per_second, settings.rate_burst), Turns()
    app.post("/api/v1/predict", dependencies=[Depends(limited)])(predict)
    return app


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    chosen = checked(listener.getsockname()[1]) if sys.argv[1] == "checked" else bare()
    config = uvicorn.Config(chosen, log_level="warning", access_log=False, server_header=False)
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[listener])
