"""Sessions that change hands: to a person, to a level, one level up, back to the queue."""

from dataclasses import replace

import pytest

from chimp.core.coordinator import Coordinator
from chimp.core.effects import Announce, Instruction, Offer, Return, SaveNote, SaveSession, ShowNote
from chimp.core.events import (
    AttendantAway,
    AttendantJoined,
    AttendantQuit,
    ConnectionClosed,
    Event,
    Tick,
)
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
    SERVED,
    SUE,
    accepts,
    after,
    announced,
    asks_for,
    current,
    declines,
    hands_to,
    load,
    note,
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
    takes,
    twice,
)

JOINS = AttendantJoined(attendant=SUE, session_key="s1")
LEAVES = AttendantJoined(attendant=SUE, session_key="s1", leaves=True)
GIVEN = replace(ASKED, waiting_since=1, declined_by=("101",), transferred_by=101).offered(
    "eve", 1 + ASSIGN
)


class TestToAPerson:
    def test_stored_noted_and_offered_to_them(self) -> None:
        coordinator = served(online(EVE))
        assert twice(coordinator, hands_to(BOB, EVE, note(BOB))) == [
            SaveSession(GIVEN),
            record("session.transferred", "101 handed it to eve", "eve"),
            SaveNote(note(BOB)),
            ShowNote(GIVEN, note(BOB)),
            Offer(GIVEN, "eve"),
            Announce(GIVEN, Instruction.READY),
        ]

    def test_without_a_note_nothing_is_noted(self) -> None:
        done = twice(served(online(EVE)), hands_to(BOB, EVE))
        assert not [effect for effect in done if isinstance(effect, SaveNote | ShowNote)]

    def test_they_accept_and_have_it(self) -> None:
        coordinator = served(online(EVE), hands_to(BOB, EVE), accepts(EVE))
        assert current(coordinator) == ASKED.served_by("eve")
        assert (load(coordinator, BOB), load(coordinator, EVE)) == (0, 1)

    def test_it_is_up_to_their_level_once_they_have_it(self) -> None:
        coordinator = served(online(MAX), hands_to(BOB, MAX))
        assert current(coordinator).required_level is Level.FIRST
        coordinator.handle(accepts(MAX), 1)
        assert current(coordinator).required_level is Level.SECOND

    @pytest.mark.parametrize(
        ("how", "why"),
        [("declines", "eve declined"), ("is silent", "eve did not answer")],
    )
    def test_who_does_not_take_it_gives_it_back(self, how: str, why: str) -> None:
        coordinator = served(online(EVE), (hands_to(BOB, EVE), 1))
        if how == "declines":
            back = replace(SERVED, waiting_since=1, declined_by=("eve",))
            done = twice(coordinator, declines(EVE), 2)
        else:
            back = replace(SERVED, waiting_since=1)
            done = coordinator.handle(Tick(), 1 + ASSIGN)
            assert done.pop(0) == record("session.offer_expired", why, "eve")
        assert done == [
            SaveSession(back),
            record("session.returned", why, "101"),
            Announce(back, Instruction.READY, BOB),
            Return(back, 101, why),
        ]
        assert (load(coordinator, BOB), load(coordinator, EVE)) == (1, 0)

    def test_so_does_who_leaves(self) -> None:
        coordinator = served(online(EVE), hands_to(BOB, EVE), AttendantQuit(attendant_id="eve"))
        done = coordinator.handle(Tick(), GRACE)
        assert done[1:] == [
            SaveSession(SERVED),
            record("session.returned", "attendant eve said goodbye", "101"),
            Announce(SERVED, Instruction.READY, BOB),
            Return(SERVED, 101, "attendant eve said goodbye"),
        ]

    def test_it_comes_back_at_the_level_it_had(self) -> None:
        coordinator = served(online(MAX), hands_to(BOB, MAX), declines(MAX))
        assert current(coordinator).required_level is Level.FIRST

    def test_a_place_is_kept_until_it_is_taken(self) -> None:
        coordinator = served(online(EVE), hands_to(BOB, EVE), room=1)
        assert offers(coordinator.handle(opens("s2"), 1)) == [("s2", "eve")]
        coordinator.handle(declines(EVE), 2)
        assert (load(coordinator, BOB), load(coordinator, EVE)) == (1, 1)

    @pytest.mark.parametrize(("event", "now"), [(declines(EVE), 1), (Tick(), ASSIGN)])
    def test_who_gives_it_back_has_room_for_the_next_in_the_queue(
        self, event: Event, now: int
    ) -> None:
        coordinator = served(online(EVE, 1), hands_to(BOB, EVE), opens("s2"), room=1)
        assert current(coordinator, "s2").is_queued
        assert offers(coordinator.handle(event, now)) == [("s2", "eve")]

    def test_and_the_next_in_the_queue_has_it_then(self) -> None:
        eve = online(EVE, 1)
        coordinator = served(eve, hands_to(BOB, EVE), opens("s2"), room=1)
        assert current(coordinator, "s2").is_queued
        assert offers(coordinator.handle(accepts(EVE), 1)) == [("s2", 101)]

    def test_the_kept_place_goes_with_who_leaves_and_is_not_kept_when_they_return(self) -> None:
        gone = ConnectionClosed(connection="page of 101")
        coordinator = served(online(EVE), (hands_to(BOB, EVE), 1), (gone, 1), (Tick(), 1 + GRACE))
        coordinator.handle(online(BOB, 1), 2 + GRACE)
        assert load(coordinator, BOB) == 0
        coordinator.handle(accepts(EVE), 3 + GRACE)
        assert load(coordinator, BOB) == 0

    def test_who_handed_it_on_may_take_it_back(self) -> None:
        coordinator = served(online(EVE), hands_to(BOB, EVE), room=1)
        twice(coordinator, takes(BOB))
        assert current(coordinator) == SERVED
        assert (load(coordinator, BOB), load(coordinator, EVE)) == (1, 0)

    def test_nothing_comes_back_to_one_who_is_away(self) -> None:
        away = AttendantAway(attendant=BOB)
        coordinator = served(online(EVE), hands_to(BOB, EVE), away, declines(EVE))
        assert current(coordinator).is_queued
        assert current(coordinator).declined_by == ("101", "eve")
        assert load(coordinator, BOB) == 0

    def test_nor_to_one_whose_activity_monitor_is_silent(self) -> None:
        coordinator = served(online(EVE), hands_to(BOB, EVE))
        coordinator.attendance.set_silent("101", is_silent=True)
        coordinator.handle(declines(EVE), 1)
        assert current(coordinator).is_queued

    def test_it_comes_back_to_one_whose_page_is_being_loaded_again(self) -> None:
        gone = ConnectionClosed(connection="page of 101")
        coordinator = served(online(EVE), hands_to(BOB, EVE), gone, declines(EVE), online(BOB))
        passes(coordinator, MINUTE)
        assert current(coordinator).holder == "101"

    def test_after_a_restart_it_comes_back_to_who_has_come_back(self) -> None:
        coordinator = Coordinator(PATIENCE, [GIVEN], now=0)
        coordinator.handle(online(BOB, 1), 1)
        assert load(coordinator, BOB) == 1
        done = coordinator.handle(Tick(), ASSIGN)
        assert [effect for effect in done if isinstance(effect, Return)]
        assert load(coordinator, BOB) == 1

    def test_after_a_restart_it_does_not_wait_for_who_has_not(self) -> None:
        coordinator = Coordinator(PATIENCE, [GIVEN], now=0)
        done = coordinator.handle(Tick(), ASSIGN)
        assert announced(done) == [Instruction.READY]
        assert current(coordinator).is_queued

    def test_a_supervisor_hands_on_what_another_serves_and_it_goes_back_to_them(self) -> None:
        coordinator = served(online(EVE), online(SUE), hands_to(SUE, EVE))
        given = current(coordinator)
        assert (given.transferred_by, given.declined_by) == (101, ("101", "sue"))
        coordinator.handle(declines(EVE), 1)
        assert current(coordinator).holder == "101"

    def test_a_supervisor_may_take_it_over_in_this_way(self) -> None:
        coordinator = served(online(SUE))
        assert offers(twice(coordinator, hands_to(SUE, SUE))) == [("s1", "sue")]
        assert current(coordinator).declined_by == ("101",)
        twice(coordinator, accepts(SUE), 2)
        assert current(coordinator).holder == "sue"

    def test_or_think_better_of_it(self) -> None:
        coordinator = served(online(SUE), hands_to(SUE, SUE))
        assert saved(twice(coordinator, declines(SUE)))[-1].holder == "101"

    def test_and_hand_it_to_another_after_that(self) -> None:
        coordinator = served(online(SUE), hands_to(SUE, SUE), declines(SUE), online(EVE))
        assert offers(twice(coordinator, hands_to(SUE, EVE))) == [("s1", "eve")]

    def test_to_one_who_is_away_or_in_grace_or_not_there_it_is_refused(self) -> None:
        where = ("attendant_unavailable", "to.attendantId")
        assert refused(served(), hands_to(BOB, EVE)) == where
        assert refused(served(online(EVE, away=True)), hands_to(BOB, EVE)) == where
        gone = ConnectionClosed(connection="page of eve")
        assert refused(served(online(EVE), gone), hands_to(BOB, EVE)) == where
        expected = Coordinator(PATIENCE, [SERVED, replace(GIVEN, id="s2", topic="t")], now=0)
        assert refused(expected, hands_to(BOB, EVE)) == where

    def test_to_one_who_has_no_room_it_is_refused(self) -> None:
        coordinator = served(online(EVE, 1), opens("s2"))
        assert current(coordinator, "s2").offered_to == "eve"
        assert refused(coordinator, hands_to(BOB, EVE)) == ("limit_reached", "to.attendantId")

    def test_to_who_serves_it_already_it_is_refused(self) -> None:
        assert refused(served(), hands_to(BOB, BOB)) == ("invalid", "to.attendantId")
        assert refused(served(online(SUE)), hands_to(SUE, BOB)) == ("invalid", "to.attendantId")

    def test_somebody_else_can_not_hand_it_on_once_more(self) -> None:
        coordinator = served(online(EVE), online(MAX), hands_to(BOB, EVE))
        assert refused(coordinator, hands_to(MAX, EVE)) == ("not_served", "sessionId")
        assert refused(coordinator, hands_to(EVE, MAX)) == (
            "not_served",
            "sessionId",
        )


