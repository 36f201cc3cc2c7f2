"""The oracle of batches and optimisers: plain loops over parameters by id, from the formulas of docs/model.md."""

from __future__ import annotations

import copy
import math

from tests.core import scalar

STATES = {
    "sgd": (),
    "momentum": ("velocity",),
    "nesterov": ("velocity",),
    "adagrad": ("square_sum",),
    "rmsprop": ("square_average",),
    "adam": ("m", "v"),
    "adamw": ("m", "v"),
}


def iterations(net, xs, targets, eta_at, method, count):
    """(rows, numbers by row) of each iteration; `method` has optimiser (a dictionary), rows_at(n), reduction."""
    net, state = copy.deepcopy(net), {}
    for n in range(count):
        rows = method["rows_at"](n)
        examples = {row: scalar.iteration(net, xs[row], targets[row], eta_at(n)) for row in rows}
        updated = [numbers(net, examples, row, method, state, n) for row in rows]
        yield rows, dict(zip(rows, updated, strict=True))
        state = {key: updated[0][name] for name, key in next_names(net, method["optimiser"]["name"])}
        for layer, (w, b) in enumerate(zip(net["w"], net["b"], strict=True), start=1):
            for j in range(len(w)):
                for i in range(len(w[j])):
                    w[j][i] = updated[0][f"w_next.{layer}.{j}.{i}"]
                if net["bias_policy"] != "frozen":
                    b[j] = updated[0][f"b_next.{layer}.{j}"]


def parameters(net):
    """(w or b, its place, the id of its gradient) of each trained parameter."""
    for layer in range(1, len(net["sizes"])):
        for j in range(net["sizes"][layer]):
            for i in range(net["sizes"][layer - 1]):
                yield "w", f"{layer}.{j}.{i}", f"dE_dw.{layer}.{j}.{i}"
            if net["bias_policy"] != "frozen":
                yield "b", f"{layer}.{j}", f"dE_db.{layer}" if net["bias_policy"] == "shared" else f"dE_db.{layer}.{j}"


def next_names(net, optimiser):
    for of, place, _ in parameters(net):
        for name in STATES[optimiser]:
            yield f"{name}_next_{of}.{place}", f"{name}_{of}.{place}"


def numbers(net, examples, row, method, state, n):
    """All numbers of one iteration that shows this row."""
    q = dict(examples[row])
    q["share"] = 1 / len(examples) if method["reduction"] == "mean" else 1.0
    q["updates"] = n + 1
    others = [example for other, example in examples.items() if other != row]
    q["others_error"] = sum(example["error_total"] for example in others)
    q["batch_error"] = q["share"] * sum(example["error_total"] for example in examples.values())
    for of, place, gradient in parameters(net):
        q[f"others_{gradient}"] = sum(example[gradient] for example in others)
        q[f"batch_{gradient}"] = q["share"] * sum(example[gradient] for example in examples.values())
        g = q[f"batch_{gradient}"] if method["batched"] else q[gradient]
        for kind, value in stepped(method["optimiser"], q["eta"], q[f"{of}.{place}"], g, state, of, place, n).items():
            q[f"{kind}.{place}"] = value
    return q


def stepped(optimiser, eta, p, g, state, of, place, n):
    """One parameter's numbers, by kind."""
    kind, decay = optimiser["name"], optimiser["weight_decay"]
    old = {name: state.get(f"{name}_{of}.{place}", 0.0) for name in STATES[kind]}
    found = {f"{name}_{of}": value for name, value in old.items()}
    start = p
    if decay and kind == "adamw":
        start = found[f"shrunk_{of}"] = p * (1 - eta * decay)
    elif decay:
        g = found[f"penalised_{of}"] = g + decay * p
    if kind == "sgd":
        change = -eta * g
    elif kind in ("momentum", "nesterov"):
        velocity = found[f"velocity_next_{of}"] = optimiser["momentum"] * old["velocity"] + g
        if kind == "nesterov":
            velocity = found[f"lookahead_{of}"] = g + optimiser["momentum"] * velocity
        change = -eta * velocity
    elif kind == "adagrad":
        total = found[f"square_sum_next_{of}"] = old["square_sum"] + g**2
        change = -eta * g / (math.sqrt(total) + optimiser["eps"])
    elif kind == "rmsprop":
        alpha = optimiser["alpha"]
        average = found[f"square_average_next_{of}"] = alpha * old["square_average"] + (1 - alpha) * g**2
        change = -eta * g / (math.sqrt(average) + optimiser["eps"])
    else:
        beta1, beta2 = optimiser["beta1"], optimiser["beta2"]
        m = found[f"m_next_{of}"] = beta1 * old["m"] + (1 - beta1) * g
        v = found[f"v_next_{of}"] = beta2 * old["v"] + (1 - beta2) * g**2
        m_hat = found[f"m_hat_{of}"] = m / (1 - beta1 ** (n + 1))
        v_hat = found[f"v_hat_{of}"] = v / (1 - beta2 ** (n + 1))
        change = -eta * m_hat / (math.sqrt(v_hat) + optimiser["eps"])
    return {**found, f"change_{of}": change, f"{of}_next": start + change}
