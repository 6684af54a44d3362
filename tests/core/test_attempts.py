"""How guessing gets slower, and for whom it does not."""

import pytest

from chimp.core.attempts import (
    FREE_OF_ACCOUNT,
    FREE_OF_ADDRESS,
    LONGEST_WAIT,
    QUIET,
    Attempts,
)

ANA, BOB = "ana@example.com", "bob@example.com"
HOME, AWAY = "192.0.2.1", "198.51.100.7"
NOW = 1_000_000


def fail(attempts: Attempts, times: int, account: str = ANA, address: str = AWAY) -> None:
    for _ in range(times):
        assert attempts.begin(account, address, NOW) == 0


def log_in(attempts: Attempts, account: str = ANA, address: str = HOME, now: int = NOW) -> int:
    wait = attempts.begin(account, address, now)
    if not wait:
        attempts.succeeded(account, address)
    return wait


def test_a_few_failures_cost_nothing() -> None:
    attempts = Attempts()
    fail(attempts, FREE_OF_ACCOUNT)
    assert attempts.begin(ANA, AWAY, NOW) > 0


def test_then_each_one_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    attempts = Attempts()
    fail(attempts, FREE_OF_ACCOUNT)
    now, waits = NOW, []
    for _ in range(13):
        waits.append(attempts.begin(ANA, AWAY, now))
        now += waits[-1]
        assert attempts.begin(ANA, AWAY, now - 1) == 1
        assert attempts.begin(ANA, AWAY, now) == 0
    assert waits[:4] == [1_000, 2_000, 4_000, 8_000]
    assert waits[-3:] == [LONGEST_WAIT] * 3 == [900_000] * 3


def test_what_is_refused_does_not_make_it_longer() -> None:
    attempts = Attempts()
    fail(attempts, FREE_OF_ACCOUNT)
    for _ in range(100):
        assert attempts.begin(ANA, AWAY, NOW) == 1_000


def test_many_at_once_are_not_all_free() -> None:
    """None of them has ended when the next one begins."""
    attempts = Attempts()
    begun = [attempts.begin(ANA, AWAY, NOW) for _ in range(100)]
    assert begun.count(0) == FREE_OF_ACCOUNT


def test_one_account_is_guessed_from_many_addresses() -> None:
    attempts = Attempts()
    for number in range(FREE_OF_ACCOUNT):
        fail(attempts, 1, address=f"198.51.100.{number}")
    assert attempts.begin(ANA.upper(), "203.0.113.1", NOW) > 0
    assert attempts.begin(BOB, "203.0.113.1", NOW) == 0


def test_one_address_guesses_at_many_accounts() -> None:
    attempts = Attempts()
    for number in range(FREE_OF_ADDRESS):
        fail(attempts, 1, account=f"{number}@example.com")
    assert attempts.begin(ANA, AWAY, NOW) == 1_000
    assert attempts.begin(ANA, HOME, NOW) == 0


def test_the_owner_at_home_is_not_locked_out_by_others() -> None:
    attempts = Attempts()
    assert log_in(attempts) == 0
    fail(attempts, FREE_OF_ACCOUNT)
    assert attempts.begin(ANA, AWAY, NOW) > 0
    assert log_in(attempts) == 0
    assert attempts.begin(ANA, AWAY, NOW) > 0, "and that frees nobody else"


def test_somebody_who_guesses_from_that_address_is_slowed_down_as_well() -> None:
    attempts = Attempts()
    assert log_in(attempts) == 0
    fail(attempts, FREE_OF_ACCOUNT, address=HOME)
    assert attempts.begin(ANA, HOME, NOW) == 1_000


def test_success_makes_good_what_the_owner_mistyped() -> None:
    attempts = Attempts()
    for address in (HOME, HOME):
        fail(attempts, FREE_OF_ACCOUNT - 1, address=address)
        assert log_in(attempts, address=address) == 0
    fail(attempts, FREE_OF_ACCOUNT, address=HOME)


def test_an_account_of_ones_own_is_no_way_to_try_others_for_ever() -> None:
    attempts = Attempts()
    for number in range(FREE_OF_ADDRESS):
        fail(attempts, 1, account=f"{number}@example.com")
        assert log_in(attempts, BOB, AWAY) == 0
    assert attempts.begin(ANA, AWAY, NOW) > 0


def test_successes_alone_lock_nobody_out() -> None:
    """Not even an office of a hundred behind one address."""
    attempts = Attempts()
    for number in range(FREE_OF_ADDRESS * 5):
        assert log_in(attempts, f"{number}@example.com") == 0


def test_after_a_quiet_hour_all_is_forgotten() -> None:
    attempts = Attempts()
    fail(attempts, FREE_OF_ACCOUNT)
    attempts.begin(ANA, AWAY, NOW + 1_000)
    assert attempts.begin(ANA, AWAY, NOW + 1_000 + QUIET) == 0
    assert attempts.begin(ANA, AWAY, NOW + 1_000 + QUIET) == 0
    assert len(attempts) == 2, "one account and one address"


@pytest.mark.parametrize("at_home", [False, True])
def test_what_could_not_be_checked_is_no_failure(*, at_home: bool) -> None:
    attempts = Attempts()
    if at_home:
        log_in(attempts)
    for _ in range(FREE_OF_ADDRESS * 2):
        assert attempts.begin(ANA, HOME, NOW) == 0
        attempts.withdraw(ANA, HOME)


def test_memory_is_bounded() -> None:
    attempts = Attempts(most=10)
    for number in range(1_000):
        account, address = f"{number}" + "x" * 10_000, f"address {number}"
        attempts.begin(account, address, NOW)
        log_in(attempts, f"{number}@example.com", address)
    assert len(attempts) <= 30
    assert max(map(len, attempts._by_account._failures)) < 400


def test_of_too_many_those_that_failed_last_are_remembered() -> None:
    attempts = Attempts(most=10)
    fail(attempts, FREE_OF_ACCOUNT)
    for number in range(9):
        fail(attempts, 1, account=f"{number}@example.com", address=f"address {number}")
    assert attempts.begin(ANA, HOME, NOW) > 0
    fail(attempts, 1, account="10@example.com", address="address 10")
    assert attempts.begin(ANA, HOME, NOW) == 0