class TestToALevel:
    def test_back_to_the_queue_at_that_level_with_a_note(self) -> None:
        coordinator = served()
        back = replace(ASKED, waiting_since=1, required_level=Level.SECOND, declined_by=("101",))
        assert twice(coordinator, hands_to(BOB, Level.SECOND, note(BOB))) == [
            SaveSession(back),
            record("session.requeued", "101 handed it to support/secondLevel"),
            SaveNote(note(BOB)),
            ShowNote(back, note(BOB)),
            Announce(back, Instruction.READY),
        ]
        assert load(coordinator, BOB) == 0

    def test_somebody_of_that_level_is_asked_at_once(self) -> None:
        coordinator = served(online(MAX), online(SUE))
        assert offers(twice(coordinator, hands_to(BOB, Level.SUPERVISOR))) == [("s1", "sue")]

    def test_it_does_not_come_back_from_there(self) -> None:
        coordinator = served(online(MAX), hands_to(BOB, Level.SECOND), declines(MAX))
        assert current(coordinator).is_queued
        assert current(coordinator).declined_by == ("101", "max")

    def test_of_the_same_level_it_is_somebody_elses_turn(self) -> None:
        coordinator = served(online(EVE), hands_to(BOB, Level.FIRST))
        assert current(coordinator).offered_to == "eve"

    def test_a_lower_level_is_allowed_too(self) -> None:
        coordinator = after(asks_for(Level.SECOND), online(MAX), accepts(MAX), online(BOB))
        assert offers(twice(coordinator, hands_to(MAX, Level.FIRST))) == [("s1", 101)]

    def test_the_room_it_frees_goes_to_the_next_in_the_queue(self) -> None:
        coordinator = served(opens("s2"), room=1)
        assert offers(twice(coordinator, hands_to(BOB, Level.SECOND))) == [("s2", 101)]

    def test_a_supervisor_sends_it_and_neither_of_the_two_is_asked(self) -> None:
        coordinator = served(online(SUE), hands_to(SUE, Level.SUPERVISOR))
        assert current(coordinator).declined_by == ("101", "sue")
        assert current(coordinator).is_queued


