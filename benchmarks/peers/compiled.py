"""The same in C, compiled with -O2 by the machine's compiler: `scalar.c` for the 2-2-2 network, else `batches.c`."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.cases import CASES, Case
from benchmarks.peers.running import Run, Runner, Unable, conversation

#: As batches.c numbers them.
ACTIVATIONS = ("tanh", "identity", "softmax")


@contextmanager
def c(case: Case) -> Iterator[Runner]:
    """Loops over doubles, without vectors."""
    if shutil.which("cc") is None:
        raise Unable("not installed: a C compiler")
    with tempfile.TemporaryDirectory() as folder:
        if case is CASES["2-2-2"]:
            program = _compile("scalar.c", folder)
            yield lambda count: _run(subprocess.check_output([program, str(count)], text=True))
            return
        program = _compile("batches.c", folder)
        with conversation([program], " ".join(map(str, _numbers(case))), _run) as run:
            yield run


def _compile(source: str, folder: str) -> Path:
    program = Path(folder) / "program"
    subprocess.run(["cc", "-O2", "-o", program, Path(__file__).with_name(source), "-lm"], check=True)
    return program


def _run(told: str) -> Run:
    seconds, error = map(float, told.split())
    return Run(seconds, error)


def _numbers(case: Case) -> list[float]:
    """A case in the order in which batches.c reads it."""
    setup, network = case.setup, case.setup.network
    functions = [ACTIVATIONS.index(function.name) for function in network.activations]
    data = np.concatenate([network.vector, setup.x.ravel(), setup.target.ravel()])
    return [len(functions), *network.sizes, *functions, setup.rows, case.batch, setup.eta, *data.tolist()]
