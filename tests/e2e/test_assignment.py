"""Who gets which customer."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack

from tests.e2e import seed_client
from tests.e2e.connection import TcpWire, as_bytes, connected
from tests.e2e.ear import instruction, on
from tests.e2e.house import Serve
from tests.e2e.http import get_json
from tests.e2e.office_2019 import back_office
from tests.e2e.packets import publish
from tests.e2e.people import attendant, customer
from tests.e2e.widget_2019 import widget

OPEN = {"mode": "open"}
READY = instruction("session/ready", status="online")
WAITING = instruction("session/ready", status="waitingAttendantsAssignment")


async def test_nine_customers_and_three_attendants_are_three_each(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, AsyncExitStack() as stack:
        for name in ("bob", "cleo", "dora"):
            page = await stack.enter_async_context(back_office(house, attendant(name)))
            await page.settle()
        chosen: Counter[str] = Counter()
        for number in range(9):
            page_of_ann = await stack.enter_async_context(widget(house, customer(number)))
            ready = await page_of_ann.hears(READY)
            chosen.update(ready.json["sessionInfo"]["assignedAttendants"])
    assert chosen == {"bob": 3, "cleo": 3, "dora": 3}


async def test_nine_customers_at_once_are_three_each(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, AsyncExitStack() as stack:
        for name in ("bob", "cleo", "dora"):
            page = await stack.enter_async_context(back_office(house, attendant(name)))
            await page.settle()
        opening = (stack.enter_async_context(widget(house, customer(n))) for n in range(9))
        chosen: Counter[str] = Counter()
        for page_of_ann in await asyncio.gather(*opening):
            ready = await page_of_ann.hears(READY)
            chosen.update(ready.json["sessionInfo"]["assignedAttendants"])
    assert chosen == {"bob": 3, "cleo": 3, "dora": 3}


async def test_the_attendants_type_is_honoured(serve: Serve) -> None:
    template = {
        "customersAllowed": 1,
        "attendants": [{"type": "support/secondLevel", "required": True}],
    }
    async with (
        serve(auth=OPEN) as house,
        back_office(house, attendant("first")) as first,
        seed_client.customer(house, "ann") as ann,
    ):
        await first.settle()
        await ann.post_session()
        await ann.ask(sessionTemplate=template)
        await ann.hears(WAITING)
        async with back_office(house, attendant("second", "support/secondLevel")):
            session = await ann.served()
        assert session["assignedAttendants"] == ["second"]
        assert session["sessionTemplate"] == template
        assert first.offered == []


async def test_an_offer_that_runs_out_goes_to_the_next_attendant(serve: Serve) -> None:
    async with (
        serve(auth=OPEN, attendants={"assign_timeout": 200}) as house,
        back_office(house, attendant("bob"), accepts=False) as bob,
    ):
        await bob.settle()
        async with (
            back_office(house, attendant("cleo")) as cleo,
            widget(house, customer("ann")) as ann,
        ):
            ready = await ann.hears(READY)
            assert ready.json["sessionInfo"]["assignedAttendants"] == ["cleo"]
            assert bob.offered == ["ann"]
            assert cleo.offered == ["ann"]

            offer = await bob.hears(on("client/attendants/assign/bob"))
            await bob.accept(offer.json)
            error = (await bob.hears(on("client/attendants/control/bob"))).json
            assert error["instruction"] == "error"
            assert error["code"] == "not_offered"
            live = await get_json(house, "/attendant/cleo/sessions")
            assert [session["status"] for session in live] == ["online"]


async def test_an_offer_nobody_takes_is_made_again(serve: Serve) -> None:
    async with (
        serve(auth=OPEN, attendants={"assign_timeout": 100}) as house,
        back_office(house, attendant("bob"), accepts=False) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await bob.hears(on("client/attendants/assign/bob"))
        again = await bob.hears(on("client/attendants/assign/bob"))
        await bob.accept(again.json)
        await ann.hears(READY)


async def test_full_attendants_let_customers_wait_in_order(serve: Serve) -> None:
    async with (
        serve(auth=OPEN, attendants={"max_sessions": 1}) as house,
        back_office(house, attendant("bob")) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await ann.hears(READY)
        async with widget(house, customer("carl")) as carl:
            await carl.hears(WAITING)
            async with widget(house, customer("dirk")) as dirk:
                await dirk.hears(WAITING)
                async with back_office(house, attendant("cleo")) as cleo:
                    await carl.hears(READY)
                    assert cleo.offered == ["carl"]
                    async with back_office(house, attendant("emil")) as emil:
                        await dirk.hears(READY)
                        assert emil.offered == ["dirk"]
        assert bob.offered == ["ann"]


async def test_who_asked_first_is_served_first_even_in_the_same_millisecond(
    serve: Serve,
) -> None:
    names = [f"c{number}" for number in range(8)]
    async with (
        serve(auth=OPEN) as house,
        connected(await TcpWire.open(house.mqtt_port)) as site,
    ):
        requests = [{"customerId": name, "requestID": "r"} for name in names]
        await site.subscribe("client/sessions/c7/r")
        await site.send(
            b"".join(publish("server/sessions/request", as_bytes(one)) for one in requests)
        )
        await site.hears(WAITING)
        async with back_office(house, attendant("bob")) as bob:
            for name in names:
                offer = await bob.hears(on("client/attendants/assign/bob"))
                assert offer.json["customer"]["id"] == name
