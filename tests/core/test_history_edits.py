"""Edits anywhere, in any order of asking: the bits are those of a plain replay from iteration 0."""

import threading
import tracemalloc
from itertools import pairwise
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import keyframes, timeline
from core.edits import Change, Edit
from core.errors import DeltaflowError, DivergenceError, ShapeError, ValueRangeError
from core.examples import MAZUR, XOR
from core.history import History
from core.network import Network
from core.setup import Setup
from tests.core.naive import random_edits, records, state_of
from tests.core.samples import ENDS, network_of, random_case
from tests.core.test_history import line, train_in

FREE_ENDS = [end for end in ENDS if end[0]["name"] != "softmax" and "entropy" not in end[1]["name"]]


def setup_of(example):
    return Setup(example.network, example.x, example.target, example.eta)


def edits_of(edits):
    return tuple(Edit(n, tuple(Change(of, to) for of, to in changes)) for n, changes in edits.items())


def bits(history, iterations):
    return [history.record(n).values.tobytes() for n in iterations]


@pytest.fixture(autouse=True, scope="module")
def _many_keyframes():
    with mock.patch.object(keyframes, "FIRST_INTERVAL", 8):
        yield


def drawn(seed, count=5, most=30):
    """(history, bits of iterations 0 … most), or None where the numbers run over."""
    rng = np.random.default_rng(seed)
    end = FREE_ENDS[rng.integers(len(FREE_ENDS))]
    net, x, target = random_case(rng, end, rows=int(rng.integers(1, 4)))
    if end[1]["name"] == "hinge":
        target = np.sign(target)
    edits = random_edits(rng, net, count, most)
    try:
        expected = records(state_of(net, x, target, 0.01), edits, most)
    except DivergenceError:
        return None
    return History(Setup(network_of(net), x, target, 0.01), edits_of(edits)), expected


@settings(derandomize=True, deadline=None, max_examples=20)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 30), min_size=1, max_size=12), st.integers(1, 40))
def test_every_bit_is_that_of_a_plain_replay(seed, asked, slice_):
    case = drawn(seed)
    if case is None:
        return
    history, expected = case
    while history.trained_to < 30:
        history.train(min(slice_, 30 - history.trained_to))
    assert bits(history, asked) == [expected[n] for n in asked]


@settings(derandomize=True, deadline=None, max_examples=10)
@given(st.integers(0, 2**32 - 1), st.integers(0, 9))
def test_edits_made_on_the_way_are_edits_that_were_known_before(seed, trained):
    case = drawn(seed)
    if case is None:
        return
    known, expected = case
    grown, made = History(known.initial), ()
    for edit in known.edits:
        try:
            grown.train(max(0, edit.iteration + trained - grown.trained_to))
        except DivergenceError:
            return
        made += (edit,)
        grown = grown.branched(made)
        assert grown.trained_to == edit.iteration
    grown.train(30 - grown.trained_to)
    assert bits(grown, range(0, 31, 5)) == expected[::5]


def test_the_random_edits_do_reach_the_numbers():
    cases = [case for case in map(drawn, range(20)) if case]
    assert len(cases) > 12
    kinds = {change.of.split(".")[0] for history, _ in cases for edit in history.edits for change in edit.changes}
    assert kinds == {"w", "b", "a", "target", "eta", "activation", "loss", "bias_policy"}


def test_the_policy_may_change_after_the_biases_were_trained():
    edits = [
        Edit(0, (Change("bias_policy", "per_unit"),)),
        Edit(70, (Change("bias_policy", "shared"),)),
        Edit(140, (Change("bias_policy", "frozen"),)),
        Edit(210, (Change("bias_policy", "per_unit"),)),
    ]
    history = History(setup_of(MAZUR), edits)
    history.train(300)
    means = [[float(b.mean())] * 2 for b in history.branched(edits[:1]).at(70).b]
    trained = history.branched(edits[:1])
    trained.train(0)
    assert history.at(69).b[0][0] != history.at(69).b[0][1]
    assert [b.tolist() for b in history.at(70).b] == [pytest.approx(mean, rel=1e-15) for mean in means]
    assert history.at(100).b[0][0] == history.at(100).b[0][1] != history.at(70).b[0][0]
    frozen = [b.tolist() for b in history.at(140).b]
    assert [b.tolist() for b in history.at(200).b] == frozen == [b.tolist() for b in history.at(210).b]
    assert [b.tolist() for b in history.at(211).b] != frozen
    again = History(history.initial, edits)
    again.train(300)
    order = [300, 140, 141, 139, 0, 211, 69, 70, 208]
    assert bits(again, order) == bits(history, order)
    assert history.setup_at(150).network.bias_policy == "frozen"


