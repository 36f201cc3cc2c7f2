"""What costs much is made once for all who use it, and few are kept of what nobody uses."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from core.shelf import Shelf


class Made:
    def __init__(self, size: int) -> None:
        self.size = size


def shelf(room: int) -> Shelf[Made]:
    return Shelf(room, lambda made: made.size)


def test_it_is_made_once_while_it_is_in_use():
    kept = shelf(0)
    first = kept.get("a", lambda: Made(5))
    kept.get("b", lambda: Made(5))
    kept.get("c", lambda: Made(5))
    assert kept.get("a", lambda: Made(6)) is first
    assert "a" in kept


def test_of_what_nobody_uses_the_newest_are_kept():
    kept = shelf(10)
    for name in "abc":
        kept.get(name, lambda: Made(5))
    gc.collect()
    assert [name in kept for name in "abc"] == [False, True, True]
    kept.get("b", lambda: Made(0))  # now c is the oldest
    kept.get("d", lambda: Made(5))
    gc.collect()
    assert [name in kept for name in "abcd"] == [False, True, False, True]


def test_one_that_is_larger_than_the_shelf_is_kept_alone():
    kept = shelf(10)
    for name in "ab":
        kept.get(name, lambda: Made(50))
    gc.collect()
    assert [name in kept for name in "ab"] == [False, True]
    kept.get("c", lambda: Made(5))
    kept.get("d", lambda: Made(5))
    gc.collect()
    assert [name in kept for name in "bcd"] == [False, True, True]


def test_threads_that_make_the_same_get_the_same():
    kept, both = shelf(10), Barrier(2, timeout=10)

    def make() -> Made:
        both.wait()  # nobody holds the lock meanwhile
        return Made(5)

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(lambda _: kept.get("a", make), range(2))
    assert one is other
    for name in "bc":
        kept.get(name, lambda: Made(5))
    del one, other
    gc.collect()
    assert [name in kept for name in "abc"] == [False, True, True], "its size was counted once"
