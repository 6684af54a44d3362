"""Our own dialect: what customers and attendants send (contract, section 6).

Who speaks, and of which session a customer speaks, stands in the topic; the rest is here.
"""

from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StrictBool, StrictInt, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from chimp.core.people import Customer, Level
from chimp.core.protocol import PROTOCOL_VERSION, SPOKEN_VERSIONS
from chimp.core.session import Page
from chimp.wire.payloads import (
    MAX_INTEGER,
    AnId,
    AttendantPayload,
    Payload,
    Text,
    Url,
    plain_details,
)

MAX_PREVIEW = 1_000
MAX_PAGE_URL = 2_000
MAX_PAGE_TITLE = 200
MAX_MINUTES = 60 * 24 * 365
_MAX_MESSAGE_ID = 128


UNSUPPORTED: Final = "unsupported_version"
_SPEAKS: Final = "this server speaks version {spoken}"


def _check_version(version: int) -> int:
    if version not in SPOKEN_VERSIONS:
        spoken = ", ".join(map(str, sorted(SPOKEN_VERSIONS)))
        raise PydanticCustomError(UNSUPPORTED, _SPEAKS, {"spoken": spoken})
    return version


def _check_message_id(identifier: str) -> str:
    if not identifier.isprintable():
        message = "a message id has no control characters"
        raise ValueError(message)
    return identifier


def _check_page(url: str) -> str:
    """An address that a link may lead to: nothing that would run as a script."""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or not url.isprintable() or any(map(str.isspace, url)):
        message = "must be an http or https address"
        raise ValueError(message)
    return url


Version = Annotated[StrictInt, AfterValidator(_check_version)]
MessageId = Annotated[
    StrictStr,
    Field(min_length=1, max_length=_MAX_MESSAGE_ID),
    AfterValidator(_check_message_id),
]
PageAddress = Annotated[
    StrictStr,
    Field(max_length=MAX_PAGE_URL, json_schema_extra={"format": "uri", "pattern": "^https?://"}),
    AfterValidator(_check_page),
]
Content = Annotated[StrictStr, Field(min_length=1)]
Moment = Annotated[StrictInt, Field(ge=0, le=MAX_INTEGER)]
Seq = Annotated[StrictInt, Field(ge=1, le=MAX_INTEGER)]
_LEAVES_MESSAGE: Final = (
    "Only a message is left: the session waits behind those whose customer is there, and does not"
    " expire. An `open` that does not say so makes it like the others again."
)
Remark = Annotated[StrictStr, Field(min_length=1, max_length=2_000)]


class SelfDescription(Payload):
    """What a customer tells about themselves; who they are stands in the topic."""

    model_config = Payload.model_config | {"extra": "allow"}

    name: Text | None = None
    avatarURL: Url | None = None


class PagePayload(Payload):
    """Where on the site a customer is."""

    url: PageAddress
    title: Annotated[StrictStr, Field(max_length=MAX_PAGE_TITLE)] | None = None

    def page(self) -> Page:
        return Page(self.url, self.title)


class Open(Payload):
    """`<st>/server/open`: asks for the chat, or comes back to it."""

    protocolVersion: Version = PROTOCOL_VERSION
    customer: SelfDescription = SelfDescription()
    level: Level = Level.FIRST
    requestId: AnId | None = None
    page: PagePayload | None = None
    leavesMessage: Annotated[StrictBool, Field(description=_LEAVES_MESSAGE)] = False

    def asking(self, customer_id: str) -> Customer:
        told = self.customer
        return Customer(
            id=customer_id,
            name=told.name,
            avatar_url=told.avatarURL,
            details=plain_details(told.model_extra or {}),
        )


class Say(Payload):
    """`<st>/server/messages`. The same `id` again is the same message."""

    id: MessageId
    content: Content
    timestamp: Moment | None = None


class Typing(Payload):
    """`<st>/server/typing`."""

    isTyping: StrictBool
    preview: Annotated[StrictStr, Field(max_length=MAX_PREVIEW)] | None = None


