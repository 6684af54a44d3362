"""What `shapes.py` makes, as models: the schemas of the answers that the protocol publishes.

The shapes are built by hand because they are built for every message; these describe them, and a
test holds the two together. A client must ignore members that it does not know: more may follow.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chimp.core.effects import Console, Instruction
from chimp.core.people import Detail, Level
from chimp.core.session import Reason as CloseReason
from chimp.wire.payloads import AnId, Milliseconds

_STATUS = "What became of it: waits for an attendant, is served, or is over."


class Shape(BaseModel):
    """What all of them share."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class CustomerShape(Shape):
    """A visitor, with whatever plain details the site told of them."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Detail]

    id: AnId
    name: str | None
    avatarURL: str | None
    verified: Annotated[bool, Field(description="The site has signed for who this is.")] = False


class AttendantShape(Shape):
    """A support person."""

    id: AnId
    email: str | None
    name: str | None
    avatarURL: str | None
    type: Level


class AccountShape(AttendantShape):
    """An attendant as they see themselves."""

    isAdministrator: bool
    maxSessions: Annotated[
        int | None,
        Field(description="Sessions at a time; 0: any number, null: as the settings say."),
    ]


class LogInShape(Shape):
    """Who is logged in, and until when."""

    expiresAt: Milliseconds
    attendant: AccountShape
    token: Annotated[
        str, Field(description="For `Authorization: Bearer`, and MQTT as `@token`; if wanted.")
    ] = ""


class MessageShape(Shape):
    """One thing said; the dialect of 2019 knows it by its time and its author."""

    sender: Annotated[AttendantShape | CustomerShape, Field(alias="from")]
    timestamp: Annotated[Milliseconds, Field(description="The sender's own clock.")]
    content: Annotated[str, Field(description="Text, never markup: show it as it is.")]
    readAt: Annotated[Milliseconds | None, Field(description="When the other side saw it first.")]


class WantedShape(Shape):
    """Whom a session needs."""

    type: Level
    required: bool


class SessionTemplateShape(Shape):
    """What a session needs."""

    customersAllowed: int
    attendants: list[WantedShape]


class ListedSessionShape(Shape):
    """One customer's conversation, without what it needs."""

    sessionTopic: Annotated[str, Field(description="`st`: its topics lie below, without the base.")]
    sessionId: AnId
    lastMessages: Annotated[list[MessageShape], Field(description="In the order they were sent.")]
    customer: CustomerShape
    requestID: AnId | None
    keepAliveTTL: Annotated[
        Milliseconds, Field(description="How long it lives without a sign of its customer.")
    ]
    createdAt: Milliseconds
    status: Annotated[
        Literal["waitingAttendantsAssignment", "online", "aborted"], Field(description=_STATUS)
    ]
    assignedAttendants: list[AnId]
    expired: Annotated[
        bool, Field(description="The client's own flag: carried, never interpreted.")
    ] = False


class SessionShape(ListedSessionShape):
    """One customer's conversation, and who serves it."""

    sessionTemplate: SessionTemplateShape


class MessageInSession(Shape):
    """A message and the session it was sent in."""

    sessionInfo: SessionShape
    message: MessageShape


class IssuedSession(Shape):
    """An identification for a chat, and the token that proves it."""

    sessionId: Annotated[str, Field(description="Cannot be guessed.")]
    sessionTopic: Annotated[str, Field(description="`st`: its topics lie below, without the base.")]
    customerId: AnId
    keepAliveTTL: Annotated[
        Milliseconds, Field(description="How long a session lives without a sign of its customer.")
    ]
    token: Annotated[
        str,
        Field(description="MQTT password with the username `@token`, and bearer token over HTTP."),
    ]
    tokenExpiresAt: Annotated[Milliseconds, Field(description="Renew it before.")]
    protocolVersion: Annotated[int, Field(description="Of our own dialect, as the server speaks.")]
    verified: Annotated[bool, Field(description="Whether the site has signed for the customer.")]


class AttendantConfiguration(Shape):
    """What an attendant's page has to know."""

    keepAliveTTL: Annotated[
        Milliseconds, Field(description="How long an attendant is there without saying so.")
    ]
    timeZone: Annotated[
        str, Field(description="Whose clock the times of statistics are of, such as UTC.")
    ]


class Link(Shape):
    """A value that leads somewhere."""

    url: str
    label: str


class Point(Shape):
    """One moment of a series."""

    x: Annotated[
        str,
        Field(pattern=r"^\d\d/\d\d/\d{4}-\d\d:\d\d:\d\d$", description="DD/MM/YYYY-HH:MM:SS"),
    ]
    y: int | float


class Row(Shape):
    """One line of what is known of a customer: a text, links, or a series."""

    label: str
    value: str | list[Link] | list[Point]


class IssuedChannel(Shape):
    """A fresh identification for a chat, and the topic that belongs to it."""

    channelTopic: str
    sessionId: str
    sessionTopic: str
    userRequesting: AnId
    keepAliveTTL: Milliseconds
    createdAt: Milliseconds
    status: Literal["pending"]


class ControlShape(Shape):
    """How a session stands."""

    instruction: Instruction
    sessionInfo: SessionShape
    attendantInfo: Annotated[
        AttendantShape | None, Field(description="Who serves it, if somebody does.")
    ] = None
    protocolVersion: Annotated[
        int | None, Field(description="What the server speaks; in sessions of our own dialect.")
    ] = None
    lastSeq: Annotated[
        int | None, Field(description="Number of the last message: fetch what is missing.")
    ] = None
    queuePosition: Annotated[
        int | None,
        Field(description="Who is served next has 1; while nobody is asked. Told when it changes."),
    ] = None
    reason: Annotated[CloseReason | None, Field(description="Why it was closed.")] = None
    closedBy: Annotated[AnId | None, Field(description="Who closed it.")] = None
    closeNote: Annotated[str | None, Field(description="What they said about it.")] = None
    rating: Annotated[int | None, Field(description="From 1 to 5, by the customer.")] = None


class ControlAnswer(ControlShape):
    """How a session stands, with the member that the clients of 2018 read."""

    update: Annotated[str, Field(description="The same as `instruction`.")]


class RefusalShape(Shape):
    """Why nothing was done."""

    instruction: Literal["error"]
    code: Annotated[str, Field(description="For programs.")]
    message: Annotated[str, Field(description="For people.")]
    field: Annotated[str, Field(description="Where it is wrong: a dotted path.")] = ""
    sessionInfo: Annotated[
        SessionShape | None, Field(description="The session it was about, if there is one.")
    ] = None
    update: Annotated[str, Field(description="The same as `instruction`, where 2018 reads it.")] = (
        ""
    )
    id: Annotated[str | None, Field(description="What the client had called it.")] = None
    supported: Annotated[
        list[int] | None, Field(description="Versions that are spoken, if that was the reason.")
    ] = None


class MonitorShape(Shape):
    """Whether they get new sessions, as far as their activity monitor is concerned."""

    instruction: Console


class DeliveryShape(Shape):
    """A message, with the session as it stands then."""

    sessionInfo: SessionShape
    message: MessageShape


class ReceiptsShape(Shape):
    """Messages that were read."""

    session: SessionShape
    readMessages: Annotated[list[MessageShape], Field(description="Each with its `readAt`.")]
