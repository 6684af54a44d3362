"""What is to be done about it: the coordinator's only output. Imperatives, carried out in order.

All saves and records of a batch go into one transaction; everything else is published after it
was committed, and only then.
"""

from dataclasses import dataclass
from enum import StrEnum

from chimp.core.bans import Ban, BanKind
from chimp.core.message import Message, MessageRef, Note
from chimp.core.people import Attendant, Id, Person
from chimp.core.session import Session


class Instruction(StrEnum):
    """What a session's control topic says (contract, section 3)."""

    READY = "session/ready"
    UPDATE = "session/update"
    UNAVAILABLE = "session/aborted/unavailableAttendants"
    EXPIRED = "session/aborted/expired"
    CLOSED = "session/closed"


class Console(StrEnum):
    """What an attendant's control topic says of their activity monitor (contract, section 3)."""

    BLOCK = "attendant/control/terminate/activity_monitor_offline"
    UNBLOCK = "attendant/control/resume/activity_monitor_online"


@dataclass(frozen=True, slots=True)
class SaveSession:
    """Store the session as it now is (insert or replace), and its customer with it."""

    session: Session


@dataclass(frozen=True, slots=True)
class SaveMessage:
    """Store a new message."""

    message: Message


@dataclass(frozen=True, slots=True)
class MarkRead:
    """Store when messages were first read; those already marked keep their time."""

    session_key: str
    messages: tuple[MessageRef, ...]
    read_at: int
    reader_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSeen:
    """Store when everything up to a number first reached, or was first read by, the other side.

    `by_customer`: the reader is the customer, so what attendants wrote is marked, and the other way
    round.
    """

    session_key: str
    by_customer: bool
    seen_at: int
    delivered: int | None = None
    read: int | None = None


@dataclass(frozen=True, slots=True)
class SaveNote:
    """Store a note of an attendant's."""

    note: Note


@dataclass(frozen=True, slots=True)
class SaveBan:
    """Keep somebody out from now on."""

    ban: Ban


@dataclass(frozen=True, slots=True)
class DropBan:
    """Let somebody in again."""

    kind: BanKind
    value: str


@dataclass(frozen=True, slots=True)
class Erase:
    """Remove a session and all that belongs to it: the server has talked to itself."""

    session_key: str
    customer_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Append to the event log, and log one line: what happened, to whom, and why."""

    kind: str
    because: str
    session_key: str | None = None
    customer_key: str | None = None
    attendant_key: str | None = None


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell both sides how the session stands."""

    session: Session
    instruction: Instruction
    attendant: Attendant | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Ask an attendant to take the session."""

    session: Session
    attendant_id: Id


@dataclass(frozen=True, slots=True)
class Instruct:
    """Tell an attendant that they get no new sessions, or do again."""

    attendant_id: Id
    instruction: Console


@dataclass(frozen=True, slots=True)
class Deliver:
    """Give a stored message to both sides; a repeated one only to the connection that sent it."""

    session: Session
    message: Message
    only_to: str | None = None


@dataclass(frozen=True, slots=True)
class ShowNote:
    """Give a stored note to the attendants; a repeated one only to the connection that sent it."""

    session: Session
    note: Note


@dataclass(frozen=True, slots=True)
class ShowTyping:
    """Tell both sides that somebody is writing, or has stopped."""

    session: Session
    author: Person
    is_typing: bool
    preview: str | None = None


@dataclass(frozen=True, slots=True)
class ShowSeen:
    """Tell both sides up to where somebody has received or read what the other side wrote."""

    session: Session
    reader: Person
    seen: MarkSeen


@dataclass(frozen=True, slots=True)
class Return:
    """Tell an attendant that the session they handed on is theirs again."""

    session: Session
    attendant_id: Id
    because: str


@dataclass(frozen=True, slots=True)
class ShowRead:
    """Tell both sides which messages were read, and when."""

    session: Session
    messages: tuple[MessageRef, ...]
    read_at: int
    reader_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Tell the sender, in words, why nothing was done.

    Goes to the control topics of `session` and to `topics`, and there to `asker`, the connection
    that asked, even if it may not hear what else is said there. With no topic there is nobody to
    tell, and it is only logged and counted. `is_private`: to the asker alone, if it listens there.
    `request_id` is the id that the client gave to what is refused.
    """

    code: str
    message: str
    field: str | None = None
    session: Session | None = None
    topics: tuple[str, ...] = ()
    asker: str | None = None
    is_private: bool = False
    request_id: str | None = None


Save = (
    SaveSession | SaveMessage | MarkRead | MarkSeen | SaveNote | SaveBan | DropBan | Erase | Record
)
Publish = (
    Announce
    | Offer
    | Instruct
    | Deliver
    | ShowRead
    | ShowSeen
    | ShowTyping
    | ShowNote
    | Return
    | Refuse
)
Effect = Save | Publish
