"""The data sets that ship, by id, with what can be chosen of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.datasets.curves import CURVES, curve_maker
from core.datasets.dataset import Dataset
from core.datasets.iris import iris
from core.datasets.plane import circles, gaussians, moons, spiral
from core.datasets.small import and_gate, encoder, mazur, or_gate, xor_gate
from core.errors import ValueRangeError
from core.parameters import LARGEST_WHOLE, Parameter, chosen, known

MOST_ROWS = 2000


@dataclass(frozen=True)
class Recipe:
    """How a set is made: from nothing, or from `noise`, `rows` and `seed`."""

    make: Callable[..., Dataset]
    options: Mapping[str, Parameter]


def _recipe(make: Callable[..., Dataset], noise: float, rows: int) -> Recipe:
    options = {
        "noise": Parameter(noise, 0.0, 1.0),
        "rows": Parameter(rows, 2, MOST_ROWS),
        "seed": Parameter(0, 0, LARGEST_WHOLE),
    }
    return Recipe(make, MappingProxyType(options))


def _fixed(make: Callable[[], Dataset]) -> Recipe:
    return Recipe(make, MappingProxyType({}))


#: In the order in which they should be offered.
DATASETS: Mapping[str, Recipe] = MappingProxyType(
    {
        "mazur": _fixed(mazur),
        "and": _fixed(and_gate),
        "or": _fixed(or_gate),
        "xor": _fixed(xor_gate),
        "encoder": _fixed(encoder),
        "gaussians": _recipe(gaussians, 0.2, 200),
        "circles": _recipe(circles, 0.05, 200),
        "moons": _recipe(moons, 0.1, 200),
        "spiral": _recipe(spiral, 0.0, 200),
        "iris": _fixed(iris),
        **{name: _recipe(curve_maker(name), 0.05, 50) for name in CURVES},
    }
)


def dataset(name: str, **options: float) -> Dataset:
    """Make a data set; the same options always give the same one.

    Args:
        name: a key of DATASETS.
        options: where it has them, `noise` (a standard deviation, 0 to 1), `rows` (2 to 2000), `seed` (0 to 2³² − 1).

    Raises:
        UnknownNameError: no such set, or it has no such option.
        ValueRangeError: an option is out of its range, or no whole number where one is needed.
    """
    recipe = known(DATASETS, name, "data set", "id")
    values = chosen(recipe.options, options, name)
    for option in ("rows", "seed"):
        if not values.get(option, 0.0).is_integer():
            raise ValueRangeError(f"{option} is {values[option]}; it must be a whole number.", option)
    return recipe.make(**{option: value if option == "noise" else int(value) for option, value in values.items()})
