"""What the compiled loops have in common: the functions of a unit and of a loss, and numba's cache.

The operations are those of the readable path, number by number, and `fastmath` is off; but numpy's own e^z may end in
another last digit: the numbers agree to 1e-12. Names of functions are whole numbers here: an index into ACTIVATIONS,
LOSSES and OPTIMISERS of the modules of that name.
"""

from __future__ import annotations

import inspect
import math
import zlib
from collections.abc import Callable
from types import ModuleType

from numba import njit

from core.activations import ACTIVATIONS
from core.losses import LOSSES
from core.optimisers import OPTIMISERS

IDENTITY, LOGISTIC, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, GELU, SOFTMAX = range(len(ACTIVATIONS))
HALF_SQUARED_ERROR, SQUARED_ERROR, MEAN_SQUARED_ERROR = range(3)
BINARY_CROSS_ENTROPY, CATEGORICAL_CROSS_ENTROPY, HUBER, HINGE = range(3, len(LOSSES))
SGD, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM, ADAMW = range(len(OPTIMISERS))
ROOT_TWO, ROOT_TWO_PI = math.sqrt(2.0), math.sqrt(2.0 * math.pi)

#: A division by 0 is infinite or undefined, as in numpy. Written into one another they are twice as quick.
within = njit(error_model="numpy", inline="always")
#: Other threads run meanwhile.
compiled = njit(error_model="numpy", nogil=True)


@within
def softplus(z):
    """ln(1 + e^z), as numpy's logaddexp computes it."""
    if z == 0.0:
        return math.log(2.0)
    return z + math.log1p(math.exp(-z)) if z > 0.0 else math.log1p(math.exp(z))


@within
def activated(name, parameter, z):
    """f(z) of one unit; not for softmax."""
    if name == LOGISTIC:
        return 1.0 / (1.0 + math.exp(-z))
    if name == TANH:
        return math.tanh(z)
    if name == RELU:
        return 0.0 if z <= 0.0 else z  # noqa: FURB136 -- what is not a number stays so
    if name == LEAKY_RELU:
        return z if z > 0.0 else parameter * z
    if name == ELU:
        return z if z > 0.0 else parameter * math.expm1(z)
    if name == SOFTPLUS:
        return softplus(z)
    if name == GELU:
        return z * (0.5 * math.erfc(-z / ROOT_TWO))
    return z


@within
def slope(name, parameter, z, a):
    """f′(z) of one unit; not for softmax."""
    if name == LOGISTIC:
        return a * (1.0 - a)
    if name == TANH:
        return 1.0 - a * a
    if name == RELU:
        return 1.0 if z > 0.0 else 0.0
    if name == LEAKY_RELU:
        return 1.0 if z > 0.0 else parameter
    if name == ELU:
        return 1.0 if z > 0.0 else parameter * math.exp(z)
    if name == SOFTPLUS:
        return 1.0 / (1.0 + math.exp(-z))
    if name == GELU:
        return 0.5 * math.erfc(-z / ROOT_TWO) + z * (math.exp(-0.5 * z * z) / ROOT_TWO_PI)
    return 1.0


@within
def softmax(z, a, start, stop):
    """Activate the units from start to stop; returns the largest z, and ln Σ e^(z − largest)."""
    largest, total = z[start], 0.0
    for k in range(start, stop):
        largest = max(largest, z[k])
    for k in range(start, stop):
        a[k] = math.exp(z[k] - largest)
        total += a[k]
    for k in range(start, stop):
        a[k] /= total
    return largest, math.log(total)


@within
def cost(name, parameter, z, a, t, outputs):
    """E_k of one output; not for the categorical cross-entropy."""
    d = a - t
    if name == HALF_SQUARED_ERROR:
        return 0.5 * d * d
    if name == SQUARED_ERROR:
        return d * d
    if name == MEAN_SQUARED_ERROR:
        return 1.0 / outputs * d * d
    if name == BINARY_CROSS_ENTROPY:
        return (1.0 - t) * softplus(z) + t * softplus(-z)
    if name == HUBER:
        return 0.5 * d * d if abs(d) <= parameter else parameter * (abs(d) - 0.5 * parameter)
    return 0.0 if t * a >= 1.0 else 1.0 - t * a


@within
def dE_da(name, parameter, a, t, outputs):  # noqa: N802 the textbook's name
    """∂E/∂a of one output; of a loss that is fused with its layer, δ."""
    d = a - t
    if name == SQUARED_ERROR:
        return 2.0 * d
    if name == MEAN_SQUARED_ERROR:
        return 2.0 / outputs * d
    if name == HUBER:
        return min(max(d, -parameter), parameter)
    if name == HINGE:
        return -t if t * a < 1.0 else 0.0
    return d


def cached(train: Callable[..., None], *others: ModuleType) -> Callable[..., None]:
    """Let numba compile loops, or load them from its cache: beside their file, or in the user's folder for caches.

    numba asks only of that file whether it has changed; so the loops' name there says which text the others had.

    Args:
        train: the loops.
        others: the modules that they take something of.

    Raises:
        RuntimeError: there is no folder to keep a cache in.
    """
    texts = "".join(inspect.getsource(module) for module in others)
    train.__qualname__ = f"train_{zlib.crc32(texts.encode()):08x}"
    quick: Callable[..., None] = compiled(train)
    quick.enable_caching()  # type: ignore[attr-defined]  # a dispatcher of numba has it
    return quick
