"""Deltaflow's own Python environment, .venv: made once, brought up to date when what it needs has changed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

from tools.report import Problem, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = "deltaflow.json"

Purpose = Literal["app", "fast", "test"]
# What an environment is made from: when one of these changes, it is installed again.
SOURCES: dict[Purpose, tuple[str, ...]] = {
    "app": ("pyproject.toml",),
    "fast": ("pyproject.toml",),
    "test": ("pyproject.toml", "requirements-test.txt"),
}
# What an environment that is made for one purpose can be used for.
SERVES: dict[Purpose, tuple[Purpose, ...]] = {"app": ("app",), "fast": ("app", "fast"), "test": ("app", "fast", "test")}
WANTS: dict[Purpose, str] = {"app": "the app needs", "fast": "the app needs, and numba,", "test": "the checks need"}


def program(name: str) -> Path:
    """Return the path of a program that is installed in the environment."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def fingerprint(purpose: Purpose) -> str:
    """Return a checksum of the files the environment for `purpose` is made from."""
    digest = hashlib.sha256()
    for name in SOURCES[purpose]:
        digest.update(name.encode() + b"\0" + (ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def is_current(purpose: Purpose) -> bool:
    """Tell whether the environment was installed for `purpose` from the files as they are now."""
    return _stamps().get(purpose) == fingerprint(purpose)


def stamp(purpose: Purpose) -> None:
    """Note that the environment is installed for `purpose`; the one for tests can also run the app, with numba."""
    (VENV / STAMPS).write_text(json.dumps(_stamps() | {name: fingerprint(name) for name in SERVES[purpose]}))


def ensure(purpose: Purpose) -> Path:
    """Make the environment, or bring it up to date, if that is needed.

    Returns:
        The path of its Python.

    Raises:
        Problem: it cannot be made; the message says what is missing.
    """
    python = program("python")
    if _works(python) and is_current(purpose):
        return python
    uv = shutil.which("uv")
    if not _works(python):
        _create(uv)
    say(f"installing what {WANTS[purpose]} into .venv (once)")
    if subprocess.run(_install(uv, python, purpose), cwd=ROOT, check=False).returncode != 0:
        raise Problem(
            "installing failed, see above. This step needs the network: connect this computer and try again; "
            "from then on Deltaflow runs without one. Behind a proxy, set HTTPS_PROXY first."
            + (
                " It was numba that could not be installed? Deltaflow runs without --fast, too."
                if purpose == "fast"
                else ""
            )
        )
    stamp(purpose)
    return python


def _stamps() -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads((VENV / STAMPS).read_text())
    except (OSError, ValueError):
        return {}
    return stamps


def _works(python: Path) -> bool:
    """Tell whether the environment's Python starts: it does not after the Python it was made from is gone."""
    try:
        return subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _create(uv: str | None) -> None:
    say("making an environment of its own in .venv")
    if uv is None and not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        version = "{}.{}".format(*sys.version_info)
        raise Problem(
            f"this Python cannot make environments: its venv or ensurepip module is missing. On Debian or Ubuntu run "
            f"`sudo apt install python{version}-venv` (or python3-venv), elsewhere install Python from python.org; "
            "then start run.py again."
        )
    shutil.rmtree(VENV, ignore_errors=True)
    venv = [uv, "venv", "--quiet", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    if subprocess.run([*venv, str(VENV)], check=False).returncode != 0:
        raise Problem(f"making {VENV} failed; the reason stands above. Is the disk full, or read-only for you?")


def _install(uv: str | None, python: Path, purpose: Purpose) -> list[str]:
    installer = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
    if purpose != "test":
        return [*installer, "-e", ".[fast]" if purpose == "fast" else "."]
    return [*installer, "-e", ".[test]", "-c", "requirements-test.txt"]
