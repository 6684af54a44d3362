"""Every channel there is: which topic carries which payload, from whom to whom, and what for.

Decoding and the published document are made of this one table. Topics are templates without the
base topic; what stands in braces is described in PARAMETERS.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from chimp.core import topics
from chimp.core.topics import Leaf
from chimp.wire import legacy, seed
from chimp.wire.shape_models import (
    ControlAnswer,
    ControlShape,
    DeliveryShape,
    IssuedChannel,
    ReceiptsShape,
    RefusalShape,
    SessionShape,
)

PARAMETERS: Final = {
    "sessionTopic": "A session's topic as its server names it: one level or more, no wildcard.",
    "customerId": "The id of the customer.",
    "requestID": "What the customer's request was called by its client.",
    "attendantId": "The id of the attendant.",
    "responseTopic": "A topic that the client chose, outside `server/` and `client/` or its own.",
}


class Way(StrEnum):
    """Up is what clients publish, down what they hear."""

    UP = "up"
    DOWN = "down"


class Speech(StrEnum):
    """Which clients speak like that; each value is a heading."""

    SEED = "The seed's dialect"
    LEGACY = "The dialect of 2019"


class Party(StrEnum):
    """Who publishes, or who hears; each value is the sentence that says it."""

    CUSTOMER = "The session's customer."
    BOTH = "The session's customer and its attendant."
    ATTENDANT = "That attendant."
    ASKER = "Whoever asked."


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One kind of payload on one kind of topic.

    `payload` is a pydantic model, or a type made of models. `leaf` is what the topic ends in, if it
    lies below a session topic. `retained`: whoever subscribes later hears the latest one.
    """

    way: Way
    topic: str
    payload: Any
    party: Party
    speech: Speech
    summary: str
    leaf: Leaf | None = None
    retained: bool = False


def _below(leaf: Leaf) -> str:
    return topics.below("{sessionTopic}", leaf)


_SEED_UP: Final = (
    Channel(
        way=Way.UP,
        topic=topics.CHANNELS_REQUEST,
        payload=seed.ChannelRequest,
        party=Party.ASKER,
        speech=Speech.SEED,
        summary="Ask for an identification for a chat: the MQTT twin of `POST /session`.",
    ),
    Channel(
        way=Way.UP,
        topic=topics.SESSIONS_REQUEST,
        payload=seed.SessionRequest,
        party=Party.CUSTOMER,
        speech=Speech.SEED,
        summary="Ask for a chat. The same request again is answered, and changes nothing.",
    ),
)

_SEED_DOWN: Final = (
    Channel(
        way=Way.DOWN,
        topic="{responseTopic}",
        payload=IssuedChannel,
        party=Party.ASKER,
        speech=Speech.SEED,
        summary="The identification that was asked for.",
    ),
    Channel(
        way=Way.DOWN,
        topic=topics.session_answers("{customerId}", "{requestID}"),
        payload=ControlAnswer | RefusalShape,
        party=Party.CUSTOMER,
        speech=Speech.SEED,
        summary="How the session stands that was asked for by this request.",
    ),
    Channel(
        way=Way.DOWN,
        topic=_below(Leaf.CONTROL),
        leaf=Leaf.CONTROL,
        payload=ControlShape | RefusalShape,
        party=Party.BOTH,
        speech=Speech.SEED,
        summary="How the session stands, for clients that listen here.",
    ),
)

_LEGACY_UP: Final = (
    Channel(
        way=Way.UP,
        topic=topics.SESSIONS_ONLINE,
        payload=legacy.SessionOnline,
        party=Party.CUSTOMER,
        speech=Speech.LEGACY,
        summary="Ask for a chat, come back to it, or keep it alive.",
    ),
    Channel(
        way=Way.UP,
        topic=topics.ATTENDANTS_ONLINE,
        payload=legacy.AttendantEnvelope,
        party=Party.ATTENDANT,
        speech=Speech.LEGACY,
        summary="Be there for customers; said again before the keep-alive time is over.",
    ),
    Channel(
        way=Way.UP,
        topic=topics.ATTENDANTS_QUIT,
        payload=legacy.AttendantGoodbye,
        party=Party.ATTENDANT,
        speech=Speech.LEGACY,
        summary="Be there no more; the sessions go to others.",
    ),
    Channel(
        way=Way.UP,
        topic=topics.ATTENDANTS_ASSIGN,
        payload=legacy.Acceptance,
        party=Party.ATTENDANT,
        speech=Speech.LEGACY,
        summary="Take the session that was offered.",
    ),
    Channel(
        way=Way.UP,
        topic=_below(Leaf.MESSAGES),
        leaf=Leaf.MESSAGES,
        payload=legacy.MessageEnvelope,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="Say something.",
    ),
    Channel(
        way=Way.UP,
        topic=_below(Leaf.VIEWED),
        leaf=Leaf.VIEWED,
        payload=legacy.ViewedEnvelope,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="Say which messages were read.",
    ),
)

_LEGACY_DOWN: Final = (
    Channel(
        way=Way.DOWN,
        topic=_below(Leaf.CLIENT_CONTROL),
        leaf=Leaf.CLIENT_CONTROL,
        payload=ControlShape | RefusalShape,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="How the session stands. Who subscribes a moment too late is told the latest.",
    ),
    Channel(
        way=Way.DOWN,
        topic=_below(Leaf.MESSAGES),
        leaf=Leaf.MESSAGES,
        payload=DeliveryShape,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="What was said, to its sender too.",
    ),
    Channel(
        way=Way.DOWN,
        topic=_below(Leaf.VIEWED),
        leaf=Leaf.VIEWED,
        payload=ReceiptsShape,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="What was read, to its reader too.",
    ),
    Channel(
        way=Way.DOWN,
        topic=topics.assign("{attendantId}"),
        payload=SessionShape,
        party=Party.ATTENDANT,
        speech=Speech.LEGACY,
        summary="A session is offered; without an answer in time the next one is asked.",
    ),
    Channel(
        way=Way.DOWN,
        topic=topics.attendant_control("{attendantId}"),
        payload=RefusalShape,
        party=Party.ATTENDANT,
        speech=Speech.LEGACY,
        summary="What was wrong with something that the attendant published.",
    ),
)

CHANNELS: Final = (*_SEED_UP, *_SEED_DOWN, *_LEGACY_UP, *_LEGACY_DOWN)
