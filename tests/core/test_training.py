"""Training by every method: against plain Python, and, where numbers run over, the first one by name."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.backward import backward
from core.batches import Batches
from core.errors import DivergenceError, ValueRangeError
from core.examples import MAZUR, XOR
from core.forward import forward
from core.network import Network
from core.optimisers import OPTIMISERS, optimiser
from core.program import MOST_TURNS
from core.progress import begun, state_of
from core.schedules import schedule
from core.setup import Setup
from core.training import BLOCK, Training, iterated, trained
from core.update import by_parameter, sgd, updated
from tests.core import method_oracle, scalar
from tests.core.samples import coarse, method_of, network_of, random_case


def by_hand(net, x, target, setup, count):
    """The parameters and E of all rows after each number of updates, from the scalar oracle."""
    method = {
        "optimiser": dict(setup.method.optimiser.as_dict()),
        "rows_at": lambda n: setup.batches.rows_at(n).tolist(),
        "reduction": setup.method.reduction,
        "batched": setup.method.batched,
    }
    net = {**net, "w": [[list(row) for row in w] for w in net["w"]], "b": [list(b) for b in net["b"]]}
    done = method_oracle.iterations(net, x.tolist(), target.tolist(), setup.eta_at, method, count)
    for rows, numbers in done:
        yield net, error_of(net, x, target, setup.method.reduction)
        q = numbers[rows[0]]
        net = {
            **net,
            "w": [
                [[q[f"w_next.{layer}.{j}.{i}"] for i in range(len(w[j]))] for j in range(len(w))]
                for layer, w in enumerate(net["w"], start=1)
            ],
            "b": [
                [q.get(f"b_next.{layer}.{j}", b[j]) for j in range(len(b))] for layer, b in enumerate(net["b"], start=1)
            ],
        }
    yield net, error_of(net, x, target, setup.method.reduction)


def error_of(net, x, target, reduction):
    return scalar.batch_gradients(net, x.tolist(), target.tolist(), reduction)["error_total"]


def assert_as_by_hand(net, x, target, method, count=6, eta=0.05):
    setup = Setup(network_of(net), x, target, eta, method)
    found = trained(setup, count, 1)
    expected = list(by_hand(net, x, target, setup, count))
    assert [n for n, _ in found.error] == list(range(count + 1))
    for (_, error), (_, wanted) in zip(found.error, expected, strict=True):
        assert math.isclose(error, wanted, rel_tol=1e-9, abs_tol=1e-12)
    for w, wanted in zip(found.network.w, expected[-1][0]["w"], strict=True):
        np.testing.assert_allclose(w, wanted, rtol=1e-9, atol=1e-12)
    for b, wanted in zip(found.network.b, expected[-1][0]["b"], strict=True):
        np.testing.assert_allclose(b, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("shuffle", [None, 7])
@pytest.mark.parametrize("batch", [1, 2, None])
def test_each_epoch_has_its_own_order_however_many_there_are(batch, shuffle):
    """More iterations than a trainer has turns, in one call and in several."""
    net, x, target = random_case(np.random.default_rng(5), depth=2, rows=5)
    setup = Setup(network_of(net), x, target, 0.002, method_of("momentum", batch, shuffle=shuffle))
    network, state, count = setup.network, state_of(setup, begun(setup)), 3 * MOST_TURNS
    for n in range(count):
        network, state = iterated(setup, n, network, state)
    assert trained(setup, count, count).network.vector.tolist() == network.vector.tolist()
    training = Training(setup)
    for _ in range(count // 12):
        training.train(12)
    assert training.network().vector.tolist() == network.vector.tolist()


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize("batch", [1, 3, None])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_every_optimiser_with_every_kind_of_batch(name, batch, decay):
    rng = np.random.default_rng([len(name), batch or 0])
    net, x, target = random_case(rng, depth=2, rows=7)
    assert_as_by_hand(net, x, target, method_of({"name": name, "weight_decay": decay, **coarse(name)}, batch))


@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 2**32 - 1),
    name=st.sampled_from(list(OPTIMISERS)),
    rows=st.integers(1, 6),
    batch=st.sampled_from([1, 2, 4, 9, None]),
    reduction=st.sampled_from(["mean", "sum"]),
    shuffle=st.sampled_from([None, 0, 7]),
    schedule=st.sampled_from(["constant", {"name": "step", "step_size": 2}, {"name": "cosine", "t_max": 4}]),
)
def test_any_network_by_any_method(seed, name, rows, batch, reduction, shuffle, schedule):
    net, x, target = random_case(np.random.default_rng(seed), rows=rows)
    chosen = {"name": name, "schedule": schedule, **coarse(name)}
    assert_as_by_hand(net, x, target, method_of(chosen, batch, reduction, shuffle), eta=0.002)


def vector(network, state):
    return np.concatenate([network.vector, *state.values()]).tobytes()


@pytest.mark.parametrize("batch", [1, 2, None])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_fast_path_gives_the_bits_of_the_readable_one(name, batch):
    for seed in range(3):
        net, x, target = random_case(np.random.default_rng([seed, len(name)]), rows=5)
        setup = Setup(network_of(net), x, target, 0.05, method_of({"name": name, "weight_decay": 0.01}, batch))
        training, network, state = Training(setup), setup.network, state_of(setup, begun(setup))
        for n in range(12):
            network, state = iterated(setup, n, network, state)
            training.train(1)
        assert training.network().vector.tobytes() == network.vector.tobytes()


def test_no_gradient_is_left_over_from_the_batch_before():
    """Each update of plain gradient descent is that of its own batch, as if no other had been."""
    net, x, target = random_case(np.random.default_rng(8), depth=2, rows=5)
    setup = Setup(network_of(net), x, target, 0.1, method_of("sgd", 2))
    found = trained(setup, 3, 3).network
    network = setup.network
    for rows in ([0, 1], [2, 3], [4]):
        network = sgd(network, backward(network, forward(network, x[rows]), target[rows]), 0.1)
    assert found.vector.tobytes() == network.vector.tobytes()


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_pieces_change_nothing(at_once):
    setup = Setup(XOR.network, XOR.x, XOR.target, 0.5, method_of("adam", 3, shuffle=4))
    whole, pieces = trained(setup, 300, 70), Training(setup)
    found = list(pieces.course(300, 70, at_once))
    assert tuple(look for look in found if look) == whole.error
    assert pieces.network().vector.tobytes() == whole.network.vector.tobytes()
    assert found.count(None) == sum(math.ceil(part / at_once) for part in (70, 70, 70, 70, 20))
    assert [n for n, _ in whole.error] == [0, 70, 140, 210, 280, 300]


def test_the_last_iteration_is_told_once():
    setup = Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5)
    assert [n for n, _ in trained(setup, 20, 10).error] == [0, 10, 20]
    assert [n for n, _ in trained(setup, 0, 10).error] == [0]


def test_the_article_s_numbers():
    found = trained(Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5), 10_000, 10_000)
    assert dict(found.error) == pytest.approx({0: 0.2983711087600027, 10_000: 3.5101878e-5}, rel=1e-7)


@pytest.mark.parametrize(
    ("iterations", "every", "field"), [(-1, 1, "iterations"), (2.0, 1, "iterations"), (5, 0, "every")]
)
def test_what_is_no_number_of_iterations_is_refused(iterations, every, field):
    with pytest.raises(ValueRangeError) as error:
        trained(Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5), iterations, every)
    assert error.value.field == field


LINE = Network((1, 1), ["identity"], "half_squared_error", "per_unit", [[[1.0]]], [[0.0]])


def first_not_finite(setup, count):
    """(iteration, quantity) by recording each iteration with plain numpy, and looking at every number of it."""
    w, b, m, v = float(setup.network.w[0][0, 0]), float(setup.network.b[0][0]), np.zeros(2), np.zeros(2)
    with np.errstate(all="ignore"):
        for n in range(count):
            x, t = (float(rows[n % setup.rows, 0]) for rows in (setup.x, setup.target))
            z = np.float64(w) * x + b
            error, delta = 0.5 * (z - t) * (z - t), z - t
            numbers = {"z.1.0": z, "error.1.0": error, "delta.1.0": delta, "dE_dw.1.0.0": delta * x}
            g = np.array([delta * x, delta])
            if setup.method.optimiser.name == "adam":
                m, v = 0.9 * m + (1 - 0.9) * g, 0.999 * v + (1 - 0.999) * g * g
                numbers |= {"v_next_w.1.0.0": v[0], "v_next_b.1.0": v[1]}
                step = 0.5 * (m / (1 - 0.9 ** (n + 1))) / (np.sqrt(v / (1 - 0.999 ** (n + 1))) + 1e-8)
            else:
                step = setup.eta * g
            w, b = np.float64(w) - step[0], np.float64(b) - step[1]
            numbers |= {"w.1.0.0": w, "b.1.0": b}
            for name, value in numbers.items():
                if not np.isfinite(value):
                    return n, name
    return None


@pytest.mark.parametrize("batch", [1, None])
@pytest.mark.parametrize("eta", [2.5, 3.0, 50.0, 1e200])
def test_the_first_number_that_runs_over_is_named_in_its_own_iteration(eta, batch):
    setup = Setup(
        LINE,
        [[1.0], [3.0]] if batch == 1 else [[3.0]],
        [[0.0], [1.0]] if batch == 1 else [[1.0]],
        eta,
        method_of("sgd", batch),
    )
    training = Training(setup)
    with pytest.raises(DivergenceError) as error:
        training.train(2000)
    expected = first_not_finite(setup, 2000)
    assert (error.value.iteration, error.value.quantity) == expected
    assert f"iteration {expected[0]} " in error.value.message
    assert not math.isfinite(error.value.value)
    assert training.iteration == expected[0]
    assert np.isfinite(training.network().vector).all()
    fresh = Training(setup)
    fresh.train(expected[0])
    assert fresh.network().vector.tobytes() == training.network().vector.tobytes()


def test_what_an_optimiser_remembers_is_named_too():
    """The gradient's square runs over, which would only stop the weight: nothing else becomes infinite."""
    setup = Setup(LINE, [[3e120]], [[0.0]], 0.5, method_of("adam", 1))
    setup = setup.with_network(Network((1, 1), ["identity"], "half_squared_error", "per_unit", [[[1e-20]]], [[0.0]]))
    with pytest.raises(DivergenceError) as error:
        Training(setup).train(1)
    assert (error.value.iteration, error.value.quantity) == (0, "v_next_w.1.0.0") == first_not_finite(setup, 1)


