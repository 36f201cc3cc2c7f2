"""Who is in a room and who drives it: one driver at a time, and only who has shown the host key."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from server.close_codes import Close


class RefusedError(Exception):
    """A browser cannot join.

    Attributes:
        code: the close code that says why.
    """

    def __init__(self, code: Close) -> None:
        super().__init__(code.meaning)
        self.code = code


@dataclass(frozen=True)
class Member:
    """A browser in the room: the tab it is, and whether it has shown the host key."""

    client: str
    may_drive: bool


def hash_key(key: str) -> bytes:
    """Hash a host key; only this is kept. The key is random, 128 bits, so a fast hash is enough."""
    return sha256(key.encode("utf-8", "surrogatepass")).digest()


class Members:
    """The browsers of a room, and which of them has the wheel.

    Args:
        key_hash: (32 bytes) the SHA-256 of the host key; also an attribute.
        most: how many browsers may be in the room.
    """

    def __init__(self, key_hash: bytes, most: int) -> None:
        self.key_hash = key_hash
        self._most = most
        self._members: dict[int, Member] = {}
        self.driver: int | None = None

    def __len__(self) -> int:
        return len(self._members)

    def __getitem__(self, viewer: int) -> Member:
        return self._members[viewer]

    def join(self, viewer: int, key: str | None, client: str) -> int | None:
        """Let a browser in; with the key it drives, unless another tab does.

        Returns:
            The former connection of the same tab that this one replaces, if it was driving.

        Raises:
            RefusedError: the key is wrong, or the room is full.
        """
        if key is not None and not hmac.compare_digest(hash_key(key), self.key_hash):
            raise RefusedError(Close.UNAUTHORISED)
        if len(self._members) >= self._most:
            raise RefusedError(Close.FULL)
        self._members[viewer] = Member(client, key is not None)
        if key is None:
            return None
        former = self.driver
        if former is None or self._members[former].client == client:
            self.driver = viewer
            return former
        return None

    def leave(self, viewer: int) -> None:
        """Let a browser go; if it drove, nobody drives now."""
        self._members.pop(viewer, None)
        if self.driver == viewer:
            self.driver = None

    def take_over(self, viewer: int) -> int | None:
        """Give a browser that has shown the key the wheel.

        Returns:
            The former driver, or None if nobody drove or it drives already.
        """
        former = self.driver
        self.driver = viewer
        return None if former == viewer else former
