"""How often one address may ask: generous to people, deadly to floods."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Collection
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Middleware

from chimp.core.addresses import counted_as
from chimp.core.allowances import Allowances
from chimp.http.problems import Handler, Problem

_ADDRESSES: Final = 10_000
"""Addresses remembered; the one not heard for longest is forgotten and begins anew."""
_HELD_SECONDS: Final = 1.0


class RateLimit:
    """`per_minute` for each address on average, as many at once, 0 for no limit."""

    def __init__(
        self,
        per_minute: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        addresses: int = _ADDRESSES,
        hold: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`hold` lets somebody wait for so many seconds."""
        self._hold = hold
        self._per_minute = per_minute
        self._clock = clock
        self._allowances = Allowances(per_minute, seconds=60, keys=addresses)

    def middleware(self, *, besides: Collection[str]) -> Middleware:
        """For everything but these paths: unknown ones count as well.

        A refusal costs about as much as an answer, so it is not given at once: otherwise whoever
        asks again as soon as they are refused takes from others what they are not given.
        """

        @web.middleware
        async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.path not in besides:
                try:
                    self.spend(request.remote or "")
                except Problem:
                    await self._hold(_HELD_SECONDS)
                    raise
            return await handler(request)

        return counted

    def __call__(self, handler: Handler) -> Handler:
        """The same handler, for those within the limit; raises Problem 429 for the others."""

        async def limited(request: web.Request) -> web.StreamResponse:
            self.spend(request.remote or "")
            return await handler(request)

        return limited

    def spend(self, address: str) -> None:
        """Take one of what that address may do, or raise Problem 429."""
        wait = self._allowances.take(counted_as(address), self._clock())
        if wait:
            seconds = math.ceil(wait)
            message = f"over {self._per_minute} requests a minute: try again in {seconds} s"
            raise Problem(429, message, headers={"Retry-After": str(seconds)})

    def give_back(self, address: str) -> None:
        """Undo a `spend` that turned out not to count."""
        self._allowances.give_back(counted_as(address))
