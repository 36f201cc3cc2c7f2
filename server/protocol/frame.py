"""A position and its numbers as bytes: a header of 40 bytes, then float64 values, all little endian."""

from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import Final

import numpy as np
from numpy.typing import NDArray

from server.protocol import VERSION

HEADER: Final = Struct("<BBHIIIIIdd")
"""Version, layout, description, frame, epoch, seq, revision, moment, iteration, trained_to."""


class Layout(IntEnum):
    """Which quantities a frame holds, in which order: the snapshot lists them under the layout's name."""

    RECORD = 0
    SUMMARY = 1


class FrameError(ValueError):
    """Bytes that are no frame, or numbers that must not become one."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A position and its numbers.

    Attributes:
        layout: which quantities the values are.
        description: number of the description that they belong to; its lowest 16 bits are sent.
        number: of this frame, to be acknowledged.
        epoch, seq, revision: the state it builds on.
        iteration, moment: the position.
        trained_to: the newest iteration that can be shown without training.
        values: (quantities,) float64 in the order of the layout.
    """

    layout: Layout
    description: int
    number: int
    epoch: int
    seq: int
    revision: int
    iteration: int
    moment: int
    trained_to: int
    values: NDArray[np.float64]


def encode_frame(frame: Frame) -> bytes:
    """Write a frame.

    Raises:
        FrameError: a value is NaN or infinite; the room shows none, so this is the last line of defence.
    """
    if not np.isfinite(frame.values).all():
        raise FrameError(f"The values of iteration {frame.iteration} are not all finite.")
    header = HEADER.pack(
        VERSION,
        frame.layout,
        frame.description % 2**16,
        frame.number,
        frame.epoch,
        frame.seq,
        frame.revision,
        frame.moment,
        frame.iteration,
        frame.trained_to,
    )
    return header + frame.values.astype("<f8", copy=False).tobytes()


def decode_frame(data: bytes) -> Frame:
    """Read a frame as a browser would; for tests, tools and the pinned fixtures.

    Raises:
        FrameError: says what is wrong with the bytes.
    """
    if len(data) < HEADER.size or (len(data) - HEADER.size) % 8:
        raise FrameError(f"A frame is {HEADER.size} bytes of header and whole doubles, not {len(data)} bytes.")
    version, layout, description, number, epoch, seq, revision, moment, iteration, trained_to = HEADER.unpack_from(data)
    if version != VERSION:
        raise FrameError(f"Version {version} of the protocol is not {VERSION}.")
    if layout not in set(Layout):
        raise FrameError(f"There is no layout {layout}.")
    if not (float(iteration).is_integer() and float(trained_to).is_integer() and 0 <= iteration <= trained_to < 2**53):
        raise FrameError("The iterations are not whole numbers with 0 <= iteration <= trained_to.")
    values = np.frombuffer(data, "<f8", offset=HEADER.size)
    if not np.isfinite(values).all():
        raise FrameError("A value is NaN or infinite.")
    place = (int(iteration), moment, int(trained_to))
    return Frame(Layout(layout), description, number, epoch, seq, revision, *place, values)
