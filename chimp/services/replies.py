"""Where the sender of a request that was refused can be told why.

Only where the sender may listen itself: a bad request never makes the server speak to others.
"""

from dataclasses import replace
from typing import Any

import orjson

from chimp.core import topics
from chimp.core.access import Access, Action
from chimp.core.coordinator import Coordinator
from chimp.core.effects import Refuse
from chimp.core.exchange import Inbound
from chimp.core.session import Session
from chimp.core.topics import Leaf


class Replies:
    """Addresses refusals."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def address(self, refuse: Refuse, inbound: Inbound, coordinator: Coordinator) -> Refuse:
        """The same refusal, to wherever the sender of `inbound` listens."""
        principal = inbound.principal
        act = topics.parse_act(inbound.topic)
        if act is not None:
            control = topics.attendant_control(act.attendant_id)
            return self._privately(refuse, inbound, control)
        parsed = topics.parse_leaf(inbound.topic)
        if parsed is not None and parsed.leaf in topics.CUSTOMER_LEAVES:
            control = topics.below(parsed.session_topic, Leaf.CLIENT_CONTROL)
            return self._privately(refuse, inbound, control)
        if parsed is not None:
            session = coordinator.sessions.at(parsed.session_topic)
            control = topics.below(parsed.session_topic, Leaf.CLIENT_CONTROL)
            found = [] if session is not None else [control]
            return self._to(refuse, inbound, found, session)
        told = _readable(inbound.payload)
        if inbound.topic in topics.ATTENDANT_REQUESTS:
            named = _member(told.get("attendantInfo"), "id")
            if principal.attendant is not None:
                named = principal.attendant.key
            found = [] if named is None else [topics.attendant_control(named)]
        else:
            found = _named_topics(told)
            if principal.session_topic is not None:
                found.append(topics.below(principal.session_topic, Leaf.CLIENT_CONTROL))
        return self._to(refuse, inbound, list(dict.fromkeys(found)), None)

    def _privately(self, refuse: Refuse, inbound: Inbound, control: str) -> Refuse:
        """As our own dialect has it: to who asked, naming what they called it."""
        named = _readable(inbound.payload).get("id") if refuse.request_id is None else None
        return replace(
            self._to(refuse, inbound, [control], None),
            is_private=True,
            request_id=named if isinstance(named, str) else refuse.request_id,
        )

    def _to(
        self, refuse: Refuse, inbound: Inbound, found: list[str], session: Session | None
    ) -> Refuse:
        asker = inbound.principal.connection
        return replace(refuse, session=session, topics=self._audible(inbound, found), asker=asker)

    def _audible(self, inbound: Inbound, found: list[str]) -> tuple[str, ...]:
        return tuple(
            topic
            for topic in found
            if topics.is_plain(topic)
            and self._access.may(inbound.principal, Action.SUBSCRIBE, topic)
        )


def _named_topics(told: dict[str, Any]) -> list[str]:
    """The control topics that a request for a session names, as far as it can be read."""
    customer = told.get("customerId", _member(told.get("customer"), "id"))
    if not isinstance(customer, str | int):
        return []
    found = []
    given, session_id = told.get("sessionTopic"), told.get("sessionId")
    if not isinstance(given, str) and isinstance(session_id, str | int):
        given = topics.session_topic(customer, session_id)
    if isinstance(given, str) and topics.is_session_topic_of(customer, given):
        found.append(topics.below(given, Leaf.CLIENT_CONTROL))
    request = told.get("requestID", told.get("requestId"))
    if isinstance(request, str | int):
        found.append(topics.session_answers(customer, request))
    return found


def _readable(payload: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}


def _member(told: object, name: str) -> str | int | None:
    value = told.get(name) if isinstance(told, dict) else None
    return value if isinstance(value, str | int) else None
