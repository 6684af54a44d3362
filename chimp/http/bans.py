"""`/bans`: supervisors keep customers and addresses out, and let them in again."""

from collections.abc import Callable
from typing import Protocol

from aiohttp import hdrs, web

from chimp.core.bans import BanKind, Bans
from chimp.http.answers import answer, nothing
from chimp.http.parameters import json_body
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Parameter, Route
from chimp.services.accounts import Accounts
from chimp.services.banning import KeepOut, LetIn, Order
from chimp.wire.bans import BanShape, NewBan, ban_json, banned_value


class Doorkeeping(Protocol):
    """Whoever keeps the bans, and carries out what is decided about them."""

    bans: Bans

    async def order(self, order: Order) -> bool:
        """Carry that out; whether it is stored, and holds from now on."""


class BanRoutes:
    """Answers supervisors and administrators."""

    def __init__(
        self,
        desk: Doorkeeping,
        accounts: Accounts,
        principals: Principals,
        clock: Callable[[], int],
    ) -> None:
        """`clock` is in milliseconds since the epoch."""
        self._desk = desk
        self._accounts = accounts
        self._principals = principals
        self._clock = clock

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="GET",
                path="/bans",
                handler=self.list,
                summary="Who is kept out.",
                group=Group.ACCOUNTS,
                caller=Caller.SUPERVISOR,
                answer=list[BanShape],
                says="All bans that hold, the newest first.",
                errors=(503,),
                cors=False,
            ),
            Route(
                method="POST",
                path="/bans",
                handler=self.ban,
                summary="Keep a customer or an address out.",
                group=Group.ACCOUNTS,
                caller=Caller.SUPERVISOR,
                body=NewBan,
                status=201,
                answer=BanShape,
                says="The ban, in place of a former one. What they have open is closed, and their"
                " connections have ended; attendants are never kept out by where they come from.",
                errors=(503,),
                cors=False,
            ),
            Route(
                method="DELETE",
                path="/bans/{kind}/{value}",
                handler=self.unban,
                summary="Let a customer or an address in again.",
                group=Group.ACCOUNTS,
                caller=Caller.SUPERVISOR,
                parameters=_NAMED,
                status=204,
                says="They are let in again.",
                errors=(400, 404, 503),
                cors=False,
            ),
        )

    async def list(self, request: web.Request) -> web.Response:
        """`GET /bans`."""
        await self._principals.supervisor(request)
        now = self._clock()
        holding = [ban for ban in self._desk.bans if ban.holds(now)]
        names = {one.attendant.key: one.attendant.name for one in await self._accounts.list()}
        holding.sort(key=lambda ban: (-ban.created_at, ban.kind, ban.value))
        return answer([ban_json(ban, names.get(ban.by_attendant)) for ban in holding])

    async def ban(self, request: web.Request) -> web.Response:
        """`POST /bans`."""
        attendant = await self._principals.supervisor(request)
        told = await json_body(request, NewBan)
        value = str(told.value)
        await self._carry_out(KeepOut(told.kind, value, attendant, told.minutes, told.because))
        ban = self._desk.bans.find(told.kind, value)
        if ban is None:
            message = "it was lifted again in the meantime"
            raise Problem(409, message, code="lifted")
        return answer(ban_json(ban, attendant.name), status=201)

    async def unban(self, request: web.Request) -> web.Response:
        """`DELETE /bans/{kind}/{value}`."""
        attendant = await self._principals.supervisor(request)
        kind, value = _named(request)
        if self._desk.bans.find(kind, value) is None:
            raise Problem(404, "there is no such ban", code="not_banned", field="value")
        await self._carry_out(LetIn(kind, value, attendant))
        return nothing()

    async def _carry_out(self, order: Order) -> None:
        if not await self._desk.order(order):
            message = "it could not be stored: try later"
            raise Problem(503, message, code="try_later", headers={hdrs.RETRY_AFTER: "5"})


_NAMED = (
    Parameter(
        name="kind",
        place="path",
        description="What is banned.",
        schema={"type": "string", "enum": [kind.value for kind in BanKind]},
    ),
    Parameter(
        name="value",
        place="path",
        description="A customer's id or an address, as `GET /bans` has it (a `/` as `%2F`).",
        schema={"type": "string", "minLength": 1},
    ),
)


def _named(request: web.Request) -> tuple[BanKind, str]:
    """Which ban that is; raises Problem 400."""
    if request.match_info["kind"] not in set(BanKind):
        kinds = " or ".join(BanKind)
        raise Problem(400, f"kind: has to be {kinds}", field="kind")
    kind = BanKind(request.match_info["kind"])
    try:
        return kind, banned_value(kind, request.match_info["value"])
    except ValueError as error:
        raise Problem(400, f"value: {error}", field="value") from None
