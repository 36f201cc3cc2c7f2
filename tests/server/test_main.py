"""The server as a process of its own: what it prints, what it refuses, and who gets through on a real socket."""

import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from server.__main__ import main
from tools.serving import RunningServer

ROOT = Path(__file__).parents[2]
MEMORY = ("--state-dir", "none")


@contextmanager
def running(directory, *options):
    with RunningServer(directory, *options) as server:
        yield server
    server.process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("rooms")) as server:
        yield server


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    with running(tmp_path_factory.mktemp("rooms"), "--lan", "--host", "127.0.0.1") as server:
        yield server


def room_of(server):
    return httpx.post(f"{server.url}/api/v1/rooms", json={}).json()["room"]


def live(server, **options):
    address = f"ws://127.0.0.1:{server.port}/r/{room_of(server)}/ws"
    return connect(address, **{"origin": server.url, "compression": None, "close_timeout": 2, **options})


def start(*arguments):
    command = [sys.executable, "-m", "server", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_it_prints_one_address_and_answers_there(server):
    text = "".join(server.lines)
    assert re.findall(r"http://\S+", text) == [f"{server.url}/"]
    assert "Only this machine" in text
    answer = httpx.get(server.url)
    assert answer.status_code == 200
    assert "server" not in answer.headers


def test_it_listens_on_this_machine_only(server):
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.2", server.port))


def test_in_a_class_it_prints_who_may_do_what(lesson):
    text = "".join(lesson.lines)
    join, teach = re.findall(r"http://\S+", text)
    assert re.fullmatch(rf"{lesson.url}/r/[0-9A-Z]{{6}}", join)
    assert re.fullmatch(rf"{join}#k=[\w-]{{22,}}", teach)
    assert "Anyone on this network can read along" in text
    assert sum(line.count("█") for line in lesson.lines) > 200
    key = teach.rpartition("=")[2]
    assert httpx.get(lesson.url).headers["location"] == join.removeprefix(lesson.url)
    assert httpx.post(f"{lesson.url}/api/v1/rooms", json={}).status_code == 401
    headers = {"Authorization": f"Bearer {key}"}
    assert httpx.post(f"{lesson.url}/api/v1/rooms", json={}, headers=headers).status_code == 201
    rights = httpx.get(f"{lesson.url}/api/v1/rooms/{join[-6:]}", headers=headers).json()["rights"]
    assert rights == {"watch": True, "drive": True}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--host", "0.0.0.0"], "add --lan"),
        (["--port", "99999"], "between 0 and 65535"),
        (["--host", "192.0.2.1", "--lan"], "no address of this machine"),
        (["--example", "nix"], "mazur, xor"),
    ],
)
def test_what_it_cannot_do_it_says_in_one_line(arguments, words, capsys):
    assert main([*arguments, *MEMORY]) == 2
    said = capsys.readouterr().err
    assert said.startswith("deltaflow: ")
    assert said.count("\n") == 1
    assert words in said


def test_a_busy_port_is_named_with_what_to_do(server):
    ended = start("--port", str(server.port), *MEMORY)
    assert ended.returncode == 2
    assert f"Port {server.port} of 127.0.0.1 is in use" in ended.stderr
    assert "--port 0" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_help_lists_the_settings():
    ended = start("--help")
    assert ended.returncode == 0
    assert "--state-dir" in ended.stdout
    assert "DELTAFLOW_PORT" in ended.stdout


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"origin": None}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "https://127.0.0.1"}, 403),
        ({"additional_headers": {"Host": "evil.example"}}, 400),
    ],
)
def test_a_foreign_page_gets_no_handshake(server, options, status):
    with pytest.raises(InvalidStatus) as refused:
        live(server, **options)
    assert refused.value.response.status_code == status
    assert b"problem" in refused.value.response.body


def test_our_page_gets_one_without_compression(server):
    with live(server) as websocket:
        assert "Sec-WebSocket-Extensions" not in websocket.response.headers
        assert "Server" not in websocket.response.headers


@pytest.mark.parametrize("flood", ["ping", "fragments", "large"])
def test_a_flood_ends_its_own_connection_and_nobody_else_s(server, flood):
    with live(server) as quiet, live(server) as loud:
        with pytest.raises((ConnectionClosed, ConnectionError)):
            overwhelm(loud, flood)
        quiet.send('{"type": "hello", "protocol": 2, "key": null, "client": "quiet"}')
        assert '"snapshot"' in quiet.recv(timeout=5)


def overwhelm(websocket, flood):
    """Send far too much of one kind, then read until the connection ends."""
    if flood == "ping":
        for number in range(2000):
            websocket.ping(str(number))
    elif flood == "fragments":
        websocket.send(iter([""] * 1000 + ["x"]))
    else:
        websocket.send("x" * 70_000)
    while True:
        websocket.recv(timeout=5)


def test_strangers_cannot_fill_the_log(tmp_path):
    with running(tmp_path) as server:
        printed = len(server.lines)
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", server.port)) as broken:
                broken.sendall(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
                broken.recv(1000)
        httpx.get(f"{server.url}/nix")
        assert server.stop() in {0, -15}
        assert server.lines[printed:] == []


def test_it_stops_in_time_though_a_browser_is_connected(tmp_path):
    with running(tmp_path) as server, live(server) as websocket:
        server.stop()
        with pytest.raises(ConnectionClosed) as closed:
            websocket.recv(timeout=5)
    assert closed.value.rcvd.code == 1012
