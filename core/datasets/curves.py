"""Curves over one input: x goes evenly from −1 to 1; noise is the standard deviation of a normal shift of each y."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from core.arrays import Array
from core.datasets.dataset import Dataset

#: By id: the title, the formula as text, what it is good for, and the formula.
CURVES: dict[str, tuple[str, str, str, Callable[[Array], Array]]] = {
    "line": ("Line", "y = ½ x + ¼", "one linear unit can learn it, and its E is a parabola.", lambda x: 0.5 * x + 0.25),
    "parabola": ("Parabola", "y = x²", "two hidden units can bend to it.", lambda x: x * x),
    "sine": ("Sine", "y = sin πx", "one whole wave.", lambda x: np.asarray(np.sin(np.pi * x))),
    "step": (
        "Step",
        "y = 1 where x ≥ 0, else 0",
        "a jump, which takes a steep unit.",
        lambda x: np.where(x < 0, 0.0, 1.0),
    ),
    "bump": ("Bump", "y = exp(−16 x²)", "flat, up, down, flat.", lambda x: np.asarray(np.exp(-16.0 * x * x))),
}


def _curve(noise: float, rows: int, seed: int, *, name: str) -> Dataset:
    title, formula, use, y = CURVES[name]
    x = np.linspace(-1.0, 1.0, rows)
    shift = np.random.Generator(np.random.PCG64(seed)).standard_normal(rows)
    return Dataset(
        id=name,
        title=title,
        description=f"{formula} from −1 to 1: {use}",
        source="Made by Deltaflow.",
        inputs=("x",),
        outputs=("y",),
        classes=(),
        x=x[:, None],
        target=(y(x) + noise * shift)[:, None],
    )


def curve_maker(name: str) -> Callable[[float, int, int], Dataset]:
    """The function of noise, rows and seed that makes a curve of CURVES."""
    return partial(_curve, name=name)
