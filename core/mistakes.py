"""Wrong algorithms, by name. Everything here is wrong on purpose: only who asks for a mistake by name gets it.

Most of them still lower the error, so a falling loss proves nothing; their gradients give them away. One of them,
`early`, was in a first version of the article's program, and some of the article's printed numbers come from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array, silent
from core.backward import checked_target, output_delta, parameter_gradients, sent_back
from core.errors import ShapeError
from core.forward import Forward, forward
from core.method import share_of
from core.network import Network
from core.parameters import known

#: The wrong algorithms: what each does, as one clause.
MISTAKES: Mapping[str, str] = MappingProxyType(
    {
        "early": "hidden deltas use the output weights that were already updated",
        "no_output_slope": "f′ is left out at the output",
        "no_hidden_slope": "f′ is left out at the hidden layers",
        "first_path_only": "only the path through the first unit of the next layer is followed",
        "rows_for_columns": "a row of W is used where a column belongs",
        "error_sent_back": "∂E/∂a of the output is sent back instead of delta",
        "input_forgotten": "the gradient of a first-layer weight is delta, without its input",
        "no_half": "½ (a − t)² is differentiated to 2 (a − t)",
        "mean_over_outputs": "the gradient is divided by the number of outputs",
        "sign_flipped": "target − a is used where a − target belongs",
    }
)

#: Those that leave out, or double, what a fused output layer never computes.
_AT_THE_SLOPE = ("no_output_slope", "error_sent_back", "no_half")


@dataclass(frozen=True, eq=False)
class WrongGradients:
    """What a wrong algorithm takes for the gradients; like w and like b."""

    dE_dw: tuple[Array, ...]
    dE_db: tuple[Array, ...]


def wrong_gradients(
    mistake: str, network: Network, x: ArrayLike, target: ArrayLike, eta: float, reduction: str = "mean"
) -> WrongGradients:
    """Compute the gradients the wrong way, of one example or a batch.

    Args:
        mistake: a key of MISTAKES.
        network: the network; three mistakes need a slope at each output, which softmax and a fused loss have not.
        x: (n0,) the input, or (batch, n0).
        target: (n_L,) what the outputs should have been, or (batch, n_L).
        eta: learning rate; only `early` needs it.
        reduction: `mean` or `sum` over the batch, which is done rightly.

    Raises:
        UnknownNameError: there is no such mistake or reduction.
        ShapeError: such a slope is missing, or `rows_for_columns` meets layers of different sizes.
        DeltaflowError: the data does not fit, or numbers ran over.
    """
    known(MISTAKES, mistake, "mistake", "mistake")
    if mistake in _AT_THE_SLOPE and (network.fused or network.activations[-1].couples_units):
        detail = f"{mistake} is made at the slope of each output, and this output layer has none: take another mistake."
        raise ShapeError(detail, "mistake")
    passed = forward(network, x)
    target = checked_target(network, passed, target)
    share = share_of(reduction, len(np.atleast_2d(target))) * _scale(mistake, network)
    with silent():
        return _wrong(mistake, network, passed, target, eta, share)


def _wrong(mistake: str, network: Network, passed: Forward, target: Array, eta: float, share: float) -> WrongGradients:
    last = len(network.w) - 1
    df = [network.activations[layer].df(passed.z[layer], passed.a[layer]) for layer in range(last)]
    before_slope, _, delta = output_delta(network, passed, target, share)
    if before_slope is not None and mistake == "no_output_slope":
        delta = before_slope
    sent = before_slope if before_slope is not None and mistake == "error_sent_back" else delta
    gradients = [parameter_gradients(network, delta, passed.signals[last])]
    for layer in reversed(range(last)):
        w = network.w[layer + 1]
        dE_da = _sent_back(mistake, sent, w - eta * gradients[0][0] if mistake == "early" else w)
        sent = dE_da if mistake == "no_hidden_slope" else dE_da * df[layer]
        signal = passed.signals[layer]
        arriving = np.ones_like(signal) if layer == 0 and mistake == "input_forgotten" else signal
        gradients.insert(0, parameter_gradients(network, sent, arriving))
    dE_dw, dE_db = zip(*gradients, strict=True)
    return WrongGradients(dE_dw, dE_db)


def _scale(mistake: str, network: Network) -> float:
    scales = {"no_half": 2.0, "mean_over_outputs": 1.0 / network.sizes[-1], "sign_flipped": -1.0}
    return scales.get(mistake, 1.0)


def _sent_back(mistake: str, sent: Array, w: Array) -> Array:
    """What is taken for ∂E/∂a of the layer before; right is the last line."""
    if mistake == "first_path_only":
        return np.asarray(sent[..., :1] * w[0])
    if mistake == "rows_for_columns":
        if w.shape[0] != w.shape[1]:
            raise ShapeError(f"w has shape {w.shape}; rows pass for columns only where it is square.", "network/w")
        return sent @ w.T
    return sent_back(w.T.copy(), sent)
