"""Attendants come and go: with and without keep-alives, on several pages, away and back."""

import pytest

from chimp.core.attendance import Availability
from chimp.core.coordinator import Coordinator
from chimp.core.effects import Instruction, Record
from chimp.core.events import (
    AttendantAway,
    AttendantJoined,
    AttendantListened,
    AttendantOnline,
    AttendantQuit,
    ConnectionClosed,
    Event,
    Tick,
)
from chimp.core.people import Level
from tests.core.given import (
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
    hands_to,
    offers,
    online,
    opens,
    passes,
    records,
    refused,
    served,
    takes,
    twice,
)

AWAY, BACK = AttendantAway(attendant=BOB), AttendantAway(attendant=BOB, is_away=False)
PAGE_CLOSED = ConnectionClosed(connection="page of 101")
QUIT = AttendantQuit(attendant_id="101", connection="page of 101")
QUIT_EVERYWHERE = AttendantQuit(attendant_id=101)
BOB_IN_2019 = AttendantOnline(attendant=BOB, connection="2019")


class TestThereAsLongAsAPageIs:
    def test_no_keep_alive_is_needed_while_the_connection_lives(self) -> None:
        coordinator = served()
        assert passes(coordinator, 5 * MINUTE) != []  # updates for ann
        assert current(coordinator) == SERVED

    def test_without_a_connection_a_keep_alive_is_what_counts(self) -> None:
        nowhere = AttendantOnline(attendant=BOB, needs_keep_alive=False)
        coordinator = after(nowhere)
        assert coordinator.next_deadline() == PATIENCE.attendant_ttl
        assert records(coordinator.handle(Tick(), PATIENCE.attendant_ttl)) == [
            ("attendant.left", "was not heard in time")
        ]

    def test_the_last_page_closed_is_a_grace_and_then_gone(self) -> None:
        coordinator = served((PAGE_CLOSED, 1 * SECOND))
        assert coordinator.handle(Tick(), SECOND + GRACE - 1) == []
        done = coordinator.handle(Tick(), SECOND + GRACE)
        assert ("attendant.left", "lost the connection") in records(done)
        assert announced(done) == [Instruction.UNAVAILABLE]

    @pytest.mark.parametrize("goodbye", [PAGE_CLOSED, QUIT, QUIT_EVERYWHERE])
    def test_a_reload_within_the_grace_reassigns_nothing(self, goodbye: Event) -> None:
        coordinator = served((goodbye, SECOND), (online(BOB, page="reloaded"), SECOND + GRACE - 1))
        passes(coordinator, MINUTE)
        assert current(coordinator) == SERVED
        assert offers(coordinator.handle(opens("s2"), MINUTE)) == [("s2", 101)]

    @pytest.mark.parametrize("goodbye", [PAGE_CLOSED, QUIT, QUIT_EVERYWHERE])
    def test_a_reload_after_the_grace_is_too_late(self, goodbye: Event) -> None:
        coordinator = served((goodbye, SECOND))
        assert coordinator.handle(Tick(), SECOND + GRACE) != []
        done = coordinator.handle(online(BOB, page="reloaded"), SECOND + GRACE)
        assert offers(done) == [("s1", 101)]

    def test_quit_and_the_closed_connection_are_one_goodbye(self) -> None:
        coordinator = served((QUIT, SECOND), (PAGE_CLOSED, 3 * SECOND))
        assert records(coordinator.handle(Tick(), SECOND + GRACE))[0] == (
            "attendant.left",
            "said goodbye",
        )

    def test_a_goodbye_that_comes_after_the_connection_closed_changes_nothing(self) -> None:
        """A last will may come late, even after the next page has come."""
        coordinator = served((PAGE_CLOSED, 1), (online(BOB, page="reloaded"), 2))
        assert twice(coordinator, QUIT, 3) == []
        passes(coordinator, MINUTE)
        assert current(coordinator) == SERVED

    def test_of_two_tabs_one_that_quits_leaves_the_other(self) -> None:
        coordinator = served((online(BOB, page="second"), 1))
        assert twice(coordinator, QUIT, 2) == []
        passes(coordinator, MINUTE)
        assert offers(coordinator.handle(opens("s2"), MINUTE)) == [("s2", 101)]
        coordinator.handle(ConnectionClosed(connection="second"), MINUTE)
        passes(coordinator, MINUTE + GRACE)
        assert current(coordinator).holder is None

    def test_a_tab_that_quit_and_is_closed_later_ends_nothing_once_more(self) -> None:
        coordinator = served((QUIT, 1), (online(BOB, page="second"), 2), (PAGE_CLOSED, 3))
        passes(coordinator, MINUTE)
        assert current(coordinator) == SERVED

    def test_everywhere_means_both_tabs(self) -> None:
        coordinator = served((online(BOB, page="second"), 1), (QUIT_EVERYWHERE, 2))
        assert offers(coordinator.handle(opens("s2"), 3)) == []
        assert announced(passes(coordinator, 2 + GRACE)) == [Instruction.UNAVAILABLE]

    def test_the_goodbye_of_one_of_those_who_share_a_connection_is_their_own(self) -> None:
        both = [online(who, page="shared") for who in (BOB, EVE)]
        coordinator = after(*both, AttendantQuit(attendant_id=101, connection="shared"))
        assert records(passes(coordinator, MINUTE)) == [("attendant.left", "said goodbye")]
        coordinator.handle(ConnectionClosed(connection="shared"), MINUTE)
        assert records(passes(coordinator, 2 * MINUTE)) == [
            ("attendant.left", "lost the connection")
        ]

    def test_nobody_is_offered_to_one_in_grace(self) -> None:
        coordinator = after(online(BOB), PAGE_CLOSED)
        assert offers(coordinator.handle(opens(), 1)) == []
        assert offers(coordinator.handle(online(BOB), 2)) == [("s1", 101)]


