"""What the broker keeps of a client: its deliveries until they are acknowledged (section 4.1).

A session outlives its connection if the client asked for that; what comes for it meanwhile waits.
Everything here is synchronous: `ClientSession` decides what goes out, its `Line` carries it.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Protocol

from chimp.broker.amqtt_seams import PUBACK, PUBCOMP, PUBREC, PUBREL
from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.broker.packets_in import Acknowledge, Malformed
from chimp.broker.packets_out import Publication, acknowledgement
from chimp.core.access import Principal

_PACKET_IDS: Final = 65_535
_EXACTLY_ONCE: Final = 2


class Line(Protocol):
    """The connection that a session speaks through."""

    @property
    def backlog(self) -> int:
        """Bytes on their way to the client."""

    def write(self, data: bytes) -> None:
        """Send; never waits."""

    def give_up(self, ending: Ending) -> None:
        """End the connection."""


class Delivered(Enum):
    """What became of a delivery."""

    SENT = auto()
    WAITING = auto()
    """For an acknowledgement of others, or for the client to come back."""
    DROPPED = auto()


@dataclass(slots=True)
class _Delivery:
    """One publication of quality of service 1 or 2 for one client, until it is acknowledged."""

    publication: Publication
    qos: int
    is_retained: bool
    is_received: bool = False
    """Whether PUBREC has come, so that PUBREL goes out instead of the publication."""

    @property
    def size(self) -> int:
        return len(self.publication.payload)


@dataclass(frozen=True, slots=True)
class Key:
    """A client id belongs to its user: two users' clients of one id have nothing in common."""

    user: str
    client_id: str


class ClientSession:
    """One client's state, with or without a connection."""

    __slots__ = (
        "_in_flight",
        "_in_flight_bytes",
        "_last_packet_id",
        "_limits",
        "_queue",
        "_queued_bytes",
        "half_published",
        "is_clean",
        "key",
        "line",
        "principal",
        "unjudged",
    )

    def __init__(self, key: Key, principal: Principal, limits: Limits, *, is_clean: bool) -> None:
        self.key = key
        self.principal = principal
        """Who it is; of a client that is away, who it was."""
        self.is_clean = is_clean
        """Whether it ends with its connection [MQTT-3.1.2-6]."""
        self.line: Line | None = None
        self.half_published: set[int] = set()
        """Publishes of quality of service 2 that the client has not released [MQTT-4.3.3-2]."""
        self.unjudged: set[int] = set()
        """Those of them about which nothing is decided yet."""
        self._limits = limits
        self._in_flight: dict[int, _Delivery] = {}
        self._in_flight_bytes = 0
        self._queue: deque[_Delivery] = deque()
        self._queued_bytes = 0
        self._last_packet_id = 0

    def deliver(
        self, publication: Publication, qos: int, *, is_retained: bool = False
    ) -> Delivered:
        """Send it now or later; never waits for a client that does not read."""
        line, limits = self.line, self._limits
        if line is not None and line.backlog > limits.backlog_close:
            line.give_up(Ending.NOT_READING)
        if qos == 0:
            if line is None or line.backlog > limits.backlog_drop:
                return Delivered.DROPPED
            line.write(publication.head(0, 0, is_retained=is_retained))
            line.write(publication.payload)
            return Delivered.SENT
        delivery = _Delivery(publication, qos, is_retained)
        if line is not None and not self._queue and self._has_room(line):
            self._send(line, delivery)
            return Delivered.SENT
        return self._put_off(delivery)

    @property
    def held_bytes(self) -> int:
        """Of all deliveries that it has not acknowledged."""
        return self._in_flight_bytes + self._queued_bytes

    def acknowledged(self, packet: Acknowledge) -> None:
        """The client has something; raises Malformed if it is out of turn.

        What is not known is answered as if it were: it may stem from before a restart.
        """
        delivery = self._in_flight.get(packet.packet_id)
        match packet.kind:
            case _ if packet.kind == PUBREC:
                if delivery is not None:
                    self._check(delivery.qos == _EXACTLY_ONCE, packet)
                    delivery.is_received = True
                self._write(acknowledgement(PUBREL, packet.packet_id))  # [MQTT-4.3.3-1]
            case _ if packet.kind == PUBREL:
                self.half_published.discard(packet.packet_id)
                self._write(acknowledgement(PUBCOMP, packet.packet_id))  # [MQTT-4.3.3-2]
            case _ if delivery is not None:
                awaited = PUBCOMP if delivery.is_received else PUBACK
                self._check(packet.kind == awaited, packet)
                self._check(delivery.is_received == (delivery.qos == _EXACTLY_ONCE), packet)
                del self._in_flight[packet.packet_id]
                self._in_flight_bytes -= delivery.size
                self.pump()

    def attach(self, line: Line, principal: Principal) -> None:
        """A connection is there: send again what was not acknowledged, in order, then the rest.

        [MQTT-4.4.0-1] [MQTT-4.6.0-1]
        """
        self.line = line
        self.principal = principal
        for packet_id, delivery in self._in_flight.items():
            if delivery.is_received:
                line.write(acknowledgement(PUBREL, packet_id))
            else:
                _write(line, packet_id, delivery, is_repeated=True)
        self.pump()

    def detach(self) -> None:
        self.line = None

    def pump(self) -> None:
        """Send what waits, as far as there is room."""
        while self._queue and self.line is not None and self._has_room(self.line):
            delivery = self._queue.popleft()
            self._queued_bytes -= delivery.size
            self._send(self.line, delivery)

    def _has_room(self, line: Line) -> bool:
        return (
            len(self._in_flight) < self._limits.max_in_flight
            and self._in_flight_bytes <= self._limits.backlog_drop
            and line.backlog <= self._limits.backlog_drop
        )

    def _send(self, line: Line, delivery: _Delivery) -> None:
        packet_id = self._new_packet_id()
        self._in_flight[packet_id] = delivery
        self._in_flight_bytes += delivery.size
        _write(line, packet_id, delivery)

    def _put_off(self, delivery: _Delivery) -> Delivered:
        limits = self._limits
        if (
            len(self._queue) >= limits.max_queued_messages
            or self._queued_bytes + delivery.size > limits.max_queued_bytes
        ):
            if self.line is not None:
                self.line.give_up(Ending.NOT_ACKNOWLEDGING)
            return Delivered.DROPPED
        self._queue.append(delivery)
        self._queued_bytes += delivery.size
        return Delivered.WAITING

    def _write(self, data: bytes) -> None:
        if self.line is not None:
            self.line.write(data)

    def _new_packet_id(self) -> int:
        while True:  # ends: max_in_flight is far less than there are ids
            self._last_packet_id = self._last_packet_id % _PACKET_IDS + 1
            if self._last_packet_id not in self._in_flight:
                return self._last_packet_id

    @staticmethod
    def _check(is_in_turn: bool, packet: Acknowledge) -> None:  # noqa: FBT001 - what is checked
        if not is_in_turn:
            message = f"an acknowledgement of type {packet.kind} that is not awaited"
            raise Malformed(message)


