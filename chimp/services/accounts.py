"""Attendants' accounts: kept here, or asked for at the customer's own service."""

from uuid import uuid4

import structlog

from chimp.core.access import Mode
from chimp.core.accounts import Account
from chimp.core.errors import StoreError
from chimp.core.people import Attendant
from chimp.services.account_service import AccountService
from chimp.services.kept_accounts import KeptAccounts, one_time_password
from chimp.services.refusals import UnknownEmail, WrongPassword
from chimp.store.database import Database

ADMINISTRATOR_EMAIL = "admin@localhost"
TEST_ATTENDANT = Attendant(id="9999999", email="chimp@support.com", name="Chimp Support")
"""The original's built-in attendant."""

_log = structlog.get_logger("chimp.accounts")


class Accounts(KeptAccounts):
    """Proves attendants, by the accounts that are kept here or by what another service says."""

    def __init__(
        self,
        database: Database,
        *,
        mode: Mode,
        endpoint: str | None = None,
        endpoint_timeout: int = 5_000,
    ) -> None:
        """`endpoint` is another service's address without `/chimpassist/auth`; time-out in ms."""
        super().__init__(database)
        self._mode = mode
        self._service = (
            None if endpoint is None else AccountService(endpoint, timeout=endpoint_timeout)
        )

    @property
    def are_elsewhere(self) -> bool:
        """Whether another service keeps those that count."""
        return self._service is not None

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
        accounts = await self._database.accounts()
        return len(accounts) <= 1 and all(account.is_generated for account in accounts)

    async def must_change_password(self, attendant: Attendant) -> bool:
        """Whether theirs is one that the server made, to be used once. Raises StoreError."""
        if self._service is not None:
            return False
        account = await self._database.account(attendant.key)
        return account is not None and account.is_generated

    async def ensure_administrator(self) -> str | None:
        """Make the first administrator if there is no account; returns the one-time password."""
        if self._service is not None:
            return None
        await self._passwords.prepare()
        if await self._database.count_accounts():
            return None
        password = one_time_password()
        attendant = Attendant(
            id=str(uuid4()),
            email=ADMINISTRATOR_EMAIL,
            name="Administrator",
            is_administrator=True,
        )
        await self._add(attendant, password, is_generated=True)
        return password

    async def _keep(self, better_hash: str, account: Account) -> None:
        """Store a hash of today's strength; a log-in does not fail if that does."""
        email = account.attendant.email or ""
        try:
            await self._database.replace_hash(email, account.password_hash, better_hash)
        except StoreError as error:
            _log.warning("accounts.hash_not_renewed", because=str(error))


def _is_test(email: str) -> bool:
    return email.casefold() == TEST_ATTENDANT.email
