"""A real server for tests and benchmarks: `python -m server` as a process of its own, on a free port."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tools.launch import listen, start, wait_for_page


class RunningServer:
    """A server that listens on 127.0.0.1 until it is stopped.

    Args:
        state_dir: where it keeps rooms; another server started with the same one takes them over.
        port: the port, 0 for a free one.
        options: further options of `python -m server`.

    Raises:
        RuntimeError: it ended instead of answering; the message carries what it printed.
    """

    def __init__(
        self, state_dir: Path, *options: str, port: int = 0, settings: Mapping[str, str] | None = None
    ) -> None:
        self.lines: list[str] = []
        arguments = ["--port", str(port), "--state-dir", str(state_dir), *options]
        self.process: subprocess.Popen[str] = start(Path(sys.executable), arguments, settings)
        page = wait_for_page(self.process, listen(self.process, self.lines.append))
        if page is None:
            raise RuntimeError(f"the server ended with {self.process.returncode}:\n{''.join(self.lines)}")
        self.page = page
        self.url = "{0.scheme}://{0.netloc}".format(urlsplit(page))
        self.port = urlsplit(page).port

    def stop(self) -> int:
        """End it the way Ctrl-C does, or by force if it does not obey; return its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self.process.kill()
        self.process.wait(timeout=15)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.stop()
