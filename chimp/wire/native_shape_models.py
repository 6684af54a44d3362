"""What `native_outbound.py` makes, as models: the schemas of what our own dialect publishes.

As in `shape_models`, these describe what is built by hand; a test holds the two together.
"""

from typing import Annotated, Literal

from pydantic import Field

from chimp.core.people import Level
from chimp.core.session import Reason as CloseReason
from chimp.wire.native_outbound import MAX_EXCERPT
from chimp.wire.payloads import AnId, Milliseconds
from chimp.wire.shape_models import AttendantShape, CustomerShape, Shape

Kind = Annotated[Literal["customer", "attendant"], Field(description="On which side they are.")]


class PersonShape(Shape):
    """Who said or did something, as both sides may know them."""

    kind: Kind
    id: AnId
    name: str | None
    avatarURL: str | None
    type: Annotated[Level | None, Field(description="Of attendants.")] = None
    verified: Annotated[
        bool | None, Field(description="Of customers: whether the site has signed for them.")
    ] = None


class NativeMessageShape(Shape):
    """One thing said. The echo to its sender is the proof that it is stored."""

    id: Annotated[str, Field(description="Made by the sender: the same again is the same message.")]
    sessionId: AnId
    seq: Annotated[int, Field(description="From 1, without gaps: fetch what is missing.")]
    sender: Annotated[PersonShape, Field(alias="from")]
    timestamp: Annotated[Milliseconds, Field(description="The sender's own clock.")]
    storedAt: Annotated[Milliseconds, Field(description="The server's.")]
    content: Annotated[str, Field(description="Text, never markup: show it as it is.")]
    deliveredAt: Annotated[
        Milliseconds | None, Field(description="When it first reached the other side.")
    ]
    readAt: Annotated[Milliseconds | None, Field(description="When the other side saw it first.")]


class NoteShape(Shape):
    """What an attendant tells the others about a session; the customer never sees it."""

    id: str
    sessionId: AnId
    sender: Annotated[PersonShape, Field(alias="from")]
    content: str
    storedAt: Milliseconds


class TypingShape(Shape):
    """Somebody is writing, or has stopped."""

    sessionId: AnId
    sender: Annotated[PersonShape, Field(alias="from")]
    isTyping: bool
    preview: Annotated[str | None, Field(description="What a customer has written so far.")] = None


class ReaderShape(Shape):
    """Who has seen something; the dialect of 2019 does not always say who it was."""

    kind: Kind
    id: AnId | None


class SeenShape(Shape):
    """Everything that the other side wrote, up to these numbers, has arrived or was read."""

    sessionId: AnId
    by: PersonShape | ReaderShape
    delivered: int | None = None
    read: int | None = None
    at: Milliseconds


class RatingShape(Shape):
    """What the customer thinks of how they were served."""

    score: Annotated[int, Field(ge=1, le=5)]
    comment: str | None


class PageShape(Shape):
    """Where on the site a customer is, as their page says: an http or https address."""

    url: str
    title: str | None


class SessionSummary(Shape):
    """How a session stands, without what was said in it."""

    sessionId: AnId
    sessionTopic: str
    customer: CustomerShape
    customerOnline: Annotated[
        bool, Field(description="A connection lives on which the customer was heard.")
    ]
    page: PageShape | None
    leftMessage: Annotated[
        bool, Field(description="The customer left a message, and is not expected to stay.")
    ]
    status: Literal["waitingAttendantsAssignment", "online", "aborted"]
    type: Annotated[Level, Field(description="Which attendants it is for.")]
    createdAt: Milliseconds
    waitingSince: Milliseconds
    assignedAttendants: list[AnId]
    offeredTo: AnId | None
    offerExpiresAt: Annotated[
        Milliseconds | None, Field(description="When the offer to `offeredTo` runs out.")
    ]
    declinedBy: list[str]
    lastSeq: int
    closedAt: Milliseconds | None
    reason: CloseReason | None
    closedBy: AnId | None
    closeNote: str | None
    rating: RatingShape | None


class SpeakerShape(Shape):
    """Who said something, in a line."""

    kind: Kind
    id: AnId
    name: str | None


class LastMessageShape(Shape):
    """What was said last, in a line."""

    seq: int
    sender: Annotated[SpeakerShape, Field(alias="from")]
    content: Annotated[str, Field(description=f"The first {MAX_EXCERPT} characters.")]
    storedAt: Milliseconds


class DeskSession(SessionSummary):
    """How a session stands, and what attendants have to see of it at once."""

    lastMessage: LastMessageShape | None
    unread: Annotated[int, Field(description="The customer's messages that no attendant has read.")]


class AnAttendant(Shape):
    """Somebody of whom no more is known."""

    id: AnId


class PresenceShape(Shape):
    """Whether an attendant is there, how many sessions they have, and how many they take."""

    attendant: AttendantShape | AnAttendant
    state: Literal["online", "away", "offline"]
    sessions: int
    limit: Annotated[int, Field(description="0: any number.")]


class AvailabilityShape(Shape):
    """How many attendants there are; retained, and for anybody."""

    protocolVersion: int
    attendants: Annotated[int, Field(description="There, and not away.")]
    available: Annotated[int, Field(description="Of them, with room for one more session.")]
    waiting: Annotated[int, Field(description="Sessions in the queue.")]
    at: Milliseconds


class DeskShape(Shape):
    """Everything that attendants hear on `client/desk/#`, as it is now, and a little more."""

    availability: AvailabilityShape
    attendants: list[PresenceShape]
    sessions: list[DeskSession]


class ReturnedShape(Shape):
    """A session that was handed on is theirs again."""

    instruction: Literal["transfer/returned"]
    sessionId: AnId
    sessionTopic: str
    message: Annotated[str, Field(description="Why.")]
