"""`/login` and `/logout`: attendants who are logged in, by cookie or by token."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import structlog
from aiohttp import web
from pydantic import Field, StrictBool

from chimp.core.access import Principal
from chimp.http import cookies
from chimp.http.answers import answer, nothing
from chimp.http.authentication import Credentials
from chimp.http.origins import is_same_origin
from chimp.http.parameters import json_body
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.http.route import Group, Limit, Route
from chimp.services.log_ins import LogIns
from chimp.services.refusals import NotAuthenticated
from chimp.wire.payloads import Payload
from chimp.wire.shape_models import LogInShape
from chimp.wire.shapes import account_json

_log = structlog.get_logger("chimp.http")


class LogInRequest(Credentials):
    """Who logs in, and whether what proves it later is a token in place of a cookie."""

    bearer: Annotated[
        StrictBool, Field(description="Whether the answer holds a token, and sets no cookie.")
    ] = False


class LogOutRequest(Payload):
    """What ends: this log-in, or all of the attendant's."""

    everywhere: StrictBool = False


class LogInRoutes:
    """Answers for log-ins."""

    def __init__(
        self,
        log_ins: LogIns,
        principals: Principals,
        *,
        end_connections: Callable[[str], int],
        ended_everywhere: Callable[[], Awaitable[None]],
    ) -> None:
        """`end_connections` closes the MQTT connections of one log-in.

        `ended_everywhere` is told that an attendant has logged out everywhere.
        """
        self._log_ins = log_ins
        self._principals = principals
        self._end_connections = end_connections
        self._ended_everywhere = ended_everywhere

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="POST",
                path="/login",
                handler=self.log_in,
                summary="Log an attendant in: by a cookie for pages of this server, or by a token.",
                group=Group.ATTENDANTS,
                body=LogInRequest,
                answer=LogInShape,
                says="Who is logged in and until when; sets the cookie unless a token was wanted.",
                errors=(401, 403, 415, 502, 503),
                limit=Limit.LOG_INS,
            ),
            Route(
                method="POST",
                path="/logout",
                handler=self.log_out,
                summary="End this log-in or all of the attendant's, and their MQTT connections.",
                group=Group.ATTENDANTS,
                body=LogOutRequest,
                needs_body=False,
                status=204,
                says="There is no such log-in any more.",
                errors=(401, 415, 502, 503),
            ),
        )

    async def log_in(self, request: web.Request) -> web.Response:
        """Never tells which of the two is wrong."""
        told = await json_body(request, LogInRequest)
        if not told.bearer and not is_same_origin(request):
            message = "pages of another origin log in with bearer: true"
            raise Problem(403, message, code="not_same_origin", field="bearer")
        address = request.remote or ""
        try:
            begun = await self._log_ins.begin(told.email, told.password, address)
        except NotAuthenticated:
            raise Problem(401, "wrong e-mail or password") from None
        log_in = begun.log_in
        said = {"expiresAt": log_in.expires_at, "attendant": account_json(log_in.attendant)}
        response = answer(said | ({"token": begun.token} if told.bearer else {}))
        if not told.bearer:
            await self._end_former(request)
            seconds = (log_in.expires_at - log_in.created_at) // 1000
            cookies.keep(response, request, begun.token, seconds=seconds)
        _log.info("attendant.logged_in", attendant=log_in.attendant.key, address=address)
        return response

    async def log_out(self, request: web.Request) -> web.Response:
        """Where nobody is logged in any more, that is what was asked for."""
        told = LogOutRequest()
        if await request.read():
            told = await json_body(request, LogOutRequest)
        principal = await self._principals.proved(request)
        if principal.attendant is not None and told.everywhere:
            await self._log_ins.end_all_of(principal.attendant.key)
            await self._ended_everywhere()
        elif principal.log_in is not None:
            await self._log_ins.end(principal.log_in)
            self._end_connections(principal.log_in)
        self._note(principal, is_everywhere=told.everywhere)
        response = nothing()
        if cookies.log_in_of(request) is not None:  # else another page could log somebody out
            cookies.drop(response, request)
        return response

    async def _end_former(self, request: web.Request) -> None:
        """Its browser forgets the cookie of before, so nobody could log out of that any more."""
        former = cookies.log_in_of(request)
        ended = None if former is None else await self._log_ins.end_by(former)
        if ended is not None:
            self._end_connections(ended)

    @staticmethod
    def _note(principal: Principal, *, is_everywhere: bool) -> None:
        if principal.attendant is not None:
            _log.info(
                "attendant.logged_out",
                attendant=principal.attendant.key,
                address=principal.address,
                everywhere=is_everywhere,
            )
