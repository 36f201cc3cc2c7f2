"""The error surface: E over one or two parameters, and the parabola or paraboloid that touches it at a point.

All cells of a grid are computed at once, as the networks of an ensemble. A bias that a layer shares moves for all its
units. What is said of a point (gradient, Hessian, minimum) is exact there, by dual numbers; away from it the quadratic
agrees with E only near by, unless E is quadratic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import Array, ensure_finite, silent
from core.batches import Rows
from core.curvature import Curvature, curvature
from core.directions import Place, direction, place_of, trained
from core.ensemble import errors_at
from core.network import Network
from core.setup import Setup

#: Losses that are quadratic in the outputs.
QUADRATIC = ("half_squared_error", "squared_error", "mean_squared_error")
#: Of more trained parameters than this the whole Hessian is not computed.
MOST_TRAINED = 600
#: How many parameters the cells that are computed together may have.
MOST_NUMBERS = 1 << 18


@dataclass(frozen=True, eq=False)
class Quadratic:
    """The quadratic that agrees with E at a point in value, slope and curvature.

    Attributes:
        error_total: E there.
        gradient: (k,) ∂E/∂ each parameter.
        hessian: (k, k) the second derivatives.
        minimum: (k,) where the quadratic is smallest; None: it has no single minimum.
        minimum_error: its value there, likewise.
        exact: whether it is E everywhere, with all other parameters as they are.
        critical_eta: with a larger learning rate, gradient descent on these parameters alone moves away from the
            minimum; None: with none.
    """

    error_total: float
    gradient: Array
    hessian: Array
    minimum: Array | None
    minimum_error: float | None
    exact: bool
    critical_eta: float | None


@dataclass(frozen=True)
class Stability:
    """The largest learning rate with which gradient descent on all trained parameters stays near a minimum.

    Attributes:
        critical_eta: 2 / λ_max of the whole Hessian; None: E is curved upwards in no direction.
        exact: whether E is quadratic in all of them, so that it holds everywhere; else it holds near by.
    """

    critical_eta: float | None
    exact: bool


class Landscape:
    """E over some parameters, the others being those of a setup.

    Args:
        setup: functions, data, reduction, and the point.
        rows: indices of the rows that E is of.
        parameters: one or two, by id.

    Attributes:
        at: (k,) the values of the parameters at the point.

    Raises:
        UnknownNameError: there is no such parameter.
    """

    def __init__(self, setup: Setup, rows: Rows, *parameters: str) -> None:
        self._setup, self._rows = setup, rows
        self._places = [place_of(setup.network, parameter) for parameter in parameters]
        self._directions = [direction(setup.network, place) for place in self._places]
        self._masks = [
            np.concatenate([part.ravel() for part in (*moved.dw, *moved.db)]) > 0.0 for moved in self._directions
        ]
        self._point = setup.network.vector
        self.at = self.projected(self._point[None])[0]

    def projected(self, vectors: Array) -> Array:
        """(n, k) the values of the parameters in vectors (n, all) of all parameters."""
        return vectors[:, [int(np.argmax(mask)) for mask in self._masks]]

    def line(self, values: Array) -> Array:
        """E where the first parameter has these values; not a number where it runs over."""
        return self._errors(values[:, None])

    def surface(self, first: Array, second: Array) -> Array:
        """E over a grid, (second, first): row by row as a picture has it, the first parameter from left to right."""
        columns, rows = np.meshgrid(first, second)
        return self._errors(np.stack([columns.ravel(), rows.ravel()], axis=1)).reshape(len(second), len(first))

    def along(self, vectors: Array) -> Array:
        """(n,) E of vectors (n, all) of all parameters, such as a path of descent; not a number where it runs over."""
        return errors_at(self._setup, vectors, self._rows)

    def quadratic(self) -> Quadratic:
        """What touches E at the point.

        Raises:
            DivergenceError: E or a derivative is not finite there.
        """
        found = curvature(self._setup, self._rows, self._directions)
        error = float(self.along(self._point[None])[0])
        ensure_finite("error_total", None, np.array(error), 0)
        minimum, lowest = _minimum(found)
        return Quadratic(
            error,
            found.gradient,
            found.hessian,
            None if minimum is None else self.at + minimum,
            None if lowest is None else error + lowest,
            is_quadratic(self._setup.network, self._places),
            found.critical_eta,
        )

    def _errors(self, cells: Array) -> Array:
        """E of cells, (n, k) values of the parameters."""
        errors, together = np.empty(len(cells)), max(1, MOST_NUMBERS // len(self._point))
        for start in range(0, len(cells), together):
            part = cells[start : start + together]
            vectors = np.tile(self._point, (len(part), 1))
            for mask, values in zip(self._masks, part.T, strict=False):
                vectors[:, mask] = values[:, None]
            errors[start : start + together] = self.along(vectors)
        return errors


def stability(setup: Setup, rows: Rows) -> Stability | None:
    """How large a learning rate may be; None: there are more than MOST_TRAINED parameters.

    Raises:
        DivergenceError: a derivative is not finite.
    """
    places = trained(setup.network)
    if len(places) > MOST_TRAINED:
        return None
    found = curvature(setup, rows, [direction(setup.network, place) for place in places])
    return Stability(found.critical_eta, is_quadratic(setup.network, places))


def is_quadratic(network: Network, places: Sequence[Place]) -> bool:
    """Whether E is quadratic in these parameters together, all others being as they are.

    It is where the loss is quadratic, every unit from the first of them on is linear, and no product of two of them
    reaches an output: a later one would have to be a weight whose source depends on an earlier one.
    """
    first = min(place.layer for place in places)
    linear = all(activation.name == "identity" for activation in network.activations[first - 1 :])
    return (
        linear
        and network.loss.name in QUADRATIC
        and not any(_meet(one, other, network.bias_policy) for one in places for other in places)
    )


def _meet(earlier: Place, later: Place, bias_policy: str) -> bool:
    if later.source is None or earlier.layer >= later.layer:
        return False
    whole_layer = earlier.source is None and bias_policy == "shared"
    return whole_layer or earlier.layer < later.layer - 1 or earlier.unit == later.source


def _minimum(found: Curvature) -> tuple[Array, float] | tuple[None, None]:
    """The way to the minimum, (k,) −H⁻¹ g, and how E changes on it; H has to be clearly positive definite."""
    eigenvalues, vectors = np.linalg.eigh(found.hessian)
    if not eigenvalues[0] > max(eigenvalues[-1] * 1e-12, 0.0):
        return None, None
    with silent():
        way = vectors @ ((vectors.T @ -found.gradient) / eigenvalues)
        change = 0.5 * float(found.gradient @ way)
    return (way, change) if np.isfinite([*way, change]).all() else (None, None)
