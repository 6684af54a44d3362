"""The front ends of 2019, unchanged, on base topic `chimpassist/demo` in mode `open`."""

from uuid import uuid4

from aiohttp import ClientSession

from tests.e2e.connection import WebSocketWire, connected
from tests.e2e.ear import instruction, message, on
from tests.e2e.house import Sections, Serve
from tests.e2e.http import get_json
from tests.e2e.office_2019 import BackOffice, back_office
from tests.e2e.people import attendant, customer
from tests.e2e.widget_2019 import Widget, widget

LIKE_2019: Sections = {"auth": {"mode": "open"}, "mqtt": {"base_topic": "chimpassist/demo"}}
READY = instruction("session/ready", status="online")
BOB = attendant("9999999")


async def in_talk(ann: Widget, bob: BackOffice) -> None:
    """Until both pages have the session, and hear each other."""
    await ann.hears(READY)
    await bob.hears(instruction("session/ready", f"{ann.topic}/client/control", "online"))
    await ann.settle()
    await bob.settle()


async def test_two_pages_talk_and_see_what_was_read(serve: Serve) -> None:
    ann_id = str(uuid4())
    async with (
        serve(**LIKE_2019) as house,
        back_office(house, BOB) as bob,
        widget(house, customer(ann_id, "Guest 1")) as ann,
    ):
        await in_talk(ann, bob)
        assert ann.shows_blue()
        await ann.open()
        await ann.say("Hello")
        await ann.hears(message("Hello"))
        await bob.hears(message("Hello"))
        assert ann.rendered == ["Hello"]

        assert len(await bob.select(ann_id)) == 1
        await ann.hears(on(f"{ann.topic}/messages/viewed"))
        assert [(read["content"], read["readAt"] is None) for read in ann.receipts] == [
            ("Hello", False)
        ]

        await bob.say(ann_id, "How can I help?")
        await ann.hears(message("How can I help?"))
        await bob.hears(message("How can I help?"))
        assert len(await ann.look()) == 1
        await bob.hears(
            lambda h: (
                h.topic.endswith("/viewed")
                and h.json["readMessages"][0]["content"] == "How can I help?"
            )
        )
        assert ann.rendered == ["Hello", "How can I help?"]
        stored = await get_json(house, f"/customer/{ann_id}/messages?limit=50")
        assert [one["message"]["content"] for one in stored] == ["Hello", "How can I help?"]
        assert all(one["message"]["readAt"] for one in stored)


async def test_a_publisher_hears_itself_once_and_in_order(serve: Serve) -> None:
    async with (
        serve(**LIKE_2019) as house,
        back_office(house, BOB) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
        said = [f"message {number}" for number in range(30)]
        for content in said:
            await ann.say(content)
        await ann.hears(message(said[-1]))
        await bob.hears(message(said[-1]))
        assert [h.content for h in ann.heard if h.content] == said
        assert [h.content for h in bob.heard if h.content] == said


async def test_numbers_stay_numbers_and_strings_stay_strings(serve: Serve) -> None:
    async with (
        serve(**LIKE_2019) as house,
        back_office(house, attendant(7)) as bob,
        widget(house, customer(101)) as ann,
        widget(house, customer("102")) as carl,
    ):
        await in_talk(ann, bob)
        await in_talk(carl, bob)
        assert ann.session["customer"]["id"] == 101
        assert carl.session["customer"]["id"] == "102"
        assert ann.session["assignedAttendants"] == [7]
        await ann.say("Hello")
        heard = (await bob.hears(message("Hello"))).json
        assert heard["message"]["from"]["id"] == 101
        assert heard["sessionInfo"]["customer"]["id"] == 101
        stored = await get_json(house, "/customer/101/messages")
        assert stored[0]["message"]["from"]["id"] == 101
        live = await get_json(house, "/attendant/7/sessions")
        assert sorted((s["customer"]["id"] for s in live), key=str) == [101, "102"]
        assert all(session["assignedAttendants"] == [7] for session in live)


async def test_a_keep_alive_is_answered_by_an_update_and_never_by_ready(serve: Serve) -> None:
    async with (
        serve(**LIKE_2019) as house,
        back_office(house, BOB) as bob,
        widget(house, customer("ann")) as ann,
    ):
        await in_talk(ann, bob)
        await ann.hears(instruction("session/update"))
        await ann.say("Hello")
        await ann.hears(message("Hello"))
        for _ in range(3):
            await ann.keep_alive()
            update = await ann.hears(instruction("session/update"))
            contents = [m["content"] for m in update.json["sessionInfo"]["lastMessages"]]
            assert contents == ["Hello"], "an update with no messages blanks the attendant's list"
        assert len(ann.hearing.ear.all(instruction("session/ready"))) == 1


async def test_a_reloaded_widget_is_blue_again_at_once(serve: Serve) -> None:
    async with serve(**LIKE_2019) as house, back_office(house, BOB) as bob:
        async with widget(house, customer("ann")) as ann:
            await in_talk(ann, bob)
            await ann.say("Hello")
            await bob.hears(message("Hello"))
            before = ann.session
        async with widget(house, customer("ann")) as ann:
            await ann.hears(READY)
            assert ann.shows_blue()
            assert ann.rendered == ["Hello"]
            assert ann.session["sessionId"] == before["sessionId"]
            await bob.say("ann", "Welcome back")
            await ann.hears(message("Welcome back"))
        assert bob.offered == ["ann"]


async def test_a_reloaded_back_office_has_its_sessions_and_history(serve: Serve) -> None:
    async with serve(**LIKE_2019) as house, widget(house, customer("ann")) as ann:
        async with back_office(house, BOB) as bob:
            await in_talk(ann, bob)
            await ann.say("Hello")
            await bob.hears(message("Hello"))
        async with back_office(house, BOB) as bob:
            await bob.settle()
            assert [m["content"] for m in bob.sessions["ann"]["lastMessages"]] == ["Hello"]
            await ann.say("Still there?")
            await bob.hears(message("Still there?"))
            assert bob.offered == []
            live = await get_json(house, f"/attendant/{BOB['id']}/sessions")
            assert [session["status"] for session in live] == ["online"]


async def test_a_widget_with_nobody_there_waits_and_can_write(serve: Serve) -> None:
    async with serve(**LIKE_2019) as house, widget(house, customer("ann")) as ann:
        grey = await ann.hears(instruction("session/ready"))
        assert grey.json["sessionInfo"]["status"] == "waitingAttendantsAssignment"
        assert not ann.shows_blue()
        await ann.say("Anybody there?")
        await ann.hears(message("Anybody there?"))
        async with back_office(house, BOB) as bob:
            await in_talk(ann, bob)
            assert ann.shows_blue()
            said = [m["content"] for m in bob.sessions["ann"]["lastMessages"]]
            assert said == ["Anybody there?"]


async def test_the_older_subprotocol_is_accepted(serve: Serve) -> None:

    async with serve(**LIKE_2019) as house, ClientSession() as http:
        wire = await WebSocketWire.open(http, house.http_port, "mqttv3.1")
        assert wire.subprotocol == "mqttv3.1"
        async with connected(wire) as page:
            await page.ping()
