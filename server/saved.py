"""What is kept of a room: what was decided, never what was computed; numbers are computed again."""

from dataclasses import dataclass

from core.errors import ValueRangeError
from server.position import Course, Position
from server.protocol.events import Speed


@dataclass(frozen=True)
class SavedRoom:
    """One room, as the store keeps it.

    Attributes:
        key_hash: (32 bytes) SHA-256 of the host key.
        etas: the learning rate from each of these iterations on, rising, the first from iteration 0.
        trained_to: the newest iteration that could be shown without training.
        epoch: the life of the room that saved this; the next one has a higher number.
    """

    id: str
    key_hash: bytes
    example: str
    etas: tuple[tuple[int, float], ...]
    trained_to: int
    position: Position
    speed: Speed
    revision: int
    epoch: int

    def check(self, course: Course) -> None:
        """Refuse a position that no room can have been at; whoever wrote that was not this program.

        Raises:
            ValueRangeError: names the position.
        """
        iteration, moment = self.position
        if not (0 <= iteration <= self.trained_to and 0 <= moment <= course.moments):
            raise ValueRangeError(f"The saved position ({iteration}, {moment}) does not exist.", "position")
