"""What must be known, and how it must be written, at any moment of an iteration of the 2-2-2 network."""

from tests.browser.oracle import ORDER
from tests.browser.reading import printed

DECIMALS = {"z": 3, "a": 3, "df": 3}
FEWEST = {"w": 3, "b": 2, "target": 2}
"""Numbers that were given, or grew from given ones: as few decimals as hold them exactly, else four."""
SIGNED = {"dE_da", "df", "delta", "contribution", "dE_dw", "difference"}
TOGETHER = {"z": "weighted", "error": "difference", "df": "complement"}
"""Quantities that become known with another one, by the kind of that one."""


def known_at(moment: int, truth: dict[str, float]) -> set[str]:
    """Name the quantities that are known when `moment` moments are done."""
    known = {q for q in truth if q.partition(".")[0] in {"w", "b", "target", "eta"} or q.startswith("a.0.")}
    for id_ in ORDER[:moment]:
        kind, _, place = id_.partition(".")
        known |= {id_} & truth.keys()
        known |= {q for q in truth if kind in TOGETHER and q.startswith(f"{TOGETHER[kind]}.{place}")}
    if moment == len(ORDER):
        known |= {q for q in truth if q.startswith(("w_next", "change_w"))}
    return known


def cell(id_: str, truth: dict[str, float], known: set[str]) -> str:
    """Write what a cell of the table twin must say."""
    if id_ not in known:
        return "–"
    kind, value = id_.partition(".")[0], truth[id_]
    fewest = 2 if id_.startswith("a.0.") else FEWEST.get(kind)
    if fewest is None:
        return printed(value, DECIMALS.get(kind, 4), signed=kind in SIGNED)
    exact = (decimals for decimals in range(fewest, 4) if float(f"{value:.{decimals}f}") == value)
    return printed(value, next(exact, 4))
