"""The protocol, one rule each: contract, section 4. The clock is an argument, in milliseconds."""

from dataclasses import replace

import pytest

from chimp.core.coordinator import Coordinator, Patience
from chimp.core.effects import (
    Announce,
    Deliver,
    Effect,
    Instruction,
    MarkRead,
    Offer,
    Record,
    Refuse,
    SaveMessage,
    SaveSession,
    ShowRead,
)
from chimp.core.events import (
    AttendantAccepted,
    AttendantListened,
    AttendantOnline,
    AttendantQuit,
    ConnectionClosed,
    Event,
    MessageSent,
    MessagesViewed,
    SessionRequested,
    Tick,
)
from chimp.core.message import Message, MessageRef
from chimp.core.people import Attendant, Customer, Id, Level, Person
from chimp.core.session import Dialect, Reason, Session

SECOND = 1_000
MINUTE = 60 * SECOND
PATIENCE = Patience()

ANN = Customer(id=7, name="Ann")
BOB = Attendant(id=101, name="Bob", email="bob@example.com")
EVE = Attendant(id="eve", name="Eve")

WAITING = Session(
    id="s1",
    topic="server/sessions/7",
    customer=ANN,
    dialect=Dialect.LEGACY,
    created_at=0,
    waiting_since=0,
    keep_alive_ttl=10 * MINUTE,
    request_id="r1",
)
OFFERED = WAITING.offered(BOB.id, 10 * SECOND)
SERVED = OFFERED.served_by(BOB.id)
EXPIRED = SERVED.closed(Reason.EXPIRED, 10 * MINUTE)

ANN_ASKS = SessionRequested(
    session_id="s1",
    topic="server/sessions/7",
    customer=ANN,
    dialect=Dialect.LEGACY,
    request_id="r1",
    connection="ann's page",
)
ANN_KEEPS_ALIVE = replace(ANN_ASKS, keep_alive=True)
ANN_RELOADS = replace(ANN_ASKS, connection="ann's page, reloaded")
ANN_LEAVES = ConnectionClosed(connection="ann's page")
SEED_ASKS = replace(ANN_ASKS, dialect=Dialect.SEED, topic="server/sessions/7/s1")

BOB_ONLINE = AttendantOnline(attendant=BOB, connection="bob's page")
BOB_ACCEPTS = AttendantAccepted(attendant=BOB, session_key="s1", connection="bob's page")
BOB_LEAVES = ConnectionClosed(connection="bob's page")
BOB_QUITS = AttendantQuit(attendant_id=BOB.id)
EVE_ONLINE = AttendantOnline(attendant=EVE, connection="eve's page")
EVE_ACCEPTS = AttendantAccepted(attendant=EVE, session_key="s1", connection="eve's page")


GRACE = PATIENCE.disconnect_grace


def gone(coordinator: Coordinator, goodbye: Event = BOB_QUITS, now: int = 9) -> list[Effect]:
    """What follows when somebody says goodbye so that the grace is over at `now`."""
    assert coordinator.handle(goodbye, now - GRACE) == []
    return coordinator.handle(Tick(), now)


def after(*history: tuple[Event, int]) -> Coordinator:
    coordinator = Coordinator(PATIENCE)
    for event, now in history:
        coordinator.handle(event, now)
    return coordinator


def restarted(*sessions: Session, now: int = 0) -> Coordinator:
    return Coordinator(PATIENCE, sessions, now)


def asks(customer: Id, level: Level = Level.FIRST) -> SessionRequested:
    return SessionRequested(
        session_id=f"session of {customer}",
        topic=f"server/sessions/{customer}",
        customer=Customer(id=customer),
        dialect=Dialect.LEGACY,
        required_level=level,
        connection=f"page of {customer}",
    )


def wrote(author: Person, content: str = "hello", **known: Session | Message) -> MessageSent:
    stored_session, stored = known.get("stored_session"), known.get("stored")
    return MessageSent(
        session_key="s1",
        message_id=f"id of {content}",
        author=author,
        timestamp=3,
        content=content,
        connection=f"{author.name}'s page".lower(),
        stored_session=stored_session if isinstance(stored_session, Session) else None,
        stored=stored if isinstance(stored, Message) else None,
    )


def message(author: Person, seq: int, content: str = "hello", now: int = 5) -> Message:
    return Message(
        id=f"id of {content}",
        session_key="s1",
        seq=seq,
        author=author,
        timestamp=3,
        content=content,
        stored_at=now,
    )


def announced(effects: list[Effect]) -> list[Instruction]:
    return [effect.instruction for effect in effects if isinstance(effect, Announce)]


def offers(effects: list[Effect]) -> list[tuple[str, Id]]:
    return [(e.session.key, e.attendant_id) for e in effects if isinstance(e, Offer)]


def because(effects: list[Effect], kind: str) -> str:
    (found,) = (e.because for e in effects if isinstance(e, Record) and e.kind == kind)
    return found


def current(coordinator: Coordinator, session_key: str = "s1") -> Session:
    session = coordinator.sessions.get(session_key)
    assert session is not None
    return session


