"""Attendants' accounts: kept here, or asked for at the customer's own service."""

import secrets
import time
from uuid import uuid4

import structlog

from chimp.core.access import Mode
from chimp.core.accounts import Account, Change, LogIn
from chimp.core.errors import StoreError
from chimp.core.people import Attendant, Id, Level
from chimp.services.account_service import AccountService
from chimp.services.passwords import Passwords
from chimp.services.refusals import UnknownEmail, WrongPassword
from chimp.store.database import Database

MIN_PASSWORD = 8
ADMINISTRATOR_EMAIL = "admin@localhost"
TEST_ATTENDANT = Attendant(id="9999999", email="chimp@support.com", name="Chimp Support")
"""The original's built-in attendant."""

_log = structlog.get_logger("chimp.accounts")


class AccountRefused(Exception):
    """An account can not be made or changed like that; `str()` says why in one line."""


class Accounts:
    """Proves attendants, and keeps their accounts."""

    def __init__(
        self,
        database: Database,
        *,
        mode: Mode,
        endpoint: str | None = None,
        endpoint_timeout: int = 5_000,
    ) -> None:
        """`endpoint` is another service's address without `/chimpassist/auth`; time-out in ms."""
        self._database = database
        self._mode = mode
        self._service = (
            None if endpoint is None else AccountService(endpoint, timeout=endpoint_timeout)
        )
        self._passwords = Passwords()

    async def authenticate(self, email: str, password: str) -> Attendant:
        """Who has that e-mail and password: every way through this checks one password.

        Those who ask go through `entrance.Entrance`, which counts failures. Raises UnknownEmail,
        WrongPassword, ServiceUnavailable, StoreError.
        """
        if self._service is not None:
            return await self._service.authenticate(email, password)
        if _is_test(email) and await self.accepts_test_attendant():
            await self._passwords.verify_for_nobody(password)
            return TEST_ATTENDANT
        account = await self._database.account_by_email(email)
        if account is None:
            await self._passwords.verify_for_nobody(password)
            raise UnknownEmail
        fits, better_hash = await self._passwords.verify(password, account.password_hash)
        if not fits or account.disabled:
            raise WrongPassword
        if better_hash is not None:
            await self._keep(better_hash, account)
        return account.attendant

    async def as_they_are(self, attendant: Attendant) -> Attendant | None:
        """Who that attendant is by now; None if they may not come in any more.

        Of another service's account nobody knows more than what it said. Raises StoreError.
        """
        if self._service is not None:
            return attendant
        account = await self._database.account(attendant.key)
        if account is not None:
            return None if account.disabled else account.attendant
        is_accepted = attendant == TEST_ATTENDANT and await self.accepts_test_attendant()
        return attendant if is_accepted else None

    async def accepts_test_attendant(self) -> bool:
        """In mode `open`, until there is an account that somebody made or changed."""
        if self._mode is not Mode.OPEN or self._service is not None:
            return False
        return all(account.is_generated for account in await self._database.accounts())

    async def ensure_administrator(self) -> str | None:
        """Make the first administrator if there is no account; returns the one-time password."""
        if self._service is not None:
            return None
        await self._passwords.prepare()
        if await self._database.count_accounts():
            return None
        password = secrets.token_urlsafe(12)
        attendant = Attendant(
            id=str(uuid4()),
            email=ADMINISTRATOR_EMAIL,
            name="Administrator",
            is_administrator=True,
        )
        await self._add(attendant, password, is_generated=True)
        return password

    async def add(
        self,
        *,
        email: str,
        password: str,
        name: str | None = None,
        avatar_url: str | None = None,
        level: Level = Level.FIRST,
        attendant_id: Id | None = None,
        is_administrator: bool = False,
        max_sessions: int | None = None,
    ) -> Attendant:
        """Make an account; raises AccountRefused if that can not be."""
        _check_password(password)
        if "@" not in email.strip("@") or any(c.isspace() for c in email):
            message = f"'{email}' is not an e-mail address"
            raise AccountRefused(message)
        if await self._database.account_by_email(email) is not None:
            message = f"there is an attendant with the e-mail {email} already"
            raise AccountRefused(message)
        attendant = Attendant(
            id=str(uuid4()) if attendant_id is None else attendant_id,
            email=email,
            name=name or email.split("@", maxsplit=1)[0],
            avatar_url=avatar_url,
            level=level,
            is_administrator=is_administrator,
            max_sessions=max_sessions,
        )
        if await self._database.account(attendant.key) is not None:
            message = f"there is an attendant with the id {attendant.key} already"
            raise AccountRefused(message)
        await self._add(attendant, password)
        return attendant

    async def list(self) -> list[Account]:
        """All accounts, by e-mail."""
        return await self._database.accounts()

    # Changes: a running server hears of each, and ends the connections of who it is about.

    async def set_password(self, email: str, password: str) -> None:
        """Give an account a new password, and end its log-ins; raises AccountRefused."""
        _check_password(password)
        password_hash = await self._passwords.hash(password)
        await self._change(email, Change.PASSWORD, password_hash=password_hash, is_generated=False)

    async def set_disabled(self, email: str, *, disabled: bool) -> None:
        """Keep an attendant out, or let them in again; raises AccountRefused."""
        change = Change.DISABLED if disabled else Change.ENABLED
        await self._change(email, change, disabled=disabled)

    async def set_level(self, email: str, level: Level) -> None:
        """Give an attendant another level; raises AccountRefused."""
        await self._change(email, Change.RIGHTS, level=level.value)

    async def set_administrator(self, email: str, *, is_administrator: bool) -> None:
        """Let an attendant administer the server, or not any more; raises AccountRefused."""
        await self._change(email, Change.RIGHTS, is_administrator=is_administrator)

    async def set_max_sessions(self, email: str, max_sessions: int | None) -> None:
        """Limit how many sessions an attendant takes; raises AccountRefused.

        0 is any number, None as many as the settings say.
        """
        await self._change(email, Change.RIGHTS, max_sessions=max_sessions)

    async def log_out(self, email: str) -> int:
        """Log somebody out everywhere, and return how many log-ins that ended.

        Of another service's accounts nothing is kept but their log-ins. Raises AccountRefused.
        """
        account = await self._database.account_by_email(email)
        theirs = [one for one in await self._database.log_ins() if _is_of(one, email)]
        keys = {one.attendant.key for one in theirs}
        if account is not None:
            keys.add(account.attendant.key)
        if not keys:
            raise _unknown(email)
        for key in keys:
            await self._database.end_log_ins_of(key, _now())
        return len(theirs)

    async def _change(self, email: str, change: Change, **values: object) -> None:
        if not await self._database.change_account(email, change, _now(), **values):
            raise _unknown(email)

    async def _add(
        self,
        attendant: Attendant,
        password: str,
        *,
        is_generated: bool = False,
    ) -> None:
        account = Account(
            attendant=attendant,
            password_hash=await self._passwords.hash(password),
            created_at=_now(),
            is_generated=is_generated,
        )
        await self._database.add_account(account)

    async def _keep(self, better_hash: str, account: Account) -> None:
        """Store a hash of today's strength; a log-in does not fail if that does."""
        email = account.attendant.email or ""
        try:
            await self._database.replace_hash(email, account.password_hash, better_hash)
        except StoreError as error:
            _log.warning("accounts.hash_not_renewed", because=str(error))


def _is_test(email: str) -> bool:
    return email.casefold() == TEST_ATTENDANT.email


def _check_password(password: str) -> None:
    if len(password) < MIN_PASSWORD:
        message = f"a password has at least {MIN_PASSWORD} characters"
        raise AccountRefused(message)


def _is_of(log_in: LogIn, email: str) -> bool:
    return (log_in.attendant.email or "").casefold() == email.casefold()


def _unknown(email: str) -> AccountRefused:
    return AccountRefused(f"there is no attendant with the e-mail {email}")


def _now() -> int:
    return time.time_ns() // 1_000_000
