"""What an edit of a large network needs is made in another thread, before anybody waits for it."""

import asyncio
from threading import current_thread

from core import script
from core.network import Network
from core.script import is_at_hand
from core.setup import Setup
from server import room_description
from server.moment import Moment, Start
from server.protocol.messages import MESSAGES
from tests.server.live_server_support import running
from tests.server.room_bench import DRIVER, VIEWER, Bench


def moment(units: int, slope: float) -> Moment:
    """A network that no other test has, so that nothing of it is at hand."""
    leaky = {"name": "leaky_relu", "slope": slope}
    w, b = [[[0.1] * units] * units], [[0.0] * units]
    network = Network([units, units], [leaky], "half_squared_error", "per_unit", w, b)
    return Moment.of_start(Start(Setup(network, [[0.1] * units], [[0.2] * units], 0.1), "many"))


def edit(of: str, to: object):
    return MESSAGES.validate_python({"type": "edit", "id": 1, "changes": [{"of": of, "to": to}], "gesture": None})


def elu(alpha: float) -> dict:
    return {"name": "elu", "alpha": alpha}


def test_only_what_takes_long_and_may_be_done_is_prepared() -> None:
    large, small = Bench(start=moment(15, 0.031)).room, Bench(start=moment(10, 0.031)).room
    wanted = edit("activation.1", elu(0.031))
    setup = large.ahead.of(DRIVER, wanted)
    assert setup.network.activations[0].as_dict() == elu(0.031)
    assert small.ahead.of(DRIVER, wanted) is None, "it is there within milliseconds"
    assert large.ahead.of(VIEWER, wanted) is None, "who watches lets nobody work"
    for refused in (edit("activation.1", "nothing"), edit("activation.7", "elu"), edit("activation.1", elu(-1.0))):
        assert large.ahead.of(DRIVER, refused) is None
    assert large.ahead.of(DRIVER, edit("w.1.0.0", 0.5)) is None, (
        "with other numbers a network is told of in the same words"
    )
    assert large.ahead.of(DRIVER, MESSAGES.validate_python({"type": "undo", "id": 1})) is None
    room_description.prepare(setup)
    assert large.ahead.of(DRIVER, wanted) is None, "all is at hand"


def test_it_is_prepared_where_only_its_text_is_missing() -> None:
    """A schedule changes no quantity, but what is told of the method."""
    room = Bench(start=moment(15, 0.032)).room
    wanted = edit("optimiser", {"name": "sgd", "schedule": {"name": "step", "step_size": 7}})
    setup = room.ahead.of(DRIVER, wanted)
    assert is_at_hand(setup.network, setup.method)


def test_nothing_large_is_made_on_the_event_loop(monkeypatch) -> None:
    made = []

    def noted(what: str, make):
        def note(*given):
            made.append((what, current_thread().name.split("_")[0]))
            return make(*given)

        return note

    async def main() -> None:
        async with running() as server:
            room, key = await server.hub.create(moment(15, 0.033))
            async with server.browser(room.id, key) as page:
                await page.frame(0, 0)
                monkeypatch.setattr(script, "_built", noted("script", script._built))
                monkeypatch.setattr(room_description, "described", noted("text", room_description.described))
                await page.say(type="edit", changes=[{"of": "activation.1", "to": elu(0.033)}], gesture=None)
                await page.say(type="step")
                heard = await page.hear_until(lambda m: isinstance(m, dict) and m["type"] == "description")
                assert heard[-1]["network"]["activations"] == [elu(0.033)]
                await page.frame(0, 1)

    asyncio.run(main())
    assert made == [("script", "seek"), ("text", "seek")]