def record(kind: str, why: str, attendant: str | None = None) -> Record:
    return Record(
        kind=kind, because=why, session_key="s1", customer_key="7", attendant_key=attendant
    )


class TestAChatIsAskedFor:
    def test_stored_then_offered_and_nothing_is_said_until_somebody_takes_it(self) -> None:
        assert after((BOB_ONLINE, 0)).handle(ANN_ASKS, 0) == [
            SaveSession(WAITING),
            record("session.requested", "asked for"),
            SaveSession(OFFERED),
            record("session.offered", "0 open, idle 0 s", "101"),
            Offer(OFFERED, 101),
        ]

    def test_the_acceptance_is_stored_then_both_sides_are_told(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0))
        assert coordinator.handle(BOB_ACCEPTS, 1_500) == [
            SaveSession(SERVED),
            record("session.assigned", "accepted after 1.5 s", "101"),
            Announce(SERVED, Instruction.READY, BOB),
        ]

    def test_nobody_free_the_customer_waits_in_a_session_and_is_told_so(self) -> None:
        assert after().handle(ANN_ASKS, 0) == [
            SaveSession(WAITING),
            record("session.requested", "asked for"),
            Announce(WAITING, Instruction.READY),
        ]

    def test_who_waits_is_offered_the_moment_somebody_comes(self) -> None:
        offered = WAITING.offered(BOB.id, 70 * SECOND)
        assert after((ANN_ASKS, 0)).handle(BOB_ONLINE, 60 * SECOND) == [
            Record(kind="attendant.online", because="registered", attendant_key="101"),
            SaveSession(offered),
            record("session.offered", "0 open, idle 0 s", "101"),
            Offer(offered, 101),
        ]

    def test_who_waited_hears_ready_again_when_taken(self) -> None:
        coordinator = after((ANN_ASKS, 0), (BOB_ONLINE, 1))
        told = [e for e in coordinator.handle(BOB_ACCEPTS, 2) if isinstance(e, Announce)]
        assert told == [Announce(SERVED, Instruction.READY, BOB)]

    def test_whatever_its_status_says_an_unknown_session_is_a_new_one(self) -> None:
        done = after((BOB_ONLINE, 0)).handle(ANN_KEEPS_ALIVE, 0)
        assert SaveSession(WAITING) in done
        assert Offer(OFFERED, 101) in done

    def test_even_then_a_keep_alive_is_answered_by_an_update_that_says_waiting(self) -> None:
        done = after().handle(ANN_KEEPS_ALIVE, 0)
        assert done[-1] == Announce(WAITING, Instruction.UPDATE)
        assert announced(done) == [Instruction.UPDATE]

    def test_the_flag_of_an_expired_session_is_carried(self) -> None:
        done = after().handle(replace(ANN_ASKS, expired=True), 0)
        assert SaveSession(replace(WAITING, expired=True)) in done

    def test_ids_are_given_back_with_the_type_they_came_in(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_ACCEPTS, 0))
        assert current(coordinator).attendant_id == 101
        assert current(coordinator).customer.id == 7
        again = AttendantOnline(attendant=replace(BOB, id="101"))
        coordinator.handle(again, 1)
        done = coordinator.handle(asks(8), 1)
        assert offers(done) == [("session of 8", "101")]
        assert isinstance(current(coordinator, "session of 8").offered_to, str)


