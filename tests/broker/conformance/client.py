"""A client that does nothing by itself: every packet is sent, awaited and acknowledged by hand."""

import asyncio
import itertools
import ssl
from asyncio import StreamReader, StreamWriter
from collections import deque

from tests.broker.conformance import wire
from tests.broker.conformance.wire import Connect, Kind, Message, Packet

PATIENCE = 8.0
"""Seconds after which what was waited for does not come any more."""


class Closed(Exception):
    """The broker has closed the connection where a packet was expected."""


class Client:
    """One connection. What comes while something else is awaited is kept, in its order."""

    def __init__(self, reader: StreamReader, writer: StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._kept: deque[Packet] = deque()
        self._ids = itertools.cycle(range(1, 65_536))
        self.session_present = False

    @classmethod
    async def dial(cls, port: int, tls: ssl.SSLContext | None = None) -> "Client":
        """Connect the socket and say nothing."""
        return cls(*await asyncio.open_connection("127.0.0.1", port, ssl=tls))

    async def connect(self, hello: Connect) -> int:
        """Return the code of the CONNACK."""
        await self.send(hello.encode())
        answer = await self.expect(Kind.CONNACK)
        flags, code = answer.body
        assert flags & 0xFE == 0, "the reserved bits of CONNACK are set"
        self.session_present = flags == 1
        return code

    # Speaking

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def subscribe(self, *wanted: tuple[str, int]) -> list[int]:
        """Return the codes that were granted."""
        number = next(self._ids)
        await self.send(wire.subscribe(number, *wanted))
        return list((await self.await_answer(Kind.SUBACK, number)).body[2:])

    async def unsubscribe(self, *topic_filters: str) -> None:
        number = next(self._ids)
        await self.send(wire.unsubscribe(number, topic_filters))
        answer = await self.await_answer(Kind.UNSUBACK, number)
        assert len(answer.body) == 2

    async def publish(
        self, topic: str, payload: bytes = b"", qos: int = 0, *, retain: bool = False
    ) -> None:
        """Until the broker has taken it over."""
        number = next(self._ids) if qos else None
        await self.send(wire.publish(topic, payload, qos=qos, packet_id=number, retain=retain))
        if number is None:
            await self.ping()
        elif qos == 1:
            await self.await_answer(Kind.PUBACK, number)
        else:
            await self.await_answer(Kind.PUBREC, number)
            await self.release(number)

    async def release(self, number: int) -> None:
        """Send PUBREL, until PUBCOMP."""
        await self.acknowledge(Kind.PUBREL, number)
        await self.await_answer(Kind.PUBCOMP, number)

    async def acknowledge(self, kind: Kind, number: int) -> None:
        await self.send(wire.acknowledgement(kind, number))

    async def ping(self) -> None:
        """Until the broker has handled everything that was sent before."""
        await self.send(wire.PINGREQ)
        await self.await_answer(Kind.PINGRESP)

    # Hearing

    async def expect(self, kind: Kind) -> Packet:
        """The next packet, which has to be of that kind."""
        packet = self._kept.popleft() if self._kept else await self._read()
        assert packet.kind is kind, f"{kind.name} was expected, not {packet}"
        assert packet.kind is Kind.PUBLISH or packet.flags == wire.FLAGS_OF.get(kind, 0)
        return packet

    async def await_answer(self, kind: Kind, number: int = 0) -> Packet:
        """That packet; others that come before it are kept."""
        for kept in self._kept:
            if (kept.kind, kept.packet_id) == (kind, number):
                self._kept.remove(kept)
                return kept
        while True:
            packet = await self._read()
            if (packet.kind, packet.packet_id) == (kind, number):
                return packet
            self._kept.append(packet)

    async def hear_only(self) -> Message:
        """The next PUBLISH, without a word about it."""
        return (await self.expect(Kind.PUBLISH)).message

    async def hear(self) -> Message:
        """The next PUBLISH, acknowledged as its QoS wants it."""
        message = await self.hear_only()
        if message.qos == 1:
            await self.acknowledge(Kind.PUBACK, message.packet_id)
        elif message.qos == 2:
            await self.acknowledge(Kind.PUBREC, message.packet_id)
            await self.await_answer(Kind.PUBREL, message.packet_id)
            await self.acknowledge(Kind.PUBCOMP, message.packet_id)
        return message

    async def hear_all(self) -> list[Message]:
        """Everything that has been sent by now, acknowledged; in no time if there is nothing."""
        messages: list[Message] = []
        while True:
            await self.ping()
            if not self._kept:
                return messages
            while self._kept:
                messages.append(await self.hear())

    async def expect_nothing(self) -> None:
        """The broker has nothing for this client."""
        await self.ping()
        assert not self._kept, f"nothing was expected, not {list(self._kept)}"

    async def expect_silence(self, seconds: float) -> None:
        """Neither a packet nor the end, for so long."""
        assert not self._kept
        try:
            async with asyncio.timeout(seconds):
                packet = await self._read_packet()
        except TimeoutError:
            return
        message = f"nothing was expected, not {packet}"
        raise AssertionError(message)

    async def expect_closed(self) -> None:
        """The broker closes the connection, and says nothing any more."""
        try:
            packet = self._kept.popleft() if self._kept else await self._read()
        except Closed:
            return
        message = f"the connection should be closed, but there is {packet}"
        raise AssertionError(message)

    # Going

    async def leave(self) -> None:
        """DISCONNECT, until the broker has closed."""
        await self.send(wire.DISCONNECT)
        await self.expect_closed()

    def vanish(self) -> None:
        """Without a word."""
        self._writer.transport.abort()

    def hang_up(self) -> None:
        """End what is sent, as if in the middle of something; still hear what comes."""
        self._writer.write_eof()

    async def _read(self) -> Packet:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._read_packet()
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Closed from error

    async def _read_packet(self) -> Packet:
        first = (await self._reader.readexactly(1))[0]
        size, shift = 0, 0
        while True:
            digit = (await self._reader.readexactly(1))[0]
            size |= (digit & 0x7F) << shift
            shift += 7
            if not digit & 0x80:
                break
        return Packet(Kind(first >> 4), first & 0x0F, await self._reader.readexactly(size))
