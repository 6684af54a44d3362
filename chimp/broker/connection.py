"""One client that has logged in: its packets in, ours out, strictly in order.

amqtt starts a task for every packet and then waits on four queues at once, so that a SUBSCRIBE
overtakes the PUBLISH before it and a DISCONNECT throws away what came before. Here one packet is
done with before the next is looked at, and nothing waits in between: packets are amqtt's, the
order is ours. A packet is read whole before it is understood, so a malformed one cannot put the
stream out of step.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from amqtt.adapters import BufferReader, ReaderAdapter
from amqtt.codecs_amqtt import read_or_raise
from amqtt.errors import AMQTTError, MQTTError, NoDataError
from amqtt.mqtt import packet_class
from amqtt.mqtt.disconnect import DisconnectPacket
from amqtt.mqtt.packet import PUBLISH, PUBREL, SUBSCRIBE, UNSUBSCRIBE, MQTTFixedHeader, MQTTPacket
from amqtt.mqtt.pingreq import PingReqPacket
from amqtt.mqtt.pingresp import PingRespPacket
from amqtt.mqtt.puback import PubackPacket
from amqtt.mqtt.pubcomp import PubcompPacket
from amqtt.mqtt.publish import PublishPacket
from amqtt.mqtt.pubrec import PubrecPacket
from amqtt.mqtt.pubrel import PubrelPacket
from amqtt.mqtt.suback import SubackPacket
from amqtt.mqtt.subscribe import SubscribePacket
from amqtt.mqtt.unsuback import UnsubackPacket
from amqtt.mqtt.unsubscribe import UnsubscribePacket

from chimp.broker.publication import Publication
from chimp.broker.streams import Outlet
from chimp.core.access import Principal

Packet = MQTTPacket[Any, Any, Any]

PACKETS_IN_A_ROW = 32
"""After so many packets of one client the others have their turn."""
MAX_IN_FLIGHT = 1_000
"""Deliveries a client may leave unacknowledged, and packets it may leave half published."""
AT_MOST_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE = 0, 1, 2
REFUSED = 0x80
"""The return code of SUBACK for a subscription that is not granted."""

_PACKET_IDS = 65_535
_KEEP_ALIVE_GRACE = 1.5  # MQTT 3.1.1, section 3.1.2.10
_FIXED_FLAGS = {SUBSCRIBE: 2, UNSUBSCRIBE: 2, PUBREL: 2}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one client may ask of the server; all in bytes."""

    max_packet: int
    backlog_drop: int = 1 << 20
    """Beyond this, what may be lost (quality of service 0) is."""
    backlog_close: int = 4 << 20
    """Beyond this, the client is."""


class Switchboard(Protocol):
    """What a connection asks of the broker it belongs to. Nothing of this waits or raises."""

    def published(self, connection: "Connection", topic: str, payload: bytes, qos: int) -> None:
        """The client published."""

    def subscribe(self, connection: "Connection", topic_filter: str, qos: int) -> int:
        """The return code for SUBACK."""

    def told(self, connection: "Connection", topic_filter: str) -> None:
        """The client has been told that this subscription stands."""

    def unsubscribe(self, connection: "Connection", topic_filter: str) -> None:
        """The client does not want to hear it any more."""


