"""Customers in our own dialect: they open, keep alive, come back, rate and close."""

from dataclasses import replace

import pytest

from chimp.core.coordinator import Coordinator
from chimp.core.effects import Announce, Erase, Instruction, SaveSession
from chimp.core.events import (
    ConnectionClosed,
    CustomerHeard,
    Event,
    MessageSent,
    SessionEnded,
    SessionRated,
    SessionRequested,
    Tick,
)
from chimp.core.people import PROBE_CUSTOMER, PROBE_TTL, Attendant, Customer, Level, Person
from chimp.core.session import Dialect, Page, Rating, Reason, Session
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
    accepts,
    after,
    announced,
    current,
    hands_to,
    load,
    offers,
    online,
    opens,
    passes,
    record,
    records,
    refused,
    releases,
    saved,
    served,
)

EXPIRED = SERVED.closed(Reason.EXPIRED, 9)
FINAL = [SERVED.closed(reason, 9) for reason in Reason if reason.is_final]

KEEPS_ALIVE = CustomerHeard(session_key="s1", connection="page of ann")


def restarted(*sessions: Session) -> Coordinator:
    return Coordinator(PATIENCE, sessions, now=0)


class TestOpened:
    def test_ready_at_once_even_while_somebody_is_asked(self) -> None:
        done = after(online(BOB)).handle(opens(), 0)
        offered = ASKED.offered(101, PATIENCE.assign_timeout)
        assert saved(done) == [ASKED, offered]
        assert done[-1] == Announce(offered, Instruction.READY)

    def test_each_time_it_is_opened_the_answer_is_ready(self) -> None:
        coordinator = served()
        for now in (1, 2):
            assert coordinator.handle(opens(), now) == [Announce(SERVED, Instruction.READY, BOB)]

    def test_a_request_id_names_no_other_session(self) -> None:
        first, second = (replace(opens(name), request_id="r1") for name in ("s1", "s2"))
        coordinator = after(first, second)
        assert len(coordinator.sessions) == 2
        assert coordinator.sessions.asked_with("ann", "r1") is None

    def test_a_request_id_of_a_seed_is_not_hidden_by_ours(self) -> None:
        ours = replace(opens("s2"), request_id="r1")
        seed = replace(opens(), request_id="r1", dialect=Dialect.SEED, is_repeatable=True)
        again = replace(seed, session_id="s3", topic="server/sessions/ann/s3")
        coordinator = after(seed, ours)
        assert announced(coordinator.handle(again, 1)) == [Instruction.READY]
        coordinator.handle(SessionEnded(session_key="s2", by=ANN, reason=Reason.BY_CUSTOMER), 2)
        coordinator.handle(again, 3)
        assert [session.key for session in coordinator.sessions] == ["s1"]

    @pytest.mark.parametrize("closed", FINAL)
    def test_what_a_person_has_closed_stays_closed(self, closed: Session) -> None:
        coordinator = after(online(BOB))
        for now in (1, 2):
            answer = coordinator.handle(opens(stored=closed), now)
            assert answer == [Announce(closed, Instruction.CLOSED)]
        assert len(coordinator.sessions) == 0

    def test_what_expired_is_opened_again_and_goes_on_counting(self) -> None:
        kept = replace(EXPIRED, message_count=4, rating=Rating(5, None, 3))
        done = after(online(BOB)).handle(opens(stored=kept), MINUTE)
        back = replace(
            ASKED,
            created_at=MINUTE,
            waiting_since=MINUTE,
            message_count=4,
            rating=Rating(5, None, 3),
        )
        assert saved(done)[0] == back
        assert records(done)[0] == ("session.requested", "came back after it was closed")

    @pytest.mark.parametrize("known", [after(opens()), after()])
    def test_nobody_opens_the_session_of_another(self, known: Coordinator) -> None:
        other = replace(opens(), customer=Customer(id="eve"), stored=EXPIRED)
        assert refused(known, other) == ("session_taken", "sessionId")

    def test_one_of_2019_who_comes_with_our_dialect_speaks_it_from_then_on(self) -> None:
        legacy = replace(opens(), dialect=Dialect.LEGACY)
        coordinator = after(legacy, opens())
        assert current(coordinator).dialect is Dialect.NATIVE
        coordinator.handle(legacy, 1)
        assert current(coordinator).dialect is Dialect.NATIVE

    def test_who_is_verified_stays_so(self) -> None:
        verified = replace(ANN, is_verified=True, name="Ann")
        coordinator = after(opens(customer=verified), opens())
        assert current(coordinator).customer == verified


