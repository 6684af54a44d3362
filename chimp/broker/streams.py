"""The two ends of a byte stream, as amqtt's adapters want them, and a little more.

amqtt's own writers cannot say how much is waiting, nor end at once; both are needed for clients
that do not read.
"""

import asyncio
import ssl
from abc import abstractmethod
from contextlib import suppress
from enum import Enum

from amqtt.adapters import WriterAdapter

CLOSE_TIMEOUT = 1.0
"""Seconds a client has to take what is still on its way to it when the server closes."""


class Farewell(Enum):
    """Why the server closes a connection; over WebSocket the client is told."""

    DONE = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002


class Outlet(WriterAdapter):
    """What goes to one client. Writing never waits; reading from the client may, for `drain`."""

    @property
    @abstractmethod
    def backlog(self) -> int:
        """Bytes that were written here and are not yet with the operating system."""

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether it is still worth writing."""

    @abstractmethod
    async def close(self, farewell: Farewell = Farewell.DONE) -> None:
        """Send what is waiting and close, in at most CLOSE_TIMEOUT; safe to call twice."""

    @abstractmethod
    def abort(self) -> None:
        """Close now; what is waiting is lost."""

    def get_ssl_info(self) -> ssl.SSLObject | None:
        """Nothing: TLS ends in front of us."""
        return None


class TcpOutlet(Outlet):
    """Writes to a socket."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._transport = writer.transport

    @property
    def backlog(self) -> int:
        return self._transport.get_write_buffer_size()

    @property
    def is_open(self) -> bool:
        return not self._transport.is_closing()

    def write(self, data: bytes) -> None:
        if self.is_open:
            self._transport.write(data)

    async def drain(self) -> None:
        await self._writer.drain()

    def get_peer_info(self) -> tuple[str, int] | None:
        peer = self._writer.get_extra_info("peername")
        return (str(peer[0]), int(peer[1])) if peer else None

    async def close(self, farewell: Farewell = Farewell.DONE) -> None:  # noqa: ARG002 - not said in TCP
        self._writer.close()
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(CLOSE_TIMEOUT):
                await self._writer.wait_closed()
            return
        self.abort()

    def abort(self) -> None:
        self._transport.abort()