class TestAskedAgain:
    def test_2019_ready_goes_to_each_connection_once(self) -> None:
        coordinator = after((ANN_ASKS, 0))
        assert announced(coordinator.handle(ANN_ASKS, 1)) == [Instruction.UPDATE]
        assert announced(coordinator.handle(ANN_RELOADS, 2)) == [Instruction.READY]
        assert announced(coordinator.handle(ANN_RELOADS, 3)) == [Instruction.UPDATE]

    def test_while_somebody_is_being_asked_it_is_not_ready(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0))
        assert coordinator.handle(ANN_RELOADS, 1) == [Announce(OFFERED, Instruction.UPDATE)]

    def test_resume_with_the_attendant_still_there_is_ready_at_once_and_online(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_ACCEPTS, 0))
        assert coordinator.handle(ANN_RELOADS, 5) == [Announce(SERVED, Instruction.READY, BOB)]

    def test_resume_after_a_restart_is_ready_before_the_attendant_is_heard_again(self) -> None:
        assert restarted(SERVED).handle(ANN_RELOADS, 5) == [Announce(SERVED, Instruction.READY)]

    @pytest.mark.parametrize("session", [WAITING, OFFERED, SERVED])
    def test_a_keep_alive_is_answered_by_an_update_never_by_ready(self, session: Session) -> None:
        coordinator = restarted(session)
        for now in (1, 2):
            assert announced(coordinator.handle(ANN_KEEPS_ALIVE, now)) == [Instruction.UPDATE]

    def test_seed_same_session_id_the_current_state_every_time(self) -> None:
        coordinator = after((SEED_ASKS, 0))
        seed = replace(WAITING, topic="server/sessions/7/s1", dialect=Dialect.SEED)
        for now in (1, 2):
            assert coordinator.handle(SEED_ASKS, now) == [Announce(seed, Instruction.READY)]

    def test_seed_same_customer_and_request_id_is_the_same_request(self) -> None:
        again = replace(SEED_ASKS, session_id="another", topic="server/sessions/7/another")
        coordinator = after((BOB_ONLINE, 0), (SEED_ASKS, 0), (BOB_ACCEPTS, 0))
        (told,) = coordinator.handle(again, 1)
        assert told == Announce(current(coordinator), Instruction.READY, BOB)
        assert len(coordinator.sessions) == 1

    def test_seed_a_request_id_is_the_customers_own(self) -> None:
        other = replace(SEED_ASKS, session_id="s2", topic="t", customer=Customer(id=8))
        coordinator = after((SEED_ASKS, 0), (other, 0))
        assert len(coordinator.sessions) == 2

    def test_seed_a_repeated_request_for_a_closed_session_creates_nothing(self) -> None:
        closed = replace(EXPIRED, dialect=Dialect.SEED)
        again = replace(SEED_ASKS, stored=closed)
        assert after().handle(again, 1) == [Announce(closed, Instruction.EXPIRED)]

    def test_2019_a_closed_session_comes_back_under_its_id_and_goes_on_counting(self) -> None:
        closed = replace(EXPIRED, message_count=4)
        now = 11 * MINUTE
        done = after((BOB_ONLINE, now)).handle(replace(ANN_ASKS, stored=closed), now)
        back = replace(WAITING, created_at=now, waiting_since=now, message_count=4)
        assert done[0] == SaveSession(back)
        assert because(done, "session.requested") == "came back after it was closed"
        assert offers(done) == [("s1", 101)]

    def test_another_customer_can_not_ask_for_it(self) -> None:
        thief = replace(ANN_ASKS, customer=Customer(id=8), topic="server/sessions/8")
        (refused,) = after((ANN_ASKS, 0)).handle(thief, 1)
        assert isinstance(refused, Refuse)
        assert refused.code == "session_taken"

    @pytest.mark.parametrize("dialect", Dialect)
    def test_another_customer_can_not_ask_for_it_when_it_is_closed(self, dialect: Dialect) -> None:
        thief = replace(ANN_ASKS, customer=Customer(id=8), dialect=dialect, stored=EXPIRED)
        (refused,) = after().handle(thief, 1)
        assert isinstance(refused, Refuse)
        assert refused.code == "session_taken"

    def test_what_the_client_says_about_itself_is_updated(self) -> None:
        renamed = replace(ANN_ASKS, customer=replace(ANN, name="Anna"), request_id="r2")
        coordinator = after((ANN_ASKS, 0))
        changed = replace(WAITING, customer=replace(ANN, name="Anna"), request_id="r2")
        assert coordinator.handle(renamed, 1)[0] == SaveSession(changed)

    def test_once_asked_for_as_a_seed_it_stays_one(self) -> None:
        seed = replace(SEED_ASKS, topic=ANN_ASKS.topic)
        coordinator = after((ANN_ASKS, 0), (seed, 1), (ANN_KEEPS_ALIVE, 2))
        assert current(coordinator).dialect is Dialect.SEED


