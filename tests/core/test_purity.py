"""core is numpy and pure standard library, and its floors only look down."""

import ast
import sys
from pathlib import Path

import pytest

import core

FILES = sorted(Path(core.__file__).parent.glob("*.py"))
PURE = {
    "__future__",
    "bisect",
    "collections",
    "dataclasses",
    "decimal",
    "functools",
    "itertools",
    "math",
    "operator",
    "types",
    "typing",
}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_numpy_and_the_pure_standard_library(path):
    assert {name.split(".")[0] for name in imports(path)} <= PURE | {"numpy", "core"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_read_written_or_printed(path):
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"print", "open", "input", "exec", "eval"}


def test_the_list_of_the_pure_is_of_the_standard_library():
    assert sys.stdlib_module_names >= PURE


def test_floors_only_look_down():
    floors = core.__doc__.split("go down:\n\n")[1].split("\n\n")[0].splitlines()
    height = {}
    for level, floor in enumerate(floors):
        for name in floor[:42].split():
            height[name] = level
    assert set(height) == {path.stem for path in FILES} - {"__init__"}
    for path in FILES:
        for name in imports(path):
            if name.startswith("core."):
                assert height[name.removeprefix("core.")] > height[path.stem], (path.stem, name)
