"""What an edit is called: what changed, in the names of the page, from what to what."""

from collections.abc import Collection, Sequence
from typing import Final

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
    said = dict.fromkeys(
        f"{name_of(each.of, network)} {_text(each.of, each.before)} → {_text(each.of, each.after)}" for each in wanted
    )
    first, more = next(iter(said)), len(said) - 1
    rest = f" and {more} more" if more else ""
    return first[: LONGEST - len(rest)] + rest


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
