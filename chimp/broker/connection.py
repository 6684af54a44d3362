"""One client's connection: its packets in their order, from CONNECT to the end.

One packet is done with before the next is looked at, and nothing waits in between. What a packet
has to wait for (a log-in, a commit before its acknowledgement, a turn of the others) is a reason
to hold the stream: the rest stays unread until the reason is gone. Clauses are of MQTT 3.1.1.
"""

import asyncio
from typing import Final, Protocol

import structlog

from chimp.broker.amqtt_seams import UNACCEPTABLE_PROTOCOL_VERSION, Closable
from chimp.broker.counters import Counters
from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.broker.link import Farewell, Link
from chimp.broker.packets_in import (
    Acknowledge,
    Connect,
    Disconnect,
    Malformed,
    Packet,
    Parser,
    PingRequest,
    Publish,
    Subscribe,
    TooLarge,
    UnacceptableLevel,
    Unsubscribe,
    Will,
)
from chimp.broker.packets_out import PING_RESPONSE, connack, suback, unsuback
from chimp.broker.publishing import Judges, Publishing
from chimp.broker.routing import REFUSED
from chimp.broker.sessions import ClientSession
from chimp.core.allowances import Allowance

PACKETS_IN_A_ROW: Final = 32
"""After so many packets of one client the others have their turn."""
REFUSED_COUNTS_AS: Final = 10
"""Of what a client may do in a second: who means well is hardly ever refused, and who does not may
come with many connections."""
_KEEP_ALIVE_GRACE: Final = 1.5
"""[MQTT-3.1.2-24]"""

_log = structlog.get_logger(__name__)


class Switchboard(Judges, Protocol):
    """What a connection asks of the broker it belongs to. Nothing of this waits or raises."""

    @property
    def counters(self) -> Counters: ...

    def log_in(self, connection: "Connection", connect: Connect) -> None:
        """Find out who it is; `Connection.welcome` or `dismiss` is called when that is known."""

    def left(self, connection: "Connection", *, keeps_will: bool) -> None:
        """It has ended, once, and whether its will is to be published."""

    def gone(self, connection: "Connection") -> None:
        """Its link is no more."""

    def subscribe(self, connection: "Connection", topic_filter: str, qos: int) -> int:
        """The return code for SUBACK."""

    def subscribed(self, connection: "Connection", topic_filter: str) -> None:
        """The client has been told that this subscription stands."""

    def unsubscribe(self, connection: "Connection", topic_filter: str) -> None:
        """The client does not want to hear it any more."""