def test_scripts_follow_the_functions():
    history = History(setup_of(MAZUR), [Edit(5, (Change("eta", 0.1),)), Edit(9, (Change("bias_policy", "per_unit"),))])
    assert history.script_at(0) is history.script_at(5) is history.script_at(8)
    assert history.script_at(9) is not history.script_at(8)
    assert "dE_db.1.0" in {quantity.id for quantity in history.script_at(10**9).quantities}
    many = [Edit(n, (Change("loss", {"name": "huber", "threshold": 1.0 + n}),)) for n in range(100)]
    long = History(setup_of(MAZUR), many)
    long.train(100)
    assert [long.setup_at(n).network.loss.parameters["threshold"] for n in (99, 3, 50, 0)] == [100.0, 4.0, 51.0, 1.0]
    assert long.script_at(99) is long.script_at(99) is not long.script_at(98)


def test_stops_are_those_of_the_script_without_building_it():
    """A file of a megabyte can change functions ten thousand times: a script for each would take a minute."""
    ways = [
        *({"of": "activation.2", "to": name} for name in ("softmax", "tanh", "logistic")),
        {"of": "loss", "to": "binary_cross_entropy"},
        *({"of": "bias_policy", "to": policy} for policy in ("per_unit", "shared", "frozen")),
        {"of": "activation.1", "to": "relu"},
    ]
    history = History(setup_of(MAZUR), [Edit(n, (Change(**way),)) for n, way in enumerate(ways, start=1)])
    with mock.patch("core.script._built", side_effect=AssertionError):
        stops = [history.stops_at(n) for n in range(len(ways) + 1)]
    assert stops == [history.script_at(n).stops for n in range(len(ways) + 1)]
    assert len({each["unit"] for each in stops}) == 5
    many = [Edit(n, (Change("activation.1", {"name": "elu", "alpha": 1.0007 + n / 1000}),)) for n in range(1000)]
    long = History(setup_of(MAZUR), many)
    with (
        mock.patch("core.script._built", side_effect=AssertionError),
        mock.patch("core.timeline.moments_of", wraps=timeline.moments_of) as counted,
    ):
        assert len({id(long.stops_at(n)) for n in range(1000)}) == 1
    assert counted.call_count <= 1, "none where the script is there"


def test_a_branch_shares_what_lies_before_and_leaves_its_parent_alone():
    parent = History(setup_of(XOR), [Edit(100, (Change("eta", 0.3),))])
    parent.train(1000)
    seen = bits(parent, range(0, 1001, 50))
    child = parent.branched([*parent.edits, Edit(500, (Change("w.1.0.0", 2.0),))])
    assert child._keyframes._kept[3] is parent._keyframes._kept[3]
    assert (child.trained_to, parent.trained_to) == (500, 1000)
    assert bits(child, range(0, 500, 50)) == seen[:10]
    assert child.record(500).value("w.1.0.0") == 2.0
    child.train(500)
    assert bits(parent, range(0, 1001, 50)) == seen
    assert bits(child, [1000]) != seen[-1:]
    assert parent.branched(parent.edits).trained_to == 1000
    assert parent.branched([]).trained_to == 100
    ahead = parent.branched([*parent.edits, Edit(5000, (Change("eta", 0.1),))])
    assert (ahead.trained_to, bits(ahead, [1000])) == (1000, seen[-1:])


