"""What attendants do with sessions, at random, each with what must have come of it."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chimp.core import events
from chimp.core.effects import Effect
from chimp.core.message import Note
from chimp.core.people import Attendant, Id, Level, key
from chimp.core.session import Session, Status
from tests.core.bookkeeping import PATIENCE, Duty
from tests.core.history_desk import attendants, connections, levels, refusal
from tests.core.history_presence import AttendantsComeAndGo
from tests.core.history_words import PeopleTalk


class AttendantsAct(PeopleTalk, AttendantsComeAndGo):
    @precondition(lambda self: self.offered())
    @rule(data=st.data(), connection=connections)
    def accept(self, data: st.DataObject, connection: str) -> None:
        session = self.a_session(data, self.offered())
        assert session.offered_to is not None
        self.take_the_offer(session.offered_to, session, connection, is_granted=True)

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=attendants, connection=connections)
    def accept_late_or_unasked(self, data: st.DataObject, attendant: Id, connection: str) -> None:
        session = self.a_session(data, self.database.sessions)
        who = key(attendant)
        was_asked = who in session.passed_by or session.holder == who
        has_room = session.holder == who or self.has_room(who)
        is_granted = session.status is Status.WAITING and was_asked and has_room
        self.take_the_offer(attendant, session, connection, is_granted=is_granted)

    def take_the_offer(
        self, attendant: Id, session: Session, connection: str, *, is_granted: bool
    ) -> None:
        who = key(attendant)
        duty = self.there.known.get(who)
        room = duty.room if duty else max(1, self.load(who))
        person = self.there.attendant(who, attendant)
        if is_granted and duty is None:
            self.there.register(who, Duty(person.level, room, self.now + PATIENCE.attendant_ttl))
        if is_granted:
            self.there.listen(who, connection)
        self.send(
            events.AttendantAccepted(
                attendant=person, session_key=session.key, room=room, connection=connection
            )
        )
        self.check_taken(session, who, is_granted=is_granted)

    def check_taken(self, before: Session, who: str, *, is_granted: bool) -> None:
        now = self.database.sessions[before.key]
        was_granted = before.status is Status.WAITING and now.status is Status.ONLINE
        assert was_granted == is_granted
        assert not was_granted or now.holder == who

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=attendants, connection=st.none() | connections)
    def take(self, data: st.DataObject, attendant: Id, connection: str | None) -> None:
        session, who = self.a_session(data, self.database.sessions), key(attendant)
        person, level = self.there.attendant(who), session.required_level
        is_theirs = who in self.claims(session)
        has_room = is_theirs or self.has_room(who)
        is_high = person.supervises or not (person.level is Level.FIRST and level is Level.SECOND)
        is_there = who in self.there.known and not self.is_probe(session)
        is_granted = session.status is Status.WAITING and is_there and has_room and is_high
        if is_granted and connection is not None:
            self.there.listen(who, connection)
        event = events.SessionTaken(
            attendant=person, session_key=session.key, connection=connection
        )
        done = self.send(event)
        self.check_taken(session, who, is_granted=is_granted)
        was_theirs = session.status is Status.ONLINE and session.holder == who
        assert (refusal(done) is None) == (is_granted or was_theirs)

    @precondition(lambda self: self.offered())
    @rule(data=st.data(), attendant=st.none() | attendants)
    def decline(self, data: st.DataObject, attendant: Id | None) -> None:
        session = self.a_session(data, self.offered())
        assert session.offered_to is not None
        who = key(session.offered_to if attendant is None else attendant)
        done = self.send(
            events.OfferDeclined(attendant=self.there.attendant(who), session_key=session.key)
        )
        now = self.database.sessions[session.key]
        assert (refusal(done) is None) == (session.holder == who or who in session.declined_by)
        if session.holder == who:
            assert now.holder != who
            assert who in now.declined_by

    @precondition(lambda self: self.database.sessions)
    @rule(
        data=st.data(),
        attendant=st.none() | attendants,
        to=attendants | levels | st.none(),
        has_note=st.booleans(),
    )
    def hand_on(
        self, data: st.DataObject, attendant: Id | None, to: Id | Level | None, *, has_note: bool
    ) -> None:
        session = self.a_session(data, self.database.sessions)
        giver = session.attendant_id if attendant is None else attendant
        if giver is None:
            return
        level, person = (to, None) if isinstance(to, Level) else (None, to)
        who = self.there.attendant(key(giver), giver)
        event = events.SessionTransferred(
            attendant=who,
            session_key=session.key,
            to_attendant=person,
            to_level=level,
            note=self.a_note(session, who, is_there=has_note),
        )
        self.check_handed_on(event, session, self.send(event))

    def check_handed_on(
        self, event: events.SessionTransferred, session: Session, done: list[Effect]
    ) -> None:
        now = self.database.sessions[session.key]
        served = session.status is Status.ONLINE
        if refusal(done) is not None or not served:
            assert now == session
            return
        assert session.holder == event.attendant.key or event.attendant.supervises
        assert now.status is Status.WAITING
        if event.to_attendant is not None:
            assert now.holder == key(event.to_attendant)
            assert now.transferred_by == session.attendant_id
            assert self.there.all[key(event.to_attendant)].is_here
        else:
            assert now.transferred_by is None
            assert session.holder in now.declined_by
            assert now.required_level is (event.to_level or now.required_level)

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=st.none() | attendants, has_note=st.booleans())
    def release(self, data: st.DataObject, attendant: Id | None, *, has_note: bool) -> None:
        session = self.a_session(data, self.database.sessions)
        giver = session.attendant_id if attendant is None else attendant
        if giver is None:
            return
        who = self.there.attendant(key(giver), giver)
        noted = self.a_note(session, who, is_there=has_note)
        event = events.SessionReleased(attendant=who, session_key=session.key, note=noted)
        is_served = session.status is Status.ONLINE
        is_granted = is_served and (session.holder == who.key or who.supervises)
        self.send(event)
        now = self.database.sessions[session.key]
        assert (now != session) == is_granted
        assert not is_granted or now.holder not in {who.key, session.holder}

    def a_note(self, session: Session, author: Attendant, *, is_there: bool) -> Note | None:
        """One whose id the server has made: nobody has used it before."""
        if not is_there:
            return None
        return Note(
            id=f"made {len(self.database.notes)}",
            session_key=session.key,
            author=author,
            content="a secret",
            stored_at=self.now,
        )

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=attendants, leaves=st.booleans())
    def join(self, data: st.DataObject, attendant: Id, *, leaves: bool) -> None:
        session, who = self.a_session(data, self.database.sessions), key(attendant)
        person = self.there.attendant(who, attendant)
        done = self.send(
            events.AttendantJoined(attendant=person, session_key=session.key, leaves=leaves)
        )
        is_in = who in map(key, self.database.sessions[session.key].joined)
        if refusal(done) is None:
            serves = session.status is Status.ONLINE and session.holder == who
            assert is_in is not leaves or serves
            assert leaves or serves or person.supervises or who in map(key, session.joined)
