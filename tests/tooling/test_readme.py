"""The documents name what is there: every command, every link, every document."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])


@pytest.mark.parametrize(
    "command",
    [
        "python3 run.py ",
        "python3 run.py test ",
        "--quick",
        "--lan",
        "--fast",
        "--no-browser",
        "--port",
        "-m server",
        "/api/v1/predict",
    ],
)
def test_readme_shows_the_command(command: str) -> None:
    assert command in README


def test_readme_leads_to_every_document() -> None:
    linked = {ROOT / link for link in re.findall(r"\]\(([^)#:]+)\)", README)}
    assert set((ROOT / "docs").glob("*.md")) <= linked


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_decision_is_listed() -> None:
    records = {path.name for path in (ROOT / "docs/decisions").glob("0*.md")}
    listed = set(re.findall(r"\((0[^)]+)\)", (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")))
    assert records == listed
    assert records


def test_npm_scripts_that_are_documented_exist() -> None:
    develop = (ROOT / "docs/develop.md").read_text(encoding="utf-8")
    scripts = re.findall(r'"([\w:]+)": "(?:tsc|biome|node)', (ROOT / "package.json").read_text())
    assert set(scripts) == set(re.findall(r"npm run ([\w:]+)", develop))
