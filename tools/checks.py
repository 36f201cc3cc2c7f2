"""Every check of Deltaflow, in the order that tells soonest: `python3 run.py test`."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import environment, system
from tools.report import say
from tools.results import Result, count_tests, name_failed, table, totals

ROOT = environment.ROOT
REPORTS = ROOT / "test-results"
PYTEST = ("-m", "pytest", "-q", "-n", "3", "--dist", "loadfile")
# They wait for pages half of the time; and whoever has done its share takes tests over from the others, of any file.
BROWSER = ("-m", "pytest", "-q", "-n", "3", "--dist", "worksteal")
# In CI, tests that only vary another one are left out (tests/browser/variants.py): it has ten minutes.
NO_VARIANTS = ("-m", "not variant")
NO_BROWSER = ("--ignore=tests/browser",)
# Up to so many failed tests of a browser, a server and two noisy cores together are asked once more, alone, and named.
ASKED_AGAIN = 2
LAST_FAILED = ("--last-failed", "--last-failed-no-failures=none", "-n", "0", "--dist", "no")
# What decides numbers, positions, rights and messages, where pyproject.toml asks for nearly every branch.
COVERED = {"core": "core/*", "room": "server/room*,server/protocol*,server/position*"}


@dataclass(frozen=True)
class Check:
    """A command that must end with 0, what it needs besides Python, and the report its tests are counted from.

    Up to `again` failed tests of pytest are asked once more.
    """

    name: str
    command: Sequence[str | Path]
    needs: str | None = None
    report: Path | None = None
    again: int = 0


def main(arguments: Sequence[str]) -> int:
    """Run `python3 run.py test [--quick | arguments of pytest]` and return 0 if nothing failed.

    With CI=true a check that cannot run has failed; elsewhere the summary says loudly that it was not run.
    """
    quick = list(arguments) == ["--quick"]
    python = environment.ensure("test")
    REPORTS.mkdir(exist_ok=True)
    if arguments and not quick:
        return 0 if run(Check("pytest", [python, "-m", "pytest", *arguments])).ok else 1
    system.install_missing()
    lacking = find_lacking()
    in_ci = os.environ.get("CI", "").lower() == "true"
    results = [
        Result(check.name, ok=not in_ci, missing=lacking[check.needs]) if check.needs in lacking else run(check)
        for check in all_checks(python, quick=quick, in_ci=in_ci)
    ]
    return conclude(results)


def all_checks(python: Path, *, quick: bool, in_ci: bool) -> Iterator[Check]:
    """Yield the checks: style, types and layers, then the browser code, then the tests."""
    tool = environment.program
    yield Check("ruff format", [tool("ruff"), "format", "--check", "."])
    yield Check("ruff check", [tool("ruff"), "check", "."])
    yield Check("mypy", [tool("mypy")])
    yield Check("import-linter", [tool("lint-imports")])
    for name, script in (("biome", "lint"), ("tsc", "types"), ("vendored files", "vendor:check")):
        yield Check(name, ["npm", "run", "--silent", script], needs="node")
    yield Check("font subset", [python, "tools/subset_font.py", "--check"], needs="node")
    yield node_tests()
    yield from quick_tests(python) if quick else full_tests(python, in_ci=in_ci)


def node_tests() -> Check:
    """Return the check of the browser code's pure modules."""
    report = REPORTS / "node.xml"
    reporters = ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    reporters += ["--test-reporter=junit", f"--test-reporter-destination={report}"]
    files = sorted((ROOT / "tests").rglob("*.test.js"))
    return Check("node --test", ["node", "--test", *reporters, *files], needs="node", report=report)


def quick_tests(python: Path) -> Iterator[Check]:
    """Yield the Python tests as fast as they go: without coverage, without a browser."""
    report = REPORTS / "pytest.xml"
    yield Check("pytest", [python, *PYTEST, *NO_BROWSER, f"--junitxml={report}"], report=report)


def full_tests(python: Path, *, in_ci: bool) -> Iterator[Check]:
    """Yield the Python tests, how much of the code they reach, and the tests in a real browser."""
    unit, browser = REPORTS / "pytest.xml", REPORTS / "browser.xml"
    coverage = ["--cov", "--cov-report=", "--cov-fail-under=0"]  # how much is enough is the next checks' business
    yield Check("pytest", [python, *PYTEST, *NO_BROWSER, *coverage, f"--junitxml={unit}"], report=unit)
    for name, include in COVERED.items():
        yield Check(f"coverage {name}", [python, "-m", "coverage", "report", f"--include={include}"])
    chosen = [*NO_VARIANTS, "tests/browser"] if in_ci else ["tests/browser"]
    command: list[str | Path] = [python, *BROWSER, *chosen, f"--junitxml={browser}"]
    yield Check("browser", command, needs="chromium", report=browser, again=ASKED_AGAIN)


def find_lacking() -> dict[str, str]:
    """Return what is not here for the checks, each with the sentence the summary shows."""
    lacking = {}
    npm = system.find_npm()
    if npm is None:
        lacking["node"] = f"no Node.js {system.OLDEST_NODE} or newer with npm"
    elif not system.install_node_packages(npm):
        lacking["node"] = "npm ci failed, see above"
    if system.find_chromium() is None:
        lacking["chromium"] = "no Chromium or Chrome"
    return lacking


def run(check: Check) -> Result:
    """Run one check, its output going straight to the terminal; ask few failed tests again, if it allows that."""
    say(check.name)
    began = time.monotonic()
    code = _end_of(check.command, check.report)
    passed, failed = count_tests(check.report) if check.report else (0, 0)
    unsteady: tuple[str, ...] = ()
    if check.report and code and 0 < failed <= check.again:
        suspects = name_failed(check.report)
        say(f"{check.name}: once more, {', '.join(suspects)}")
        second = check.report.with_stem(f"{check.report.stem}-again")
        code = _end_of([*check.command, *LAST_FAILED, f"--junitxml={second}"], second)
        still = name_failed(second)
        unsteady = tuple(name for name in suspects if name not in still) if count_tests(second)[0] else ()
    seconds = time.monotonic() - began
    passed, failed = passed + len(unsteady), failed - len(unsteady)
    return Result(check.name, ok=code == 0, seconds=seconds, passed=passed, failed=failed, unsteady=unsteady)


def _end_of(command: Sequence[str | Path], report: Path | None) -> int:
    if report:
        report.unlink(missing_ok=True)
    # npm is a script on Windows, which only its full name finds; the other commands are found either way
    found = [shutil.which(command[0]) or command[0], *command[1:]]
    # Each server that a test starts would compile all modules again where Python may not keep them.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(found, cwd=ROOT, check=False, env=variables | {"PYTHONUTF8": "1"}).returncode


def conclude(results: Sequence[Result]) -> int:
    """Print the summary and return the exit code."""
    print(f"\n{table(results)}\n")
    not_run = [result.name for result in results if result.missing]
    if not_run:
        print(f"NOT TESTED: {', '.join(not_run)}. Install what is missing and run this again.\n")
    for name in (name for result in results for name in result.unsteady):
        print(f"UNSTEADY: {name} failed, and passed when it was asked again. It or the page has a race: mend it.\n")
    passed, failed = totals(results)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 0 if all(result.ok for result in results) else 1
