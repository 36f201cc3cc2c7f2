"""What is installed for the checks is pinned, and no lock file says where from: every network has its own mirror."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = (ROOT / "requirements-test.txt").read_text().splitlines()
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = json.loads((ROOT / "package-lock.json").read_text())["packages"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_line_pins_one_version_and_nothing_more() -> None:
    assert REQUIREMENTS
    for line in REQUIREMENTS:
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; [a-z_]+ [<>=!]+ '[\w.]+')?", line), line


def test_every_direct_dependency_is_pinned() -> None:
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["project"]["optional-dependencies"]["test"]
    names = {normal(re.split(r"[<>=\[ ]", requirement)[0]) for requirement in wanted}
    assert names <= {normal(line.split("==")[0]) for line in REQUIREMENTS}


def test_the_app_states_a_lower_bound_for_everything_and_forbids_no_newer_version() -> None:
    for requirement in PYPROJECT["project"]["dependencies"]:
        assert re.fullmatch(r"[a-z0-9-]+>=[\d.]+", requirement), requirement


def test_npm_packages_are_pinned_by_checksum_without_an_address() -> None:
    installed = {name: about for name, about in PACKAGES.items() if name}
    assert installed
    for name, about in installed.items():
        assert "resolved" not in about, name
        assert about["integrity"].startswith("sha512-"), name


def test_package_json_takes_exact_versions() -> None:
    for name, version in PACKAGES[""]["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text().splitlines()


def test_the_lock_holds_the_packages_of_every_system() -> None:
    wanted = {f"node_modules/{name}" for about in PACKAGES.values() for name in about.get("optionalDependencies", {})}
    assert wanted
    assert wanted <= set(PACKAGES)
