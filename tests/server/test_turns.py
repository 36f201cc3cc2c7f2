"""Work in threads: whose turn it is, counted with pieces of work that wait until they are let go."""

import asyncio
import threading

import pytest

from server.turns import BusyError, GoneError, Turns


class Bench:
    """Turns with work that ends when it is told to; `began` lists what was begun, in order."""

    def __init__(self, **options) -> None:
        self.turns = Turns(**options)
        self.began: list[str] = []
        self.gates: dict[str, threading.Event] = {}

    def ask(self, name: str, **options) -> asyncio.Task:
        """Ask for a piece of work; the client is the name's first letter."""
        self.gates[name] = threading.Event()

        def work() -> str:
            self.began.append(name)
            assert self.gates[name].wait(10)
            return name

        return asyncio.create_task(self.turns.run(name[0], work, **options))

    async def until(self, count: int) -> None:
        for _ in range(2000):
            if len(self.began) >= count:
                return
            await asyncio.sleep(0.005)
        raise AssertionError(self.began)

    async def finish(self, *tasks: asyncio.Task) -> list:
        for gate in self.gates.values():
            gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)


def run(test, **options) -> Bench:
    async def main() -> None:
        await test(bench)

    bench = Bench(**options)
    asyncio.run(main())
    bench.turns.close()
    return bench


def test_who_asks_for_much_waits_for_himself() -> None:
    async def test(bench: Bench) -> None:
        tasks = [bench.ask(name) for name in ("a1", "a2", "a3", "a4")]
        await asyncio.sleep(0)
        tasks += [bench.ask(name) for name in ("b1", "c1", "b2")]
        await asyncio.sleep(0)
        assert await bench.finish(*tasks) == ["a1", "a2", "a3", "a4", "b1", "c1", "b2"]

    assert run(test, threads=1).began == ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]


def test_no_more_runs_at_once_than_there_are_threads() -> None:
    async def test(bench: Bench) -> None:
        tasks = [bench.ask(name) for name in ("a1", "b1", "c1")]
        await bench.until(2)
        await asyncio.sleep(0.05)
        assert bench.began == ["a1", "b1"]
        await bench.finish(*tasks)

    assert len(run(test, threads=2).began) == 3


def test_one_client_never_has_all_threads() -> None:
    async def test(bench: Bench) -> None:
        tasks = [bench.ask(name) for name in ("a1", "a2", "a3")]
        await bench.until(1)
        tasks.append(bench.ask("b1"))
        await bench.until(2)
        assert bench.began == ["a1", "b1"]
        bench.gates["a1"].set()
        await bench.until(3)
        assert bench.began == ["a1", "b1", "a2"]
        assert await bench.finish(*tasks) == ["a1", "a2", "a3", "b1"]

    run(test, threads=2)


def test_too_much_of_one_client_is_refused_and_nothing_of_another_nor_what_was_begun() -> None:
    async def test(bench: Bench) -> None:
        tasks = [bench.ask(name) for name in ("a1", "a2", "a3")]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await bench.ask("a4")
        tasks += [bench.ask("b1"), bench.ask("a5", begun=True)]
        await asyncio.sleep(0)
        assert await bench.finish(*tasks) == ["a1", "a2", "a3", "b1", "a5"]

    run(test, threads=1, most_waiting=2)


@pytest.mark.parametrize("late", [False, True])
def test_who_gives_up_waiting_keeps_nobody_waiting(late: bool) -> None:
    async def test(bench: Bench) -> None:
        first, gone, last = [bench.ask(name) for name in ("a1", "b1", "c1")]
        await bench.until(1)
        if late:
            bench.gates["a1"].set()  # and the turn is given in the same breath as it is given up
            while not first.done():
                await asyncio.sleep(0)
        gone.cancel()
        assert (await bench.finish(first, gone, last))[::2] == ["a1", "c1"]
        assert await bench.finish(bench.ask("d1"))

    assert "b1" not in run(test, threads=1).began


def test_a_piece_of_work_that_fails_frees_its_thread() -> None:
    async def test(bench: Bench) -> None:
        with pytest.raises(ZeroDivisionError):
            await bench.turns.run("a", lambda: 1 // 0)
        assert await bench.finish(bench.ask("a1")) == ["a1"]

    run(test, threads=1)


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    left = {"a1", "a3"}

    async def test(bench: Bench) -> None:
        def gone(name: str):
            async def answer() -> bool:
                return name in left

            return answer

        tasks = [bench.ask(name, gone=gone(name)) for name in ("a1", "a2", "a3", "a4")]
        await asyncio.sleep(0)
        first, second, third, fourth = await bench.finish(*tasks)
        assert (first, second, fourth) == ("a1", "a2", "a4"), "what had begun went on"
        assert isinstance(third, GoneError)
        assert await bench.turns.run("a", lambda: 5) == 5, "the turn was given back"

    assert run(test).began == ["a1", "a2", "a4"]