class TestOffers:
    def test_no_answer_in_time_and_the_next_one_is_asked(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (EVE_ONLINE, 1))
        assert coordinator.next_deadline() == 10 * SECOND
        assert coordinator.handle(Tick(), 10 * SECOND - 1) == []
        done = coordinator.handle(Tick(), 10 * SECOND)
        assert because(done, "session.offer_expired") == "101 did not answer"
        assert offers(done) == [("s1", "eve")]

    def test_after_the_first_silence_the_customer_gets_a_session_to_wait_in(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (EVE_ONLINE, 1))
        done = coordinator.handle(Tick(), 10 * SECOND)
        assert done[-1] == Announce(current(coordinator), Instruction.READY)
        coordinator.handle(EVE_ONLINE, 15 * SECOND)
        assert announced(coordinator.handle(Tick(), 20 * SECOND)) == []

    def test_the_only_one_is_asked_again(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_ONLINE, 9 * SECOND))
        for now in (10 * SECOND, 20 * SECOND, 30 * SECOND):
            assert offers(coordinator.handle(Tick(), now)) == [("s1", 101)]
        assert current(coordinator).passed_by == ("101",)

    def test_who_was_silent_comes_last_even_if_less_busy(self) -> None:
        coordinator = after(
            (EVE_ONLINE, 0),
            (asks(8), 0),
            (BOB_ONLINE, 1),
            (ANN_ASKS, 2),
        )
        done = coordinator.handle(Tick(), 10 * SECOND)
        assert offers(done) == [("session of 8", 101)]
        assert current(coordinator, "session of 8").passed_by == ("eve",)
        done = coordinator.handle(Tick(), 10 * SECOND + 2)
        assert offers(done) == [("s1", "eve")]

    def test_one_who_was_asked_and_is_late_has_it_if_nobody_else_does(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (EVE_ONLINE, 1), (Tick(), 10 * SECOND))
        done = coordinator.handle(BOB_ACCEPTS, 11 * SECOND)
        assert done[0] == SaveSession(SERVED)
        assert announced(done) == [Instruction.READY]
        (refused,) = coordinator.handle(EVE_ACCEPTS, 11 * SECOND)
        assert isinstance(refused, Refuse)
        assert refused.code == "not_offered"

    def test_the_late_one_frees_the_room_of_the_one_who_is_being_asked(self) -> None:
        eve = replace(EVE_ONLINE, room=1)
        coordinator = after(
            (BOB_ONLINE, 0),
            (ANN_ASKS, 0),
            (eve, 1),
            (Tick(), 10 * SECOND),
            (BOB_QUITS, 11_000),
            (Tick(), 11_000 + GRACE),
        )
        assert announced(coordinator.handle(asks(8), 11_000)) == [Instruction.READY]
        done = coordinator.handle(BOB_ACCEPTS, 12 * SECOND)
        assert ("session of 8", "eve") in offers(done)

    def test_one_who_was_never_asked_is_refused(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (EVE_ONLINE, 0))
        (refused,) = coordinator.handle(EVE_ACCEPTS, 1)
        assert isinstance(refused, Refuse)
        assert refused.code == "not_offered"
        assert current(coordinator) == OFFERED

    def test_nothing_is_taken_that_does_not_exist(self) -> None:
        (refused,) = after((BOB_ONLINE, 0)).handle(BOB_ACCEPTS, 1)
        assert isinstance(refused, Refuse)

    def test_an_acceptance_that_comes_twice_is_one(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_ACCEPTS, 1))
        assert coordinator.handle(BOB_ACCEPTS, 2) == []

    def test_who_accepts_late_must_still_have_room(self) -> None:
        bob = replace(BOB_ONLINE, room=1)
        coordinator = after((bob, 0), (ANN_ASKS, 0), (EVE_ONLINE, 1), (Tick(), 10 * SECOND))
        coordinator.handle(asks(8), 10 * SECOND)
        assert current(coordinator, "session of 8").offered_to == 101
        (refused,) = coordinator.handle(BOB_ACCEPTS, 11 * SECOND)
        assert isinstance(refused, Refuse)
        assert current(coordinator).offered_to == "eve"

    def test_one_who_left_and_accepts_late_is_registered_with_their_room(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_QUITS, 1 - GRACE), (Tick(), 1))
        done = coordinator.handle(replace(BOB_ACCEPTS, room=1), 2)
        assert done[0] == Record(kind="attendant.online", because="registered", attendant_key="101")
        assert done[1] == SaveSession(SERVED)
        assert offers(coordinator.handle(asks(8), 3)) == []

    def test_a_late_acceptance_is_not_offered_to_anybody_on_the_way(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_QUITS, 1 - GRACE), (Tick(), 1))
        assert offers(coordinator.handle(BOB_ACCEPTS, 2)) == []

    def test_an_offer_made_in_the_tick_in_which_the_last_one_ran_out_has_its_full_time(
        self,
    ) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_LEAVES, 5 * SECOND))
        coordinator.handle(EVE_ONLINE, 6 * SECOND)
        done = coordinator.handle(Tick(), 10 * SECOND)
        assert offers(done) == [("s1", "eve")]
        assert current(coordinator).offered_to == "eve"
        assert current(coordinator).offer_expires_at == 20 * SECOND


