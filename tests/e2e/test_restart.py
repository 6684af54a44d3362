"""The server stops in the middle of everything, and starts again on the same folder and ports."""

from contextlib import AsyncExitStack
from typing import Any

from tests.e2e import seed_client
from tests.e2e.ear import instruction, message, on
from tests.e2e.house import House, Sections, Serve
from tests.e2e.http import get_json
from tests.e2e.office_2019 import back_office
from tests.e2e.people import attendant, customer
from tests.e2e.test_pages_2019 import in_talk
from tests.e2e.widget_2019 import widget

BOB, CLEO = attendant("bob"), attendant(7)
READY = instruction("session/ready", status="online")
WAITING = instruction("session/ready", status="waitingAttendantsAssignment")
SETTINGS: Sections = {"auth": {"mode": "open"}, "attendants": {"max_sessions": 1}}
PATHS = [
    "/customer/ann/sessions/last",
    "/customer/ann/messages",
    "/customer/102/sessions/last",
    "/customer/102/messages",
    "/attendant/bob/sessions",
]


async def everything(house: House) -> dict[str, Any]:
    return {path: await get_json(house, path) for path in PATHS}


async def test_everything_is_as_before_and_everybody_carries_on(serve: Serve) -> None:
    async with AsyncExitStack() as pages, serve(**SETTINGS) as house:
        bob = await pages.enter_async_context(back_office(house, BOB))
        ann = await pages.enter_async_context(widget(house, customer("ann")))
        await in_talk(ann, bob)
        await ann.open()
        await ann.say("Hello")
        await bob.hears(message("Hello"))
        await bob.select("ann")
        await ann.hears(on(f"{ann.topic}/messages/viewed"))
        carl = await pages.enter_async_context(widget(house, customer(102, "Carl")))
        await carl.hears(WAITING)
        await carl.say("I can wait")
        await carl.hears(message("I can wait"))
        before = await everything(house)
        session_id = ann.session["sessionId"]

    ports: Sections = {"http": {"port": house.http_port}, "mqtt": {"port": house.mqtt_port}}
    async with AsyncExitStack() as pages, serve(**SETTINGS, **ports) as house:
        assert await everything(house) == before
        assert before["/customer/ann/messages"][0]["message"]["readAt"]

        ann = await pages.enter_async_context(widget(house, customer("ann")))
        await ann.hears(READY)
        assert ann.session["sessionId"] == session_id
        bob = await pages.enter_async_context(back_office(house, BOB))
        await ann.say("Where were we?")
        await ann.hears(message("Where were we?"))
        await bob.settle()
        await bob.say("ann", "Here")
        await ann.hears(message("Here"))
        assert bob.offered == [], "it is his already"

        carl = await pages.enter_async_context(widget(house, customer(102, "Carl")))
        await carl.hears(WAITING)
        cleo = await pages.enter_async_context(back_office(house, CLEO))
        await in_talk(carl, cleo)
        assert cleo.offered == ["102"]
        said = [m["content"] for m in cleo.sessions["102"]["lastMessages"]]
        assert said == ["I can wait"]


async def test_an_offer_that_was_open_can_still_be_taken(serve: Serve) -> None:
    async with (
        serve(**SETTINGS) as house,
        back_office(house, BOB, accepts=False) as bob,
        widget(house, customer("ann")),
    ):
        offer = await bob.hears(on("client/attendants/assign/bob"))
    async with (
        serve(**SETTINGS) as house,
        back_office(house, BOB, accepts=False) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await bob.accept(offer.json)
        await ann.hears(READY)
        assert bob.offered == []


async def test_an_attendant_who_does_not_come_back_is_missed(serve: Serve) -> None:
    async with (
        serve(auth={"mode": "open"}) as house,
        back_office(house, BOB) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
    settings: Sections = {"auth": {"mode": "open"}, "attendants": {"keep_alive_ttl": 4_000}}
    async with serve(**settings) as house, widget(house, customer("ann")) as ann:
        gone = await ann.hears(instruction("session/aborted/unavailableAttendants"))
        assert gone.json["sessionInfo"]["assignedAttendants"] == []


async def test_ids_handed_out_before_are_known_after(serve: Serve) -> None:
    """Mode capability: a session id of the last run is still one of the server's own."""
    async with serve() as house, seed_client.customer(house, "ann") as ann:
        await ann.post_session()
        topic, session_id = ann.topic, ann.session_id
    async with serve() as house, seed_client.customer(house, "ann") as ann:
        ann.topic, ann.session_id = topic, session_id
        await ann.ask()
        await ann.hears(WAITING)
