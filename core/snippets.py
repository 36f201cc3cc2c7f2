"""Source text of the functions a network uses, for the programs that core.listing writes: numpy as core computes it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.activations import Activation
from core.losses import Loss

#: Definitions in numpy, by the name they define; each names those it needs before it.
NUMPY: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "net_input": (
            (),
            "def net_input(w, b, a):  # W a + b in one product: b is the weight of a signal that is always 1\n"
            "    by_source = np.vstack([w.T, b]).copy()\n"
            "    return by_source.T.dot(np.append(a, 1.0))\n",
        ),
        "sent_back": (
            (),
            "def sent_back(w, delta):  # of each unit i the sum of delta_j w_ji\n    return w.T.copy().dot(delta)\n",
        ),
        "logistic": ((), "def logistic(z):\n    return 1.0 / (1.0 + np.exp(-z))\n"),
        "softmax": (
            (),
            "def softmax(z):\n"
            "    powers = np.exp(z - z.max())  # shifted by the largest, which changes nothing but avoids overflow\n"
            "    return powers / powers.sum()\n",
        ),
        "softmax_jacobian": (
            (),
            "def softmax_jacobian(a):  # row j, column i: how a_j changes with z_i\n"
            "    jacobian = -a[:, None] * a[None, :]\n"
            "    units = np.arange(len(a))\n"
            "    jacobian[units, units] += a\n"
            "    return jacobian\n",
        ),
        "relu": ((), "def relu(z):\n    return np.maximum(z, 0.0)\n"),
        "relu_slope": ((), "def relu_slope(z):\n    return np.where(z > 0.0, 1.0, 0.0)\n"),
        "leaky_relu": ((), "def leaky_relu(z, slope):\n    return np.where(z > 0.0, z, slope * z)\n"),
        "leaky_relu_slope": ((), "def leaky_relu_slope(z, slope):\n    return np.where(z > 0.0, 1.0, slope)\n"),
        "elu": (
            (),
            "def elu(z, alpha):\n    return np.where(z > 0.0, z, alpha * np.expm1(np.minimum(z, 0.0)))\n",
        ),
        "elu_slope": (
            (),
            "def elu_slope(z, alpha):\n    return np.where(z > 0.0, 1.0, alpha * np.exp(np.minimum(z, 0.0)))\n",
        ),
        "softplus": ((), "def softplus(z):\n    return np.logaddexp(0.0, z)\n"),
        "normal_cdf": (
            (),
            "def normal_cdf(z):  # the share of the normal distribution below z\n"
            "    return 0.5 * np.array([math.erfc(value) for value in -z / math.sqrt(2.0)])\n",
        ),
        "gelu": (("normal_cdf",), "def gelu(z):\n    return z * normal_cdf(z)\n"),
        "gelu_slope": (
            ("normal_cdf",),
            "def gelu_slope(z):\n    return normal_cdf(z) + z * (np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi))\n",
        ),
        "scaled_step": (
            (),
            "def scaled_step(eta, g, square, eps):\n    return -eta * g / (np.sqrt(square) + eps)\n",
        ),
        "unbiased": ((), "def unbiased(mean, beta, updates):\n    return mean / (1.0 - beta**updates)\n"),
        "huber": (
            (),
            "def huber(difference, threshold):\n"
            "    distance = np.abs(difference)\n"
            "    square, line = 0.5 * distance * distance, threshold * (distance - 0.5 * threshold)\n"
            "    return np.where(distance <= threshold, square, line)\n",
        ),
        "binary_cross_entropy": (
            (),
            "def binary_cross_entropy(z, target):  # -t ln a - (1 - t) ln(1 - a), from z: finite when a is 0 or 1\n"
            "    return (1.0 - target) * np.logaddexp(0.0, z) + target * np.logaddexp(0.0, -z)\n",
        ),
        "categorical_cross_entropy": (
            (),
            "def categorical_cross_entropy(z, target):  # -t ln a, from z: finite when a is 0\n"
            "    below = z - z.max()\n"
            "    return target * (np.log(np.exp(below).sum()) - below)\n",
        ),
    }
)


def numpy_activation(f: Activation, z: str) -> str:
    """Write a = f(z)."""
    match f.name:
        case "identity":
            return f"{z}.copy()"
        case "tanh":
            return f"np.tanh({z})"
    return call(f.name, z, *f.parameters.values())


def numpy_slope(f: Activation, layer: int) -> str:
    """Write f′(z) of a layer, from a where the textbook does so."""
    match f.name:
        case "identity":
            return f"np.ones_like(z{layer})"
        case "logistic":
            return f"a{layer} * complement{layer}"
        case "tanh":
            return f"1.0 - a{layer} * a{layer}"
        case "softplus":
            return f"logistic(z{layer})"
    return call(f"{f.name}_slope", f"z{layer}", *f.parameters.values())


def numpy_error(loss: Loss, layer: int, outputs: int) -> str:
    """Write E_k of each output."""
    difference = f"difference{layer}"
    match loss.name:
        case "half_squared_error":
            return f"0.5 * {difference} * {difference}"
        case "squared_error":
            return f"{difference} * {difference}"
        case "mean_squared_error":
            return f"(1.0 / {outputs}) * {difference} * {difference}"
        case "huber":
            return call("huber", difference, *loss.parameters.values())
        case "hinge":
            return f"np.maximum(0.0, 1.0 - target * a{layer})"
    return call(loss.name, f"z{layer}", "target")


def numpy_error_slope(loss: Loss, layer: int, outputs: int) -> str:
    """Write ∂E/∂a of each output."""
    difference = f"difference{layer}"
    match loss.name:
        case "squared_error":
            return f"2.0 * {difference}"
        case "mean_squared_error":
            return f"2.0 / {outputs} * {difference}"
        case "huber":
            threshold = loss.parameters["threshold"]
            return f"np.minimum(np.maximum({difference}, {-threshold!r}), {threshold!r})"
        case "hinge":
            return f"np.where(target * a{layer} < 1.0, -target, 0.0)"
    return difference


def torch_activation(f: Activation, z: str) -> str:
    """Write a = f(z) in PyTorch."""
    match f.name:
        case "identity":
            return z
        case "softmax":
            return f"torch.softmax({z}, dim=-1)"
        case "leaky_relu":
            return f"F.leaky_relu({z}, negative_slope={f.parameters['slope']!r})"
        case "elu":
            return f"F.elu({z}, alpha={f.parameters['alpha']!r})"
        case "gelu":
            return f"F.gelu({z})"
        case "softplus":  # F.softplus turns into a line above 20
            return f"torch.logaddexp({z}, torch.zeros_like({z}))"
    return f"torch.{ {'logistic': 'sigmoid'}.get(f.name, f.name) }({z})"


def torch_error(loss: Loss, layer: int, outputs: int) -> str:
    """Write E_k of each output in PyTorch."""
    a, z = f"a{layer}", f"z{layer}"
    match loss.name:
        case "half_squared_error":
            return f"0.5 * ({a} - target) ** 2"
        case "squared_error":
            return f"({a} - target) ** 2"
        case "mean_squared_error":
            return f"({a} - target) ** 2 / {outputs}"
        case "huber":
            return f'F.huber_loss({a}, target, reduction="none", delta={loss.parameters["threshold"]!r})'
        case "hinge":
            return f"torch.relu(1.0 - target * {a})"
        case "binary_cross_entropy":
            return f'F.binary_cross_entropy_with_logits({z}, target, reduction="none")'
    return f"-target * torch.log_softmax({z}, dim=-1)"


def call(name: str, *arguments: object) -> str:
    """Write a call; numbers as the shortest text that reads back the same double."""
    return f"{name}({', '.join(a if isinstance(a, str) else repr(a) for a in arguments)})"
