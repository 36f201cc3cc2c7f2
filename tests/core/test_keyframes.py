"""Few keyframes, evenly spaced, in bounded memory."""

import numpy as np

from core import keyframes
from core.keyframes import Keyframes


def filled(count, size=1):
    kept = Keyframes(np.zeros(size))
    for n in range(1, count):
        kept.keep(n, np.full(size, float(n)))
    return kept


def assert_right(kept, iterations):
    for n in iterations:
        at, parameters = kept.nearest(n)
        assert at == parameters[0] <= n
        assert n - at < kept.interval or at == (len(kept) - 1) * kept.interval


def test_keyframes_are_few_and_evenly_spaced(monkeypatch):
    monkeypatch.setattr(keyframes, "MOST", 9)
    kept = filled(2000)
    assert 4 <= len(kept) <= 9
    assert kept.next_after(kept.interval) == 2 * kept.interval
    assert_right(kept, (0, 63, 64, 777, 1999))


def test_a_million_iterations_of_a_small_network_are_close_to_a_keyframe():
    kept = Keyframes(np.zeros(12))
    n = 0
    while n < 1_000_000:
        n = kept.next_after(n)
        kept.keep(n, np.full(12, float(n)))
    assert len(kept) <= keyframes.MOST
    assert kept.interval <= 256
    assert_right(kept, range(0, 1_000_000, 7919))


def test_large_networks_keep_fewer_keyframes():
    size = keyframes.MOST_NUMBERS
    kept = Keyframes(np.zeros(size))
    for n in range(0, 20_000, 64):
        kept.keep(n, np.zeros(1))
    assert 1 < len(kept) <= keyframes.FEWEST
    kept.thin()
    assert len(kept) == 1


def test_a_copy_of_the_beginning_grows_on_its_own():
    kept = filled(1000)
    for d, count in ((1, 1), (64, 1), (65, 2), (128, 2), (129, 3), (999, 16)):
        assert len(kept.before(d)) == count
    part = kept.before(200)
    part.keep(256, np.array([-1.0]))
    assert part.nearest(300)[1][0] == -1.0
    assert kept.nearest(300)[1][0] == 256.0
    whole = kept.copy()
    assert (len(whole), whole.interval) == (len(kept), kept.interval)


def test_thinned_keyframes_are_still_even_and_are_shared(monkeypatch):
    monkeypatch.setattr(keyframes, "MOST_NUMBERS_AT_REST", 100)
    kept = filled(20_000)
    copy = kept.copy()
    kept.thin()
    assert 1 < len(kept) <= 100 // (1 + keyframes.OVERHEAD)
    assert_right(kept, range(0, 20_000, 37))
    assert_right(copy, range(0, 20_000, 37))
