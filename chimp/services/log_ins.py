"""Attendants who are logged in over HTTP, each by a token that only they have.

A log-in ends when its time is over, whatever is done with it: so a stolen token is worth nothing
for longer than a day's work, the time that was told at its beginning stays true, and nothing has
to be written when it is used.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from chimp.core.access import Proof, Role
from chimp.core.accounts import LogIn
from chimp.core.people import Attendant
from chimp.services.accounts import Accounts
from chimp.services.entrance import Entrance
from chimp.services.refusals import WrongPassword
from chimp.store.database import Database

TOKEN_PREFIX = "chimp_attendant_"  # noqa: S105 - what all of them begin with
"""So that one that has leaked is recognised: by `chimp.log`, and by those who look for such."""

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A log-in and its token, which is nowhere else."""

    token: str
    log_in: LogIn


class LogIns:
    """Begins and ends them, and knows by a token whose it is."""

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        entrance: Entrance,
        *,
        ttl: int,
        clock: Callable[[], int],
    ) -> None:
        """`ttl` is how long one lasts, in milliseconds."""
        self._database = database
        self._accounts = accounts
        self._entrance = entrance
        self._ttl = ttl
        self._clock = clock

    async def begin(self, email: str, password: str, address: str) -> Begun:
        """Log somebody in.

        Raises TooManyAttempts, NotAuthenticated, ServiceUnavailable, StoreError.
        """
        before = await self._database.newest_event()
        attendant = await self._entrance.log_in(email, password, address)
        token = TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
        now = self._clock()
        log_in = LogIn(
            token_hash=_hash(token),
            attendant=attendant,
            created_at=now,
            expires_at=now + self._ttl,
        )
        await self._database.add_log_in(log_in)
        if await self._was_ended_since(before, attendant):
            await self._database.end_log_in(log_in.token_hash)
            raise WrongPassword
        return Begun(token=token, log_in=log_in)

    async def prove(self, token: str) -> Proof | None:
        """Whose token that is, if it still counts; raises StoreError."""
        if not token.startswith(TOKEN_PREFIX):
            return None
        log_in = await self._database.log_in(_hash(token), self._clock())
        attendant = None if log_in is None else await self._accounts.as_they_are(log_in.attendant)
        if log_in is None or attendant is None:
            return None
        return Proof(
            role=Role.ATTENDANT,
            attendant=attendant,
            log_in=log_in.token_hash,
            expires_at=log_in.expires_at,
        )

    async def end(self, log_in: str) -> bool:
        """End the one of `Principal.log_in`; whether there was one. Raises StoreError."""
        return await self._database.end_log_in(log_in)

    async def end_by(self, token: str) -> str | None:
        """End the one of that token, and return by what it was known; raises StoreError."""
        log_in = _hash(token)
        return log_in if await self.end(log_in) else None

    async def end_all_of(self, attendant_key: str) -> None:
        """Log an attendant out everywhere; raises StoreError."""
        await self._database.end_log_ins_of(attendant_key, self._clock())

    async def _was_ended_since(self, before: int, attendant: Attendant) -> bool:
        """Whether the account was changed while the password of before was checked."""
        newest = await self._database.newest_event()
        return attendant.key in await self._database.attendants_changed(before, newest)


def _hash(token: str) -> str:
    """What is stored. A token is as random as a key, so it needs no slow hash."""
    return sha256(token.encode()).hexdigest()
