"""A client written from the seed alone, on an MQTT library that knows nothing of us.

A customer gets a session id by `POST /session`, asks on `server/sessions/request`, and hears the
answer on three topics. An attendant shows their account as username and password.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Literal

from aiohttp import ClientSession
from aiomqtt import Client, MqttError

from tests.e2e.ear import Ear, Heard, instruction
from tests.e2e.house import House
from tests.e2e.page_2019 import now

Json = dict[str, Any]
Transport = Literal["tcp", "websockets"]


class Person:
    """Somebody with one MQTT connection."""

    def __init__(self, client: Client, house: House, name: str) -> None:
        self._client = client
        self._house = house
        self._prefix = f"{house.base_topic}/" if house.base_topic else ""
        self.ear = Ear(name)
        self.hears = self.ear.hears
        self.heard = self.ear.heard

    async def listen(self) -> None:
        try:
            async for message in self._client.messages:
                payload = message.payload
                assert isinstance(payload, bytes)
                self.ear.take_in(Heard(str(message.topic).removeprefix(self._prefix), payload))
        except MqttError as error:
            self.ear.close(str(error))

    async def subscribe(self, topic: str) -> None:
        await self._client.subscribe(self._prefix + topic, qos=1)

    async def publish(self, topic: str, payload: object) -> None:
        await self._client.publish(self._prefix + topic, json.dumps(payload), qos=1)

    async def say(self, session: Json, sender: Json, content: str) -> Json:
        """Returns the message as it was sent."""
        message = {"from": sender, "timestamp": now(), "content": content, "readAt": None}
        told = {"sessionInfo": session, "message": message}
        await self.publish(f"{session['sessionTopic']}/messages", told)
        return message

    async def view(self, session: Json, *messages: Json) -> None:
        read = [{**message, "readAt": now()} for message in messages]
        told = {"session": session, "readMessages": read}
        await self.publish(f"{session['sessionTopic']}/messages/viewed", told)


class Customer(Person):
    """Asks for a chat as the seed tells it."""

    def __init__(self, client: Client, house: House, customer_id: str | int) -> None:
        super().__init__(client, house, f"seed customer {customer_id}")
        self.id = customer_id
        self.session_id = ""
        self.topic = ""
        self.request_id = f"request-{now()}"
        self.answers = f"client/sessions/{customer_id}/{self.request_id}"

    async def post_session(self) -> Json:
        async with (
            ClientSession() as http,
            http.post(self._house.url("/session")) as answer,
        ):
            assert answer.status == 200
            given: Json = await answer.json()
        self.session_id = given["sessionId"]
        self.topic = f"server/sessions/{self.id}/{self.session_id}"
        return given

    async def ask(self, **more: object) -> None:
        """Subscribe everything, then publish the chat request (with `more` in it)."""
        for leaf in ("client/control", "control", "messages", "messages/viewed"):
            await self.subscribe(f"{self.topic}/{leaf}")
        await self.subscribe(self.answers)
        await self.ask_again(**more)

    async def ask_again(self, **more: object) -> None:
        request = {
            "sessionTopic": self.topic,
            "sessionId": self.session_id,
            "customerId": self.id,
            "requestID": self.request_id,
            **more,
        }
        await self.publish("server/sessions/request", request)

    async def served(self) -> Json:
        """Wait until an attendant has the session; returns it."""
        ready = instruction("session/ready", f"{self.topic}/client/control", "online")
        session: Json = (await self.hears(ready)).json["sessionInfo"]
        return session


class Attendant(Person):
    """Takes what is offered when the test says so."""

    def __init__(self, client: Client, house: House, attendant: Json) -> None:
        super().__init__(client, house, f"seed attendant {attendant['id']}")
        self.info = attendant
        self.offers = f"client/attendants/assign/{attendant['id']}"
        self.control = f"client/attendants/control/{attendant['id']}"

    async def come_online(self) -> None:
        await self.subscribe(self.offers)
        await self.subscribe(self.control)
        await self.publish("server/attendants/online", {"attendantInfo": self.info})

    async def take(self) -> Json:
        """Wait for an offer and accept it; returns the session."""
        session: Json = (await self.hears(lambda heard: heard.topic == self.offers)).json
        for leaf in ("client/control", "messages", "messages/viewed"):
            await self.subscribe(f"{session['sessionTopic']}/{leaf}")
        accepted = {"attendantInfo": self.info, "sessionInfo": session}
        await self.publish("server/attendants/assign", accepted)
        return session


@asynccontextmanager
async def _listening(person: Person, client: Client) -> AsyncIterator[None]:
    async with client:
        listener = asyncio.get_running_loop().create_task(person.listen())
        try:
            yield
        finally:
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener


def _client(
    house: House, transport: Transport, username: str | None = None, password: str | None = None
) -> Client:
    port = house.mqtt_port if transport == "tcp" else house.http_port
    path = None if transport == "tcp" else "/mqtt"
    return Client(
        "127.0.0.1",
        port,
        transport=transport,
        websocket_path=path,
        username=username,
        password=password,
    )


@asynccontextmanager
async def customer(
    house: House, customer_id: str | int, transport: Transport = "tcp"
) -> AsyncIterator[Customer]:
    client = _client(house, transport)
    person = Customer(client, house, customer_id)
    async with _listening(person, client):
        yield person


@asynccontextmanager
async def attendant(
    house: House,
    info: Json,
    transport: Transport = "tcp",
    credentials: tuple[str, str] | None = None,
) -> AsyncIterator[Attendant]:
    client = _client(house, transport, *(credentials or (None, None)))
    person = Attendant(client, house, info)
    async with _listening(person, client):
        await person.come_online()
        yield person
