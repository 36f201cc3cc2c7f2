"""Scaling and splits, against arithmetic written out row by row."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.datasets.assembly import prepared
from core.datasets.catalogue import dataset
from core.datasets.scaling import SCALINGS, scaling
from core.datasets.split import folds, split
from core.errors import ShapeError, UnknownNameError, ValueRangeError

tables = arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 4)), elements=st.floats(-1e6, 1e6, width=32))


@given(tables)
def test_standardised_columns_have_mean_0_and_deviation_1(x):
    found = scaling("standardise", x)
    for column, shift, scale in zip(x.T.tolist(), found.shift, found.scale, strict=True):
        assert shift == pytest.approx(statistics.fmean(column), rel=1e-9, abs=1e-6)
        deviation = statistics.pstdev(column)
        if len(set(column)) == 1:
            assert scale == 1.0
        elif deviation > 1e-30:
            assert scale == pytest.approx(deviation, rel=1e-6)


@given(tables)
def test_min_max_columns_reach_from_0_to_1(x):
    scaled = scaling("min_max", x).apply(x)
    for before, after in zip(x.T.tolist(), scaled.T.tolist(), strict=True):
        assert min(after) == 0.0
        assert max(after) == (0.0 if len(set(before)) == 1 else 1.0)


@given(tables, st.sampled_from(list(SCALINGS)))
def test_scaling_can_be_undone(x, name):
    found = scaling(name, x)
    assert found.undo(found.apply(x)) == pytest.approx(x, rel=1e-9, abs=1e-6 * max(1.0, np.abs(x).max()))


def test_a_column_that_does_not_vary_becomes_0():
    """The mean of three times 0.1 is not 0.1 in doubles; what is left over must not be blown up."""
    x = np.full((3, 1), 0.1)
    for name in ("standardise", "min_max"):
        assert scaling(name, x).apply(x).tolist() == [[0.0]] * 3
    assert scaling("none", x).apply(x).tolist() == x.tolist()


def test_scalings_that_cannot_be_are_refused():
    with pytest.raises(UnknownNameError, match="choose one of none, standardise, min_max"):
        scaling("log", np.ones((2, 1)))
    with pytest.raises(ShapeError):
        scaling("min_max", np.ones((0, 1)))
    with pytest.raises(ValueRangeError):
        scaling("standardise", np.array([[1e200], [-1e200]]))
    with pytest.raises(ValueRangeError):
        scaling("min_max", np.array([[1.7e308], [-1.7e308]]))


@given(st.integers(1, 60), st.floats(0, 0.9), st.integers(0, 2**32 - 1))
def test_every_row_is_trained_or_tested(rows, fraction, seed):
    found = split(rows, fraction, seed)
    assert sorted([*found.train.tolist(), *found.test.tolist()]) == list(range(rows))
    assert found.train.tolist() == sorted(found.train.tolist())
    assert found.test.tolist() == sorted(found.test.tolist())
    assert len(found.test) == min(round(fraction * rows), rows - 1)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=60), st.floats(0, 0.9), st.integers(0, 99))
def test_stratified_every_class_has_its_share(labels, fraction, seed):
    labels = np.array(labels)
    found = split(len(labels), fraction, seed, labels)
    assert sorted([*found.train.tolist(), *found.test.tolist()]) == list(range(len(labels)))
    for label in set(labels.tolist()):
        size = int((labels == label).sum())
        tested = int((labels[found.test] == label).sum())
        assert abs(tested - fraction * size) <= 1
        assert tested < size


def test_stratified_the_whole_is_right_too():
    labels = np.array([0] * 7 + [1] * 7 + [2] * 6)
    assert len(split(20, 0.25, 0, labels).test) == 5


def test_the_seed_decides_the_split():
    first, again, other = (split(100, 0.3, seed).test.tolist() for seed in (1, 1, 2))
    assert first == again != other
    assert not split(100, 0.3, 1).test.flags.writeable


@pytest.mark.parametrize("seed", [-1, 2**32, 1.0, True, None])
def test_a_seed_that_is_none_is_refused(seed):
    for choose in (lambda: split(10, 0.5, seed), lambda: folds(10, 2, seed)):
        with pytest.raises(ValueRangeError) as caught:
            choose()
        assert caught.value.field == "seed"


@pytest.mark.parametrize("fraction", [-0.1, 0.95, float("nan")])
def test_a_fraction_out_of_range_is_refused(fraction):
    with pytest.raises(ValueRangeError) as caught:
        split(10, fraction, 0)
    assert caught.value.field == "fraction"


@given(st.integers(2, 40), st.data())
def test_every_row_is_tested_in_one_fold(rows, data):
    count = data.draw(st.integers(2, rows))
    found = folds(rows, count, 3)
    assert sorted(row for fold in found for row in fold.test.tolist()) == list(range(rows))
    assert {len(fold.test) for fold in found} <= {rows // count, -(-rows // count)}
    for fold in found:
        assert sorted([*fold.train.tolist(), *fold.test.tolist()]) == list(range(rows))


def test_folds_of_iris_hold_ten_of_each_species():
    iris = dataset("iris")
    for fold in folds(150, 5, 0, iris.labels):
        assert np.bincount(iris.labels[fold.test]).tolist() == [10, 10, 10]


@pytest.mark.parametrize("count", [1, 11])
def test_folds_that_cannot_be_are_refused(count):
    with pytest.raises(ShapeError):
        folds(10, count, 0)


def test_scaling_is_fitted_to_the_trained_rows_only():
    iris = dataset("iris")
    found = prepared(iris, scale="standardise", fraction=0.2, seed=4)
    trained = iris.x[found.split.train]
    assert len(trained) == 120
    means = [statistics.fmean(column) for column in trained.T.tolist()]
    deviations = [statistics.pstdev(column) for column in trained.T.tolist()]
    expected = [
        [(value - m) / s for value, m, s in zip(row, means, deviations, strict=True)] for row in iris.x.tolist()
    ]
    assert found.dataset.x == pytest.approx(np.array(expected), rel=1e-12, abs=1e-12)
    assert abs(found.dataset.x.mean(axis=0)).max() > 1e-4
    assert found.dataset.target.tolist() == iris.target.tolist()


def test_numbers_to_be_found_can_be_scaled():
    sine = dataset("sine", noise=0)
    found = prepared(sine, scale_target="min_max")
    assert (found.dataset.target.min(), found.dataset.target.max()) == (0.0, 1.0)
    assert found.target_scaling.undo(found.dataset.target) == pytest.approx(sine.target)
    assert found.split.test.size == 0
    assert found.dataset.x.tolist() == sine.x.tolist()


def test_classes_are_not_scaled():
    with pytest.raises(ValueRangeError) as caught:
        prepared(dataset("iris"), scale_target="min_max")
    assert caught.value.field == "scale_target"


def test_not_stratified_is_another_choice():
    iris = dataset("iris")
    chosen = prepared(iris, fraction=0.2, stratified=False).split.test
    assert len(chosen) == 30
    assert np.bincount(iris.labels[chosen]).tolist() != [10, 10, 10]
