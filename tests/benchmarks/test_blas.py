"""The benchmarks go on in a process with one thread of BLAS and the kernels it chooses; otherwise they just go on."""

import os
import subprocess

import pytest

from benchmarks import blas

RIGHT = dict.fromkeys(blas.THREADS, "1")


def started(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> list[dict[str, str]]:
    """The environments of processes that are started from one with this environment."""
    found: list[dict[str, str]] = []

    def call(command: list[str], env: dict[str, str]) -> int:
        assert command[1:] == ["-m", "benchmarks", "page"]
        found.append(env)
        return 7

    monkeypatch.setattr(os, "environ", environment)
    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(blas.sys, "argv", ["benchmarks", "page"])
    try:
        blas.settle()
    except SystemExit as end:
        assert end.code == 7  # noqa: PT017 -- both ways are right
    return found


@pytest.mark.parametrize("wrong", [{}, {"OPENBLAS_CORETYPE": "Haswell"}, {"OPENBLAS_L2_SIZE": "512"}])
def test_a_wrong_environment_is_left(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]) -> None:
    given = {"HOME": "there", **wrong, **(RIGHT if wrong else {"OMP_NUM_THREADS": "4"})}
    assert started(monkeypatch, given) == [{"HOME": "there", **RIGHT}]


def test_a_right_one_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert started(monkeypatch, {"HOME": "there", **RIGHT}) == []


def test_the_library_is_told() -> None:
    assert blas.described().startswith("BLAS: ")
