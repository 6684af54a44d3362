"""What is said in our own dialect: who may speak where, receipts, typing and notes."""

from dataclasses import replace

import pytest

from chimp.core.coordinator import Coordinator
from chimp.core.effects import (
    Deliver,
    MarkSeen,
    SaveMessage,
    SaveNote,
    ShowNote,
    ShowSeen,
    ShowTyping,
)
from chimp.core.events import (
    AttendantJoined,
    ConnectionClosed,
    MessageSent,
    NoteWritten,
    SeenUpTo,
    Typed,
)
from chimp.core.message import Message
from chimp.core.people import PROBE_CUSTOMER, Attendant, Customer, Person
from chimp.core.session import Reason, Session
from tests.core.given import (
    ADA,
    ANN,
    ASKED,
    BOB,
    EVE,
    MAX,
    MINUTE,
    PATIENCE,
    SERVED,
    SUE,
    after,
    current,
    declines,
    hands_to,
    note,
    offers,
    online,
    opens,
    refused,
    releases,
    served,
)

EXPIRED = SERVED.closed(Reason.EXPIRED, 9)
FINAL = [SERVED.closed(reason, 9) for reason in Reason if reason is not Reason.EXPIRED]
NAMESAKE = Attendant(id="ann")
"""An attendant who is called as the customer is."""


def says(author: Person, **known: Session | Message) -> MessageSent:
    stored_session, stored = known.get("stored_session"), known.get("stored")
    return MessageSent(
        session_key="s1",
        message_id="m1",
        author=author,
        timestamp=3,
        content="hello",
        is_native=True,
        connection=f"page of {author.id}",
        stored_session=stored_session if isinstance(stored_session, Session) else None,
        stored=stored if isinstance(stored, Message) else None,
    )


def message(author: Person, seq: int = 1, now: int = 5) -> Message:
    return Message(
        id="m1",
        session_key="s1",
        seq=seq,
        author=author,
        timestamp=3,
        content="hello",
        stored_at=now,
    )


def restarted(*sessions: Session) -> Coordinator:
    return Coordinator(PATIENCE, sessions, now=0)


