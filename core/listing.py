"""Programs that compute one iteration again, without Deltaflow: in numpy, every number; in PyTorch, by its autograd.

A program holds the network's real arrays and prints lines of `id value`, with ids of docs/model.md and every digit. It
is given what another iteration or another example has computed: the optimiser's state, the sums of the other examples.
"""

from __future__ import annotations

from core.arrays import Array
from core.errors import UnknownNameError
from core.listing_numpy import numpy_program
from core.listing_torch import torch_program
from core.program_text import Listed
from core.progress import begun
from core.record import record_of
from core.setup import Setup

LANGUAGES = ("numpy", "pytorch")


def listing(setup: Setup, language: str, iteration: int = 0, progress: Array | None = None, shown: int = 0) -> str:
    """Write a program that prints the numbers of one iteration.

    Args:
        setup: what the iteration is computed with, the parameters too.
        language: one of LANGUAGES.
        iteration: which one it is.
        progress: parameters and the optimiser's state before the update (core.progress); None takes the setup's
            parameters, and a state that begins.
        shown: index of the example in its batch; PyTorch's program is of the whole batch.

    Raises:
        UnknownNameError: there is no such language.
        DivergenceError: a number of the iteration is not finite.
    """
    if language not in LANGUAGES:
        raise UnknownNameError(f"There is no language {language!r}; choose {' or '.join(LANGUAGES)}.", "language")
    found = record_of(setup, iteration, begun(setup) if progress is None else progress, shown)
    write = numpy_program if language == "numpy" else torch_program
    shape = "-".join(map(str, setup.network.sizes))
    first = f'"""Iteration {iteration} of a {shape} network, computed step by step. Written by Deltaflow.'
    return "\n".join([first, *write(Listed(setup, iteration, shown, found))])
