"""How much a request asks for, before any of it is done: so that it is refused instead of taking long.

Work is counted in multiplications of two doubles, or what takes as long: about 4 ns each.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from core.method import Method
from core.network import Network
from server.problems import invalid
from server.rest import models
from server.settings import Settings

_PER_UNIT: Final = 10
_PER_SLOW_UNIT: Final = 100
"""Of a unit's activation and slope; gelu's erfc has no form in numpy."""

_ITERATION: Final = 10_000
_PLAIN_ITERATION: Final = 2_000
_READABLE_ITERATION: Final = 60_000
_LOOK: Final = 30_000
"""Work that numpy takes to begin: an iteration, one of plain gradient descent on one row, a wrong one, and E."""

PIECE: Final = 10_000_000
"""Work of one turn, some 40 ms; then somebody else's comes."""


def count_rows(x: list[float] | list[list[float]]) -> int:
    """How many rows were sent; a flat list is one."""
    return len(x) if x and isinstance(x[0], list) else 1


def check_rows(sizes: Sequence[int], rows: int, settings: Settings, pointer: str = "/x") -> None:
    """Refuse more rows than the published limit.

    Raises:
        ProblemError: 422, with the pointer.
    """
    if rows * sum(sizes) > settings.max_activations:
        detail = f"Rows times units may be {settings.max_activations}: take fewer rows or fewer units."
        raise invalid([(pointer, detail)])


def parameters(network: models.Network | Network) -> int:
    """How many weights and biases it has."""
    return sum(n_out * (n_in + 1) for n_in, n_out in pairwise(network.sizes))


def pass_work(network: models.Network | Network, rows: int) -> int:
    """Work of so many rows, forward and back, without what numpy takes to begin."""
    named = (a if isinstance(a, str) else a.name for a in network.activations)
    units = zip(network.sizes[1:], named, strict=False)
    return rows * (parameters(network) + sum(n * (_PER_SLOW_UNIT if a == "gelu" else _PER_UNIT) for n, a in units))


def iteration_work(network: models.Network | Network, method: Method, rows: int, *, wrong: bool) -> int:
    """Work of one iteration with so many rows of data, done rightly or by a wrong algorithm."""
    size = min(method.batch or rows, rows)
    begin = _PLAIN_ITERATION if replace(method, batch=size).is_plain else _ITERATION
    return (_READABLE_ITERATION if wrong else begin) + pass_work(network, size)


def look_work(network: models.Network | Network, rows: int) -> int:
    """Work of E of so many rows."""
    return _LOOK + pass_work(network, rows)


def check_work(pointer: str, work: int, settings: Settings) -> None:
    """Refuse more work than the published limit.

    Raises:
        ProblemError: 422, naming the field that asks for it.
    """
    if work > settings.max_work:
        detail = f"This would take about {work:.1e} multiplications; this server does {settings.max_work:.1e} at most."
        raise invalid([(pointer, detail)])