@pytest.mark.parametrize("at", [63, 64, 65, 640])
def test_keyframes_go_on_wherever_a_branch_parts(at):
    parent = History(setup_of(XOR))
    parent.train(700)
    child = parent.branched([Edit(at, (Change("w.1.0.0", 2.0),))])
    child.train(2000 - at)
    plain = History(setup_of(XOR), child.edits)
    plain.train(2000)
    assert child._keyframes.nearest(1999)[0] == plain._keyframes.nearest(1999)[0]
    assert len(child._keyframes) == len(plain._keyframes) > 1
    shown = [*range(at - 1, at + 2), 1999, 1000]
    assert bits(child, shown) == bits(plain, shown)


def test_a_branch_that_would_not_be_finite_is_refused():
    parent = History(setup_of(MAZUR))
    parent.train(100)
    for changes in (
        [Change("w.1.0.0", 1e308), Change("a.0.0", 1e308)],
        [Change("eta", 1e308), Change("target.2.0", 1e10)],
    ):
        with pytest.raises(DivergenceError) as caught:
            parent.branched([Edit(40, tuple(changes))])
        assert caught.value.iteration == 40
    assert (parent.trained_to, parent.edits) == (100, ())


def test_edits_that_cannot_be_done_are_refused_when_they_come_in():
    parent = History(setup_of(MAZUR))
    wrong = [Edit(3, (Change("eta", 1.0),)), Edit(4, (Change("eta", 1.0), Change("w.9.0.0", 1.0)))]
    for make in (parent.branched, lambda edits: History(parent.initial, edits)):
        with pytest.raises(DeltaflowError) as caught:
            make(wrong)
        assert caught.value.field == "edits/1/changes/1/of"
        with pytest.raises(ShapeError) as caught:
            make([wrong[0], wrong[0]])
        assert caught.value.field == "edits/1/iteration"


def test_a_stretch_is_trained_while_the_history_serves():
    edits = [Edit(700, (Change("activation.1", "tanh"),)), Edit(1500, (Change("bias_policy", "per_unit"),))]
    history, plain = History(setup_of(XOR), edits), History(setup_of(XOR), edits)
    expected = [plain.train(600).tolist(), plain.train(2000).tolist()]
    assert history.train(600).tolist() == expected[0]
    stretch = history.stretch(2000)
    thread = threading.Thread(target=stretch.run)
    thread.start()
    served = []
    while thread.is_alive() or len(served) < 50:
        served.append(history.record(len(served) * 7 % 600).values.tobytes())
    thread.join()
    assert served == [plain.record(k * 7 % 600).values.tobytes() for k in range(len(served))]
    assert history.trained_to == 600
    assert history.take(stretch).tolist() == expected[1]
    assert history.trained_to == 2600
    assert bits(history, (2600, 599, 700, 601)) == bits(plain, (2600, 599, 700, 601))


def test_a_stretch_that_does_not_continue_the_history_is_refused():
    history = History(setup_of(MAZUR))
    stretch = history.stretch(10)
    with pytest.raises(ValueRangeError) as caught:
        history.take(stretch)
    assert caught.value.field == "stretch"
    stretch.run()
    other = history.branched([Edit(0, (Change("eta", 0.1),))])
    with pytest.raises(ValueRangeError):
        other.take(stretch)
    assert len(history.take(stretch)) == history.trained_to == 10
    with pytest.raises(ValueRangeError):
        history.take(stretch)
    assert history.trained_to == 10


@pytest.mark.parametrize("at", [30, 64, 100])
@pytest.mark.parametrize("slice_", [1, 64, 400])
def test_numbers_end_behind_an_edit(at, slice_):
    history = History(Setup(line(), [1.0], [0.0], 1.5), [Edit(at, (Change("eta", 1e3),))])
    errors = []
    with pytest.raises(DivergenceError) as caught:
        train_in([slice_] * 500, history, errors)
    errors += caught.value.errors.tolist()
    # |w| is 0.5^at at the edit, and 999 times as much with every update after
    w, n = 0.5**at, at
    while 0.5 * w * w < float("inf"):
        w, n = w * 999.0, n + 1
    assert (caught.value.iteration, history.trained_to, len(errors)) == (n, n - 1, n - 1)
    assert np.isfinite(errors).all()
    assert np.isfinite(history.record(n - 1).values).all()
    assert "with eta = 1000" in caught.value.message


