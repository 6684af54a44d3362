"""What a naive book-keeper knows beside the coordinator: what was saved, and who is there."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from chimp.core import effects
from chimp.core.coordinator import Coordinator, Patience
from chimp.core.effects import Effect
from chimp.core.message import Message, MessageRef, Note
from chimp.core.people import Attendant, Customer, Level, Person
from chimp.core.session import Session

PATIENCE = Patience(
    session_ttl=80,
    attendant_ttl=60,
    assign_timeout=20,
    disconnect_grace=15,
    update_interval=30,
    queue_interval=7,
)
"""Milliseconds, so that a short wait may reach any of them."""


@dataclass(slots=True)
class Database:
    """What was saved; every save keeps the constraints of the real one."""

    sessions: dict[str, Session] = field(default_factory=dict)
    latest_at: dict[str, str] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    notes: dict[tuple[str, str], Note] = field(default_factory=dict)
    read: dict[tuple[str, str], int] = field(default_factory=dict)
    delivered: dict[tuple[str, str], int] = field(default_factory=dict)

    def save(self, effect: Effect) -> None:
        match effect:
            case effects.SaveSession(session):
                if session.is_open and not self.is_open(session.key):
                    self.sessions.pop(session.key, None)  # its place is behind those who are there
                self.sessions[session.key] = session
                self.latest_at[session.topic] = session.key
            case effects.SaveMessage(message):
                self._append(message)
            case effects.SaveNote(note):
                assert note.session_key in self.sessions
                assert (note.session_key, note.id) not in self.notes, "stored twice"
                self.notes[note.session_key, note.id] = note
            case effects.MarkRead(session_key, refs, read_at):
                self._mark_read(session_key, refs, read_at)
            case effects.MarkSeen():
                self._mark_seen(effect)
            case effects.Erase(session_key):
                topic = self.sessions.pop(session_key).topic
                self.latest_at.pop(topic)
                self.messages.pop(session_key, None)
            case _:
                pass

    def open_sessions(self) -> dict[str, Session]:
        return {key: session for key, session in self.sessions.items() if session.is_open}

    def is_open(self, session_key: str) -> bool:
        return session_key in self.sessions and self.sessions[session_key].is_open

    def message(self, session_key: str, message_id: str) -> Message | None:
        said = self.messages.get(session_key, [])
        return next((message for message in said if message.id == message_id), None)

    def marks(self) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
        return dict(self.read), dict(self.delivered)

    def _append(self, message: Message) -> None:
        said = self.messages.setdefault(message.session_key, [])
        assert message.seq == len(said) + 1, "a gap in the sequence, or a number twice"
        assert self.message(message.session_key, message.id) is None, "stored twice"
        said.append(message)
        session = self.sessions[message.session_key]
        self.sessions[message.session_key] = replace(session, message_count=message.seq)

    def _mark_read(self, session_key: str, refs: tuple[MessageRef, ...], read_at: int) -> None:
        for message in self.messages.get(session_key, []):
            if any(ref.matches(message) for ref in refs):
                self.read.setdefault((session_key, message.id), read_at)

    def _mark_seen(self, seen: effects.MarkSeen) -> None:
        said = self.messages.get(seen.session_key, [])
        assert max(seen.read or 0, seen.delivered or 0) <= len(said), "more than there is"
        for book, until in ((self.read, seen.read), (self.delivered, seen.delivered)):
            for message in said[: until or 0]:
                if isinstance(message.author, Customer) is not seen.by_customer:
                    book.setdefault((seen.session_key, message.id), seen.seen_at)


@dataclass(slots=True)
class Duty:
    """One attendant who is on duty, or (`is_known` False) expected after a restart."""

    level: Level
    room: int
    expires_at: int
    needs_keep_alive: bool = True
    leaves_at: int | None = None
    is_away: bool = False
    is_known: bool = True

    @property
    def is_here(self) -> bool:
        return self.is_known and self.leaves_at is None and not self.is_away


class Presences:
    """Who is there, by the words of the contract and not by the coordinator's arithmetic."""

    def __init__(self) -> None:
        self.all: dict[str, Duty] = {}
        self.ears: dict[str, set[str]] = {}

    @property
    def known(self) -> dict[str, Duty]:
        return {who: duty for who, duty in self.all.items() if duty.is_known}

    def register(self, who: str, duty: Duty, *, is_away: bool | None = None) -> None:
        """They came: a keep-alive is needed until a page of theirs needs none."""
        before = self.all.get(who)
        if before is not None and before.is_known:
            duty.needs_keep_alive &= before.needs_keep_alive
            duty.is_away = before.is_away
        if is_away is not None:
            duty.is_away = is_away
        self.all[who] = duty

    def listen(self, who: str, connection: str) -> None:
        self.ears.setdefault(who, set()).add(connection)
        if who in self.all:
            self.all[who].leaves_at = None

    def hang_up(self, who: str, connection: str, leaves_at: int) -> None:
        ears = self.ears.get(who, set())
        if connection not in ears:
            return
        ears.discard(connection)
        if not ears:
            self.let_go(who, leaves_at)

    def let_go(self, who: str, leaves_at: int) -> None:
        if who in self.all and self.all[who].leaves_at is None:
            self.all[who].leaves_at = leaves_at

    def deadline(self, who: str) -> int | None:
        """When they count as gone if nothing more is heard of them."""
        duty = self.all[who]
        counts = duty.needs_keep_alive or (not self.ears.get(who) and duty.leaves_at is None)
        ends = [duty.leaves_at, duty.expires_at if counts else None]
        return min((end for end in ends if end is not None), default=None)

    def over(self, now: int) -> Iterable[str]:
        return [who for who in self.all if (end := self.deadline(who)) is not None and end <= now]

    def attendant(self, who: str, spelled: str | int | None = None) -> Attendant:
        """As their account says, as far as it matters here."""
        duty = self.all.get(who)
        level = duty.level if duty is not None and duty.is_known else Level.FIRST
        return Attendant(id=who if spelled is None else spelled, level=level)


def whole_state(coordinator: Coordinator) -> object:
    """Everything that the coordinator goes by, to be compared."""
    floor = coordinator._floor
    attendance = floor.attendance
    return (
        {session.key: session for session in coordinator.sessions},
        {presence.attendant_id: replace_turn(presence) for presence in attendance},
        {who: set(ears) for who, ears in attendance._connections.items()},
        {ear: set(whose) for ear, whose in attendance._owners.items()},
        dict(floor.deadlines._when),
        {name: set(ears) for name, ears in floor.live.items()},
        {name: set(told) for name, told in floor.greeted.items() if told},
        {ear: set(names) for ear, names in floor.connections.items()},
        (attendance.availability, coordinator.sessions.waiting()),
        (dict(floor.told), dict(coordinator.sessions.moved)),
    )


def replace_turn(presence: object) -> tuple[object, ...]:
    """A presence, but for its place in a heap."""
    names = (name for name in type(presence).__dataclass_fields__ if name != "turn")  # type: ignore[attr-defined]
    return tuple(getattr(presence, name) for name in names)


def is_same_author(one: Person, other: Person) -> bool:
    return type(one) is type(other) and one.key == other.key
