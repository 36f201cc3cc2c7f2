"""The fast path gives the readable path's numbers to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.backward import backward
from core.errors import DivergenceError
from core.examples import EXAMPLES, MAZUR
from core.forward import forward
from core.program import MOST_TURNS
from core.setup import Setup
from core.trainer import Trainer
from core.update import sgd
from tests.core.samples import ENDS, HIDDEN, end_name, network_of, random_case


def readable(network, x, target, eta, count):
    errors = []
    for n in range(count):
        row = n % len(x)
        gradients = backward(network, forward(network, x[row]), target[row])
        errors.append(gradients.error_total)
        network = sgd(network, gradients, eta)
    return network, errors


def assert_same_bits(network, x, target, eta, count):
    try:
        expected, errors = readable(network, x, target, eta, count)
    except DivergenceError:
        return
    trainer = Trainer(Setup(network, x, target, eta))
    found = trainer.train(count)
    assert found.tolist() == errors
    after = network.with_vector(trainer.progress)
    for one, other in zip(after.w + after.b, expected.w + expected.b, strict=True):
        assert one.tolist() == other.tolist()


@pytest.mark.parametrize("end", ENDS, ids=end_name)
def test_every_output_and_loss(end):
    rng = np.random.default_rng(11)
    for rows in (1, 3):
        net, x, target = random_case(rng, end, rows=rows)
        assert_same_bits(network_of(net), x, target, 0.01, 7)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda named: named["name"])
@pytest.mark.parametrize("policy", ["frozen", "shared", "per_unit"])
def test_every_hidden_activation_and_policy(hidden, policy):
    net, x, target = random_case(np.random.default_rng(2), ENDS[5], depth=3, rows=2)
    net["activations"][:2] = [hidden, hidden]
    net.update(bias_policy=policy, b=[[0.25] * size for size in net["sizes"][1:]])
    assert_same_bits(network_of(net), x, target, 0.02, 9)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_random_networks(seed, rows):
    net, x, target = random_case(np.random.default_rng(seed), rows=rows)
    assert_same_bits(network_of(net), x, target, 0.01, 5)


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda example: example.id)
def test_examples_over_more_than_a_block_and_in_any_slices(example):
    count = 2 * MOST_TURNS + 3
    expected, errors = readable(example.network, example.x, example.target, example.eta, count)
    trainer = Trainer(Setup(example.network, example.x, example.target, example.eta))
    found = [trainer.train(part) for part in (1, 2, 5, 0, MOST_TURNS, count - MOST_TURNS - 8)]
    assert np.concatenate(found).tolist() == errors
    assert trainer.iteration == count
    assert [w.tolist() for w in example.network.with_vector(trainer.progress).w] == [w.tolist() for w in expected.w]


def test_loading_goes_back_and_parameters_are_a_copy():
    trainer = Trainer(Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5))
    trainer.train(3)
    kept = trainer.progress
    first = trainer.train(4)
    trainer.load(kept, 3)
    assert trainer.iteration == 3
    assert trainer.train(4).tolist() == first.tolist()


def test_the_network_it_starts_from_is_not_changed():
    before = MAZUR.network.w[0].tolist()
    Trainer(Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5)).train(10)
    assert MAZUR.network.w[0].tolist() == before
