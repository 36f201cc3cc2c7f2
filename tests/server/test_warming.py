"""Training is compiled beside the event loop, after the start; without numba, or if it fails, numpy trains on."""

import asyncio
import threading
import time

import httpx
import numpy as np
import psutil
import pytest

from core.examples import MAZUR
from core.setup import Setup
from core.training import trained
from server import warming
from server.warming import warm_up
from tools.serving import RunningServer


@pytest.fixture
def at_once(monkeypatch):
    """Begin at once, with a process that does nothing."""
    monkeypatch.setattr(warming, "_BEGIN_SECONDS", 0.0)
    monkeypatch.setattr(warming, "_COMPILE", "")


def test_the_event_loop_goes_on_meanwhile(at_once, monkeypatch):
    served, threads, said = threading.Event(), [], []

    def prepare():
        threads.append(threading.current_thread())
        assert served.wait(30)

    async def scenario():
        compiling = asyncio.create_task(warm_up(said.append))
        while not threads:
            await asyncio.sleep(0.01)
        assert not said
        served.set()
        await compiling

    monkeypatch.setattr(warming.compiled, "prepare", prepare)
    asyncio.run(scenario())
    assert threads != [threading.main_thread()]
    assert len(said) == 1
    assert "compiled from now on" in said[0]


def test_without_numba_nothing_is_said_and_nothing_done(at_once, monkeypatch):
    said = []
    monkeypatch.setattr(warming, "find_spec", lambda name: None)
    monkeypatch.setattr(warming.compiled, "prepare", lambda: said.append("prepared"))
    asyncio.run(warm_up(said.append))
    assert said == []


@pytest.mark.parametrize("error", [ImportError("numba needs an older numpy"), OSError("no memory")])
def test_what_fails_is_said_and_the_server_runs_on(at_once, monkeypatch, error):
    said = []

    def prepare():
        raise error

    monkeypatch.setattr(warming.compiled, "prepare", prepare)
    asyncio.run(warm_up(said.append))
    assert len(said) == 1
    assert str(error) in said[0]
    assert "numpy trains" in said[0]


def test_where_no_process_can_be_started_the_thread_compiles(at_once, monkeypatch):
    said = []

    async def refused(*command, **options):
        raise OSError("too many processes")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", refused)
    monkeypatch.setattr(warming.compiled, "prepare", lambda: said.append("prepared"))
    asyncio.run(warm_up(said.append))
    assert said[0] == "prepared"
    assert "compiled from now on" in said[1]


def test_who_stops_the_server_does_not_wait_for_it(at_once, monkeypatch, tmp_path):
    noted = tmp_path / "pid"
    code = f"import os, time; open({str(noted)!r}, 'w').write(str(os.getpid()) + '.'); time.sleep(600)"
    monkeypatch.setattr(warming, "_COMPILE", code)
    monkeypatch.setattr(warming.compiled, "prepare", lambda: pytest.fail("compiled"))

    async def scenario():
        compiling = asyncio.create_task(warm_up(lambda text: None))
        while not (noted.exists() and noted.read_text().endswith(".")):
            await asyncio.sleep(0.01)
        compiling.cancel()
        await asyncio.wait([compiling])

    asyncio.run(scenario())
    assert not psutil.pid_exists(int(noted.read_text()[:-1]))


def test_a_real_server_answers_before_and_trains_the_same_after(tmp_path, monkeypatch, cached_loops):
    """The server finds it in the cache: its own process, of a low priority, would have to wait for other tests."""
    monkeypatch.setenv("DELTAFLOW_NUMPY_ONLY", "no")
    asked = {"network": MAZUR.network.as_dict(), "x": MAZUR.x.tolist(), "target": MAZUR.target.tolist()}
    asked |= {"optimiser": {"name": "sgd", "eta": 0.5}, "iterations": 3000}
    with RunningServer(tmp_path) as server:
        before = httpx.post(f"{server.url}/api/v1/train", json=asked, timeout=30).json()
        while not any("compiled from now on" in line for line in server.lines):
            assert server.process.poll() is None
            assert httpx.get(f"{server.url}/healthz", timeout=30).status_code == 200
            time.sleep(0.1)
        after = httpx.post(f"{server.url}/api/v1/train", json=asked, timeout=30).json()
    server.process.stdout.close()
    expected = trained(Setup(MAZUR.network, MAZUR.x, MAZUR.target, 0.5), 3000, 30)
    for answer in (before, after):
        for found, wanted in zip(answer["network"]["w"], expected.network.w, strict=True):
            np.testing.assert_allclose(found, wanted, rtol=1e-12)
        np.testing.assert_allclose(answer["error"], expected.error, rtol=1e-12)
