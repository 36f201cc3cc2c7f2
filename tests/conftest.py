"""What all tests share: how hypothesis searches, and that browser tests come last."""

import os

import pytest
from hypothesis import settings

# Each server of the tests would compile beside them for seconds; tests/server/test_warming.py has one that does.
os.environ.setdefault("DELTAFLOW_NUMPY_ONLY", "yes")

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browser tests last: Playwright keeps an event loop running, in which no test could start one of its own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
