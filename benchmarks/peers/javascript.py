"""The network of objects in Node: a child process that takes turns with the others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.peers.running import Run, Runner, Unable, conversation

PROGRAM = Path(__file__).with_name("playground.mjs")


@contextmanager
def node(case: Case, *arguments: str) -> Iterator[Runner]:
    """One process per case: the engine sees the functions of this case only, as in a page; arguments as there."""
    program = shutil.which("node")
    if program is None:
        raise Unable("not installed: Node.js")
    told = json.dumps(case.as_dict())
    with conversation([program, PROGRAM, *arguments], told, lambda line: Run(**json.loads(line))) as run:
        yield run
