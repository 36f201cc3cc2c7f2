"""The mathematics stands on numpy and on what of the standard library does nothing but compute."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = {
    "__future__", "abc", "bisect", "cmath", "collections", "copy", "core", "csv", "dataclasses", "decimal", "enum",
    "fractions", "functools", "itertools", "math", "numbers", "numpy", "operator", "re", "types", "typing",
}  # fmt: skip
EXTRA = {"kernels": {"numba"}, "kernels_of_many": {"inspect", "numba", "zlib"}}  # what numba's cache is told of them
MODULES = sorted((ROOT / "core").rglob("*.py"))


def imported(source: str) -> set[str]:
    """The top-level names a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


def called(source: str) -> set[str]:
    """The plain names a module calls."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {name.id for name in calls if isinstance(name, ast.Name)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_imports_only_what_computes(path: Path) -> None:
    extra = EXTRA.get(path.stem, set())
    assert imported(path.read_text(encoding="utf-8")) <= PURE | extra


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_neither_prints_nor_opens_anything(path: Path) -> None:
    assert called(path.read_text(encoding="utf-8")).isdisjoint({"print", "open", "input", "exec", "eval"})


def test_a_clock_would_be_found() -> None:
    assert imported("def f():\n    from time import monotonic\n    import numpy.random") == {"time", "numpy"}
    assert called("def f(x):\n    print(x)") == {"print"}
