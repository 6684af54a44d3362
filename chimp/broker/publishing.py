"""What one client publishes: judged, carried out and acknowledged, in the order it came."""

import asyncio
from collections import deque
from typing import Final, Protocol

import structlog

from chimp.broker.amqtt_seams import PUBACK, PUBREC
from chimp.broker.counters import Counters
from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.broker.packets_in import Publish
from chimp.broker.packets_out import acknowledgement
from chimp.broker.routing import outline
from chimp.broker.sessions import ClientSession
from chimp.broker.verdicts import VERDICTS, verdict_of
from chimp.core.access import Principal
from chimp.core.exchange import Accept, Fail, Refuse, Replace, Verdict

_EXACTLY_ONCE: Final = 2

_log = structlog.get_logger(__name__)


class Judges(Protocol):
    """Who says what becomes of a PUBLISH, and carries it to those who listen."""

    @property
    def counters(self) -> Counters: ...

    def judge(
        self, principal: Principal, topic: str, payload: bytes
    ) -> "Verdict | asyncio.Future[Verdict]":
        """At once, or later. Never raises."""

    def route(self, topic: str, payload: bytes, qos: int, *, is_retained: bool) -> None:
        """Send it to whoever listens."""


class Sender(Protocol):
    """The connection it all comes from."""

    def write(self, data: bytes) -> None: ...

    def give_up(self, ending: Ending) -> None: ...

    def complain(self, event: str, because: str, **details: object) -> None: ...

    def was_refused(self) -> None: ...

    def is_alive(self) -> None: ...

    def go_on(self) -> None: ...


class Publishing:
    """The PUBLISH packets of one connection. No acknowledgement goes out before its verdict."""

    __slots__ = ("_judges", "_limits", "_pending", "_sender", "_session")

    def __init__(self, sender: Sender, judges: Judges, limits: Limits) -> None:
        self._sender = sender
        self._judges = judges
        self._limits = limits
        self._session: ClientSession
        self._pending: deque[tuple[Publish, Verdict | asyncio.Future[Verdict]]] = deque()

    @property
    def is_waiting(self) -> bool:
        """Whether something has no verdict yet."""
        return bool(self._pending)

    @property
    def is_full(self) -> bool:
        """Whether so much waits that the next one has to."""
        return len(self._pending) >= self._limits.max_in_flight

    def take_in(self, packet: Publish, session: ClientSession) -> None:
        self._session = session
        if packet.qos == _EXACTLY_ONCE and not self._is_new(packet.packet_id, session):
            return
        verdict = self._judges.judge(session.principal, packet.topic, packet.payload)
        if not self._pending and isinstance(verdict, VERDICTS):
            self._conclude(packet, verdict)
            return
        self._pending.append((packet, verdict))
        if isinstance(verdict, asyncio.Future):
            verdict.add_done_callback(self._settle)

    def _is_new(self, packet_id: int, session: ClientSession) -> bool:
        """Whether a PUBLISH of quality of service 2 is the first of its kind [MQTT-4.3.3-2]."""
        if packet_id in session.half_published:
            self._sender.write(acknowledgement(PUBREC, packet_id))
            return False
        if packet_id in session.unjudged:
            return False  # PUBREC goes out with the verdict
        if len(session.half_published) >= self._limits.max_half_published:
            self._sender.give_up(Ending.NOT_RELEASING)
            return False
        session.unjudged.add(packet_id)
        return True

    def _settle(self, _: "asyncio.Future[Verdict]") -> None:
        """Conclude what has a verdict, in the order in which it came [MQTT-4.6.0-2]."""
        try:
            while self._pending:
                packet, verdict = self._pending[0]
                if isinstance(verdict, asyncio.Future):
                    if not verdict.done():
                        break
                    verdict = verdict_of(verdict)
                self._pending.popleft()
                self._conclude(packet, verdict)
        except Exception:  # noqa: BLE001 - a fault of ours on one connection is not the others'
            _log.exception("mqtt.connection_failed")
            self._sender.give_up(Ending.SERVER_FAULT)
        self._sender.is_alive()
        self._sender.go_on()

    def _conclude(self, packet: Publish, verdict: Verdict) -> None:
        match verdict:
            case Accept():
                self._judges.route(
                    packet.topic, packet.payload, packet.qos, is_retained=packet.is_retained
                )
            case Replace(topic, payload):
                self._judges.route(topic, payload, packet.qos, is_retained=packet.is_retained)
            case Fail():
                self._session.unjudged.discard(packet.packet_id)
                self._judges.counters.publishes_failed += 1
                if packet.qos:
                    self._sender.give_up(Ending.NOT_TAKEN_IN)
                return
            case Refuse(because):
                topic = outline(packet.topic)
                self._sender.complain("mqtt.publish_refused", because, topic=topic)
                self._sender.was_refused()
            case _:
                pass
        if packet.qos == _EXACTLY_ONCE:
            self._received(packet.packet_id)
        elif packet.qos:
            self._sender.write(acknowledgement(PUBACK, packet.packet_id))  # [MQTT-4.3.2-2]

    def _received(self, packet_id: int) -> None:
        """[MQTT-4.3.3-2] The client may have come back on another connection meanwhile."""
        session = self._session
        session.unjudged.discard(packet_id)
        session.half_published.add(packet_id)
        if session.line is not None:
            session.line.write(acknowledgement(PUBREC, packet_id))
