"""Every channel there is: which topic carries which payload, from whom to whom, and what for.

Decoding and the published document are made of this one table. Topics are templates without the
base topic; what stands in braces is described in PARAMETERS.
"""

from typing import Final

from chimp.core import topics
from chimp.core.topics import Leaf
from chimp.wire import legacy, seed
from chimp.wire.channel import Channel, Party, Speech, Way, below
from chimp.wire.native_channels import NATIVE_DOWN, NATIVE_UP
from chimp.wire.native_shape_models import ReturnedShape
from chimp.wire.shape_models import (
    ControlAnswer,
    ControlShape,
    DeliveryShape,
    IssuedChannel,
    MonitorShape,
    ReceiptsShape,
    RefusalShape,
    SessionShape,
)

PARAMETERS: Final = {
    "sessionTopic": "A session's topic as its server names it: one level or more, no wildcard.",
    "customerId": "The id of the customer.",
    "requestID": "What the customer's request was called by its client.",
    "attendantId": "The id of the attendant.",
    "sessionId": "The id of the session.",
    "responseTopic": "A topic that the client chose, outside `server/` and `client/` or its own.",
}


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
        topic=below(Leaf.CONTROL),
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
        topic=below(Leaf.MESSAGES),
        leaf=Leaf.MESSAGES,
        payload=legacy.MessageEnvelope,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="Say something.",
    ),
    Channel(
        way=Way.UP,
        topic=below(Leaf.VIEWED),
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
        topic=below(Leaf.CLIENT_CONTROL),
        leaf=Leaf.CLIENT_CONTROL,
        payload=ControlShape | RefusalShape,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="How the session stands. Who subscribes a moment too late is told the latest.",
    ),
    Channel(
        way=Way.DOWN,
        topic=below(Leaf.MESSAGES),
        leaf=Leaf.MESSAGES,
        payload=DeliveryShape,
        party=Party.BOTH,
        speech=Speech.LEGACY,
        summary="What was said, to its sender too.",
    ),
    Channel(
        way=Way.DOWN,
        topic=below(Leaf.VIEWED),
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
        payload=RefusalShape | ReturnedShape | MonitorShape,
        party=Party.ATTENDANT,
        speech=Speech.LEGACY,
        summary="What was wrong with something that they published, what came back to them, and"
        " whether their activity monitor is heard.",
    ),
)

CHANNELS: Final = (*NATIVE_UP, *NATIVE_DOWN, *_SEED_UP, *_SEED_DOWN, *_LEGACY_UP, *_LEGACY_DOWN)
