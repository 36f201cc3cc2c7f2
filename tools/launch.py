"""Start the server in its own environment, wait until it answers, and open the page."""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from tools import environment
from tools.report import Problem, say

ADDRESS = re.compile(r"https?://[^\s<>\"']+")
SECONDS_TO_ANSWER = 60.0


def main(arguments: Sequence[str]) -> int:
    """Run `python3 run.py [--fast] [--no-browser] [options of the server]`; return the exit code as a shell has it."""
    parser = argparse.ArgumentParser(prog="run.py", add_help=False, allow_abbrev=False)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--no-browser", action="store_true")
    own, options = parser.parse_known_args(arguments)
    if {"-h", "--help"} & set(options):
        print((sys.modules["__main__"].__doc__ or "").strip(), end="\n\n", flush=True)
    server = start(environment.ensure("fast" if own.fast else "app"), options)
    pass_on_signals(server)
    page = wait_for_page(server, listen(server, echo))
    if page and not own.no_browser:
        show(page)
    code = server.wait()
    return code if code >= 0 else 128 - code


def start(python: Path, options: Sequence[str], settings: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start the server, its output going into a pipe.

    It gets a process group of its own: with ours, Ctrl-C would reach it from the terminal and again from
    `pass_on_signals`, and it takes the second one as an order to drop its connections.
    """
    return subprocess.Popen(
        [str(python), "-m", "server", *options],
        cwd=environment.ROOT,
        env={**os.environ, **(settings or {}), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        process_group=None if os.name == "nt" else 0,
    )


def pass_on_signals(server: subprocess.Popen[str]) -> None:
    """Stop the server when this program is told to stop; Windows tells both by itself."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if os.name != "nt":
            server.send_signal(signal.SIGINT if number == signal.SIGINT else signal.SIGTERM)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), pass_on)


def listen(server: subprocess.Popen[str], hear: Callable[[str], object]) -> queue.SimpleQueue[str]:
    """Hand each line the server prints to `hear`, in a thread; return the queue of the addresses in them."""
    addresses: queue.SimpleQueue[str] = queue.SimpleQueue()

    def relay() -> None:
        with server.stdout or contextlib.nullcontext(()) as lines:
            for line in lines:
                hear(line)
                for address in ADDRESS.findall(line):
                    addresses.put(address.rstrip(".,;)"))

    threading.Thread(target=relay, daemon=True).start()
    return addresses


def echo(line: str) -> None:
    """Print a line as it came; what this terminal has no letters for is left out."""
    with contextlib.suppress(UnicodeEncodeError):
        print(line, end="", flush=True)


def wait_for_page(server: subprocess.Popen[str], addresses: queue.SimpleQueue[str]) -> str | None:
    """Return the page to open as soon as the server answers, or None when it has ended instead.

    Raises:
        Problem: it neither answers nor ends.
    """
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    seen: list[str] = []
    while server.poll() is None:
        with contextlib.suppress(queue.Empty):
            seen.append(addresses.get(timeout=0.02 if seen else 0.1))  # those of one start are told together
            continue
        if seen and answers(seen[0]):
            return best(seen)
        if time.monotonic() > deadline:
            server.terminate()
            raise Problem(f"the server has not answered within {SECONDS_TO_ANSWER:.0f} seconds; it was stopped.")
    return None


def best(addresses: Sequence[str]) -> str:
    """Choose the page of who started the server: the link that carries a key, if there is one, else the first."""
    return next((address for address in addresses if urlsplit(address).fragment), addresses[0])


def answers(address: str) -> bool:
    """Tell whether the page at `address` is there. A proxy is never asked: the server is on this computer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def show(page: str) -> None:
    """Open the page in the browser, or say where it is on a computer without a screen."""
    screen = (
        os.name == "nt" or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if not screen or not webbrowser.open(page):
        say(f"open {page} in a browser")
