"""The parts of a snapshot that are much and change seldom."""

from dataclasses import asdict
from typing import Any, Final

from core.moments import GRAINS, Moment
from core.network import Network
from core.rules import Rule, Term
from core.script import Quantity, Script, is_at_hand, script_of
from core.setup import Setup
from core.shelf import Shelf
from server.data import Data
from server.limits import Limits
from server.moment import Start
from server.protocol.events import Described, as_json
from server.speeds import LADDER

MOST_CHARACTERS: Final = 16_000_000
"""Of texts that no room uses now, all in all: thousands of small networks, some of the largest one."""


def about(start: Start, limits: Limits) -> Described:
    """Say what never changes while a room lives: what it began with, speeds and bounds."""
    example = {
        "id": start.example,
        "title": start.title,
        "description": start.description,
        "source": start.source,
    }
    data = start.data and {**_names(start.data), "test_rows": len(start.data.test_x)}
    speeds = [asdict(speed) for speed in LADDER]
    bounds = {"eta": [limits.eta_min, limits.eta_max], "value": limits.value, "iteration": limits.iteration}
    return Described(as_json({"example": example, "data": data, "speeds": speeds, "limits": bounds}))


def _names(data: Data) -> dict[str, Any]:
    return {"inputs": data.inputs, "outputs": data.outputs, "classes": data.classes}


def described(setup: Setup, script: Script) -> Described:
    """Describe a network, how it is trained, its script and the layouts of its frames as the wire writes them.

    A large network has ten thousands of parts: they are written one by one, so that they are never all in memory, and
    other threads may compute between them.
    """
    network = setup.network
    how = {
        "method": {**setup.method.as_dict(), "rows": setup.rows},
        "set_eta": _set_eta(setup),
        "network": network.functions_as_dict(),
    }
    moments = ",".join(_moment(moment) for moment in script.moments)
    quantities = ",".join(_quantity(quantity) for quantity in script.quantities)
    equations = as_json([asdict(equation) for equation in script.equations])
    stops = as_json({grain: script.stops[grain] for grain in GRAINS if grain != "quantity"})
    parts = f'{{"moments":[{moments}],"quantities":[{quantities}],"equations":{equations},"stops":{stops}}}'
    layouts = {"record": [quantity.id for quantity in script.quantities], "summary": script.summary}
    frames = {"layouts": layouts, "constants": _constants(network)}
    return Described(f'{as_json(how)[:-1]},"script":{parts},{as_json(frames)[1:]}')


def rule_fields(rule: Rule) -> dict[str, Any]:
    """Write a rule; `asdict` copies each of ten thousands of parts, and everybody waits for that."""
    terms = [{"sign": term.sign, "factors": term.factors} for term in rule.terms]
    return {"form": rule.form, "function": rule.function, "terms": terms}


def _moment(moment: Moment) -> str:
    """Write a moment; names are ours, and need no escapes."""
    quantities = '","'.join(moment.quantities)
    return f'{{"id":"{moment.id}","phase":"{moment.phase}","quantities":["{quantities}"]}}'


def _quantity(quantity: Quantity) -> str:
    """Write a quantity: a third of the time of JSON's own writer, and the event loop stands still meanwhile."""
    layer, unit, source, moment = map(_or_null, (quantity.layer, quantity.unit, quantity.source, quantity.moment))
    place = f'"layer":{layer},"unit":{unit},"source":{source},"moment":{moment}'
    return f'{{"id":"{quantity.id}","kind":"{quantity.kind}",{place},"rule":{_rule(quantity.rule)}}}'


def _rule(rule: Rule | None) -> str:
    if rule is None:
        return "null"
    function = "null" if rule.function is None else f'"{rule.function}"'
    terms = ",".join([f'{{"sign":{term.sign},"factors":[{_factors(term)}]}}' for term in rule.terms])
    return f'{{"form":"{rule.form}","function":{function},"terms":[{terms}]}}'


def _factors(term: Term) -> str:
    return ",".join([f'"{each}"' if isinstance(each, str) else as_json(each) for each in term.factors])


def _or_null(value: int | None) -> int | str:
    return "null" if value is None else value


def _set_eta(setup: Setup) -> float | None:
    """Give the learning rate before its schedule; without one, frames have it."""
    return None if setup.method.schedule.name == "constant" else setup.eta


def _constants(network: Network) -> dict[str, float]:
    """Give what no iteration changes by id, so that frames of a fast room need not repeat it."""
    if network.trains_biases:
        return {}
    layers = enumerate(network.b, start=1)
    return {f"b.{layer}.{unit}": bias for layer, b in layers for unit, bias in enumerate(b.tolist())}


_SHELF = Shelf[Described](MOST_CHARACTERS, lambda each: len(each.text))


def description_of(setup: Setup, script: Script) -> Described:
    """Describe a setup, by the same object as any other one that is described in the same words, in whichever room.

    It is written in any thread; of the largest network it takes a tenth of a second.
    """
    return _SHELF.get(_words(setup), lambda: described(setup, script))


def is_prepared(setup: Setup) -> bool:
    """Whether all that people are told of a setup is at hand."""
    return _words(setup) in _SHELF and is_at_hand(setup.network, setup.method)


def prepare(setup: Setup) -> None:
    """Make what people are told of a setup, so that it is at hand when a room shows it; in any thread."""
    script = script_of(setup.network, setup.method)
    description_of(setup, script)  # with its stops


def _words(setup: Setup) -> str:
    """All that a description depends on."""
    trained = (setup.method.as_dict(), setup.rows, _set_eta(setup))
    return repr((setup.network.functions_as_dict(), *trained, _constants(setup.network)))
