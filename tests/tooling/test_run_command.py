"""run.py from outside: what it says to an old Python, and how it starts and stops the server."""

import ast
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools import launch

ROOT = Path(__file__).parents[2]
STDLIB_ONLY = [ROOT / "run.py", *(path for path in (ROOT / "tools").glob("*.py") if path.name != "subset_font.py")]
LAUNCH = """
import sys
from pathlib import Path
from tools import environment, launch
environment.ensure = lambda purpose: Path(sys.executable)
sys.exit(launch.main(sys.argv[1:]))
"""


def test_old_python_can_read_run_py() -> None:
    ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 4))
    assert (ROOT / "run.py").read_text().isascii()


def test_old_python_is_told_which_one_is_needed() -> None:
    code = "import sys; sys.version_info = (3, 8, 10, 'final', 0); import run; sys.exit(run.main([]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "needs Python 3.11 or newer, and this is Python 3.8" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("path", STDLIB_ONLY, ids=lambda path: path.name)
def test_needs_nothing_that_must_be_installed_first(path: Path) -> None:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    assert names <= set(sys.stdlib_module_names) | {"tools"}


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", LAUNCH, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_server_starts_answers_and_stops_with_the_launcher(tmp_path: Path, number: signal.Signals) -> None:
    with start("--no-browser", "--port", "0", "--state-dir", str(tmp_path)) as running:
        assert running.stdout is not None
        address = next(filter(None, (launch.ADDRESS.search(line) for line in running.stdout)))[0]
        assert urlsplit(address).hostname == "127.0.0.1"
        assert launch.answers(address)
        running.send_signal(number)
        assert running.wait(timeout=20) == (0 if number == signal.SIGINT else 128 + number)
        assert "Traceback" not in running.stdout.read()
        assert not launch.answers(address)


def test_server_that_refuses_to_start_hands_its_exit_code_on() -> None:
    with start("--no-browser", "--port", "70000") as running:
        output, _ = running.communicate(timeout=30)
    assert running.returncode == 2
    assert "port must be between 0 and 65535" in output


def test_link_with_the_key_is_opened_before_the_one_to_join() -> None:
    join, teach = "http://10.0.0.2:8000/r/K7QX2M", "http://10.0.0.2:8000/r/K7QX2M#k=secret"
    assert launch.best([join, teach]) == teach
    assert launch.best([join]) == join


def test_without_a_screen_the_address_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda page: False)
    launch.show("http://127.0.0.1:8000/")
    assert "http://127.0.0.1:8000/" in capsys.readouterr().out