class TestAnAttendantIsGone:
    def taken(self, *more: tuple[Event, int]) -> Coordinator:
        return after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_ACCEPTS, 0), *more)

    def test_said_goodbye_and_another_is_asked_at_once(self) -> None:
        back = replace(WAITING, waiting_since=9)
        offered = back.offered("eve", 9 + 10 * SECOND)
        assert gone(self.taken((EVE_ONLINE, 0))) == [
            Record(kind="attendant.left", because="said goodbye", attendant_key="101"),
            SaveSession(back),
            record("session.requeued", "attendant 101 said goodbye"),
            SaveSession(offered),
            record("session.offered", "0 open, idle 0 s", "eve"),
            Offer(offered, "eve"),
        ]

    def test_said_goodbye_and_there_is_nobody_else(self) -> None:
        back = replace(WAITING, waiting_since=9)
        assert gone(self.taken()) == [
            Record(kind="attendant.left", because="said goodbye", attendant_key="101"),
            SaveSession(back),
            record("session.requeued", "attendant 101 said goodbye"),
            Announce(back, Instruction.UNAVAILABLE),
        ]

    def test_who_was_only_being_asked_leaves_the_customer_a_session_to_wait_in(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0))
        told = [e for e in gone(coordinator) if isinstance(e, Announce)]
        assert told == [Announce(current(coordinator), Instruction.READY)]
        assert current(coordinator).is_queued

    def test_back_in_the_queue_means_served_by_the_next_who_comes(self) -> None:
        coordinator = self.taken((BOB_QUITS, 9 - GRACE), (Tick(), 9))
        assert offers(coordinator.handle(EVE_ONLINE, 10)) == [("s1", "eve")]

    def test_one_goodbye_is_enough(self) -> None:
        coordinator = self.taken((BOB_QUITS, 9), (BOB_QUITS, 10), (Tick(), 9 + GRACE))
        assert coordinator.handle(BOB_QUITS, 9 + GRACE) == []
        assert current(coordinator).is_queued

    def test_not_heard_in_time(self) -> None:
        coordinator = self.taken()
        assert coordinator.handle(Tick(), 30 * SECOND - 1) == []
        done = coordinator.handle(Tick(), 30 * SECOND)
        assert because(done, "attendant.left") == "was not heard in time"
        assert announced(done) == [Instruction.UNAVAILABLE]

    def test_a_keep_alive_gives_another_thirty_seconds(self) -> None:
        coordinator = self.taken((BOB_ONLINE, 20 * SECOND))
        assert coordinator.handle(Tick(), 50 * SECOND - 1)[1:] == []  # an update to ann, no more
        assert announced(coordinator.handle(Tick(), 50 * SECOND)) == [Instruction.UNAVAILABLE]

    def test_a_lost_connection_is_not_held_against_them_within_the_grace(self) -> None:
        coordinator = self.taken((BOB_LEAVES, 1_000))
        assert coordinator.handle(Tick(), 6_000 - 1) == []
        done = coordinator.handle(Tick(), 6_000)
        assert because(done, "attendant.left") == "lost the connection"
        assert announced(done) == [Instruction.UNAVAILABLE]

    @pytest.mark.parametrize(
        "back",
        [
            AttendantOnline(attendant=BOB, connection="bob's page, reloaded"),
            AttendantListened(attendant_id="101", connection="bob's page, reloaded"),
        ],
    )
    def test_back_within_the_grace_nothing_has_happened(self, back: Event) -> None:
        coordinator = self.taken((BOB_LEAVES, 1_000), (back, 5_999))
        assert coordinator.handle(Tick(), 6_000) == []
        assert current(coordinator) == SERVED
        assert offers(coordinator.handle(asks(8), 6_001)) == [("session of 8", 101)]

    def test_nobody_is_offered_to_one_in_grace_but_at_once_when_they_are_back(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (BOB_LEAVES, 0))
        assert offers(coordinator.handle(ANN_ASKS, 1)) == []
        listened = AttendantListened(attendant_id=101, connection="bob's page, reloaded")
        assert offers(coordinator.handle(listened, 2)) == [("s1", 101)]

    def test_a_listening_connection_keeps_them(self) -> None:
        listened = AttendantListened(attendant_id="101", connection="bob's ears")
        coordinator = self.taken((listened, 0), (BOB_LEAVES, 1_000))
        assert coordinator.handle(Tick(), 29_999) == []
        assert current(coordinator) == SERVED

    def test_it_counts_even_if_it_listened_before_they_were_online(self) -> None:
        listened = AttendantListened(attendant_id="101", connection="bob's ears")
        coordinator = after((listened, 0), (BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_ACCEPTS, 0))
        coordinator.handle(BOB_LEAVES, 1_000)
        assert coordinator.handle(Tick(), 29_999) == []

    def test_a_second_page_keeps_them(self) -> None:
        second = replace(BOB_ONLINE, connection="bob's second page")
        coordinator = self.taken((second, 0), (BOB_LEAVES, 1_000))
        assert coordinator.handle(Tick(), 29_999) == []
        coordinator.handle(ConnectionClosed(connection="bob's second page"), 29_999)
        assert current(coordinator) == SERVED

    def test_the_connection_that_accepts_is_one_of_theirs(self) -> None:
        accepts = replace(BOB_ACCEPTS, connection="bob's page, reloaded")
        coordinator = after((BOB_ONLINE, 0), (ANN_ASKS, 0), (BOB_LEAVES, 1), (accepts, 2))
        assert coordinator.handle(Tick(), 29_999) == []

    def test_somebody_elses_connection_changes_nothing(self) -> None:
        coordinator = self.taken((ANN_LEAVES, 1))
        assert coordinator.handle(Tick(), 29_999) == []

    def test_all_their_sessions_move_on_to_who_has_room(self) -> None:
        coordinator = self.taken((asks(8), 1))
        coordinator.handle(replace(EVE_ONLINE, room=1), 2)
        done = gone(coordinator, now=3)
        assert offers(done) == [("s1", "eve")]  # the older conversation goes on first
        (told,) = (e for e in done if isinstance(e, Announce))
        assert (told.session.key, told.instruction) == ("session of 8", Instruction.READY)

    def test_what_others_let_pass_is_not_forgotten_when_the_one_asked_leaves(self) -> None:
        coordinator = after(
            (BOB_ONLINE, 0),
            (ANN_ASKS, 0),
            (EVE_ONLINE, 1),
            (Tick(), 10 * SECOND),
            (AttendantQuit(attendant_id="eve"), 11 * SECOND),
            (Tick(), 11 * SECOND + GRACE),
        )
        assert current(coordinator).passed_by == ("101", "eve")
        assert current(coordinator).offered_to == 101