class TestOneLevelUp:
    @pytest.mark.parametrize(
        ("asked", "by", "level"),
        [
            (Level.FIRST, BOB, Level.SECOND),
            (Level.SECOND, MAX, Level.SUPERVISOR),
            (Level.FIRST, MAX, Level.SUPERVISOR),
            (Level.SECOND, ADA, Level.SUPERVISOR),
        ],
    )
    def test_from_what_was_asked_for_and_from_who_serves_it(
        self, asked: Level, by: Attendant, level: Level
    ) -> None:
        coordinator = after(asks_for(asked), online(by, away=True), takes(by))
        twice(coordinator, hands_to(by))
        assert current(coordinator).required_level is level

    @pytest.mark.parametrize(("asked", "by"), [(Level.SUPERVISOR, ADA), (Level.FIRST, SUE)])
    def test_there_is_nothing_above_the_highest(self, asked: Level, by: Attendant) -> None:
        coordinator = after(asks_for(asked), online(by, away=True), takes(by))
        assert refused(coordinator, hands_to(by)) == ("no_higher_level", None)

    def test_a_supervisor_sends_up_what_another_serves_from_where_that_one_is(self) -> None:
        coordinator = served(online(SUE), hands_to(SUE))
        assert current(coordinator).required_level is Level.SECOND

    def test_after_a_restart_what_was_asked_for_counts(self) -> None:
        coordinator = Coordinator(PATIENCE, [ASKED.served_by("max")], now=0)
        coordinator.handle(hands_to(SUE), 1)
        assert current(coordinator).required_level is Level.SECOND


