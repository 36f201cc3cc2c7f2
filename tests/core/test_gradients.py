"""forward, backward and sgd against the scalar oracle, dual numbers and central differences, over random networks."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.backward import backward
from core.forward import forward
from core.gradcheck import check
from core.update import sgd
from tests.core import scalar
from tests.core.samples import ENDS, HIDDEN, end_name, network_of, random_case

SEEDS = st.integers(0, 2**32 - 1)
REDUCTIONS = st.sampled_from(["mean", "sum"])


def close(found, expected):
    return math.isclose(found, expected, rel_tol=1e-11, abs_tol=1e-13)


def assert_gradients(net, x, target, reduction):
    network = network_of(net)
    found = backward(network, forward(network, x), target, reduction)
    rows = np.atleast_2d(x).tolist(), np.atleast_2d(target).tolist()
    expected = scalar.batch_gradients(net, *rows, reduction)
    assert close(found.error_total, expected["error_total"])
    for row, (x_row, target_row) in enumerate(zip(*rows, strict=True)):
        own = scalar.iteration(net, x_row, target_row, 1.0)
        for k, value in enumerate(np.atleast_2d(found.error)[row]):
            assert close(value, own[f"error.{len(network.w)}.{k}"]), (row, k)
    for layer, (dE_dw, dE_db) in enumerate(zip(found.dE_dw, found.dE_db, strict=True), start=1):
        for (j, i), value in np.ndenumerate(dE_dw):
            assert close(value, expected[f"dE_dw.{layer}.{j}.{i}"]), (layer, j, i)
        for j, value in enumerate(dE_db):
            key = f"dE_db.{layer}" if net["bias_policy"] == "shared" else f"dE_db.{layer}.{j}"
            assert close(value, expected[key]), (layer, j)


@pytest.mark.parametrize("end", ENDS, ids=end_name)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_every_output_and_loss_agrees_with_the_oracle(end, reduction):
    rng = np.random.default_rng(len(end_name(end)))
    for depth in (1, 2, 3, 4):
        assert_gradients(*random_case(rng, end, depth, rows=3), reduction)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(SEEDS, REDUCTIONS, st.integers(1, 4))
def test_random_networks_agree_with_the_oracle(seed, reduction, rows):
    assert_gradients(*random_case(np.random.default_rng(seed), rows=rows), reduction)


@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_every_output_and_loss_passes_the_gradient_check(end):
    net, x, target = random_case(np.random.default_rng(7 + ENDS.index(end)), end, depth=2, rows=2)
    report = check(network_of(net), x, target)
    assert report.passed, report.largest


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda named: named["name"])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_every_hidden_activation_passes_the_gradient_check(hidden, reduction):
    net, x, target = random_case(np.random.default_rng(3), depth=3, rows=3)
    net["activations"][:2] = [hidden, hidden]
    assert check(network_of(net), x, target, reduction).passed


@settings(derandomize=True, deadline=None, max_examples=15)
@given(SEEDS, REDUCTIONS)
def test_random_networks_pass_the_gradient_check(seed, reduction):
    net, x, target = random_case(np.random.default_rng(seed), rows=2)
    assert check(network_of(net), x, target, reduction).passed


@settings(derandomize=True, deadline=None, max_examples=30)
@given(SEEDS)
def test_one_example_is_a_batch_of_one(seed):
    net, x, target = random_case(np.random.default_rng(seed))
    network = network_of(net)
    single = backward(network, forward(network, x[0]), target[0])
    batch = backward(network, forward(network, x), target)
    assert single.error_total == pytest.approx(batch.error_total, rel=1e-14)
    for name in ("delta", "dE_da", "df", "dE_dw", "dE_db"):
        for one, many in zip(getattr(single, name), getattr(batch, name), strict=True):
            assert (one is None) == (many is None)
            if one is not None:
                assert many.shape == (one.shape if name.startswith(("dE_dw", "dE_db")) else (1, *one.shape))
                np.testing.assert_allclose(np.reshape(many, one.shape), one, rtol=1e-12, atol=1e-14)


def test_mean_and_sum_differ_by_the_batch_size():
    net, x, target = random_case(np.random.default_rng(5), depth=2, rows=4)
    network = network_of(net)
    passed = forward(network, x)
    mean, total = (backward(network, passed, target, reduction) for reduction in ("mean", "sum"))
    assert total.error_total == pytest.approx(4 * mean.error_total)
    np.testing.assert_allclose(total.delta[0], 4 * mean.delta[0])
    np.testing.assert_allclose(total.dE_dw[0], 4 * mean.dE_dw[0])


@settings(derandomize=True, deadline=None, max_examples=30)
@given(SEEDS)
def test_sgd_subtracts_eta_times_the_gradient_and_changes_nothing_else(seed):
    net, x, target = random_case(np.random.default_rng(seed))
    network = network_of(net)
    q = scalar.iteration(net, x[0].tolist(), target[0].tolist(), 0.1)
    after = sgd(network, backward(network, forward(network, x[0]), target[0]), 0.1)
    assert [w.tolist() for w in network.w] == net["w"]
    assert (after.sizes, after.activations, after.loss) == (network.sizes, network.activations, network.loss)
    for layer in range(1, len(net["sizes"])):
        for (j, i), value in np.ndenumerate(after.w[layer - 1]):
            assert close(value, q[f"w_next.{layer}.{j}.{i}"])
        b = after.b[layer - 1].tolist()
        if net["bias_policy"] == "frozen":
            assert b == net["b"][layer - 1]
        else:
            assert all(close(value, q[f"b_next.{layer}.{j}"]) for j, value in enumerate(b))
        assert net["bias_policy"] != "shared" or len(set(b)) == 1


def test_slopes_at_exactly_zero():
    zero = np.zeros(1)
    slopes = {named["name"]: network_of(one_unit(named)).activations[0].df(zero, zero)[0] for named in HIDDEN}
    assert (slopes["relu"], slopes["leaky_relu"], slopes["elu"]) == (0.0, 0.25, 1.5)


def one_unit(named):
    return {
        "sizes": [1, 1],
        "activations": [named],
        "loss": "squared_error",
        "bias_policy": "frozen",
        "w": [[[1.0]]],
        "b": [[0.0]],
    }
