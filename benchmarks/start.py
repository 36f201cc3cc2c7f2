"""Start: how soon a page is there.

The server is started as `run.py` starts it once everything is installed, and asked for the main page as soon as it says
where it listens; then for a first answer of the API, which is loaded after that. The rooms it begins with are none, and
Python has compiled all modules before. Its peer, in turn with it, imports fastapi, numpy and jinja2, and ends.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from time import perf_counter

from benchmarks.report import Row
from tools.environment import ROOT
from tools.launch import ADDRESS

TITLE = "Start"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()

ROUNDS = 7
AT_MOST = 0.7
PAGE, API, PEER = "the first page", "the API's first answer", "imports alone"
#: Python keeps what it compiles.
KEEPING = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure() -> list[Row]:
    """Start it again and again, in turn with its peer."""
    found: dict[str, list[float]] = {PAGE: [], API: [], PEER: []}
    _start()
    for _ in range(ROUNDS):
        page, api = _start()
        found[PAGE].append(page)
        found[API].append(api)
        found[PEER].append(_imports())
    return [
        Row(
            what,
            statistics.median(seconds),
            "s",
            at_most=AT_MOST if what == PAGE else None,
            spread=(min(seconds), max(seconds)),
            ratios={PEER: statistics.median(own / its for own, its in zip(seconds, found[PEER], strict=True))},
            ours=what != PEER,
        )
        for what, seconds in found.items()
    ]


def _start() -> tuple[float, float]:
    """Seconds from the command to the main page, whole, and to an answer of the API.

    Raises:
        RuntimeError: the server ended instead.
    """
    with tempfile.TemporaryDirectory() as rooms:
        command = [sys.executable, "-m", "server", "--port", "0", "--state-dir", rooms]
        begun = perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=KEEPING, stdout=subprocess.PIPE, encoding="utf-8") as process:
            try:
                said = map(ADDRESS.search, process.stdout or ())
                address = next((found[0] for found in said if found), None)
                if address is None:
                    raise RuntimeError(f"the server ended with {process.wait()}")
                return _answered(address) - begun, _answered(f"{address}healthz") - begun
            finally:
                process.terminate()


def _answered(address: str) -> float:
    """Ask for something, and tell when it is there."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        answer.read()
    return perf_counter()


def _imports() -> float:
    begun = perf_counter()
    subprocess.run([sys.executable, "-c", "import fastapi, numpy, jinja2"], check=True, env=KEEPING)
    return perf_counter() - begun
