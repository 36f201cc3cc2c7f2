"""The tree names no machine it was written on and no address things were downloaded from."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Put together from parts, so that this file does not name them either.
FOLDERS = ("work", "root", "home", "tmp", "Users")
HOSTS = ("pypi", "pythonhosted", "npmjs", "yarnpkg", "unpkg", "jsdelivr", "googleapis", "gstatic")
MACHINE = re.compile(rf"(?<![\w.}}*~-])/(?:{'|'.join(FOLDERS)})/\w")
HOST = re.compile(rf"\b(?:{'|'.join(HOSTS)})\.(?:org|com|net)\b")


# Where pictures belong: what the documents show, and what the page has.
PICTURED = re.compile(r"^(?:docs/pictures|static)/")
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico"}


def tracked() -> list[str]:
    """Every file of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name]


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Every text file of the repository with its path."""
    for name in tracked():
        path = ROOT / name
        if path.is_file() and path.suffix not in {".woff2", ".png", ".bin"}:
            yield name, path.read_text(encoding="utf-8")


def test_no_path_of_a_machine() -> None:
    found = {name: MACHINE.findall(text) for name, text in tracked_texts() if MACHINE.search(text)}
    assert found == {}


def test_no_address_of_a_registry_or_a_content_network() -> None:
    found = {name: HOST.findall(text) for name, text in tracked_texts() if HOST.search(text)}
    assert found == {}


def test_the_patterns_find_what_they_are_for() -> None:
    assert MACHINE.search("see /" + "home/" + "me/deltaflow")
    assert HOST.search("from https://registry." + "npmjs" + ".org/preact")
    assert not MACHINE.search("a frame/work/day")


def test_no_picture_was_left_lying_about() -> None:
    pictures = [name for name in tracked() if Path(name).suffix in PICTURES]
    assert pictures
    assert [name for name in pictures if not PICTURED.match(name)] == []


def test_tests_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []
