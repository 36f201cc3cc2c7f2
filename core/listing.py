"""Programs that compute one iteration again, without Deltaflow: in numpy, every number; in PyTorch, by its autograd.

A program holds the network's real arrays and prints lines of `id value`, with ids of docs/model.md and every digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array, as_array
from core.errors import UnknownNameError
from core.forward import checked_input
from core.network import Network
from core.rules import uses_difference
from core.script import script_of
from core.snippets import (
    NUMPY,
    numpy_activation,
    numpy_error,
    numpy_error_slope,
    numpy_slope,
    torch_activation,
    torch_error,
)
from core.update import checked_eta

Language = Literal["numpy", "pytorch"]
LANGUAGES = ("numpy", "pytorch")

_SHOW = '''def show(name, values):
    """Print each number of nested lists as a line: its id, and all its digits."""
    if isinstance(values, list):
        for index, value in enumerate(values):
            show(f"{name}.{index}", value)
    else:
        print(name, repr(values))


'''


def listing(
    network: Network, x: ArrayLike, target: ArrayLike, eta: float, language: str, iteration: int | None = None
) -> str:
    """Write a program that prints the numbers of one iteration.

    Args:
        network: before the update.
        x: (n0,) the input.
        target: (n_L,) what the outputs should have been.
        eta: learning rate.
        language: one of LANGUAGES.
        iteration: which one it is, to be named in the program's first line; None leaves that out.

    Raises:
        UnknownNameError: there is no such language.
        DeltaflowError: the data does not fit the network.
    """
    if language not in LANGUAGES:
        raise UnknownNameError(f"There is no language {language!r}; choose {' or '.join(LANGUAGES)}.", "language")
    data = (checked_input(network, x), as_array(target, "target"), checked_eta(eta))
    network.loss.check_target(data[1])
    write = _numpy if language == "numpy" else _pytorch
    shape = "-".join(map(str, network.sizes))
    which = "One iteration" if iteration is None else f"Iteration {iteration}"
    return "\n".join(
        [f'"""{which} of a {shape} network, computed step by step. Written by Deltaflow.', *write(network, *data)]
    )


def _numpy(network: Network, x: Array, target: Array, eta: float) -> Iterator[str]:
    yield 'Every line it prints is the id of a number and the number: kind.layer.unit, or kind.layer.unit.source."""'
    yield ""
    body = [*_numpy_forward(network), *_numpy_error_lines(network), *_numpy_backward(network), *_numpy_update(network)]
    definitions = _definitions("\n".join(body))
    yield from [*(["import math", ""] if "math." in definitions else []), "import numpy as np", ""]
    yield "# Where e^z runs over or under, infinity or 0 gives the right result."
    yield 'np.seterr(over="ignore", under="ignore")'
    yield from ["", "", definitions + _SHOW.rstrip("\n"), "", ""]
    yield "# Given: w has a row per receiving unit and a column per sending unit; layer 0 is the input."
    yield from _given("np.array", x, target, eta)
    for layer, (w, b) in enumerate(zip(network.w, network.b, strict=True), start=1):
        yield from [f"w{layer} = {_array('np.array', w)}", f"b{layer} = {_array('np.array', b)}"]
    yield from body
    yield from ["", "# Everything, in the order in which Deltaflow records it"]
    for block in script_of(network).blocks:
        name = block.kind if block.layer is None else f"{block.kind}.{block.layer}"
        variable = _variable(block.kind, block.layer)
        yield f'show("{name}", {variable if variable == "eta" else f"{variable}.tolist()"})'
    yield ""


def _numpy_forward(network: Network) -> Iterator[str]:
    yield from ["", "# Forward: z = W a + b, a = f(z)"]
    for layer, f in enumerate(network.activations, start=1):
        yield f"weighted{layer} = w{layer} * a{layer - 1}  # the terms of z"
        yield f"z{layer} = a{layer - 1} @ w{layer}.T + b{layer}"
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
    yield f"dE_da{layer} = delta{after} @ w{after}  # their sums"
    yield from _numpy_slope(network, layer)


