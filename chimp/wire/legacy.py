"""The dialect of 2019: what its widget and its back office send (contract, section 4)."""

from hashlib import sha256
from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, StrictStr

from chimp.core.message import MessageRef
from chimp.wire.payloads import (
    AnId,
    AttendantPayload,
    ClockTime,
    CustomerPayload,
    Payload,
    PersonPayload,
    SessionTemplate,
    Topic,
)

MAX_RECEIPTS = 1_000
"""How many messages one receipt may name."""


class SessionOnline(Payload):
    """`server/sessions/online`: the 2019 widget's Session."""

    sessionId: AnId
    customer: CustomerPayload | None = None
    sessionTopic: Topic | None = None
    requestID: AnId | None = None
    status: StrictStr | None = None
    expired: StrictBool | None = None
    sessionTemplate: SessionTemplate | None = None


class AttendantEnvelope(Payload):
    """`server/attendants/online`."""

    attendantInfo: AttendantPayload


class AttendantGoodbye(Payload):
    """`server/attendants/quit`."""

    attendantInfo: AttendantPayload


class OfferedSession(Payload):
    sessionId: AnId


class Acceptance(Payload):
    """`server/attendants/assign`."""

    attendantInfo: AttendantPayload
    sessionInfo: OfferedSession


class MessagePayload(Payload):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    sender: PersonPayload = Field(validation_alias="from")
    timestamp: ClockTime
    content: Annotated[StrictStr, Field(min_length=1)]

    def message_id(self) -> str:
        """The same for the same message sent again, another for every other one.

        The dialect knows a message by its time and its author alone; two in one millisecond are
        told apart by what they say.
        """
        who = f"{self.sender.type or 'customer'} {self.sender.id} {self.timestamp} "
        return sha256((who + self.content).encode()).hexdigest()[:32]


class MessageEnvelope(Payload):
    """`<st>/messages`."""

    message: MessagePayload


class Author(Payload):
    id: AnId


class ReceiptPayload(Payload):
    sender: Author = Field(validation_alias="from")
    timestamp: ClockTime
    content: StrictStr | None = None
    readAt: ClockTime | None = None


class ViewedEnvelope(Payload):
    """`<st>/messages/viewed`."""

    readMessages: Annotated[list[ReceiptPayload], Field(max_length=MAX_RECEIPTS)]

    def refs(self) -> tuple[MessageRef, ...]:
        return tuple(
            MessageRef(read.timestamp, read.sender.id, read.content) for read in self.readMessages
        )

    def read_at(self, now: int) -> int:
        """When the reader says they were read; `now` where it says nothing."""
        return next((read.readAt for read in self.readMessages if read.readAt is not None), now)
