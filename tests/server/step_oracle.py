"""What POST /step must answer, from plain Python: forward and E number by number, derivatives by differences of E."""

import copy
import math

ACTIVATIONS = {
    "identity": lambda z: z,
    "logistic": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z, slope=0.01: z if z > 0 else slope * z,
    "elu": lambda z, alpha=1.0: z if z > 0 else alpha * (math.exp(z) - 1),
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "gelu": lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2,
}
LOSSES = {
    "half_squared_error": lambda a, t, n: (a - t) ** 2 / 2,
    "squared_error": lambda a, t, n: (a - t) ** 2,
    "mean_squared_error": lambda a, t, n: (a - t) ** 2 / n,
    "binary_cross_entropy": lambda a, t, n: -t * math.log(a) - (1 - t) * math.log(1 - a),
    "categorical_cross_entropy": lambda a, t, n: -t * math.log(a),
    "huber": lambda a, t, n, threshold=1.0: (
        (a - t) ** 2 / 2 if abs(a - t) <= threshold else threshold * (abs(a - t) - threshold / 2)
    ),
    "hinge": lambda a, t, n: max(0.0, 1 - t * a),
}


def split(function):
    """Read a name, or an object with a name, as name and parameters."""
    if isinstance(function, str):
        return function, {}
    return function["name"], {key: value for key, value in function.items() if key != "name"}


def forward(network, x):
    """Net inputs and activations of one row, by layer; `nudge` adds to one net input to see what it changes."""
    nudge = network.get("nudge", {})
    signal, zs, activations = x, [], []
    for layer, (w, b, function) in enumerate(zip(network["w"], network["b"], network["activations"], strict=True)):
        z = [sum(wi * si for wi, si in zip(row, signal, strict=True)) + bi for row, bi in zip(w, b, strict=True)]
        z = [value + nudge.get((layer, unit), 0.0) for unit, value in enumerate(z)]
        name, parameters = split(function)
        if name == "softmax":
            total = sum(math.exp(value) for value in z)
            signal = [math.exp(value) / total for value in z]
        else:
            signal = [ACTIVATIONS[name](value, **parameters) for value in z]
        zs.append(z)
        activations.append(signal)
    return zs, activations


def errors(network, x, target, share=1.0):
    """E of each output of one row, times the row's share."""
    name, parameters = split(network["loss"])
    outputs = forward(network, x)[1][-1]
    return [LOSSES[name](a, t, len(outputs), **parameters) * share for a, t in zip(outputs, target, strict=True)]


def total(network, xs, targets, reduction):
    """E of the batch."""
    share = 1 / len(xs) if reduction == "mean" else 1.0
    return sum(sum(errors(network, x, t, share)) for x, t in zip(xs, targets, strict=True))


def slope(f, h=2e-5):
    """f′(0) by differences, right to h⁴."""
    return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)


def delta(network, x, target, layer, unit, share):
    """∂E/∂z of one unit for one row."""
    return slope(lambda h: sum(errors({**network, "nudge": {(layer, unit): h}}, x, target, share)))


def gradient(network, xs, targets, reduction, field, layer, *index):
    """∂E/∂ of one weight or bias; a shared bias moves the whole layer."""

    def moved(h):
        other = copy.deepcopy(network)
        values = other[field][layer]
        units = range(len(values)) if field == "b" and network["bias_policy"] == "shared" else [index[0]]
        for unit in units:
            if field == "b":
                values[unit] += h
            else:
                values[unit][index[1]] += h
        return total(other, xs, targets, reduction)

    return slope(moved)
