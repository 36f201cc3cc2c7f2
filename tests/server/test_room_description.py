"""A description is written by hand, for speed: it is the JSON that a general writer would make of the script."""

import json
from dataclasses import asdict

import pytest

from core.method import PLAIN, Method
from core.network import Network
from core.optimisers import optimiser
from core.schedules import schedule
from core.script import script_of
from core.setup import Setup
from server import room_description
from server.room_description import described

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
    fields = ("id", "kind", "layer", "unit", "source", "moment")
    plain = [
        {**{name: getattr(quantity, name) for name in fields}, "rule": quantity.rule and asdict(quantity.rule)}
        for quantity in script.quantities
    ]
    assert written["quantities"] == json.loads(json.dumps(plain))
    assert written["moments"] == json.loads(json.dumps([asdict(moment) for moment in script.moments]))
    again = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    assert text == again, "as short as JSON can be, and every number its shortest text"


def test_a_description_is_made_once_for_all_that_are_alike_and_for_no_others(monkeypatch) -> None:
    made = []
    real = room_description.described
    monkeypatch.setattr(room_description, "described", lambda *given: made.append(given) or real(*given))

    def of(*, rows: int = 1, eta: float = 0.5, policy: str = "per_unit", method: Method = PLAIN, **options: object):
        alpha, bias, units = options.get("alpha", 0.8125), options.get("bias", 0.2), options.get("units", 1)
        activation = {"name": "elu", "alpha": alpha}
        network = Network(
            (1, units), (activation,), "half_squared_error", policy, ([[0.1]] * units,), ([bias] * units,)
        )
        setup = Setup(network, [[0.1]] * rows, [[1.0] * units] * rows, eta, method)
        described = room_description.description_of(setup, script_of(network, setup.method))
        assert described.text == real(setup, script_of(network, setup.method)).text
        return described

    first = of()
    assert of() is first
    assert of(eta=0.25) is first, "a frame has the learning rate"
    assert of(bias=0.3) is first, "and the biases that training changes"
    assert len(made) == 1
    momentum, halved = Method(optimiser("momentum")), Method(schedule=schedule("step", step_size=10.0))
    others = [
        of(alpha=0.5),
        of(units=2),
        of(rows=2),
        of(policy="shared"),
        of(policy="frozen"),
        of(policy="frozen", bias=0.3),
        of(method=momentum),
        of(method=halved),
        of(method=halved, eta=0.25),
    ]
    assert len({id(each) for each in (first, *others)}) == len(others) + 1
