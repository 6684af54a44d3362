"""Attendants' accounts that are kept here: made, listed, changed.

A running server hears of each change, and ends the connections of who it is about: a connection
would go on as somebody who that attendant is no more.
"""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import uuid4

from chimp.core.accounts import Account, LogIn
from chimp.core.people import Attendant, Id, Level
from chimp.services import account_refusals as refusals
from chimp.services.account_refusals import AccountRefused
from chimp.services.account_rules import check, check_password, name_of
from chimp.services.passwords import Passwords
from chimp.services.refusals import WrongPassword
from chimp.store.database import Database

_ONE_TIME_BYTES: Final = 12

Revise = Callable[[Account], Account]


class KeptAccounts:
    """Everything raises StoreError, and AccountRefused after which nothing was changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._passwords = Passwords()
        self._adding = asyncio.Lock()

    async def list(self) -> list[Account]:
        """All accounts, by e-mail."""
        return await self._database.accounts()

    async def account(self, key: str) -> Account:
        """The one of the attendant with that key; raises UnknownAccount."""
        account = await self._database.account(key)
        if account is None:
            raise refusals.unknown_id(key)
        return account

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
        """Make an account with a password that its attendant knows."""
        check_password(password)
        attendant = Attendant(
            id=str(uuid4()) if attendant_id is None else attendant_id,
            email=email,
            name=name or name_of(email),
            avatar_url=avatar_url,
            level=level,
            is_administrator=is_administrator,
            max_sessions=max_sessions,
        )
        await self._add(attendant, password)
        return attendant

    async def invite(self, attendant: Attendant) -> tuple[Account, str]:
        """Make an account, and a password that is known nowhere else and to be used once.

        The id that is told is replaced by a new one.
        """
        password = one_time_password()
        name = attendant.name or name_of(attendant.email or "")
        invited = replace(attendant, id=str(uuid4()), name=name)
        return await self._add(invited, password, is_generated=True), password

    async def revise(self, key: str, revised: Revise) -> Account:
        """Make an account what `revised` makes of it; its password and its id stay."""
        return await self._revise(await self.account(key), revised)

    async def prove(self, key: str, password: str) -> Account:
        """The account of the attendant with that key, whose password that is.

        Those who ask go through `entrance.Entrance`, which counts failures. Raises UnknownAccount,
        WrongPassword.
        """
        account = await self.account(key)
        fits, _ = await self._passwords.verify(password, account.password_hash)
        if not fits or account.disabled:
            raise WrongPassword
        return account

    async def revise_as_read(self, before: Account, revised: Revise, *, is_proved: bool) -> Account:
        """The same with an account that was read already; what else it has become by now stays.

        If it `is_proved`, not if it has another password by now.
        """
        return await self._revise(before, revised, is_proved=is_proved)

    async def set_own_password(
        self, proved: Account, password: str, *, besides: str | None
    ) -> None:
        """Give an account the password of its attendant's choice.

        Unless it has another one by now: who knew the former one shall not undo a reset. Ends its
        log-ins, but not the one known by `besides` (`Principal.log_in`).
        """
        check_password(password)
        is_same, _ = await self._passwords.verify(password, proved.password_hash)
        if is_same:
            message = "the new password is the one that it was before"
            raise AccountRefused(message, field="password")
        await self._set_password(proved, password, besides=besides, is_proved=True)

    async def reset_password(self, key: str) -> str:
        """Give an account a password to be used once, which is returned; ends its log-ins."""
        password = one_time_password()
        await self._set_password(await self.account(key), password, is_generated=True)
        return password

    # By e-mail, as the command line names them.

    async def set_password(self, email: str, password: str) -> None:
        """Give an account a new password, and end its log-ins."""
        check_password(password)
        await self._set_password(await self._by_email(email), password)

    async def set_disabled(self, email: str, *, disabled: bool) -> None:
        """Keep an attendant out, or let them in again."""
        account = await self._by_email(email)
        await self._revise(account, lambda one: replace(one, disabled=disabled))

    async def set_level(self, email: str, level: Level) -> None:
        """Give an attendant another level."""
        await self._revise(
            await self._by_email(email), _with(lambda who: replace(who, level=level))
        )

    async def set_administrator(self, email: str, *, is_administrator: bool) -> None:
        """Let an attendant administer the server, or not any more."""
        account = await self._by_email(email)
        revised = _with(lambda who: replace(who, is_administrator=is_administrator))
        await self._revise(account, revised)

    async def set_max_sessions(self, email: str, max_sessions: int | None) -> None:
        """Limit how many sessions an attendant takes.

        0 is any number, None as many as the settings say.
        """
        revised = _with(lambda who: replace(who, max_sessions=max_sessions))
        await self._revise(await self._by_email(email), revised)

    async def log_out(self, email: str) -> int:
        """Log somebody out everywhere, and return how many log-ins that ended.

        Of another service's accounts nothing is kept but their log-ins.
        """
        account = await self._database.account_by_email(email)
        theirs = [one for one in await self._database.log_ins() if _is_of(one, email)]
        keys = {one.attendant.key for one in theirs}
        if account is not None:
            keys.add(account.attendant.key)
        if not keys:
            raise refusals.unknown_email(email)
        for key in keys:
            await self._database.end_log_ins_of(key, _now())
        return len(theirs)

    async def _by_email(self, email: str) -> Account:
        account = await self._database.account_by_email(email)
        if account is None:
            raise refusals.unknown_email(email)
        return account

    async def _add(
        self, attendant: Attendant, password: str, *, is_generated: bool = False
    ) -> Account:
        check(attendant)
        account = Account(
            attendant=attendant,
            password_hash=await self._passwords.hash(password),
            created_at=_now(),
            is_generated=is_generated,
        )
        async with self._adding:
            if await self._database.account_by_email(attendant.email or "") is not None:
                raise refusals.taken_email(attendant.email or "")
            if await self._database.account(attendant.key) is not None:
                raise refusals.taken_id(attendant.key)
            await self._database.add_account(account)
        return account

    async def _revise(
        self,
        before: Account,
        revised: Revise,
        *,
        besides: str | None = None,
        is_proved: bool = False,
    ) -> Account:
        after = revised(before)
        check(after.attendant, before.attendant)
        is_changed = await self._database.change_account(
            before, after, _now(), besides=besides, is_proved=is_proved
        )
        if is_changed:
            return after
        raise await self._why_not(before, after, is_proved=is_proved)

    async def _why_not(self, before: Account, after: Account, *, is_proved: bool) -> AccountRefused:
        """The store has found what stands against it; this finds the words."""
        if is_proved and await self._has_another_password(before):
            return refusals.another_password()
        email = after.attendant.email or ""
        owner = await self._database.account_by_email(email)
        if owner is not None and owner.attendant.key != before.attendant.key:
            return refusals.taken_email(email)
        return refusals.last_administrator(before.attendant.email or "")

    async def _has_another_password(self, before: Account) -> bool:
        now = await self._database.account(before.attendant.key)
        return now is None or now.password_hash != before.password_hash

    async def _set_password(
        self,
        account: Account,
        password: str,
        *,
        is_generated: bool = False,
        besides: str | None = None,
        is_proved: bool = False,
    ) -> None:
        new = await self._passwords.hash(password)
        await self._revise(
            account,
            lambda one: replace(one, password_hash=new, is_generated=is_generated),
            besides=besides,
            is_proved=is_proved,
        )


def one_time_password() -> str:
    return secrets.token_urlsafe(_ONE_TIME_BYTES)


def _with(revised: Callable[[Attendant], Attendant]) -> Revise:
    return lambda account: replace(account, attendant=revised(account.attendant))


def _is_of(log_in: LogIn, email: str) -> bool:
    return (log_in.attendant.email or "").casefold() == email.casefold()


def _now() -> int:
    return time.time_ns() // 1_000_000
