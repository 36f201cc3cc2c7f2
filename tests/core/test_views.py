"""What a network makes of its data, against the scalar oracle and plain counting."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.datasets.dataset import told
from core.errors import DeltaflowError, DivergenceError
from core.network import Network
from core.setup import Setup
from core.views import MOST_ACROSS, MOST_ALONG, field, fit, gradient_norms, represented
from tests.core import scalar
from tests.core.samples import network_of, random_case


def outputs(net, x):
    """The activations of all layers for one input, by the oracle."""
    target = [0.0] * net["sizes"][-1]
    if net["loss"]["name"] == "hinge":
        target = [1.0] * len(target)
    if net["loss"]["name"] == "categorical_cross_entropy":
        target[0] = 1.0
    q = scalar.iteration(net, x, target, 1.0)
    return [[q[f"a.{n}.{j}"] for j in range(size)] for n, size in enumerate(net["sizes"])]


@settings(derandomize=True, deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_fit_counts_and_averages(seed):
    rng = np.random.default_rng(seed)
    net, x, target = random_case(rng, rows=6)
    count = net["sizes"][-1]
    found = fit(network_of(net), x, target)
    assert found.error == pytest.approx(scalar.batch_gradients(net, x.tolist(), target.tolist(), "mean")["error_total"])
    assert (found.rows, found.accuracy, found.confusion) == (6, None, None)
    if count < 2 or net["loss"]["name"] == "hinge":
        return
    classes = rng.integers(0, count, 6)
    coded = np.eye(count)[classes]
    found = fit(network_of(net), x, coded, count)
    told_by_hand = [max(range(count), key=outputs(net, row.tolist())[-1].__getitem__) for row in x]
    assert found.accuracy == pytest.approx(sum(a == b for a, b in zip(classes, told_by_hand, strict=True)) / 6)
    for right in range(count):
        for seen in range(count):
            pairs = sum((a, b) == (right, seen) for a, b in zip(classes, told_by_hand, strict=True))
            assert found.confusion[right, seen] == pairs


def test_one_output_tells_two_classes():
    assert told(np.array([[0.2], [0.5], [0.9]]), 2).tolist() == [0, 1, 1]
    assert told(np.array([[-0.2], [0.0], [0.2]]), 2, half=0.0).tolist() == [0, 1, 1]
    for wrong in (1, 3):
        with pytest.raises(DeltaflowError):
            told(np.array([[0.2]]), wrong)


def test_a_field_is_the_answer_at_each_of_its_points():
    net, x, target = random_case(np.random.default_rng(1), depth=2, rows=5)
    while net["sizes"][0] < 3:
        net, x, target = random_case(np.random.default_rng(net["sizes"][1] + 7), depth=2, rows=5)
    setup = Setup(network_of(net), x, target, 0.1)
    plane = field(setup, (2, 0), 4)
    assert plane.low[0] == pytest.approx(x[:, 2].min() - 0.15 * (x[:, 2].max() - x[:, 2].min()))
    steps = [[low + (high - low) * k / 3 for k in range(4)] for low, high in zip(plane.low, plane.high, strict=True)]
    for row in range(4):
        for column in range(4):
            at = x.mean(axis=0)
            at[2], at[0] = steps[0][column], steps[1][row]
            for layer, activations in enumerate(outputs(net, at.tolist())[1:]):
                assert plane.activations[layer][row * 4 + column].tolist() == pytest.approx(activations, rel=1e-10)
    line = field(setup, (1,), 5)
    assert line.activations[-1].shape == (5, net["sizes"][-1])


def test_where_all_rows_are_the_same_the_field_goes_one_to_both_sides():
    net, x, target = random_case(np.random.default_rng(3), depth=1)
    plane = field(Setup(network_of(net), x, target, 0.1), (0,), 2)
    assert (plane.low[0], plane.high[0]) == (x[0, 0] - 1, x[0, 0] + 1)


@pytest.mark.parametrize(("inputs", "points"), [((9,), 5), ((0, 0), 5), ((), 5), ((0,), 1), ((0,), 402)])
def test_what_is_no_field_is_refused(inputs, points):
    net, x, target = random_case(np.random.default_rng(3), depth=1)
    with pytest.raises(DeltaflowError):
        field(Setup(network_of(net), x, target, 0.1), inputs, points)


def test_a_line_may_have_more_points_than_a_plane_has_across():
    net, _, target = random_case(np.random.default_rng(3), depth=1)
    net |= {"sizes": [2, *net["sizes"][1:]], "w": [[[0.5, -0.5] for _ in net["w"][0]]]}
    setup = Setup(network_of(net), [[1.0, 2.0]], target, 0.1)
    assert field(setup, (1,), MOST_ALONG).points == MOST_ALONG
    assert len(field(setup, (0, 1), MOST_ACROSS).activations[-1]) == MOST_ACROSS**2
    for inputs, points in (((1,), MOST_ALONG + 1), ((0, 1), MOST_ACROSS + 1), ((2,), 5), ((-1,), 5)):
        with pytest.raises(DeltaflowError):
            field(setup, inputs, points)


def test_gradient_norms_are_of_each_layer():
    net, x, target = random_case(np.random.default_rng(6), depth=3, rows=3)
    setup = Setup(network_of(net), x, target, 0.1)
    q = scalar.iteration(net, x[1].tolist(), target[1].tolist(), 0.1)
    for layer, norm in enumerate(gradient_norms(setup, 4), start=1):
        squares = [value**2 for key, value in q.items() if key.startswith(f"dE_dw.{layer}.")]
        assert norm == pytest.approx(math.sqrt(sum(squares)))


@pytest.mark.parametrize("scale", [1e-180, 1.0, 1e200])
def test_gradient_norms_of_any_size_are_told(scale):
    network = Network([2, 1], ["identity"], "huber", "frozen", [[[0.0, 0.0]]], [[0.0]])
    (norm,) = gradient_norms(Setup(network, [[3.0 * scale, 4.0 * scale]], [[-1.0]], 0.1), 0)
    assert norm == pytest.approx(5.0 * scale, rel=1e-15, abs=0.0)


def test_a_fit_is_told_where_only_the_way_back_would_run_over():
    network = Network([1, 1], ["identity"], "squared_error", "frozen", [[[0.0]]], [[0.0]])
    assert fit(network, [[1e200]], [[1e150]]).error == pytest.approx(1e300, rel=1e-15)
    with pytest.raises(DivergenceError):
        gradient_norms(Setup(network, [[1e200]], [[1e150]], 0.1), 0)


def test_where_hidden_layers_put_the_rows():
    net, x, _ = random_case(np.random.default_rng(3), depth=3, rows=4)
    network = network_of(net)
    for layer in (1, 2):
        expected = [outputs(net, row)[layer] for row in x.tolist()]
        assert represented(network, x, layer) == pytest.approx(np.array(expected), rel=1e-12)
    for layer in (0, 3):
        with pytest.raises(DeltaflowError, match="give 1 to 2") as caught:
            represented(network, x, layer)
        assert caught.value.field == "hidden"
