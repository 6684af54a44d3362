"""Those who wait hear of their new place: all at once, and only those whose place is another."""

from dataclasses import replace

import pytest

from chimp.core import queue_news
from chimp.core.coordinator import Coordinator
from chimp.core.effects import Announce, Effect, Instruction
from chimp.core.events import (
    ConnectionClosed,
    CustomerHeard,
    Event,
    MessageSent,
    SessionEnded,
    SessionRequested,
    Tick,
)
from chimp.core.people import Customer, Level
from chimp.core.session import Dialect, Page, Reason
from tests.core.given import ANN, ASKED, BOB, PATIENCE, after, asks_for, online, opens, passes

ROUND = PATIENCE.queue_interval


def waits(number: int) -> SessionRequested:
    return opens(f"s{number}", Customer(id=f"c{number}"))


def queue(length: int, *more: Event | tuple[Event, int]) -> Coordinator:
    return after(*(waits(number) for number in range(1, length + 1)), *more)


def closes(number: int) -> SessionEnded:
    return SessionEnded(session_key=f"s{number}", by=None, reason=Reason.BY_CUSTOMER)


def hears(coordinator: Coordinator, done: list[Effect]) -> list[tuple[str, int | None]]:
    return [
        (effect.session.key, coordinator.told_position(effect.session))
        for effect in done
        if isinstance(effect, Announce) and effect.instruction is Instruction.UPDATE
    ]


def next_round(coordinator: Coordinator) -> list[tuple[str, int | None]]:
    now = coordinator.next_deadline()
    assert now is not None
    return hears(coordinator, coordinator.handle(Tick(), now))


def test_who_stands_behind_hears_that_somebody_has_gone() -> None:
    coordinator = queue(4)
    assert hears(coordinator, coordinator.handle(closes(2), 10)) == []
    assert coordinator.next_deadline() == 10 + ROUND
    assert next_round(coordinator) == [("s3", 2), ("s4", 3)]
    assert hears(coordinator, passes(coordinator, 20 * ROUND)) == []


def test_what_changes_within_one_round_is_told_once_as_it_is_then() -> None:
    coordinator = queue(4, (closes(1), 10), (closes(2), 20), (closes(3), 10 + ROUND - 1))
    assert next_round(coordinator) == [("s4", 1)]
    coordinator.handle(waits(5), 5_000)
    coordinator.handle(closes(4), 5_001)
    assert coordinator.next_deadline() == 5_001 + ROUND


def test_who_comes_to_the_end_changes_nobody_s_place() -> None:
    coordinator = queue(2)
    deadline = coordinator.next_deadline()
    coordinator.handle(waits(3), 0)
    assert coordinator.next_deadline() == deadline


def test_a_change_that_moves_nobody_is_no_reason_to_look_at_the_queue() -> None:
    coordinator = queue(3)
    deadline = coordinator.next_deadline()
    page = Page("https://www.example.com/")
    heard = CustomerHeard(session_key="s1", page=page, connection="page of c1")
    coordinator.handle(heard, 0)
    assert coordinator.next_deadline() == deadline


def test_an_offer_takes_somebody_out_of_the_queue() -> None:
    coordinator = queue(3)
    coordinator.handle(online(BOB, room=1), 10)
    assert next_round(coordinator) == [("s2", 1), ("s3", 2)]


def test_only_the_queue_of_that_level_is_told() -> None:
    coordinator = after(waits(1), waits(2), asks_for(Level.SECOND, "s3"), (closes(1), 10))
    assert next_round(coordinator) == [("s2", 1)]


def test_who_comes_back_to_a_message_pushes_the_others_back() -> None:
    left = replace(waits(1), leaves_message=True)
    coordinator = after(left, waits(2), waits(3), (waits(1), 10))
    assert next_round(coordinator) == [("s2", 2), ("s3", 3)]


