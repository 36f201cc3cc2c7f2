"""Where a room stands after an edit whose functions have other moments, and what is said of a gesture."""

import pytest

from server.protocol.events import EditedEvent
from tests.server.room_bench import Bench

SOFTMAX = (("loss", "categorical_cross_entropy"), ("activation.2", "softmax"))


@pytest.mark.parametrize(("moment", "there"), [(7, 7), (31, 31), (32, 31), (35, 31), (36, 32)])
def test_a_moment_that_is_no_more_becomes_the_one_with_everything_computed(moment: int, there: int) -> None:
    bench = Bench()
    bench.do("go_to", iteration=3, moment=moment)
    bench.settle()
    bench.edit(*SOFTMAX)
    bench.settle()
    assert bench.at == (3, there)
    assert bench.frames()[-1].moment == there
    bench.do("undo")
    bench.settle()
    assert bench.at == (3, moment)
    bench.do("redo")
    bench.settle()
    assert bench.at == (3, there)


def test_a_gesture_tells_what_it_began_with() -> None:
    bench = Bench()
    for to in (0.5, 0.6, 0.7):
        bench.edit(("w.2.0.0", to), gesture="drag")
        bench.settle()
    bench.edit(("w.2.0.0", 0.8), gesture="another")
    bench.settle()
    said = [event.changes[0] for event in bench.events() if isinstance(event, EditedEvent)]
    assert [(float(change.before), change.after) for change in said] == [(0.4, 0.5), (0.4, 0.6), (0.4, 0.7), (0.7, 0.8)]
