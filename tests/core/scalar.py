"""The oracle: one iteration with plain loops and the math module, written without looking at core.

Networks are dictionaries as on the wire; everything is a float or a list. Nothing here may import core or numpy.
"""

from __future__ import annotations

import math


def logistic(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def softplus(z):
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def softmax(zs):
    top = max(zs)
    powers = [math.exp(z - top) for z in zs]
    return [power / sum(powers) for power in powers]


ACTIVATIONS = {
    "identity": lambda z: z,
    "logistic": logistic,
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z, slope: z if z > 0 else slope * z,
    "elu": lambda z, alpha: z if z > 0 else alpha * math.expm1(z),
    "softplus": softplus,
    "gelu": lambda z: z * cdf(z),
}

SLOPES = {
    "identity": lambda z: 1.0,
    "logistic": lambda z: logistic(z) * logistic(-z),
    "tanh": lambda z: 1 / math.cosh(z) ** 2,
    "relu": lambda z: 1.0 if z > 0 else 0.0,
    "leaky_relu": lambda z, slope: 1.0 if z > 0 else slope,
    "elu": lambda z, alpha: 1.0 if z > 0 else alpha * math.exp(z),
    "softplus": logistic,
    "gelu": lambda z: cdf(z) + z * math.exp(-z * z / 2) / math.sqrt(2 * math.pi),
}


def huber(d, threshold):
    return d * d / 2 if abs(d) <= threshold else threshold * (abs(d) - threshold / 2)


def clip(d, low, high):
    return low if d < low else min(d, high)


def hinge_slope(a, t):
    return -t if t * a < 1 else 0.0


def log_sum(zs):
    top = max(zs)
    return top + math.log(sum(math.exp(z - top) for z in zs))


def binary_cross_entropy(z, t):
    return t * softplus(-z) + (1 - t) * softplus(z)


def errors(loss, z, a, t):
    """E_k of each output."""
    outputs = range(len(a))
    match loss["name"]:
        case "half_squared_error":
            return [(t[k] - a[k]) ** 2 / 2 for k in outputs]
        case "squared_error":
            return [(t[k] - a[k]) ** 2 for k in outputs]
        case "mean_squared_error":
            return [(t[k] - a[k]) ** 2 / len(a) for k in outputs]
        case "binary_cross_entropy":
            return [binary_cross_entropy(z[k], t[k]) for k in outputs]
        case "categorical_cross_entropy":
            return [t[k] * (log_sum(z) - z[k]) for k in outputs]
        case "huber":
            return [huber(a[k] - t[k], loss["threshold"]) for k in outputs]
        case "hinge":
            return [max(0.0, 1 - t[k] * a[k]) for k in outputs]


def error_slopes(loss, a, t):
    """∂E/∂a of each output, or None for the cross-entropies."""
    outputs = range(len(a))
    match loss["name"]:
        case "half_squared_error":
            return [a[k] - t[k] for k in outputs]
        case "squared_error":
            return [2 * (a[k] - t[k]) for k in outputs]
        case "mean_squared_error":
            return [2 * (a[k] - t[k]) / len(a) for k in outputs]
        case "huber":
            return [clip(a[k] - t[k], -loss["threshold"], loss["threshold"]) for k in outputs]
        case "hinge":
            return [hinge_slope(a[k], t[k]) for k in outputs]


def parameters_of(named):
    return {key: value for key, value in named.items() if key != "name"}


def iteration(net, x, target, eta):
    """All quantities of one iteration of one example, by id; also dE_db of biases that are not trained."""
    sizes, last = net["sizes"], len(net["sizes"]) - 1
    q = {"eta": eta}
    for i, value in enumerate(x):
        q[f"a.0.{i}"] = value
    for k, value in enumerate(target):
        q[f"target.{last}.{k}"] = value
    for layer in range(1, last + 1):
        forward_layer(net, q, layer)
    output_errors(net, q)
    for layer in range(last, 0, -1):
        deltas(net, q, layer)
        gradients(net, q, layer)
    for layer in range(1, last + 1):
        update(net, q, layer, sizes)
    return q


def forward_layer(net, q, layer):
    named = net["activations"][layer - 1]
    zs = []
    for j in range(net["sizes"][layer]):
        z = net["b"][layer - 1][j]
        q[f"b.{layer}.{j}"] = z
        for i in range(net["sizes"][layer - 1]):
            w = net["w"][layer - 1][j][i]
            q[f"w.{layer}.{j}.{i}"] = w
            q[f"weighted.{layer}.{j}.{i}"] = w * q[f"a.{layer - 1}.{i}"]
            z += w * q[f"a.{layer - 1}.{i}"]
        zs.append(z)
    if named["name"] == "softmax":
        activated = softmax(zs)
    else:
        activated = [ACTIVATIONS[named["name"]](z, **parameters_of(named)) for z in zs]
    for j, (z, a) in enumerate(zip(zs, activated, strict=True)):
        q[f"z.{layer}.{j}"], q[f"a.{layer}.{j}"] = z, a


def outputs_of(net, q, kind):
    last = len(net["sizes"]) - 1
    return [q[f"{kind}.{last}.{k}"] for k in range(net["sizes"][last])]


def output_errors(net, q):
    last = len(net["sizes"]) - 1
    z, a, t = (outputs_of(net, q, kind) for kind in ("z", "a", "target"))
    for k, error in enumerate(errors(net["loss"], z, a, t)):
        q[f"error.{last}.{k}"] = error
        q[f"difference.{last}.{k}"] = a[k] - t[k]
    q["error_total"] = sum(outputs_of(net, q, "error"))


def deltas(net, q, layer):
    last, named = len(net["sizes"]) - 1, net["activations"][layer - 1]
    units = range(net["sizes"][layer])
    if layer == last:
        a, t = outputs_of(net, q, "a"), outputs_of(net, q, "target")
        slopes = error_slopes(net["loss"], a, t)
        if slopes is None:
            for k in units:
                q[f"delta.{layer}.{k}"] = a[k] - t[k]
            return
        for k in units:
            q[f"dE_da.{layer}.{k}"] = slopes[k]
        if named["name"] == "softmax":
            for i in units:
                for j in units:
                    q[f"jacobian.{layer}.{j}.{i}"] = a[j] * ((1.0 if i == j else 0.0) - a[i])
                q[f"delta.{layer}.{i}"] = sum(slopes[j] * q[f"jacobian.{layer}.{j}.{i}"] for j in units)
            return
    else:
        for i in units:
            total = 0.0
            for j in range(net["sizes"][layer + 1]):
                part = q[f"delta.{layer + 1}.{j}"] * q[f"w.{layer + 1}.{j}.{i}"]
                q[f"contribution.{layer + 1}.{j}.{i}"] = part
                total += part
            q[f"dE_da.{layer}.{i}"] = total
    for j in units:
        slope = SLOPES[named["name"]](q[f"z.{layer}.{j}"], **parameters_of(named))
        q[f"complement.{layer}.{j}"] = 1 - q[f"a.{layer}.{j}"]
        q[f"df.{layer}.{j}"] = slope
        q[f"delta.{layer}.{j}"] = q[f"dE_da.{layer}.{j}"] * slope


def gradients(net, q, layer):
    for j in range(net["sizes"][layer]):
        delta = q[f"delta.{layer}.{j}"]
        q[f"dE_db.{layer}.{j}"] = delta
        for i in range(net["sizes"][layer - 1]):
            q[f"dE_dw.{layer}.{j}.{i}"] = delta * q[f"a.{layer - 1}.{i}"]
    if net["bias_policy"] == "shared":
        q[f"dE_db.{layer}"] = sum(q[f"delta.{layer}.{j}"] for j in range(net["sizes"][layer]))


def update(net, q, layer, sizes):
    eta = q["eta"]
    for j in range(sizes[layer]):
        for i in range(sizes[layer - 1]):
            place = f"{layer}.{j}.{i}"
            q[f"change_w.{place}"] = -eta * q[f"dE_dw.{place}"]
            q[f"w_next.{place}"] = q[f"w.{place}"] - eta * q[f"dE_dw.{place}"]
        if net["bias_policy"] != "frozen":
            gradient = q[f"dE_db.{layer}" if net["bias_policy"] == "shared" else f"dE_db.{layer}.{j}"]
            q[f"change_b.{layer}.{j}"] = -eta * gradient
            q[f"b_next.{layer}.{j}"] = q[f"b.{layer}.{j}"] - eta * gradient


def batch_gradients(net, xs, targets, reduction):
    """E, ∂E/∂w and ∂E/∂b of a batch: those of its examples, summed or averaged; b as each unit's own."""
    divisor = len(xs) if reduction == "mean" else 1
    total = {}
    for x, target in zip(xs, targets, strict=True):
        for key, value in iteration(net, x, target, 1.0).items():
            if key == "error_total" or key.startswith(("dE_dw.", "dE_db.")):
                total[key] = total.get(key, 0.0) + value / divisor
    return total


#: The functions that rules name, as docs/model.md defines them; softmax_k and categorical_cross_entropy_k apart.
FUNCTIONS = {
    **{name: ACTIVATIONS[name] for name in ("logistic", "tanh", "relu", "leaky_relu", "elu", "softplus", "gelu")},
    **{f"{name}_slope": SLOPES[name] for name in ("relu", "leaky_relu", "elu", "gelu")},
    "huber": huber,
    "clip": clip,
    "hinge": lambda a, t: max(0.0, 1 - t * a),
    "hinge_slope": hinge_slope,
    "binary_cross_entropy": binary_cross_entropy,
    "scaled_step": lambda eta, g, square, eps: -eta * g / (math.sqrt(square) + eps),
    "unbiased": lambda mean, beta, updates: mean / (1 - beta**updates),
}


def call(name, arguments):
    """Apply a rule's function."""
    base, _, unit = name.rpartition("_")
    if base == "softmax":
        return softmax(arguments)[int(unit)]
    if base == "categorical_cross_entropy":
        *zs, target = arguments
        return target * (log_sum(zs) - zs[int(unit)])
    return FUNCTIONS[name](*arguments)
