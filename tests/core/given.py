"""Ann asks, Bob answers, Sue supervises: what the tests of the rules begin with."""

from dataclasses import replace

from chimp.core.coordinator import Coordinator, Patience
from chimp.core.effects import Announce, Effect, Instruction, Offer, Record, Refuse, SaveSession
from chimp.core.events import (
    AttendantAccepted,
    AttendantOnline,
    Event,
    OfferDeclined,
    SessionReleased,
    SessionRequested,
    SessionTaken,
    SessionTransferred,
    Tick,
)
from chimp.core.message import Note
from chimp.core.people import Attendant, Customer, Id, Level
from chimp.core.session import Dialect, Session

SECOND = 1_000
MINUTE = 60 * SECOND
PATIENCE = Patience()
GRACE, ASSIGN = PATIENCE.disconnect_grace, PATIENCE.assign_timeout

ANN = Customer(id="ann")
BOB = Attendant(id=101, name="Bob")
EVE = Attendant(id="eve")
SUE = Attendant(id="sue", level=Level.SUPERVISOR)
MAX = Attendant(id="max", level=Level.SECOND)
ADA = Attendant(id="ada", is_administrator=True)

ASKED = Session(
    id="s1",
    topic="server/sessions/ann/s1",
    customer=ANN,
    dialect=Dialect.NATIVE,
    created_at=0,
    waiting_since=0,
    keep_alive_ttl=PATIENCE.session_ttl,
)
SERVED = ASKED.served_by(BOB.id)


def opens(session_id: str = "s1", customer: Customer = ANN, **known: Session) -> SessionRequested:
    return SessionRequested(
        session_id=session_id,
        topic=f"server/sessions/{customer.id}/{session_id}",
        customer=customer,
        dialect=Dialect.NATIVE,
        is_repeatable=False,
        connection=f"page of {customer.id}",
        stored=known.get("stored"),
    )


def asks_for(level: Level, session_id: str = "s1") -> SessionRequested:
    return replace(opens(session_id), required_level=level)


def online(
    attendant: Attendant, room: int = 0, page: str | None = None, *, away: bool | None = None
) -> AttendantOnline:
    """As in our own dialect: there as long as a page of theirs is."""
    return AttendantOnline(
        attendant=attendant,
        room=room,
        connection=page or f"page of {attendant.id}",
        needs_keep_alive=False,
        is_away=away,
    )


def accepts(attendant: Attendant, session_key: str = "s1") -> AttendantAccepted:
    return AttendantAccepted(attendant=attendant, session_key=session_key)


def takes(attendant: Attendant, session_key: str = "s1", page: str | None = None) -> SessionTaken:
    return SessionTaken(attendant=attendant, session_key=session_key, connection=page)


def declines(attendant: Attendant, session_key: str = "s1") -> OfferDeclined:
    return OfferDeclined(attendant=attendant, session_key=session_key)


def releases(attendant: Attendant, note: Note | None = None) -> SessionReleased:
    return SessionReleased(attendant=attendant, session_key="s1", note=note)


def hands_to(
    attendant: Attendant, to: Attendant | Level | None = None, note: Note | None = None
) -> SessionTransferred:
    """To a person, to a level, or one level up."""
    return SessionTransferred(
        attendant=attendant,
        session_key="s1",
        to_attendant=to.id if isinstance(to, Attendant) else None,
        to_level=to if isinstance(to, Level) else None,
        note=note,
    )


def note(author: Attendant, content: str = "be kind", note_id: str = "n1") -> Note:
    return Note(id=note_id, session_key="s1", author=author, content=content, stored_at=1)


def after(*history: Event | tuple[Event, int]) -> Coordinator:
    """What was at 0, unless it says when."""
    coordinator = Coordinator(PATIENCE)
    for entry in history:
        event, now = entry if isinstance(entry, tuple) else (entry, 0)
        coordinator.handle(event, now)
    return coordinator


def served(*more: Event | tuple[Event, int], by: Attendant = BOB, room: int = 0) -> Coordinator:
    """Ann's session is served, and then more happens."""
    return after(online(by, room), opens(), accepts(by), *more)


def current(coordinator: Coordinator, session_key: str = "s1") -> Session:
    session = coordinator.sessions.get(session_key)
    assert session is not None
    return session


def load(coordinator: Coordinator, attendant: Attendant) -> int:
    presence = coordinator.attendance.get(attendant.key)
    assert presence is not None
    return presence.load


def refused(coordinator: Coordinator, event: Event, now: int = 1) -> tuple[str, str | None]:
    """The code and the field of a refusal, which has changed nothing, however often it comes."""
    before = {session.key: session for session in coordinator.sessions}
    loads = {presence.attendant_id: presence.load for presence in coordinator.attendance}
    deadline = coordinator.next_deadline()
    (refuse,) = coordinator.handle(event, now)
    assert coordinator.handle(event, now) == [refuse]
    assert isinstance(refuse, Refuse)
    assert {session.key: session for session in coordinator.sessions} == before
    assert {p.attendant_id: p.load for p in coordinator.attendance} == loads
    assert coordinator.next_deadline() == deadline
    return refuse.code, refuse.field


def twice(coordinator: Coordinator, event: Event, now: int = 1) -> list[Effect]:
    """What follows; that the same once more has no effect is part of it."""
    done = coordinator.handle(event, now)
    assert coordinator.handle(event, now) == []
    return done


def passes(coordinator: Coordinator, until: int) -> list[Effect]:
    """Everything that time brings up to a moment."""
    done: list[Effect] = []
    while (deadline := coordinator.next_deadline()) is not None and deadline <= until:
        done += coordinator.handle(Tick(), deadline)
    return done


def announced(done: list[Effect]) -> list[Instruction]:
    return [effect.instruction for effect in done if isinstance(effect, Announce)]


def offers(done: list[Effect]) -> list[tuple[str, Id]]:
    return [(e.session.key, e.attendant_id) for e in done if isinstance(e, Offer)]


def saved(done: list[Effect]) -> list[Session]:
    return [effect.session for effect in done if isinstance(effect, SaveSession)]


def records(done: list[Effect]) -> list[tuple[str, str]]:
    return [(effect.kind, effect.because) for effect in done if isinstance(effect, Record)]


def record(kind: str, because: str, attendant: str | None = None) -> Record:
    return Record(
        kind=kind, because=because, session_key="s1", customer_key="ann", attendant_key=attendant
    )
