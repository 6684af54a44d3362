"""Our own dialect from end to end: a token, a chat, receipts, and everything attendants do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from chimp.core.access import Mode
from chimp.core.people import Level
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.broker.conformance.client import Client
from tests.broker.conformance.wire import Connect, Will
from tests.e2e import seed_client
from tests.e2e.accounts import FILE
from tests.e2e.connection import Refused, TcpWire, connected
from tests.e2e.ear import message as legacy_message
from tests.e2e.house import House, Serve
from tests.e2e.http import get, get_json
from tests.e2e.native_client import (
    NativeAttendant,
    native_attendant,
    native_customer,
    new_session,
    on,
    post,
)
from tests.e2e.people import attendant as legacy_attendant

PASSWORD = "correct horse battery"
PEOPLE = {
    "bob": Level.FIRST,
    "eve": Level.FIRST,
    "sam": Level.SECOND,
    "sue": Level.SUPERVISOR,
}


def log_in(who: str) -> tuple[str, str]:
    return f"{who}@example.com", PASSWORD


async def add_everybody(house: House, **limits: int) -> None:
    database = await Database.open(house.data_dir / FILE)
    try:
        accounts = Accounts(database, mode=Mode.CAPABILITY)
        for who, level in PEOPLE.items():
            await accounts.add(
                email=f"{who}@example.com",
                password=PASSWORD,
                name=who.title(),
                level=level,
                attendant_id=who,
                max_sessions=limits.get(who),
            )
    finally:
        await database.close()


@asynccontextmanager
async def duty(house: House, who: str, **online: bool) -> AsyncIterator[NativeAttendant]:
    async with native_attendant(house, who, log_in(who), **online) as attendant:
        yield attendant


@pytest.fixture
async def house(serve: Serve) -> AsyncIterator[House]:
    async with serve() as house:
        await add_everybody(house)
        yield house


async def test_a_chat_from_the_first_word_to_the_rating(house: House) -> None:
    async with duty(house, "bob") as bob, native_customer(house) as ann:
        await bob.takes(ann)
        ready = await ann.hears("control", instruction="session/ready")
        assert ready["protocolVersion"] == 1
        assert ready["attendantInfo"]["name"] == "Bob"
        said = await ann.says("Hello")
        assert (said["seq"], said["from"]["kind"]) == (1, "customer")
        heard = await bob.hears(f"{ann.topic}/client/messages", id=said["id"])
        assert heard == said
        await bob.does("viewed", sessionId=ann.session_id, delivered=1, read=1)
        seen = await ann.hears("viewed", read=1)
        assert (seen["by"]["name"], seen["delivered"]) == ("Bob", 1)
        await bob.does("typing", sessionId=ann.session_id, isTyping=True)
        assert (await ann.hears("typing"))["from"]["name"] == "Bob"
        await bob.does("messages", sessionId=ann.session_id, id="b1", content="Good morning")
        assert (await ann.hears("messages", id="b1"))["seq"] == 2
        await bob.does("close", sessionId=ann.session_id, reason="solved")
        closed = await ann.hears("control", instruction="session/closed")
        assert (closed["reason"], closed["closeNote"]) == ("attendant", "solved")
        await ann.does("rating", score=5, comment="quick")
        assert (await ann.hears("control", instruction="session/update"))["rating"] == 5
        await ann.does("messages", id="late", content="one more thing")
        refused = await ann.hears("control", instruction="error")
        assert (refused["code"], refused["id"]) == ("session_closed", "late")


async def test_a_closed_session_s_token_opens_nothing_any_more(house: House) -> None:
    told = await new_session(house)
    async with duty(house, "bob") as bob, native_customer(house, told) as ann:
        await bob.takes(ann)
        await ann.does("close", reason="thank you")
        await bob.hears(f"{ann.topic}/client/control", instruction="session/closed")
    wire = await TcpWire.open(house.mqtt_port)
    with pytest.raises(Refused):
        async with connected(wire, username="@token", password=told["token"]):
            pass


async def test_the_same_message_again_is_stored_once_and_echoed_to_its_sender(house: House) -> None:
    async with duty(house, "bob") as bob, native_customer(house) as ann:
        await bob.takes(ann)
        first = await ann.says("Hello", "m1")
        again = await ann.says("Hello", "m1")
        assert again == first
        await ann.says("the next", "m2")
        await bob.hears(f"{ann.topic}/client/messages", id="m2")
        heard = bob.connection.ear.all(on(f"{ann.topic}/client/messages"))
        assert [h.json["id"] for h in heard] == ["m1", "m2"]
        await bob.does("messages", sessionId=ann.session_id, id="m1", content="mine")
        await bob.is_refused("id_taken", id="m1")


async def test_what_was_missed_is_fetched_by_its_number(house: House) -> None:
    async with native_customer(house) as ann:
        for number in range(1, 6):
            assert (await ann.says(f"message {number}"))["seq"] == number
        path = f"/session/{ann.session_id}/messages?after=2&limit=2"
        missed = await get_json(house, path)
        assert [(m["seq"], m["content"]) for m in missed] == [(3, "message 3"), (4, "message 4")]
        assert await get_json(house, f"/session/{ann.session_id}/messages?after=5") == []
        newest = await get_json(house, f"/session/{ann.session_id}/messages?before=0&limit=2")
        assert [m["seq"] for m in newest] == [4, 5]
        earlier = await get_json(house, f"/session/{ann.session_id}/messages?before=4&limit=2")
        assert [m["seq"] for m in earlier] == [2, 3]
        status, problem = await get(house, f"/session/{ann.session_id}/messages?after=x")
        assert (status, problem["field"]) == (400, "after")


async def test_availability_is_retained_and_flips_live(house: House) -> None:
    topic = "client/desk/availability"
    async with connected(await TcpWire.open(house.mqtt_port), name="widget") as widget:
        await widget.subscribe(topic)
        assert (await widget.hears(on(topic))).json["attendants"] == 0
        async with duty(house, "bob") as bob:
            await widget.hears(on(topic, attendants=1, available=1))
            await bob.does("away")
            await widget.hears(on(topic, attendants=0))
            await bob.does("back")
            await widget.hears(on(topic, attendants=1))
            async with connected(await TcpWire.open(house.mqtt_port), name="late") as late:
                await late.subscribe(topic)
                assert (await late.hears(on(topic))).json["attendants"] == 1
            await bob.does("quit")
            await widget.hears(on(topic, attendants=0))


async def test_a_reload_keeps_the_sessions_and_a_closed_laptop_moves_them(serve: Serve) -> None:
    async with serve(attendants={"disconnect_grace": 3_000}) as house:
        await add_everybody(house)
        async with native_customer(house) as ann:
            async with duty(house, "bob") as bob:
                await bob.takes(ann)
                await ann.hears("control", instruction="session/ready")
            async with duty(house, "bob") as bob, duty(house, "eve") as eve:
                await bob.joins(ann)
                await bob.does("messages", sessionId=ann.session_id, id="b1", content="still here")
                await ann.hears("messages", id="b1")
                await bob.connection.close()
                await eve.takes(ann)
                ready = await ann.hears("control", instruction="session/ready")
                assert ready["attendantInfo"]["name"] == "Eve"


async def test_a_last_will_says_goodbye_though_another_page_is_open(serve: Serve) -> None:
    """The other page would keep them there: it is the will that frees them."""
    async with serve(attendants={"disconnect_grace": 500}) as house:
        await add_everybody(house)
        async with duty(house, "bob") as bob, native_customer(house) as ann:
            await bob.takes(ann)
            email, password = log_in("bob")
            will = Will("server/attendants/bob/quit", b'{"everywhere": true}', qos=1)
            hello = Connect(client_id="page", will=will, username=email, password=password.encode())
            page = await Client.dial(house.mqtt_port)
            assert await page.connect(hello) == 0
            async with duty(house, "eve") as eve:
                page.vanish()
                await eve.takes(ann)
                gone = {"attendants": 1, "available": 1}
                await eve.hears("client/desk/availability", **gone)


async def test_a_waiting_session_is_taken_and_the_queue_has_positions(house: House) -> None:
    async with native_customer(house) as ann, native_customer(house, opens=False) as tom:
        await tom.does("open")
        assert (await tom.hears("control", instruction="session/ready"))["queuePosition"] == 2
        async with duty(house, "bob", away=True) as bob:
            await bob.does("take", sessionId=tom.session_id)
            ready = await tom.hears("control", instruction="session/ready")
            assert ready["sessionInfo"]["assignedAttendants"] == ["bob"]
            await ann.does("keepalive")
            update = await ann.hears("control", instruction="session/update")
            assert update["queuePosition"] == 1


async def test_a_session_is_handed_to_a_person_with_a_note(house: House) -> None:
    async with duty(house, "bob") as bob, native_customer(house) as ann:
        await bob.takes(ann)
        async with duty(house, "sam") as sam:
            await bob.does(
                "transfer",
                sessionId=ann.session_id,
                to={"attendantId": "sam"},
                note="a hard one",
            )
            note = await sam.hears(f"client/desk/notes/{ann.session_id}")
            assert (note["content"], note["from"]["name"]) == ("a hard one", "Bob")
            await sam.takes(ann)
            while True:
                ready = await ann.hears("control", instruction="session/ready")
                if ready.get("attendantInfo", {}).get("name") == "Sam":
                    break
            notes = await get_json(house, f"/session/{ann.session_id}/notes", log_in("bob"))
            assert [n["content"] for n in notes] == ["a hard one"]
            await bob.does("messages", sessionId=ann.session_id, id="b9", content="and I?")
            await bob.is_refused("not_yours", id="b9")
            told = ann.connection.ear.heard
            assert not [h for h in told if b"a hard one" in h.payload]


async def test_a_transfer_that_is_declined_comes_back(house: House) -> None:
    async with duty(house, "bob") as bob, native_customer(house) as ann, duty(house, "sam") as sam:
        await bob.takes(ann)
        handed = {"sessionId": ann.session_id, "to": {"attendantId": "sam"}}
        await bob.does("transfer", **handed)
        await sam.hears_offer(ann)
        await sam.does("decline", sessionId=ann.session_id)
        control = "client/attendants/control/bob"
        await bob.hears(control, instruction="transfer/returned", sessionId=ann.session_id)
        await bob.does("messages", sessionId=ann.session_id, id="b1", content="I am back")
        await ann.hears("messages", id="b1")


async def test_escalated_to_the_next_level_and_not_beyond(house: House) -> None:
    async with (
        duty(house, "bob") as bob,
        duty(house, "sam") as sam,
        duty(house, "sue") as sue,
        native_customer(house) as ann,
    ):
        for attendant in (bob, sam, sue):
            await attendant.takes(ann)
            await attendant.does("escalate", sessionId=ann.session_id)
        await sue.is_refused("no_higher_level")


@pytest.mark.parametrize(
    ("who", "act", "payload", "code"),
    [
        ("eve", "close", {}, "not_yours"),
        ("eve", "release", {}, "not_yours"),
        ("eve", "escalate", {}, "not_yours"),
        ("eve", "transfer", {"to": {"level": "support/secondLevel"}}, "not_yours"),
        ("eve", "take", {}, "not_waiting"),
        ("eve", "join", {}, "not_allowed"),
        ("eve", "accept", {}, "not_offered"),
        ("eve", "decline", {}, "not_offered"),
        ("eve", "messages", {"id": "x", "content": "hi"}, "not_yours"),
        ("eve", "ban", {}, "not_allowed"),
        ("bob", "transfer", {"to": {"attendantId": "nobody"}}, "attendant_unavailable"),
        ("bob", "viewed", {"read": 99}, "invalid"),
        ("bob", "transfer", {"to": {}}, "invalid"),
    ],
)
async def test_refused_with_a_reason(
    house: House, who: str, act: str, payload: dict[str, object], code: str
) -> None:
    async with duty(house, "bob") as bob, native_customer(house) as ann:
        await bob.takes(ann)
        await ann.hears("control", instruction="session/ready")
        async with duty(house, "eve") as eve:
            attendant = {"bob": bob, "eve": eve}[who]
            await attendant.does(act, sessionId=ann.session_id, **payload)
            await attendant.is_refused(code)
            assert (await ann.says("still bob's"))["seq"] == 1


async def test_a_limit_of_sessions_holds_for_offers_and_for_taking(serve: Serve) -> None:
    async with serve() as house:
        await add_everybody(house, bob=1)
        async with (
            duty(house, "bob") as bob,
            native_customer(house) as ann,
            native_customer(house) as tom,
        ):
            await bob.takes(ann)
            await bob.does("take", sessionId=tom.session_id)
            await bob.is_refused("limit_reached")
            await bob.does("close", sessionId=ann.session_id)
            await bob.hears_offer(tom)


async def test_a_supervisor_joins_and_speaks(house: House) -> None:
    async with duty(house, "bob") as bob, duty(house, "sue") as sue, native_customer(house) as ann:
        await bob.takes(ann)
        await sue.joins(ann)
        await sue.does("join", sessionId=ann.session_id)
        while True:
            update = await ann.hears("control", instruction="session/update")
            if update["sessionInfo"]["assignedAttendants"] == ["bob", "sue"]:
                break
        await sue.does("messages", sessionId=ann.session_id, id="s1", content="May I?")
        assert (await ann.hears("messages", id="s1"))["from"]["name"] == "Sue"


async def test_one_banned_is_sent_away_and_kept_out_until_let_in_again(house: House) -> None:
    told = await new_session(house, customerId="trouble")
    async with duty(house, "bob") as bob:
        async with native_customer(house, told) as ann:
            await bob.takes(ann)
            await bob.does("ban", sessionId=ann.session_id, reason="rude")
            await bob.hears(f"{ann.topic}/client/control", instruction="session/closed")
            async with connected(await TcpWire.open(house.mqtt_port), name="again") as again:
                topic = told["sessionTopic"]
                await again.subscribe(f"{topic}/client/control")
                await again.publish(f"{topic}/server/open", {})
                refused = await again.hears(on(f"{topic}/client/control", instruction="error"))
                assert refused.json["code"] == "banned"
        await bob.does("unban", customerId="trouble")
        other = await new_session(house, customerId="trouble")
        async with native_customer(house, other) as ann:
            await bob.hears_offer(ann)


async def test_an_address_is_banned_with_whoever_comes_from_there(house: House) -> None:
    async with duty(house, "bob") as bob:
        async with native_customer(house) as ann:
            await bob.takes(ann)
            await bob.does("ban", sessionId=ann.session_id, address=True, minutes=5)
            await bob.hears(f"{ann.topic}/client/control", instruction="session/closed")
        with pytest.raises(Refused):
            async with connected(await TcpWire.open(house.mqtt_port), name="another"):
                pass
        async with ClientSession() as http, http.post(house.url("/session")) as answer:
            assert (answer.status, (await answer.json())["error"]) == (403, "banned")
        async with duty(house, "eve") as eve:
            await eve.does("unban", address="127.0.0.1")
            await eve.is_refused("not_allowed")
        await bob.does("unban", address="127.0.0.1")
        async with native_customer(house) as ann:
            await bob.hears_offer(ann)


async def test_a_ban_outlives_a_restart(serve: Serve) -> None:
    async with serve() as house:
        await add_everybody(house)
        told = await new_session(house, customerId="trouble")
        async with duty(house, "sue") as sue:
            await sue.does("ban", customerId="trouble")
            await sue.connection.ping()
    async with serve() as house:
        with pytest.raises(Refused):
            async with native_customer(house, told):
                pass
        async with (
            ClientSession() as http,
            http.post(house.url("/session"), json={"customerId": "trouble"}) as answer,
        ):
            assert answer.status == 403


async def test_dialects_meet_in_one_session(house: House) -> None:
    """A native customer and an attendant of 2019, then the other way round."""
    who = legacy_attendant("eve")
    async with (
        seed_client.attendant(house, who, "tcp", log_in("eve")) as eve,
        native_customer(house) as ann,
    ):
        offer = await eve.take()
        assert offer["sessionId"] == ann.session_id
        await ann.hears("control", instruction="session/ready")
        said = await ann.says("from our own widget")
        assert said["seq"] == 1
        await eve.hears(legacy_message("from our own widget"))
        await eve.say(offer, who, "from the back office of 2019")
        heard = await ann.hears("messages", seq=2)
        assert heard["content"] == "from the back office of 2019"


async def test_a_client_of_another_version_is_told_which_one_is_spoken(house: House) -> None:
    async with native_customer(house, opens=False) as ann:
        await ann.does("open", protocolVersion=99)
        refused = await ann.hears("control", instruction="error")
        assert (refused["code"], refused["field"]) == ("unsupported_version", "protocolVersion")
        assert refused["supported"] == [1]
        await ann.does("open", protocolVersion=1)
        assert (await ann.hears("control", instruction="session/ready"))["protocolVersion"] == 1


async def test_the_desk_is_for_attendants(house: House) -> None:
    async with duty(house, "bob") as bob, native_customer(house) as ann:
        await bob.hears(f"client/desk/sessions/{ann.session_id}")
        refused = await ann.connection.subscribe("client/desk/#", "client/desk/sessions/+")
        assert set(refused) == {0x80}
        seen = await get_json(house, "/desk", log_in("bob"))
        assert [s["sessionId"] for s in seen["sessions"]] == [ann.session_id]
        assert [(a["attendant"]["id"], a["state"]) for a in seen["attendants"]] == [
            ("bob", "online")
        ]
        assert (await get(house, "/desk"))[0] == 401


async def test_attendants_see_who_is_there_and_what_was_said_last(house: House) -> None:
    told = await new_session(house, customer={"name": "Ann"})
    news = f"client/desk/sessions/{told['sessionId']}"
    async with duty(house, "bob") as bob:
        async with native_customer(house, told) as ann:
            await bob.hears(news, customerOnline=True)
            await bob.takes(ann)
            await ann.says("Hello")
            await ann.says("Is anybody there?")
            await bob.does("viewed", sessionId=ann.session_id, read=1)
            await ann.hears("viewed", read=1)
            (seen,) = (await get_json(house, "/desk", log_in("bob")))["sessions"]
            last = seen["lastMessage"]
            assert (last["seq"], last["content"]) == (2, "Is anybody there?")
            assert (last["from"]["kind"], last["from"]["name"]) == ("customer", "Ann")
            assert (seen["unread"], seen["customerOnline"]) == (1, True)
        assert (await bob.hears(news, customerOnline=False))["status"] == "online"
        (seen,) = (await get_json(house, "/desk", log_in("bob")))["sessions"]
        assert seen["customerOnline"] is False


async def test_attendants_hear_what_a_page_learns_of_its_customer_later(house: House) -> None:
    told = await new_session(house, customer={"name": "Guest", "plan": "free"})
    async with duty(house, "bob") as bob, native_customer(house, told) as ann:
        news = f"client/desk/sessions/{ann.session_id}"
        known = (await bob.hears(news))["customer"]
        assert (known["name"], known["plan"]) == ("Guest", "free")
        await ann.does("open", customer={"name": "Ann", "email": "ann@x.example", "plan": "gold"})
        await ann.hears("control", instruction="session/ready")
        await ann.does("open", customer={"seats": 3})
        await ann.hears("control", instruction="session/ready")
        (seen,) = (await get_json(house, "/desk", log_in("bob")))["sessions"]
        known = seen["customer"]
        assert (known["id"], known["name"]) == (told["customerId"], "Ann")
        assert (known["email"], known["plan"], known["seats"]) == ("ann@x.example", "gold", 3)


async def test_those_who_wait_hear_their_place_in_the_queue_change(house: House) -> None:
    async with (
        native_customer(house) as ann,
        native_customer(house, opens=False) as eva,
        native_customer(house, opens=False) as ida,
    ):
        for customer, place in ((eva, 2), (ida, 3)):
            await customer.does("open")
            await customer.hears("control", instruction="session/ready", queuePosition=place)
        await ann.does("close")
        for customer, place in ((eva, 1), (ida, 2)):
            news = await customer.hears("control", queuePosition=place)
            assert news["instruction"] == "session/update"
            assert news["sessionInfo"]["status"] == "waitingAttendantsAssignment"
        async with duty(house, "bob") as bob:
            await bob.takes(eva)
            await eva.hears("control", instruction="session/ready")
            await bob.takes(ida)
            served = await ida.hears("control", instruction="session/ready")
            assert "queuePosition" not in served


async def test_a_renewed_token_opens_the_same_session(house: House) -> None:
    told = await new_session(house, customer={"name": "Ann"})
    renewed = await post(house, f"/session/{told['sessionId']}/token", token=told["token"])
    async with native_customer(house, renewed) as ann:
        said = await ann.says("it is me")
        assert said["from"] == {
            "kind": "customer",
            "id": told["customerId"],
            "name": "Ann",
            "avatarURL": None,
            "verified": False,
        }
