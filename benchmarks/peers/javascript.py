"""The network of objects in Node: a child process that takes turns with the others."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.peers.running import Run, Runner, Unable

PROGRAM = Path(__file__).with_name("playground.mjs")


@contextmanager
def node(case: Case, *arguments: str) -> Iterator[Runner]:
    """One process per case: the engine sees the functions of this case only, as in a page; arguments as there."""
    program = shutil.which("node")
    if program is None:
        raise Unable("not installed: Node.js")
    with subprocess.Popen(
        [program, PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        asked, answers = child.stdin, child.stdout
        assert asked is not None
        assert answers is not None

        def run(count: int) -> Run:
            asked.write(f"{count}\n")
            asked.flush()
            return Run(**json.loads(answers.readline()))

        asked.write(json.dumps(case.as_dict()) + "\n")
        yield run