class TestReleased:
    def test_back_to_the_queue_for_anybody_but_them(self) -> None:
        coordinator = served()
        back = replace(ASKED, waiting_since=1, declined_by=("101",))
        assert twice(coordinator, releases(BOB, note(BOB))) == [
            SaveSession(back),
            record("session.requeued", "101 released it"),
            SaveNote(note(BOB)),
            ShowNote(back, note(BOB)),
            Announce(back, Instruction.READY),
        ]

    def test_another_is_asked_at_once(self) -> None:
        coordinator = served(online(EVE))
        assert offers(twice(coordinator, releases(BOB))) == [("s1", "eve")]
        assert twice(coordinator, releases(BOB), 2) == []

    def test_it_is_older_than_those_who_wait(self) -> None:
        coordinator = served((opens("s2"), 5), room=1)
        done = twice(coordinator, releases(BOB), 9)
        assert offers(done) == [("s2", 101)]  # not s1: it is they who gave it back
        assert offers(coordinator.handle(online(EVE), 10)) == [("s1", "eve")]

    def test_a_supervisor_may_do_so_for_another(self) -> None:
        coordinator = served(online(SUE), releases(SUE))
        assert current(coordinator).declined_by == ("101", "sue")


class TestWhoMayNot:
    @pytest.mark.parametrize("event", [hands_to(EVE, MAX), hands_to(EVE), releases(EVE)])
    def test_one_who_does_not_serve_it(self, event: Event) -> None:
        coordinator = served(online(EVE), online(MAX))
        assert refused(coordinator, event) == ("not_yours", "sessionId")

    @pytest.mark.parametrize("event", [hands_to(SUE, MAX), hands_to(SUE), releases(SUE)])
    def test_nobody_while_nobody_serves_it(self, event: Event) -> None:
        coordinator = after(opens(), online(SUE), online(MAX))
        assert refused(coordinator, event) == ("not_served", "sessionId")
        asked = after(online(BOB), opens(), online(SUE), online(MAX))
        assert refused(asked, event) == ("not_served", "sessionId")

    @pytest.mark.parametrize("event", [hands_to(SUE, MAX), hands_to(SUE), releases(SUE), JOINS])
    def test_nobody_where_there_is_no_open_session(self, event: Event) -> None:
        nobody = after(online(SUE), online(MAX))
        assert refused(nobody, event) == ("session_unknown", "sessionId")
        itself = after(online(SUE), opens(customer=Customer(id=PROBE_CUSTOMER)))
        assert refused(itself, event) == ("session_unknown", "sessionId")

    @pytest.mark.parametrize("attendant", [SUE, ADA])
    def test_but_who_supervises_may(self, attendant: Attendant) -> None:
        coordinator = served(online(attendant), online(EVE))
        assert offers(twice(coordinator, hands_to(attendant, EVE))) == [("s1", "eve")]


