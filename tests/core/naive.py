"""A history without any cleverness: by the readable path from iteration 0 on, every time; edits done on plain lists."""

from __future__ import annotations

import copy

import numpy as np

from core.backward import backward
from core.forward import forward
from core.record import record
from core.script import script_of
from core.update import sgd
from tests.core.samples import FREE_LOSSES, HIDDEN, POLICIES, network_of


def change(state, row, changes):
    """Do changes (of, to), in order, to a dictionary of net, x, target and eta."""
    state = copy.deepcopy(state)
    net = state["net"]
    for of, to in changes:
        kind, *place = of.split(".")
        numbers = [int(number) for number in place]
        if kind == "w":
            layer, unit, source = numbers
            net["w"][layer - 1][unit][source] = to
        elif kind == "b":
            layer, unit = numbers
            for other in range(net["sizes"][layer]):
                if net["bias_policy"] != "per_unit" or other == unit:
                    net["b"][layer - 1][other] = to
        elif kind == "a":
            state["x"][row][numbers[1]] = to
        elif kind == "target":
            state["target"][row][numbers[1]] = to
        elif kind == "activation":
            net["activations"][numbers[0] - 1] = to
        elif kind == "eta":
            state["eta"] = to
        else:
            net[kind] = to
    return state


def states(state, edits, stop):
    """(network, row, state) of the iterations 0 … stop; `edits` is {iteration: changes}, without a change to shared."""
    for n in range(stop + 1):
        row = n % len(state["x"])
        state = change(state, row, edits.get(n, ()))
        network = network_of(state["net"])
        yield network, row, state
        gradients = backward(network, forward(network, state["x"][row]), state["target"][row])
        after = sgd(network, gradients, state["eta"])
        state["net"].update(w=[w.tolist() for w in after.w], b=[b.tolist() for b in after.b])


def records(state, edits, stop):
    """The values of each record, as bytes; a script, which holds no number, is built once for its functions."""
    scripts, values = {}, []
    for network, row, now in states(state, edits, stop):
        functions = repr([now["net"][name] for name in ("activations", "loss", "bias_policy")])
        script = scripts.setdefault(functions, scripts.get(functions) or script_of(network))
        values.append(record(network, now["x"][row], now["target"][row], now["eta"], script).values.tobytes())
    return values


def random_edits(rng, net, count, most):
    """{iteration: changes} that are all valid for a net with a free loss and an elementwise output."""
    sizes, last = net["sizes"], len(net["sizes"]) - 1
    edits = {}
    for iteration in sorted(rng.choice(most, count, replace=False).tolist()):
        layer = int(rng.integers(1, last + 1))
        unit, source = int(rng.integers(sizes[layer])), int(rng.integers(sizes[layer - 1]))
        choices = [
            (f"w.{layer}.{unit}.{source}", float(rng.normal())),
            (f"b.{layer}.{unit}", float(rng.normal())),
            (f"a.0.{rng.integers(sizes[0])}", float(rng.normal())),
            (f"target.{last}.{rng.integers(sizes[-1])}", float(rng.choice([-1.0, 1.0]))),
            ("eta", float(rng.uniform(0.001, 0.05))),
            (f"activation.{layer}", HIDDEN[rng.integers(len(HIDDEN))]),
            ("loss", FREE_LOSSES[rng.integers(4)]),
            ("bias_policy", POLICIES[rng.choice([0, 2])]),
        ]
        edits[iteration] = [choices[index] for index in sorted(rng.choice(7, int(rng.integers(1, 4)), replace=False))]
        if rng.random() < 0.3:
            edits[iteration] = [choices[7]]
    return edits


def state_of(net, x, target, eta):
    return {"net": net, "x": np.asarray(x).tolist(), "target": np.asarray(target).tolist(), "eta": eta}