class TestSaid:
    @pytest.mark.parametrize("author", [ANN, BOB, SUE, ADA])
    def test_by_who_takes_part_it_is_stored_and_then_given_to_both_sides(
        self, author: Person
    ) -> None:
        numbered = replace(SERVED, message_count=1)
        assert restarted(SERVED).handle(says(author), 5) == [
            SaveMessage(message(author)),
            Deliver(numbered, message(author)),
        ]

    def test_again_the_same_goes_back_to_where_it_came_from(self) -> None:
        coordinator = restarted(replace(SERVED, message_count=1))
        again = says(BOB, stored=message(BOB))
        assert coordinator.handle(again, 6) == [
            Deliver(current(coordinator), message(BOB), only_to="page of 101")
        ]

    @pytest.mark.parametrize("author", [BOB, SUE, NAMESAKE])
    def test_an_id_is_of_who_used_it_first(self, author: Attendant) -> None:
        coordinator = restarted(replace(SERVED, message_count=1))
        again = says(author, stored=message(ANN))
        assert refused(coordinator, again) == ("id_taken", "id")

    def test_a_customer_gets_no_words_of_a_namesake(self) -> None:
        coordinator = restarted(replace(SERVED, message_count=1))
        again = says(ANN, stored=message(NAMESAKE))
        assert refused(coordinator, again) == ("id_taken", "id")

    @pytest.mark.parametrize("author", [EVE, MAX])
    def test_an_attendant_speaks_only_where_they_take_part(self, author: Attendant) -> None:
        assert refused(restarted(SERVED), says(author)) == ("not_yours", "sessionId")

    def test_nor_where_they_are_only_asked(self) -> None:
        coordinator = after(online(BOB), opens())
        assert refused(coordinator, says(BOB)) == ("not_yours", "sessionId")

    def test_nor_where_they_served_before(self) -> None:
        coordinator = served(online(EVE), releases(BOB))
        assert refused(coordinator, says(BOB)) == ("not_yours", "sessionId")
        coordinator = served(online(EVE), hands_to(BOB, EVE))
        assert refused(coordinator, says(BOB)) == ("not_yours", "sessionId")
        coordinator.handle(declines(EVE), 1)
        assert coordinator.handle(says(BOB), 2) != []

    def test_who_has_joined_speaks_even_before_it_is_known_again_that_they_supervise(self) -> None:
        coordinator = restarted(replace(SERVED, joined=("sue",)))
        assert len(coordinator.handle(says(Attendant(id="sue")), 5)) == 2

    def test_a_customer_speaks_while_they_wait(self) -> None:
        assert SaveMessage(message(ANN)) in restarted(ASKED).handle(says(ANN), 5)

    @pytest.mark.parametrize("closed", FINAL)
    @pytest.mark.parametrize("author", [ANN, BOB, SUE])
    def test_nobody_speaks_in_what_a_person_has_closed(
        self, closed: Session, author: Person
    ) -> None:
        late = says(author, stored_session=closed)
        assert refused(after(online(BOB)), late) == ("session_closed", None)

    @pytest.mark.parametrize("closed", [EXPIRED, *FINAL])
    def test_but_what_was_stored_before_is_given_back(self, closed: Session) -> None:
        again = says(ANN, stored_session=closed, stored=message(ANN))
        assert after().handle(again, 10) == [Deliver(closed, message(ANN), only_to="page of ann")]

    def test_a_customer_who_writes_after_it_expired_is_back(self) -> None:
        coordinator = after(online(BOB))
        done = coordinator.handle(says(ANN, stored_session=replace(EXPIRED, message_count=4)), 20)
        assert SaveMessage(message(ANN, 5, now=20)) in done
        assert offers(done) == [("s1", 101)]

    def test_who_served_it_may_leave_a_word_after_it_expired(self) -> None:
        late = says(BOB, stored_session=EXPIRED)
        assert after().handle(late, 5) == [
            SaveMessage(message(BOB)),
            Deliver(replace(EXPIRED, message_count=1), message(BOB)),
        ]
        assert refused(after(), says(EVE, stored_session=EXPIRED)) == ("not_yours", "sessionId")

    def test_in_no_session_it_is_refused(self) -> None:
        assert refused(after(), says(ANN)) == ("session_unknown", "sessionInfo")

    def test_a_customer_who_is_refused_was_not_heard(self) -> None:
        coordinator = restarted(replace(SERVED, message_count=1))
        coordinator.handle(says(ANN, stored=message(BOB)), MINUTE)
        assert coordinator.askers("s1") == ()


class TestSeen:
    WRITTEN = replace(SERVED, message_count=3)

    def seen(
        self,
        reader: Person,
        delivered: int | None = None,
        read: int | None = None,
        stored_session: Session | None = None,
    ) -> SeenUpTo:
        return SeenUpTo(
            session_key="s1",
            reader=reader,
            seen_at=9,
            delivered=delivered,
            read=read,
            connection=f"page of {reader.id}",
            stored_session=stored_session,
        )

    @pytest.mark.parametrize("reader", [ANN, BOB, SUE])
    def test_marked_and_then_shown_to_both_sides(self, reader: Person) -> None:
        mark = MarkSeen(
            session_key="s1",
            by_customer=reader is ANN,
            seen_at=9,
            delivered=3,
            read=2,
        )
        done = restarted(self.WRITTEN).handle(self.seen(reader, 3, 2), 9)
        assert done == [mark, ShowSeen(self.WRITTEN, reader, mark)]

    @pytest.mark.parametrize(
        ("delivered", "read", "field"),
        [(4, None, "delivered"), (None, 4, "read"), (4, 3, "delivered"), (3, 4, "read")],
    )
    def test_nobody_sees_more_than_was_said(
        self, delivered: int | None, read: int | None, field: str
    ) -> None:
        for reader in (ANN, BOB):
            event = self.seen(reader, delivered, read)
            assert refused(restarted(self.WRITTEN), event) == ("invalid", field)

    def test_the_last_message_may_be_seen_and_in_an_empty_session_there_is_none(self) -> None:
        assert restarted(self.WRITTEN).handle(self.seen(ANN, 3, 3), 9) != []
        assert refused(restarted(SERVED), self.seen(ANN, read=1)) == ("invalid", "read")

    def test_an_attendant_who_only_looks_on_has_not_seen_it(self) -> None:
        event = self.seen(EVE, read=1)
        assert refused(restarted(self.WRITTEN), event) == ("not_yours", "sessionId")

    def test_a_customer_who_reads_is_there(self) -> None:
        coordinator = restarted(self.WRITTEN)
        coordinator.handle(self.seen(ANN, read=1), 9)
        assert list(coordinator.askers("s1")) == ["page of ann"]
        coordinator.handle(ConnectionClosed(connection="page of ann"), 9)
        coordinator.handle(self.seen(NAMESAKE, read=1), 10)
        coordinator.handle(self.seen(BOB, read=1), 10)
        assert coordinator.askers("s1") == ()

    def test_what_was_closed_may_be_read_and_stays_closed(self) -> None:
        closed = replace(EXPIRED, message_count=3)
        coordinator = after()
        done = coordinator.handle(self.seen(ANN, read=3, stored_session=closed), 9)
        assert isinstance(done[0], MarkSeen)
        assert len(coordinator.sessions) == 0

    def test_in_no_session_it_is_refused(self) -> None:
        assert refused(after(), self.seen(ANN, read=1)) == ("session_unknown", "sessionId")


