"""What came of the checks: how long each took, how many tests passed, and the table at the end."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """What came of one check; `missing` says why it did not run, `unsteady` names what passed only when asked again."""

    name: str
    ok: bool
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    missing: str | None = None
    unsteady: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The result in a word or two."""
        if self.missing:
            return f"NOT RUN: {self.missing}"
        if not self.ok:
            return "FAILED"
        return f"ok, {len(self.unsteady)} UNSTEADY" if self.unsteady else "ok"


def count_tests(report: Path) -> tuple[int, int]:
    """Count the tests of a JUnit report that passed and that did not; a skipped test did neither.

    Returns:
        (passed, failed), both 0 when there is no readable report.
    """
    cases = _cases(report)
    failed = sum(map(_has_failed, cases))
    skipped = sum(case.find("skipped") is not None for case in cases)
    return len(cases) - failed - skipped, failed


def name_failed(report: Path) -> tuple[str, ...]:
    """Name the tests of a JUnit report that did not pass, as `module::test`."""
    return tuple(f"{case.get('classname')}::{case.get('name')}" for case in _cases(report) if _has_failed(case))


def _cases(report: Path) -> list[ET.Element]:
    try:
        return list(ET.parse(report).getroot().iter("testcase"))
    except (OSError, ET.ParseError):
        return []


def _has_failed(case: ET.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


def totals(results: Iterable[Result]) -> tuple[int, int]:
    """Add everything up: (passed, failed).

    A check without tests of its own counts as one, and so does a failure that none of its tests shows.
    """
    passed = failed = 0
    for result in results:
        if result.missing and result.ok:
            continue
        passed += result.passed or (result.ok and not result.failed)
        failed += result.failed or (not result.ok)
    return passed, failed


def table(results: Sequence[Result]) -> str:
    """Draw the summary: a line per check with its time, tests and result."""
    width = max(len(result.name) for result in results)
    lines = [f"{'check':{width}}  seconds   tests  result", f"{'-' * width}  -------  ------  ------"]
    for result in results:
        tests = result.passed + result.failed
        lines.append(f"{result.name:{width}}  {result.seconds:7.1f}  {tests or '':>6}  {result.word}")
    return "\n".join(lines)
