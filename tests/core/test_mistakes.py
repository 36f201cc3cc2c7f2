"""The wrong algorithms are wrong in exactly the ways that NUMBERS of the 2-2-2 example name."""

import numpy as np
import pytest

from core.backward import backward
from core.errors import ShapeError, UnknownNameError
from core.examples import MAZUR, XOR
from core.forward import forward
from core.gradcheck import check
from core.mistakes import MISTAKES, wrong_gradients
from core.network import Network
from core.setup import Setup
from core.training import trained
from core.update import sgd

# dE/dw1, w1 after, w5 after, E after, whether E fell; one iteration, frozen biases
FINGERPRINTS = {
    "early": ("0.000364723", "0.149817639", "0.358916480", "0.291027924", True),
    "no_output_slope": ("0.002268350", "0.148865825", "0.180085176", "0.258260102", True),
    "no_hidden_slope": ("0.001817515", "0.149091242", "0.358916480", "0.291024764", True),
    "first_path_only": ("0.000668396", "0.149665802", "0.358916480", "0.291027283", True),
    "rows_for_columns": ("0.000461551", "0.149769225", "0.358916480", "0.291027661", True),
    "error_sent_back": ("0.002268350", "0.148865825", "0.358916480", "0.291023786", True),
    "input_forgotten": ("0.008771355", "0.145614323", "0.358916480", "0.291017268", True),
    "no_half": ("0.000877135", "0.149561432", "0.317832959", "0.283618982", True),
    "mean_over_outputs": ("0.000219284", "0.149890358", "0.379458240", "0.294708158", True),
    "sign_flipped": ("-0.000438568", "0.150219284", "0.441083520", "0.305640633", False),
}

SLOPELESS = [
    ("softmax", "categorical_cross_entropy"),
    ("logistic", "binary_cross_entropy"),
    ("softmax", "half_squared_error"),
]


def error_of(network):
    return backward(network, forward(network, MAZUR.x[0]), MAZUR.target[0]).error_total


def wrongly(mistake, example, count):
    """The network after so many updates, one row at a time."""
    return trained(
        Setup(example.network, example.x, example.target, example.eta), count, max(count, 1), mistake
    ).network


def test_every_mistake_has_a_fingerprint():
    assert set(FINGERPRINTS) == set(MISTAKES)


@pytest.mark.parametrize("mistake", FINGERPRINTS)
def test_fingerprint(mistake):
    gradients = wrong_gradients(mistake, MAZUR.network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta)
    after = wrongly(mistake, MAZUR, 1)
    found = (gradients.dE_dw[0][0, 0], after.w[0][0, 0], after.w[1][0, 0], error_of(after))
    *expected, fell = FINGERPRINTS[mistake]
    assert [f"{value:.9f}" for value in found] == expected
    assert (error_of(after) < error_of(MAZUR.network)) is fell
    assert [b.tolist() for b in after.b] == [[0.35, 0.35], [0.6, 0.6]]


def test_the_early_program_after_10_000_updates():
    end = wrongly("early", MAZUR, 10_000)
    assert [f"{a:.9f}" for a in forward(end, MAZUR.x[0]).a[-1]] == ["0.015912196", "0.984065734"]
    assert f"{error_of(end):.9f}" == "0.000035085"


def test_only_early_uses_updated_weights_and_no_other_quantity_differs():
    right = backward(MAZUR.network, forward(MAZUR.network, MAZUR.x[0]), MAZUR.target[0])
    wrong = wrong_gradients("early", MAZUR.network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta)
    assert wrong.dE_dw[1].tolist() == right.dE_dw[1].tolist()
    tiny = wrong_gradients("early", MAZUR.network, MAZUR.x[0], MAZUR.target[0], 1e-12)
    assert tiny.dE_dw[0] == pytest.approx(right.dE_dw[0], rel=1e-10)


@pytest.mark.parametrize("policy", ["shared", "per_unit"])
def test_trained_biases_follow_the_wrong_deltas(policy):
    network = Network((2, 2, 2), ["tanh", "identity"], "squared_error", policy, MAZUR.network.w, MAZUR.network.b)
    right = backward(network, forward(network, MAZUR.x[0]), MAZUR.target[0])
    wrong = wrong_gradients("sign_flipped", network, MAZUR.x[0], MAZUR.target[0], 0.5)
    for found, expected in zip(wrong.dE_db, right.dE_db, strict=True):
        assert found.tolist() == (-expected).tolist()


