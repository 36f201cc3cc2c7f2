"""The program in numpy that computes every number of an iteration, to the last bit where the method is plain."""

from __future__ import annotations

from collections.abc import Iterator

from core.network import Network
from core.program_text import (
    SHOW,
    Listed,
    array_text,
    data_lines,
    given_lines,
    state_kinds,
    update_lines,
    variable,
)
from core.rules import uses_difference
from core.snippets import NUMPY, numpy_activation, numpy_error, numpy_error_slope, numpy_slope
from core.updating import SCALARS


def numpy_program(listed: Listed) -> Iterator[str]:
    """Write the lines of the program that computes every number of an iteration."""
    network, setup, row = listed.network, listed.setup, listed.row
    yield 'Every line it prints is the id of a number and the number: kind.layer.unit, or kind.layer.unit.source."""'
    yield ""
    body = [
        *_numpy_forward(network),
        *_numpy_error_lines(network),
        *_numpy_backward(network),
        *_numpy_batch(listed),
        *["", "# Update: all parameters together, afterwards"],
        *update_lines(listed, "np.full_like"),
    ]
    definitions = _definitions("\n".join(body))
    yield from [*(["import math", ""] if "math." in definitions else []), "import numpy as np", ""]
    yield "# Where e^z runs over or under, infinity or 0 gives the right result."
    yield 'np.seterr(over="ignore", under="ignore")'
    yield from ["", "", definitions + SHOW.rstrip("\n"), "", ""]
    yield "# Given: w has a row per receiving unit and a column per sending unit; layer 0 is the input."
    yield from data_lines("np.array", setup.x[row], setup.target[row], setup.eta_at(listed.iteration))
    for layer, (w, b) in enumerate(zip(network.w, network.b, strict=True), start=1):
        yield from [f"w{layer} = {array_text('np.array', w)}", f"b{layer} = {array_text('np.array', b)}"]
    yield from given_lines(listed, "np.array", state_kinds(listed))
    yield from body
    yield from ["", "# Everything, in the order in which Deltaflow records it"]
    for block in listed.record.script.blocks:
        name = variable(block.kind, block.layer)
        number = block.kind in SCALARS or block.kind == "others_error"
        yield f'show("{block.name}", {name if number else f"{name}.tolist()"})'
    yield ""


def _numpy_batch(listed: Listed) -> Iterator[str]:
    """What the other examples of the batch bring: their sums are given, each is a program of its own."""
    if not listed.setup.method.batched:
        return
    yield from ["", "# Batch: the sums over its other examples are given; each of them has a program like this one"]
    kinds = ["others_error", *(f"others_dE_d{of}" for of in listed.trained)]
    yield from given_lines(listed, "np.array", dict.fromkeys(kinds, "the other examples' sum"))
    yield "batch_error = share * error_total + share * others_error"


def _numpy_forward(network: Network) -> Iterator[str]:
    yield from ["", "# Forward: z = W a + b, a = f(z)"]
    for layer, f in enumerate(network.activations, start=1):
        yield f"weighted{layer} = w{layer} * a{layer - 1}  # the terms of z"
        yield f"z{layer} = net_input(w{layer}, b{layer}, a{layer - 1})"
        yield f"a{layer} = {numpy_activation(f, f'z{layer}')}"


def _numpy_error_lines(network: Network) -> Iterator[str]:
    last, outputs = len(network.w), network.sizes[-1]
    yield from ["", "# Error of each output, and their sum E"]
    if uses_difference(network.loss):
        yield f"difference{last} = a{last} - target"
    yield f"error{last} = {numpy_error(network.loss, last, outputs)}"
    yield f"error_total = error{last}.sum()"


def _numpy_backward(network: Network) -> Iterator[str]:
    last = len(network.w)
    yield from ["", "# Backward: delta = dE/dz; hidden layers use the weights of the forward pass"]
    for layer in range(last, 0, -1):
        yield from _numpy_output_delta(network) if layer == last else _numpy_delta(network, layer)
        yield f"dE_dw{layer} = np.outer(delta{layer}, a{layer - 1})"
        if network.trains_biases:
            total = ".sum()  # the bias is shared" if network.bias_policy == "shared" else ""
            yield f"dE_db{layer} = delta{layer}{total}"


def _numpy_output_delta(network: Network) -> Iterator[str]:
    last = len(network.w)
    if network.fused:
        yield f"delta{last} = a{last} - target  # loss and output function in one step"
        return
    yield f"dE_da{last} = {numpy_error_slope(network.loss, last, network.sizes[-1])}"
    if network.activations[-1].couples_units:
        yield f"jacobian{last} = softmax_jacobian(a{last})"
        yield f"delta{last} = (dE_da{last}[None, :] @ jacobian{last})[0]"
    else:
        yield from _numpy_slope(network, last)


def _numpy_delta(network: Network, layer: int) -> Iterator[str]:
    after = layer + 1
    yield f"contribution{after} = delta{after}[:, None] * w{after}  # what arrives at each unit, from each of the next"
    yield f"dE_da{layer} = sent_back(w{after}, delta{after})  # their sums"
    yield from _numpy_slope(network, layer)


def _numpy_slope(network: Network, layer: int) -> Iterator[str]:
    f = network.activations[layer - 1]
    if f.name == "logistic":
        yield f"complement{layer} = 1.0 - a{layer}"
    yield f"df{layer} = {numpy_slope(f, layer)}"
    yield f"delta{layer} = dE_da{layer} * df{layer}"


def _definitions(body: str) -> str:
    """The functions that a program calls, and those which these call."""
    called = {name for name in NUMPY if f" {name}(" in body}
    needed = called.union(*(NUMPY[name][0] for name in called))
    return "".join(f"{source}\n\n" for name, (_, source) in NUMPY.items() if name in needed)
