"""A description is written by hand, for speed: it is the JSON that a general writer would make of the script."""

import json
from dataclasses import asdict

import pytest

from core.method import PLAIN, Method
from core.network import Network
from core.optimisers import optimiser
from core.script import script_of
from core.setup import Setup
from server import room_description
from server.room_description import Descriptions, described

SQUARES = ("half_squared_error", "tanh", "identity")
CASES = {
    "plain": (("half_squared_error", "tanh", "logistic"), "per_unit", PLAIN),
    "frozen": (("mean_squared_error", "relu", "identity"), "frozen", PLAIN),
    "constants": (({"name": "huber", "threshold": 1e-05}, {"name": "elu", "alpha": 0.1}, "gelu"), "shared", PLAIN),
    "coupled": (("half_squared_error", "softplus", "softmax"), "per_unit", PLAIN),
    "fused": (("categorical_cross_entropy", "tanh", "softmax"), "shared", Method(batch=2)),
    "adam": (SQUARES, "shared", Method(optimiser("adamw", weight_decay=1e-07, eps=1e-20), batch=2, reduction="sum")),
    "nesterov": (SQUARES, "per_unit", Method(optimiser("nesterov", momentum=1 / 3, weight_decay=0.1))),
}


@pytest.mark.parametrize(("functions", "policy", "method"), CASES.values(), ids=CASES)
def test_a_description_is_the_json_of_its_script(functions, policy: str, method: Method) -> None:
    loss, *activations = functions
    w, b = ([[0.1, 0.2], [0.3, 0.4]], [[0.5, 0.6], [0.7, 0.8]]), ([0.1, 0.1], [0.2, 0.2])
    network = Network((2, 2, 2), tuple(activations), loss, policy, w, b)
    setup = Setup(network, [[0.1, 0.2], [0.3, 0.4]], [[1.0, 0.0], [0.0, 1.0]], 0.5, method)
    script = script_of(network, method)
    text = described(setup, script).text
    written = json.loads(text)["script"]
    plain = json.loads(json.dumps([asdict(quantity) for quantity in script.quantities]))
    assert written["quantities"] == plain
    assert written["moments"] == json.loads(json.dumps([asdict(moment) for moment in script.moments]))
    again = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    assert text == again, "as short as JSON can be, and every number its shortest text"


def test_a_description_is_made_once_and_no_more_are_kept_than_may_be(monkeypatch) -> None:
    def of(activation: str) -> str:
        network = Network((1, 1), (activation,), "half_squared_error", "per_unit", ([[0.1]],), ([0.2],))
        setup = Setup(network, [[0.1]], [[1.0]], 0.5)
        return known.of(setup, script_of(network, PLAIN)).text

    known, made = Descriptions(), []
    real = room_description.described
    monkeypatch.setattr(room_description, "described", lambda *given: made.append(given) or real(*given))
    monkeypatch.setattr(room_description, "_MOST_KNOWN", 2 * len(of("tanh")) + 100)
    for activation in ("tanh", "relu", "tanh", "identity", "tanh"):  # the third kind is one too many
        assert f'"name":"{activation}"' in of(activation)
    assert len(made) == 4
