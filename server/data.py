"""What the rows of a room's data mean, and rows that are only tested: givens that no iteration looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import Array, as_array, read_only
from core.datasets.dataset import check_coding
from core.errors import ShapeError
from core.setup import Setup


@dataclass(frozen=True, eq=False)
class Data:
    """Names, and rows that are never trained.

    Attributes:
        inputs: (n0,) names.
        outputs: (n_L,) names.
        classes: names of the classes that the targets code (core.datasets.dataset); empty where they are numbers.
        test_x: (test rows, n0) inputs of rows that are only tested; none: (0, n0).
        test_target: (test rows, n_L) their targets.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    classes: tuple[str, ...]
    test_x: Array
    test_target: Array

    def check(self, setup: Setup) -> None:
        """Refuse what does not fit a setup.

        Raises:
            ShapeError, ValueRangeError: with the `field` that is wrong.
        """
        sizes = {"inputs": setup.network.sizes[0], "outputs": setup.network.sizes[-1]}
        for field, size in sizes.items():
            if len(getattr(self, field)) != size:
                raise ShapeError(f"The network has {size} {field}; name each of them.", field)
        rows = len(self.test_x)
        for field, size in (("test_x", sizes["inputs"]), ("test_target", sizes["outputs"])):
            if getattr(self, field).shape != (rows, size):
                raise ShapeError(f"Give {rows} rows of {size} numbers, one for each row that is tested.", field)
        if rows:
            setup.network.loss.check_target(self.test_target, "test_target")
        if self.classes:
            check_coding(len(self.classes), sizes["outputs"])


def data_of(
    inputs: Sequence[str],
    outputs: Sequence[str],
    classes: Sequence[str],
    test_x: Sequence[Sequence[float]],
    test_target: Sequence[Sequence[float]],
) -> Data:
    """Read data as it is written.

    Raises:
        ShapeError, ValueRangeError: rows are of different lengths or hold other than finite numbers.
    """
    rows = ((test_x, "test_x", len(inputs)), (test_target, "test_target", len(outputs)))
    arrays = [as_array(values, field) if len(values) else np.empty((0, size)) for values, field, size in rows]
    return Data(tuple(inputs), tuple(outputs), tuple(classes), read_only(arrays[0]), read_only(arrays[1]))


def data_fields(data: Data) -> dict[str, Any]:
    """Write data."""
    names = {"inputs": list(data.inputs), "outputs": list(data.outputs), "classes": list(data.classes)}
    return {**names, "test_x": data.test_x.tolist(), "test_target": data.test_target.tolist()}
