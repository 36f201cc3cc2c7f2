"""The API comes after the start: no page waits for it, and every request to it does."""

import asyncio
import gc
import subprocess
import sys

import pytest

from server import api
from server.serve import serve
from server.settings import Settings
from tests.server.clients import client_of


def test_nothing_of_the_site_loads_the_api():
    code = "import server.serve, sys; print([name for name in sys.modules if name.split('.')[0] == 'fastapi'])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_pages_are_there_before_the_api(monkeypatch):
    monkeypatch.setattr(api, "_load", lambda _: pytest.fail("the API was asked for"))
    with client_of() as client:
        answers = [client.get(path).status_code for path in ("/", "/embed", "/robots.txt", "/static/icon.svg", "/api")]
    assert answers == [200, 200, 200, 200, 404]


def test_requests_that_come_at_once_wait_for_one_loading(monkeypatch):
    loaded = []

    def load(state):
        loaded.append(state)
        return real(state)

    real = api._load
    monkeypatch.setattr(api, "_load", load)
    with client_of() as client:

        async def ask():
            return await asyncio.gather(*(client.http.get("/api/v1/examples") for _ in range(5)))

        assert {answer.status_code for answer in client.runner.run(ask())} == {200}
        assert loaded == [client.app.state]


def test_a_server_whose_api_cannot_be_loaded_ends_with_the_reason(monkeypatch):
    monkeypatch.setattr(api, "_load", lambda _: 1 / 0)
    try:
        with pytest.raises(ZeroDivisionError):
            serve(Settings(port=0, state_dir=None))
    finally:
        gc.unfreeze()
