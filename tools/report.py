"""What run.py says to the person in front of it."""

from __future__ import annotations

import sys


class Problem(Exception):  # noqa: N818 -- a sentence for a person, not a programmer's error
    """Something a person has to set right; the message says what it is and what to do."""


def say(text: str) -> None:
    """Print one line about what happens now."""
    print(f"deltaflow: {text}", flush=True)


def problem(error: Problem) -> None:
    """Print a problem where errors are read, set off from what other programs printed before."""
    print(f"\ndeltaflow: {error}", file=sys.stderr, flush=True)
