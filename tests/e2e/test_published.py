"""Every channel that is published is spoken: conversations that use them all.

That nothing else is spoken is what the eavesdropper sees to, in every test.
"""

from chimp.wire.channels import CHANNELS
from tests.e2e import seed_client
from tests.e2e.ear import instruction, message, on
from tests.e2e.eavesdropper import Eavesdropper
from tests.e2e.house import House, Serve
from tests.e2e.native_client import native_attendant, native_customer
from tests.e2e.office_2019 import back_office
from tests.e2e.people import attendant, customer
from tests.e2e.widget_2019 import widget

BOB, EVE = attendant("bob"), attendant("eve")


async def speak_the_seeds(house: House) -> None:
    async with (
        seed_client.customer(house, "ann") as ann,
        seed_client.attendant(house, BOB) as bob,
    ):
        await ann.subscribe("answers/for/ann")
        asked = {"userRequesting": "ann", "responseTopic": "answers/for/ann"}
        await ann.publish("server/channels/request", asked)
        given = (await ann.hears(on("answers/for/ann"))).json
        ann.session_id, ann.topic = given["sessionId"], given["sessionTopic"]
        await ann.ask()
        await bob.take()
        session = await ann.served()
        said = await ann.say(session, customer("ann"), "Hello")
        await bob.hears(message("Hello"))
        await bob.view(session, said)
        await ann.hears(on(f"{ann.topic}/messages/viewed"))
        await ann.ask_again(sessionTopic="server/sessions/somebody/else")
        await ann.hears(instruction("error", ann.answers))
        await bob.publish("server/attendants/online", {"attendantInfo": {**BOB, "type": 5}})
        await bob.hears(on(bob.control))
        await bob.publish("server/attendants/quit", {"attendantInfo": BOB})
        await ann.hears(instruction("session/aborted/unavailableAttendants"))


async def speak_as_in_2019(house: House) -> None:
    async with back_office(house, EVE) as eve, widget(house, customer("carl")) as carl:
        await carl.hears(instruction("session/ready", status="online"))
        await carl.settle()
        await eve.settle()
        await carl.say("Good morning")
        await eve.hears(message("Good morning"))


async def speak_our_own(house: House) -> None:
    """Each thing that customers and attendants can do, at least once."""
    log_in = ("anybody", "")
    async with (
        native_attendant(house, "bob", log_in) as bob,
        native_customer(house) as ann,
        native_attendant(house, "sue", log_in, away=True) as sue,
    ):
        named = {"sessionId": ann.session_id}
        await bob.hears_offer(ann)
        await bob.joins(ann)
        await bob.does("decline", **named)
        await bob.does("take", **named)
        await sue.does("back")
        for who in (bob, sue):
            await who.does("transfer", to={"attendantId": "sue" if who is bob else "bob"}, **named)
            await (sue if who is bob else bob).takes(ann)
        await bob.does("transfer", to={"attendantId": "sue"}, note="for you", **named)
        await sue.hears_offer(ann)
        await sue.does("decline", **named)
        await bob.hears("client/attendants/control/bob", instruction="transfer/returned")
        await ann.does("typing", isTyping=True, preview="Hel")
        await bob.hears(f"{ann.topic}/client/typing")
        await ann.says("Hello")
        await bob.does("typing", isTyping=True, **named)
        await bob.does("messages", id="b1", content="Good morning", **named)
        await ann.does("viewed", delivered=2, read=2)
        await ann.hears("viewed")
        await bob.does("viewed", read=1, **named)
        await bob.does("notes", id="n1", content="she is nice", **named)
        await sue.hears(f"client/desk/notes/{ann.session_id}")
        await ann.does("keepalive")
        for act in ("join", "leave", "release"):
            await bob.does(act, **named)
        await sue.takes(ann)
        await sue.does("escalate", **named)
        await sue.does("away")
        await ann.does("rating", score=5)
        await ann.does("close")
        await sue.does("close", **named)
        await ann.does("open", protocolVersion=99)
        await ann.hears("control", instruction="error")
        await bob.does("ban", customerId=ann.told["customerId"])
        await bob.is_refused("not_allowed")
        await bob.does("unban", customerId=ann.told["customerId"])
        await bob.does("quit")


async def test_every_channel_that_is_published_is_spoken(
    serve: Serve, eavesdropper: Eavesdropper
) -> None:
    async with serve(auth={"mode": "open"}) as house:
        await speak_the_seeds(house)
        await speak_as_in_2019(house)
    async with serve(auth={"mode": "open"}) as house:
        await speak_our_own(house)
    assert {*CHANNELS} - eavesdropper.used == set()
