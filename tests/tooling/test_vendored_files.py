"""static/vendor holds what its manifest says, byte for byte, and nothing else."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "static/vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())


@pytest.mark.parametrize("name", MANIFEST)
def test_file_has_the_size_and_checksum_of_the_manifest(name: str) -> None:
    data = (VENDOR / name).read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (MANIFEST[name]["bytes"], MANIFEST[name]["sha256"])


@pytest.mark.parametrize("name", MANIFEST)
def test_version_is_the_pinned_one(name: str) -> None:
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert MANIFEST[name]["version"] == pinned[MANIFEST[name]["package"]]


def test_nothing_lies_there_that_the_manifest_does_not_name() -> None:
    named = {*MANIFEST, *(entry["license_file"] for entry in MANIFEST.values()), "manifest.json"}
    assert {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()} == named


def test_every_licence_is_free_and_its_text_is_there() -> None:
    opening = {"MIT": "MIT License", "Apache-2.0": "Apache License", "OFL-1.1": "SIL OPEN FONT LICENSE"}
    for entry in MANIFEST.values():
        assert opening[entry["license"]] in (VENDOR / entry["license_file"]).read_text()


def test_modules_import_only_names_the_import_map_gives() -> None:
    given = {entry["import"] for entry in MANIFEST.values() if "import" in entry}
    for path in VENDOR.glob("*.mjs"):
        assert set(re.findall(r"""(?:from|import)\s*\(?["']([^"']+)["']""", path.read_text())) <= given
        assert "sourceMappingURL" not in path.read_text()
