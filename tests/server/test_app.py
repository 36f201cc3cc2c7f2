"""The application as a whole: what its lifespan starts and stops, and where it keeps rooms."""

import asyncio
import stat

import pytest

from core.examples import EXAMPLES
from server.app import Application
from server.assets import Assets
from server.serve import uvicorn_config
from server.settings import Settings
from tests.server.clients import client_of


def test_rooms_survive_a_restart_in_the_state_directory(tmp_path):
    directory = tmp_path / "state"
    with client_of(state_dir=directory) as client:
        room = client.post("/api/v1/rooms", json={"example": "xor"}).json()
    with client_of(state_dir=directory) as client:
        headers = {"Authorization": f"Bearer {room['host_key']}"}
        again = client.get(f"/api/v1/rooms/{room['room']}", headers=headers).json()
    assert again["example"] == "xor"
    assert again["rights"]["drive"] is True
    (database,) = directory.glob("rooms.sqlite")
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    for file in directory.iterdir():
        assert room["host_key"].encode() not in file.read_bytes()


def test_without_a_state_directory_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with client_of() as client:
        client.post("/api/v1/rooms", json={})
    assert list(tmp_path.iterdir()) == []


def test_a_class_has_its_room_before_anybody_comes():
    with client_of(lan=True, example="xor") as client:
        class_room = client.app.state.class_room
        said = client.get(f"/api/v1/rooms/{class_room.id}").json()
    assert said["example"] == "xor"


def test_nothing_starts_before_the_lifespan():
    app = Application(Settings(state_dir=None, lan=True))
    assert app.state.class_room is None


def test_the_rooms_are_stopped_even_when_the_class_cannot_be_made(monkeypatch):
    app = Application(Settings(state_dir=None, lan=True))
    stopped = []

    async def stop():
        stopped.append(True)

    async def fail(_, **__):
        raise OSError("disk")

    monkeypatch.setattr(app.state.hub, "stop", stop)
    monkeypatch.setattr(app.state.hub, "create", fail)

    async def run():
        async with app.site.router.lifespan_context(app.site):
            pass

    with pytest.raises(OSError, match="disk"):
        asyncio.run(run())
    assert stopped == [True]


def test_uvicorn_runs_as_the_design_asks():
    settings = Settings(state_dir=None)
    config = uvicorn_config(Application(settings), settings)
    assert config.ws_max_size == settings.limits.message_bytes == 4096
    assert config.ws_per_message_deflate is False
    assert (config.ws_ping_interval, config.ws_ping_timeout) == (10.0, 10.0)
    assert config.timeout_graceful_shutdown == 3
    assert config.server_header is False
    assert config.proxy_headers is False


def test_the_import_map_cannot_end_its_script(tmp_path):
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "manifest.json").write_text('{"a.mjs": {"import": "</script><script>alert(1)//"}}')
    assert "<" not in Assets.scan(tmp_path).importmap


def test_requests_do_not_wait_for_long_training(monkeypatch):
    """While one request trains, others are answered: the event loop is free."""
    with client_of(predict_iterations=1_000_000) as client:

        async def both():
            body = {"x": [0.05, 0.1], "iteration": 30_000}
            training = asyncio.create_task(client.http.post("/api/v1/predict", json=body))
            answered = 0
            while not training.done():
                assert (await client.http.get("/healthz")).status_code == 200
                answered += 1
                await asyncio.sleep(0.001)  # in one process, an answer alone never lets the other request go on
            assert training.result().status_code == 200
            return answered

        assert client.runner.run(both()) > 3


def test_every_example_can_be_asked_for_at_once():
    with client_of() as client:

        async def ask():
            bodies = [{"x": [0, 1], "example": name, "iteration": n} for name in EXAMPLES for n in (300, 20, 100, 20)]
            answers = await asyncio.gather(*(client.http.post("/api/v1/predict", json=body) for body in bodies))
            return [answer.json() for answer in answers]

        answers = client.runner.run(ask())
    for start in range(0, len(answers), 4):
        group = answers[start : start + 4]
        assert group[1]["y"] == group[3]["y"]
        assert len({tuple(answer["y"]) for answer in group}) == 3
