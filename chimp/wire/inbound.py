"""Which topic carries which payload: the one table from topics to what is in them."""

from chimp.core import topics
from chimp.core.topics import Leaf
from chimp.wire.legacy import (
    Acceptance,
    AttendantEnvelope,
    AttendantGoodbye,
    MessageEnvelope,
    SessionOnline,
    ViewedEnvelope,
)
from chimp.wire.payloads import Malformed
from chimp.wire.seed import ChannelRequest, SessionRequest

Request = (
    SessionOnline
    | SessionRequest
    | ChannelRequest
    | AttendantEnvelope
    | AttendantGoodbye
    | Acceptance
    | MessageEnvelope
    | ViewedEnvelope
)

_REQUESTS: dict[str, type[Request]] = {
    topics.SESSIONS_ONLINE: SessionOnline,
    topics.SESSIONS_REQUEST: SessionRequest,
    topics.CHANNELS_REQUEST: ChannelRequest,
    topics.ATTENDANTS_ONLINE: AttendantEnvelope,
    topics.ATTENDANTS_QUIT: AttendantGoodbye,
    topics.ATTENDANTS_ASSIGN: Acceptance,
}

_LEAVES: dict[Leaf, type[Request]] = {
    Leaf.MESSAGES: MessageEnvelope,
    Leaf.VIEWED: ViewedEnvelope,
}


def decode(topic: str, payload: bytes) -> Request:
    """What a client published; raises Malformed if it can not be understood."""
    kind = _REQUESTS.get(topic)
    if kind is None and (parsed := topics.parse_leaf(topic)) is not None:
        kind = _LEAVES.get(parsed.leaf)
    if kind is None:
        message = f"nothing is expected on {topic}"
        raise Malformed(message, code="unknown_topic")
    return kind.parse(payload)
