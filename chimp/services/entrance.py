"""Where passwords are tried: one at a time, and slower with every failure."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

import structlog

from chimp.core import addresses
from chimp.core.attempts import Attempts
from chimp.core.people import Attendant
from chimp.services.accounts import Accounts
from chimp.services.refusals import NotAuthenticated, TooManyAttempts

_log = structlog.get_logger("chimp.entrance")


class Entrance:
    """The one way to log in by password, over HTTP and MQTT alike."""

    def __init__(self, accounts: Accounts, *, clock: Callable[[], int]) -> None:
        """`clock` is in milliseconds since whenever, and never goes back."""
        self._accounts = accounts
        self._clock = clock
        self._attempts = Attempts()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def log_in(self, email: str, password: str, address: str) -> Attendant:
        """Who that is.

        Raises TooManyAttempts before anything is checked, and what `Accounts.authenticate` does.
        """
        async with self.attempt(email, address):
            return await self._accounts.authenticate(email, password)

    @asynccontextmanager
    async def attempt(self, account: str, address: str) -> AsyncIterator[None]:
        """What goes on inside tries a password: it raises NotAuthenticated if that was wrong.

        Raises TooManyAttempts. Of many at once of one address each waits for the one before it, so
        that who shows the right password often at once, as pages do, is never one of too many.
        """
        counted = addresses.counted_as(address)
        async with self._turn_of(f"{account.casefold()}\0{counted}"):
            wait = self._attempts.begin(account, counted, self._clock())
            if wait:
                _log.warning("entrance.too_many_attempts", address=address, wait=wait)
                raise TooManyAttempts(wait)
            try:
                yield
            except NotAuthenticated:
                raise
            except BaseException:
                self._attempts.withdraw(account, counted)
                raise
            self._attempts.succeeded(account, counted)

    def _turn_of(self, whoever: str) -> asyncio.Lock:
        """Forgotten when nobody waits for it any more."""
        return self._turns.setdefault(whoever, asyncio.Lock())
