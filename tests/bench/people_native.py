"""Customers with tokens and attendants who have logged in, in our own dialect."""

import json
from typing import Any

from aiohttp import ClientSession

from tests.bench import people
from tests.bench.client import Client
from tests.bench.people import OnMessage

PASSWORD = "correct horse battery"
"""Of every attendant of the load generator."""

TEMPLATE = b"%d %b"
"""Of what a customer says; it is made a payload where the id is known."""

_ID_BYTES = 20
"""How much of a content tells it from every other."""

_AT_ONCE = 50


def email_of(name: str) -> str:
    return f"{name}@example.com"


async def new_sessions(http_port: int, how_many: int) -> list[dict[str, Any]]:
    """What `POST /session` answers."""
    told = []
    async with ClientSession() as http:
        for _ in range(how_many):
            async with http.post(f"http://127.0.0.1:{http_port}/session") as answer:
                answer.raise_for_status()
                told.append(await answer.json())
    return told


class Attendant(people.Attendant):
    """Takes every session at once, and hears it."""

    async def open(self) -> None:
        log_in = (email_of(self.name), PASSWORD)
        self._client = await Client.open(self._port, f"bench-{self.name}", self._on_publish, log_in)
        await self._client.subscribe(self._offers.decode())
        self.keep_alive()

    def keep_alive(self) -> None:
        self._client.publish(f"server/attendants/{self.name}/online", b"{}")

    def _accept(self, session: bytearray) -> None:
        told = json.loads(session)
        accepted = json.dumps({"sessionId": told["sessionId"]}).encode()
        self._client.publish(f"server/attendants/{self.name}/accept", accepted)
        self.accepted += 1
        self.listening.append(self._client.subscribe(f"{told['sessionTopic']}/client/#"))


class Customer(people.Customer):
    """Asks with a token; `told` is what `POST /session` answered."""

    def __init__(self, told: dict[str, Any], port: int, on_message: OnMessage) -> None:
        super().__init__(told["customerId"], port, on_message=on_message)
        self.session_id = told["sessionId"]
        self.topic = told["sessionTopic"]
        self._token = str(told["token"])
        self._control = f"{self.topic}/client/control".encode()
        self._messages = f"{self.topic}/client/messages".encode()

    async def open(self) -> None:
        self._hearing = await Client.open(
            self._port, f"bench-{self.name}", self._on_publish, ("@token", self._token)
        )
        self._speaking = self._hearing
        await self._hearing.subscribe(f"{self.topic}/client/#")

    def ask(self) -> None:
        self._speaking.publish(f"{self.topic}/server/open", b"{}")

    def say(self, payload: bytes) -> None:
        content = payload.partition(b" ")[2]
        said = b'{"id":"%b","content":"%b"}' % (content[:_ID_BYTES], content)
        self._speaking.publish(f"{self.topic}/server/messages", said)
