"""Who takes a session: accepted, declined, run out, or taken of one's own accord."""

from dataclasses import replace

import pytest

from chimp.core.coordinator import Coordinator
from chimp.core.effects import Announce, Instruction, Offer, SaveSession
from chimp.core.events import AttendantOnline, AttendantQuit, ConnectionClosed, SessionTaken, Tick
from chimp.core.people import PROBE_CUSTOMER, Attendant, Customer, Level
from tests.core.given import (
    ADA,
    ASKED,
    ASSIGN,
    BOB,
    EVE,
    GRACE,
    MAX,
    MINUTE,
    PATIENCE,
    SECOND,
    SERVED,
    SUE,
    accepts,
    after,
    announced,
    asks_for,
    current,
    declines,
    load,
    offers,
    online,
    opens,
    passes,
    record,
    records,
    refused,
    saved,
    served,
    takes,
    twice,
)


class TestDeclined:
    def test_the_next_one_is_asked_at_once(self) -> None:
        coordinator = after(online(BOB), opens(), online(EVE))
        declined = replace(ASKED, declined_by=("101",))
        offered = declined.offered("eve", SECOND + ASSIGN)
        assert twice(coordinator, declines(BOB), SECOND) == [
            SaveSession(declined),
            record("session.declined", "101 declined"),
            SaveSession(offered),
            record("session.offered", "0 open, idle 1 s", "eve"),
            Offer(offered, "eve"),
        ]

    def test_nobody_else_is_there_and_the_customer_waits(self) -> None:
        coordinator = after(online(BOB), opens())
        done = twice(coordinator, declines(BOB))
        assert done[-1] == Announce(replace(ASKED, declined_by=("101",)), Instruction.READY)
        assert load(coordinator, BOB) == 0

    def test_who_declined_is_not_asked_again_however_often_others_are(self) -> None:
        coordinator = after(online(BOB), opens(), declines(BOB), online(EVE))
        assert offers(passes(coordinator, 5 * MINUTE)) == [("s1", "eve")] * 30
        assert current(coordinator).declined_by == ("101",)

    def test_but_may_take_it(self) -> None:
        coordinator = after(online(BOB), opens(), declines(BOB))
        twice(coordinator, takes(BOB), 2)
        assert current(coordinator) == SERVED

    def test_and_is_asked_again_once_it_was_served_and_lost(self) -> None:
        coordinator = after(
            online(BOB),
            opens(),
            declines(BOB),
            online(EVE),
            accepts(EVE),
            AttendantQuit(attendant_id="eve"),
        )
        done = coordinator.handle(Tick(), GRACE)
        assert offers(done) == [("s1", 101)]

    def test_the_one_behind_it_in_the_queue_is_not_held_up(self) -> None:
        coordinator = after(online(BOB, 1), opens(), declines(BOB))
        assert offers(coordinator.handle(opens("s2"), 1)) == [("s2", 101)]
        assert coordinator.sessions.position(current(coordinator)) == 1

    def test_the_room_goes_to_the_next_in_the_queue(self) -> None:
        coordinator = after(online(BOB, 1), opens(), opens("s2"))
        assert offers(coordinator.handle(declines(BOB), 1)) == [("s2", 101)]

    @pytest.mark.parametrize("attendant", [EVE, SUE, ADA])
    def test_one_who_is_not_asked_has_nothing_to_decline(self, attendant: Attendant) -> None:
        coordinator = after(online(BOB), opens(), online(attendant))
        assert refused(coordinator, declines(attendant)) == ("not_offered", "sessionId")

    def test_what_is_served_can_not_be_declined(self) -> None:
        assert refused(served(), declines(BOB)) == ("not_offered", "sessionId")

    def test_what_is_not_open_can_not_be_declined(self) -> None:
        assert refused(after(online(BOB)), declines(BOB)) == ("session_unknown", "sessionId")


