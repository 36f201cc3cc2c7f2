"""Files stay short enough to be read in one go; a longer one needs a reason, written down here."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = {
    ("core", "*.py"): 250,
    ("server", "*.py"): 250,
    ("tools", "*.py"): 250,
    ("benchmarks", "*.py"): 250,
    ("static/js", "*.js"): 200,
    ("templates", "*.html"): 120,
}


def too_long() -> dict[str, int]:
    """Every file above its limit, with its number of lines."""
    lengths = {}
    for (folder, pattern), limit in LIMITS.items():
        for path in (ROOT / folder).rglob(pattern):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > limit:
                lengths[path.relative_to(ROOT).as_posix()] = lines
    return lengths


@pytest.mark.parametrize(("folder", "pattern"), LIMITS)
def test_there_are_files_to_measure(folder: str, pattern: str) -> None:
    assert list((ROOT / folder).rglob(pattern))


def test_no_file_is_too_long() -> None:
    assert too_long() == {}
