"""Two raw connections in the middle of a conversation, to send anything from."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.e2e.connection import Connection, TcpWire, connected
from tests.e2e.ear import instruction, message, on
from tests.e2e.house import House
from tests.e2e.http import get_json
from tests.e2e.page_2019 import now
from tests.e2e.people import attendant, customer

Json = dict[str, Any]

ANN, BOB = customer("ann"), attendant("bob")
TOPIC = "server/sessions/ann/talk"


@dataclass(frozen=True)
class Talk:
    """Ann, a customer, and Bob, who serves her; both hear everything of the session."""

    house: House
    ann: Connection
    bob: Connection

    async def refused(self, topic: str, payload: object) -> Json:
        """Let Ann publish something wrong; returns what her control topic says about it."""
        await self.ann.publish(topic, payload)
        said: Json = (await self.ann.hears(instruction("error"))).json
        assert said["code"], said
        assert said["message"], said
        return said

    async def goes_on(self) -> None:
        """The conversation is unharmed: the next message is delivered and is all there is."""
        await self.ann.publish(f"{TOPIC}/messages", saying("Still here"))
        await self.ann.hears(message("Still here"))
        await self.bob.hears(message("Still here"))
        assert await self.stored() == ["Still here"]
        assert [h.content for h in self.bob.heard if h.content] == ["Still here"]

    async def stored(self) -> list[str]:
        said = await get_json(self.house, "/session/talk/messages")
        return [one["message"]["content"] for one in said]


def saying(content: object, **changes: object) -> Json:
    """What Ann publishes to say something, with some of the message's members changed."""
    told = {"from": ANN, "timestamp": now(), "content": content, "readAt": None, **changes}
    return {"sessionInfo": {"sessionId": "talk"}, "message": told}


@asynccontextmanager
async def talking(house: House) -> AsyncIterator[Talk]:
    """A served session with id `talk`, in mode `open`."""
    async with (
        connected(await TcpWire.open(house.mqtt_port), name="bob") as bob,
        connected(await TcpWire.open(house.mqtt_port), name="ann") as ann,
    ):
        offers = "client/attendants/assign/bob"
        await bob.subscribe(offers, f"{TOPIC}/messages", f"{TOPIC}/client/control")
        await bob.publish("server/attendants/online", {"attendantInfo": BOB})
        await ann.subscribe(f"{TOPIC}/messages", f"{TOPIC}/client/control")
        request = {
            "customerId": "ann",
            "customer": ANN,
            "requestID": "r1",
            "sessionId": "talk",
            "sessionTopic": TOPIC,
        }
        await ann.publish("server/sessions/request", request)
        offered = (await bob.hears(on(offers))).json
        accepted = {"attendantInfo": BOB, "sessionInfo": offered}
        await bob.publish("server/attendants/assign", accepted)
        for connection in (ann, bob):
            await connection.hears(instruction("session/ready", status="online"))
        yield Talk(house, ann, bob)
