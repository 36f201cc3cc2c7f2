"""What an edit is called: what changed, in the names of the page, from what to what."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from core.network import Network
from server.protocol.events import Difference, Given

LONGEST: Final = 60
"""Characters of a branch's name."""

_FUNCTIONS: Final = {
    "loss": "loss",
    "bias_policy": "biases",
    "eta": "η",
    "optimiser": "optimiser",
    "batch": "rows a batch",
    "reduction": "E of a batch",
    "shuffle": "shuffling",
}


def name_of(of: str, network: Network) -> str:
    """Call what can be given by the name that the page shows: w5, b1, x1, t1, η."""
    kind, *place = of.split(".")
    if not place:
        return _FUNCTIONS[kind]
    layer, *units = map(int, place)
    match kind:
        case "activation":
            return f"activation of layer {layer}"
        case "w":
            unit, source = units
            before = sum(w.size for w in network.w[: layer - 1])
            return f"w{before + unit * network.sizes[layer - 1] + source + 1}"
        case "b":
            before = sum(network.sizes[1:layer])
            return f"b{before + units[0] + 1}" if network.bias_policy == "per_unit" else f"b{layer}"
        case "x" | "t":
            return f"{kind}{units[0] + 1} of row {layer + 1}"
        case _:
            return f"{ {'a': 'x', 'target': 't'}[kind] }{units[0] + 1}"


def label(differences: Sequence[Difference], asked: Collection[str], network: Network) -> str:
    """Name an edit after the first thing that was asked for, as in `w5 0.4 → 0.5`, and count the others.

    Args:
        differences: what the edit changed; at least one.
        asked: what was asked to be changed, which may have changed more, as a new policy does.
        network: with the edit.
    """
    wanted = [each for each in differences if each.of in asked] or differences[:1]
    said = dict.fromkeys(said for each in wanted for said in _said(each, network))
    first, more = next(iter(said)), len(said) - 1
    rest = f" and {more} more" if more else ""
    return first[: LONGEST - len(rest)] + rest


def _said(each: Difference, network: Network) -> Iterator[str]:
    """Name what changed; of an optimiser that stays the same one, its numbers and its schedule."""
    before, after = each.before, each.after
    same = isinstance(before, Mapping) and isinstance(after, Mapping) and before["name"] == after["name"]
    if each.of == "optimiser" and same:
        yield from _parts(before, after)  # type: ignore[arg-type]  # which same has asked
    else:
        yield f"{name_of(each.of, network)} {_text(each.of, before)} → {_text(each.of, after)}"


def _parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for part in dict.fromkeys([*before, *after]):
        old, new = before.get(part, "constant"), after.get(part, "constant")
        if old != new:
            yield f"{part.replace('_', ' ')} {_text(part, old)} → {_text(part, new)}"


def _text(of: str, given: Given) -> str:
    if given is None:
        return "none" if of == "shuffle" else "all"
    if isinstance(given, str):
        return given.replace("_", " ")
    if isinstance(given, int | float):
        return f"{given:.6g}".replace("-", "−")
    if of == "optimiser":  # whose parameters are too many for a name
        return str(given["name"])
    return " ".join(_text(of, value) for value in given.values())  # type: ignore[arg-type]
