"""Which topics a connection has shown the session id of, and so may use (contract, section 6)."""

from collections.abc import Callable

from chimp.core import events, topics
from chimp.core.access import Access, Principal
from chimp.core.coordinator import Coordinator
from chimp.core.people import key
from chimp.wire.inbound import Request
from chimp.wire.legacy import SessionOnline
from chimp.wire.payloads import CustomerPayload
from chimp.wire.seed import SessionRequest

_MOST = 1_000
"""Topics that one connection may have named; more are not remembered."""


class Capabilities:
    """Keeps `Principal.named` and `held` true.

    In mode `open` nothing needs naming, and in mode `signed` it helps nobody.
    """

    def __init__(self, access: Access, is_issued: Callable[[str], bool]) -> None:
        self._access = access
        self._is_issued = is_issued

    def name(self, principal: Principal, request: Request, coordinator: Coordinator) -> None:
        """Take note of a request at once, because the next packet may be its SUBSCRIBE."""
        if not self._counts(principal):
            return
        if (claimed := self._claimed(request, coordinator)) is not None:
            principal.named.add(claimed)

    def withdraw(self, principal: Principal, request: Request) -> None:
        """The request was refused after all."""
        claimed = _topic_of(request)
        if claimed is not None and claimed != principal.session_topic:
            principal.named.discard(claimed)

    def grant(
        self, principal: Principal, event: events.SessionRequested, coordinator: Coordinator
    ) -> None:
        """The session that was asked for is theirs, wherever it lives."""
        session = coordinator.find(event) or event.stored
        if session is not None and self._counts(principal):
            principal.held.add(session.key)
            principal.named.add(session.topic)

    def _counts(self, principal: Principal) -> bool:
        """Whether naming a session gives that one anything."""
        is_by_id = not self._access.is_open and not self._access.needs_token(principal)
        return is_by_id and len(principal.named) < _MOST

    def _claimed(self, request: Request, coordinator: Coordinator) -> str | None:
        claimed = _topic_of(request)
        session_id = getattr(request, "sessionId", None)
        if claimed is None or session_id is None or not self._is_issued(key(session_id)):
            return None
        there = coordinator.sessions.at(claimed)
        return claimed if there is None or there.key == key(session_id) else None


def _topic_of(request: Request) -> str | None:
    """The session topic that a request for a session is about, if it is the customer's to use."""
    match request:
        case SessionRequest(customerId=customer_id, sessionId=session_id, sessionTopic=given):
            topic = given or topics.session_topic(customer_id, session_id)
        case SessionOnline(customer=CustomerPayload(id=customer_id), sessionTopic=given):
            topic = given or topics.session_topic(customer_id)
        case _:
            return None
    return topic if topics.is_session_topic_of(customer_id, topic) else None