class Connection(Closable):
    """Implements `link.Reader` and `sessions.Line`."""

    __slots__ = (
        "_complaints",
        "_connect_timer",
        "_has_ended",
        "_is_logging_in",
        "_is_lost",
        "_is_paused",
        "_is_scheduled",
        "_last_heard",
        "_limits",
        "_loop",
        "_parser",
        "_publishes",
        "_publishing",
        "_session",
        "_subscribes",
        "_switchboard",
        "_throttle",
        "_watch",
        "ending",
        "link",
        "said_goodbye",
        "will",
    )

    def __init__(
        self,
        link: Link,
        switchboard: Switchboard,
        limits: Limits,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self.link = link
        self.will: Will | None = None
        self.said_goodbye = False
        self.ending: Ending | None = None
        """Why the server ended it, if it did."""
        self._switchboard = switchboard
        self._limits = limits
        self._loop = loop
        self._parser = Parser(limits.max_packet)
        self._session: ClientSession | None = None
        self._publishing = Publishing(self, switchboard, limits)
        self._complaints: set[tuple[str, str]] = set()
        self._is_logging_in = self._is_scheduled = self._is_paused = False
        self._is_lost = self._has_ended = False
        self._throttle: asyncio.TimerHandle | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._last_heard = loop.time()
        self._publishes = _allowance(limits.max_publishes_per_second, self._last_heard)
        self._subscribes = _allowance(limits.max_subscribes_per_second, self._last_heard)
        self._connect_timer = loop.call_later(limits.connect_timeout, self._too_slow)

    @property
    def session(self) -> ClientSession:
        """Of a client that has logged in."""
        if self._session is None:
            message = "this client has not logged in"
            raise RuntimeError(message)
        return self._session

    @property
    def has_logged_in(self) -> bool:
        return self._session is not None

    @property
    def has_ended(self) -> bool:
        return self._has_ended

    # What the link tells us

    def received(self, data: bytes) -> None:
        if self._has_ended:
            return
        self._parser.feed(data)
        self.go_on()

    def writable(self) -> None:
        if self._session is not None and not self._has_ended:
            self._session.pump()
        self.go_on()

    def lost(self) -> None:
        """What has arrived before the end is still taken in, unless the server ended it."""
        self._is_lost = True
        if self._has_ended or self.ending is not None:
            self._end()
        else:
            self.go_on()
        self._switchboard.gone(self)

    # What the broker and the session tell us

    @property
    def backlog(self) -> int:
        return self.link.backlog

    def write(self, data: bytes) -> None:
        self.link.write(data)

    def welcome(self, session: ClientSession, keep_alive: int, *, was_there: bool) -> None:
        """It may begin: CONNACK, then what was kept for it, then what it sends."""
        self._connect_timer.cancel()
        self._is_logging_in = False
        self._session = session
        self.link.write(connack(0, session_present=was_there))  # [MQTT-3.2.2-2]
        session.attach(self, session.principal)
        self._last_heard = self._loop.time()
        if keep_alive:
            self._watch_for(keep_alive * _KEEP_ALIVE_GRACE)
        self.go_on()

    def dismiss(self, return_code: int) -> None:
        """It may not log in; nothing it has sent after CONNECT is looked at [MQTT-3.1.4-5]."""
        self.link.write(connack(return_code))
        self.end()

    def end(self, farewell: Farewell = Farewell.DONE, ending: Ending | None = None) -> None:
        """Close it in order; its will is published unless it has said DISCONNECT."""
        self.ending = self.ending or ending
        self._end()
        self.link.close(farewell)

    def give_up(self, ending: Ending, because: str = "") -> None:
        """End it now, whatever is waiting; the rest follows when the link is lost."""
        if self.ending is None and not self._has_ended:
            self.ending = ending
            self.complain("mqtt.connection_given_up", because=because or ending)
            self.link.abort()
            if self._is_lost:  # while what it had sent before was still taken in
                self._loop.call_soon(self._end)

    def plugin_stops(self) -> None:
        self.give_up(Ending.BY_PLUGIN)

    def complain(self, event: str, because: str = "", **details: object) -> None:
        """Log what is wrong with this client, once for each kind of wrong."""
        if (event, because) not in self._complaints:
            self._complaints.add((event, because))
            connection = None if self._session is None else self._session.principal.connection
            address = self.link.address
            _log.warning(event, because=because, connection=connection, address=address, **details)

    # The packets

    def _is_held(self) -> bool:
        """Whether the next packet has to wait; whoever ends the reason calls `go_on`."""
        return (
            self._is_logging_in
            or self._throttle is not None
            or self._publishing.is_full
            or (self.link.is_congested and not self._is_lost)
        )

    def go_on(self) -> None:
        """A reason to hold may be gone."""
        if not self._is_scheduled:
            self._turn()

    def is_alive(self) -> None:
        """It was we who did not listen, so its silence does not count."""
        self._last_heard = self._loop.time()

    def _turn(self) -> None:
        """Handle what is there, up to PACKETS_IN_A_ROW; what is left has its turn later."""
        self._is_scheduled = False
        try:
            for _ in range(PACKETS_IN_A_ROW):
                if self._has_ended or self.ending is not None:
                    return
                if self._is_held():
                    self._pause()
                    return
                packet = self._parser.next()
                if packet is None:
                    self._has_read_all()
                    return
                self._last_heard = self._loop.time()
                self._handle(packet)
        except TooLarge as error:
            self._broke_the_protocol(str(error), Ending.TOO_LARGE)
            return
        except Malformed as error:
            self._broke_the_protocol(str(error))
            return
        except UnacceptableLevel as error:
            answer = connack(UNACCEPTABLE_PROTOCOL_VERSION)
            self._broke_the_protocol(str(error), last_words=answer)
            return
        except Exception:  # noqa: BLE001 - a fault of ours on one connection is not the others'
            _log.exception("mqtt.connection_failed")
            self.give_up(Ending.SERVER_FAULT)
            return
        self._is_scheduled = True
        self._pause()
        self._loop.call_soon(self._turn)

    def _has_read_all(self) -> None:
        if self._is_lost:
            self._end()
        elif self._is_paused:
            self._is_paused = False
            self.link.resume_reading()

    def _pause(self) -> None:
        if not self._is_paused and not self._is_lost:
            self._is_paused = True
            self.link.pause_reading()

    def _handle(self, packet: Packet) -> None:
        if self._session is not None:
            self._converse(packet, self._session)
        elif isinstance(packet, Connect):
            self._is_logging_in = True
            self._switchboard.log_in(self, packet)
        else:
            message = "the first packet is no CONNECT [MQTT-3.1.0-1]"
            raise Malformed(message)

    def _converse(self, packet: Packet, session: ClientSession) -> None:
        match packet:
            case Publish():
                if self._publishes is not None and self._throttle_by(self._publishes):
                    self._switchboard.counters.publishes_throttled += 1
                    self.complain("mqtt.publishes_too_fast")
                self._publishing.take_in(packet, session)
            case Acknowledge():
                session.acknowledged(packet)
            case PingRequest():
                self.link.write(PING_RESPONSE)  # [MQTT-3.12.4-1]
            case Subscribe():
                self._subscribe(packet)
            case Unsubscribe():
                for topic_filter in packet.topic_filters:
                    self._switchboard.unsubscribe(self, topic_filter)
                self.link.write(unsuback(packet.packet_id))  # [MQTT-3.10.4-4]
            case Disconnect():
                self.said_goodbye = True  # [MQTT-3.14.4-3]
                self.end()
            case Connect():
                message = "a second CONNECT [MQTT-3.1.0-2]"
                raise Malformed(message)

    def _subscribe(self, packet: Subscribe) -> None:
        many = len(packet.wanted)
        if self._subscribes is not None and self._throttle_by(self._subscribes, many):
            self._switchboard.counters.subscribes_throttled += 1
            self.complain("mqtt.subscribes_too_fast")
        granted = [self._switchboard.subscribe(self, *wanted) for wanted in packet.wanted]
        if self._slow_down(self._subscribes, granted.count(REFUSED)):
            self._switchboard.counters.subscribes_throttled += 1
        self.link.write(suback(packet.packet_id, granted))  # [MQTT-3.8.4-1]
        for (topic_filter, _), code in zip(packet.wanted, granted, strict=True):
            if code != REFUSED:
                self._switchboard.subscribed(self, topic_filter)

    # The end, and what leads to it

    def _end(self) -> None:
        if self._has_ended:
            return
        self._has_ended = True
        for timer in (self._connect_timer, self._watch, self._throttle):
            if timer is not None:
                timer.cancel()
        self._switchboard.left(self, keeps_will=not self.said_goodbye)

    def _broke_the_protocol(
        self, because: str, ending: Ending = Ending.MALFORMED, last_words: bytes = b""
    ) -> None:
        """Close it: nothing it sends after that can be trusted [MQTT-4.8.0-1]."""
        self.ending = ending
        self.complain("mqtt.protocol_broken", because=because)
        if last_words:
            self.link.write(last_words)
        self.end(Farewell.PROTOCOL_ERROR)

    def _too_slow(self) -> None:
        self.give_up(Ending.NOT_LOGGED_IN)

    def _throttle_by(self, allowance: Allowance, many: int = 1) -> bool:
        """Take so many of what it may do, and let it wait if that was too much."""
        now = self._loop.time()
        allowance.take(now, many)
        seconds = allowance.wait(now)
        if seconds > 0:
            self._throttle = self._loop.call_later(seconds, self._may_go_on)
        return seconds > 0

    def was_refused(self) -> None:
        """A PUBLISH of this client was."""
        if self._slow_down(self._publishes, 1):
            self._switchboard.counters.publishes_throttled += 1

    def _slow_down(self, allowance: Allowance | None, refused: int) -> bool:
        """Let what was refused count as more; returns whether the next one has to wait now."""
        if allowance is None or not refused:
            return False
        allowance.take(self._loop.time(), refused * (REFUSED_COUNTS_AS - 1))
        return self._throttle is None and self._throttle_by(allowance, 0)

    def _may_go_on(self) -> None:
        self._throttle = None
        self.go_on()

    def _watch_for(self, patience: float) -> None:
        """End it when nothing was heard for so long. One timer, however much is said."""
        left = self._last_heard + patience - self._loop.time()
        if left > 0:
            self._watch = self._loop.call_later(left, self._watch_for, patience)
        elif self._publishing.is_waiting:
            self._watch = self._loop.call_later(patience, self._watch_for, patience)
        else:
            self.give_up(Ending.SILENT)


def _allowance(rate: int, now: float) -> Allowance | None:
    return Allowance(rate, now) if rate else None
