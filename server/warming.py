"""Has training compiled once the server is there, beside everything else; else, and until then, numpy trains."""

import asyncio
import gc
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from core import compiled

_BEGIN_SECONDS: Final = 2.0
"""By then the browser that was opened at the start has its page."""

_COMPILE: Final = "import os; getattr(os, 'nice', int)(10); from core.compiled import prepare; prepare()"


async def warm_up(say: Callable[[str], object]) -> None:
    """Compile training, and say so; cancel to give up.

    Compiling is left to a process of its own, at low priority, which puts the result into numba's cache: here it would
    compete with the event loop for seconds. A thread reads it from there.

    Args:
        say: takes what a person should know, a line.
    """
    if find_spec("numba") is None:
        return
    await asyncio.sleep(_BEGIN_SECONDS)
    with suppress(OSError, NotImplementedError):  # without processes the thread compiles
        await _compile_apart()
    try:
        await asyncio.to_thread(compiled.prepare)
    except Exception as error:  # noqa: BLE001 -- whatever is wrong with numba, the server runs without it
        say(f"  numba is installed and does not work here, so numpy trains: {error!r}\n")
        return
    gc.freeze()  # as after the start: nobody should wait until all that numba keeps is looked through
    say(f"  Long training is compiled from now on, with numba {version('numba')}.\n")


async def _compile_apart() -> None:
    """Run the compiling process, and end it if nobody waits for it any more."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _COMPILE,
        cwd=Path(compiled.__file__).parents[1],
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
