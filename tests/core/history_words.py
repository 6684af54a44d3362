"""What is said in sessions, and what of it was seen, at random."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chimp.core import effects, events
from chimp.core.message import Message, MessageRef, Note
from chimp.core.people import Attendant, Id, Person, key
from chimp.core.session import Session
from tests.core.bookkeeping import is_same_author
from tests.core.history_customers import CustomersAct
from tests.core.history_desk import attendants, connections, refusal

message_ids = st.integers(0, 9).map(str)


class PeopleTalk(CustomersAct):
    @precondition(lambda self: self.database.sessions)
    @rule(
        data=st.data(),
        attendant=st.none() | attendants,
        message_id=message_ids,
        connection=connections,
        is_native=st.booleans(),
    )
    def speak(
        self,
        data: st.DataObject,
        attendant: Id | None,
        message_id: str,
        connection: str,
        *,
        is_native: bool,
    ) -> None:
        session = self.a_session(data, self.database.sessions)
        session = self.database.sessions[self.database.latest_at[session.topic]]
        known = self.database.message(session.key, message_id)
        author: Person = session.customer
        if attendant is not None:
            author = self.there.attendant(key(attendant), attendant)
        may_not = self.may_not_say(session, author, known) if is_native else None
        done = self.send(
            events.MessageSent(
                session_key=session.key,
                message_id=message_id,
                author=author,
                timestamp=self.now,
                content="hello",
                is_native=is_native,
                connection=connection,
            )
        )
        assert refusal(done) == may_not
        if may_not is not None:
            return
        (delivered,) = (effect for effect in done if isinstance(effect, effects.Deliver))
        assert delivered.only_to == (None if known is None else connection)
        is_open = self.database.sessions[session.key].is_open
        assert is_open == (session.is_open or (attendant is None and known is None))
        if attendant is None:
            self.heard(session.key, connection)

    def may_not_say(self, session: Session, author: Person, known: Message | None) -> str | None:
        if known is not None:
            return None if is_same_author(known.author, author) else "id_taken"
        if session.close_reason is not None and session.close_reason.is_final:
            return "session_closed"
        is_part = not isinstance(author, Attendant) or self.takes_part(session, author)
        return None if is_part else "not_yours"

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=attendants, is_typing=st.booleans(), is_customer=st.booleans())
    def type(
        self, data: st.DataObject, attendant: Id, *, is_typing: bool, is_customer: bool
    ) -> None:
        session = self.a_session(data, self.database.sessions)
        person = self.there.attendant(key(attendant), attendant)
        author: Person = session.customer if is_customer else person
        done = self.send(events.Typed(session_key=session.key, author=author, is_typing=is_typing))
        is_shown = session.is_open and (is_customer or self.takes_part(session, person))
        assert len(done) == is_shown

    @precondition(lambda self: self.database.sessions)
    @rule(data=st.data(), attendant=attendants, note_id=message_ids)
    def write_a_note(self, data: st.DataObject, attendant: Id, note_id: str) -> None:
        session = self.a_session(data, self.database.sessions)
        author = self.there.attendant(key(attendant))
        known = self.database.notes.get((session.key, note_id))
        note = Note(
            id=note_id,
            session_key=session.key,
            author=author,
            content="a secret",
            stored_at=self.now,
        )
        done = self.send(events.NoteWritten(note=note))
        is_theirs = known is None or known.author.key == author.key
        assert (refusal(done) is None) == is_theirs

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

    @precondition(lambda self: self.database.sessions)
    @rule(
        data=st.data(),
        attendant=st.none() | attendants,
        delivered=st.none() | st.integers(1, 4),
        read=st.none() | st.integers(1, 4),
        connection=connections,
    )
    def see(
        self,
        data: st.DataObject,
        attendant: Id | None,
        delivered: int | None,
        read: int | None,
        connection: str,
    ) -> None:
        session = self.a_session(data, self.database.sessions)
        reader: Person = session.customer
        is_part = True
        if attendant is not None:
            reader = self.there.attendant(key(attendant), attendant)
            is_part = self.takes_part(session, reader)
        done = self.send(
            events.SeenUpTo(
                session_key=session.key,
                reader=reader,
                seen_at=self.now,
                delivered=delivered,
                read=read,
                connection=connection,
            )
        )
        is_said = max(delivered or 0, read or 0) <= session.message_count
        assert (refusal(done) is None) == (is_part and is_said)
        if attendant is None and is_said:
            self.heard(session.key, connection)
