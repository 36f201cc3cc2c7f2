"""Networks between the wire and the core."""

from itertools import pairwise
from typing import Any, Final

from core.activations import Activation
from core.losses import Loss
from core.network import Network
from server.problems import invalid
from server.rest import models
from server.settings import Settings

MOST_WEIGHTS: Final = 2048
"""Those of 8 layers of 16 units after 16 inputs, the largest network that the page builds.

An iteration has six numbers and their rules per weight: more would be many megabytes, for every page of a room.
"""


def read_network(sent: models.Network) -> Network:
    """Build the network a request sends, after `check_size`.

    Raises:
        DeltaflowError: it is no valid network; `field` says where.
    """
    return Network(
        sent.sizes,
        [_named(activation) for activation in sent.activations],
        _named(sent.loss),
        sent.bias_policy,
        sent.w,
        sent.b,
    )


def check_size(sizes: list[int], settings: Settings, prefix: str = "", network: str = "/network") -> None:
    """Refuse a network that is larger than the published limits, before anything is allocated for it.

    Args:
        sizes: units per layer.
        settings: the limits.
        prefix: JSON pointer to what the network is a field of.
        network: that field.

    Raises:
        ProblemError: names each limit that is exceeded.
    """
    errors = [
        (f"{prefix}{network}/sizes/{layer}", f"A layer may have {settings.max_units} units.")
        for layer, size in enumerate(sizes)
        if size > settings.max_units
    ]
    if len(sizes) - 1 > settings.max_layers:
        errors.append((f"{prefix}{network}/sizes", f"A network may have {settings.max_layers} layers after the input."))
    parameters = sum(n_out * (n_in + 1) for n_in, n_out in pairwise(sizes))
    if parameters > settings.max_parameters:
        errors.append((f"{prefix}{network}/sizes", f"A network may have {settings.max_parameters} weights and biases."))
    if errors:
        raise invalid(errors)


def check_weights(sizes: list[int] | tuple[int, ...], pointer: str) -> None:
    """Refuse a network of which not every number of an iteration can be given.

    Raises:
        ProblemError: 422.
    """
    if sum(n * m for n, m in pairwise(sizes)) > MOST_WEIGHTS:
        detail = f"Every number of an iteration is given of networks with up to {MOST_WEIGHTS} weights."
        raise invalid([(pointer, detail)])


def write_network(network: Network) -> models.Network:
    """Describe a network as the API does: functions without parameters by their name alone."""
    return models.Network.model_validate(network_fields(network))


def network_fields(network: Network) -> dict[str, Any]:
    """Describe a network likewise, by plain values."""
    activations = [_written(activation) for activation in network.activations]
    return {**network.as_dict(), "activations": activations, "loss": _written(network.loss)}


def _named(
    sent: str | models.ActivationWithParameters | models.LossWithParameters,
) -> str | dict[str, object]:
    return sent if isinstance(sent, str) else sent.model_dump(exclude_none=True)


def _written(function: Activation | Loss) -> str | dict[str, str | float]:
    return function.as_dict() if function.parameters else function.name
