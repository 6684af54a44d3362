"""What can happen: the coordinator's only input. Facts, in the past tense.

`connection` names the MQTT connection an event came from, so that presence can end when the
connection does; it is None for what did not come over MQTT. `stored` is what the database knows
of something the coordinator no longer holds in memory: closed sessions and stored messages.
"""

from dataclasses import dataclass

from chimp.core.message import Message, MessageRef, Note
from chimp.core.people import Attendant, Customer, Id, Level, Person
from chimp.core.session import Dialect, Page, Reason, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRequested:
    """A customer asks for a chat, comes back to one, or (`keep_alive`) says "still here".

    `is_repeatable`: the request id may name a session that was asked for before.
    `page` None says nothing about it. `leaves_message`: they leave a message, and do not wait.
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
    page: Page | None = None
    leaves_message: bool = False
    connection: str | None = None
    stored: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHeard:
    """A customer says "still here", in our own dialect; `page` None says nothing about it."""

    session_key: str
    page: Page | None = None
    connection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantOnline:
    """An attendant came, or says "still here"; `room` is how many sessions they take (0: any).

    `needs_keep_alive`: they count as gone if they do not say so again in time, even while their
    connection lives. `is_away` None changes nothing about that.
    """

    attendant: Attendant
    room: int = 0
    connection: str | None = None
    needs_keep_alive: bool = True
    is_away: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantListened:
    """A connection now hears the offers made to an attendant, so it is one of theirs."""

    attendant_id: Id
    connection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantQuit:
    """An attendant says goodbye, on one `connection` of theirs or (None) on all."""

    attendant_id: Id
    connection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantAway:
    """An attendant takes a break, or (`is_away` False) is back from it."""

    attendant: Attendant
    is_away: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantAccepted:
    """An attendant takes the session they were offered; `room` as in `AttendantOnline`."""

    attendant: Attendant
    session_key: str
    room: int = 0
    connection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined:
    """An attendant does not take the session they were offered."""

    attendant: Attendant
    session_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTaken:
    """An attendant takes a session that waits, whether they were asked or not."""

    attendant: Attendant
    session_key: str
    connection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTransferred:
    """An attendant hands a session on: to a person, to a level, or one level up.

    `note` tells the next one why.
    """

    attendant: Attendant
    session_key: str
    to_attendant: Id | None = None
    to_level: Level | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReleased:
    """An attendant gives a session back to the queue."""

    attendant: Attendant
    session_key: str
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded:
    """Somebody closes a session, and may say why; `by` None is the server itself."""

    session_key: str
    by: Person | None
    reason: Reason
    note: str | None = None
    stored_session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendantJoined:
    """An attendant takes part beside the one who serves, or (`leaves`) no longer does."""

    attendant: Attendant
    session_key: str
    leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten:
    """An attendant tells the others something about a session."""

    note: Note
    stored_session: Session | None = None
    stored: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Somebody is writing, or has stopped; `preview` is what stands there so far."""

    session_key: str
    author: Person
    is_typing: bool
    preview: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenUpTo:
    """Everything of the other side up to a number has reached (`delivered`) or was read by one."""

    session_key: str
    reader: Person
    seen_at: int
    delivered: int | None = None
    read: int | None = None
    connection: str | None = None
    stored_session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRated:
    """A customer says what they think of how they were served."""

    session_key: str
    score: int
    comment: str | None = None
    stored_session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent:
    """Somebody said something. `message_id` is the same for the same message sent again.

    `is_native`: in our own dialect, where a session that a person has closed stays closed and an
    attendant speaks only in sessions of theirs.
    """

    session_key: str
    message_id: str
    author: Person
    timestamp: int
    content: str
    is_native: bool = False
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
class MonitorConnected:
    """The broker of the attendants' activity monitor can be heard from now on."""


@dataclass(frozen=True, slots=True)
class MonitorLost:
    """It can not be heard any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorHeard:
    """It says that the attendant with that e-mail is at work."""

    email: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed; nothing else did."""


Act = OfferDeclined | SessionTaken | SessionTransferred | SessionReleased | AttendantJoined
"""What attendants do with open sessions."""

Word = MessageSent | MessagesViewed | SeenUpTo | Typed | NoteWritten
"""What is said in a session, and what of it was seen."""

FromMonitor = MonitorConnected | MonitorLost | MonitorHeard
"""What is known of the attendants' activity monitor."""

Event = (
    SessionRequested
    | CustomerHeard
    | AttendantOnline
    | AttendantListened
    | AttendantQuit
    | AttendantAway
    | AttendantAccepted
    | Act
    | Word
    | SessionEnded
    | SessionRated
    | ConnectionClosed
    | FromMonitor
    | Tick
)
