"""The 2-2-2 network in C, compiled with -O2 by the machine's compiler; one process per run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.cases import CASES, Case
from benchmarks.peers.running import Run, Runner, Unable

SOURCE = Path(__file__).with_name("scalar.c")


@contextmanager
def scalar(case: Case) -> Iterator[Runner]:
    """Loops over doubles, without vectors."""
    compiler = shutil.which("cc")
    if case is not CASES["2-2-2"]:
        raise Unable("written for the 2-2-2 network")
    if compiler is None:
        raise Unable("not installed: a C compiler")
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "scalar"
        subprocess.run([compiler, "-O2", "-o", program, SOURCE, "-lm"], check=True)

        def run(count: int) -> Run:
            told = subprocess.run([program, str(count)], check=True, capture_output=True, text=True).stdout
            seconds, error = told.split()
            return Run(float(seconds), float(error))

        yield run