def _write(line: Line, packet_id: int, delivery: _Delivery, *, is_repeated: bool = False) -> None:
    publication = delivery.publication
    head = publication.head(
        delivery.qos, packet_id, is_retained=delivery.is_retained, is_repeated=is_repeated
    )
    line.write(head)
    line.write(publication.payload)


class Sessions:
    """All sessions by their key, and those of clients that are away in the order they went."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all: dict[Key, ClientSession] = {}
        self._away: dict[Key, float] = {}

    def __len__(self) -> int:
        return len(self._all)

    def away(self) -> Iterator[ClientSession]:
        """Those that wait for their client; some may be removed meanwhile."""
        return iter([self._all[key] for key in self._away])

    @property
    def kept(self) -> int:
        """How many wait for their client."""
        return len(self._away)

    def get(self, key: Key) -> ClientSession | None:
        return self._all.get(key)

    def add(self, session: ClientSession) -> None:
        self._all[session.key] = session

    def remove(self, session: ClientSession) -> None:
        del self._all[session.key]
        self._away.pop(session.key, None)

    def keep(self, session: ClientSession, now: float) -> None:
        """Its client has gone and may come back."""
        self._away[session.key] = now

    def is_back(self, session: ClientSession) -> None:
        self._away.pop(session.key, None)

    def remove_outdated(self, now: float) -> list[ClientSession]:
        """Forget those whose clients are away for too long, or too many; returns them."""
        outdated: list[ClientSession] = []
        while self._away:
            key, since = next(iter(self._away.items()))
            are_too_many = len(self._away) > self._limits.max_kept_sessions
            if not are_too_many and since + self._limits.session_expiry > now:
                break
            outdated.append(self._all[key])
            self.remove(outdated[-1])
        return outdated

    def remove_too_large(self) -> list[ClientSession]:
        """Forget clients that are away, first those that went first, until the rest fits.

        Whoever comes back then is told that there is no session, and knows that it missed
        something, which it would not if deliveries were dropped.
        """
        held = {key: self._all[key].held_bytes for key in self._away}
        total = sum(held.values())
        removed: list[ClientSession] = []
        for key, size in held.items():
            if total <= self._limits.max_kept_bytes:
                break
            if size:
                total -= size
                removed.append(self._all[key])
                self.remove(removed[-1])
        return removed