class TestKeepAlivesAndPagesMixed:
    """One attendant, with the back office of 2019 and with our own console."""

    @pytest.mark.parametrize("order", [(online(BOB), BOB_IN_2019), (BOB_IN_2019, online(BOB))])
    def test_one_page_that_needs_no_keep_alive_is_enough(self, order: tuple[Event, Event]) -> None:
        coordinator = after(*order)
        assert passes(coordinator, 5 * MINUTE) == []
        coordinator.handle(ConnectionClosed(connection="2019"), 5 * MINUTE)
        assert passes(coordinator, 10 * MINUTE) == []

    def test_a_keep_alive_of_2019_does_not_keep_one_whose_pages_are_closed(self) -> None:
        coordinator = after(online(BOB), BOB_IN_2019, PAGE_CLOSED)
        coordinator.handle(ConnectionClosed(connection="2019"), 1)
        assert records(passes(coordinator, 1 + GRACE)) == [
            ("attendant.left", "lost the connection")
        ]

    def test_who_was_gone_begins_anew_with_what_they_come_with(self) -> None:
        coordinator = after(online(BOB), PAGE_CLOSED, (Tick(), GRACE), (BOB_IN_2019, MINUTE))
        assert coordinator.next_deadline() == MINUTE + PATIENCE.attendant_ttl


class TestAfterARestart:
    def restarted(self) -> Coordinator:
        return Coordinator(PATIENCE, [SERVED], now=0)

    def test_who_is_back_in_time_needs_no_keep_alive(self) -> None:
        coordinator = self.restarted()
        coordinator.handle(online(BOB), 20 * SECOND)
        passes(coordinator, 5 * MINUTE)
        assert current(coordinator) == SERVED

    def test_who_only_listens_is_not_there(self) -> None:
        coordinator = self.restarted()
        coordinator.handle(AttendantListened(attendant_id=101, connection="page"), 20 * SECOND)
        assert announced(passes(coordinator, PATIENCE.attendant_ttl)) == [Instruction.UNAVAILABLE]

    def test_a_goodbye_of_one_who_is_only_expected_counts(self) -> None:
        coordinator = self.restarted()
        assert twice(coordinator, QUIT_EVERYWHERE, SECOND) == []
        assert records(passes(coordinator, SECOND + GRACE))[0] == (
            "attendant.left",
            "said goodbye",
        )

    def test_the_page_that_accepts_before_it_says_online_needs_no_keep_alive_after_it(self) -> None:
        coordinator = Coordinator(PATIENCE, [SERVED.waiting_again(0).offered(101, 9)], now=0)
        coordinator.handle(accepts(BOB), 1)
        coordinator.handle(online(BOB), 2)
        passes(coordinator, 5 * MINUTE)
        assert current(coordinator).holder == "101"


