"""`/me`: attendants look after their own accounts."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from chimp.core.accounts import Account
from chimp.core.people import Attendant
from chimp.http.answers import answer, nothing
from chimp.http.parameters import json_body
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Limit, Route
from chimp.services.accounts import Accounts
from chimp.services.entrance import Entrance
from chimp.services.refusals import NotAuthenticated
from chimp.wire.account_payloads import PasswordChange, ProfileChange
from chimp.wire.account_shapes import MyselfShape, myself_json

_log = structlog.get_logger("chimp.http")


class Myself:
    """Answers attendants about themselves."""

    def __init__(
        self,
        accounts: Accounts,
        entrance: Entrance,
        principals: Principals,
        *,
        changed: Callable[[], Awaitable[None]],
    ) -> None:
        """`changed` is told that an account was, so that what is no longer true ends at once."""
        self._accounts = accounts
        self._entrance = entrance
        self._principals = principals
        self._changed = changed

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="GET",
                path="/me",
                handler=self.read,
                summary="Who is logged in.",
                group=Group.ATTENDANTS,
                caller=Caller.ATTENDANT,
                answer=MyselfShape,
                says="The attendant.",
                errors=(401, 502, 503),
            ),
            Route(
                method="PATCH",
                path="/me",
                handler=self.revise,
                summary="Change one's own name or picture, or by one's password the e-mail.",
                group=Group.ATTENDANTS,
                caller=Caller.ATTENDANT,
                body=ProfileChange,
                answer=MyselfShape,
                says="The attendant as they are now; their MQTT connections end if that is new.",
                errors=(401, 403, 404, 409, 503),
                limit=Limit.LOG_INS,
                cors=False,
            ),
            Route(
                method="POST",
                path="/me/password",
                handler=self.set_password,
                summary="Change one's own password, and end one's other log-ins.",
                group=Group.ATTENDANTS,
                caller=Caller.ATTENDANT,
                body=PasswordChange,
                status=204,
                says="It is changed, and the log-in of this request goes on; MQTT connections end.",
                errors=(401, 403, 404, 409, 503),
                limit=Limit.LOG_INS,
                cors=False,
            ),
        )

    async def read(self, request: web.Request) -> web.Response:
        """`GET /me`."""
        attendant = await self._principals.attendant(request)
        must_change = await self._accounts.must_change_password(attendant)
        return answer(myself_json(attendant, must_change_password=must_change))

    async def revise(self, request: web.Request) -> web.Response:
        """`PATCH /me`: who has found a log-in can not make the account their own by an e-mail."""
        attendant = await self._principals.attendant(request)
        ensure_kept_here(self._accounts)
        told = await json_body(request, ProfileChange)
        before = await self._accounts.account(attendant.key)
        is_proved = told.is_new_email(before.attendant)
        if is_proved:
            before = await self._prove(request, attendant, _password_of(told))
        account = await self._accounts.revise_as_read(before, told.on, is_proved=is_proved)
        await self._changed()
        _log.info(
            "account.changed",
            attendant=attendant.key,
            by=attendant.key,
            what=sorted(told.model_fields_set - {"current"}),
        )
        return answer(myself_json(account.attendant, must_change_password=account.is_generated))

    async def set_password(self, request: web.Request) -> web.Response:
        """`POST /me/password`: who has found a log-in of somebody else's may not guess either."""
        attendant, log_in = await self._principals.attendant_and_log_in(request)
        ensure_kept_here(self._accounts)
        told = await json_body(request, PasswordChange)
        proved = await self._prove(request, attendant, told.current)
        await self._accounts.set_own_password(proved, told.password, besides=log_in)
        await self._changed()
        _log.info("account.password_changed", attendant=attendant.key, by=attendant.key)
        return nothing()

    async def _prove(self, request: web.Request, attendant: Attendant, password: str) -> Account:
        """The account as it is, whose password that is; raises Problem 403.

        Guesses are counted by who they are: their e-mail may be changed between two of them.
        """
        try:
            async with self._entrance.attempt(f"@{attendant.key}", request.remote or ""):
                return await self._accounts.prove(attendant.key, password)
        except NotAuthenticated:
            message = "that is not the password of now"
            raise Problem(403, message, code="wrong_password", field="current") from None


def _password_of(told: ProfileChange) -> str:
    if "current" not in told.model_fields_set:
        message = "current: a new e-mail needs the password of now"
        raise Problem(400, message, code="password_needed", field="current")
    return told.current


def ensure_kept_here(accounts: Accounts) -> None:
    """Raises Problem 409 where another service keeps the accounts."""
    if accounts.are_elsewhere:
        message = "another service keeps the accounts (auth.endpoint): change them there"
        raise Problem(409, message, code="accounts_elsewhere")