class Connection:
    """Reads until the client goes; writes without waiting."""

    def __init__(
        self,
        principal: Principal,
        switchboard: Switchboard,
        reader: ReaderAdapter,
        outlet: Outlet,
        limits: Limits,
    ) -> None:
        self.principal = principal
        self.outlet = outlet
        self.said_goodbye = False
        """Whether it went with a DISCONNECT, so that its last will is not sent."""
        self.was_given_up = False
        self._switchboard = switchboard
        self._reader = reader
        self._limits = limits
        self._last_heard = 0.0
        self._half_published: set[int] = set()
        self._unacknowledged: set[int] = set()
        self._last_packet_id = 0
        self._complaints: set[str] = set()

    async def serve(self, keep_alive: int) -> None:
        """Until DISCONNECT, the end of the stream, or silence of more than `keep_alive` seconds.

        Raises MQTTError when the client breaks the protocol.
        """
        loop = asyncio.get_running_loop()
        watch = _Watch(loop, self, keep_alive * _KEEP_ALIVE_GRACE) if keep_alive else None
        try:
            await self._read_packets(loop)
        finally:
            if watch is not None:
                watch.stop()

    def deliver(self, publication: Publication, qos: int) -> bool:
        """Whether it was handed over; never waits for a client that does not read."""
        if not self.outlet.is_open:
            return False
        backlog = self.outlet.backlog
        if backlog > self._limits.backlog_close or len(self._unacknowledged) >= MAX_IN_FLIGHT:
            self.give_up("it does not take what it is sent")
            return False
        if qos == AT_MOST_ONCE:
            if backlog > self._limits.backlog_drop:
                self.complain("mqtt.delivery_dropped", backlog=backlog)
                return False
            self.outlet.write(publication.unnumbered)
        else:
            self.outlet.write(publication.numbered(self._new_packet_id()))
        return True

    def give_up(self, because: str) -> None:
        """End it now, whatever is waiting."""
        self.was_given_up = True
        self.complain("mqtt.connection_given_up", because=because)
        self.outlet.abort()

    def complain(self, event: str, **details: object) -> None:
        """Log what is wrong with this client, once for each kind of wrong."""
        if event not in self._complaints:
            self._complaints.add(event)
            principal = self.principal
            log.warning(
                event, connection=principal.connection, address=principal.address, **details
            )

    def silent_since(self) -> float:
        """The loop's time at which the last packet was complete."""
        return self._last_heard

    async def _read_packets(self, loop: asyncio.AbstractEventLoop) -> None:
        count = 0
        while (header := await MQTTFixedHeader.from_stream(self._reader)) is not None:
            packet = await self._read_packet(header)
            self._last_heard = loop.time()
            if isinstance(packet, DisconnectPacket):
                self.said_goodbye = True
                return
            self._handle(packet)
            count += 1
            if count % PACKETS_IN_A_ROW == 0:
                await asyncio.sleep(0)
            await self.outlet.drain()

    async def _read_packet(self, header: MQTTFixedHeader) -> Packet:
        kind, flags, length = header.packet_type, header.flags, header.remaining_length
        if length > self._limits.max_packet:
            message = f"a packet of {length} bytes"
            raise MQTTError(message)
        if kind != PUBLISH and flags != _FIXED_FLAGS.get(kind, 0):
            message = f"flags {flags} in a packet of type {kind}"
            raise MQTTError(message)
        body = BufferReader(await read_or_raise(self._reader, length) if length else b"")
        try:
            return await packet_class(header).from_stream(body, fixed_header=header)
        except (AMQTTError, NoDataError) as error:
            message = f"a malformed packet of type {kind}"
            raise MQTTError(message) from error

    def _handle(self, packet: Packet) -> None:
        match packet:
            case PublishPacket():
                self._published(packet)
            case PubackPacket():
                self._unacknowledged.discard(_packet_id(packet))
            case PubrelPacket():
                self._half_published.discard(_packet_id(packet))
                self.outlet.write(PubcompPacket.build(_packet_id(packet)).to_bytes())
            case SubscribePacket():
                self._subscribe(packet)
            case UnsubscribePacket():
                for topic_filter in _topics(packet):
                    self._switchboard.unsubscribe(self, topic_filter)
                self.outlet.write(UnsubackPacket.build(_packet_id(packet)).to_bytes())
            case PingReqPacket():
                self.outlet.write(PingRespPacket.build().to_bytes())
            case _:
                message = f"a {type(packet).__name__} from a client that has logged in"
                raise MQTTError(message)

    def _published(self, packet: PublishPacket) -> None:
        qos = packet.qos
        if qos is None or qos > EXACTLY_ONCE:
            message = f"quality of service {qos}"
            raise MQTTError(message)
        is_repeated = qos == EXACTLY_ONCE and packet.packet_id in self._half_published
        if not is_repeated:
            topic, payload = packet.topic_name or "", packet.data or b""
            self._switchboard.published(self, topic, payload, qos)
        if qos == AT_LEAST_ONCE:
            self.outlet.write(PubackPacket.build(_packet_id(packet)).to_bytes())
        elif qos == EXACTLY_ONCE:
            self._half_published.add(_packet_id(packet))
            if len(self._half_published) > MAX_IN_FLIGHT:
                message = f"more than {MAX_IN_FLIGHT} half published packets"
                raise MQTTError(message)
            self.outlet.write(PubrecPacket.build(_packet_id(packet)).to_bytes())

    def _subscribe(self, packet: SubscribePacket) -> None:
        wanted = _topics(packet)
        granted = [self._switchboard.subscribe(self, *subscription) for subscription in wanted]
        self.outlet.write(SubackPacket.build(_packet_id(packet), granted).to_bytes())
        for (topic_filter, _), code in zip(wanted, granted, strict=True):
            if code != REFUSED:
                self._switchboard.told(self, topic_filter)

    def _new_packet_id(self) -> int:
        while True:  # ends: MAX_IN_FLIGHT is far less than there are ids
            self._last_packet_id = self._last_packet_id % _PACKET_IDS + 1
            if self._last_packet_id not in self._unacknowledged:
                self._unacknowledged.add(self._last_packet_id)
                return self._last_packet_id


class _Watch:
    """Ends a connection that was silent for too long. One timer, however much is said."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, connection: Connection, patience: float
    ) -> None:
        self._loop = loop
        self._connection = connection
        self._patience = patience
        self._timer = loop.call_later(patience, self._look)

    def stop(self) -> None:
        self._timer.cancel()

    def _look(self) -> None:
        left = self._connection.silent_since() + self._patience - self._loop.time()
        if left <= 0:
            self._connection.give_up("it was silent for longer than its keep-alive allows")
        else:
            self._timer = self._loop.call_later(left, self._look)


def _packet_id(packet: Packet) -> int:
    header = packet.variable_header
    packet_id: int | None = None if header is None else header.packet_id
    if not packet_id:
        message = f"a {type(packet).__name__} without an id"
        raise MQTTError(message)
    return packet_id


def _topics(packet: SubscribePacket | UnsubscribePacket) -> list[Any]:
    topics = packet.payload.topics if packet.payload is not None else []
    if not topics:
        message = f"a {type(packet).__name__} without a topic"
        raise MQTTError(message)
    return list(topics)
