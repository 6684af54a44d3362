"""Which topic carries which payload: the one table from topics to what is in them."""

from chimp.core import topics
from chimp.core.topics import Act, Leaf
from chimp.wire import native
from chimp.wire.channel import Way
from chimp.wire.channels import CHANNELS
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
    | native.CustomerRequest
    | native.AttendantRequest
)

_UP = [channel for channel in CHANNELS if channel.way is Way.UP]

_REQUESTS: dict[str, type[Request]] = {
    channel.topic: channel.payload for channel in _UP if not channel.leaf and not channel.act
}

_LEAVES: dict[Leaf, type[Request]] = {
    channel.leaf: channel.payload for channel in _UP if channel.leaf is not None
}

_ACTS: dict[Act, type[Request]] = {
    channel.act: channel.payload for channel in _UP if channel.act is not None
}


def decode(topic: str, payload: bytes) -> Request:
    """What a client published; raises Malformed if it can not be understood."""
    kind = _REQUESTS.get(topic)
    if kind is None and (parsed := topics.parse_leaf(topic)) is not None:
        kind = _LEAVES.get(parsed.leaf)
    if kind is None and (act := topics.parse_act(topic)) is not None:
        kind = _ACTS[act.act]
    if kind is None:
        message = f"nothing is expected on {topic}"
        raise Malformed(message, code="unknown_topic")
    return kind.parse(payload)