def test_a_net_input_that_runs_over_and_leaves_no_trace_is_found():
    """A logistic unit answers 1 to an infinite net input, and its slope 0 leaves all gradients finite."""
    network = Network((2, 1), ["logistic"], "half_squared_error", "frozen", [[[1e200, 1e200]]], [[0.0]])
    training = Training(Setup(network, [[1e10, 0.0], [1e200, 1e200]], [[0.5], [0.5]], 0.5, method_of("sgd", 1)))
    training.train(1)
    with pytest.raises(DivergenceError) as error:
        training.train(1)
    assert (error.value.iteration, error.value.quantity) == (1, "z.1.0")


def test_large_numbers_that_stay_finite_are_trained_on():
    """Too large for the fast path to be sure, so each iteration is done by the readable one."""
    network = Network((1, 1), ["identity"], "half_squared_error", "frozen", [[[1e151]]], [[0.0]])
    setup = Setup(network, [[0.1]], [[0.0]], 0.5, method_of("momentum", 1))
    found = trained(setup, BLOCK + 3, BLOCK + 3).network
    w, velocity = 1e151, 0.0
    for _ in range(BLOCK + 3):
        velocity = 0.9 * velocity + w * 0.1 * 0.1
        w = w - 0.5 * velocity
    assert found.w[0][0, 0] == pytest.approx(w, rel=1e-12)


