"""Which topics a connection has shown the session id of, and so may use (contract, section 6)."""

from collections.abc import Callable

from chimp.core import events, topics
from chimp.core.access import Access, Principal
from chimp.core.coordinator import Coordinator
from chimp.core.people import Id, key
from chimp.core.session import Dialect
from chimp.wire.inbound import Request
from chimp.wire.legacy import SessionOnline
from chimp.wire.outbound import control_topics
from chimp.wire.seed import ChannelRequest, SessionRequest

_MOST = 1_000
"""Topics that one connection may have named; more are not remembered."""


class Capabilities:
    """Keeps `Principal.named` and `held` true. In mode `open` nothing needs naming."""

    def __init__(self, access: Access, is_issued: Callable[[str], bool]) -> None:
        self._access = access
        self._is_issued = is_issued

    def name(self, principal: Principal, request: Request, coordinator: Coordinator) -> None:
        """Take note of a request at once, because the next packet may be its SUBSCRIBE."""
        if self._access.is_open or len(principal.named) >= _MOST:
            return
        if isinstance(request, ChannelRequest):
            principal.named.add(request.responseTopic)
            return
        for topic in self._claimed(request, coordinator):
            principal.named.add(topic)

    def withdraw(self, principal: Principal, request: Request) -> None:
        """The request was refused after all."""
        if isinstance(request, SessionOnline | SessionRequest):
            principal.named.difference_update(_topics_of(request))

    def grant(
        self, principal: Principal, event: events.SessionRequested, coordinator: Coordinator
    ) -> None:
        """The session that was asked for is theirs, wherever it lives."""
        session = coordinator.find(event) or event.stored
        if not self._access.is_open and session is not None and len(principal.named) < _MOST:
            principal.held.add(session.key)
            principal.named.add(session.topic)
            if session.dialect is Dialect.SEED:
                principal.named.update(control_topics(session))

    def _claimed(self, request: Request, coordinator: Coordinator) -> list[str]:
        if not isinstance(request, SessionOnline | SessionRequest):
            return []
        session_id = request.sessionId
        if session_id is None or not self._is_issued(key(session_id)):
            return []
        claimed = _topics_of(request)
        there = coordinator.sessions.at(claimed[0]) if claimed else None
        return claimed if there is None or there.key == key(session_id) else []


def _topics_of(request: SessionOnline | SessionRequest) -> list[str]:
    """The session topic that a request is about, and where its answers are heard."""
    if isinstance(request, SessionRequest):
        default: str = topics.session_topic(request.customerId, request.sessionId)
        answers = [topics.session_answers(request.customerId, request.requestID)]
        return _own(request.customerId, request.sessionTopic or default, answers)
    if request.customer is None:
        return []
    given = request.sessionTopic or topics.session_topic(request.customer.id)
    return _own(request.customer.id, given, [])


def _own(customer_id: Id, session_topic: str, answers: list[str]) -> list[str]:
    own = topics.is_session_topic_of(customer_id, session_topic)
    return [session_topic, *answers] if own else []