class TestARestart:
    def test_who_serves_is_expected_back_for_as_long_as_a_keep_alive_lasts(self) -> None:
        coordinator = restarted(SERVED, now=100)
        assert coordinator.handle(Tick(), 100 + 30 * SECOND - 1) == []
        done = coordinator.handle(Tick(), 100 + 30 * SECOND)
        assert announced(done) == [Instruction.UNAVAILABLE]
        assert current(coordinator).is_queued

    def test_who_comes_back_in_time_keeps_theirs(self) -> None:
        coordinator = restarted(SERVED, now=100)
        done = coordinator.handle(BOB_ONLINE, 20 * SECOND)
        assert done == [Record(kind="attendant.online", because="registered", attendant_key="101")]
        assert coordinator.handle(Tick(), 100 + 30 * SECOND) == []
        assert current(coordinator) == SERVED

    def test_what_they_serve_counts_as_their_load(self) -> None:
        coordinator = restarted(SERVED)
        coordinator.handle(replace(BOB_ONLINE, room=1), 1)
        assert offers(coordinator.handle(asks(8), 2)) == []

    def test_nobody_is_offered_to_one_who_is_only_expected(self) -> None:
        assert offers(restarted(SERVED).handle(asks(8), 1)) == []

    def test_the_queue_is_as_it_was(self) -> None:
        older = replace(WAITING, id="s0", topic="t0", request_id="r0", created_at=-5)
        coordinator = restarted(WAITING, older)
        done = coordinator.handle(replace(BOB_ONLINE, room=1), 1)
        assert offers(done) == [("s0", 101)]

    def test_an_offer_gets_its_whole_time_again(self) -> None:
        coordinator = restarted(OFFERED, now=MINUTE)
        assert coordinator.next_deadline() == MINUTE + 10 * SECOND
        coordinator.handle(BOB_ACCEPTS, MINUTE + 1)
        assert current(coordinator) == SERVED

    def test_who_accepts_after_a_restart_does_not_take_more_than_their_room(self) -> None:
        coordinator = restarted(OFFERED)
        coordinator.handle(replace(BOB_ACCEPTS, room=1), 1)
        assert offers(coordinator.handle(asks(8), 2)) == []

    def test_the_ttl_begins_anew(self) -> None:
        coordinator = restarted(WAITING, now=MINUTE)
        assert coordinator.next_deadline() == 11 * MINUTE


class TestASessionExpires:
    def test_closed_with_its_reason_and_both_sides_are_told(self) -> None:
        closed = replace(WAITING.closed(Reason.EXPIRED, 10 * MINUTE), closed_at=10 * MINUTE)
        coordinator = after((ANN_ASKS, 0), (ANN_LEAVES, 1))
        assert coordinator.handle(Tick(), 10 * MINUTE - 1) == []
        assert coordinator.handle(Tick(), 10 * MINUTE) == [
            SaveSession(closed),
            record("session.expired", "the customer was not heard in time"),
            Announce(closed, Instruction.EXPIRED),
        ]
        assert coordinator.next_deadline() is None

    @pytest.mark.parametrize("sign", [ANN_ASKS, ANN_KEEPS_ALIVE, wrote(ANN)])
    def test_any_sign_of_the_customer_restarts_it(self, sign: Event) -> None:
        coordinator = after((ANN_ASKS, 0), (sign, MINUTE))
        coordinator.handle(ANN_LEAVES, MINUTE)
        assert coordinator.next_deadline() == 11 * MINUTE

    def test_the_attendants_words_are_no_sign_of_the_customer(self) -> None:
        coordinator = after((ANN_ASKS, 0), (ANN_LEAVES, 0), (wrote(BOB), MINUTE))
        assert coordinator.next_deadline() == 10 * MINUTE

    def test_an_attendant_with_the_customers_id_is_not_the_customer(self) -> None:
        namesake = wrote(Attendant(id=7, name="Seven"))
        coordinator = after((ANN_ASKS, 0), (ANN_LEAVES, 0), (namesake, MINUTE))
        assert coordinator.next_deadline() == 10 * MINUTE

    def test_each_session_lives_as_long_as_it_was_promised(self) -> None:
        coordinator = restarted(replace(WAITING, keep_alive_ttl=MINUTE))
        assert coordinator.next_deadline() == MINUTE
        coordinator.handle(replace(ANN_ASKS, connection=None), 30 * SECOND)
        assert coordinator.next_deadline() == 90 * SECOND

    def test_the_room_it_took_goes_to_the_next_in_the_queue(self) -> None:
        coordinator = after(
            (replace(BOB_ONLINE, room=1), 0),
            (ANN_ASKS, 0),
            (BOB_ACCEPTS, 0),
            (asks(8), MINUTE),
            (replace(BOB_ONLINE, room=1), 10 * MINUTE - 1),
        )
        done = coordinator.handle(Tick(), 10 * MINUTE)
        assert Instruction.EXPIRED in announced(done)
        assert offers(done) == [("session of 8", 101)]

    def test_the_room_counts_for_the_level_the_attendant_has_by_now(self) -> None:
        promoted = AttendantOnline(attendant=replace(BOB, level=Level.SECOND), room=1)
        coordinator = after(
            (replace(BOB_ONLINE, room=1), 0),
            (ANN_ASKS, 0),
            (BOB_ACCEPTS, 0),
            (asks(8, Level.SECOND), MINUTE),
            (promoted, 10 * MINUTE - 1),
        )
        assert offers(coordinator.handle(Tick(), 10 * MINUTE)) == [("session of 8", 101)]


