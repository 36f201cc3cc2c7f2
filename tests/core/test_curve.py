"""Few points, no peak lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.curve import STARTS, Curve
from core.errors import ShapeError


def noise(count, seed=0):
    return np.random.default_rng(seed).random(count)


def by_hand(errors):
    """The points of all errors: each iteration belongs to the last bucket that starts at or before it."""
    ends = [*STARTS[1:], np.inf]
    return [
        (int(start), min(part), max(part))
        for start, end in zip(STARTS, ends, strict=True)
        if len(part := errors[start : min(end, len(errors)) if start < len(errors) else start].tolist())
    ]


def test_the_buckets_are_128_per_decade_and_single_iterations_at_first():
    assert STARTS[:50].tolist() == list(range(50))
    widths = np.diff(STARTS)
    assert (widths >= 1).all()
    for decade in (3, 4, 5, 6):
        assert ((10**decade <= STARTS) & (10 ** (decade + 1) > STARTS)).sum() == 128
    assert (STARTS < 1_000_000).sum() < 1000


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 400), max_size=12))
def test_slices_make_no_difference(slices):
    errors = noise(sum(slices))
    curve, at = Curve(), 0
    for count in slices:
        first = curve.add(at, errors[at : at + count])
        assert curve.points(first)[:1] == [point for point in curve.points() if point[0] <= at][-1:] or count == 0
        at += count
    assert curve.points() == by_hand(errors)
    assert (curve.stop, len(curve)) == (at, len(curve.points()))


def test_a_million_iterations_keep_their_peaks():
    errors = noise(1_000_000)
    errors[765_432], errors[123_456] = 9.0, -9.0
    curve = Curve()
    for start in range(0, 1_000_000, 20_000):
        curve.add(start, errors[start : start + 20_000])
    points = curve.points()
    assert len(points) < 1000
    assert points == by_hand(errors)
    assert max(high for _, _, high in points) == 9.0
    assert min(low for _, low, _ in points) == -9.0


@pytest.mark.parametrize("cut", [0, 1, 30, 999, 1000, 1003, 4999, 5000, 6000])
def test_a_cut_curve_grows_again_as_if_nothing_had_been(cut):
    errors, other = noise(5000), noise(5000, seed=1)
    curve = Curve()
    curve.add(0, errors)
    start = curve.truncate(cut)
    assert start == curve.stop <= min(cut, 5000)
    assert start in STARTS or start == 5000
    assert curve.points() == by_hand(errors[:start])
    kept = max(start, min(cut, 5000))
    curve.add(start, errors[start:kept])
    curve.add(kept, other[kept:])
    assert curve.points() == by_hand(np.concatenate([errors[:kept], other[kept:]]))


def test_gaps_and_repetitions_are_refused():
    curve = Curve()
    curve.add(0, noise(10))
    for start in (9, 11):
        with pytest.raises(ShapeError, match="the curve ends at 10"):
            curve.add(start, noise(3))
    with pytest.raises(ShapeError):
        Curve().add(0, np.broadcast_to(0.5, int(STARTS[-1]) + 1))