class TestStillHere:
    def test_answered_by_how_it_stands(self) -> None:
        assert served().handle(KEEPS_ALIVE, 1) == [Announce(SERVED, Instruction.UPDATE, BOB)]

    def test_the_session_lives_for_another_ttl(self) -> None:
        coordinator = after(opens(), (KEEPS_ALIVE, MINUTE))
        ttl = PATIENCE.session_ttl
        times = []
        while (deadline := coordinator.next_deadline()) is not None:
            times.append(deadline)
            coordinator.handle(Tick(), deadline)
        assert times[-1] == MINUTE + ttl

    def test_without_a_connection_it_counts_too(self) -> None:
        coordinator = restarted(ASKED)
        coordinator.handle(CustomerHeard(session_key="s1"), MINUTE)
        assert coordinator.next_deadline() == MINUTE + PATIENCE.session_ttl

    def test_where_no_session_is_open_it_is_refused(self) -> None:
        assert refused(after(), KEEPS_ALIVE) == ("session_unknown", None)


HOME = Page("https://www.example.com/", "Home")
PRICES = Page("https://www.example.com/prices")
EVA = Customer(id="eva")
LEFT = replace(ASKED, left_message=True)


def leaves(session_id: str = "s1", customer: Customer = ANN) -> SessionRequested:
    return replace(opens(session_id, customer), leaves_message=True)


class TestThereOrNot:
    """Attendants hear when a customer comes or goes: with the first page, and with the last."""

    def test_it_turns_with_the_first_page_and_with_the_last(self) -> None:
        coordinator = served()
        assert coordinator.take_turned() == [SERVED]
        other = replace(opens(), connection="another page")
        for event, is_there, turned in (
            (opens(), True, []),
            (other, True, []),
            (ConnectionClosed(connection="page of ann"), True, []),
            (ConnectionClosed(connection="another page"), False, [SERVED]),
            (ConnectionClosed(connection="another page"), False, []),
            (CustomerHeard(session_key="s1", connection="a third"), True, [SERVED]),
        ):
            coordinator.handle(event, 1)
            assert coordinator.is_customer_online("s1") == is_there
            assert coordinator.take_turned() == turned

    def test_what_is_over_needs_no_such_news(self) -> None:
        coordinator = after(opens())
        coordinator.handle(ConnectionClosed(connection="page of ann"), 1)
        coordinator.handle(SessionEnded(session_key="s1", by=None, reason=Reason.BANNED), 2)
        assert coordinator.take_turned() == []

    def test_what_was_not_told_when_the_store_failed_is_told_later(self) -> None:
        former = after(opens())
        coordinator = Coordinator(PATIENCE, [ASKED], 5, former=former)
        assert coordinator.take_turned() == [ASKED]


