"""The numbers of the 2-2-2 example, to 1e-15 relative."""

import pytest

from core.examples import MAZUR
from core.history import History
from core.network import Network
from core.record import record
from core.setup import Setup
from tests.core import scalar

EXACT = {
    "z.1": [0.3775, 0.3925],
    "a.1": [0.5932699921071872, 0.596884378259767],
    "z.2": [1.10590596705977, 1.2249214040964653],
    "a.2": [0.7513650695523157, 0.7729284653214625],
    "error.2": [0.274811083176155, 0.023560025583847746],
    "dE_da.2": [0.7413650695523157, -0.21707153467853746],
    "df.2": [0.18681560180895948, 0.17551005281727122],
    "delta.2": [0.13849856162855695, -0.038098236516556236],
    "contribution.2.0": [0.05539942465142278, 0.06232435273285063],
    "contribution.2.1": [-0.019049118258278118, -0.020954030084105933],
    "dE_da.1": [0.03635030639314466, 0.0413703226487447],
    "delta.1": [0.00877135468948693, 0.009954254705217196],
    "dE_dw.1.0": [0.0004385677344743465, 0.000877135468948693],
    "dE_dw.1.1": [0.0004977127352608599, 0.0009954254705217198],
    "dE_dw.2.0": [0.08216704056423077, 0.08266762784753325],
    "dE_dw.2.1": [-0.02260254047747507, -0.022740242215978222],
    "w_next.1.0": [0.1497807161327628, 0.19956143226552567],
    "w_next.1.1": [0.24975114363236958, 0.29950228726473915],
    "w_next.2.0": [0.35891647971788465, 0.4086661860762334],
    "w_next.2.1": [0.5113012702387375, 0.5613701211079891],
}


def with_policy(policy):
    network = MAZUR.network
    return Network(network.sizes, network.activations, network.loss, policy, network.w, network.b)


@pytest.fixture(scope="module")
def frozen():
    history = History(Setup(MAZUR.network, MAZUR.x, MAZUR.target, MAZUR.eta))
    history.train(10_000)
    return history


@pytest.mark.parametrize("prefix", EXACT)
def test_first_iteration_to_the_last_digits(prefix):
    first = record(MAZUR.network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta)
    found = [first.value(f"{prefix}.{unit}") for unit in range(2)]
    assert found == pytest.approx(EXACT[prefix], rel=1e-15, abs=0)


def test_total_error_of_the_first_iteration():
    first = record(MAZUR.network, MAZUR.x[0], MAZUR.target[0], MAZUR.eta)
    assert first.value("error_total") == pytest.approx(0.2983711087600027, rel=1e-15, abs=0)


@pytest.mark.parametrize(
    ("policy", "after_one", "after_10_000"),
    [
        ("frozen", 0.29102777369359933, 3.5101878e-5),
        ("shared", 0.285750887, 4.3553e-6),
        ("per_unit", 0.280471447, 2.4476e-6),
    ],
)
def test_what_each_bias_policy_leads_to(policy, after_one, after_10_000):
    history = History(Setup(with_policy(policy), MAZUR.x, MAZUR.target, MAZUR.eta))
    history.train(10_000)
    assert history.record(1).value("error_total") == pytest.approx(after_one, rel=1e-15 if policy == "frozen" else 2e-9)
    found = history.record(10_000).value("error_total")
    assert f"{found:.{7 if policy == 'frozen' else 4}e}" == f"{after_10_000:.{7 if policy == 'frozen' else 4}e}"


def test_the_exact_side_of_the_article_s_numbers(frozen):
    end = frozen.record(10_000)
    assert f"{frozen.record(1).value('error_total'):.9f}" == "0.291027774"
    assert [f"{end.value(f'a.2.{k}'):.9f}" for k in range(2)] == ["0.015913620", "0.984064274"]
    assert f"{end.value('error_total'):.10f}" == "0.0000351019"
    assert f"{frozen.record(9_999).value('error_total'):.10f}" == "0.0000351085"
    assert f"{frozen.record(0).value('contribution.2.1.0'):.9f}" == "-0.019049118"


def test_frozen_biases_never_move(frozen):
    assert [b.tolist() for b in frozen.at(10_000).b] == [[0.35, 0.35], [0.6, 0.6]]


def test_the_oracle_agrees_after_200_iterations(frozen):
    net = {
        "sizes": [2, 2, 2],
        "activations": [{"name": "logistic"}] * 2,
        "loss": {"name": "half_squared_error"},
        "bias_policy": "frozen",
        "w": [w.tolist() for w in MAZUR.network.w],
        "b": [b.tolist() for b in MAZUR.network.b],
    }
    for _ in range(200):
        q = scalar.iteration(net, [0.05, 0.10], [0.01, 0.99], 0.5)
        net["w"] = [[[q[f"w_next.{n}.{j}.{i}"] for i in range(2)] for j in range(2)] for n in (1, 2)]
    for n, (expected, found) in enumerate(zip(net["w"], frozen.at(200).w, strict=True)):
        assert found.tolist() == [pytest.approx(row, rel=1e-12) for row in expected], n
