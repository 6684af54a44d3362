"""Deadlines: like a plain dictionary that is sorted each time, only cheaper."""

from hypothesis import given, settings
from hypothesis import strategies as st

from chimp.core.deadlines import Deadlines, Name

names = st.tuples(st.sampled_from(["offer", "session"]), st.sampled_from("abc"))
moments = st.integers(0, 20)
steps = st.one_of(
    st.tuples(st.just("set"), names, moments),
    st.tuples(st.just("drop"), names, st.just(0)),
    st.tuples(st.just("due"), st.just(("", "")), moments),
    st.tuples(st.just("next"), st.just(("", "")), st.just(0)),
)


class Naive:
    def __init__(self) -> None:
        self.when: dict[Name, int] = {}

    def next(self) -> int | None:
        return min(self.when.values(), default=None)

    def due(self, now: int) -> list[Name]:
        reached = sorted((at, name) for name, at in self.when.items() if at <= now)
        for _, name in reached:
            del self.when[name]
        return [name for _, name in reached]


@settings(max_examples=300)
@given(st.lists(steps, max_size=60))
def test_agrees_with_the_naive_one(history: list[tuple[str, Name, int]]) -> None:
    deadlines, naive = Deadlines(), Naive()
    for step, name, when in history:
        match step:
            case "set":
                deadlines.set(name, when)
                naive.when[name] = when
            case "drop":
                deadlines.drop(name)
                naive.when.pop(name, None)
            case "due":
                assert deadlines.due(when) == naive.due(when)
            case _:
                assert deadlines.next() == naive.next()
    assert deadlines.next() == naive.next()
    assert deadlines.due(20) == naive.due(20)
    assert deadlines.next() is None


def test_moving_one_to_later_costs_nothing() -> None:
    deadlines = Deadlines()
    for now in range(1_000):
        deadlines.set(("session", "a"), now)
    assert len(deadlines._heap) == 1


def test_moving_one_to_earlier_again_and_again_does_not_pile_up() -> None:
    deadlines = Deadlines()
    for now in range(10_000, 0, -1):
        deadlines.set(("session", "a"), now)
    assert len(deadlines._heap) <= 70
    assert deadlines.due(10_000) == [("session", "a")]


def test_what_was_dropped_is_gone_when_its_time_has_come() -> None:
    deadlines = Deadlines()
    for number in range(1_000):
        deadlines.set(("offer", str(number)), number)
        deadlines.drop(("offer", str(number)))
    deadlines.set(("session", "a"), 2_000)
    assert deadlines.due(1_000) == []
    assert len(deadlines._heap) == len(deadlines._entry) == len(deadlines._when) == 1


def test_a_round_of_setting_and_reaching_leaves_nothing_behind() -> None:
    deadlines = Deadlines()
    for now in range(0, 10_000, 10):
        deadlines.set(("offer", str(now)), now + 5)
        deadlines.set(("session", "a"), now + 600)
        deadlines.due(now + 9)
    assert len(deadlines._heap) == len(deadlines._entry) == len(deadlines._when) == 1
