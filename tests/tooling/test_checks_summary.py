"""What the summary says, and when `run.py test` fails."""

import sys
from pathlib import Path

import pytest

from tools import checks, environment, results, system
from tools.results import Result

PYTEST_REPORT = """<testsuites><testsuite tests="4"><testcase name="a"/><testcase name="b"><failure/></testcase>
<testcase name="c"><error/></testcase><testcase name="d"><skipped/></testcase></testsuite></testsuites>"""


def test_tests_are_counted_from_the_report(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(PYTEST_REPORT)
    assert results.count_tests(tmp_path / "report.xml") == (1, 2)
    assert results.count_tests(tmp_path / "none.xml") == (0, 0)


def test_totals_never_hide_a_failure() -> None:
    assert results.totals([Result("tests", ok=True, passed=7), Result("style", ok=True)]) == (8, 0)
    assert results.totals([Result("tests", ok=False, passed=7, failed=2)]) == (7, 2)
    assert results.totals([Result("crashed", ok=False)]) == (0, 1)
    assert results.totals([Result("coverage plugin failed", ok=False, passed=7)]) == (7, 1)
    assert results.totals([Result("browser", ok=True, missing="no Chromium")]) == (0, 0)
    assert results.totals([Result("browser", ok=False, missing="no Chromium")]) == (0, 1)


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """`run.py test` with one check that passes and one that needs a Chromium, which is not there."""
    both = [checks.Check("fine", ["true"]), checks.Check("browser", ["false"], needs="chromium")]
    monkeypatch.setattr(environment, "ensure", lambda purpose: Path("python"))
    monkeypatch.setattr(system, "install_missing", lambda: None)
    monkeypatch.setattr(checks, "find_lacking", lambda: {"chromium": "no Chromium"})
    monkeypatch.setattr(checks, "all_checks", lambda python, quick, in_ci: iter(both))
    monkeypatch.setattr(checks, "run", lambda check: Result(check.name, ok=check.command == ["true"]))
    monkeypatch.setattr(checks, "REPORTS", tmp_path)
    monkeypatch.delenv("CI", raising=False)
    return monkeypatch


def test_what_cannot_run_is_said_loudly(outcome: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "NOT TESTED: browser. Install what is missing and run this again." in lines
    assert lines[-1] == "1 passed, 0 failed"


def test_what_cannot_run_has_failed_in_ci(outcome: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    outcome.setenv("CI", "true")
    assert checks.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_one_failed_check_fails_all(outcome: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    outcome.setattr(checks, "find_lacking", dict)
    assert checks.main([]) == 1
    assert "browser      0.0          FAILED" in capsys.readouterr().out


def test_quick_leaves_out_browser_and_coverage() -> None:
    quick = [check.name for check in checks.all_checks(Path("python"), quick=True, in_ci=False)]
    full = [check.name for check in checks.all_checks(Path("python"), quick=False, in_ci=False)]
    assert set(full) - set(quick) == {"coverage core", "coverage room", "browser"}


def test_a_check_takes_its_result_from_the_exit_code_and_the_report(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(PYTEST_REPORT)
    result = checks.run(checks.Check("stale report", ["python3", "-c", "raise SystemExit(3)"], report=report))
    assert (result.ok, result.passed, result.failed) == (False, 0, 0)


UNSTEADY = """
from pathlib import Path

def test_steady(): pass
def test_broken(): assert BROKEN is False
def test_racing():
    seen = Path(__file__).with_name("seen")
    first = not seen.exists()
    seen.touch()
    assert not first
"""


@pytest.mark.parametrize(
    ("broken", "again", "expected"),
    [
        (False, 2, (True, 3, 0, ("test_it::test_racing",))),
        (False, 0, (False, 2, 1, ())),
        (True, 2, (False, 2, 1, ("test_it::test_racing",))),
        (True, 1, (False, 1, 2, ())),
    ],
    ids=["a race", "never asked again", "broken", "too many"],
)
def test_a_failed_test_is_asked_once_more_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: bool, again: int, expected: tuple[object, ...]
) -> None:
    (tmp_path / "test_it.py").write_text(UNSTEADY.replace("BROKEN", str(broken)))
    (tmp_path / "pytest.ini").touch()
    report = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", tmp_path, f"--rootdir={tmp_path}", f"--junitxml={report}"]
    result = checks.run(checks.Check("browser", command, report=report, again=again))
    assert (result.ok, result.passed, result.failed, result.unsteady) == expected
    assert checks.conclude([result]) == int(not result.ok)
    assert ("UNSTEADY: test_it::test_racing failed" in capsys.readouterr().out) is bool(result.unsteady)


def test_ci_leaves_out_nothing_but_tests_that_vary_another_one():
    here, in_ci = (
        {check.name: check.command for check in checks.all_checks(Path("python"), quick=False, in_ci=ci)}
        for ci in (False, True)
    )
    assert "not variant" not in here["browser"]
    assert "not variant" in in_ci["browser"]
    assert {name: command for name, command in here.items() if name != "browser"} == {
        name: command for name, command in in_ci.items() if name != "browser"
    }