class TestWhereTheyAre:
    def test_a_page_is_stored_when_it_changes_and_only_then(self) -> None:
        coordinator = after(replace(opens(), page=HOME))
        assert current(coordinator).page == HOME
        for page, stored in ((HOME, []), (PRICES, [replace(ASKED, page=PRICES)]), (None, [])):
            done = coordinator.handle(CustomerHeard(session_key="s1", page=page), 1)
            assert saved(done) == stored
            assert announced(done) == [Instruction.UPDATE]
        coordinator.handle(opens(), 2)
        assert current(coordinator).page == PRICES
        coordinator.handle(replace(opens(), page=HOME), 3)
        assert current(coordinator).page == HOME

    def test_that_of_a_customer_whom_the_site_has_signed_for_is_told_by_their_page(self) -> None:
        signed = replace(ANN, is_verified=True, name="Ann")
        told_by_page = replace(opens(), customer=replace(ANN, name="Eve"), page=PRICES)
        coordinator = after(opens(customer=signed), told_by_page)
        assert current(coordinator).page == PRICES
        assert current(coordinator).customer == signed

    def test_nobody_is_on_a_page_of_what_is_over(self) -> None:
        known = after()
        assert refused(known, CustomerHeard(session_key="s1", page=HOME)) == (
            "session_unknown",
            None,
        )


class TestMessageLeft:
    """An open one waits for as long as it takes, behind those whose customer is there."""

    def test_silence_does_not_end_it_whoever_serves_it(self) -> None:
        coordinator = after(leaves(), ConnectionClosed(connection="page of ann"))
        assert announced(passes(coordinator, 1_000 * MINUTE)) == []
        assert current(coordinator).left_message
        coordinator.handle(online(BOB), 1_000 * MINUTE)
        coordinator.handle(accepts(BOB), 1_000 * MINUTE)
        passes(coordinator, 2_000 * MINUTE)
        assert current(coordinator).holder == BOB.key
        done = coordinator.handle(
            SessionEnded(session_key="s1", by=BOB, reason=Reason.BY_ATTENDANT), 2_000 * MINUTE
        )
        assert announced(done) == [Instruction.CLOSED]
        assert saved(done)[0].left_message

    def test_a_restart_does_not_end_it_either(self) -> None:
        coordinator = Coordinator(PATIENCE, [LEFT], 0)
        assert passes(coordinator, 1_000 * MINUTE) == []
        assert current(coordinator) == LEFT

    def test_those_who_wait_are_served_first_however_long_it_lies_there(self) -> None:
        coordinator = after(leaves("s1"), (leaves("s2"), 1), (opens("s3", EVA), 2))
        queued = [session.key for session in coordinator.sessions.queued(Level.FIRST)]
        assert queued == ["s3", "s1", "s2"]
        assert coordinator.sessions.position(current(coordinator, "s3")) == 1
        done = coordinator.handle(online(BOB), 3)
        assert [session_key for session_key, _ in offers(done)] == ["s3", "s1", "s2"]

    def test_who_comes_back_waits_like_everybody(self) -> None:
        coordinator = after(leaves(), opens("s2", EVA))
        back = coordinator.handle(opens(), MINUTE)
        assert saved(back) == [ASKED]
        queued = [session.key for session in coordinator.sessions.queued(Level.FIRST)]
        assert queued == ["s1", "s2"]
        coordinator.handle(ConnectionClosed(connection="page of ann"), MINUTE)
        assert Instruction.EXPIRED in announced(passes(coordinator, 60 * MINUTE))

    def test_who_does_not_want_to_wait_any_longer_may_leave_a_message(self) -> None:
        coordinator = after(opens(), opens("s2", EVA))
        assert saved(coordinator.handle(leaves(), 1)) == [LEFT]
        queued = [session.key for session in coordinator.sessions.queued(Level.FIRST)]
        assert queued == ["s2", "s1"]
        passes(coordinator, 60 * MINUTE)
        assert [session.key for session in coordinator.sessions] == ["s1"]

    def test_what_is_said_in_it_does_not_let_it_expire(self) -> None:
        said = MessageSent(
            session_key="s1",
            message_id="m1",
            author=ANN,
            timestamp=1,
            content="Call me",
            is_native=True,
            connection="page of ann",
        )
        heard = CustomerHeard(session_key="s1", connection="page of ann")
        coordinator = after(leaves(), said, heard, ConnectionClosed(connection="page of ann"))
        passes(coordinator, 60 * MINUTE)
        assert current(coordinator).message_count == 1

    def test_they_are_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("chimp.core.customers.MOST_LEFT_MESSAGES", 1)
        coordinator = after(leaves())
        assert refused(coordinator, leaves("s2", EVA)) == ("too_many_messages", "leavesMessage")
        assert announced(coordinator.handle(leaves(), 1)) == [Instruction.READY]
        coordinator.handle(opens(), 2)
        coordinator.handle(leaves("s2", EVA), 3)
        assert refused(coordinator, leaves()) == ("too_many_messages", "leavesMessage")