def test_an_edit_that_lies_ahead_may_be_where_the_numbers_end():
    history = History(Setup(line(), [1.0], [0.0], 0.5), [Edit(9, (Change("w.1.0.0", 1e200),))])
    stretch = history.stretch(50)
    stretch.run()
    with pytest.raises(DivergenceError) as caught:
        history.take(stretch)
    assert (caught.value.iteration, history.trained_to, len(caught.value.errors)) == (9, 8, 8)
    assert caught.value.quantity == "error.1.0"


def test_a_history_at_rest_keeps_little_and_reaches_everything(monkeypatch):
    monkeypatch.setattr(keyframes, "MOST_NUMBERS_AT_REST", 500)
    history = History(setup_of(MAZUR))
    history.train(20_000)
    seen = bits(history, (20_000, 64, 12_345))
    history.rest()
    assert len(history._keyframes) <= 500 // (12 + keyframes.OVERHEAD)
    assert bits(history, (20_000, 64, 12_345)) == seen
    history.train(3000)
    assert bits(history, (12_345, 64)) == [seen[2], seen[1]]


@pytest.mark.parametrize("sizes", [(1, 1), (2, 2, 2), (10, 12, 9)])
def test_64_branches_of_a_million_iterations_stay_below_16_megabytes(sizes):
    """Training is not needed for that: keyframes are all that grows with the iterations."""
    rng = np.random.default_rng(1)
    w = [rng.normal(size=(n_out, n_in)) for n_in, n_out in pairwise(sizes)]
    network = Network(sizes, ["tanh"] * len(w), "half_squared_error", "per_unit", w, [np.zeros(n) for n in sizes[1:]])
    first = History(Setup(network, np.ones(sizes[0]), np.ones(sizes[-1]), 0.01))

    def branch(k):
        history = first.branched([Edit(0, (Change("activation.1", "relu"), Change("eta", 0.02 + k)))])
        parameters, n = history._at(0).progress, 0
        while n < 1_000_000:
            n = history._keyframes.next_after(n)
            history._keyframes.keep(n, parameters + n)
        return history

    def measured(make):
        before, _ = tracemalloc.get_traced_memory()
        kept = make()
        after, _ = tracemalloc.get_traced_memory()
        return kept, after - before

    def resting():
        histories = [branch(k) for k in range(5)]
        for history in histories:
            history.rest()
        return histories

    script = branch(7).script_at(0)  # all have the same one
    tracemalloc.start()
    histories, used_by_five = measured(resting)
    newest, used_by_one = measured(lambda: branch(9))
    tracemalloc.stop()
    assert len(histories) == 5
    assert newest.trained_to == 0
    assert newest.script_at(0) is script
    assert used_by_five > 100_000
    assert used_by_one + 63 * used_by_five / 5 < 15e6


def test_branches_of_branches_are_what_their_edits_say():
    """Whatever a branch takes over from where it parted, a history that is trained from the start has the same bits."""
    history, edits = History(setup_of(XOR)), []
    for n in range(1, 9):
        history.train(n % 3)
        at = history.trained_to
        edits = [edit for edit in edits if edit.iteration < at]
        for eta, weight in ((0.3, 0.1 * n), (0.7, -0.2 * n)):
            history = history.branched([*edits, Edit(at, (Change("eta", eta), Change("w.1.0.1", weight)))])
        edits = list(history.edits)
        afresh = History(setup_of(XOR), edits)
        afresh.train(history.trained_to)
        for iteration in (at, max(0, at - 1), at, 0, at):
            assert history.record(iteration).values.tobytes() == afresh.record(iteration).values.tobytes()
    back = history.branched(edits[:2])
    back.train(5)
    afresh = History(setup_of(XOR), edits[:2])
    afresh.train(back.trained_to)
    assert back.errors(0, back.trained_to).tobytes() == afresh.errors(0, back.trained_to).tobytes()