def test_e_of_all_rows_may_run_over_where_no_batch_did():
    setup = Setup(LINE, [[1.0], [1e200]], [[1.0], [0.0]], 0.5, method_of("sgd", 1))
    training = Training(setup)
    training.train(1)
    with pytest.raises(DivergenceError) as error:
        training.error()
    assert (error.value.iteration, error.value.quantity) == (1, "error.1.0")


def test_an_update_changes_nothing_it_is_given():
    net, x, target = random_case(np.random.default_rng(2), depth=2)
    network = network_of(net)
    gradients = backward(network, forward(network, x), target)
    state = {"m": np.ones(network.trained), "v": np.ones(network.trained)}
    updated(network, gradients, optimiser("adam"), 0.1, state, 3)
    assert all((vector == 1.0).all() for vector in state.values())
    assert network.vector.tolist() == network_of(net).vector.tolist()


@pytest.mark.parametrize("policy", ["frozen", "per_unit"])
def test_parameters_side_by_side_are_those_of_the_layers(policy):
    network = Network((2, 2, 2), ["tanh", "tanh"], "squared_error", policy, MAZUR.network.w, [[1, 2], [3, 4]])
    found = {(of, layer): part.tolist() for of, layer, part in by_parameter(network, network.vector[: network.trained])}
    expected = {("w", layer): w.tolist() for layer, w in enumerate(network.w, start=1)}
    if policy != "frozen":
        expected |= {("b", 1): [1, 2], ("b", 2): [3, 4]}
    assert found == expected
    assert network.trained == (8 if policy == "frozen" else 12)


