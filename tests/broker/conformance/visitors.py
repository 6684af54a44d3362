"""Clients for one test."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from tests.broker.conformance.client import Client
from tests.broker.conformance.wire import Connect, Will


class Visitors:
    """Makes clients of one broker, and remembers them."""

    def __init__(self, port: int, tls: ssl.SSLContext | None = None) -> None:
        self._port = port
        self._tls = tls
        self._clients: list[Client] = []

    async def dial(self) -> Client:
        """A connection on which nothing was said yet."""
        client = await Client.dial(self._port, self._tls)
        self._clients.append(client)
        return client

    async def greet(self, hello: Connect) -> Client:
        """A client whose CONNECT was accepted."""
        client = await self.dial()
        assert await client.connect(hello) == 0
        return client

    async def join(
        self, name: str = "", *, clean: bool = True, will: Will | None = None, keep_alive: int = 60
    ) -> Client:
        client_id = name or f"n{uuid4().hex[:20]}"
        return await self.greet(
            Connect(client_id=client_id, clean=clean, will=will, keep_alive=keep_alive)
        )

    async def rejoin(self, name: str) -> Client:
        """With the session of that client id, which the broker has to have kept."""
        client = await self.join(name, clean=False)
        assert client.session_present
        return client

    def vanish(self) -> None:
        for client in self._clients:
            client.vanish()


@asynccontextmanager
async def visiting(port: int, tls: ssl.SSLContext | None = None) -> AsyncIterator[Visitors]:
    """Visitors of that broker, who all vanish in the end."""
    visitors = Visitors(port, tls)
    try:
        yield visitors
    finally:
        visitors.vanish()
        await asyncio.sleep(0)  # their sockets are closed in the loop's next pass
