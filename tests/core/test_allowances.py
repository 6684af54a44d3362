"""So many at once, as many again in a while, and no more memory than for so many keys."""

from chimp.core.allowances import Allowance, Allowances


def test_what_was_used_up_comes_back_with_time() -> None:
    allowance = Allowance(2, 0.0, seconds=8)
    allowance.take(0.0)
    assert allowance.wait(0.0) == 0
    allowance.take(0.0)
    assert allowance.wait(0.0) == 4
    assert allowance.wait(3.0) == 1
    assert allowance.wait(4.0) == 0


def test_it_never_holds_more_than_at_the_start() -> None:
    allowance = Allowance(2, 0.0)
    allowance.take(1_000.0, 2)
    assert allowance.wait(1_000.0) == 0.5


def test_many_are_taken_on_credit() -> None:
    allowance = Allowance(2, 0.0)
    allowance.take(0.0, 6)
    assert allowance.wait(0.0) == 2.5


def test_each_key_has_its_own() -> None:
    allowances = Allowances(1, seconds=60)
    assert allowances.take("a", 0.0) == 0
    assert allowances.take("a", 0.0) == 60
    assert allowances.take("b", 0.0) == 0


def test_to_look_takes_nothing() -> None:
    allowances = Allowances(1, seconds=60)
    assert allowances.wait("a", 0.0) == 0
    assert allowances.take("a", 0.0) == 0
    assert allowances.wait("a", 30.0) == 30
    assert len(allowances) == 1


def test_the_key_that_has_not_asked_for_longest_is_forgotten() -> None:
    allowances = Allowances(1, seconds=60, keys=2)
    allowances.take("a", 0.0)
    allowances.take("b", 0.0)
    assert allowances.take("a", 0.0)  # refused, and heard of
    allowances.take("c", 0.0)
    assert allowances.take("a", 0.0)
    assert not allowances.take("b", 0.0)


def test_no_limit_keeps_nothing() -> None:
    allowances = Allowances(0, seconds=60)
    assert [allowances.take("a", 0.0) for _ in range(9)] == [0.0] * 9
    assert len(allowances) == 0