class TestTaken:
    def test_out_of_the_queue(self) -> None:
        coordinator = after(opens(), online(BOB, away=True))
        assert twice(coordinator, takes(BOB), 2_500) == [
            SaveSession(SERVED),
            record("session.assigned", "taken after 2.5 s", "101"),
            Announce(SERVED, Instruction.READY, BOB),
        ]

    def test_before_the_one_who_is_asked_has_answered(self) -> None:
        coordinator = after(online(EVE), opens(), online(BOB))
        twice(coordinator, takes(BOB))
        assert current(coordinator) == SERVED
        assert (load(coordinator, EVE), load(coordinator, BOB)) == (0, 1)
        assert refused(coordinator, accepts(EVE)) == ("not_offered", "sessionInfo")

    def test_the_one_they_were_asked_to_take_needs_no_more_room(self) -> None:
        coordinator = after(online(BOB, 1), opens())
        twice(coordinator, takes(BOB))
        assert current(coordinator) == SERVED

    def test_the_room_it_frees_goes_to_the_next_in_the_queue(self) -> None:
        coordinator = after(online(EVE, 1), opens(), opens("s2"), online(BOB, away=True))
        assert offers(coordinator.handle(takes(BOB), 1)) == [("s2", "eve")]

    @pytest.mark.parametrize(
        ("attendant", "level"),
        [
            (MAX, Level.FIRST),
            (MAX, Level.SECOND),
            (SUE, Level.FIRST),
            (SUE, Level.SUPERVISOR),
            (ADA, Level.SUPERVISOR),
        ],
    )
    def test_from_their_level_or_below_and_who_supervises_from_any(
        self, attendant: Attendant, level: Level
    ) -> None:
        coordinator = after(asks_for(level), online(attendant, away=True))
        twice(coordinator, takes(attendant))
        taken = current(coordinator)
        assert (taken.holder, taken.required_level) == (attendant.key, level)

    @pytest.mark.parametrize(
        ("attendant", "level"),
        [(BOB, Level.SECOND), (BOB, Level.SUPERVISOR), (MAX, Level.SUPERVISOR)],
    )
    def test_never_from_above(self, attendant: Attendant, level: Level) -> None:
        coordinator = after(asks_for(level), online(attendant))
        assert refused(coordinator, takes(attendant)) == ("level_too_low", "sessionId")

    @pytest.mark.parametrize("attendant", [BOB, SUE, ADA])
    def test_never_more_than_their_limit(self, attendant: Attendant) -> None:
        coordinator = after(online(attendant, 1), opens("s2"), takes(attendant, "s2"), opens())
        assert refused(coordinator, takes(attendant)) == ("limit_reached", None)

    def test_never_what_another_serves(self) -> None:
        assert refused(served(online(SUE)), takes(SUE)) == ("not_waiting", "sessionId")

    def test_never_by_one_who_is_not_there(self) -> None:
        assert refused(after(opens()), takes(BOB)) == ("not_online", None)
        expected = Coordinator(PATIENCE, [SERVED, replace(ASKED, id="s2", topic="t")], now=0)
        assert refused(expected, takes(BOB, "s2")) == ("not_online", None)

    def test_never_what_is_not_open(self) -> None:
        assert refused(after(online(BOB)), takes(BOB)) == ("session_unknown", "sessionId")

    def test_never_the_servers_talk_with_itself(self) -> None:
        coordinator = after(opens(customer=Customer(id=PROBE_CUSTOMER)), online(SUE))
        assert refused(coordinator, takes(SUE)) == ("session_unknown", "sessionId")

    def test_the_page_that_takes_is_one_of_theirs(self) -> None:
        gone = ConnectionClosed(connection="page of 101")
        coordinator = after(opens(), online(BOB, away=True), gone, takes(BOB, page="reloaded"))
        passes(coordinator, MINUTE)
        assert current(coordinator) == SERVED

    def test_where_it_came_from_need_not_be_known(self) -> None:
        coordinator = after(opens(), online(BOB, away=True))
        coordinator.handle(SessionTaken(attendant=BOB, session_key="s1"), 1)
        assert current(coordinator) == SERVED


class TestAccepted:
    def test_an_offer_that_was_declined_is_not_there_any_more(self) -> None:
        coordinator = after(online(BOB), opens(), declines(BOB))
        assert refused(coordinator, accepts(BOB)) == ("not_offered", "sessionInfo")

    def test_it_stays_at_the_level_that_was_asked_for(self) -> None:
        coordinator = after(asks_for(Level.SECOND), online(MAX), accepts(MAX))
        promoted = replace(MAX, level=Level.SUPERVISOR)
        assert current(coordinator).required_level is Level.SECOND
        coordinator = after(
            asks_for(Level.SECOND), online(MAX), online(promoted), accepts(promoted)
        )
        assert current(coordinator).required_level is Level.SECOND

    def test_one_who_is_only_expected_accepts_and_is_there_with_their_room(self) -> None:
        coordinator = Coordinator(PATIENCE, [ASKED.offered(101, 9)], now=0)
        done = coordinator.handle(replace(accepts(BOB), room=1, connection="page"), 1)
        assert records(done)[0] == ("attendant.online", "registered")
        assert saved(done) == [SERVED]
        assert offers(coordinator.handle(opens("s2"), 2)) == []

    def test_one_who_is_expected_has_no_more_room_than_they_say(self) -> None:
        passed = replace(ASKED, id="s2", topic="t", passed_by=("101",))
        coordinator = Coordinator(PATIENCE, [SERVED, passed], now=0)
        late = accepts(BOB, "s2")
        assert refused(coordinator, replace(late, room=1)) == ("not_offered", "sessionInfo")
        assert announced(coordinator.handle(replace(late, room=2), 1)) == [Instruction.READY]

    def test_one_who_is_there_has_the_room_they_came_with(self) -> None:
        coordinator = after(online(BOB, 1), opens(), online(EVE), (Tick(), ASSIGN))
        coordinator.handle(opens("s2"), ASSIGN)
        late = replace(accepts(BOB), room=9)
        assert refused(coordinator, late, ASSIGN + 1) == ("not_offered", "sessionInfo")


class TestRanOut:
    def test_who_is_away_is_not_asked_next(self) -> None:
        coordinator = after(online(BOB), opens(), online(EVE, away=True))
        done = coordinator.handle(Tick(), ASSIGN)
        assert offers(done) == [("s1", 101)]

    def test_who_declined_is_not_asked_even_as_the_last(self) -> None:
        coordinator = after(online(BOB), opens(), online(EVE), declines(BOB))
        assert offers(coordinator.handle(Tick(), ASSIGN)) == [("s1", "eve")]

    def test_a_full_queue_of_declined_ones_still_serves_who_comes(self) -> None:
        coordinator = after(online(BOB, 1))
        for number in range(50):
            coordinator.handle(opens(f"s{number}"), number)
            coordinator.handle(declines(BOB, f"s{number}"), number)
        done = coordinator.handle(AttendantOnline(attendant=EVE, room=2), 99)
        assert offers(done) == [("s0", "eve"), ("s1", "eve")]