class TestJoined:
    def test_a_supervisor_takes_part_and_all_are_told(self) -> None:
        joined = replace(SERVED, joined=("sue",))
        assert twice(served(online(SUE)), JOINS) == [
            SaveSession(joined),
            record("session.joined", "sue said so", "101"),
            Announce(joined, Instruction.UPDATE, BOB),
        ]
        assert joined.attendants == (101, "sue")

    def test_and_leaves_again(self) -> None:
        assert twice(served(online(SUE), JOINS), LEAVES) == [
            SaveSession(SERVED),
            record("session.left", "sue said so", "101"),
            Announce(SERVED, Instruction.UPDATE, BOB),
        ]

    def test_it_takes_no_room(self) -> None:
        coordinator = served(online(SUE, 1), JOINS)
        assert load(coordinator, SUE) == 0

    def test_a_session_that_waits_may_be_joined(self) -> None:
        coordinator = after(opens(), online(SUE), JOINS)
        assert current(coordinator).attendants == ("sue",)

    def test_who_serves_it_is_in_already(self) -> None:
        own = AttendantJoined(attendant=SUE, session_key="s1")
        coordinator = served(by=SUE)
        assert current(coordinator).is_queued  # a supervisor is not asked for the first level
        coordinator.handle(takes(SUE), 1)
        assert twice(coordinator, own, 2) == []
        assert current(coordinator).joined == ()

    def test_who_takes_it_is_no_longer_only_beside_it(self) -> None:
        coordinator = after(opens(), online(SUE), JOINS, takes(SUE))
        assert current(coordinator).attendants == ("sue",)

    def test_they_stay_when_it_changes_hands_and_are_out_when_it_is_closed(self) -> None:
        coordinator = served(online(SUE), JOINS, online(EVE), releases(BOB), accepts(EVE))
        assert current(coordinator).attendants == ("eve", "sue")
        passes(coordinator, PATIENCE.session_ttl)
        assert coordinator.sessions.get("s1") is None

    def test_an_administrator_may_as_well(self) -> None:
        joins = AttendantJoined(attendant=ADA, session_key="s1")
        assert announced(twice(served(online(ADA)), joins)) == [Instruction.UPDATE]

    @pytest.mark.parametrize("attendant", [EVE, MAX])
    def test_others_do_not(self, attendant: Attendant) -> None:
        joins = AttendantJoined(attendant=attendant, session_key="s1")
        assert refused(served(online(attendant)), joins) == ("not_allowed", "sessionId")

    def test_nor_does_one_who_is_not_there(self) -> None:
        assert refused(served(), JOINS) == ("not_online", None)

    def test_who_has_not_joined_has_nothing_to_leave(self) -> None:
        assert twice(served(online(SUE)), LEAVES) == []
        assert twice(served(), replace(LEAVES, attendant=BOB)) == []

    def test_one_who_joined_and_is_lost_while_asked_is_out_too(self) -> None:
        asks = asks_for(Level.SUPERVISOR)
        coordinator = after(asks, JOINS, online(SUE), JOINS)
        assert current(coordinator).attendants == ("sue",)
        coordinator.handle(AttendantQuit(attendant_id="sue"), 1)
        assert records(passes(coordinator, 1 + GRACE))[0][0] == "attendant.left"
        assert current(coordinator).attendants == ()
