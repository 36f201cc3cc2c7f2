"""The oracle's error, and its slope by central differences: independent of every chain rule."""

from tests.browser.oracle import Givens, iteration


def error(edge: str, by: float) -> float:
    """E of the untouched network with one weight nudged; `edge` as in `1.0.0`."""
    layer, unit, source = map(int, edge.split("."))
    givens = Givens()
    givens.w[layer][unit][source] += by
    return iteration(givens)["error_total"]


def forward(edge: str, epsilon: float) -> float:
    """(E(w + ε) − E(w)) / ε."""
    return (error(edge, epsilon) - error(edge, 0.0)) / epsilon


def slope(edge: str) -> float:
    """∂E/∂w, by Richardson's extrapolation of central differences, to about eleven digits."""

    def central(epsilon: float) -> float:
        return (error(edge, epsilon) - error(edge, -epsilon)) / (2 * epsilon)

    return (4 * central(5e-4) - central(1e-3)) / 3
