"""What is to be done about it: the coordinator's only output. Imperatives, carried out in order.

All saves and records of a batch go into one transaction; everything else is published after it
was committed, and only then.
"""

from dataclasses import dataclass
from enum import StrEnum

from chimp.core.message import Message, MessageRef
from chimp.core.people import Attendant, Id
from chimp.core.session import Session


class Instruction(StrEnum):
    """What a session's control topic says (contract, section 3)."""

    READY = "session/ready"
    UPDATE = "session/update"
    UNAVAILABLE = "session/aborted/unavailableAttendants"
    EXPIRED = "session/aborted/expired"


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
class Deliver:
    """Give a stored message to both sides; a repeated one only to the connection that sent it."""

    session: Session
    message: Message
    only_to: str | None = None


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
    tell, and it is only logged and counted.
    """

    code: str
    message: str
    field: str | None = None
    session: Session | None = None
    topics: tuple[str, ...] = ()
    asker: str | None = None


Save = SaveSession | SaveMessage | MarkRead | Record
Publish = Announce | Offer | Deliver | ShowRead | Refuse
Effect = Save | Publish