class TestWhoIsChosen:
    def test_nine_customers_and_three_attendants_are_three_each(self) -> None:
        coordinator = Coordinator(PATIENCE)
        for name in ("a", "b", "c"):
            coordinator.handle(AttendantOnline(attendant=Attendant(id=name)), 0)
        taken: list[Id] = []
        for now in range(9):
            ((_, asked),) = offers(coordinator.handle(asks(now), now))
            taken.append(asked)
        assert sorted(map(str, taken)) == ["a"] * 3 + ["b"] * 3 + ["c"] * 3

    def test_an_offer_that_is_not_answered_yet_counts(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (EVE_ONLINE, 0), (ANN_ASKS, 1))
        assert offers(coordinator.handle(asks(8), 1)) == [("session of 8", "eve")]

    def test_of_equally_busy_ones_the_one_idle_longest(self) -> None:
        coordinator = after((EVE_ONLINE, 5), (BOB_ONLINE, 10))
        assert offers(coordinator.handle(ANN_ASKS, 20 * SECOND)) == [("s1", "eve")]

    def test_the_choice_is_explained(self) -> None:
        coordinator = after((BOB_ONLINE, 0), (asks(8), 0))
        done = coordinator.handle(ANN_ASKS, 25 * SECOND)
        assert because(done, "session.offered") == "1 open, idle 25 s"

    def test_the_level_that_is_asked_for_is_honoured(self) -> None:
        second = AttendantOnline(attendant=Attendant(id="sue", level=Level.SECOND))
        coordinator = after((BOB_ONLINE, 0))
        assert offers(coordinator.handle(asks(8, Level.SECOND), 1)) == []
        assert offers(coordinator.handle(second, 2)) == [("session of 8", "sue")]

    def test_a_queue_of_one_level_does_not_hold_up_another(self) -> None:
        coordinator = after((asks(8, Level.SUPERVISOR), 0), (ANN_ASKS, 1))
        assert offers(coordinator.handle(BOB_ONLINE, 2)) == [("s1", 101)]

    def test_nobody_gets_more_than_they_have_room_for(self) -> None:
        coordinator = after((replace(BOB_ONLINE, room=2), 0))
        offered = [offers(coordinator.handle(asks(i), i)) for i in range(3)]
        assert offered == [[("session of 0", 101)], [("session of 1", 101)], []]

    def test_more_room_serves_more_at_once(self) -> None:
        coordinator = after((replace(BOB_ONLINE, room=1), 0), *((asks(i), i) for i in range(3)))
        more = coordinator.handle(replace(BOB_ONLINE, room=2), 5)
        assert offers(more) == [("session of 1", 101)]

    def test_the_queue_is_served_in_the_order_in_which_it_was_asked(self) -> None:
        coordinator = after((asks("c"), 1), (asks("a"), 2), (asks("b"), 3))
        done = coordinator.handle(BOB_ONLINE, 4)
        assert offers(done) == [(f"session of {c}", 101) for c in ("c", "a", "b")]


class TestUpdates:
    def served(self) -> Coordinator:
        listened = AttendantListened(attendant_id=101, connection="bob's ears")
        return after((BOB_ONLINE, 0), (listened, 0), (ANN_ASKS, 0), (BOB_ACCEPTS, 0))

    def updates(self, coordinator: Coordinator, until: int) -> list[int]:
        """When the session of a customer who says nothing more was updated."""
        times: list[int] = []
        while (deadline := coordinator.next_deadline()) is not None and deadline <= until:
            coordinator.handle(BOB_ONLINE, deadline)
            done = coordinator.handle(Tick(), deadline)
            times += [deadline] * announced(done).count(Instruction.UPDATE)
        return times

    def test_a_live_customers_session_is_updated_every_45_seconds(self) -> None:
        expected = [45 * SECOND, 90 * SECOND, 135 * SECOND]
        assert self.updates(self.served(), 150 * SECOND) == expected

    def test_one_who_writes_all_the_time_is_updated_as_well(self) -> None:
        coordinator = self.served()
        coordinator.handle(wrote(ANN), 40 * SECOND)
        assert self.updates(coordinator, 60 * SECOND) == [45 * SECOND]

    def test_any_update_starts_the_wait_anew(self) -> None:
        coordinator = self.served()
        coordinator.handle(ANN_KEEPS_ALIVE, 40 * SECOND)
        assert self.updates(coordinator, 100 * SECOND) == [85 * SECOND]

    def test_one_who_is_gone_is_not_kept_up_as_if_they_were_there(self) -> None:
        coordinator = self.served()
        coordinator.handle(ANN_LEAVES, 1)
        assert self.updates(coordinator, 5 * MINUTE) == []

    def test_one_of_two_pages_is_enough_to_be_there(self) -> None:
        coordinator = self.served()
        coordinator.handle(ANN_RELOADS, 0)
        coordinator.handle(ANN_LEAVES, 1)
        assert self.updates(coordinator, 50 * SECOND) == [45 * SECOND]


