"""How often one address may ask: generous to people, deadly to floods."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from aiohttp import web

from chimp.http.problems import Handler, Problem

_ADDRESSES = 10_000
"""Addresses remembered; the one not heard for longest is forgotten and begins anew."""


class RateLimit:
    """A token bucket for each address: `per_minute` on average, as many at once, 0 for no limit."""

    def __init__(
        self,
        per_minute: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        addresses: int = _ADDRESSES,
    ) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._addresses = addresses
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __call__(self, handler: Handler) -> Handler:
        """The same handler, for those within the limit; raises Problem 429 for the others."""

        async def limited(request: web.Request) -> web.StreamResponse:
            self.spend(request.remote or "")
            return await handler(request)

        return limited

    def spend(self, address: str) -> None:
        """Take one from the bucket of that address, or raise Problem 429."""
        if self._per_minute == 0:
            return
        now = self._clock()
        tokens, since = self._buckets.pop(address, (float(self._per_minute), now))
        tokens = min(self._per_minute, tokens + (now - since) * self._per_minute / 60)
        refused = tokens < 1
        self._buckets[address] = (tokens if refused else tokens - 1, now)
        while len(self._buckets) > self._addresses:
            self._buckets.popitem(last=False)
        if refused:
            seconds = math.ceil((1 - tokens) * 60 / self._per_minute)
            message = f"over {self._per_minute} requests a minute: try again in {seconds} s"
            raise Problem(429, message, headers={"Retry-After": str(seconds)})

    def give_back(self, address: str) -> None:
        """Undo a `spend` that turned out not to count."""
        if address in self._buckets:
            tokens, since = self._buckets[address]
            self._buckets[address] = (min(self._per_minute, tokens + 1), since)