class TestTyping:
    def typed(self, author: Person) -> Typed:
        return Typed(session_key="s1", author=author, is_typing=True, preview="hel")

    @pytest.mark.parametrize("author", [ANN, BOB, SUE, ADA])
    def test_shown_and_stored_nowhere(self, author: Person) -> None:
        assert restarted(SERVED).handle(self.typed(author), 1) == [
            ShowTyping(SERVED, author, is_typing=True, preview="hel")
        ]

    def test_of_one_who_takes_no_part_nothing_is_shown(self) -> None:
        assert restarted(SERVED).handle(self.typed(EVE), 1) == []
        assert after(online(BOB), opens()).handle(self.typed(BOB), 1) == []

    def test_nor_where_no_session_is_open(self) -> None:
        assert after().handle(self.typed(ANN), 1) == []

    def test_it_is_no_sign_of_life(self) -> None:
        coordinator = restarted(SERVED)
        before = coordinator.next_deadline()
        coordinator.handle(self.typed(ANN), MINUTE)
        assert coordinator.next_deadline() == before


class TestNotes:
    def test_stored_and_then_shown_to_attendants(self) -> None:
        written = NoteWritten(note=note(EVE))
        assert restarted(SERVED).handle(written, 1) == [
            SaveNote(note(EVE)),
            ShowNote(SERVED, note(EVE)),
        ]

    def test_the_same_again_is_stored_once(self) -> None:
        first, again = note(EVE), note(EVE, "other words")
        written = NoteWritten(note=again, stored=first)
        assert restarted(SERVED).handle(written, 1) == [ShowNote(SERVED, first)]

    def test_an_id_is_of_who_used_it_first(self) -> None:
        written = NoteWritten(note=note(EVE), stored=note(BOB))
        assert refused(restarted(SERVED), written) == ("id_taken", "id")

    def test_about_a_session_that_was_closed_too(self) -> None:
        written = NoteWritten(note=note(EVE), stored_session=FINAL[0])
        assert after().handle(written, 1)[0] == SaveNote(note(EVE))

    def test_in_no_session_it_is_refused(self) -> None:
        assert refused(after(), NoteWritten(note=note(EVE))) == ("session_unknown", "sessionId")

    def test_the_customer_is_not_told(self) -> None:
        coordinator = served(AttendantJoined(attendant=SUE, session_key="s1"))
        done = coordinator.handle(NoteWritten(note=note(SUE)), 1)
        assert {type(effect) for effect in done} == {SaveNote, ShowNote}


class TestTheServerWithItself:
    def test_it_may_speak_and_nobody_is_asked(self) -> None:
        itself = Customer(id=PROBE_CUSTOMER)
        coordinator = after(online(BOB), opens(customer=itself))
        done = coordinator.handle(says(itself), 1)
        assert [type(effect) for effect in done] == [SaveMessage, Deliver]
        assert current(coordinator).holder is None