def test_other_dialects_hear_nothing_new() -> None:
    seed, old = (replace(waits(n), dialect=d) for n, d in ((2, Dialect.SEED), (3, Dialect.LEGACY)))
    coordinator = after(waits(1), seed, old, waits(4), (closes(1), 10))
    assert next_round(coordinator) == [("s4", 3)]


def test_without_our_own_dialect_nothing_is_planned() -> None:
    seeds = [replace(waits(number), dialect=Dialect.SEED) for number in (1, 2, 3)]
    coordinator = after(*seeds)
    deadline = coordinator.next_deadline()
    coordinator.handle(closes(1), 10)
    assert coordinator.next_deadline() == deadline


def test_who_is_not_there_is_told_when_they_are_back() -> None:
    gone = ConnectionClosed(connection="page of c3")
    coordinator = queue(3, (gone, 5), (closes(1), 10))
    assert next_round(coordinator) == [("s2", 1)]
    back = MessageSent(
        session_key="s3",
        message_id="m1",
        author=Customer(id="c3"),
        timestamp=0,
        content="Hello?",
        is_native=True,
        connection="another page of c3",
    )
    coordinator.handle(back, 3 * ROUND)
    assert next_round(coordinator) == [("s3", 2)]


def test_who_writes_after_it_expired_hears_where_they_wait() -> None:
    expired = replace(ASKED.closed(Reason.EXPIRED, 1), message_count=1)
    back = MessageSent(
        session_key="s1",
        message_id="m2",
        author=ANN,
        timestamp=0,
        content="Hello?",
        is_native=True,
        connection="page of ann",
        stored_session=expired,
    )
    coordinator = queue(0, (waits(2), 0), (back, 10))
    assert next_round(coordinator) == [("s1", 2)]


def test_many_are_told_in_turn_and_nobody_twice_before_all_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queue_news, "MOST_TOLD", 2)
    coordinator = queue(6, (closes(1), 10))
    assert next_round(coordinator) == [("s2", 1), ("s3", 2)]
    coordinator.handle(closes(2), 20 + ROUND)
    assert coordinator.next_deadline() == 10 + 2 * ROUND
    assert next_round(coordinator) == [("s4", 2), ("s5", 3)]
    assert next_round(coordinator) == [("s6", 4)]
    assert next_round(coordinator) == [("s3", 1)]
    assert hears(coordinator, passes(coordinator, 10 * ROUND)) == []


def test_a_round_begins_with_the_first_place_that_has_changed() -> None:
    """What stands before it is not looked at, however much that is."""
    coordinator = queue(9, (closes(7), 10))
    (level, place) = next(iter(coordinator.sessions.moved.items()))
    seen = [(n, session.key) for n, session in coordinator.sessions.queued_from(level, place)]
    assert seen == [(7, "s8"), (8, "s9")]


def test_after_the_store_failed_all_who_are_there_are_told_anew() -> None:
    """What they were told last may not have been said."""
    former = queue(2)
    sessions = list(former.sessions)
    coordinator = Coordinator(PATIENCE, sessions, 10, former=former)
    done = passes(coordinator, 10 + ROUND)
    assert hears(coordinator, done) == [("s1", 1), ("s2", 2)]


def test_who_comes_meanwhile_does_not_keep_that_from_them() -> None:
    former = queue(2)
    coordinator = Coordinator(PATIENCE, list(former.sessions), 10, former=former)
    coordinator.handle(replace(waits(3), dialect=Dialect.SEED), 11)
    assert hears(coordinator, passes(coordinator, 10 + ROUND)) == [("s1", 1), ("s2", 2)]


def test_after_a_restart_nobody_is_there_to_be_told() -> None:
    coordinator = Coordinator(PATIENCE, list(queue(2).sessions), 10)
    assert hears(coordinator, passes(coordinator, 5 * ROUND)) == []
    coordinator.handle(waits(2), 5 * ROUND)
    assert coordinator.sessions.position(list(coordinator.sessions)[1]) == 2
