"""Sessions and subscriptions against a model: whatever happens, each hears what it should.

No loop and no socket: clients are made of `ClientSession`, `Sessions` and `Router` with a line
that writes down what is sent. The model knows in plain lists what each client is still owed.
TEST_FUZZ=10 tries ten times as much.
"""

import os
from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from chimp.broker.amqtt_seams import PUBACK, PUBCOMP, PUBREC, PUBREL
from chimp.broker.counters import Counters
from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.broker.packets_in import Acknowledge, Parser, Publish
from chimp.broker.routing import Router
from chimp.broker.sessions import ClientSession, Key, Sessions
from chimp.core.access import Action, Principal
from chimp.core.topics import matches

NAMES = ("ann", "bob", "cid")
TOPICS = ("a", "a/b", "a/c", "$x")
FILTERS = ("a", "a/b", "a/+", "a/#", "+/b", "#", "+", "$x")
LIMITS = Limits(max_in_flight=3, max_queued_messages=100)

names = st.sampled_from(NAMES)
qualities = st.integers(0, 2)


@dataclass
class Line:
    """What a client receives, taken apart again. It never complains and never is slow."""

    parser: Parser = field(default_factory=lambda: Parser(1 << 20))
    received: list[Publish] = field(default_factory=list)
    released: list[int] = field(default_factory=list)
    backlog: int = 0

    def write(self, data: bytes) -> None:
        if data[:1] == bytes((PUBREL << 4 | 2,)) and len(data) == 4:
            self.released.append(int.from_bytes(data[2:], "big"))
            return
        self.parser.feed(data)
        while (packet := self.parser.next()) is not None:
            assert isinstance(packet, Publish)
            self.received.append(packet)

    def give_up(self, ending: Ending) -> None:
        raise AssertionError(ending)


@dataclass
class Client:
    """A client as the model knows it."""

    session: ClientSession
    line: Line | None = None
    granted: dict[str, int] = field(default_factory=dict)
    owed: list[tuple[str, bytes, int]] = field(default_factory=list)
    """Of quality 1 and 2, in order, that it has not acknowledged to the end."""
    lossy: list[tuple[str, bytes, int]] = field(default_factory=list)
    """Of quality 0, that came while it was there."""
    unreleased: set[int] = field(default_factory=set)


class Everybody:
    """Implements `routing.Gate`: all may do all."""

    def may(self, principal: Principal, action: Action, topic: str) -> bool:
        del principal, action, topic
        return True

    def plain_levels(self, topic: str) -> int:
        return int(topic.startswith("$"))


