"""A server that is killed in the middle of a lesson: what it had done until a second before is there again."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from websockets.sync.client import ClientConnection, connect

from server.protocol.frame import Frame, Layout, decode_frame
from tests.server.room_bench import Scratch
from tools.serving import RunningServer

PROMISED_SECONDS = 1.0
SLACK_SECONDS = 1.5
"""Two cores are shared by all tests: the timer of a save may be late by so much."""


class Driver:
    """A page with the key that keeps the newest of everything it hears."""

    def __init__(self, socket: ClientConnection, key: str) -> None:
        self.socket = socket
        self.id = 0
        self.frames: list[tuple[float, Frame]] = []
        self.snapshot: dict = {}
        socket.send(json.dumps({"type": "hello", "protocol": 2, "key": key, "client": "tab"}))

    def say(self, kind: str, **fields: object) -> None:
        self.id += 1
        self.socket.send(json.dumps({"type": kind, "id": self.id, **fields}))

    def hear(self) -> None:
        data = self.socket.recv(timeout=10)
        if isinstance(data, bytes):
            frame = decode_frame(data)
            self.frames.append((time.monotonic(), frame))
            self.socket.send(frame.number.to_bytes(4, "little"))
            return
        message = json.loads(data)
        assert message["type"] != "failure", message
        if message["type"] == "snapshot":
            self.snapshot = message
        for part in ("state", "branches", "branch", "script"):
            if part in message:
                self.snapshot[part] = message[part]

    def rests_at(self, iteration: int, moment: int) -> Frame:
        def there() -> bool:
            frame = self.frames[-1][1] if self.frames else None
            return frame is not None and (frame.layout, frame.iteration, frame.moment) == (0, iteration, moment)

        ends = time.monotonic() + 20
        while not (there() and self.snapshot["state"]["play"] == "paused"):
            assert time.monotonic() < ends, (iteration, moment, self.frames[-1:], self.snapshot["state"])
            self.hear()
        return self.frames[-1][1]


@contextmanager
def driving(server: RunningServer, room: str, key: str) -> Iterator[Driver]:
    address = f"ws://127.0.0.1:{server.port}/r/{room}/ws"
    with connect(address, origin=server.url, compression=None, close_timeout=1) as socket:
        yield Driver(socket, key)


def edit(of: str, to: object) -> dict:
    return {"changes": [{"of": of, "to": to}], "gesture": None}


def lesson(driver: Driver) -> None:
    """Two branches with edits of all sorts, one of them undone, then a run that nobody stops."""
    driver.say("go_to", iteration=40, moment=20)
    driver.rests_at(40, 20)
    driver.say("edit", **edit("w.2.0.0", 0.1 + 0.2))
    driver.say("go_to", iteration=90, moment=36)
    driver.rests_at(90, 36)
    driver.say("edit", **edit("bias_policy", "per_unit"))
    driver.say("name_branch", branch=3, name="per unit, larger steps")
    driver.say("edit", **edit("eta", 2.0))
    driver.say("edit", **edit("activation.1", "relu"))
    driver.say("undo")
    driver.say("set_speed", unit="iteration", per_second=200.0)
    driver.say("play")


def test_a_killed_server_loses_nothing_older_than_a_second(tmp_path: Path) -> None:
    server = RunningServer(tmp_path)
    made = httpx.post(f"{server.url}/api/v1/rooms", json={}).json()
    room, key = made["room"], made["host_key"]
    with driving(server, room, key) as driver:
        lesson(driver)
        while not driver.frames or driver.frames[-1][1].iteration < 700:
            driver.hear()
        killed_at = time.monotonic()
        server.kill()
        before, frames = driver.snapshot, driver.frames
    server.process.stdout.close()
    promised = max(f.iteration for at, f in frames if at < killed_at - PROMISED_SECONDS - SLACK_SECONDS)

    with RunningServer(tmp_path) as again, driving(again, room, key) as driver:
        while not (driver.frames and driver.snapshot["state"]["play"] == "paused"):
            driver.hear()
        after = driver.snapshot
        while driver.frames[-1][1].layout is not Layout.RECORD:
            driver.hear()
        frame = driver.frames[-1][1]
        assert frame.iteration >= promised
        assert after["branch"] == before["branch"] == 3
        assert [each["name"] for each in after["branches"]] == [each["name"] for each in before["branches"]]
        assert after["branches"][2]["name"] == "per unit, larger steps"
        assert (after["state"]["undo"], after["state"]["redo"]) == (before["state"]["undo"], before["state"]["redo"])
        assert after["epoch"] == before["epoch"] + 1
        edits = {40: [("w.2.0.0", 0.1 + 0.2)], 90: [("bias_policy", "per_unit"), ("eta", 2.0)]}
        assert frame.values.tobytes() == Scratch("mazur", edits).values(frame.iteration)

        driver.say("undo")
        undone = driver.rests_at(90, len(after["script"]["moments"]))
        edits[90].pop()
        assert undone.values.tobytes() == Scratch("mazur", edits).values(90)
        driver.say("undo")
        driver.rests_at(90, 36)
        driver.say("open_branch", branch=1)
        first = driver.rests_at(40, 20)
        assert first.values.tobytes() == Scratch("mazur").values(40)
    again.process.stdout.close()
