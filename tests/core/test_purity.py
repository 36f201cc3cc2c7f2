"""core is numpy and pure standard library, and its floors only look down."""

import ast
import sys
from pathlib import Path

import pytest

import core
import core.datasets

ROOT = Path(core.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
PURE = {
    "__future__",
    "bisect",
    "collections",
    "csv",
    "dataclasses",
    "decimal",
    "functools",
    "itertools",
    "math",
    "operator",
    "re",
    "types",
    "typing",
}
#: What is compiled, and what numba's cache is told of; what several threads may use at once.
EXTRA = {
    "kernels": {"inspect", "numba", "zlib"},
    "kernels_of_one": {"numba"},
    "kernels_of_many": {"numba"},
    "shelf": {"threading", "weakref"},
}


def imports(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def imports_of(path):
    return set(imports(path.read_text(encoding="utf-8")))


def called(source):
    """The plain names a module calls."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {name.id for name in calls if isinstance(name, ast.Name)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_numpy_and_the_pure_standard_library(path):
    known = PURE | {"numpy", "core"} | EXTRA.get(path.stem, set())
    assert {name.split(".")[0] for name in imports_of(path)} <= known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_read_written_or_printed(path):
    assert called(path.read_text(encoding="utf-8")).isdisjoint({"print", "open", "input", "exec", "eval"})


def test_a_clock_would_be_found():
    assert set(imports("def f():\n    from time import monotonic\n    import numpy.random")) == {"time", "numpy.random"}
    assert called("def f(x):\n    print(x)") == {"print"}


def test_the_list_of_the_pure_is_of_the_standard_library():
    assert sys.stdlib_module_names >= PURE


@pytest.mark.parametrize("package", [core, core.datasets], ids=lambda package: package.__name__)
def test_floors_only_look_down(package):
    floors = package.__doc__.split("go down:\n\n")[1].split("\n\n")[0].splitlines()
    height = {}
    for level, floor in enumerate(floors):
        for name in floor[:42].split():
            height[name] = level
    folder = Path(package.__file__).parent
    inside = {path.stem: [path] for path in folder.glob("*.py") if path.stem != "__init__"}
    inside |= {path.parent.name: list(path.parent.glob("*.py")) for path in folder.glob("*/__init__.py")}
    assert set(height) == set(inside)
    prefix = f"{package.__name__}."
    for module, paths in inside.items():
        for name in {name for path in paths for name in imports_of(path) if name.startswith(prefix)}:
            below = name.removeprefix(prefix).partition(".")[0]
            assert below == module or height[below] > height[module], (module, name)
