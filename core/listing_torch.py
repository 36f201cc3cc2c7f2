"""The program in PyTorch: E of the iteration, its gradients by autograd, and the new parameters."""

from __future__ import annotations

from collections.abc import Iterator

from core.program_text import SHOW, Listed, array_text, data_lines, given_lines, state_kinds, update_lines
from core.snippets import torch_activation, torch_error

_FUNCTIONS = {
    "scaled_step": "def scaled_step(eta, g, square, eps):\n    return -eta * g / (torch.sqrt(square) + eps)\n",
    "unbiased": "def unbiased(mean, beta, updates):\n    return mean / (1.0 - beta**updates)\n",
}


def torch_program(listed: Listed) -> Iterator[str]:
    """Write the lines of the program; of a batch it computes all examples at once."""
    network, setup = listed.network, listed.setup
    last, outputs, shared = len(network.w), network.sizes[-1], network.bias_policy == "shared"
    batched, layers = setup.method.batched, range(1, last + 1)
    rows = setup.batches.rows_at(listed.iteration) if batched else listed.row
    yield 'It prints E, then by autograd the gradient and the new value of every parameter that is trained."""'
    forward = [f"a{n} = {torch_activation(f, f'z{n}')}" for n, f in enumerate(network.activations, start=1)]
    error = f"error = {torch_error(network.loss, last, outputs)}"
    yield from ["", "import torch"]
    if "F." in "".join([*forward, error]):
        yield "import torch.nn.functional as F"
    yield from ["", "torch.set_default_dtype(torch.float64)", ""]
    yield from data_lines("torch.tensor", setup.x[rows], setup.target[rows], setup.eta_at(listed.iteration))
    for layer, (w, b) in enumerate(zip(network.w, network.b, strict=True), start=1):
        yield f"w{layer} = {array_text('torch.tensor', w, requires_grad=True)}"
        bias = b[0] if shared else b  # one number, for all units of the layer
        yield f"b{layer} = {array_text('torch.tensor', bias, requires_grad=network.trains_biases)}"
    yield from given_lines(listed, "torch.tensor", state_kinds(listed))
    yield ""
    for layer, line in enumerate(forward, start=1):
        product = f"a{layer - 1} @ w{layer}.T" if batched else f"w{layer} @ a{layer - 1}"
        yield from [f"z{layer} = {product} + b{layer}", line]
    total, kind = ("batch_error", "batch_dE_d") if batched else ("error_total", "dE_d")
    share = "share * " if batched else ""
    yield from [error, f"{total} = {share}error.sum()", f"{total}.backward()  # fills in the .grad of every parameter"]
    yield ""
    names = [f"{of}{layer}" for of in listed.trained for layer in layers]
    yield from (f"{kind}{name} = {name}.grad" for name in names)
    update = list(update_lines(listed, "", from_moment="update"))
    yield from ["", ""]
    yield from (f"{text}\n" for name, text in _FUNCTIONS.items() if f"{name}(" in "".join(update))
    yield from ["with torch.no_grad():", *(f"    {line}" for line in update), "", ""]
    yield SHOW + f'show("{total}", {total}.tolist())'
    for name in names:
        yield f'show("{kind}{name[0]}.{name[1:]}", {kind}{name}.tolist())'
    for name in names:
        units = f".expand({network.sizes[int(name[1:])]})" if name[0] == "b" and shared else ""
        yield f'show("{name[0]}_next.{name[1:]}", {name[0]}_next{name[1:]}{units}.tolist())'
    yield ""