def test_batches_take_the_rows_in_order_and_the_last_may_be_smaller():
    batches = Batches(5, 2)
    assert [batches.rows_at(n).tolist() for n in range(5)] == [[0, 1], [2, 3], [4], [0, 1], [2, 3]]
    assert [batches.epoch(n) for n in range(4)] == [0, 0, 0, 1]
    assert (batches.per_epoch, Batches(5).per_epoch, Batches(5, 9).per_epoch) == (3, 1, 1)
    assert Batches(3).rows_at(7).tolist() == [0, 1, 2]
    assert batches.order(3).tolist() == [0, 1, 2, 3, 4]
    assert not any(given.flags.writeable for given in (batches.order(3), Batches(5, 2, 1).order(3), batches.rows_at(1)))


def test_shuffling_takes_every_row_once_an_epoch_in_another_order_each_time():
    batches, again, other = (Batches(20, 6, seed) for seed in (1, 1, 2))
    epochs = [np.concatenate([batches.rows_at(4 * epoch + n) for n in range(4)]).tolist() for epoch in range(3)]
    assert all(sorted(epoch) == list(range(20)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == 3
    assert [again.rows_at(n).tolist() for n in range(8)] == [batches.rows_at(n).tolist() for n in range(8)]
    assert [other.rows_at(n).tolist() for n in range(4)] != [batches.rows_at(n).tolist() for n in range(4)]


def test_schedules_by_their_closed_forms():
    step, cosine = schedule("step", step_size=3, gamma=0.5), schedule("cosine", t_max=4, eta_min=0.1)
    assert [step.eta(0.8, n) for n in range(8)] == [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2]
    expected = [0.1 + 0.45 * (1 + math.cos(math.pi * n / 4)) for n in range(9)]
    assert [cosine.eta(1.0, n) for n in range(9)] == pytest.approx(expected, rel=1e-14)
    assert cosine.eta(1.0, 4) == pytest.approx(0.1)
    assert cosine.eta(1.0, 8) == pytest.approx(1.0)  # it comes up again
    assert schedule("constant").eta(0.3, 10**6) == 0.3


def test_a_network_knows_nothing_of_gradients_that_were_not_given():
    """`updated` takes whatever has dE_dw and dE_db."""
    gradients = SimpleNamespace(dE_dw=tuple(np.ones_like(w) for w in MAZUR.network.w), dE_db=())
    after, state = updated(MAZUR.network, gradients, optimiser("sgd"), 0.25, {}, 1)
    assert state == {}
    assert after.vector[:8].tolist() == (MAZUR.network.vector[:8] - 0.25).tolist()
