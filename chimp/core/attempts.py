"""Who has tried too many passwords, and has to wait: for each account and for each address.

Guessing gets slower with every failure and costs the owner of the account nothing: an address
from which they have logged in before counts by itself, so that nobody else's failures lock it
out. Times are milliseconds.
"""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

FREE_OF_ACCOUNT: Final = 5
FREE_OF_ADDRESS: Final = 20
"""Failures that cost nothing: a whole office may share one address."""

_FIRST_WAIT: Final = 1_000
LONGEST_WAIT: Final = 15 * 60 * 1_000
QUIET: Final = 60 * 60 * 1_000
"""After so long without a failure all are forgotten."""

_MOST: Final = 10_000
"""Accounts and addresses remembered; beyond, those that failed longest ago are forgotten."""
_LONGEST_EMAIL: Final = 320
"""No e-mail address is longer (RFC 5321, section 4.5.3.1), so nobody's memory is."""
_DOUBLINGS: Final = 10
"""2¹⁰ seconds are over the longest wait already."""


@dataclass(slots=True)
class _Failures:
    number: int
    last: int


class _Record:
    """Failures by whatever they are counted by; `free` of them cost nothing."""

    def __init__(self, free: int, most: int) -> None:
        self._free = free
        self._most = most
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def __len__(self) -> int:
        return len(self._failures)

    def wait(self, key: str, now: int) -> int:
        """How long from now until the next attempt; 0 if it may be made."""
        failures = self._failures.get(key)
        if failures is None or failures.number < self._free or failures.last + QUIET <= now:
            return 0
        doublings = min(failures.number - self._free, _DOUBLINGS)
        return max(0, failures.last + min(_FIRST_WAIT << doublings, LONGEST_WAIT) - now)

    def add(self, key: str, now: int) -> None:
        failures = self._failures.pop(key, None)
        is_recent = failures is not None and failures.last + QUIET > now
        number = failures.number + 1 if failures is not None and is_recent else 1
        self._failures[key] = _Failures(number, now)
        while len(self._failures) > self._most or self._is_first_over(now):
            self._failures.popitem(last=False)

    def take_back(self, key: str) -> None:
        failures = self._failures.get(key)
        if failures is not None:
            failures.number -= 1
            if not failures.number:
                del self._failures[key]

    def forget(self, key: str) -> None:
        self._failures.pop(key, None)

    def _is_first_over(self, now: int) -> bool:
        return next(iter(self._failures.values())).last + QUIET <= now


class Attempts:
    """Remembers failures in bounded memory."""

    def __init__(self, most: int = _MOST) -> None:
        """`most` bounds how many accounts, and how many addresses, are remembered."""
        self._most = most
        self._by_account = _Record(FREE_OF_ACCOUNT, most)
        self._by_address = _Record(FREE_OF_ADDRESS, most)
        self._at_home: OrderedDict[str, None] = OrderedDict()
        """Accounts and addresses from which their owner has logged in."""

    def __len__(self) -> int:
        """How many things are remembered."""
        return len(self._by_account) + len(self._by_address) + len(self._at_home)

    def begin(self, account: str, address: str, now: int) -> int:
        """Begin an attempt and return 0, or begin none and return how long to wait.

        It counts as a failure until it is known to be none, so that of many attempts at once not
        all are free.
        """
        owner, home = _of_account(account), _at_home(account, address)
        if home in self._at_home:
            return self._begin(self._by_account, home, now)
        wait = max(self._by_account.wait(owner, now), self._by_address.wait(address, now))
        if not wait:
            self._by_account.add(owner, now)
            self._by_address.add(address, now)
        return wait

    def succeeded(self, account: str, address: str) -> None:
        """That was the owner, who is at home there from now on.

        The failures of the address stay but for this one: else whoever has an account of their own
        could try others' for ever.
        """
        home = _at_home(account, address)
        if home in self._at_home:
            self._by_account.forget(home)
        else:
            self._by_account.forget(_of_account(account))
            self._by_address.take_back(address)
        self._at_home[home] = None
        self._at_home.move_to_end(home)
        while len(self._at_home) > self._most:
            self._at_home.popitem(last=False)

    def withdraw(self, account: str, address: str) -> None:
        """It could not be found out: that is nobody's failure."""
        home = _at_home(account, address)
        if home in self._at_home:
            self._by_account.take_back(home)
        else:
            self._by_account.take_back(_of_account(account))
            self._by_address.take_back(address)

    @staticmethod
    def _begin(record: _Record, key: str, now: int) -> int:
        wait = record.wait(key, now)
        if not wait:
            record.add(key, now)
        return wait


def _of_account(account: str) -> str:
    return account.casefold()[:_LONGEST_EMAIL]


def _at_home(account: str, address: str) -> str:
    return f"{_of_account(account)}\0{address}"
