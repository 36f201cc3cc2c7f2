"""What a command needs that takes long to make, found before the command is done: another thread can make it."""

from typing import Final

from core.edits import Edit, edited
from core.errors import DeltaflowError
from core.setup import Setup
from server.protocol.messages import AnyCommand, EditNow
from server.room_description import is_prepared
from server.room_edits import changes_of
from server.room_members import Members
from server.room_playhead import Playhead

_SMALL: Final = 100
"""Of a network with at most so many weights everything is made within some milliseconds."""


class Ahead:
    """Looks ahead for a room.

    Args:
        playhead: where the room stands.
        members: who may drive it.
    """

    def __init__(self, playhead: Playhead, members: Members) -> None:
        self._playhead = playhead
        self._members = members

    def of(self, viewer: int, command: AnyCommand) -> Setup | None:
        """Give the setup to which a command leads, if `prepare` has much to do for it, and it is not refused."""
        if not isinstance(command, EditNow) or self._members.driver != viewer:
            return None
        iteration = self._playhead.position.iteration
        before = self._playhead.training.setup(iteration)
        if before.network.weights <= _SMALL:
            return None
        try:
            after = edited(before, Edit(iteration, changes_of(command.changes)))
        except DeltaflowError:
            return None
        return None if is_prepared(after) else after
