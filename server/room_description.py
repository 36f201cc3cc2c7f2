"""The parts of a snapshot that are much and change seldom."""

from dataclasses import asdict
from typing import Any, Final

from core.network import Network
from core.rules import Rule
from core.script import Script
from core.setup import Setup
from server.data import Data
from server.limits import Limits
from server.moment import Start
from server.protocol.events import Described, as_json
from server.speeds import LADDER

_MOST_KNOWN: Final = 8


def about(start: Start, limits: Limits) -> Described:
    """Say what never changes while a room lives: what it began with, speeds and bounds."""
    return Described(
        {
            "example": {
                "id": start.example,
                "title": start.title,
                "description": start.description,
                "source": start.source,
            },
            "data": start.data and {**_names(start.data), "test_rows": len(start.data.test_x)},
            "speeds": [asdict(speed) for speed in LADDER],
            "limits": {
                "eta": [limits.eta_min, limits.eta_max],
                "value": limits.value,
                "iteration": limits.iteration,
            },
        }
    )


def _names(data: Data) -> dict[str, Any]:
    return {"inputs": data.inputs, "outputs": data.outputs, "classes": data.classes}


def described(setup: Setup, script: Script) -> Described:
    """Describe a network, how it is trained, its script and the layouts of its frames as the wire writes them."""
    network = setup.network
    return Described(
        {
            "method": {**setup.method.as_dict(), "rows": setup.rows},
            "network": {
                "sizes": network.sizes,
                "activations": [activation.as_dict() for activation in network.activations],
                "loss": network.loss.as_dict(),
                "bias_policy": network.bias_policy,
            },
            "script": {
                "moments": [vars(moment) for moment in script.moments],
                "quantities": [
                    vars(each) | {"rule": None if each.rule is None else rule_fields(each.rule)}
                    for each in script.quantities
                ],
                "equations": [asdict(equation) for equation in script.equations],
            },
            "layouts": {"record": [quantity.id for quantity in script.quantities], "summary": script.summary},
            "constants": _constants(network),
        }
    )


def rule_fields(rule: Rule) -> dict[str, Any]:
    """Write a rule; `asdict` copies each of ten thousands of parts, and everybody waits for that."""
    return vars(rule) | {"terms": [vars(term) for term in rule.terms]}


def _constants(network: Network) -> dict[str, float]:
    """Give what no iteration changes by id, so that frames of a fast room need not repeat it."""
    if network.trains_biases:
        return {}
    layers = enumerate(network.b, start=1)
    return {f"b.{layer}.{unit}": bias for layer, b in layers for unit, bias in enumerate(b.tolist())}


class Descriptions:
    """Describes networks; the same text is made once while it is in use."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Described] = {}

    def of(self, setup: Setup, script: Script) -> Described:
        """Describe a setup, by the same object as another one that is described in the same words."""
        network, method = setup.network, setup.method
        functions = [*(each.as_dict() for each in network.activations), network.loss.as_dict()]
        trained = (network.bias_policy, as_json(method.as_dict()))
        key = (*trained, *(tuple(each.items()) for each in functions), tuple(_constants(network).items()))
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = described(setup, script)
        return self._known[key]
