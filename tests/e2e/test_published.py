"""Every channel that is published is spoken: conversations that use them all.

That nothing else is spoken is what the eavesdropper sees to, in every test.
"""

from chimp.wire.channels import CHANNELS
from tests.e2e import seed_client
from tests.e2e.ear import instruction, message, on
from tests.e2e.eavesdropper import Eavesdropper
from tests.e2e.house import House, Serve
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


async def test_every_channel_that_is_published_is_spoken(
    serve: Serve, eavesdropper: Eavesdropper
) -> None:
    async with serve(auth={"mode": "open"}) as house:
        await speak_the_seeds(house)
        await speak_as_in_2019(house)
    assert {*CHANNELS} - eavesdropper.used == set()
