"""Ends connections of attendants whose account was changed, by this process or by another one.

`chimp attendant passwd`, `disable`, `logout` and the like write to the same database and into its
event log; there is no other line to a server that runs.
"""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

from chimp.core.errors import StoreError
from chimp.store.database import Database

_SECONDS: Final = 1.0
_FORGET_EVERY: Final = 3600
"""In times that it is looked at the event log."""

_log = structlog.get_logger("chimp.revocations")


class Revocations:
    """Reads the event log from the start of the server on."""

    def __init__(
        self,
        database: Database,
        *,
        end_connections: Callable[[set[str]], int],
        clock: Callable[[], int],
        every: float = _SECONDS,
    ) -> None:
        """`end_connections` is told the keys of attendants; `every` is in seconds."""
        self._database = database
        self._end_connections = end_connections
        self._clock = clock
        self._every = every
        self._read_until = 0
        self._reading = asyncio.Lock()
        self._is_told = False

    async def start(self) -> None:
        """What was before is over; raises StoreError."""
        self._read_until = await self._database.newest_event()

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        times = 0
        while True:
            try:
                if times % _FORGET_EVERY == 0:
                    await self._database.forget_expired_log_ins(self._clock())
                await self.catch_up()
            except StoreError as error:
                self._complain(error)
            else:
                self._is_told = False
            times += 1
            await asyncio.sleep(self._every)

    async def catch_up(self) -> None:
        """Carry out what has been written since the last time; raises StoreError."""
        async with self._reading:
            newest = await self._database.newest_event()
            if newest == self._read_until:
                return
            keys = await self._database.attendants_changed(self._read_until, newest)
            self._read_until = newest
            if keys:
                ended = self._end_connections(keys)
                _log.info("attendants.changed", attendants=sorted(keys), connections=ended)

    def _complain(self, error: StoreError) -> None:
        """Once, until it works again."""
        if not self._is_told:
            self._is_told = True
            _log.error("revocations.not_read", because=str(error))
