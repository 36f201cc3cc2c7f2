"""Points in the plane, in two classes; noise is the standard deviation of a normal shift of both coordinates.

Rows belong to the classes in turn, 0, 1, 0, 1, …, so that every start of a set holds both. All random numbers come from
PCG64 with the given seed: first those of the shape, then two per row for the noise.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from core.arrays import Array
from core.datasets.dataset import Dataset

TURNS: Final = 1.75
"""How often an arm of the spiral goes around, as in TensorFlow Playground."""
_SOURCE: Final = "Made by Deltaflow"


def _points(name: str, title: str, about: str, source: str, x: Array) -> Dataset:
    classes = np.arange(len(x)) % 2
    return Dataset(
        id=name,
        title=title,
        description=about,
        source=source,
        inputs=("x1", "x2"),
        outputs=("y",),
        classes=("0", "1"),
        x=x,
        target=classes[:, None].astype(np.float64),
    )


def _start(rows: int, seed: int) -> tuple[np.random.Generator, Array]:
    """Give the source of random numbers, and of each row its class as 0.0 or 1.0."""
    return np.random.Generator(np.random.PCG64(seed)), (np.arange(rows) % 2).astype(np.float64)


def _shaken(x: Array, y: Array, noise: float, random: np.random.Generator) -> Array:
    """Put coordinates side by side and shift them."""
    return np.stack([x, y], axis=1) + noise * random.standard_normal((len(x), 2))


def circles(noise: float, rows: int, seed: int) -> Dataset:
    """Class 1 in a disc of radius ½, class 0 in a ring around it, from 0.7 to 1; radius and angle are uniform."""
    random, label = _start(rows, seed)
    along, around = random.random((2, rows))
    radius, angle = np.where(label == 1.0, 0.5 * along, 0.7 + 0.3 * along), 2.0 * np.pi * around
    x = _shaken(radius * np.cos(angle), radius * np.sin(angle), noise, random)
    about = "A disc in a ring: the border is closed, so it takes at least three hidden units."
    return _points("circles", "Circles", about, f"{_SOURCE}; the form is TensorFlow Playground's circle.", x)


def spiral(noise: float, rows: int, seed: int) -> Dataset:
    """Two arms, each from the middle to radius 1, half a turn apart; rows go evenly outward along their arm."""
    random, label = _start(rows, seed)
    along = (np.arange(rows) // 2 + 0.5) / ((rows + 1) // 2)
    angle = 2.0 * np.pi * TURNS * along + np.pi * label
    x = _shaken(along * np.sin(angle), along * np.cos(angle), noise, random)
    about = "Two arms around each other: the hardest of these borders."
    return _points("spiral", "Spiral", about, f"{_SOURCE}; the form is TensorFlow Playground's spiral.", x)


def moons(noise: float, rows: int, seed: int) -> Dataset:
    """Two half circles of radius 1 that reach into each other, evenly filled; the middle of all is at 0, 0."""
    random, label = _start(rows, seed)
    angle = np.pi * (np.arange(rows) // 2) / max(1, (rows - 1) // 2)
    upper, side = label == 0.0, 2.0 * label - 1.0
    x = np.where(upper, np.cos(angle), 1.0 - np.cos(angle)) - 0.5
    y = -side * np.sin(angle) + 0.5 * label - 0.25
    about = "Two half circles that reach into each other: a bent border."
    source = f"{_SOURCE}; the form is scikit-learn's make_moons, moved to the middle."
    return _points("moons", "Moons", about, source, _shaken(x, y, noise, random))


def gaussians(noise: float, rows: int, seed: int) -> Dataset:
    """A cloud around (−½, −½) and one around (½, ½), with the noise as their standard deviation."""
    random, label = _start(rows, seed)
    x = _shaken(label - 0.5, label - 0.5, noise, random)
    about = "Two round clouds: a straight border is best, and where they overlap nothing can be right everywhere."
    return _points("gaussians", "Two Gaussians", about, f"{_SOURCE}.", x)
