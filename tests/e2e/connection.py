"""One MQTT connection of our own making, over TCP or over WebSocket."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.e2e import packets
from tests.e2e.ear import PATIENCE, Ear, Heard
from tests.e2e.packets import Kind, Packet, PacketStream

GOING_AWAY = 1001
"""How a page that is closed or reloaded ends its WebSocket."""

Reaction = Callable[[Heard], Awaitable[None]]

_numbers = itertools.count(1)


class Wire(Protocol):
    """Carries bytes both ways; `receive` returns b"" at the end."""

    async def send(self, data: bytes) -> None: ...
    async def receive(self) -> bytes: ...
    async def close(self) -> None: ...


class TcpWire:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> "TcpWire":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def receive(self) -> bytes:
        try:
            return await self._reader.read(65_536)
        except ConnectionError:
            return b""

    async def close(self) -> None:
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()


class WebSocketWire:
    """Splits every packet as the 2019 pages do: first byte, length, two bytes, the rest."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket

    @property
    def subprotocol(self) -> str | None:
        return self._socket.protocol

    @classmethod
    async def open(
        cls, http: ClientSession, port: int, subprotocol: str = "mqtt"
    ) -> "WebSocketWire":
        url = f"http://127.0.0.1:{port}/mqtt"
        return cls(await http.ws_connect(url, protocols=(subprotocol,), max_msg_size=0))

    async def send(self, data: bytes) -> None:
        for start, end in itertools.pairwise((0, 1, 2, 4, max(4, len(data)))):
            if data[start:end]:
                await self._socket.send_bytes(data[start:end])

    async def receive(self) -> bytes:
        frame = await self._socket.receive()
        if frame.type is not WSMsgType.BINARY:
            return b""
        data: bytes = frame.data
        return data

    async def close(self) -> None:
        await self._socket.close(code=GOING_AWAY)


class Refused(Exception):
    """The server did not take the connection; `code` is the CONNACK's, None if it hung up."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"the connection was refused with {code}")
        self.code = code


class Connection:
    """Speaks MQTT on a wire, and hears into an `Ear`."""

    def __init__(
        self, wire: Wire, base: str = "", name: str = "", react: Reaction | None = None
    ) -> None:
        """`base` is the base topic, put before every topic that is published or subscribed.

        `react` is called with each thing heard, in order; it must not wait for an answer on this
        connection.
        """
        self._wire = wire
        self._react = react
        self._prefix = f"{base}/" if base else ""
        self.name = name or f"client-{next(_numbers)}"
        self.ear = Ear(self.name)
        self._stream = PacketStream()
        self._is_closing = False
        self._answers: dict[tuple[Kind, int], asyncio.Future[Packet]] = {}
        self._ids = itertools.cycle(range(1, 65_536))
        self.hears = self.ear.hears
        self.heard = self.ear.heard

    async def run(self) -> None:
        """Take in what comes until the connection ends."""
        why = "the connection is closed"
        try:
            while data := await self._wire.receive():
                for packet in self._stream.feed(data):
                    await self._take_in(packet)
        except ConnectionError:
            pass  # a page that is being closed does not notice what it could not send
        except Exception as error:
            why = f"it failed with {error!r}"
            # A page that vanishes may be in the middle of answering what it has heard.
            if not (self._is_closing and isinstance(error, ConnectionError)):
                raise
        finally:
            self.ear.close(why)
            for answer in self._answers.values():
                if not answer.done():
                    answer.set_exception(ConnectionResetError(f"{self.name}: {why}"))

    async def greet(self, username: str | None = None, password: str | None = None) -> None:
        """Send CONNECT; raises Refused if the answer is no."""
        try:
            answer = await self._ask(
                packets.connect(self.name, username, password), (Kind.CONNACK, 0)
            )
        except ConnectionResetError:
            raise Refused(None) from None
        if answer.return_code:
            raise Refused(answer.return_code)

    async def subscribe(self, *topic_filters: str, qos: int = 0) -> list[int]:
        """Return what was granted for each: a QoS or `packets.REFUSED`."""
        number = next(self._ids)
        filters = [self._prefix + topic_filter for topic_filter in topic_filters]
        answer = await self._ask(
            packets.subscribe(number, *filters, qos=qos), (Kind.SUBACK, number)
        )
        return list(answer.body[2:])

    async def begin_subscribe(self, topic_filter: str) -> None:
        """Send SUBSCRIBE and do not wait for the answer, as the 2019 pages do."""
        number = next(self._ids)
        await self._wire.send(packets.subscribe(number, self._prefix + topic_filter))

    async def publish(self, topic: str, payload: object) -> None:
        """QoS 0; `payload` is bytes as they are, anything else as JSON."""
        await self._wire.send(packets.publish(self._prefix + topic, as_bytes(payload)))

    async def publish_surely(self, topic: str, payload: object) -> None:
        """QoS 1, until it is acknowledged."""
        number = next(self._ids)
        sent = packets.publish(self._prefix + topic, as_bytes(payload), packet_id=number)
        await self._ask(sent, (Kind.PUBACK, number))

    async def ping(self) -> None:
        """Until the broker has taken in everything sent before, and all it sent was heard."""
        await self._ask(packets.pingreq(), (Kind.PINGRESP, 0))

    async def send(self, data: bytes) -> None:
        """Raw bytes."""
        await self._wire.send(data)

    async def close(self) -> None:
        """Vanish without DISCONNECT."""
        self._is_closing = True
        await self._wire.close()

    async def _ask(self, data: bytes, wanted: tuple[Kind, int]) -> Packet:
        answer: asyncio.Future[Packet] = asyncio.get_running_loop().create_future()
        self._answers[wanted] = answer
        try:
            await self._wire.send(data)
            async with asyncio.timeout(PATIENCE):
                return await answer
        finally:
            del self._answers[wanted]

    async def _take_in(self, packet: Packet) -> None:
        if packet.kind is not Kind.PUBLISH:
            number = packet.packet_id if packet.kind in {Kind.SUBACK, Kind.PUBACK} else 0
            answer = self._answers.get((packet.kind, number))
            if answer is not None and not answer.done():
                answer.set_result(packet)
            return
        topic, payload = packet.published()
        number = packet.published_id() or 0
        if number:
            await self._wire.send(packets.puback(number))
        heard = Heard(topic.removeprefix(self._prefix), payload)
        if self._react is not None:
            await self._react(heard)
        self.ear.take_in(heard)


def as_bytes(payload: object) -> bytes:
    return payload if isinstance(payload, bytes) else json.dumps(payload).encode()


@asynccontextmanager
async def connected(
    wire: Wire,
    *,
    base: str = "",
    name: str = "",
    username: str | None = None,
    password: str | None = None,
    react: Reaction | None = None,
) -> AsyncIterator[Connection]:
    """A connection on that wire, from CONNECT until it vanishes."""
    connection = Connection(wire, base, name, react)
    # Not a TaskGroup: it would wrap a failed assertion of the test once for every connection.
    reader = asyncio.get_running_loop().create_task(connection.run(), name=connection.name)
    try:
        await connection.greet(username, password)
        yield connection
    finally:
        await connection.close()
        await reader
