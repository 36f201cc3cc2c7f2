"""Runs listings: the numpy one as a program of its own, the PyTorch one against a stand-in for torch.

The stand-in is numpy behind the few names the listing uses. It has no autograd: parameters can be nudged from outside,
so that the gradient of the E which the program computes is known by central differences.
"""

import contextlib
import subprocess
import sys
import types

import numpy as np

STEP = 1e-6


def lines(printed):
    """{id: number} of what a program printed."""
    pairs = [line.split(" ") for line in printed.splitlines() if line]
    assert all(repr(float(value)) == value for _, value in pairs)
    assert len({name for name, _ in pairs}) == len(pairs)
    return {name: float(value) for name, value in pairs}


def run_alone(programs):
    """What each program prints in a fresh interpreter; many in one, so that numpy is loaded once."""
    driver = "import sys\nfor p in sys.stdin.read().split('\\0'):\n    exec(p, {})\n    print('\\0')\n"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", driver],
        input="\0".join(programs), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [lines(part) for part in done.stdout.split("\0\n")[:-1]]


class Tensor(np.ndarray):
    grad = None

    def backward(self):
        """There is no autograd here."""

    def expand(self, size):
        return np.broadcast_to(self, (size,))

    def dim(self):
        return self.ndim


def run_with_stand_in(program, nudge=(None, None, 0.0)):
    """Run the PyTorch listing on numpy; (which parameter, index, by how much) is nudged. Returns what it printed."""
    made, printed = [], []

    def tensor(values, requires_grad=False):
        array = np.array(values, dtype=np.float64)
        if requires_grad:
            if nudge[0] == len(made):
                array[nudge[1]] += nudge[2]
            array = array.view(Tensor)
            array.grad = np.zeros(array.shape)
            made.append(array)
        return array.view(Tensor) if not requires_grad else array

    torch, functional = _torch(tensor)
    modules = {"torch": torch, "torch.nn": torch.nn, "torch.nn.functional": functional}
    saved = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        exec(program, {"print": lambda *parts: printed.append(" ".join(map(str, parts)))})
    finally:
        for name, module in saved.items():
            sys.modules.pop(name) if module is None else sys.modules.update({name: module})
    return lines("\n".join(printed)), [array.shape for array in made]


def _torch(tensor):
    from math import erfc, sqrt

    def softplus(z):
        return np.logaddexp(z, 0.0)

    def log_softmax(z, dim):
        below = z - z.max(axis=dim, keepdims=True)
        return below - np.log(np.exp(below).sum(axis=dim, keepdims=True))

    def huber_loss(a, target, reduction, delta):
        assert reduction == "none"
        d = np.abs(a - target)
        return np.where(d <= delta, d * d / 2, delta * (d - delta / 2)).view(Tensor)

    def cross_entropy(z, target, reduction):
        assert reduction == "none"
        return softplus(z) - target * z

    functional = types.SimpleNamespace(
        leaky_relu=lambda z, negative_slope: np.where(z > 0, z, negative_slope * z).view(Tensor),
        elu=lambda z, alpha: np.where(z > 0, z, alpha * np.expm1(z)).view(Tensor),
        gelu=lambda z: np.array([v * erfc(-v / sqrt(2)) / 2 for v in z.ravel().tolist()]).reshape(z.shape).view(Tensor),
        huber_loss=huber_loss,
        binary_cross_entropy_with_logits=cross_entropy,
    )
    torch = types.SimpleNamespace(
        float64=np.float64,
        set_default_dtype=lambda kind: None,
        tensor=tensor,
        sigmoid=lambda z: 1 / (1 + np.exp(-z)),
        tanh=np.tanh,
        relu=lambda z: np.maximum(z, 0),
        logaddexp=np.logaddexp,
        zeros_like=np.zeros_like,
        sqrt=np.sqrt,
        no_grad=contextlib.nullcontext,
        softmax=lambda z, dim: np.exp(log_softmax(z, dim)),
        log_softmax=log_softmax,
        nn=types.SimpleNamespace(functional=functional),
    )
    return torch, functional
