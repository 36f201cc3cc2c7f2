"""Frames beside JSON of the same content, in bytes and in time to encode: `python -m benchmarks.frames`."""

import json
from collections.abc import Callable
from statistics import median
from time import perf_counter

from core.examples import EXAMPLES
from server.protocol.frame import Frame, Layout, encode_frame
from server.room_training import Training

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
        training = Training(example)
        training.train(10)
        values = training.values(10)
        for layout, shown in ((Layout.RECORD, values), (Layout.SUMMARY, values[training.summary])):
            made.append((f"{example.id} {layout.name.lower()}", Frame(layout, 1, 1, 1, 1, 10, 35, 10, shown)))
    return made


def main() -> None:
    """Print medians; the two encodings take turns, so that a busy machine slows both."""
    print(f"{'frame':16} {'bytes':>6} {'JSON':>6} {'ratio':>6}   {'us':>6} {'JSON':>6} {'ratio':>6}")
    for name, frame in frames():
        times = [(microseconds(encode_frame, frame), microseconds(as_json, frame)) for _ in range(ROUNDS)]
        binary, text = (median(column) for column in zip(*times, strict=True))
        size, json_size = len(encode_frame(frame)), len(as_json(frame))
        print(
            f"{name:16} {size:6} {json_size:6} {json_size / size:6.2f}   {binary:6.2f} {text:6.2f} {text / binary:6.2f}"
        )


if __name__ == "__main__":
    main()
