"""The two ends of a client's byte stream: what arrives goes to a reader, what leaves is gathered.

A link never waits. What is written in one pass of the event loop goes out in one piece, and who
does not read is seen by `backlog`. `TcpLink` is here, the one of browsers in `websocket.py`.
"""

import asyncio
import socket
from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import Protocol, cast

from chimp.core.addresses import plain

CLOSE_TIMEOUT = 1.0
"""Seconds a client has to take what is still on its way to it when the server closes."""

HIGH_WATER = 256 * 1024
"""Bytes waiting for a client from which on nothing more is read from it."""


class Farewell(Enum):
    """Why the server closes a connection; over WebSocket the client is told."""

    DONE = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    NOT_ALLOWED = 1008


class Reader(Protocol):
    """Who takes in what a client sends. Nothing of this waits or raises."""

    def received(self, data: bytes) -> None: ...

    def writable(self) -> None:
        """The client has taken what was waiting for it; see `Link.is_congested`."""

    def lost(self) -> None:
        """The stream has ended; called once."""


class Link:
    """What both kinds have in common: the gathering."""

    __slots__ = (
        "_chunks",
        "_loop",
        "_size",
        "address",
        "cookie",
        "is_congested",
        "is_open",
        "is_own",
    )

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.address = ""
        self.cookie: str | None = None
        """The log-in that a page brought along, if it is one of ours."""
        self.is_open = False
        """Whether it is still worth writing."""
        self.is_own = False
        """Whether the server itself is at the other end: how many come in does not concern it."""
        self.is_congested = False
        """Whether more than HIGH_WATER waits for the client."""
        self._loop = loop
        self._chunks: list[bytes] = []
        self._size = 0

    @property
    def backlog(self) -> int:
        """Bytes that were written here and are not yet with the operating system."""
        return self._size + self._sending()

    def write(self, data: bytes) -> None:
        """Send; into a link that has closed it does nothing."""
        if self.is_open:
            if not self._chunks:
                self._loop.call_soon(self._flush)
            self._chunks.append(data)
            self._size += len(data)

    def abort(self) -> None:
        """Close now; what is waiting is lost."""
        self.is_open = False
        self._chunks.clear()
        self._size = 0

    @abstractmethod
    def close(self, farewell: Farewell = Farewell.DONE) -> None:
        """Close once everything is sent, or after CLOSE_TIMEOUT."""

    @abstractmethod
    def pause_reading(self) -> None:
        """Let the client wait."""

    @abstractmethod
    def resume_reading(self) -> None: ...

    @abstractmethod
    def _sending(self) -> int:
        """Bytes that have left `_chunks` and are not yet with the operating system."""

    @abstractmethod
    def _flush(self) -> None:
        """Send what has been gathered."""


class TcpLink(Link, asyncio.Protocol):
    """A socket."""

    __slots__ = ("_accept", "_reader", "_transport")

    def __init__(self, loop: asyncio.AbstractEventLoop, accept: Callable[[Link], Reader]) -> None:
        super().__init__(loop)
        self._accept = accept
        self._reader: Reader
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name
        self._transport.set_write_buffer_limits(high=HIGH_WATER)
        if (connected := transport.get_extra_info("socket")) is not None:
            with suppress(OSError):  # it may have gone already
                connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        peer = transport.get_extra_info("peername")
        self.address = plain(str(peer[0])) if peer else ""
        self.is_open = True
        self._reader = self._accept(self)

    def data_received(self, data: bytes) -> None:
        self._reader.received(data)

    def connection_lost(self, _: Exception | None) -> None:
        self.is_open = False
        self._chunks.clear()
        self._size = 0
        self._reader.lost()

    def pause_writing(self) -> None:
        self.is_congested = True

    def resume_writing(self) -> None:
        self.is_congested = False
        self._reader.writable()

    def pause_reading(self) -> None:
        if not self._transport.is_closing():
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def close(self, farewell: Farewell = Farewell.DONE) -> None:  # noqa: ARG002 - not said in TCP
        if self.is_open:
            self._flush()
            self.is_open = False
            self._transport.close()
            self._loop.call_later(CLOSE_TIMEOUT, self._transport.abort)

    def abort(self) -> None:
        super().abort()
        self._transport.abort()

    def _sending(self) -> int:
        return self._transport.get_write_buffer_size()

    def _flush(self) -> None:
        chunks, self._chunks, self._size = self._chunks, [], 0
        if chunks and not self._transport.is_closing():
            self._transport.writelines(chunks)
