"""The indexes of the open sessions, and their queue."""

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
    assert len(sessions._queues[Level.FIRST]) <= 70
    assert next(sessions.queued(Level.FIRST), None) == session(0)


def test_asked_in_vain_again_and_again_is_one_place_in_the_queue() -> None:
    sessions, waiting = OpenSessions(), session(1)
    sessions.put(session(0))
    for _ in range(1_000):
        sessions.put(waiting)
        sessions.put(waiting.offered("bob", 5))
    sessions.put(waiting)
    assert len(sessions._queues[Level.FIRST]) <= 70
    sessions.put(session(0).closed(Reason.EXPIRED, 9))
    assert next(sessions.queued(Level.FIRST), None) == waiting


def test_one_that_was_closed_meanwhile_has_no_place_in_the_queue() -> None:
    sessions, first, second = OpenSessions(), session(1), session(2)
    sessions.put(first)
    sessions.put(second)
    assert (sessions.position(first), sessions.position(second)) == (1, 2)
    sessions.put(first.closed(Reason.EXPIRED, 9))
    assert (sessions.position(first), sessions.position(second)) == (None, 1)