def test_rows_are_used_in_turn():
    two = wrongly("early", XOR, 2)
    one = wrongly("early", XOR, 1)
    gradients = wrong_gradients("early", one, XOR.x[1], XOR.target[1], XOR.eta)
    again = sgd(one, gradients, XOR.eta)
    assert all(np.array_equal(*pair) for pair in zip(two.w, again.w, strict=True))


# no_hidden_slope and others go wrong by example; what is wrong with a batch is the sum of what is wrong with its rows
@pytest.mark.parametrize("mistake", sorted(set(MISTAKES) - {"early", "rows_for_columns"}))
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_a_batch_goes_wrong_as_its_examples_do(mistake, reduction):
    found = wrong_gradients(mistake, XOR.network, XOR.x, XOR.target, XOR.eta, reduction)
    alone = [wrong_gradients(mistake, XOR.network, x, t, XOR.eta) for x, t in zip(XOR.x, XOR.target, strict=True)]
    for kind in ("dE_dw", "dE_db"):
        for layer, values in enumerate(getattr(found, kind)):
            expected = sum(getattr(each, kind)[layer] for each in alone) / (4 if reduction == "mean" else 1)
            assert values == pytest.approx(expected, rel=1e-12)


def test_early_updates_by_the_whole_batch_before_it_goes_on():
    """Its hidden deltas are those of a network whose output weights are updated."""
    found = wrong_gradients("early", XOR.network, XOR.x, XOR.target, 0.5)
    right = backward(XOR.network, forward(XOR.network, XOR.x), XOR.target)
    passed = forward(XOR.network, XOR.x)
    w = XOR.network.w[1] - 0.5 * right.dE_dw[1]
    a = passed.a[0]
    delta = right.delta[1] @ w * XOR.network.activations[0].df(passed.z[0], a)
    assert found.dE_dw[0] == pytest.approx(delta.T @ XOR.x, rel=1e-12)


def test_what_cannot_be_done_is_refused():
    with pytest.raises(UnknownNameError, match="no mistake 'none'"):
        wrong_gradients("none", MAZUR.network, MAZUR.x[0], MAZUR.target[0], 0.5)
    with pytest.raises(ShapeError, match="square"):
        wrong_gradients("rows_for_columns", XOR.network, XOR.x[0], XOR.target[0], 0.5)


@pytest.mark.parametrize(("last", "loss"), SLOPELESS)
def test_what_an_output_without_slopes_has_not_cannot_be_done_wrongly(last, loss):
    network = Network((2, 2, 2), ["tanh", last], loss, "frozen", *parameters())
    for mistake in ("no_output_slope", "error_sent_back", "no_half"):
        with pytest.raises(ShapeError, match=mistake):
            wrong_gradients(mistake, network, MAZUR.x[0], [1.0, 0.0], 0.5)


@pytest.mark.parametrize(("last", "loss"), SLOPELESS)
def test_the_others_are_as_wrong_there(last, loss):
    network, x, t, eta = Network((2, 2, 2), ["tanh", last], loss, "frozen", *parameters()), [0.3, -0.8], [1.0, 0.0], 0.5
    right = backward(network, forward(network, x), t)
    (a,), w2, delta = forward(network, x).a[:1], network.w[1], right.delta[1]
    slope = 1 - a * a

    def first_layer(sent, slope=slope, arriving=x):
        return np.outer(sent * slope, arriving)

    expected = {
        "early": (first_layer(delta @ (w2 - eta * np.outer(delta, a))), np.outer(delta, a)),
        "no_hidden_slope": (first_layer(delta @ w2, 1.0), np.outer(delta, a)),
        "first_path_only": (first_layer(delta[0] * w2[0]), np.outer(delta, a)),
        "rows_for_columns": (first_layer(w2 @ delta), np.outer(delta, a)),
        "input_forgotten": (first_layer(delta @ w2, arriving=[1.0, 1.0]), np.outer(delta, a)),
        "mean_over_outputs": (right.dE_dw[0] / 2, right.dE_dw[1] / 2),
        "sign_flipped": (-right.dE_dw[0], -right.dE_dw[1]),
    }
    for mistake, parts in expected.items():
        found = wrong_gradients(mistake, network, x, t, eta)
        for values, wanted in zip(found.dE_dw, parts, strict=True):
            assert values == pytest.approx(wanted, rel=1e-12), mistake
        assert not check(network, x, t, gradients=found).passed, mistake


def parameters():
    return MAZUR.network.w, MAZUR.network.b
