"""What all tests share: how hypothesis searches, and that browser tests come last."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

from tests.untraced import is_untraced

# Each server of the tests would compile beside them for seconds; tests/server/test_warming.py has one that does.
os.environ.setdefault("DELTAFLOW_NUMPY_ONLY", "yes")

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def cached_loops(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Fill numba's cache, in a process of its own: in this one, coverage looks at each line of numba.

    One process of the run at a time, where there are locks, so that the others find it there.
    """
    code = "from core.compiled import prepare; prepare()"
    with (tmp_path_factory.getbasetemp().parent / "compiling").open("w") as lock:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: Playwright keeps an event loop running, in which no test could start one of its own."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let coverage look away from some tests; pytest-cov's own mark does nothing in the processes of xdist."""
    here, threads = sys.gettrace(), threading.gettrace()
    if here is None or not is_untraced(item.nodeid):
        return (yield)
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    try:
        return (yield)
    finally:
        threading.settrace(threads)  # type: ignore[arg-type]
        sys.settrace(here)