class TestAStoreThatFailed:
    """The process lives on: who is there is known, and what could not be saved is forgotten."""

    def test_who_is_there_stays_and_keeps_what_they_serve(self) -> None:
        former = served()
        coordinator = Coordinator(PATIENCE, [SERVED], MINUTE, former=former)
        passes(coordinator, 5 * MINUTE)
        assert current(coordinator) == SERVED
        assert coordinator.attendance.availability == Availability(1, 1)

    def test_one_who_was_silent_and_is_only_expected_comes_back_silent(self) -> None:
        former = after(online(BOB), PAGE_CLOSED, (Tick(), GRACE))
        former.attendance.set_silent("101", is_silent=True)
        coordinator = Coordinator(PATIENCE, [SERVED], MINUTE, former=former)
        coordinator.handle(online(BOB), MINUTE)
        assert coordinator.attendance.availability == Availability(0, 0)
        assert offers(coordinator.handle(opens("s2"), MINUTE)) == []

    def test_who_waits_is_offered_at_once_to_who_has_room(self) -> None:
        former = after(online(BOB))
        waiting = SERVED.waiting_again(0)
        coordinator = Coordinator(PATIENCE, [waiting], MINUTE, former=former)
        assert coordinator.next_deadline() == MINUTE
        assert offers(coordinator.handle(Tick(), MINUTE)) == [("s1", 101)]


class TestAway:
    def test_one_who_is_away_gets_nothing_and_keeps_what_they_have(self) -> None:
        coordinator = served()
        assert twice(coordinator, AWAY) == [
            Record(kind="attendant.away", because="said so", attendant_key="101")
        ]
        assert offers(coordinator.handle(opens("s2"), 2)) == []
        assert current(coordinator) == SERVED

    def test_back_means_asked_at_once(self) -> None:
        coordinator = after(online(BOB), AWAY, opens())
        done = twice(coordinator, BACK)
        assert done[0] == Record(kind="attendant.back", because="said so", attendant_key="101")
        assert offers(done) == [("s1", 101)]

    def test_an_offer_made_before_may_still_be_accepted(self) -> None:
        coordinator = after(online(BOB), opens(), AWAY)
        assert announced(coordinator.handle(accepts(BOB), 1)) == [Instruction.READY]

    def test_one_who_is_away_may_take_what_waits(self) -> None:
        coordinator = after(online(BOB), AWAY, opens())
        assert announced(coordinator.handle(takes(BOB), 1)) == [Instruction.READY]

    def test_came_in_and_is_away(self) -> None:
        coordinator = after(opens())
        assert offers(coordinator.handle(online(BOB, away=True), 1)) == []
        assert coordinator.attendance.availability == Availability(0, 0)

    def test_a_sign_of_life_does_not_end_it_but_saying_so_does(self) -> None:
        coordinator = after(online(BOB), AWAY, opens())
        assert offers(coordinator.handle(online(BOB), 1)) == []
        assert offers(coordinator.handle(online(BOB, away=False), 2)) == [("s1", 101)]

    def test_it_survives_a_reload_but_not_a_departure(self) -> None:
        coordinator = after(online(BOB), AWAY, PAGE_CLOSED, online(BOB))
        assert coordinator.attendance.availability == Availability(0, 0)
        coordinator.handle(PAGE_CLOSED, 1)
        passes(coordinator, MINUTE)
        coordinator.handle(online(BOB), MINUTE)
        assert coordinator.attendance.availability == Availability(1, 1)

    @pytest.mark.parametrize("event", [AWAY, BACK])
    def test_one_who_is_not_there_is_refused(self, event: Event) -> None:
        assert refused(after(), event) == ("not_online", None)
        expected = Coordinator(PATIENCE, [SERVED], now=0)
        assert refused(expected, event) == ("not_online", None)


