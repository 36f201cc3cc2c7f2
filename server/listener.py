"""What one browser's messages lead to, after the hello: judged here, without a socket."""

from collections.abc import Callable

from server.channel import Channel
from server.close_codes import Close
from server.limits import Limits
from server.outbox import Outbox
from server.protocol.decode import decode, decode_acknowledgement
from server.protocol.events import Failure
from server.protocol.messages import AnyCommand, Hello
from server.strikes import Bucket, Strikes


class Listener:
    """Hears one browser: gives on what is right, refuses what is wrong, and loses patience in the end.

    Args:
        channel: the room.
        viewer: the browser's number in it, which it has as an attribute.
        outbox: where its frames are acknowledged, and its connection closed.
        limits: how much patience there is.
        clock: the time in seconds, never going back.
    """

    def __init__(
        self, channel: Channel, viewer: int, outbox: Outbox, limits: Limits, clock: Callable[[], float]
    ) -> None:
        self._channel = channel
        self.viewer = viewer
        self._outbox = outbox
        self._clock = clock
        self._bucket = Bucket(limits.messages_per_second, limits.message_burst, clock())
        self._slow_downs = Strikes(limits.slow_downs)
        self._invalid = Strikes(limits.invalid_messages)

    def hear(self, message: str | bytes) -> AnyCommand | None:
        """Take one message: text is a command, which is given back, bytes acknowledge a frame."""
        now = self._clock()
        if not self._bucket.take(now):
            self._refuse(Failure(None, "slow_down", None, "Too many messages: wait a second."), self._slow_downs, now)
        elif isinstance(message, bytes):
            self._acknowledge(message, now)
        else:
            return self._command(message, now)
        return None

    def _command(self, text: str, now: float) -> AnyCommand | None:
        command = decode(text)
        if isinstance(command, Hello):
            command = Failure(None, "invalid", "type", "Hello is said once, as the first message.")
        if isinstance(command, Failure):
            self._refuse(command, self._invalid, now)
            return None
        return command

    def _acknowledge(self, data: bytes, now: float) -> None:
        number = decode_acknowledgement(data)
        if isinstance(number, int) and not self._outbox.acknowledge(number, now):
            number = Failure(None, "invalid", "frame", "No frame of this number was sent on this connection.")
        if isinstance(number, Failure):
            self._refuse(number, self._invalid, now)

    def _refuse(self, failure: Failure, strikes: Strikes, now: float) -> None:
        self._channel.refuse(self.viewer, failure)
        if strikes.out(now):
            self._outbox.close(Close.POLICY)
