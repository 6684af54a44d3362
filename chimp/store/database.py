"""The database file: opened, brought up to date, written by one, read by many.

SQLite in WAL mode: readers never wait for the writer. There is one connection that writes; every
`write` is one transaction, durable when it returns (`synchronous=FULL`).
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

import orjson
from sqlalchemy import Connection, Insert, RowMapping, Select, Update, delete, false
from sqlalchemy.exc import SQLAlchemyError

from chimp.core import effects
from chimp.core.errors import StoreError
from chimp.store import connections
from chimp.store.accounts import AccountQueries
from chimp.store.schema import events
from chimp.store.statistics import StatisticsReads
from chimp.store.upgrade import bring_up_to_date
from chimp.store.writing import write

Result = TypeVar("Result")

_NO_CHANGE = delete(events).where(false())

_FAILURES = (
    SQLAlchemyError,
    sqlite3.Error,
    OSError,
    # A number over 64 bits, or half a character: they are not wrapped on their way.
    OverflowError,
    UnicodeError,
    orjson.JSONEncodeError,
)


class Database(StatisticsReads, AccountQueries):
    """All that is stored. Every method raises StoreError with one line that names the file."""

    def __init__(self, path: Path, synchronous: str) -> None:
        """Use `open` instead."""
        self.path = path
        self._writer = connections.writing(path, synchronous)
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="chimp-store")
        self._readers = connections.reading(path)
        self._is_closed = False

    @classmethod
    async def open(cls, path: Path, *, synchronous: str = "FULL") -> Self:
        """Open the file, making it or moving its schema forward first.

        `synchronous` is FULL (what was written survives a power cut) or NORMAL (a crash only).
        """
        database = cls(path, synchronous)
        try:
            await database._in_turn(partial(bring_up_to_date, path))
            await database.check()
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Let go of the file, after what is being written now; a second time does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        await self._readers.dispose()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writing, self._writer.dispose)
        self._writing.shutdown()

    async def check(self) -> None:
        """Whether it can be written; it is not changed."""
        # The lock alone would not tell: that one is also given on a file that can only be read.
        await self._in_transaction(lambda connection: connection.execute(_NO_CHANGE))

    async def write(self, saves: Sequence[effects.Save], now: int) -> None:
        """Store all of that in one transaction, or nothing of it."""
        await self._in_transaction(lambda connection: write(connection, saves, now))

    async def read(
        self, query: Select[Any], values: Mapping[str, object] | None = None
    ) -> Sequence[RowMapping]:
        """All rows of a query, with `values` for its named parameters."""
        with self._one_line():
            async with self._readers.connect() as connection:
                found: Sequence[RowMapping] = (
                    (await connection.execute(query, values)).mappings().all()
                )
                return found

    async def change(self, statement: Insert | Update) -> int:
        """How many rows were changed, in a transaction of its own."""
        return await self._in_transaction(lambda connection: connection.execute(statement).rowcount)

    async def _in_transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Committed at the end, or undone."""

        def whole() -> Result:
            with self._writer.begin() as connection:
                return work(connection)

        return await self._in_turn(whole)

    async def _in_turn(self, work: Callable[[], Result]) -> Result:
        """In the thread that writes, one after the other; whoever waits may be cancelled."""
        with self._one_line():
            return await asyncio.get_running_loop().run_in_executor(self._writing, work)

    @contextmanager
    def _one_line(self) -> Iterator[None]:
        """Whatever goes wrong with the file becomes one line that names it."""
        if self._is_closed:
            message = f"{self.path}: it was closed"
            raise StoreError(message)
        try:
            yield
        except _FAILURES as error:
            cause = getattr(error, "orig", None) or error
            reason = (str(cause).splitlines() or [type(cause).__name__])[0]
            message = f"{self.path}: {reason}"
            raise StoreError(message) from error
