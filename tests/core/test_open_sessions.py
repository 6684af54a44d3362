"""The indexes of the open sessions, and their queue."""

from collections.abc import Collection
from dataclasses import replace

from chimp.core.open_sessions import OpenSessions
from chimp.core.people import Customer, Level
from chimp.core.session import Dialect, Reason, Session


def session(number: int, **changes: int) -> Session:
    return Session(
        id=changes.get("id", number),
        topic=f"server/sessions/{number}",
        customer=Customer(id=number),
        dialect=Dialect.LEGACY,
        created_at=changes.get("created_at", number),
        waiting_since=0,
        keep_alive_ttl=1,
        request_id=changes.get("request_id"),
    )


def test_found_by_whatever_names_it_until_it_is_closed() -> None:
    sessions, served = OpenSessions(), session(1, request_id=5).served_by("bob")
    assert sessions.put(served) is None
    assert sessions.get("1") == served
    assert sessions.at("server/sessions/1") == served
    assert sessions.asked_with("1", "5") == served
    assert sessions.naming("bob") == [served]
    assert (list(sessions), len(sessions)) == ([served], 1)
    assert sessions.put(served.closed(Reason.EXPIRED, 9)) == served
    assert sessions.get("1") is sessions.at("server/sessions/1") is None
    assert sessions.asked_with("1", "5") is None
    assert sessions.naming("bob") == []
    assert len(sessions) == 0


def test_a_closed_one_does_not_take_the_place_of_who_came_after_it() -> None:
    sessions, first, second = OpenSessions(), session(1), session(1, id=2)
    sessions.put(first)
    sessions.put(second)
    sessions.put(first.closed(Reason.EXPIRED, 9))
    assert sessions.at("server/sessions/1") == second


def test_those_that_name_somebody_are_listed_oldest_first() -> None:
    sessions = OpenSessions()
    for number in (3, 1, 2):
        sessions.put(session(number).served_by("bob"))
    assert [named.id for named in sessions.naming("bob")] == [1, 2, 3]


def test_the_oldest_is_served_first_and_a_lost_conversation_before_a_new_one() -> None:
    sessions = OpenSessions()
    oldest = session(1)
    sessions.put(oldest.served_by("bob"))
    sessions.put(session(2))
    assert next(sessions.queued(Level.FIRST), None) == session(2)
    back = oldest.served_by("bob").waiting_again(99)
    sessions.put(back)
    assert next(sessions.queued(Level.FIRST), None) == back
    assert next(sessions.queued(Level.SECOND), None) is None


def test_one_who_is_never_served_does_not_make_the_queue_pile_up_behind_them() -> None:
    sessions = OpenSessions()
    sessions.put(session(0))
    for number in range(1, 1_000):
        sessions.put(session(number))
        sessions.put(session(number).closed(Reason.EXPIRED, number))
    assert sessions.waiting() == 1
    assert next(sessions.queued(Level.FIRST), None) == session(0)


def test_asked_in_vain_again_and_again_is_one_place_in_the_queue() -> None:
    sessions, waiting = OpenSessions(), session(1)
    sessions.put(session(0))
    for _ in range(1_000):
        sessions.put(waiting)
        sessions.put(waiting.offered("bob", 5))
    sessions.put(waiting)
    assert sessions.waiting() == 2
    sessions.put(session(0).closed(Reason.EXPIRED, 9))
    assert next(sessions.queued(Level.FIRST), None) == waiting


def test_one_that_was_closed_meanwhile_has_no_place_in_the_queue() -> None:
    sessions, first, second = OpenSessions(), session(1), session(2)
    sessions.put(first)
    sessions.put(second)
    assert (sessions.position(first), sessions.position(second)) == (1, 2)
    sessions.put(first.closed(Reason.EXPIRED, 9))
    assert (sessions.position(first), sessions.position(second)) == (None, 1)


def declined(number: int, *who: str) -> Session:
    return replace(session(number), declined_by=who)


def test_the_first_that_somebody_could_take_is_found_whatever_was_declined_before_it() -> None:
    sessions = OpenSessions()
    for number in range(1_000):
        sessions.put(declined(number, "bob", "eve"))
    for waits in (declined(1_000, "bob"), declined(1_001, "eve", "bob"), session(1_002)):
        sessions.put(waits)
    asked: list[Collection[str]] = []

    def not_by_eve(declined_by: Collection[str]) -> bool:
        asked.append(declined_by)
        return "eve" not in declined_by

    assert sessions.first(Level.FIRST, not_by_eve) == declined(1_000, "bob")
    assert len(asked) == 3
    assert sessions.first(Level.FIRST, lambda _: False) is None
    assert sessions.first(Level.SECOND, not_by_eve) is None
    assert sessions.waiting() == 1_003
    assert sessions.position(declined(1_000, "bob")) == 1_001


def test_who_declines_moves_a_session_to_another_line_but_not_in_the_queue() -> None:
    sessions = OpenSessions()
    for number in (1, 2, 3):
        sessions.put(session(number))
    sessions.put(declined(2, "bob"))
    assert [waits.id for waits in sessions.queued(Level.FIRST)] == [1, 2, 3]
    assert [sessions.position(session(1)), sessions.position(declined(2, "bob"))] == [1, 2]
    sessions.put(session(2).served_by("eve"))
    assert [waits.id for waits in sessions.queued(Level.FIRST)] == [1, 3]
    assert len(sessions._queues[Level.FIRST]) == 1


def test_one_message_more_changes_nothing_else() -> None:
    sessions, waiting = OpenSessions(), session(1, request_id=5)
    sessions.put(waiting)
    sessions.add_message(replace(waiting, message_count=1))
    assert sessions.get("1") == replace(waiting, message_count=1)
    assert sessions.position(waiting) == 1
    sessions.put(replace(waiting, message_count=1).closed(Reason.EXPIRED, 9))
    assert (len(sessions), sessions.waiting(), sessions.asked_with("1", "5")) == (0, 0, None)


def test_of_one_millisecond_they_wait_in_the_order_in_which_they_came() -> None:
    sessions = OpenSessions()
    for number in (3, 1, 2):
        sessions.put(session(number, created_at=5))
    sessions.put(session(3, created_at=5).offered("bob", 9))
    sessions.put(session(3, created_at=5))
    assert [waits.id for waits in sessions.queued(Level.FIRST)] == [3, 1, 2]
    sessions.put(session(3, created_at=5).closed(Reason.EXPIRED, 9))
    sessions.put(session(3, created_at=5))  # opened again: behind those who are there
    assert [waits.id for waits in sessions.queued(Level.FIRST)] == [1, 2, 3]
