"""The two front ends of 2019, as sections 2 to 4 of the contract and the recording show them.

Each page has two WebSocket connections: A only subscribes and never sends credentials, B only
publishes. Every payload is parsed as JSON without a guard, and `sessionInfo` is taken for granted
on control topics: what would break such a page breaks the test. Pages vanish with 1001 and never
say DISCONNECT. Keep-alives are sent when the test says so, not by a clock.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from time import time_ns
from typing import Any, Protocol
from uuid import uuid4

from aiohttp import ClientSession

from tests.e2e.connection import Connection, WebSocketWire, connected
from tests.e2e.ear import Heard
from tests.e2e.house import House

Json = dict[str, Any]

WAITING = "waitingAttendantsAssignment"


def now() -> int:
    """Milliseconds since the epoch."""
    return time_ns() // 1_000_000


class Page:
    """What both front ends do alike."""

    def __init__(self, house: House, http: ClientSession, name: str) -> None:
        self.house = house
        self.http = http
        self.name = name
        self.hearing: Connection
        self.speaking: Connection

    async def connect(self, stack: AsyncExitStack, credentials: tuple[str, str] | None) -> None:
        username, password = credentials or (None, None)
        self.hearing = await self.open_connection(stack, "A")
        self.speaking = await self.open_connection(stack, "B", username, password)
        self.hears = self.hearing.hears
        self.heard = self.hearing.heard

    async def open_connection(
        self,
        stack: AsyncExitStack,
        suffix: str,
        username: str | None = None,
        password: str | None = None,
        *,
        outside_base: bool = False,
    ) -> Connection:
        wire = await WebSocketWire.open(self.http, self.house.http_port)
        assert wire.subprotocol == "mqtt"
        return await stack.enter_async_context(
            connected(
                wire,
                base="" if outside_base else self.house.base_topic,
                name=f"{self.name}-{suffix}-{uuid4().hex[:8]}",
                username=username,
                password=password,
                react=self._on_heard,
            )
        )

    async def get(self, path: str) -> Any:  # noqa: ANN401  # it is JSON
        async with self.http.get(self.house.url(path)) as answer:
            assert answer.status == 200, (path, await answer.text())
            return await answer.json()

    async def _on_heard(self, heard: Heard) -> None:
        said = heard.json
        if heard.topic.endswith("/client/control"):
            await self._on_control(heard, said["sessionInfo"])
        elif heard.topic.endswith("/messages"):
            self._on_message(said["sessionInfo"])
        elif heard.topic.endswith("/messages/viewed"):
            self._on_viewed(said["session"], said["readMessages"])
        elif "/attendants/assign/" in heard.topic:
            await self._on_assign(said)

    async def _on_control(self, heard: Heard, session: Json) -> None: ...
    def _on_message(self, session: Json) -> None: ...
    def _on_viewed(self, session: Json, read: list[Json]) -> None: ...
    async def _on_assign(self, session: Json) -> None: ...

    async def settle(self) -> None:
        """Until the broker has taken in what this page said, and the page what it was told."""
        await self.speaking.ping()
        await self.hearing.ping()

    async def send(self, session: Json, sender: Json, content: str, timestamp: int | None) -> None:
        message = {
            "from": sender,
            "timestamp": now() if timestamp is None else timestamp,
            "content": content,
            "readAt": None,
        }
        told = {**session, "lastMessages": [*session["lastMessages"], message]}
        await self.speaking.publish(
            f"{session['sessionTopic']}/messages", {"sessionInfo": told, "message": message}
        )

    async def view(self, session: Json, reader: Json) -> list[Json]:
        """Tell which messages of the other side were seen just now."""
        seen_at, read = now(), []
        for message in session["lastMessages"]:
            if message["from"]["id"] != reader["id"] and message["readAt"] is None:
                message["readAt"] = seen_at
                read.append(message)
        if read:
            topic = f"{session['sessionTopic']}/messages/viewed"
            await self.speaking.publish(topic, {"session": session, "readMessages": read})
        return read


class KeptAlive(Protocol):
    """A page that says it is still there."""

    async def keep_alive(self) -> None: ...


@asynccontextmanager
async def kept_alive(page: KeptAlive, seconds: float) -> AsyncIterator[None]:
    """The page's own clock: a keep-alive every so many seconds."""

    async def tick() -> None:
        while True:
            await page.keep_alive()
            await asyncio.sleep(seconds)

    ticking = asyncio.get_running_loop().create_task(tick())
    try:
        yield
    finally:
        ticking.cancel()
        await asyncio.wait([ticking])
