"""Frames: size, and time to encode, beside JSON of the same content.

A `record` frame holds every quantity of an iteration, a `summary` frame what the stage shows while a room runs fast.
Both are encoded once and sent to everybody.
"""

import json
from collections.abc import Callable
from statistics import median
from time import perf_counter

from benchmarks.report import Row
from core.examples import EXAMPLES
from core.history import History
from core.setup import Setup
from server.protocol.frame import Frame, Layout, encode_frame
from server.room_training import Training

TITLE = "Frames"
ABOUT = (__doc__ or "").partition("\n\n")[2].strip()
ROUNDS = 21
CALLS = 500


def as_json(frame: Frame) -> bytes:
    """Write the same content as JSON, as compactly as the frame does: values in the order of the layout."""
    fields = {
        name: getattr(frame, name)
        for name in ("number", "epoch", "seq", "revision", "iteration", "moment", "trained_to")
    }
    content = {"layout": frame.layout.name, **fields, "values": frame.values.tolist()}
    return json.dumps(content, separators=(",", ":")).encode()


def microseconds(encode: Callable[[Frame], bytes], frame: Frame) -> float:
    """Time one call, as the mean of many in a row."""
    started = perf_counter()
    for _ in range(CALLS):
        encode(frame)
    return (perf_counter() - started) / CALLS * 1e6


def frames() -> list[tuple[str, Frame]]:
    """Make a frame of each layout of each example, after an update, when numbers have all their digits."""
    made = []
    for example in EXAMPLES.values():
        training = Training(History(Setup(example.network, example.x, example.target, example.eta)))
        training.train(10)
        for layout, shown in ((Layout.RECORD, training.values(10)), (Layout.SUMMARY, training.summary(10))):
            made.append((f"{example.id} {layout.name.lower()}", Frame(layout, 1, 1, 1, 1, 1, 10, 35, 10, shown)))
    return made


def measure() -> list[Row]:
    """Measure medians; the two encodings take turns, so that a busy machine slows both."""
    return [row for name, frame in frames() for row in _rows(name, frame)]


def _rows(name: str, frame: Frame) -> list[Row]:
    times = [(microseconds(encode_frame, frame), microseconds(as_json, frame)) for _ in range(ROUNDS)]
    binary, text = (median(column) for column in zip(*times, strict=True))
    size, json_size = len(encode_frame(frame)), len(as_json(frame))
    most = 300 if name == "mazur summary" else None
    return [
        Row(f"{name}, size", size, "bytes", f"JSON {json_size} bytes, {json_size / size:.2f} ×", at_most=most),
        Row(f"{name}, time to encode", binary, "µs", f"JSON {text:.1f} µs, {text / binary:.1f} ×"),
    ]
