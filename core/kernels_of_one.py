"""The iterations of one network as loops over single numbers, compiled by numba; only core.compiled imports this.

The operations are those of the readable path, number by number; but sums over units and rows may be added in another
order: the numbers agree to 1e-12.

Indices are unsigned (uintp): a signed one is asked each time whether it counts from the end. Sums begin with a first
term, not with zeros, which would be a call of its own. Parameters, states and gradients lie side by side as in
core.progress; z, a and delta of all units, the input's first.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from numba import uintp

from core import kernels
from core.kernels import (
    ADAGRAD,
    ADAMW,
    BINARY_CROSS_ENTROPY,
    CATEGORICAL_CROSS_ENTROPY,
    MOMENTUM,
    NESTEROV,
    RMSPROP,
    SGD,
    SOFTMAX,
    activated,
    cost,
    dE_da,
    slope,
    softmax,
    within,
)


@within
def output(names, parameters, loss, z, a, target, r, delta, start, stop, share):
    """δ of the output layer, from the activations; E of the row."""
    outputs, error = target.shape[1], 0.0
    name, parameter, threshold = names[-1], parameters[-2], parameters[-1]
    if name == SOFTMAX:
        largest, log_total = softmax(z, a, start, stop)
    for k in range(start, stop):
        t = target[r, k - start]
        if loss == CATEGORICAL_CROSS_ENTROPY:
            error += t * (log_total - (z[k] - largest))
        else:
            error += cost(loss, threshold, z[k], a[k], t, outputs)
        delta[k] = dE_da(loss, threshold, a[k], t, outputs) * share
        if not (name == SOFTMAX or loss == BINARY_CROSS_ENTROPY):
            delta[k] *= slope(name, parameter, z[k], a[k])
    if name == SOFTMAX and loss != CATEGORICAL_CROSS_ENTROPY:
        for i in range(start, stop):
            z[i] = a[i] * delta[i]
            for j in range(start, stop):
                z[i] -= delta[j] * a[j] * a[i]
        for i in range(start, stop):
            delta[i] = z[i]
    return error


@within
def add_row(
    progress, sizes, names, parameters, loss, weights, biases, x, target, r, share, fresh, z, a, delta, gradient
):
    """Carry a row forward and back, and add its derivatives to the gradient or begin it (fresh); returns its error."""
    for i in range(sizes[0]):
        a[i] = x[r, i]
    before, here, w, b = uintp(0), sizes[0], uintp(0), uintp(weights)
    for layer in range(len(names)):
        n_in, n_out, name, parameter = sizes[layer], sizes[layer + 1], names[layer], parameters[layer]
        for j in range(n_out):
            total = 0.0
            for i in range(n_in):
                total += progress[w + i] * a[before + i]
            w += n_in
            z[here + j] = total + progress[b + j]
        if name != SOFTMAX:
            for j in range(here, here + n_out):
                a[j] = activated(name, parameter, z[j])
        b += n_out
        before = here
        here += n_out
    error = output(names, parameters, loss, z, a, target, r, delta, before, here, share)
    for layer in range(len(names) - 1, -1, -1):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        here, before = before, before - n_in
        w -= n_in * n_out
        b -= n_out
        for j in range(n_out):
            d, at = delta[here + j], w + j * n_in
            for i in range(n_in):
                gradient[at + i] = d * a[before + i] if fresh else gradient[at + i] + d * a[before + i]
            if biases:
                gradient[b + j] = d if fresh else gradient[b + j] + d
        if layer > 0:
            name, parameter = names[layer - 1], parameters[layer - 1]
            for i in range(n_in):
                back = 0.0
                for j in range(n_out):
                    back += delta[here + j] * progress[w + j * n_in + i]
                delta[before + i] = back * slope(name, parameter, z[before + i], a[before + i])
    return error


@within
def share_biases(sizes, weights, gradient):
    """Give all biases of a layer the sum of their derivatives: they are one number."""
    start = uintp(weights)
    for layer in range(1, len(sizes)):
        stop, total = start + sizes[layer], 0.0
        for j in range(start, stop):
            total += gradient[j]
        for j in range(start, stop):
            gradient[j] = total
        start = stop


@within
def update(name, numbers, eta, updates, progress, state, gradient):
    """One update of everything that is trained; `state` is where its first state stands in the progress."""
    decay, first, second, eps = numbers
    trained = uintp(len(gradient))
    if name == SGD and decay == 0.0:
        for p in range(trained):
            progress[p] -= eta * gradient[p]
        return
    for p in range(trained):
        g, before, s = gradient[p], progress[p], uintp(state) + p
        if decay != 0.0 and name == ADAMW:
            before -= eta * decay * before
        elif decay != 0.0:
            g += decay * before
        if name == SGD:
            progress[p] = before - eta * g
        elif name in (MOMENTUM, NESTEROV):
            progress[s] = first * progress[s] + g
            direction = g + first * progress[s] if name == NESTEROV else progress[s]
            progress[p] = before - eta * direction
        elif name == ADAGRAD:
            progress[s] += g * g
            progress[p] = before - eta * g / (math.sqrt(progress[s]) + eps)
        elif name == RMSPROP:
            progress[s] = first * progress[s] + (1.0 - first) * (g * g)
            progress[p] = before - eta * g / (math.sqrt(progress[s]) + eps)
        else:
            progress[s] = first * progress[s] + (1.0 - first) * g
            progress[s + trained] = second * progress[s + trained] + (1.0 - second) * (g * g)
            m_hat = progress[s] / (1.0 - first**updates)
            v_hat = progress[s + trained] / (1.0 - second**updates)
            progress[p] = before - eta * m_hat / (math.sqrt(v_hat) + eps)


def train(network, method, data, order, iteration, etas, progress, buffers, errors):
    """Do iterations.

    Args:
        network: sizes, names of the activations, their parameters with the loss's last, name of the loss, number of
            weights and of all parameters, whether biases are trained, and whether they are shared.
        method: name of the optimiser, its (weight decay, first, second number, eps), rows of a batch, whether E is
            their mean, and the iteration in which the state began.
        data: x, target.
        order: (epochs, rows) which rows are taken; the last epoch's again and again when they are used up.
        iteration: the first one; `order` begins with its epoch.
        etas: learning rates; the last one again and again.
        progress: before the first iteration; it is changed.
        buffers: z, a, delta, gradient.
        errors: as many as iterations; E of each is written there.
    """
    sizes, names, parameters, loss, weights, everything, biases, shared = network
    name, numbers, size, mean, since = method
    z, a, delta, gradient = buffers
    x, target = data
    rows = len(x)
    per_epoch = -(-rows // size)
    epoch, batch = 0, iteration % per_epoch
    for n in range(len(errors)):
        first, last = batch * size, min(batch * size + size, rows)
        share = 1.0 / (last - first) if mean else 1.0
        error = 0.0
        for k in range(first, last):
            r = uintp(order[epoch, k])
            error += add_row(
                progress,
                sizes,
                names,
                parameters,
                loss,
                weights,
                biases,
                x,
                target,
                r,
                share,
                k == first,
                z,
                a,
                delta,
                gradient,
            )
        if shared:
            share_biases(sizes, weights, gradient)
        errors[n] = error * share
        updates = float(iteration + n - since + 1)
        update(name, numbers, etas[min(n, len(etas) - 1)], updates, progress, everything, gradient)
        batch += 1
        if batch == per_epoch:
            epoch, batch = min(epoch + 1, len(order) - 1), 0


def cached_train() -> Callable[..., None]:
    """Let numba compile `train`, or load it from its cache (core.kernels.cached)."""
    return kernels.cached(train, kernels)
