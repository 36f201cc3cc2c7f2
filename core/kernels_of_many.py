"""The passes of core.passes as loops along many networks, compiled by numba; only core.compiled imports this.

In a loop the processor does several networks at once, also e^z, which is written here for that: what the system has
takes one number at a time. Each pass stands here once, so compiling takes seconds. The operations are those of the
readable path, number by number, and sums are added term by term in its order; the numbers agree to 1e-12.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numba import njit

from core import kernels, passes
from core.kernels import HALF_SQUARED_ERROR, LOGISTIC, RELU, TANH, compiled

#: A sum with it is rounded to a whole number, which its last bits hold then.
ROUND = 1.5 * 2.0**52
#: ln 2 in two parts, of which the first times a whole number below 2^20 is exact.
LN2, LN2_REST = float.fromhex("0x1.62e42feep-1"), float.fromhex("0x1.a39ef35793c76p-33")
LOG2_E = 1.0 / math.log(2.0)
#: Below the first e^x is subnormal, and 0 here; above the second it is infinite.
LEAST, MOST = math.log(2.0**-1022), float.fromhex("0x1.62e42fefa39efp+9")
#: 1/k! of the series of e^r; what follows is below the last digit where |r| ≤ ½ ln 2.
C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13 = (1.0 / math.factorial(k) for k in range(2, 14))
#: The exponent of 1.0, where a number has it in its bits.
ONE = 1023 << 52


@njit(error_model="numpy", fastmath={"contract"})  # a product may go into its sum without being rounded
def parts(x):
    """Split e^x into 2^n e^r: n, where a number has its exponent in its bits, and e^r − 1."""
    rounded = x * LOG2_E + ROUND
    n = rounded - ROUND
    r = (x - n * LN2) - n * LN2_REST
    s = C8 + r * (C9 + r * (C10 + r * (C11 + r * (C12 + r * C13))))
    s = C2 + r * (C3 + r * (C4 + r * (C5 + r * (C6 + r * (C7 + r * s)))))
    return np.float64(rounded).view(np.int64) << 52, r + r * r * s


@compiled
def exp(x):
    """e^x."""
    n, rest = parts(x)
    power = np.int64(np.float64(1.0 + rest).view(np.int64) + n).view(np.float64)
    return power if LEAST <= x <= MOST else (0.0 if x < LEAST else x * math.inf)


@compiled
def tanh(x):
    """(e^2x − 1) / (e^2x + 1)."""
    n, rest = parts(min(max(2.0 * x, -40.0), 40.0))
    power = np.int64(n + ONE).view(np.float64)
    less = power * rest + (power - 1.0)
    return less / (less + 2.0) if x == x else x


@compiled
def do(listed, table, numbers, loss):
    """Do passes over a table, (rows, networks); numbers: of the activations, of the loss, and how many outputs."""
    count, threshold, outputs = range(table.shape[1]), numbers[-2], numbers[-1]
    for k in range(len(listed)):
        what = listed[k, 0]
        o, a, b, c = table[listed[k, 1]], table[listed[k, 2]], table[listed[k, 3]], table[listed[k, 4]]
        if what == passes.PRODUCT:
            for i in count:
                o[i] = a[i] * b[i]
        elif what == passes.ADD_PRODUCT:
            for i in count:
                o[i] += a[i] * b[i]
        elif what == passes.NET_INPUT:
            for i in count:
                o[i] = (o[i] + a[i] * b[i]) + c[i]
        elif what == passes.DESCEND:
            for i in count:
                o[i] -= a[i] * b[i]
        elif what == passes.DESCEND_PRODUCT:
            for i in count:
                o[i] -= a[i] * (b[i] * c[i])
        elif what == passes.SUM:
            for i in count:
                o[i] = a[i] + b[i]
        elif what == passes.DIFFERENCE:
            for i in count:
                o[i] = a[i] - b[i]
        elif what == passes.ADD:
            for i in count:
                o[i] += a[i]
        elif what == passes.TIMES:
            for i in count:
                o[i] *= a[i]
        elif what == passes.DIVIDE:
            for i in count:
                o[i] /= a[i]
        elif what == passes.LARGER:
            for i in count:
                o[i] = max(o[i], a[i])
        elif what == passes.POWER:
            for i in count:
                o[i] = exp(a[i] - b[i])
        elif what == passes.LOGARITHM:
            for i in count:
                o[i] = math.log(a[i])
        elif what == passes.ACTIVATE + LOGISTIC:
            for i in count:
                o[i] = 1.0 / (1.0 + exp(-a[i]))
        elif what == passes.ACTIVATE + TANH:
            for i in count:
                o[i] = tanh(a[i])
        # Named alone, a function of core.kernels is compiled for several networks at once; those at the end are not.
        elif what == passes.ACTIVATE + RELU:
            for i in count:
                o[i] = kernels.activated(RELU, 0.0, a[i])
        elif what == passes.TIMES_SLOPE + LOGISTIC:
            for i in count:
                o[i] *= kernels.slope(LOGISTIC, 0.0, a[i], b[i])
        elif what == passes.TIMES_SLOPE + TANH:
            for i in count:
                o[i] *= kernels.slope(TANH, 0.0, a[i], b[i])
        elif what == passes.TIMES_SLOPE + RELU:
            for i in count:
                o[i] *= kernels.slope(RELU, 0.0, a[i], b[i])
        elif what == passes.LOSS_SLOPE:
            for i in count:
                o[i] = kernels.dE_da(loss, threshold, a[i], b[i], outputs)
        elif what == passes.ERROR and loss == HALF_SQUARED_ERROR:
            for i in count:
                o[i] += kernels.cost(HALF_SQUARED_ERROR, threshold, a[i], b[i], c[i], outputs)
        elif what == passes.ERROR:
            for i in count:
                o[i] += kernels.cost(loss, threshold, a[i], b[i], c[i], outputs)
        elif what >= passes.TIMES_SLOPE:
            for i in count:
                o[i] *= kernels.slope(what - passes.TIMES_SLOPE, numbers[listed[k, 4]], a[i], b[i])
        else:
            for i in count:
                o[i] = kernels.activated(what - passes.ACTIVATE, numbers[listed[k, 4]], a[i])


@compiled
def fill(row, value):
    """Make all numbers of a row the same."""
    for i in range(len(row)):
        row[i] = value


@compiled
def copy(to, row):
    """Copy a row."""
    for i in range(len(row)):
        to[i] = row[i]


@compiled
def tell(error, share, errors, total):
    """Write E of an iteration, and add it to the total."""
    for i in range(len(error)):
        errors[i] = error[i] * share[i]
        total[i] += errors[i]


def train(lists, where, functions, data, batches, iteration, count, etas, progress, buffer, most, errors, total):
    """Do iterations of all networks, block by block, so that the table of a block stays in the cache.

    Args:
        lists: begin, example, with_error, end of core.passes.Passes.
        where: the rows p, eta, share, error, zero of the table, and how many it has.
        functions: the parameters of the activations and of the loss, then how many outputs there are; the loss.
        data: (rows, n0 + n_L) inputs and targets.
        batches: (epochs, rows) which rows are taken, the last epoch's again and again when they are used up; rows of a
            batch, and whether E is their mean.
        iteration: the first one; `batches` begins with its epoch.
        count: how many.
        etas: (count or 1, networks) learning rates of each iteration, or of all.
        progress: (all, networks) parameters before the first iteration; it is changed.
        buffer: as many numbers as the table of a block has.
        most: how many networks are in a block.
        errors: (count or 1, networks) E of each iteration, or of the last one, is written there.
        total: (networks,) the sum of these errors is written there.
    """
    begin, example, with_error, end = lists
    p, eta, share, error, zero, size = where
    numbers, loss = functions
    order, batch_size, mean = batches
    rows, width = data.shape
    per_epoch = -(-rows // batch_size)
    for start in range(0, progress.shape[1], most):
        block = slice(start, min(start + most, progress.shape[1]))
        table = buffer[: size * (block.stop - block.start)].reshape(size, block.stop - block.start)
        fill(table[zero], 0.0)
        fill(total[block], 0.0)
        for k in range(len(progress)):
            copy(table[p + k], progress[k, block])
        epoch, batch = 0, iteration % per_epoch
        for n in range(count):
            first, last = batch * batch_size, min(batch * batch_size + batch_size, rows)
            told = n >= count - len(errors)
            if n < len(etas):
                copy(table[eta], etas[n, block])
            if n == 0 or per_epoch > 1:
                fill(table[share], 1.0 / (last - first) if mean else 1.0)
            do(begin, table, numbers, loss)
            for k in range(first, last):
                for i in range(width if n == 0 or rows > 1 else 0):
                    fill(table[i], data[order[epoch, k], i])
                do(with_error if told else example, table, numbers, loss)
            do(end, table, numbers, loss)
            if told:
                tell(table[error], table[share], errors[n - count, block], total[block])
            batch += 1
            if batch == per_epoch:
                epoch, batch = min(epoch + 1, len(order) - 1), 0
        for k in range(len(progress)):
            copy(progress[k, block], table[p + k])


def cached_train() -> Callable[..., None]:
    """Let numba compile `train`, or load it from its cache (core.kernels.cached)."""
    return kernels.cached(train, kernels, passes)
