"""What ships works, and says what it is."""

import numpy as np
import pytest

from core.examples import EXAMPLES, MAZUR, XOR
from core.forward import forward
from core.history import History
from core.setup import Setup


@pytest.mark.parametrize(("key", "example"), EXAMPLES.items())
def test_examples_say_what_they_are(key, example):
    assert key == example.id
    assert example.title
    assert example.source.endswith(".")
    assert example.description.endswith(".")
    assert example.x.shape[0] == example.target.shape[0]
    History(Setup(example.network, example.x, example.target, example.eta))
    for array in (example.x, example.target, *example.network.w, *example.network.b):
        assert not array.flags.writeable


def test_mazur_is_the_article_s_network():
    assert MAZUR.network.sizes == (2, 2, 2)
    assert (MAZUR.network.bias_policy, MAZUR.eta) == ("frozen", 0.5)
    assert (MAZUR.x.tolist(), MAZUR.target.tolist()) == ([[0.05, 0.1]], [[0.01, 0.99]])


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_xor_learns_one_row_per_iteration_even_with_another_learning_rate(factor):
    history = History(Setup(XOR.network, XOR.x, XOR.target, factor * XOR.eta))
    history.train(int(4_000 / factor))
    outputs = forward(history.at(history.trained_to), XOR.x).a[-1]
    assert XOR.target.tolist() == [[0.0], [1.0], [1.0], [0.0]]
    assert np.abs(outputs - XOR.target).max() < 0.1


def test_xor_is_not_learned_at_the_start():
    outputs = forward(XOR.network, XOR.x).a[-1]
    assert np.abs(outputs - XOR.target).max() > 0.4
