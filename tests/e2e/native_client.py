"""Clients of our own dialect: a customer with a token, and an attendant who logs in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession

from tests.e2e.connection import Connection, TcpWire, connected
from tests.e2e.ear import Heard, Wanted
from tests.e2e.house import House

Json = dict[str, Any]

_numbers = count(1)


def on(topic: str, **members: object) -> Wanted:
    """Something on that topic that has these members."""

    def matches(heard: Heard) -> bool:
        return heard.topic == topic and all(
            heard.json.get(name) == value for name, value in members.items()
        )

    return matches


async def post(house: House, path: str, body: Json | None = None, token: str = "") -> Json:
    """The answer to a POST, which must be 200."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        ClientSession(headers=headers) as http,
        http.post(house.url(path), json=body) as answer,
    ):
        said: Json = await answer.json()
        assert answer.status == 200, said
        return said


async def new_session(house: House, **body: object) -> Json:
    return await post(house, "/session", body)


@dataclass
class NativeCustomer:
    """`told` is what `POST /session` answered."""

    connection: Connection
    told: Json

    @property
    def session_id(self) -> str:
        return str(self.told["sessionId"])

    @property
    def topic(self) -> str:
        return str(self.told["sessionTopic"])

    async def does(self, what: str, **payload: object) -> None:
        await self.connection.publish_surely(f"{self.topic}/server/{what}", payload)

    async def says(self, content: str, message_id: str | None = None) -> Json:
        """Send it and wait for its echo."""
        message_id = message_id or uuid4().hex
        await self.does("messages", id=message_id, content=content)
        heard = await self.connection.hears(on(f"{self.topic}/client/messages", id=message_id))
        echo: Json = heard.json
        return echo

    async def hears(self, leaf: str, **members: object) -> Json:
        heard = await self.connection.hears(on(f"{self.topic}/client/{leaf}", **members))
        said: Json = heard.json
        return said


@dataclass
class NativeAttendant:
    connection: Connection
    attendant_id: str

    async def does(self, what: str, **payload: object) -> None:
        topic = f"server/attendants/{self.attendant_id}/{what}"
        await self.connection.publish_surely(topic, payload)

    async def joins(self, customer: NativeCustomer) -> None:
        """Hear a session."""
        assert await self.connection.subscribe(f"{customer.topic}/client/#", qos=1) == [1]

    async def takes(self, customer: NativeCustomer) -> None:
        """Accept the offer of that session, and hear it."""
        await self.hears_offer(customer)
        await self.joins(customer)
        await self.does("accept", sessionId=customer.session_id)

    async def hears_offer(self, customer: NativeCustomer) -> Json:
        topic = f"client/attendants/assign/{self.attendant_id}"
        heard = await self.connection.hears(on(topic, sessionId=customer.session_id))
        offer: Json = heard.json
        return offer

    async def hears(self, topic: str, **members: object) -> Json:
        heard = await self.connection.hears(on(topic, **members))
        said: Json = heard.json
        return said

    async def is_refused(self, code: str, **members: object) -> Json:
        topic = f"client/attendants/control/{self.attendant_id}"
        return await self.hears(topic, instruction="error", code=code, **members)


@asynccontextmanager
async def native_customer(
    house: House, told: Json | None = None, *, opens: bool = True, **body: object
) -> AsyncIterator[NativeCustomer]:
    """A customer with a token, who has asked for a chat."""
    told = told or await new_session(house, **body)
    async with connected(
        await TcpWire.open(house.mqtt_port),
        name=f"customer-{next(_numbers)}",
        username="@token",
        password=told["token"],
    ) as connection:
        customer = NativeCustomer(connection, told)
        assert await connection.subscribe(f"{customer.topic}/client/#", qos=1) == [1]
        if opens:
            await customer.does("open", protocolVersion=1)
            await customer.hears("control", instruction="session/ready")
        yield customer


@asynccontextmanager
async def native_attendant(
    house: House, attendant_id: str, log_in: tuple[str, str], **online: object
) -> AsyncIterator[NativeAttendant]:
    """An attendant who has logged in by e-mail and password and is online."""
    email, password = log_in
    async with connected(
        await TcpWire.open(house.mqtt_port),
        name=f"{attendant_id}-{next(_numbers)}",
        username=email,
        password=password,
    ) as connection:
        attendant = NativeAttendant(connection, attendant_id)
        wanted = [f"client/attendants/{kind}/{attendant_id}" for kind in ("assign", "control")]
        granted = await connection.subscribe(*wanted, qos=1)
        assert granted == [1, 1]
        assert await connection.subscribe("client/desk/#", qos=1) == [1]
        await attendant.does("online", **online)
        yield attendant
