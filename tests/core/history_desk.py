"""The desk as a naive book-keeper runs it: everything twice, and each effect is looked at."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from chimp.core import effects, events
from chimp.core.coordinator import Coordinator
from chimp.core.effects import Effect, Instruction
from chimp.core.people import PROBE_CUSTOMER, Attendant, Id, Level, key
from chimp.core.session import Dialect, Session, Status
from tests.core.bookkeeping import PATIENCE, Database, Presences, whole_state

ATTENDANTS: tuple[Id, ...] = (11, "12", "bob")

attendants = st.sampled_from(ATTENDANTS)
levels = st.sampled_from((Level.FIRST, Level.FIRST, Level.SECOND, Level.SUPERVISOR))
connections = st.sampled_from(("c0", "c1", "c2", "c3"))
spellings = st.sampled_from((str, lambda identifier: identifier))

DECISIONS = (
    effects.SaveSession,
    effects.SaveMessage,
    effects.SaveNote,
    effects.Erase,
    effects.Record,
    effects.Offer,
    effects.Return,
)


class HistoryDesk(RuleBasedStateMachine):
    """Keeps the database that the saves make, and looks up in it what the desk would look up."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000
        self.database = Database()
        self.coordinator = Coordinator(PATIENCE)
        self.event: events.Event = events.Tick()
        self.seen_by_desk: dict[str, object] = {}
        self.forget_the_living()

    def forget_the_living(self) -> None:
        """What only the running process knows."""
        self.there = Presences()
        self.pages: dict[str, set[str]] = {}
        self.told_at: dict[str, int] = {}
        self.online_for_desk: set[str] = set()
        self.heard_positions: dict[str, int | None] = {}
        self.leaving: set[str] = set()

    # Events

    def send(self, event: events.Event) -> list[Effect]:
        """Everything arrives twice; the second time decides nothing, and a refusal never does."""
        self.event = event
        before = whole_state(self.coordinator)
        done = self.coordinator.handle(self.looked_up(event), self.now)
        after = whole_state(self.coordinator)
        self.take_in(done)
        refused = [effect for effect in done if isinstance(effect, effects.Refuse)]
        assert not refused or (len(done) == 1 and before == after), "a refusal changed something"

        marks = self.database.marks()
        again = self.coordinator.handle(self.looked_up(event), self.now)
        assert not [effect for effect in again if isinstance(effect, DECISIONS)]
        self.take_in(again)
        assert self.database.marks() == marks
        assert whole_state(self.coordinator) == after, "it changed more the second time"
        was_erased = any(isinstance(effect, effects.Erase) for effect in done)
        is_refused = any(isinstance(effect, effects.Refuse) for effect in again)
        assert is_refused == (bool(refused) or (was_erased and event != events.Tick()))
        self.check_greetings(event, done, again)
        self.check_news()
        return done

    def looked_up(self, event: events.Event) -> events.Event:
        """With what the database knows of it, as the desk does it."""
        match event:
            case events.SessionRequested(session_id=session_id):
                stored = self.database.sessions.get(key(session_id))
                is_closed = stored is not None and not stored.is_open
                return replace(event, stored=stored if is_closed else None)
            case events.MessageSent(session_key=session_key, message_id=message_id):
                return replace(
                    event,
                    stored_session=self.database.sessions.get(session_key),
                    stored=self.database.message(session_key, message_id),
                )
            case events.NoteWritten(note=note):
                return replace(
                    event,
                    stored_session=self.database.sessions.get(note.session_key),
                    stored=self.database.notes.get((note.session_key, note.id)),
                )
            case (
                events.MessagesViewed()
                | events.SeenUpTo()
                | events.SessionEnded()
                | events.SessionRated()
            ):
                return replace(event, stored_session=self.database.sessions.get(event.session_key))
            case _:
                return event

    def take_in(self, done: list[Effect]) -> None:
        for effect in done:
            if isinstance(effect, effects.SaveSession):
                self.check_change(effect.session)
                if not effect.session.is_open:
                    self.pages.pop(effect.session.key, None)
            self.database.save(effect)
            match effect:
                case effects.Offer(session, attendant_id):
                    self.check_offer(session, key(attendant_id))
                case effects.Return(session, attendant_id):
                    who = key(attendant_id)
                    assert session.holder == who
                    assert who in self.leaving or not self.there.all[who].is_away
                case effects.Announce(session):
                    self.told_at[session.key] = self.now
                    position = self.coordinator.told_position(session)
                    self.heard_positions[session.key] = position
                case effects.Deliver(session, message):
                    assert message in self.database.messages[session.key], "not stored"
                case effects.ShowNote(session, note):
                    assert self.database.notes[session.key, note.id] == note, "not stored"
                case _:
                    pass

    # What each effect must keep to

    def check_offer(self, session: Session, who: str) -> None:
        if who in self.leaving:
            return  # two time-outs in one tick: it is offered on before the tick is over
        duty = self.there.all[who]
        assert duty.is_here, "offered to one who is away, in grace or gone"
        assert who not in session.declined_by, "offered to one who does not want it"
        assert session.transferred_by is not None or duty.level is session.required_level

    def check_change(self, session: Session) -> None:
        before = self.database.sessions.get(session.key)
        if before is None:
            return
        if not before.is_open and session.is_open:
            self.check_opened_again(before)
        if before.offered_to is not None and session.status is Status.WAITING:
            self.check_patience(before, session)
        if before.transferred_by is not None and session.status is Status.WAITING:
            giver = self.there.known.get(key(before.transferred_by))
            is_pending = session.transferred_by is not None
            assert is_pending or giver is None or giver.is_away, "not given back"

    def check_opened_again(self, before: Session) -> None:
        """What a person has closed is never opened by our own dialect."""
        assert before.close_reason is not None
        if before.close_reason.is_final:
            asked = isinstance(self.event, events.SessionRequested)
            is_2019 = asked and self.event.dialect is Dialect.LEGACY  # type: ignore[union-attr]
            said = isinstance(self.event, events.MessageSent) and not self.event.is_native
            assert is_2019 or said

    def check_patience(self, before: Session, session: Session) -> None:
        """Nobody is taken an offer from before its time is over, unless they left or declined."""
        assert before.offered_to is not None
        assert before.offer_expires_at is not None
        asked = key(before.offered_to)
        is_kept = session.offered_to is not None and key(session.offered_to) == asked
        is_late = before.offer_expires_at <= self.now
        has_declined = isinstance(self.event, events.OfferDeclined)
        assert is_kept or is_late or has_declined or asked not in self.there.all

    def check_greetings(self, event: events.Event, done: list[Effect], again: list[Effect]) -> None:
        if not isinstance(event, events.SessionRequested):
            return
        ready = [
            any(isinstance(e, effects.Announce) and e.instruction is Instruction.READY for e in es)
            for es in (done, again)
        ]
        if event.keep_alive:
            assert ready == [False, False], "a keep-alive was answered by ready"
        if event.dialect is Dialect.LEGACY:
            assert not ready[1], "ready twice for one connection"
        assert again, "no answer"

    def check_news(self) -> None:
        """Attendants hear of every change of each other's state."""
        now: dict[str, object] = {}
        for presence in self.coordinator.attendance:
            is_here, room, load = presence.is_here, presence.room, presence.load
            if presence.attendant is not None:
                now[key(presence.attendant_id)] = (presence.attendant, is_here, room, load)
        changed = set(self.coordinator.attendance.take_changed())
        for who in now.keys() | self.seen_by_desk.keys():
            assert who in changed or now.get(who) == self.seen_by_desk.get(who), "a silent change"
        self.seen_by_desk = now
        live = set(self.coordinator._floor.live)
        turned = {session.key for session in self.coordinator.take_turned()}
        assert turned <= self.database.open_sessions().keys()
        came_or_went = (live ^ self.online_for_desk) & self.database.open_sessions().keys()
        assert came_or_went <= turned, "a customer came or went silently"
        self.online_for_desk = live

    # What is asked of the books

    def load(self, who: str) -> int:
        """How many places of theirs are taken or kept."""
        return sum(who in self.claims(s) for s in self.database.open_sessions().values())

    @staticmethod
    def claims(session: Session) -> set[str]:
        people = (session.attendant_id, session.offered_to, session.transferred_by)
        return {key(who) for who in people if who is not None}

    def people(self, session: Session) -> set[str]:
        """Whoever may not be remembered after they left."""
        return {*self.claims(session), *map(key, session.joined), *session.declined_by}

    def offered(self) -> dict[str, Session]:
        return {k: s for k, s in self.database.open_sessions().items() if s.offered_to is not None}

    @staticmethod
    def a_session(data: st.DataObject, sessions: dict[str, Session]) -> Session:
        return sessions[data.draw(st.sampled_from(sorted(sessions)))]

    def has_room(self, who: str) -> bool:
        duty = self.there.all.get(who)
        if duty is None or not duty.is_known:
            return self.load(who) == 0
        return duty.room == 0 or self.load(who) < duty.room

    @staticmethod
    def takes_part(session: Session, attendant: Attendant) -> bool:
        is_theirs = session.attendant_id is not None and key(session.attendant_id) == attendant.key
        return is_theirs or attendant.supervises or attendant.key in map(key, session.joined)

    @staticmethod
    def is_probe(session: Session) -> bool:
        return session.customer.id == PROBE_CUSTOMER


def refusal(done: list[Effect]) -> str | None:
    """The code of a refusal, if it is one."""
    return next((effect.code for effect in done if isinstance(effect, effects.Refuse)), None)
