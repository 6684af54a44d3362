"""Who is next: the least busy, then the one idle longest; and it does not cost more with more."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chimp.core import attendance
from chimp.core.attendance import Attendance
from chimp.core.people import Attendant, Level
from chimp.core.presence import Arrival

names = st.sampled_from(["a", "b", "c", "d", "e"])
levels = st.sampled_from([Level.FIRST, Level.FIRST, Level.SECOND])
connections = st.sampled_from(["c0", "c1", "c2"])


@dataclass(slots=True)
class Known:
    """One attendant as a naive book-keeper has it."""

    level: Level
    room: int
    load: int
    idle_since: int
    in_grace: bool = False


class ChooseAgreesWithSorting(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.attendance = Attendance()
        self.known: dict[str, Known] = {}
        self.ears: dict[str, set[str]] = {}

    @rule(name=names, level=levels, room=st.integers(0, 3))
    def arrive(self, name: str, level: Level, room: int) -> None:
        is_new = self.attendance.arrive(
            Arrival(attendant=Attendant(id=name, level=level), room=room, expires_at=99), self.now
        )
        assert is_new == (name not in self.known)
        known = self.known.setdefault(name, Known(level, room, 0, self.now))
        known.level, known.room, known.in_grace = level, room, False

    @rule(name=names)
    def leave(self, name: str) -> None:
        self.attendance.leave(name)
        self.known.pop(name, None)

    @rule(name=names, connection=connections)
    def connect(self, name: str, connection: str) -> None:
        self.attendance.connect(name, connection)
        self.ears.setdefault(name, set()).add(connection)
        if name in self.known:
            self.known[name].in_grace = False

    @rule(connection=connections)
    def disconnect(self, connection: str) -> None:
        in_grace = {p.attendant_id for p in self.attendance.disconnect(connection, 99)}
        deaf = {name for name, ears in self.ears.items() if ears == {connection}}
        assert in_grace == {n for n in deaf if n in self.known and not self.known[n].in_grace}
        for name in deaf & self.known.keys():
            self.known[name].in_grace = True
        for ears in self.ears.values():
            ears.discard(connection)

    @rule(level=levels)
    def take_the_next(self, level: Level) -> None:
        chosen = self.attendance.choose(level)
        if chosen is not None:
            name = str(chosen.attendant_id)
            self.attendance.take(name, self.now)
            self.known[name].load += 1
            self.known[name].idle_since = self.now

    @rule(name=names)
    def release(self, name: str) -> None:
        if name in self.known and self.known[name].load:
            self.attendance.release(name, self.now)
            self.known[name].load -= 1
            self.known[name].idle_since = self.now

    @rule(level=levels, excluded=st.sets(names))
    def ask_for_one_but(self, level: Level, excluded: set[str]) -> None:
        self.check(level, excluded)

    @rule(delay=st.integers(1, 5))
    def wait(self, delay: int) -> None:
        self.now += delay

    @invariant()
    def the_next_one_is_the_first_when_sorted(self) -> None:
        for level in Level:
            self.check(level, set())

    @invariant()
    def nothing_piles_up(self) -> None:
        for turns in self.attendance._turns.values():
            assert len(turns) <= 64 + 4 * len(self.known)

    def check(self, level: Level, excluded: set[str]) -> None:
        could = [
            (known.load, known.idle_since, name)
            for name, known in self.known.items()
            if known.level is level
            and not known.in_grace
            and (known.room == 0 or known.load < known.room)
            and name not in excluded
        ]
        chosen = self.attendance.choose(level, excluded)
        first = min(could, default=None)
        assert (None if chosen is None else chosen.attendant_id) == (first and first[2])


TestChooseAgreesWithSorting = ChooseAgreesWithSorting.TestCase
TestChooseAgreesWithSorting.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None
)


def test_one_who_is_only_expected_is_not_chosen_but_keeps_count() -> None:
    book = Attendance()
    book.expect("a", until=99)
    book.take("a", 0)
    assert book.choose(Level.FIRST) is None
    assert book.arrive(Arrival(attendant=Attendant(id="a"), room=1, expires_at=99), 1)
    assert book.choose(Level.FIRST) is None
    book.release("a", 2)
    chosen = book.choose(Level.FIRST)
    assert chosen is not None
    assert chosen.attendant_id == "a"


def test_idle_is_counted_from_when_the_last_session_came_or_went() -> None:
    book = Attendance()
    book.arrive(Arrival(attendant=Attendant(id="a"), room=0, expires_at=99), 0)
    book.arrive(Arrival(attendant=Attendant(id="b"), room=0, expires_at=99), 1)
    book.take("a", 2)
    book.release("a", 5)
    chosen = book.choose(Level.FIRST)
    assert chosen is not None
    assert chosen.attendant_id == "b"
    assert chosen.because(25_001) == "0 open, idle 25 s"


def test_who_is_expected_twice_is_expected_once() -> None:
    book = Attendance()
    for _ in range(2):
        book.expect("a", until=99)
        book.take("a", 0)
    presence = book.get("a")
    assert presence is not None
    assert presence.load == 2


def test_a_deadline_is_the_first_of_keep_alive_and_grace() -> None:
    book = Attendance()
    book.arrive(Arrival(attendant=Attendant(id="a"), room=0, expires_at=100), 0)
    book.connect("a", "c")
    (presence,) = book.disconnect("c", 50)
    assert presence.deadline == 50
    book.connect("a", "c")
    assert presence.deadline == 100
    book.disconnect("c", 150)
    assert presence.deadline == 100


def test_an_empty_book_has_nobody() -> None:
    book = Attendance()
    assert book.choose(Level.FIRST) is None
    assert book.get("a") is None
    assert book.disconnect("c", 5) == []


def heap_operations(attendants: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """Entries pushed, popped and re-heaped for each session that is given out and ends."""
    counted = 0

    def counting(operation: Callable[..., Any], cost: Callable[..., int]) -> Callable[..., Any]:
        def call(heap: list[Any], *args: object) -> object:
            nonlocal counted
            counted += cost(heap)
            return operation(heap, *args)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(attendance, "heappush", counting(heappush, lambda _: 1))
        patch.setattr(attendance, "heappop", counting(heappop, lambda _: 1))
        patch.setattr(attendance, "heapify", counting(heapify, len))
        book = Attendance()
        for number in range(attendants):
            book.arrive(Arrival(attendant=Attendant(id=number), room=3, expires_at=99), number)
        counted, rounds = 0, 2_000
        for now in range(rounds):
            chosen = book.choose(Level.FIRST)
            assert chosen is not None
            book.take(str(chosen.attendant_id), now)
            book.release(str(chosen.attendant_id), now)
    return counted / rounds


def test_giving_out_a_session_takes_as_many_heap_operations_with_1000_attendants_as_with_10(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, many = heap_operations(10, monkeypatch), heap_operations(1_000, monkeypatch)
    assert many <= few + 1
    assert many <= 10


def test_a_heap_of_turns_does_not_outgrow_the_attendants() -> None:
    book = Attendance()
    for number in range(20):
        book.arrive(Arrival(attendant=Attendant(id=number), room=0, expires_at=99), 0)
    for now in range(5_000):
        book.take("7", now)
    assert len(book._turns[Level.FIRST]) <= 64 + 4 * 20
