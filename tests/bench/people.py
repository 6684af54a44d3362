"""Customers and attendants of the load generator, in the seed's dialect and in that of 2019."""

import asyncio
import json
from collections.abc import Callable
from time import perf_counter
from typing import Literal

from tests.bench.client import Client

Dialect = Literal["seed", "2019"]

READY = b'"session/ready"'
ONLINE = b'"status":"online"'
_TOPIC = b'"sessionTopic":"'

OnMessage = Callable[[bytearray], None]
"""Called with the payload of a chat message."""


def _ignore(_: bytearray) -> None:
    """Nobody counts messages here."""


class Attendant:
    """Takes every session at once, and hears its messages."""

    def __init__(self, name: str, port: int, on_message: OnMessage = _ignore) -> None:
        self.name = name
        self._port = port
        self._on_message = on_message
        self._info = json.dumps(
            {
                "id": name,
                "email": None,
                "name": name,
                "avatarURL": None,
                "type": "support/firstLevel",
            }
        ).encode()
        self._offers = f"client/attendants/assign/{name}".encode()
        self._client: Client
        self.listening: list[asyncio.Future[None]] = []
        self.accepted = 0

    async def open(self) -> None:
        self._client = await Client.open(self._port, f"bench-{self.name}", self._on_publish)
        await self._client.subscribe(self._offers.decode())
        self.keep_alive()

    def keep_alive(self) -> None:
        self._client.publish("server/attendants/online", b'{"attendantInfo":%b}' % self._info)

    def _on_publish(self, topic: bytearray, payload: bytearray) -> None:
        if topic == self._offers:
            self._accept(payload)
        elif topic.endswith(b"/messages"):
            self._on_message(payload)

    def _accept(self, session: bytearray) -> None:
        accepted = b'{"attendantInfo":%b,"sessionInfo":%b}' % (self._info, bytes(session))
        self._client.publish("server/attendants/assign", accepted)
        start = session.index(_TOPIC) + len(_TOPIC)
        topic = session[start : session.index(b'"', start)].decode()
        self.accepted += 1
        self.listening.append(
            self._client.subscribe(f"{topic}/client/control", f"{topic}/messages")
        )

    def close(self) -> None:
        self._client.close()


class Customer:
    """Asks for a session, and notes when it is ready."""

    def __init__(
        self, name: str, port: int, dialect: Dialect = "seed", on_message: OnMessage = _ignore
    ) -> None:
        self.name = name
        self._port = port
        self._dialect = dialect
        self._on_message = on_message
        self.session_id = f"s-{name}"
        below = f"/{self.session_id}" if dialect == "seed" else ""
        self.topic = f"server/sessions/{name}{below}"
        self._control = f"{self.topic}/client/control".encode()
        self._messages = f"{self.topic}/messages".encode()
        self._hearing: Client
        self._speaking: Client
        self.asked_at = 0.0
        self.ready: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.readies = 0

    async def open(self) -> None:
        """Connect: once in the seed's dialect, twice in that of 2019."""
        self._hearing = await Client.open(self._port, f"bench-{self.name}-a", self._on_publish)
        self._speaking = self._hearing
        if self._dialect == "2019":
            self._speaking = await Client.open(self._port, f"bench-{self.name}-b", self._on_publish)
        else:
            await self._subscribe()

    def _subscribe(self) -> asyncio.Future[None]:
        return self._hearing.subscribe(self._control.decode(), self._messages.decode())

    def ask(self) -> None:
        """The page of 2019 asks before it subscribes; `ready` is done when an attendant has it."""
        customer = {"id": self.name, "name": f"Customer {self.name}", "avatarURL": None}
        told: dict[str, object] = {
            "sessionTopic": self.topic,
            "sessionId": self.session_id,
            "requestID": f"r-{self.name}",
            "customer": customer,
        }
        if self._dialect == "seed":
            topic, told["customerId"] = "server/sessions/request", self.name
        else:
            topic = "server/sessions/online"
            told |= {"lastMessages": [], "keepAliveTTL": 600_000}
        payload = json.dumps(told).encode()
        self.asked_at = perf_counter()
        self._speaking.publish(topic, payload)
        if self._dialect == "2019":
            self._subscribe()

    def _on_publish(self, topic: bytearray, payload: bytearray) -> None:
        if topic == self._messages:
            self._on_message(payload)
        elif topic == self._control and READY in payload and ONLINE in payload:
            self.readies += 1
            if not self.ready.done():
                self.ready.set_result(perf_counter())

    def say(self, payload: bytes) -> None:
        self._speaking.publish(self._messages.decode(), payload)

    def close(self) -> None:
        self._hearing.close()
        self._speaking.close()