class TestHowManyAreThere:
    def test_those_who_are_here_and_of_them_those_with_room(self) -> None:
        coordinator = after(online(BOB, 1), online(EVE), online(SUE), online(MAX, 2))
        assert coordinator.attendance.availability == Availability(4, 4)
        coordinator.handle(opens(), 1)  # to bob
        assert coordinator.attendance.availability == Availability(4, 3)
        coordinator.handle(AttendantAway(attendant=SUE), 2)
        coordinator.handle(ConnectionClosed(connection="page of eve"), 2)
        assert coordinator.attendance.availability == Availability(2, 1)
        coordinator.handle(declines(BOB), 3)
        assert coordinator.attendance.availability == Availability(2, 2)

    def test_everybody_about_whom_something_changed_is_told_of_once(self) -> None:
        coordinator = after(online(BOB, 1), online(EVE))
        assert coordinator.attendance.take_changed() == ["101", "eve"]
        assert coordinator.attendance.take_changed() == []
        coordinator.handle(online(BOB, 1), 1)
        assert coordinator.attendance.take_changed() == []
        coordinator.handle(opens(), 2)
        assert coordinator.attendance.take_changed() == ["101"]
        coordinator.handle(PAGE_CLOSED, 3)
        assert coordinator.attendance.take_changed() == ["101"]
        passes(coordinator, MINUTE)
        assert coordinator.attendance.take_changed() == ["101", "eve"]


class TestWhoLeavesIsForgotten:
    def test_a_supervisor_who_joined_is_out_and_all_are_told(self) -> None:
        joins = AttendantJoined(attendant=SUE, session_key="s1")
        coordinator = served(online(SUE), joins)
        assert current(coordinator).joined == ("sue",)
        coordinator.handle(ConnectionClosed(connection="page of sue"), 1)
        done = passes(coordinator, 1 + GRACE)
        assert announced(done) == [Instruction.UPDATE]
        assert current(coordinator).joined == ()

    def test_a_session_that_all_declined_is_offered_to_one_who_comes_anew(self) -> None:
        coordinator = after(online(BOB), online(EVE), opens(), declines(BOB), declines(EVE))
        assert current(coordinator).declined_by == ("101", "eve")
        coordinator.handle(PAGE_CLOSED, 1)
        assert announced(passes(coordinator, 1 + GRACE)) == []
        assert current(coordinator).declined_by == ("eve",)
        assert offers(coordinator.handle(online(BOB), MINUTE)) == [("s1", 101)]

    def test_a_reload_does_not_ask_again_who_declined(self) -> None:
        coordinator = after(online(BOB), opens(), declines(BOB), PAGE_CLOSED)
        assert offers(coordinator.handle(online(BOB), GRACE - 1)) == []

    def test_nothing_comes_back_to_one_who_handed_it_on_and_left(self) -> None:
        coordinator = served(online(EVE), hands_to(BOB, EVE), PAGE_CLOSED)
        passes(coordinator, GRACE)
        assert current(coordinator).transferred_by is None
        assert current(coordinator).offered_to == "eve"
        coordinator.handle(declines(EVE), GRACE + 1)
        assert current(coordinator).is_queued

    def test_after_a_restart_those_who_do_not_come_back_are_forgotten_too(self) -> None:
        kept = SERVED.waiting_again(0).declined(EVE)
        coordinator = Coordinator(PATIENCE, [kept], now=0)
        passes(coordinator, PATIENCE.attendant_ttl)
        assert current(coordinator).declined_by == ()

    def test_after_a_restart_those_who_come_back_in_time_are_not_asked_again(self) -> None:
        kept = SERVED.waiting_again(0).declined(EVE)
        coordinator = Coordinator(PATIENCE, [kept], now=0)
        assert offers(coordinator.handle(online(EVE), SECOND)) == []
        assert offers(coordinator.handle(online(BOB), SECOND)) == [("s1", 101)]


class TestLevels:
    def test_each_is_asked_for_sessions_of_their_level_alone(self) -> None:
        coordinator = after(asks_for(Level.SECOND), asks_for(Level.FIRST, "s2"))
        assert offers(coordinator.handle(online(SUE), 1)) == []
        assert offers(coordinator.handle(online(MAX), 1)) == [("s1", "max")]
        assert offers(coordinator.handle(online(EVE), 1)) == [("s2", "eve")]
