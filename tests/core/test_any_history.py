"""Whatever happens, in whatever order, each thing twice: the promises hold.

The machine plays the desk. It keeps the database that the saves make, looks up in it what the
desk would look up, repeats every event, and now and then crashes and starts again from what was
saved. Who is there, in grace, or due to leave, it knows from its own book-keeping, not from the
coordinator's. TEST_FUZZ=10 tries ten times as many histories.
"""

import os

import pytest
from hypothesis import settings
from hypothesis.stateful import invariant

from chimp.core.attendance import Availability
from chimp.core.open_sessions import OpenSessions
from chimp.core.people import Level, key
from chimp.core.session import Dialect, Status
from tests.core.bookkeeping import PATIENCE
from tests.core.history_acts import AttendantsAct
from tests.core.history_desk import ATTENDANTS


class AnyHistory(AttendantsAct):
    @invariant()
    def nobody_has_more_than_they_have_room_for(self) -> None:
        for who, duty in self.there.known.items():
            assert duty.room == 0 or self.load(who) <= duty.room

    @invariant()
    def nobody_waits_while_somebody_of_their_level_has_room(self) -> None:
        here = {who: duty for who, duty in self.there.all.items() if duty.is_here}
        for session in self.database.open_sessions().values():
            if session.is_queued:
                could = {w for w, duty in here.items() if duty.level is session.required_level}
                assert not [who for who in could - {*session.declined_by} if self.has_room(who)]

    @invariant()
    def availability_is_what_counting_says(self) -> None:
        here = [who for who, duty in self.there.all.items() if duty.is_here]
        free = [who for who in here if self.has_room(who)]
        assert self.coordinator.attendance.availability == Availability(len(here), len(free))
        waiting = [s for s in self.database.open_sessions().values() if s.is_queued]
        assert self.coordinator.sessions.waiting() == len(waiting)

    @invariant()
    def who_is_there_is_there(self) -> None:
        for attendant in ATTENDANTS:
            is_there = self.coordinator.attendant(attendant) is not None
            assert is_there == (key(attendant) in self.there.known)

    @invariant()
    def nobody_is_named_in_a_session_who_is_gone(self) -> None:
        for session in self.database.open_sessions().values():
            assert self.people(session) <= self.there.all.keys()

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
            assert is_offered or session.transferred_by is None
            assert not is_served or not session.passed_by
            for people in (session.passed_by, session.declined_by, [*map(key, session.joined)]):
                assert len(set(people)) == len(people)

    @invariant()
    def nobody_serves_the_server_itself(self) -> None:
        for session in self.coordinator.sessions:
            if self.is_probe(session):
                assert session.holder is None
                assert self.coordinator.sessions.position(session) is None
        assert not any(self.is_probe(s) for s in self.database.sessions.values() if not s.is_open)

    @invariant()
    def every_wait_ends(self) -> None:
        pending = self.coordinator._floor.deadlines._when
        for session in self.coordinator.sessions:
            assert pending.get(("offer", session.key)) == session.offer_expires_at
            ends_at = pending.get(("session", session.key))
            if session.left_message:
                assert ends_at is None, "a message that was left would expire"
            else:
                assert ends_at is not None
                assert ends_at <= self.now + PATIENCE.session_ttl
        for who in self.there.all:
            assert pending.get(("attendant", who)) == self.there.deadline(who)

    @invariant()
    def a_live_customer_is_updated_in_time(self) -> None:
        for session_key, pages in self.pages.items():
            if pages:
                assert self.now - self.told_at[session_key] <= PATIENCE.update_interval
            is_pending = ("update", session_key) in self.coordinator._floor.deadlines._when
            assert is_pending == bool(pages)

    @invariant()
    def whoever_waits_hears_of_their_new_place_in_time(self) -> None:
        due = self.coordinator._floor.deadlines._when.get(("queue", ""))
        assert due is None or due <= self.now + PATIENCE.queue_interval
        for session in self.coordinator.sessions:
            if session.dialect is Dialect.NATIVE and self.pages.get(session.key):
                position = self.coordinator.sessions.position(session)
                knows = self.heard_positions.get(session.key) == position
                assert knows or position is None or due is not None, "it is never told"

    @invariant()
    def nothing_is_remembered_for_ever(self) -> None:
        floor, attendance = self.coordinator._floor, self.coordinator.attendance
        sessions = {session.key for session in self.coordinator.sessions}
        pages = {k: pages for k, pages in self.pages.items() if pages}
        for kind, name in floor.deadlines._when:
            assert name in {"attendant": self.there.all, "queue": {""}}.get(kind, sessions)
        waiting = {s.key for s in self.coordinator.sessions if s.is_queued}
        assert floor.told.keys() <= waiting
        assert len(floor.deadlines._heap) <= 64 + 2 * len(floor.deadlines._entry)
        assert floor.live == pages
        assert {c for c, names in floor.connections.items() if names} == set().union(
            *pages.values()
        )
        assert set(floor.greeted) <= sessions
        assert set(self.coordinator.sessions._arrivals) == sessions
        assert set(attendance._present) == set(self.there.all)
        assert attendance._connections == {w: e for w, e in self.there.ears.items() if e}
        assert set(attendance._owners) == set().union(*self.there.ears.values())

    @invariant()
    def every_index_agrees_with_the_sessions(self) -> None:
        sessions = self.coordinator.sessions
        fresh = OpenSessions()
        for session in self.saved():
            fresh.put(session)
            assert sessions.at(session.topic) == session
        assert sessions._by_topic == fresh._by_topic
        assert sessions._by_request.keys() == fresh._by_request.keys()
        assert sessions._naming == fresh._naming
        assert sessions.left_messages == sum(session.left_message for session in sessions)
        for level in Level:
            queued = list(sessions.queued(level))
            assert queued == list(fresh.queued(level))
            assert queued == sorted(queued, key=lambda session: session.left_message)
            assert [sessions.position(s) for s in queued] == [*range(1, len(queued) + 1)]
        for who, presence in self.coordinator.attendance._present.items():
            assert presence.load == self.load(who)


TestAnyHistory = pytest.mark.timeout(600)(AnyHistory.TestCase)  # on a machine that is busy
TestAnyHistory.settings = settings(
    max_examples=100 * int(os.environ.get("TEST_FUZZ", "1")), stateful_step_count=50
)