class SessionsModel(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.counters = Counters()
        self.router = Router(Everybody(), self.counters, LIMITS)
        self.sessions = Sessions(LIMITS)
        self.clients: dict[str, Client] = {}
        self.count = 0

    @initialize(qualities=st.tuples(qualities, qualities))
    def everybody_is_there(self, qualities: tuple[int, int]) -> None:
        """Histories that begin with nobody are mostly about nobody."""
        for name in NAMES:
            self.connect(name, is_clean=name == "cid")
            self.subscribe(name, "a/#", qualities[0])
            self.subscribe(name, "a/b", qualities[1])

    @rule(name=names, is_clean=st.booleans())
    def connect(self, name: str, *, is_clean: bool) -> None:
        known = self.clients.get(name)
        if known is not None and known.line is not None:
            self.leave(name)
            known = self.clients.get(name)
        key = Key("", name)
        assert (self.sessions.get(key) is not None) == (known is not None)
        if known is not None and is_clean:
            self._forget(name)
            known = None
        if known is None:
            session = ClientSession(key, Principal(connection=name), LIMITS, is_clean=is_clean)
            self.sessions.add(session)
            known = self.clients[name] = Client(session)
        self.sessions.is_back(known.session)
        known.line = Line()
        known.session.attach(known.line, known.session.principal)
        repeated = [packet for packet in known.line.received if packet.qos]
        assert len(repeated) <= LIMITS.max_in_flight

    @precondition(lambda self: any(client.line for client in self.clients.values()))
    @rule(name=names)
    def leave(self, name: str) -> None:
        client = self.clients.get(name)
        if client is None or client.line is None:
            return
        client.line = None
        client.lossy.clear()
        client.session.detach()
        if client.session.is_clean:
            self._forget(name)
        else:
            self.sessions.keep(client.session, now=0)

    @rule(name=names, topic_filter=st.sampled_from(FILTERS), qos=qualities)
    def subscribe(self, name: str, topic_filter: str, qos: int) -> None:
        client = self.clients.get(name)
        if client is None or client.line is None:
            return
        assert self.router.subscribe(client.session, topic_filter, qos) == qos
        client.granted[topic_filter] = qos

    @rule(name=names, topic_filter=st.sampled_from(FILTERS))
    def unsubscribe(self, name: str, topic_filter: str) -> None:
        client = self.clients.get(name)
        if client is None or client.line is None:
            return
        self.router.unsubscribe(client.session, topic_filter)
        client.granted.pop(topic_filter, None)

    @rule(topic=st.sampled_from(TOPICS), qos=qualities)
    def publish(self, topic: str, qos: int) -> None:
        self.count += 1
        payload = b"%d" % self.count
        self.router.route(topic, payload, qos)
        for client in self.clients.values():
            granted = [q for wanted, q in client.granted.items() if matches(wanted, topic)]
            if not granted:
                continue
            delivered = min(qos, max(granted))
            if delivered:
                client.owed.append((topic, payload, delivered))
            elif client.line is not None:
                client.lossy.append((topic, payload, 0))

    @rule(name=names)
    def acknowledge(self, name: str) -> None:
        """The first thing that it was sent on this connection and has not acknowledged."""
        client = self.clients.get(name)
        if client is None or client.line is None:
            return
        self._acknowledge_first(client, client.line)

    def _acknowledge_first(self, client: Client, line: Line) -> None:
        packet = next((packet for packet in line.received if packet.qos), None)
        if packet is None or packet.packet_id in client.unreleased:
            return
        said = (packet.topic, packet.payload, packet.qos)
        assert said in client.owed
        line.received.remove(packet)
        if packet.qos == 1:
            client.owed.remove(said)
            client.session.acknowledged(Acknowledge(PUBACK, packet.packet_id))
        else:
            client.owed.remove(said)
            client.unreleased.add(packet.packet_id)
            client.session.acknowledged(Acknowledge(PUBREC, packet.packet_id))
            assert packet.packet_id in line.released

    @rule(name=names)
    def complete(self, name: str) -> None:
        client = self.clients.get(name)
        if client is None or client.line is None or not client.line.released:
            return
        packet_id = client.line.released.pop()
        client.unreleased.discard(packet_id)
        client.session.acknowledged(Acknowledge(PUBCOMP, packet_id))

    @invariant()
    def everybody_hears_what_they_should(self) -> None:
        """Once and in order; of what is owed as much as the window lets through."""
        for client in self.clients.values():
            if client.line is None:
                continue
            received = [(p.topic, p.payload, p.qos) for p in client.line.received]
            assert [said for said in received if not said[2]] == client.lossy
            sent = [said for said in received if said[2]]
            assert sent == client.owed[: len(sent)]
            window = LIMITS.max_in_flight - len(client.unreleased)
            assert len(sent) == min(window, len(client.owed))

    @invariant()
    def no_subscription_is_left_of_who_is_gone(self) -> None:
        granted = sum(len(client.granted) for client in self.clients.values())
        assert self.router.subscriptions() == granted
        assert len(self.sessions) == len(self.clients)

    def _forget(self, name: str) -> None:
        client = self.clients.pop(name)
        self.sessions.remove(client.session)
        self.router.forget(client.session)


TestSessionsModel = SessionsModel.TestCase
TestSessionsModel.settings = settings(
    max_examples=80 * int(os.environ.get("TEST_FUZZ", "1")), stateful_step_count=50
)
