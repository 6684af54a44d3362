"""Notices by itself when the store can not be written, and when it can again."""

import asyncio
from contextlib import suppress
from time import monotonic
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Gauge

from chimp.core.errors import StoreError
from chimp.store.database import Database

_FRESH_SECONDS: Final = 1.0
"""How old an answer may be, so that nobody makes the disk work by asking."""

_EVERY_SECONDS: Final = 10.0
"""How often it is looked at though nobody asks."""

_log = structlog.get_logger("chimp.store")


class StoreWatch:
    """Asks the database how it is, for `/readyz`, the metrics and the log."""

    def __init__(self, database: Database, registry: CollectorRegistry) -> None:
        self._database = database
        self._trouble: str | None = None
        self._asked_at: float | None = None
        self._over = asyncio.Event()
        self._writable = Gauge(
            "chimp_store_writable", "1 if the store can be written, else 0.", registry=registry
        )
        self._taken = Gauge(
            "chimp_store_bytes", "Size of the database with its log.", registry=registry
        )
        self._free = Gauge(
            "chimp_store_free_bytes", "Bytes left where the database is.", registry=registry
        )

    async def trouble(self) -> str | None:
        """What is wrong with the store, None if nothing is."""
        if self._asked_at is None or monotonic() - self._asked_at >= _FRESH_SECONDS:
            try:
                await self._database.check()
            except StoreError as error:
                self._note(str(error))
            else:
                self._note(None)
        return self._trouble

    async def run(self) -> None:
        """Look every now and then, until `stop`; first of all through the whole file."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._inspect(), name="store inspection")
            while not self._over.is_set():
                await self.trouble()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_EVERY_SECONDS):
                        await self._over.wait()
            self._database.stop_inspecting()

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._over.set()

    async def _inspect(self) -> None:
        with suppress(StoreError):  # `check` says it from now on
            await self._database.inspect()

    def _note(self, trouble: str | None) -> None:
        self._asked_at = monotonic()
        self._writable.set(trouble is None)
        self._taken.set(self._database.condition.bytes_taken)
        self._free.set(self._database.condition.bytes_free)
        if trouble == self._trouble:
            return
        if trouble is None:
            _log.info("store.is_well")
        else:
            _log.error("store.is_in_trouble", because=trouble)
        self._trouble = trouble
