"""The websocket close codes by name, read from the one table both sides share."""

import json
from enum import IntEnum
from pathlib import Path

_TABLE = json.loads(Path(__file__).with_name("close_codes.json").read_text(encoding="utf-8"))


class Close(IntEnum):
    """Why the server closes a connection; `close_codes.json` says what the page does about it."""

    DONE = 1000
    POLICY = 1008
    ERROR = 1011
    RESTART = 1012
    UNAUTHORISED = 4401
    NO_ROOM = 4404
    TOO_SLOW = 4408
    TAKEN_OVER = 4409
    OLD_PAGE = 4426
    FULL = 4503

    @property
    def meaning(self) -> str:
        """What the code tells a person, from the shared table."""
        return MEANINGS[int(self)]


MEANINGS: dict[int, str] = {row["code"]: row["meaning"] for row in _TABLE}