class TestRated:
    RATED = SessionRated(session_key="s1", score=4, comment="fine")

    def test_stored_and_shown(self) -> None:
        coordinator = served()
        rated = replace(SERVED, rating=Rating(4, "fine", 5))
        assert coordinator.handle(self.RATED, 5) == [
            SaveSession(rated),
            record("session.rated", "4 of 5", "101"),
            Announce(rated, Instruction.UPDATE, BOB),
        ]

    def test_twice_the_same_keeps_its_time(self) -> None:
        coordinator = served((self.RATED, 5))
        kept = replace(SERVED, rating=Rating(4, "fine", 5))
        assert coordinator.handle(self.RATED, 9) == [Announce(kept, Instruction.UPDATE, BOB)]

    @pytest.mark.parametrize("later", [replace(RATED, score=1), replace(RATED, comment=None)])
    def test_the_latest_word_counts(self, later: SessionRated) -> None:
        coordinator = served((self.RATED, 5), (later, 9))
        assert current(coordinator).rating == Rating(later.score, later.comment, 9)

    @pytest.mark.parametrize("closed", [EXPIRED, *FINAL])
    def test_what_is_over_may_be_rated_and_stays_closed(self, closed: Session) -> None:
        coordinator = after()
        rated = replace(closed, rating=Rating(4, "fine", 5))
        done = coordinator.handle(replace(self.RATED, stored_session=closed), 5)
        assert done == [
            SaveSession(rated),
            record("session.rated", "4 of 5", "101"),
            Announce(rated, Instruction.UPDATE),
        ]
        assert len(coordinator.sessions) == 0
        again = replace(self.RATED, stored_session=rated)
        assert coordinator.handle(again, 6) == [Announce(rated, Instruction.UPDATE)]

    def test_where_there_is_no_session_it_is_refused(self) -> None:
        assert refused(after(), self.RATED) == ("session_unknown", None)


