"""Attendants' accounts: kept here, or asked for at the customer's own service."""

import asyncio
import secrets
import time
from uuid import uuid4

import aiohttp
import structlog
from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from chimp.core.access import Mode
from chimp.core.accounts import Account
from chimp.core.errors import StoreError
from chimp.core.people import Attendant, Id, Level
from chimp.store.database import Database
from chimp.wire.payloads import AttendantPayload, Malformed

MIN_PASSWORD = 8
ADMINISTRATOR_EMAIL = "admin@localhost"
TEST_ATTENDANT = Attendant(id="9999999", email="chimp@support.com", name="Chimp Support")
"""The original's built-in attendant."""

_HASHING_AT_ONCE = 2
"""Each takes a core and 64 MB for a moment: a flood of log-ins must wait, not chat."""

_ENDPOINT_PATH = "/chimpassist/auth"

_log = structlog.get_logger("chimp.accounts")


class NotAuthenticated(Exception):
    """That is not who they say they are."""


class UnknownEmail(NotAuthenticated):
    """There is no attendant with that e-mail."""


class WrongPassword(NotAuthenticated):
    """There is, but not with that password; or the account is disabled."""


class ServiceUnavailable(Exception):
    """The service at `auth.endpoint` gives no usable answer; `str()` says why."""


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
        self._endpoint = endpoint
        self._timeout = aiohttp.ClientTimeout(total=endpoint_timeout / 1000)
        self._passwords = PasswordHash((Argon2Hasher(),))
        self._hashing = asyncio.Semaphore(_HASHING_AT_ONCE)
        self._nobodys_hash: str | None = None

    async def authenticate(self, email: str, password: str) -> Attendant:
        """Who has that e-mail and password.

        Raises UnknownEmail, WrongPassword, ServiceUnavailable, StoreError.
        """
        if self._endpoint is not None:
            return await self._ask_endpoint(email, password)
        is_test = email.casefold() == TEST_ATTENDANT.email
        if is_test and await self.accepts_test_attendant():
            return TEST_ATTENDANT
        account = await self._database.account_by_email(email)
        if account is None:
            await self._verify(password, await self._anybodys_hash())
            raise UnknownEmail
        fits, better_hash = await self._verify(password, account.password_hash)
        if not fits or account.disabled:
            raise WrongPassword
        if better_hash is not None:
            await self._keep(better_hash, account)
        return account.attendant

    async def accepts_test_attendant(self) -> bool:
        """In mode `open`, until there is an account that somebody made or changed."""
        if self._mode is not Mode.OPEN or self._endpoint is not None:
            return False
        return all(account.is_generated for account in await self._database.accounts())

    async def ensure_administrator(self) -> str | None:
        """Make the first administrator if there is no account; returns the one-time password."""
        if self._endpoint is not None or await self._database.count_accounts():
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

    async def set_password(self, email: str, password: str) -> None:
        """Give an account a new password; raises AccountRefused."""
        _check_password(password)
        if not await self._database.set_password(email, await self._hash(password)):
            raise _unknown(email)

    async def set_disabled(self, email: str, *, disabled: bool) -> None:
        """Keep an attendant out, or let them in again; raises AccountRefused."""
        if not await self._database.set_disabled(email, disabled=disabled):
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
            password_hash=await self._hash(password),
            created_at=time.time_ns() // 1_000_000,
            is_generated=is_generated,
        )
        await self._database.add_account(account)

    async def _ask_endpoint(self, email: str, password: str) -> Attendant:
        address = f"{self._endpoint}".rstrip("/") + _ENDPOINT_PATH
        told = {"email": email, "password": password}
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as client,
                client.post(address, json=told) as response,
            ):
                match response.status:
                    case 200:
                        return AttendantPayload.parse(await response.read()).attendant()
                    case 404:
                        raise UnknownEmail
                    case 401 | 403:
                        raise WrongPassword
                    case status:
                        because = f"status {status}"
        except Malformed as error:
            because = str(error)
        except (aiohttp.ClientError, TimeoutError) as error:
            because = str(error) or "no answer in time"
        message = f"the service at auth.endpoint gives no usable answer: {because}"
        raise ServiceUnavailable(message)

    async def _hash(self, password: str) -> str:
        async with self._hashing:
            return await asyncio.to_thread(self._passwords.hash, password)

    async def _verify(self, password: str, password_hash: str) -> tuple[bool, str | None]:
        """Whether the password fits, and a new hash if the stored one is out of fashion."""
        verify = self._passwords.verify_and_update
        async with self._hashing:
            try:
                return await asyncio.to_thread(verify, password, password_hash)
            except PwdlibError:
                return False, None

    async def _keep(self, better_hash: str, account: Account) -> None:
        """Store a hash of today's strength; a log-in does not fail if that does."""
        email = account.attendant.email or ""
        try:
            await self._database.replace_hash(email, account.password_hash, better_hash)
        except StoreError as error:
            _log.warning("accounts.hash_not_renewed", because=str(error))

    async def _anybodys_hash(self) -> str:
        """Something to verify against when there is no account, so that time tells nothing."""
        if self._nobodys_hash is None:
            self._nobodys_hash = await self._hash(secrets.token_urlsafe())
        return self._nobodys_hash


def _check_password(password: str) -> None:
    if len(password) < MIN_PASSWORD:
        message = f"a password has at least {MIN_PASSWORD} characters"
        raise AccountRefused(message)


def _unknown(email: str) -> AccountRefused:
    return AccountRefused(f"there is no attendant with the e-mail {email}")
