"""Requests that cost their sender nothing: what they cost us is bounded, and counted here rather than timed."""

import asyncio
import gc
import json
import logging
import socket
import subprocess
import sys

import pytest
import uvicorn
from uvicorn.server import ServerState

from server.app import Application
from server.guard import GuardedHttp
from server.serve import AnnouncingServer, _not_the_peers_fault, listen, uvicorn_config
from server.settings import Settings
from tests.server.clients import client_of
from tests.server.test_guard import Loop, Transport


class Stalled(GuardedHttp):
    """Never answers, so that what a peer sends further on waits."""

    def _start_asgi_task(self, cycle, app) -> None:
        pass


def connected() -> tuple[GuardedHttp, Transport]:
    config = uvicorn.Config(lambda *_: None, lifespan="off")
    config.load()
    protocol = Stalled(config, ServerState(), {}, _loop=Loop())
    transport = Transport()
    protocol.connection_made(transport)
    return protocol, transport


def test_a_header_that_does_not_end_is_cut_off_by_its_size() -> None:
    protocol, transport = connected()
    protocol.data_received(b"GET / HTTP/1.1\r\nHost: here\r\n")
    for number in range(100):
        if transport.state == "aborted":
            break
        protocol.data_received(f"X{number}: {'a' * 4000}\r\n".encode())
    assert 14 <= number <= 18


def test_a_long_body_is_no_header() -> None:
    protocol, transport = connected()
    protocol.data_received(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n")
    for _ in range(100):
        protocol.data_received(b"a" * 4000)
    assert transport.state == "open"


@pytest.mark.parametrize(("requests", "state"), [(30, "open"), (5000, "aborted")])
def test_requests_that_do_not_wait_for_answers_are_few(requests: int, state: str) -> None:
    protocol, transport = connected()
    protocol.data_received(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n" * requests)
    assert transport.state == state
    assert len(protocol.pipeline) <= 32


def problem(body: bytes) -> dict:
    with client_of() as client:
        answer = client.post("/api/v1/predict", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    return answer.json()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"x": [""] * 5000}, "/x/0"),
        ({"x": [1, *[""] * 5000]}, "/x/1"),
        ({"x": [1], "network": {"sizes": [0] * 5000}}, "/network/sizes/0"),
        ({"x": [1], "network": {"w": [[[""] * 3] * 3] * 3}}, "/network/w/0/0/0"),
        ({"x": [1], "network": {"activations": ["?"] * 5000}}, "/network/activations/0"),
    ],
)
def test_of_a_list_only_the_first_wrong_item_is_looked_for(body: dict, pointer: str) -> None:
    field = pointer.rpartition("/")[0].rstrip("/0")
    pointers = [error["pointer"] for error in problem(json.dumps(body).encode())["errors"]]
    assert [found for found in pointers if found.startswith(field)] == [pointer]


def test_an_object_of_thousands_of_fields_is_refused_before_they_are_looked_at() -> None:
    (error,) = problem(json.dumps({str(number): 1 for number in range(5000)}).encode())["errors"]
    assert error == {"pointer": "", "detail": "An object in it has more than 64 fields."}


def test_refused_handshakes_do_not_fill_the_log() -> None:
    def passes(message: str) -> bool:
        return _not_the_peers_fault(logging.LogRecord("uvicorn.error", 40, "", 0, message, None, None))

    assert not passes("ASGI callable returned without completing handshake.")
    assert not passes("Unsupported upgrade request.")
    assert passes("Exception in ASGI application\n")


def test_a_full_class_fits_where_the_system_allows_it() -> None:
    code = (
        "import resource as r; most = r.getrlimit(r.RLIMIT_NOFILE)[1]; r.setrlimit(r.RLIMIT_NOFILE, (200, most));"
        "from server.serve import allow_files; allow_files(210); print(r.getrlimit(r.RLIMIT_NOFILE)[0]);"
        "allow_files(20); print(r.getrlimit(r.RLIMIT_NOFILE)[0]);"
        "r.setrlimit(r.RLIMIT_NOFILE, (200, 205)); allow_files(1000); print(r.getrlimit(r.RLIMIT_NOFILE)[0])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert said.stdout.split() == ["210", "210", "205"], said.stderr


def test_small_writes_leave_at_once() -> None:
    """Without TCP_NODELAY each second write waits some 40 ms for the peer's delayed acknowledgement."""

    async def main() -> int:
        made: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def accept(_, writer: asyncio.StreamWriter) -> None:
            made.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = listen(Settings(port=0, state_dir=None))
        async with await asyncio.start_server(accept, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await asyncio.wait_for(made, 10)

    assert asyncio.run(main()) != 0


def test_the_garbage_collector_does_not_look_at_the_program_itself() -> None:
    """A hundred thousand objects: each full collection held up every room for a tenth of a second."""
    settings = Settings(port=0, state_dir=None)
    app = Application(settings)
    gc.disable()  # as it is until then
    try:
        asyncio.run(AnnouncingServer(uvicorn_config(app, settings), app).prepare())
        frozen, enabled = gc.get_freeze_count(), gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()
    assert frozen > 10_000
    assert enabled