class TestMessages:
    def test_stored_first_then_delivered_to_both_sides(self) -> None:
        coordinator = restarted(SERVED)
        numbered = replace(SERVED, message_count=1)
        assert coordinator.handle(wrote(ANN), 5) == [
            SaveMessage(message(ANN, 1)),
            Deliver(numbered, message(ANN, 1)),
        ]

    def test_numbered_without_a_gap_in_the_order_they_came(self) -> None:
        coordinator = restarted(replace(SERVED, message_count=3))
        done = [
            effect
            for author, text in ((ANN, "a"), (BOB, "b"), (ANN, "c"))
            for effect in coordinator.handle(wrote(author, text), 5)
        ]
        assert [e.message.seq for e in done if isinstance(e, SaveMessage)] == [4, 5, 6]
        assert current(coordinator).message_count == 6

    def test_a_repeated_one_goes_back_to_who_sent_it_and_to_nobody_else(self) -> None:
        coordinator = restarted(replace(SERVED, message_count=1))
        again = wrote(ANN, stored=message(ANN, 1))
        (delivered,) = coordinator.handle(again, 6)
        assert delivered == Deliver(current(coordinator), message(ANN, 1), only_to="ann's page")
        assert current(coordinator).message_count == 1

    def test_in_a_queue_one_may_write_too(self) -> None:
        done = restarted(WAITING).handle(wrote(ANN), 5)
        assert SaveMessage(message(ANN, 1)) in done

    def test_a_customer_who_writes_after_it_was_closed_is_back_and_waits_again(self) -> None:
        closed = replace(EXPIRED, message_count=2)
        now = 20 * MINUTE
        done = after((BOB_ONLINE, now)).handle(wrote(ANN, stored_session=closed), now)
        back = replace(WAITING, created_at=now, waiting_since=now, message_count=3)
        assert done[:4] == [
            SaveSession(back),
            record("session.requested", "the customer wrote after it was closed"),
            SaveMessage(message(ANN, 3, now=now)),
            Deliver(back, message(ANN, 3, now=now)),
        ]
        assert offers(done) == [("s1", 101)]

    def test_an_attendants_last_word_is_stored_and_delivered_and_it_stays_closed(self) -> None:
        closed = replace(EXPIRED, message_count=2)
        coordinator = after((BOB_ONLINE, 0))
        numbered = replace(closed, message_count=3)
        assert coordinator.handle(wrote(BOB, stored_session=closed), 5) == [
            SaveMessage(message(BOB, 3)),
            Deliver(numbered, message(BOB, 3)),
        ]
        assert len(coordinator.sessions) == 0

    def test_a_message_to_nowhere_is_refused(self) -> None:
        (refused,) = after().handle(wrote(ANN), 5)
        assert isinstance(refused, Refuse)
        assert refused.code == "session_unknown"


class TestReadReceipts:
    SEEN = (MessageRef(3, 7, "hello"),)

    def viewed(self, reader_key: str | None, **known: Session) -> MessagesViewed:
        return MessagesViewed(
            session_key="s1",
            messages=self.SEEN,
            read_at=9,
            reader_key=reader_key,
            connection="a page",
            stored_session=known.get("stored_session"),
        )

    def test_stored_then_shown_to_both_sides(self) -> None:
        assert restarted(SERVED).handle(self.viewed("101"), 9) == [
            MarkRead("s1", self.SEEN, 9, "101"),
            ShowRead(SERVED, self.SEEN, 9, "101"),
        ]

    def test_a_customer_who_reads_is_there(self) -> None:
        coordinator = restarted(WAITING)
        coordinator.handle(self.viewed("7"), MINUTE)
        coordinator.handle(ConnectionClosed(connection="a page"), MINUTE)
        assert coordinator.next_deadline() == 11 * MINUTE

    def test_reading_a_closed_session_does_not_open_it(self) -> None:
        coordinator = after()
        done = coordinator.handle(self.viewed("7", stored_session=EXPIRED), 9)
        assert done[0] == MarkRead("s1", self.SEEN, 9, "7")
        assert len(coordinator.sessions) == 0

    def test_nothing_read_is_nothing_done(self) -> None:
        assert restarted(SERVED).handle(replace(self.viewed("7"), messages=()), 9) == []
        assert after().handle(self.viewed("7"), 9) == []
