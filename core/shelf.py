"""A shelf: what costs much to make and depends on its name only is made once, for whoever asks, in any thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")


class Shelf(Generic[T]):
    """Keeps what is in use anywhere, and beyond that what was asked for last.

    Args:
        room: of what nobody uses so much is kept, or the newest alone where that is larger.
        size: how much one takes of it.
    """

    def __init__(self, room: int, size: Callable[[T], int]) -> None:
        self._room = room
        self._size = size
        self._used = 0
        self._newest: OrderedDict[str, T] = OrderedDict()
        self._all: WeakValueDictionary[str, T] = WeakValueDictionary()
        self._lock = Lock()

    def get(self, name: str, make: Callable[[], T]) -> T:
        """Give what has this name; where it is not there, it is made, and other threads may do so, too, meanwhile."""
        there = self._find(name)
        if there is not None:
            return there
        made = make()
        with self._lock:
            there = self._all.setdefault(name, made)
            self._keep(name, there)
            return there

    def __contains__(self, name: str) -> bool:
        """Whether nothing would have to be made."""
        with self._lock:
            return name in self._all

    def _find(self, name: str) -> T | None:
        with self._lock:
            there = self._all.get(name)
            if there is not None:
                self._keep(name, there)
            return there

    def _keep(self, name: str, there: T) -> None:
        """Make it the newest, and let go what there is no room for any more."""
        if name not in self._newest:
            self._used += self._size(there)
        self._newest[name] = there
        self._newest.move_to_end(name)
        while self._used > self._room and len(self._newest) > 1:
            self._used -= self._size(self._newest.popitem(last=False)[1])
