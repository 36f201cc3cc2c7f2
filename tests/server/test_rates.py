"""Token buckets, with a clock in hand."""

import pytest

from server import rates
from server.rates import Rates


@pytest.fixture
def clock():
    return {"now": 0.0}


@pytest.fixture
def buckets(clock):
    return Rates(2.0, 3, lambda: clock["now"])


def test_a_burst_passes_then_the_rate(buckets, clock):
    assert [buckets.take("a") for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]
    clock["now"] = 0.49
    assert buckets.take("a") == pytest.approx(0.01)
    clock["now"] = 0.5
    assert buckets.take("a") == 0.0
    clock["now"] = 1000.0
    assert [buckets.take("a") for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_clients_do_not_share(buckets):
    assert [buckets.take("a") for _ in range(4)][-1] > 0
    assert buckets.take("b") == 0.0


def test_only_so_many_clients_are_remembered(buckets, monkeypatch):
    monkeypatch.setattr(rates, "_MOST_CLIENTS", 2)
    for _ in range(4):
        buckets.take("a")
    buckets.take("b")
    assert buckets.take("a") > 0
    buckets.take("c")
    assert set(buckets.buckets) == {"a", "c"}
