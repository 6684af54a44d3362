"""A small and fast MQTT client for the load generator: bytes in, bytes out, nothing parsed twice.

It must cope with some 60 MB/s of payloads on half of a machine, so a received PUBLISH is handed on
as it came and recognised by byte search, and what is sent is put together from templates.
"""

import asyncio
from collections.abc import Callable
from typing import cast

from tests.e2e import packets
from tests.e2e.packets import Kind

LogIn = tuple[str, str]
"""Username and password."""

OnPublish = Callable[[bytearray, bytearray], None]
"""Called with topic and payload."""

_PATIENCE = 10.0
"""Seconds to wait for a connection."""


class Client(asyncio.Protocol):
    """One connection over TCP, QoS 0."""

    def __init__(self, client_id: str, on_publish: OnPublish, log_in: LogIn | None = None) -> None:
        self._client_id = client_id
        self._log_in = log_in or (None, None)
        self._on_publish = on_publish
        self._transport: asyncio.Transport | None = None
        self._rest = bytearray()
        self._greeted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._granted: dict[int, asyncio.Future[None]] = {}
        self._packet_id = 0
        self.is_lost = False

    @classmethod
    async def open(
        cls,
        port: int,
        client_id: str,
        on_publish: OnPublish,
        log_in: LogIn | None = None,
        source: str | None = None,
    ) -> "Client":
        """Connect, from the address `source`, and wait until the broker has said yes.

        Raises PermissionError if it says no.
        """
        loop = asyncio.get_running_loop()
        _, client = await loop.create_connection(
            lambda: cls(client_id, on_publish, log_in),
            "127.0.0.1",
            port,
            local_addr=None if source is None else (source, 0),
        )
        async with asyncio.timeout(_PATIENCE):
            await client._greeted
        return client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are transports without saying so.
        self._transport = cast("asyncio.Transport", transport)
        username, password = self._log_in
        self._transport.write(packets.connect(self._client_id, username, password, keep_alive=0))

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_lost = True
        for waiting in (self._greeted, *self._granted.values()):
            if not waiting.done():
                waiting.set_exception(exc or ConnectionResetError(self._client_id))

    def data_received(self, data: bytes) -> None:
        rest = self._rest
        rest += data
        start, length = 0, len(rest)
        while length - start >= 2:
            size, shift, at = 0, 0, start + 1
            while at < length:
                digit = rest[at]
                size |= (digit & 0x7F) << shift
                at, shift = at + 1, shift + 7
                if digit < 0x80:
                    break
            else:
                break
            end = at + size
            if end > length:
                break
            self._take_in(rest[start] >> 4, at, end)
            start = end
        if start:
            del rest[:start]

    def _take_in(self, kind: int, start: int, end: int) -> None:
        rest = self._rest
        if kind == Kind.PUBLISH:
            topic_end = start + 2 + (rest[start] << 8 | rest[start + 1])
            self._on_publish(rest[start + 2 : topic_end], rest[topic_end:end])
        elif kind == Kind.SUBACK:
            if rest[end - 1] == packets.REFUSED:
                message = f"{self._client_id}: a subscription was refused"
                raise PermissionError(message)
            self._granted.pop(rest[start] << 8 | rest[start + 1]).set_result(None)
        elif kind == Kind.CONNACK and not self._greeted.done():
            if rest[end - 1]:
                self._greeted.set_exception(PermissionError(self._client_id))
            else:
                self._greeted.set_result(None)

    def subscribe(self, *topics: str) -> asyncio.Future[None]:
        """Send SUBSCRIBE; the future is done when it was granted."""
        self._packet_id = self._packet_id % 65_535 + 1
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._granted[self._packet_id] = granted
        self.write(packets.subscribe(self._packet_id, *topics))
        return granted

    def publish(self, topic: str, payload: bytes) -> None:
        self.write(packets.publish(topic, payload))

    def write(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)

    def close(self) -> None:
        assert self._transport is not None
        self._transport.abort()