class Seen(Payload):
    """`<st>/server/viewed`: what has arrived, and what was read, up to these numbers."""

    delivered: Seq | None = None
    read: Seq | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.delivered is None and self.read is None:
            message = "one of delivered and read is needed"
            raise ValueError(message)
        return self


class KeepAlive(Payload):
    """`<st>/server/keepalive`."""

    page: PagePayload | None = None


class Close(Payload):
    """`<st>/server/close`."""

    reason: Remark | None = None


class Rate(Payload):
    """`<st>/server/rating`."""

    score: Annotated[StrictInt, Field(ge=1, le=5)]
    comment: Remark | None = None


class Online(Payload):
    """`server/attendants/<id>/online`. `attendantInfo` counts where nobody has to log in."""

    protocolVersion: Version = PROTOCOL_VERSION
    away: StrictBool | None = None
    attendantInfo: AttendantPayload | None = None


class Quit(Payload):
    """`server/attendants/<id>/quit`: on this connection, or on all."""

    everywhere: StrictBool = False


class Away(Payload):
    """`server/attendants/<id>/away`."""


class Back(Payload):
    """`server/attendants/<id>/back`."""


class AboutSession(Payload):
    """What names a session of which an attendant speaks."""

    sessionId: AnId


class Accept(AboutSession):
    """`server/attendants/<id>/accept`: the offer."""


class Decline(AboutSession):
    """`server/attendants/<id>/decline`: the offer."""


class Take(AboutSession):
    """`server/attendants/<id>/take`: a session that waits."""


class Target(Payload):
    """To whom a session is handed on: one person, or one level."""

    attendantId: AnId | None = None
    level: Level | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.attendantId is None) == (self.level is None):
            message = "one of attendantId and level is needed"
            raise ValueError(message)
        return self


class Transfer(AboutSession):
    """`server/attendants/<id>/transfer`."""

    to: Target
    note: Remark | None = None


class Escalate(AboutSession):
    """`server/attendants/<id>/escalate`: to the next level."""

    note: Remark | None = None


class Release(AboutSession):
    """`server/attendants/<id>/release`: back to the queue."""

    note: Remark | None = None


class CloseSession(AboutSession):
    """`server/attendants/<id>/close`."""

    reason: Remark | None = None


class Join(AboutSession):
    """`server/attendants/<id>/join`."""


class Leave(AboutSession):
    """`server/attendants/<id>/leave`."""


class AttendantSay(AboutSession, Say):
    """`server/attendants/<id>/messages`."""


class AttendantTyping(AboutSession, Typing):
    """`server/attendants/<id>/typing`."""


class AttendantSeen(AboutSession, Seen):
    """`server/attendants/<id>/viewed`."""


class WriteNote(AboutSession):
    """`server/attendants/<id>/notes`: for attendants alone."""

    id: MessageId
    content: Content


class Ban(Payload):
    """`server/attendants/<id>/ban`: a customer, or with `address` where a session comes from."""

    sessionId: AnId | None = None
    customerId: AnId | None = None
    address: StrictBool = False
    minutes: Annotated[StrictInt, Field(ge=1, le=MAX_MINUTES)] | None = None
    reason: Remark | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.sessionId is None) == (self.customerId is None):
            message = "one of sessionId and customerId is needed"
            raise ValueError(message)
        if self.address and self.sessionId is None:
            message = "sessionId is needed to find the address"
            raise ValueError(message)
        return self


class Unban(Payload):
    """`server/attendants/<id>/unban`."""

    customerId: AnId | None = None
    address: Annotated[StrictStr, Field(min_length=1, max_length=64)] | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.customerId is None) == (self.address is None):
            message = "one of customerId and address is needed"
            raise ValueError(message)
        return self


CustomerRequest = Open | Say | Typing | Seen | KeepAlive | Close | Rate

AttendantRequest = (
    Online
    | Quit
    | Away
    | Back
    | Accept
    | Decline
    | Take
    | Transfer
    | Escalate
    | Release
    | CloseSession
    | Join
    | Leave
    | AttendantSay
    | AttendantTyping
    | AttendantSeen
    | WriteNote
    | Ban
    | Unban
)