def _numpy_slope(network: Network, layer: int) -> Iterator[str]:
    f = network.activations[layer - 1]
    if f.name == "logistic":
        yield f"complement{layer} = 1.0 - a{layer}"
    yield f"df{layer} = {numpy_slope(f, layer)}"
    yield f"delta{layer} = dE_da{layer} * df{layer}"


def _numpy_update(network: Network) -> Iterator[str]:
    yield from ["", "# Update: all parameters together, afterwards"]
    for layer in range(1, len(network.w) + 1):
        for kind in ("w", "b") if network.trains_biases else ("w",):
            step = f"eta * dE_d{kind}{layer}"
            one_for_all = kind == "b" and network.bias_policy == "shared"
            yield f"change_{kind}{layer} = " + (f"np.full_like(b{layer}, -{step})" if one_for_all else f"-{step}")
            yield f"{kind}_next{layer} = {kind}{layer} - {step}"


def _definitions(body: str) -> str:
    """The functions that a program calls, and those which these call."""
    called = {name for name in NUMPY if f" {name}(" in body}
    needed = called.union(*(NUMPY[name][0] for name in called))
    return "".join(f"{source}\n\n" for name, (_, source) in NUMPY.items() if name in needed)


def _pytorch(network: Network, x: Array, target: Array, eta: float) -> Iterator[str]:
    last, outputs, shared = len(network.w), network.sizes[-1], network.bias_policy == "shared"
    parameters = [f"w{n}" for n in range(1, last + 1)]
    if network.trains_biases:
        parameters += [f"b{n}" for n in range(1, last + 1)]
    yield 'It prints E, then by autograd the gradient and the new value of every parameter that is trained."""'
    forward = [f"a{n} = {torch_activation(f, f'z{n}')}" for n, f in enumerate(network.activations, start=1)]
    error = f"error = {torch_error(network.loss, last, outputs)}"
    yield from ["", "import torch"]
    if "F." in "".join([*forward, error]):
        yield "import torch.nn.functional as F"
    yield from ["", "torch.set_default_dtype(torch.float64)", ""]
    yield from _given("torch.tensor", x, target, eta)
    for layer, (w, b) in enumerate(zip(network.w, network.b, strict=True), start=1):
        yield f"w{layer} = {_array('torch.tensor', w, requires_grad=True)}"
        bias = b[0] if shared else b  # one number, for all units of the layer
        yield f"b{layer} = {_array('torch.tensor', bias, requires_grad=network.trains_biases)}"
    yield ""
    for layer, line in enumerate(forward, start=1):
        yield from [f"z{layer} = w{layer} @ a{layer - 1} + b{layer}", line]
    yield from [
        error,
        "error_total = error.sum()",
        "error_total.backward()  # fills in the .grad of every parameter",
        "",
        "",
    ]
    yield _SHOW + 'show("error_total", error_total.tolist())'
    for name in parameters:
        yield f'show("dE_d{name[0]}.{name[1:]}", {name}.grad.tolist())'
    for name in parameters:
        units = f".expand({network.sizes[int(name[1:])]})" if name[0] == "b" and shared else ""
        yield f'show("{name[0]}_next.{name[1:]}", ({name} - eta * {name}.grad){units}.tolist())'
    yield ""


def _given(make: str, x: Array, target: Array, eta: float) -> Iterator[str]:
    yield f"a0 = {_array(make, x)}  # the input x"
    yield f"target = {_array(make, target)}"
    yield f"eta = {eta!r}"


def _array(make: str, values: ArrayLike, requires_grad: bool = False) -> str:
    """Write an array that reads back to the same bits, a matrix with a line per row."""
    suffix, array = ", requires_grad=True" if requires_grad else "", np.asarray(values)
    if array.ndim < 2:
        return f"{make}({array.tolist()!r}{suffix})"
    rows = "".join(f"    {row.tolist()!r},\n" for row in array)
    return f"{make}([\n{rows}]{suffix})"


def _variable(kind: str, layer: int | None) -> str:
    """The program's name of a block of quantities."""
    return kind if layer is None or kind == "target" else f"{kind}{layer}"
