"""A client of our own within this process: real packets of MQTT 3.1.1, over a link in memory.

It comes in as anybody does, and speaks as little of the protocol as a chat needs: quality of
service 1, one packet at a time. What it sends is therefore never held back by it, and never much.
"""

import asyncio
from asyncio import IncompleteReadError, StreamReader
from collections import deque
from collections.abc import Callable
from struct import Struct
from typing import Final
from uuid import uuid4

from chimp.broker.amqtt_seams import (
    CONNACK,
    CONNECT,
    DISCONNECT,
    PUBACK,
    PUBLISH,
    SUBACK,
    SUBSCRIBE,
)
from chimp.broker.link import Farewell, Link, Reader
from chimp.broker.packets_out import Publication, acknowledgement, remaining_length

_NUMBER: Final = Struct("!H")
_QOS: Final = 1
_HEAD: Final = bytes((0, 4)) + b"MQTT" + bytes((4, 0b1100_0010)) + bytes((0, 0))
"""Of CONNECT (section 3.1.2): with user name and password, clean, and without a keep-alive."""
_REFUSED: Final = 0x80


class LoopbackLink(Link):
    """What the broker writes is put into a stream, in the next pass of the event loop."""

    __slots__ = ("_has_ended", "_reader", "stream")

    def __init__(self, loop: asyncio.AbstractEventLoop, stream: StreamReader) -> None:
        super().__init__(loop)
        self.is_open = self.is_own = True
        self.stream = stream
        self._reader: Reader
        self._has_ended = False

    def serve(self, reader: Reader) -> None:
        """Hand over to that one what the client sends."""
        self._reader = reader

    def send(self, data: bytes) -> None:
        """From the client."""
        if self.is_open:
            self._reader.received(data)

    def close(self, farewell: Farewell = Farewell.DONE) -> None:  # noqa: ARG002 - not said
        if self.is_open:
            self._flush()
            self.is_open = False
            self._loop.call_soon(self._end)

    def abort(self) -> None:
        super().abort()
        self._loop.call_soon(self._end)

    def pause_reading(self) -> None:
        """Nothing: the broker keeps what it is not yet ready for, and that is one packet."""

    def resume_reading(self) -> None:
        """Nothing, likewise."""

    def _sending(self) -> int:
        return 0

    def _flush(self) -> None:
        chunks, self._chunks, self._size = self._chunks, [], 0
        if self.is_open:
            self.stream.feed_data(b"".join(chunks))

    def _end(self) -> None:
        if not self._has_ended:
            self._has_ended = True
            self.stream.feed_eof()
            self._reader.lost()


class LoopbackClient:
    """One connection, from its making until it vanishes. All that waits raises ConnectionError."""

    def __init__(self, accept: Callable[[Link], Reader]) -> None:
        self._stream = StreamReader()
        self._link = LoopbackLink(asyncio.get_running_loop(), self._stream)
        self._link.serve(accept(self._link))
        self._heard: deque[tuple[str, bytes]] = deque()
        self._last_id = 0

    async def connect(self, username: str, password: str) -> None:
        """Log in; raises ConnectionRefusedError."""
        texts = (uuid4().hex, username, password)
        self._send(CONNECT << 4, _HEAD + b"".join(map(_string, texts)))
        _, return_code = await self._answer(CONNACK)
        if return_code:
            message = f"CONNACK {return_code}"
            raise ConnectionRefusedError(message)

    async def subscribe(self, topic_filter: str) -> None:
        """Raises ConnectionRefusedError."""
        body = self._next_id() + _string(topic_filter) + bytes((_QOS,))
        self._send(SUBSCRIBE << 4 | 2, body)
        if (await self._answer(SUBACK))[-1] == _REFUSED:
            message = "SUBACK 128"
            raise ConnectionRefusedError(message)

    async def publish(self, topic: str, payload: bytes) -> None:
        """Until it is acknowledged."""
        (number,) = _NUMBER.unpack(self._next_id())
        self._link.send(Publication(topic, payload).head(_QOS, number) + payload)
        await self._answer(PUBACK)

    async def hear(self) -> tuple[str, bytes]:
        """The next topic and payload."""
        while not self._heard:
            await self._take_in()
        return self._heard.popleft()

    def heard(self) -> list[tuple[str, bytes]]:
        """What has arrived and was not asked for yet."""
        return list(self._heard)

    def vanish(self) -> None:
        """Say goodbye, without waiting for anything."""
        self._link.send(bytes((DISCONNECT << 4, 0)))
        self._link.abort()

    def _send(self, first: int, body: bytes) -> None:
        self._link.send(bytes((first,)) + remaining_length(len(body)) + body)

    async def _answer(self, kind: int) -> bytes:
        """The body of the next packet of that kind; what is heard before it is kept."""
        while True:
            found, body = await self._take_in()
            if found == kind:
                return body

    async def _take_in(self) -> tuple[int, bytes]:
        """The next packet; a PUBLISH is acknowledged and kept."""
        try:
            first, body = await self._read()
        except IncompleteReadError:
            message = "the broker closed the connection"
            raise ConnectionResetError(message) from None
        kind = first >> 4
        if kind == PUBLISH:
            (length,) = _NUMBER.unpack_from(body)
            payload = 2 + length
            if first >> 1 & 0b11:
                (number,) = _NUMBER.unpack_from(body, payload)
                payload += 2
                self._link.send(acknowledgement(PUBACK, number))
            self._heard.append((body[2 : 2 + length].decode(), body[payload:]))
        return kind, body

    async def _read(self) -> tuple[int, bytes]:
        """The first byte of a packet, and its body (section 2.2)."""
        (first,) = await self._stream.readexactly(1)
        length = shift = 0
        while True:
            (digit,) = await self._stream.readexactly(1)
            length |= (digit & 0x7F) << shift
            shift += 7
            if not digit & 0x80:
                return first, await self._stream.readexactly(length)

    def _next_id(self) -> bytes:
        self._last_id += 1
        return _NUMBER.pack(self._last_id)


def _string(text: str) -> bytes:
    encoded = text.encode()
    return _NUMBER.pack(len(encoded)) + encoded
