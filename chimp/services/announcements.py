"""What was last said about each session, for those who subscribe a moment too late.

A 2019 page publishes on one connection before it subscribes on the other (contract, section 2), so
an answer may be there before its hearer. Whoever subscribes a control topic is handed the latest
news of its session, as the session then is, unless that connection has already heard it there.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from chimp.core import topics
from chimp.core.effects import Instruction
from chimp.core.people import Attendant
from chimp.core.session import Session
from chimp.wire.outbound import control_topics

_CAPACITY = 20_000
"""Open sessions and the latest closed ones; about 1 kB each."""


@dataclass(slots=True)
class News:
    """The latest instruction of a session, and who has heard it: (topic, connection)."""

    session: Session
    instruction: Instruction
    attendant: Attendant | None
    topics: tuple[str, ...]
    heard: set[tuple[str, str]] = field(default_factory=set)


class Announcements:
    """Remembers the latest news of each session.

    Updates are no news: they repeat what is known, and a session's latest `session/ready` is what
    a late subscriber waits for.
    """

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._capacity = capacity
        self._news: OrderedDict[str, News] = OrderedDict()
        self._by_topic: dict[str, str] = {}
        self._by_customer: dict[str, set[str]] = {}

    def announce(
        self, session: Session, instruction: Instruction, attendant: Attendant | None
    ) -> News | None:
        """Note what is about to be said; returns where to note who heard it."""
        if instruction is Instruction.UPDATE:
            return None
        self._drop(session.key)
        news = News(session, instruction, attendant, control_topics(session))
        self._news[session.key] = news
        for topic in news.topics:
            self._by_topic[topic] = session.key
        self._by_customer.setdefault(session.customer.key, set()).add(session.key)
        while len(self._news) > self._capacity:
            self._drop(next(iter(self._news)))
        return news

    def unheard(self, topic_filter: str, connection: str) -> Iterator[tuple[str, News]]:
        """What that connection missed on the topics its new subscription covers."""
        for topic, news in self._covered(topic_filter):
            if (topic, connection) not in news.heard:
                news.heard.add((topic, connection))
                yield topic, news

    def about(self, topic_filter: str) -> list[str]:
        """The keys of the sessions that have news on topics which a filter covers."""
        return [news.session.key for _, news in self._covered(topic_filter)]

    def _covered(self, topic_filter: str) -> list[tuple[str, News]]:
        if not topics.is_wild(topic_filter):
            session_key = self._by_topic.get(topic_filter)
            return [] if session_key is None else [(topic_filter, self._news[session_key])]
        customer_key = topics.customer_in(topic_filter)
        return [
            (topic, self._news[session_key])
            for session_key in sorted(self._by_customer.get(customer_key or "", ()))
            for topic in self._news[session_key].topics
            if topics.matches(topic_filter, topic)
        ]

    def _drop(self, session_key: str) -> None:
        news = self._news.pop(session_key, None)
        if news is None:
            return
        for topic in news.topics:
            if self._by_topic.get(topic) == session_key:
                del self._by_topic[topic]
        theirs = self._by_customer[news.session.customer.key]
        theirs.discard(session_key)
        if not theirs:
            del self._by_customer[news.session.customer.key]
