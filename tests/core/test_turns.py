"""Whoever keeps what a round has made, and gives rows only when a round is made, finds each turn with its rows."""

import numpy as np
import pytest

from core.batches import Batches
from core.turns import Turns


@pytest.mark.parametrize("seed", [None, 3])
@pytest.mark.parametrize("turns", [1, 2, 5, 64])
@pytest.mark.parametrize(("rows", "size"), [(1, 1), (2, 1), (5, 1), (5, 2), (7, 3), (6, 6), (150, 16), (150, None)])
def test_a_turn_holds_the_rows_of_its_iteration(rows, size, turns, seed):
    batches, rng = Batches(rows, size, seed), np.random.default_rng(1)
    plan, held, made, iteration = Turns(batches, turns), {}, {}, 0
    while iteration < 600:
        planned = plan.next(iteration, int(rng.integers(1, 40)))
        if planned not in made or not plan.cycle:
            made[planned] = plan.taken(iteration, planned)
            for turn, given in made[planned]:
                held[len(given), turn] = given
        round_ = made[planned]
        assert len(round_) == planned.iterations
        places = [(len(given), turn) for turn, given in round_]
        assert len(set(places)) == len(places), "each iteration has a turn of its own"
        for place in places:
            assert place[1] < turns
            np.testing.assert_array_equal(held[place], batches.rows_at(iteration))
            iteration += 1


def test_a_round_ends_where_the_turns_or_the_iterations_asked_for_do():
    in_order = Turns(Batches(3, 1), 8)
    assert in_order.cycle == 6
    assert [in_order.next(*asked) for asked in ((0, 100), (4, 100), (4, 1), (6, 2))] == [(0, 6), (4, 2), (4, 1), (0, 2)]
    shuffled = Turns(Batches(3, 1, 0), 8)
    assert shuffled.cycle == 0
    assert [shuffled.next(*asked) for asked in ((0, 100), (4, 3))] == [(0, 8), (0, 3)]
    assert Turns(Batches(9, 1), 8).cycle == 0, "an epoch has more iterations than there are turns"
