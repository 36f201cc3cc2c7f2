"""When .venv is made again, and what a person is told when it cannot be."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment, report


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the two files an environment is made from, and no environment yet."""
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "requirements-test.txt").write_text("numpy==2.2\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    return tmp_path


def current() -> tuple[bool, bool]:
    """Whether the environment will do for the app and for tests."""
    return environment.is_current("app"), environment.is_current("test")


def test_environment_for_tests_also_runs_the_app(tree: Path) -> None:
    (tree / ".venv").mkdir()
    assert current() == (False, False)
    environment.stamp("app")
    assert current() == (True, False)
    environment.stamp("test")
    assert current() == (True, True)
    assert environment.is_current("fast")


def test_environment_with_numba_also_runs_the_app_and_not_the_other_way_round(tree: Path) -> None:
    (tree / ".venv").mkdir()
    environment.stamp("app")
    assert not environment.is_current("fast")
    environment.stamp("fast")
    assert environment.is_current("fast")
    assert current() == (True, False)


def test_changed_dependencies_ask_for_a_new_installation(tree: Path) -> None:
    (tree / ".venv").mkdir()
    environment.stamp("test")
    (tree / "requirements-test.txt").write_text("numpy==2.3\n")
    assert current() == (True, False)
    (tree / "pyproject.toml").write_text("[project]\n")
    assert current() == (False, False)


def test_damaged_note_counts_as_none(tree: Path) -> None:
    (tree / ".venv").mkdir()
    (tree / ".venv/deltaflow.json").write_text("{")
    assert current() == (False, False)


def test_missing_venv_module_is_named_with_the_remedy(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(report.Problem, match=r"sudo apt install python3\.\d+-venv"):
        environment.ensure("app")
    assert not (tree / ".venv").exists()


def test_failed_installation_says_that_it_needs_the_network(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_works", lambda python: True)
    monkeypatch.setattr(environment, "_install", lambda *about: [sys.executable, "-c", "raise SystemExit(1)"])
    with pytest.raises(report.Problem, match="needs the network") as without:
        environment.ensure("app")
    assert "numba" not in str(without.value)
    with pytest.raises(report.Problem, match="Deltaflow runs without --fast, too"):
        environment.ensure("fast")
    assert current() == (False, False)


def test_what_is_current_is_not_installed_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / ".venv").mkdir()
    environment.stamp("app")
    monkeypatch.setattr(environment, "_works", lambda python: True)
    monkeypatch.setattr(environment, "_install", lambda *about: pytest.fail("installed again"))
    assert environment.ensure("app") == environment.program("python")


@pytest.mark.parametrize("uv", ["uv", None])
def test_checks_are_installed_in_pinned_versions_and_the_app_is_not(uv: str | None) -> None:
    python = Path(".venv/bin/python")
    assert environment._install(uv, python, "test")[-4:] == ["-e", ".[test]", "-c", "requirements-test.txt"]
    assert environment._install(uv, python, "app")[-2:] == ["-e", "."]
    assert environment._install(uv, python, "fast")[-2:] == ["-e", ".[fast]"]


def test_python_that_is_gone_does_not_work(tmp_path: Path) -> None:
    assert not environment._works(tmp_path / "bin/python")
    assert environment._works(Path(sys.executable))


def test_made_environment_has_a_python(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    environment._create(None)
    made = environment.program("python")
    prefix = subprocess.run([made, "-c", "import sys; print(sys.prefix)"], check=True, capture_output=True, text=True)
    assert Path(prefix.stdout.strip()) == tree / ".venv"
