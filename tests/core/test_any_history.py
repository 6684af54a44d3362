"""Whatever happens, in whatever order, each thing twice: the promises hold.

The machine plays the desk. It keeps the database that the saves make, looks up in it what the
desk would look up, repeats every event, and now and then crashes and starts again from what was
saved. Who is there, in grace, or due to leave, it knows from its own book-keeping, not from the
coordinator's.
"""

from dataclasses import dataclass, field, replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from chimp.core import effects, events
from chimp.core.coordinator import Coordinator, Patience
from chimp.core.effects import Effect, Instruction
from chimp.core.message import Message, MessageRef
from chimp.core.open_sessions import OpenSessions
from chimp.core.people import Attendant, Customer, Id, Level, Person, key
from chimp.core.session import Dialect, Session, Status

PATIENCE = Patience(
    session_ttl=80, attendant_ttl=60, assign_timeout=20, disconnect_grace=15, update_interval=30
)
"""Milliseconds, so that a short wait may reach any of them."""

CUSTOMERS: tuple[Id, ...] = (1, "2", "ann")
ATTENDANTS: tuple[Id, ...] = (11, "12", "bob")

customers = st.sampled_from(CUSTOMERS)
attendants = st.sampled_from(ATTENDANTS)
levels = st.sampled_from((Level.FIRST, Level.FIRST, Level.SECOND))
rooms = st.sampled_from((0, 1, 1, 2))
connections = st.sampled_from(("c0", "c1", "c2", "c3"))
spellings = st.sampled_from((str, lambda identifier: identifier))


@dataclass(slots=True)
class Database:
    """What was saved; every save keeps the constraints of the real one."""

    sessions: dict[str, Session] = field(default_factory=dict)
    latest_at: dict[str, str] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    read: dict[tuple[str, str], int] = field(default_factory=dict)

    def save(self, effect: Effect) -> None:
        match effect:
            case effects.SaveSession(session):
                self.sessions[session.key] = session
                self.latest_at[session.topic] = session.key
            case effects.SaveMessage(message):
                self._append(message)
            case effects.MarkRead(session_key, refs, read_at):
                self._mark_read(session_key, refs, read_at)
            case _:
                pass

    def open_sessions(self) -> dict[str, Session]:
        return {key: session for key, session in self.sessions.items() if session.is_open}

    def message(self, session_key: str, message_id: str) -> Message | None:
        said = self.messages.get(session_key, [])
        return next((message for message in said if message.id == message_id), None)

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


@dataclass(slots=True)
class Duty:
    """One attendant on duty, as far as the machine knows."""

    level: Level
    room: int
    expires_at: int
    leaves_at: int | None = None

    def is_over(self, now: int) -> bool:
        return self.expires_at <= now or (self.leaves_at is not None and self.leaves_at <= now)


