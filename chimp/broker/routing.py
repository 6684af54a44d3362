"""From who publishes to who listens: subscriptions, retained messages, and who may receive."""

from typing import Protocol

from chimp.broker.counters import Counters
from chimp.broker.limits import Limits
from chimp.broker.packets_out import Publication
from chimp.broker.retained import RetainedMessages
from chimp.broker.sessions import ClientSession, Delivered
from chimp.broker.subscriptions import Subscriptions, is_too_deep
from chimp.core.access import Action, Principal
from chimp.core.topics import is_wild

REFUSED = 0x80
"""The return code of SUBACK for a subscription that is not granted [MQTT-3.9.3-2]."""


def outline(topic: str) -> str:
    """A topic for the log: below its first two levels there may be ids that are secrets."""
    first, *rest = topic.split("/")
    return "/".join([first, *rest[:1], "…"] if len(rest) > 1 else [first, *rest])[:80]


class Gate(Protocol):
    """Who may do what, of topics as they stand on the wire."""

    def may(self, principal: Principal, action: Action, topic: str) -> bool:
        """Whether somebody may do that to a topic, or for SUBSCRIBE to a filter."""

    def plain_levels(self, topic: str) -> int:
        """How many first levels of it no wildcard matches: 1 of `$` topics [MQTT-4.7.2-1]."""


class Router:
    """Topics here are as on the wire, with the base. Nothing of this waits."""

    def __init__(self, gate: Gate, counters: Counters, limits: Limits) -> None:
        self._gate = gate
        self._counters = counters
        self._limits = limits
        self._listening: Subscriptions[ClientSession] = Subscriptions()
        self._retained = RetainedMessages(limits)

    def subscriptions(self) -> int:
        """How many there are."""
        return len(self._listening)

    def retained(self) -> int:
        """Of how many topics something is kept."""
        return len(self._retained)

    def retained_size(self) -> int:
        """How many bytes that is."""
        return self._retained.size

    def route(self, topic: str, payload: bytes, qos: int, *, is_retained: bool = False) -> None:
        """Send to whoever listens, at the lower of both qualities of service [MQTT-3.8.4-6]."""
        publication = Publication(topic, payload)
        if is_retained:
            self.retain(publication, qos)
        for session, granted in self._listeners(topic).items():
            if self._gate.may(session.principal, Action.RECEIVE, topic):
                self.deliver(session, publication, min(qos, granted))

    def publish(self, topic: str, payload: bytes, qos: int, only_to: str | None) -> list[str]:
        """What the server says; returns the connections it was handed to."""
        publication = Publication(topic, payload)
        heard: list[str] = []
        for session, granted in self._listeners(topic).items():
            principal = session.principal
            if only_to is not None and principal.connection != only_to:
                continue
            if (
                self._gate.may(principal, Action.RECEIVE, topic)
                and self.deliver(session, publication, min(qos, granted))
                and session.line is not None
            ):
                heard.append(principal.connection)
        return heard

    def reply(self, session: ClientSession, topic: str, payload: bytes, qos: int) -> bool:
        """To one client, whatever it may hear there otherwise; False if it does not listen."""
        granted = self._listeners(topic).get(session)
        if granted is None:
            return False
        return self.deliver(session, Publication(topic, payload), min(qos, granted))

    def is_heard(self, topic: str) -> bool:
        """Whether anybody subscribes it."""
        return bool(self._listeners(topic))

    def _listeners(self, topic: str) -> dict[ClientSession, int]:
        return self._listening.listening(topic, self._gate.plain_levels(topic))

    def deliver(
        self,
        session: ClientSession,
        publication: Publication,
        qos: int,
        *,
        is_retained: bool = False,
    ) -> bool:
        """Whether it is on its way."""
        delivered = session.deliver(publication, qos, is_retained=is_retained)
        if delivered is Delivered.DROPPED:
            self._counters.deliveries_dropped += 1
            return False
        self._counters.deliveries += 1
        self._counters.deliveries_delayed += delivered is Delivered.WAITING
        return True

    def subscribe(self, session: ClientSession, topic_filter: str, qos: int) -> int:
        """The return code: the quality of service that is granted, or REFUSED.

        The same filter again replaces what was granted before [MQTT-3.8.4-3].
        """
        is_allowed = (
            not is_too_deep(topic_filter)
            and self._listening.count(session) < self._limits.max_subscriptions
            and self._gate.may(session.principal, Action.SUBSCRIBE, topic_filter)
        )
        if not is_allowed:
            self._counters.subscribes_refused += 1
            return REFUSED
        self._listening.add(session, topic_filter, qos)
        return qos

    def unsubscribe(self, session: ClientSession, topic_filter: str) -> None:
        self._listening.remove(session, topic_filter)

    def filters(self, session: ClientSession) -> frozenset[str]:
        return self._listening.filters(session)

    def forget(self, session: ClientSession) -> None:
        """It is no more."""
        self._listening.remove_all(session)

    def retain(self, publication: Publication, qos: int) -> None:
        if not self._retained.keep(publication, qos):
            self._counters.retained_refused += 1

    def send_retained(self, session: ClientSession, topic_filter: str) -> None:
        """What was kept for a new subscription, as far as the client may receive it.

        [MQTT-3.3.1-6] [MQTT-3.3.1-8] [MQTT-3.8.4-3]
        """
        granted = self._listening.granted(session, topic_filter)
        for kept in list(self._retained.matching(topic_filter)):
            topic = kept.publication.topic
            if is_wild("/".join(topic_filter.split("/")[: self._gate.plain_levels(topic)])):
                continue
            if self._gate.may(session.principal, Action.RECEIVE, topic):
                qos = min(kept.qos, granted)
                self.deliver(session, kept.publication, qos, is_retained=True)
