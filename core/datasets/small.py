"""Sets of a few rows that can be typed: logic gates, the 2-2-2 network's single pair, the 4-2-4 encoder."""

from __future__ import annotations

from typing import Final

import numpy as np

from core.datasets.dataset import Dataset

_BITS: Final = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_PDP: Final = "Rumelhart, Hinton & Williams, Learning Internal Representations by Error Propagation (1986)."


def _gate(name: str, title: str, description: str, source: str, answers: list[int]) -> Dataset:
    return Dataset(
        id=name,
        title=title,
        description=description,
        source=source,
        inputs=("x1", "x2"),
        outputs=("y",),
        classes=("0", "1"),
        x=_BITS,
        target=np.array(answers, dtype=np.float64)[:, None],
    )


def and_gate() -> Dataset:
    """1 where both inputs are 1."""
    about = "1 where both inputs are 1; a straight line tells the rows apart, so one unit can learn it."
    return _gate("and", "And", about, "A truth table.", [0, 0, 0, 1])


def or_gate() -> Dataset:
    """1 where an input is 1."""
    about = "1 where an input is 1; a straight line tells the rows apart, so one unit can learn it."
    return _gate("or", "Or", about, "A truth table.", [0, 1, 1, 1])


def xor_gate() -> Dataset:
    """1 where just one input is 1."""
    about = "1 where just one input is 1; no straight line tells the rows apart, so it takes hidden units."
    return _gate("xor", "Exclusive or", about, f"The classical task of {_PDP}", [0, 1, 1, 0])


def mazur() -> Dataset:
    """The single pair of the 2-2-2 network."""
    return Dataset(
        id="mazur",
        title="One pair of numbers",
        description="One row, the 2-2-2 network's: two inputs and what its two outputs should be.",
        source="Matt Mazur, A Step by Step Backpropagation Example (2015).",
        inputs=("i1", "i2"),
        outputs=("o1", "o2"),
        classes=(),
        x=np.array([[0.05, 0.10]]),
        target=np.array([[0.01, 0.99]]),
    )


def encoder() -> Dataset:
    """Four one-hot rows that are to come out as they went in."""
    names = tuple(f"pattern {number}" for number in range(1, 5))
    return Dataset(
        id="encoder",
        title="4-2-4 encoder",
        description="Four patterns come out as they went in, through two hidden units, which must find a code.",
        source=f"Ackley, Hinton & Sejnowski, A Learning Algorithm for Boltzmann Machines (1985); here as in {_PDP}",
        inputs=names,
        outputs=names,
        classes=names,
        x=np.eye(4),
        target=np.eye(4),
    )
