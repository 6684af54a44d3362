"""What can happen: the coordinator's only input. Facts, in the past tense.

`connection` names the MQTT connection an event came from, so that presence can end when the
connection does; it is None for what did not come over MQTT. `stored` is what the database knows
of something the coordinator no longer holds in memory: closed sessions and stored messages.
"""

from dataclasses import dataclass

from chimp.core.message import Message, MessageRef
from chimp.core.people import Attendant, Customer, Id, Level, Person
from chimp.core.session import Dialect, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRequested:
    """A customer asks for a chat, comes back to one, or (`keep_alive`) says "still here".

    `is_repeatable`: the request id may name a session that was asked for before.
    """

    session_id: Id
    topic: str
    customer: Customer
    dialect: Dialect
    request_id: Id | None = None
    required_level: Level = Level.FIRST
    keep_alive: bool = False
    is_repeatable: bool = True
    expired: bool | None = None
    connection: str | None = None
    stored: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantOnline:
    """An attendant came, or says "still here"; `room` is how many sessions they take (0: any)."""

    attendant: Attendant
    room: int = 0
    connection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantListened:
    """A connection now hears the offers made to an attendant, so it is one of theirs."""

    attendant_id: Id
    connection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantQuit:
    """An attendant says goodbye."""

    attendant_id: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantAccepted:
    """An attendant takes the session they were offered; `room` as in `AttendantOnline`."""

    attendant: Attendant
    session_key: str
    room: int = 0
    connection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """Somebody said something. `message_id` is the same for the same message sent again."""

    session_key: str
    message_id: str
    author: Person
    timestamp: int
    content: str
    connection: str | None = None
    stored_session: Session | None = None
    stored: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesViewed:
    """Somebody read messages of the other side. `reader` is None where the dialect hides it."""

    session_key: str
    messages: tuple[MessageRef, ...]
    read_at: int
    reader_key: str | None = None
    connection: str | None = None
    stored_session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionClosed:
    """An MQTT connection ended, for whatever reason."""

    connection: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed; nothing else did."""


Event = (
    SessionRequested
    | AttendantOnline
    | AttendantListened
    | AttendantQuit
    | AttendantAccepted
    | MessageSent
    | MessagesViewed
    | ConnectionClosed
    | Tick
)
