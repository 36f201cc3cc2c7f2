"""The scripts and numbers that the browser's tests read are those of the code and of the oracle."""

import json

import pytest

from core.optimisers import OPTIMISERS
from tests.fixtures.methods import regenerate


def test_regeneration_is_identical() -> None:
    pinned, made = json.loads(regenerate.FILE.read_text(encoding="utf-8")), regenerate.cases()
    assert pinned.keys() == made.keys()
    for name, case in made.items():
        values = pinned[name].pop("values")
        assert values == pytest.approx(case.pop("values"), rel=1e-9, abs=1e-12), (
            "python -m tests.fixtures.methods.regenerate"
        )
        assert pinned[name] == case, f"{name}: run python -m tests.fixtures.methods.regenerate"


def test_the_usual_numbers_are_the_cores() -> None:
    pinned = json.loads(regenerate.DEFAULTS.read_text(encoding="utf-8"))
    assert pinned == json.loads(json.dumps(regenerate.defaults()))


def test_every_optimiser_is_there() -> None:
    used = {case["method"]["optimiser"]["name"] for case in regenerate.cases().values()}
    assert used == set(OPTIMISERS)