class TestClosed:
    def closes(
        self,
        by: Person | None = ANN,
        reason: Reason = Reason.BY_CUSTOMER,
        stored: Session | None = None,
    ) -> SessionEnded:
        return SessionEnded(
            session_key="s1", by=by, reason=reason, note="bye", stored_session=stored
        )

    def test_by_the_customer_both_sides_are_told(self) -> None:
        closed = SERVED.closed(Reason.BY_CUSTOMER, 5, by="ann", note="bye")
        assert served().handle(self.closes(), 5) == [
            SaveSession(closed),
            record("session.closed", "by customer", "101"),
            Announce(closed, Instruction.CLOSED, BOB),
        ]

    @pytest.mark.parametrize("attendant", [BOB, SUE, ADA])
    def test_by_who_serves_it_or_supervises(self, attendant: Attendant) -> None:
        coordinator = served()
        (closed,) = saved(coordinator.handle(self.closes(attendant, Reason.BY_ATTENDANT), 5))
        assert closed == SERVED.closed(Reason.BY_ATTENDANT, 5, by=attendant.id, note="bye")
        assert len(coordinator.sessions) == 0

    def test_by_the_server(self) -> None:
        (closed,) = saved(served().handle(self.closes(None, Reason.BANNED), 5))
        assert (closed.closed_by, closed.close_reason) == (None, Reason.BANNED)

    def test_again_it_is_said_once_more_and_nothing_changes(self) -> None:
        closed = SERVED.closed(Reason.BY_CUSTOMER, 5)
        for by in (ANN, BOB, EVE, None):
            again = self.closes(by, stored=closed)
            assert after().handle(again, 6) == [Announce(closed, Instruction.CLOSED)]

    @pytest.mark.parametrize("attendant", [EVE, MAX])
    def test_by_one_who_takes_no_part_it_is_refused(self, attendant: Attendant) -> None:
        event = self.closes(attendant, Reason.BY_ATTENDANT)
        assert refused(served(online(attendant)), event) == ("not_yours", "sessionId")

    def test_by_one_who_is_only_asked_it_is_refused(self) -> None:
        event = self.closes(BOB, Reason.BY_ATTENDANT)
        assert refused(after(online(BOB), opens()), event) == ("not_yours", "sessionId")
        assert refused(served(releases(BOB)), event) == ("not_yours", "sessionId")

    def test_where_there_is_no_session_it_is_refused(self) -> None:
        assert refused(after(), self.closes()) == ("session_unknown", "sessionId")

    def test_the_room_goes_to_the_next_in_the_queue(self) -> None:
        coordinator = served(opens("s2"), room=1)
        assert offers(coordinator.handle(self.closes(), 5)) == [("s2", 101)]

    def test_so_does_that_of_who_was_asked_and_of_who_handed_it_on(self) -> None:
        coordinator = served(online(EVE, 1), hands_to(BOB, EVE), opens("s2"), opens("s3"), room=1)
        assert offers(coordinator.handle(self.closes(), 5)) == [("s2", 101), ("s3", "eve")]
        assert (load(coordinator, BOB), load(coordinator, EVE)) == (1, 1)

    def test_nothing_of_it_is_left(self) -> None:
        coordinator = served(online(SUE))
        coordinator.handle(self.closes(), 5)
        coordinator.handle(accepts(BOB), 6)
        assert (coordinator.next_deadline(), coordinator.askers("s1")) == (None, ())
        assert coordinator.sessions.naming("101") == []


class TestTheServerWithItself:
    ITSELF = Customer(id=PROBE_CUSTOMER)
    OPENS = opens(customer=ITSELF)
    ENDS = SessionEnded(session_key="s1", by=None, reason=Reason.BY_CUSTOMER)
    GONE = Erase("s1", PROBE_CUSTOMER)

    def test_it_is_answered_and_never_waits(self) -> None:
        coordinator = after(online(BOB))
        done = coordinator.handle(self.OPENS, 0)
        assert announced(done) == [Instruction.READY]
        assert offers(done) == []
        assert coordinator.sessions.waiting() == 0
        assert coordinator.sessions.position(current(coordinator)) is None

    def test_it_holds_up_nobody(self) -> None:
        coordinator = after(self.OPENS, online(BOB))
        assert offers(coordinator.handle(opens("s2"), 1)) == [("s2", 101)]

    @pytest.mark.parametrize("event", [ENDS, replace(ENDS, by=ITSELF)])
    def test_nothing_of_it_is_left(self, event: Event) -> None:
        coordinator = after(self.OPENS)
        done = coordinator.handle(event, 1)
        assert done[-1] == self.GONE
        assert announced(done) == []
        assert records(done) == []
        assert (len(coordinator.sessions), coordinator.next_deadline()) == (0, None)

    def test_nor_if_the_server_did_not_end_it(self) -> None:
        coordinator = after(replace(self.OPENS, connection=None))
        done = coordinator.handle(Tick(), PROBE_TTL)
        assert done[-1] == self.GONE
        assert announced(done) == []

    def test_nor_after_a_restart(self) -> None:
        probe = replace(ASKED, customer=self.ITSELF)
        coordinator = restarted(probe)
        assert offers(coordinator.handle(online(BOB), 0)) == []
        assert coordinator.handle(Tick(), 0)[-1] == self.GONE