class AnyHistory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000
        self.database = Database()
        self.coordinator = Coordinator(PATIENCE)
        self.forget_the_living()

    def forget_the_living(self) -> None:
        """What only the running process knows."""
        self.duty: dict[str, Duty] = {}
        self.expected: dict[str, Duty] = {}
        self.ears: dict[str, set[str]] = {}
        self.pages: dict[str, set[str]] = {}
        self.told_at: dict[str, int] = {}
        self.leaving: set[str] = set()

    # The desk

    def send(self, event: events.Event) -> list[Effect]:
        """Everything arrives twice, and the second time decides nothing."""
        done = self.coordinator.handle(self.looked_up(event), self.now)
        self.take_in(done)
        again = self.coordinator.handle(self.looked_up(event), self.now)
        read = dict(self.database.read)
        self.take_in(again)
        decided = (effects.SaveSession, effects.SaveMessage, effects.Record, effects.Offer)
        assert not [effect for effect in again if isinstance(effect, decided)]
        assert self.database.read == read
        self.check_greetings(event, done, again)
        was_refused = any(isinstance(effect, effects.Refuse) for effect in done)
        is_refused = any(isinstance(effect, effects.Refuse) for effect in again)
        assert was_refused == is_refused
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
            case events.MessagesViewed(session_key=session_key):
                return replace(event, stored_session=self.database.sessions.get(session_key))
            case _:
                return event

    def take_in(self, done: list[Effect]) -> None:
        for effect in done:
            if isinstance(effect, effects.SaveSession):
                self.check_patience(effect.session)
            self.database.save(effect)
            match effect:
                case effects.Offer(session, attendant_id):
                    self.check_offer(session, key(attendant_id))
                case effects.Announce(session):
                    self.told_at[session.key] = self.now
                    if not session.is_open:
                        self.pages.pop(session.key, None)
                case effects.Deliver(session, message):
                    assert message in self.database.messages[session.key], "not stored"
                case _:
                    pass

    def check_offer(self, session: Session, who: str) -> None:
        if who in self.leaving:
            return  # two time-outs in one tick: it is offered on before the tick is over
        assert self.duty[who].leaves_at is None, "offered to one who is in grace"
        assert self.duty[who].level is session.required_level

    def check_patience(self, session: Session) -> None:
        """Nobody is taken an offer from before its time is over, unless they left."""
        before = self.database.sessions.get(session.key)
        if before is None or not session.is_queued or before.offered_to is None:
            return
        assert before.offer_expires_at is not None
        is_late = before.offer_expires_at <= self.now
        assert is_late or key(before.offered_to) not in {*self.duty, *self.expected}

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

    # Customers

    def heard(self, session_key: str, connection: str) -> None:
        if session_key in self.database.open_sessions():
            if not self.pages.get(session_key):
                self.told_at[session_key] = self.now
            self.pages.setdefault(session_key, set()).add(connection)

    def ask(self, event: events.SessionRequested) -> None:
        was_open = self.coordinator.find(event) is not None
        was_stored = key(event.session_id) in self.database.sessions
        done = self.send(event)
        assert not [e for e in done if isinstance(e, effects.Refuse)]
        known = self.coordinator.find(event)
        if event.dialect is Dialect.SEED and was_stored and not was_open:
            assert known is None, "a seed's request opened a closed session"
            return
        assert known is not None
        assert self.database.sessions[known.key].customer == event.customer
        if event.connection is not None:
            self.heard(known.key, event.connection)

    @rule(
        customer=customers,
        number=st.integers(0, 1),
        spelling=spellings,
        level=levels,
        keep_alive=st.booleans(),
        connection=connections,
    )
    def ask_2019(
        self,
        customer: Id,
        number: int,
        spelling: type[str],
        level: Level,
        *,
        keep_alive: bool,
        connection: str,
    ) -> None:
        self.ask(
            events.SessionRequested(
                session_id=f"{customer}-{number}",
                topic=f"server/sessions/{customer}",
                customer=Customer(id=spelling(customer)),
                dialect=Dialect.LEGACY,
                request_id=f"{customer}-{number}",
                required_level=level,
                keep_alive=keep_alive,
                connection=connection,
            )
        )

    @rule(customer=customers, request=st.integers(0, 1), level=levels, connection=connections)
    def ask_as_the_seed(self, customer: Id, request: int, level: Level, connection: str) -> None:
        self.ask(
            events.SessionRequested(
                session_id=f"seed-{customer}-{request}",
                topic=f"server/sessions/{customer}/seed-{customer}-{request}",
                customer=Customer(id=customer),
                dialect=Dialect.SEED,
                request_id=request,
                required_level=level,
                connection=connection,
            )
        )

    @precondition(lambda self: self.database.open_sessions())
    @rule(data=st.data(), connection=connections)
    def ask_again_without_a_session_id(self, data: st.DataObject, connection: str) -> None:
        known = data.draw(self.a_session(self.database.open_sessions()))
        before = len(self.coordinator.sessions)
        self.ask(
            events.SessionRequested(
                session_id="fresh",
                topic=f"server/sessions/{known.customer.id}/fresh",
                customer=known.customer,
                dialect=Dialect.SEED,
                request_id=known.request_id,
                connection=connection,
            )
        )
        assert len(self.coordinator.sessions) == before

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data())
    def ask_for_what_is_somebody_elses(self, data: st.DataObject) -> None:
        known = data.draw(self.a_session(self.database.sessions))
        event = events.SessionRequested(
            session_id=known.id,
            topic="server/sessions/thief",
            customer=Customer(id="thief"),
            dialect=data.draw(st.sampled_from(Dialect)),
        )
        (refused,) = self.send(event)
        assert isinstance(refused, effects.Refuse)

    # Attendants

    @rule(
        attendant=attendants,
        spelling=spellings,
        level=levels,
        room=rooms,
        connection=st.none() | connections,
    )
    def come_online(
        self, attendant: Id, spelling: type[str], level: Level, room: int, connection: str | None
    ) -> None:
        who = key(attendant)
        room = max(room, self.load(who)) if room else 0
        self.register(who, level, room)
        if connection is not None:
            self.ears.setdefault(who, set()).add(connection)
        self.send(
            events.AttendantOnline(
                attendant=Attendant(id=spelling(attendant), level=level),
                room=room,
                connection=connection,
            )
        )

    def register(self, who: str, level: Level, room: int) -> None:
        self.expected.pop(who, None)
        self.duty[who] = Duty(level, room, self.now + PATIENCE.attendant_ttl)

    @precondition(lambda self: self.duty)
    @rule()
    def everybody_on_duty_is_still_there(self) -> None:
        for who, duty in self.duty.items():
            self.register(who, duty.level, duty.room)
            attendant = self.coordinator.attendant(who)
            assert attendant is not None
            self.send(events.AttendantOnline(attendant=attendant, room=duty.room))

    @rule(attendant=attendants, connection=connections)
    def listen(self, attendant: Id, connection: str) -> None:
        self.hear_through(key(attendant), connection)
        self.send(events.AttendantListened(attendant_id=attendant, connection=connection))

    def hear_through(self, who: str, connection: str) -> None:
        self.ears.setdefault(who, set()).add(connection)
        for book in (self.duty, self.expected):
            if who in book:
                book[who].leaves_at = None

    @rule(attendant=attendants)
    def say_goodbye(self, attendant: Id) -> None:
        for book in (self.duty, self.expected):
            duty = book.get(key(attendant))
            if duty is not None and duty.leaves_at is None:
                duty.leaves_at = self.now + PATIENCE.disconnect_grace
        self.send(events.AttendantQuit(attendant_id=attendant))

    @precondition(lambda self: self.offered())
    @rule(data=st.data(), connection=connections)
    def accept(self, data: st.DataObject, connection: str) -> None:
        session = data.draw(self.a_session(self.offered()))
        assert session.offered_to is not None
        self.take(session.offered_to, session, connection, is_granted=True)

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=attendants, connection=connections)
    def accept_late_or_unasked(self, data: st.DataObject, attendant: Id, connection: str) -> None:
        session = data.draw(self.a_session(self.database.sessions))
        who = key(attendant)
        was_asked = who in session.passed_by or session.holder == who
        has_room = session.holder == who or self.has_room(who)
        is_granted = session.status is Status.WAITING and was_asked and has_room
        self.take(attendant, session, connection, is_granted=is_granted)

    def take(self, attendant: Id, session: Session, connection: str, *, is_granted: bool) -> None:
        who = key(attendant)
        duty = self.duty.get(who)
        level, room = (duty.level, duty.room) if duty else (Level.FIRST, max(1, self.load(who)))
        if is_granted and duty is None:
            self.register(who, level, room)
        if is_granted:
            self.hear_through(who, connection)
        self.send(
            events.AttendantAccepted(
                attendant=Attendant(id=attendant, level=level),
                session_key=session.key,
                room=room,
                connection=connection,
            )
        )
        now = self.database.sessions[session.key]
        was_granted = session.status is Status.WAITING and now.status is Status.ONLINE
        assert was_granted == is_granted
        assert not was_granted or now.holder == who

    # Talk

    @precondition(lambda self: self.database.sessions)
    @rule(
        data=st.data(),
        attendant=st.none() | attendants,
        message_id=st.integers(0, 9).map(str),
        connection=connections,
    )
    def speak(
        self, data: st.DataObject, attendant: Id | None, message_id: str, connection: str
    ) -> None:
        session = data.draw(self.a_session(self.database.sessions))
        session = self.database.sessions[self.database.latest_at[session.topic]]
        is_new = self.database.message(session.key, message_id) is None
        author: Person = session.customer if attendant is None else Attendant(id=attendant)
        done = self.send(
            events.MessageSent(
                session_key=session.key,
                message_id=message_id,
                author=author,
                timestamp=self.now,
                content="hello",
                connection=connection,
            )
        )
        (delivered,) = (effect for effect in done if isinstance(effect, effects.Deliver))
        assert delivered.only_to == (None if is_new else connection)
        is_open = self.database.sessions[session.key].is_open
        assert is_open == (session.is_open or (attendant is None and is_new))
        if attendant is None:
            self.heard(session.key, connection)

    @precondition(lambda self: self.database.messages)
    @rule(data=st.data(), is_customer=st.booleans(), connection=connections)
    def read(self, data: st.DataObject, *, is_customer: bool, connection: str) -> None:
        session_key = data.draw(st.sampled_from(sorted(self.database.messages)))
        session = self.database.sessions[session_key]
        said = data.draw(st.sampled_from(self.database.messages[session_key]))
        self.send(
            events.MessagesViewed(
                session_key=session_key,
                messages=(MessageRef(said.timestamp, said.author.id),),
                read_at=self.now,
                reader_key=session.customer.key if is_customer else None,
                connection=connection,
            )
        )
        assert (session_key, said.id) in self.database.read
        if is_customer:
            self.heard(session_key, connection)

    # Time, connections, crashes

    @rule(connection=connections)
    def hang_up(self, connection: str) -> None:
        for who, ears in self.ears.items():
            if connection in ears and not (ears := ears - {connection}):
                for book in (self.duty, self.expected):
                    if who in book and book[who].leaves_at is None:
                        book[who].leaves_at = self.now + PATIENCE.disconnect_grace
            self.ears[who] = ears
        for pages in self.pages.values():
            pages.discard(connection)
        self.send(events.ConnectionClosed(connection=connection))

    @rule(delay=st.integers(1, 30))
    def time_passes(self, delay: int) -> None:
        end = self.now + delay
        while (deadline := self.coordinator.next_deadline()) is not None and deadline <= end:
            assert deadline > self.now, "a deadline that was due is still there"
            self.tick(deadline)
        self.now = end

    @rule(delay=st.integers(1, 60))
    def time_passes_unnoticed(self, delay: int) -> None:
        self.tick(self.now + delay)

    def tick(self, now: int) -> None:
        self.now = now
        for book in (self.duty, self.expected):
            for who in [who for who, duty in book.items() if duty.is_over(now)]:
                self.leaving.add(who)
                del book[who]
        self.send(events.Tick())
        self.leaving.clear()

    @rule(pause=st.integers(0, 20))
    def crash(self, pause: int) -> None:
        before = {session.key: session for session in self.coordinator.sessions}
        self.now += pause
        saved = self.database.open_sessions()
        self.coordinator = Coordinator(PATIENCE, saved.values(), self.now)
        after = {session.key: session for session in self.coordinator.sessions}
        assert timeless(after) == timeless(before) == timeless(saved)
        for key_, session in after.items():
            self.database.sessions[key_] = session  # an offer's time begins anew
        self.forget_the_living()
        until = self.now + PATIENCE.attendant_ttl
        for session in after.values():
            if session.holder is not None:
                self.expected[session.holder] = Duty(session.required_level, 0, until)

    # What is asked of the model

    def load(self, who: str) -> int:
        return sum(s.holder == who for s in self.database.open_sessions().values())

    def offered(self) -> dict[str, Session]:
        return {k: s for k, s in self.database.open_sessions().items() if s.offered_to is not None}

    @staticmethod
    def a_session(sessions: dict[str, Session]) -> st.SearchStrategy[Session]:
        return st.sampled_from([sessions[session_key] for session_key in sorted(sessions)])

    def has_room(self, who: str) -> bool:
        duty = self.duty.get(who)
        if duty is None:
            return self.load(who) == 0 or who not in self.expected
        return duty.room == 0 or self.load(who) < duty.room

    def is_available(self, who: str, level: Level) -> bool:
        duty = self.duty[who]
        return duty.level is level and duty.leaves_at is None and self.has_room(who)

    # What always holds

    @invariant()
    def nobody_has_more_than_they_have_room_for(self) -> None:
        for who, duty in self.duty.items():
            assert duty.room == 0 or self.load(who) <= duty.room

    @invariant()
    def nobody_waits_while_somebody_of_their_level_has_room(self) -> None:
        for session in self.database.open_sessions().values():
            if session.is_queued:
                level = session.required_level
                assert not [who for who in self.duty if self.is_available(who, level)]

    @invariant()
    def who_is_there_is_there(self) -> None:
        for attendant in ATTENDANTS:
            is_there = self.coordinator.attendant(attendant) is not None
            assert is_there == (key(attendant) in self.duty)

    @invariant()
    def every_holder_is_there_or_expected(self) -> None:
        for session in self.database.open_sessions().values():
            if session.holder is not None:
                assert session.holder in self.duty or session.holder in self.expected

    @invariant()
    def the_saved_sessions_are_the_live_ones(self) -> None:
        live = {session.key: session for session in self.coordinator.sessions}
        assert live == self.database.open_sessions()

    @invariant()
    def a_session_is_queued_or_offered_or_served(self) -> None:
        for session in self.coordinator.sessions:
            is_served, is_offered = session.attendant_id is not None, session.offered_to is not None
            assert is_served == (session.status is Status.ONLINE)
            assert not (is_served and is_offered)
            assert is_offered == (session.offer_expires_at is not None)
            assert not is_served or not session.passed_by
            assert len(set(session.passed_by)) == len(session.passed_by)

    @invariant()
    def every_wait_ends(self) -> None:
        pending = self.coordinator._floor.deadlines._when
        for session in self.coordinator.sessions:
            assert pending.get(("offer", session.key)) == session.offer_expires_at
            assert pending["session", session.key] <= self.now + PATIENCE.session_ttl
        for who, duty in {**self.duty, **self.expected}.items():
            first = min(duty.expires_at, duty.leaves_at or duty.expires_at)
            assert pending["attendant", who] == first

    @invariant()
    def a_live_customer_is_updated_in_time(self) -> None:
        for session_key, pages in self.pages.items():
            if pages:
                assert self.now - self.told_at[session_key] <= PATIENCE.update_interval
            is_pending = ("update", session_key) in self.coordinator._floor.deadlines._when
            assert is_pending == bool(pages)

    @invariant()
    def nothing_is_remembered_for_ever(self) -> None:
        coordinator, deadlines = self.coordinator, self.coordinator._floor.deadlines
        sessions = {session.key for session in coordinator.sessions}
        people = {*self.duty, *self.expected}
        for kind, name in deadlines._when:
            assert name in (people if kind == "attendant" else sessions)
        assert len(deadlines._heap) <= 64 + 2 * len(deadlines._entry)
        assert set(coordinator._floor.live) == {k for k, pages in self.pages.items() if pages}
        assert set(coordinator._floor.greeted) <= sessions
        assert set(coordinator.attendance._present) == people

    @invariant()
    def every_index_agrees_with_the_sessions(self) -> None:
        sessions = self.coordinator.sessions
        fresh = OpenSessions()
        for session in sessions:
            fresh.put(session)
            assert sessions.at(session.topic) == session
        assert sessions._by_topic == fresh._by_topic
        assert sessions._by_request.keys() == fresh._by_request.keys()
        assert sessions._held == fresh._held
        for level in Level:
            # Which of one millisecond comes first is not saved.
            first, again = next(sessions.queued(level), None), next(fresh.queued(level), None)
            assert (first and first.created_at) == (again and again.created_at)
        for who, presence in self.coordinator.attendance._present.items():
            assert presence.load == self.load(who)


def timeless(sessions: dict[str, Session]) -> dict[str, Session]:
    """As they are, but for a clock that a restart sets back."""
    return {k: replace(session, offer_expires_at=None) for k, session in sessions.items()}


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=600, stateful_step_count=50, deadline=None)
