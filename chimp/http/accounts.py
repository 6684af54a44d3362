"""`/attendants`: administrators look after the accounts of everybody."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from chimp.core.people import Attendant
from chimp.http.answers import answer
from chimp.http.myself import ensure_kept_here
from chimp.http.parameters import identifier, json_body
from chimp.http.principals import Principals, administering
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Route, path_id
from chimp.services.accounts import Accounts
from chimp.wire.account_payloads import AccountChange, NewAccount
from chimp.wire.account_shapes import (
    InvitedShape,
    KeptAccountShape,
    OneTimePasswordShape,
    kept_account_json,
)

_log = structlog.get_logger("chimp.http")


class AccountRoutes:
    """Answers administrators."""

    def __init__(
        self,
        accounts: Accounts,
        principals: Principals,
        *,
        changed: Callable[[], Awaitable[None]],
    ) -> None:
        """`changed` is told that an account was, so that what is no longer true ends at once."""
        self._accounts = accounts
        self._principals = principals
        self._changed = changed

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="GET",
                path="/attendants",
                handler=self.list,
                summary="All accounts, by e-mail.",
                group=Group.ACCOUNTS,
                caller=Caller.ADMINISTRATOR,
                answer=list[KeptAccountShape],
                says="All of them, with those that are disabled.",
                errors=(409, 503),
                cors=False,
            ),
            Route(
                method="POST",
                path="/attendants",
                handler=self.invite,
                summary="Make an account, and a password to log in with once.",
                group=Group.ACCOUNTS,
                caller=Caller.ADMINISTRATOR,
                body=NewAccount,
                status=201,
                answer=InvitedShape,
                says="The account. Its password is told now and never again.",
                errors=(409, 503),
                cors=False,
            ),
            Route(
                method="PATCH",
                path="/attendants/{id}",
                handler=self.revise,
                summary="Change an account, lock it or open it again.",
                group=Group.ACCOUNTS,
                caller=Caller.ADMINISTRATOR,
                parameters=(path_id("attendant"),),
                body=AccountChange,
                answer=KeptAccountShape,
                says="The account as it is now. What is no longer true of it ends: connections, and"
                " the log-ins of one that is locked.",
                errors=(404, 409, 503),
                cors=False,
            ),
            Route(
                method="POST",
                path="/attendants/{id}/password",
                handler=self.reset_password,
                summary="Give somebody else a new password to log in with once.",
                group=Group.ACCOUNTS,
                caller=Caller.ADMINISTRATOR,
                parameters=(path_id("attendant"),),
                answer=OneTimePasswordShape,
                says="Told now and never again; their log-ins and connections have ended.",
                errors=(400, 404, 409, 503),
                cors=False,
            ),
        )

    async def list(self, request: web.Request) -> web.Response:
        """`GET /attendants`."""
        await self._administrator(request)
        return answer([kept_account_json(account) for account in await self._accounts.list()])

    async def invite(self, request: web.Request) -> web.Response:
        """`POST /attendants`."""
        administrator = await self._administrator(request)
        told = await json_body(request, NewAccount)
        account, password = await self._accounts.invite(told.attendant())
        _log.info("account.made", attendant=account.attendant.key, by=administrator.key)
        return answer({**kept_account_json(account), "oneTimePassword": password}, status=201)

    async def revise(self, request: web.Request) -> web.Response:
        """`PATCH /attendants/{id}`; not one's own e-mail, which needs one's password."""
        administrator = await self._administrator(request)
        attendant_key = identifier(request)
        told = await json_body(request, AccountChange)
        if attendant_key == administrator.key and told.is_new_email(administrator):
            message = "one's own e-mail is changed by PATCH /me"
            raise Problem(409, message, code="own_email", field="email")
        account = await self._accounts.revise(attendant_key, told.on)
        await self._changed()
        _log.info(
            "account.changed",
            attendant=account.attendant.key,
            by=administrator.key,
            what=sorted(told.model_fields_set),
        )
        return answer(kept_account_json(account))

    async def reset_password(self, request: web.Request) -> web.Response:
        """`POST /attendants/{id}/password`; not for one's own, whose log-in would end by it."""
        administrator = await self._administrator(request)
        attendant_key = identifier(request)
        if attendant_key == administrator.key:
            message = "one's own password is changed by POST /me/password"
            raise Problem(409, message, code="own_password", field="id")
        password = await self._accounts.reset_password(attendant_key)
        await self._changed()
        _log.info("account.password_reset", attendant=attendant_key, by=administrator.key)
        return answer({"oneTimePassword": password})

    async def _administrator(self, request: web.Request) -> Attendant:
        """Where accounts are elsewhere nobody is told to be no administrator here."""
        attendant = await self._principals.attendant(request)
        ensure_kept_here(self._accounts)
        return administering(request, attendant)
