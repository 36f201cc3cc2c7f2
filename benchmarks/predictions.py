"""Single predictions: what one of POST /predict costs the server.

32 connections ask again and again, each as soon as it has its answer; they are in one process, the server is in
another. Its peers, in turn with it, are the endpoint as one writes it with FastAPI and pydantic, once with the checks
of host, origin, size and rate that every request to Deltaflow passes, once without.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from benchmarks.report import Goal, Row
from core.examples import EXAMPLES
from tools.serving import RunningServer

TITLE = "Single predictions"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()

CONNECTIONS = 32
SECONDS = 1.5
ROUNDS = 5
AT_LEAST = 1.6
OURS, CHECKED, BARE = "Deltaflow", "FastAPI, same checks", "FastAPI, no checks"
PEERS = {CHECKED: "checked", BARE: "bare"}
UNLIMITED = {"DELTAFLOW_RATE_PER_SECOND": "1000000", "DELTAFLOW_RATE_BURST": "1000000"}
BODIES: dict[str, dict[str, object]] = {
    "by the example's network": {"x": [0.05, 0.10]},
    "by a network sent along": {"x": [0.05, 0.10], "network": EXAMPLES["mazur"].network.as_dict()},
}


@dataclass(frozen=True)
class Asked:
    """A server that is asked."""

    pid: int
    port: int


class Asker(asyncio.Protocol):
    """A connection that asks the same again whenever it is answered.

    Attributes:
        answers: how many it has had.
    """

    def __init__(self, question: bytes) -> None:
        self.answers = 0
        self._question = question
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(transport)
        self._transport = transport
        transport.write(self._question)

    def data_received(self, data: bytes) -> None:
        """Ask again once the answer is whole.

        Raises:
            RuntimeError: it is none.
        """
        self._rest += data
        head, found, body = self._rest.partition(b"\r\n\r\n")
        if not found:
            return
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(self._rest.decode())
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        if len(body) >= int(length.partition(b":")[2]):
            self.answers += 1
            self._rest = b""
            self._transport.write(self._question)

    def close(self) -> None:
        """End the connection."""
        self._transport.close()


def measure() -> list[Row]:
    """Ask all servers, again and again in turn."""
    with ExitStack() as stack:
        servers = {OURS: stack.enter_context(_deltaflow())}
        servers |= {name: stack.enter_context(_peer(checks)) for name, checks in PEERS.items()}
        return [row for what, body in BODIES.items() for row in _rows(what, body, servers)]


def _rows(what: str, body: dict[str, object], servers: dict[str, Asked]) -> list[Row]:
    micros: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(ROUNDS):
        for name, server in servers.items():
            micros[name].append(asyncio.run(_asked(server, json.dumps(body).encode())))
    ratios = {
        name: {peer: statistics.median(map(_ratio, micros[peer], found)) for peer in PEERS}
        for name, found in micros.items()
    }
    return [
        Row(
            name,
            statistics.median(found),
            "µs of CPU",
            goals=[Goal(f"at least {AT_LEAST} × {CHECKED}", ratios[name][CHECKED] >= AT_LEAST)] * (name == OURS),
            spread=(min(found), max(found)),
            ratios=ratios[name],
            table=what.capitalize(),
            ours=name == OURS,
        )
        for name, found in micros.items()
    ]


def _ratio(peer: float, own: float) -> float:
    return peer / own


async def _asked(server: Asked, body: bytes) -> float:
    """CPU time of the server for each answer, in microseconds."""
    head = f"POST /api/v1/predict HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    askers = [Asker(head.encode() + body) for _ in range(CONNECTIONS)]
    for asker in askers:
        await asyncio.get_running_loop().create_connection(lambda: asker, "127.0.0.1", server.port)  # noqa: B023
    await asyncio.sleep(SECONDS / 5)
    process = psutil.Process(server.pid)
    answers, before = sum(asker.answers for asker in askers), process.cpu_times()
    await asyncio.sleep(SECONDS)
    answers, after = sum(asker.answers for asker in askers) - answers, process.cpu_times()
    for asker in askers:
        asker.close()
    return (after.user + after.system - before.user - before.system) / answers * 1e6


@contextmanager
def _deltaflow() -> Iterator[Asked]:
    with (
        tempfile.TemporaryDirectory() as rooms,
        RunningServer(Path(rooms), "--numpy-only", settings=UNLIMITED) as server,
    ):
        yield Asked(server.process.pid, server.port or 80)


@contextmanager
def _peer(checks: str) -> Iterator[Asked]:
    """A peer, which runs as a process of its own."""
    command = [sys.executable, "-m", "benchmarks.peers.fastapi_alone", checks]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            address = urlsplit(process.stdout.readline().strip() if process.stdout else "")
            yield Asked(process.pid, address.port or 80)
        finally:
            process.kill()
