"""The database file: opened, brought up to date, written by one, read by many.

SQLite in WAL mode: readers never wait for the writer. There is one connection that writes; every
`write` is one transaction, durable when it returns (`synchronous=FULL`).
"""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import time
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, RowMapping, Select

from chimp.core import effects
from chimp.core.errors import StoreError
from chimp.store import connections
from chimp.store.accounts import AccountQueries
from chimp.store.canned_answers import CannedAnswerQueries
from chimp.store.condition import Condition
from chimp.store.damage import Inspection, Unfinished
from chimp.store.execution import Statement
from chimp.store.failures import FAILURES
from chimp.store.finding import FindingReads
from chimp.store.log_ins import LogInQueries
from chimp.store.settings import SettingsQueries
from chimp.store.statistics import StatisticsReads
from chimp.store.upgrade import bring_up_to_date
from chimp.store.writing import write

Result = TypeVar("Result")

_INSPECTION_SECONDS = 1.0
"""How long `open` looks through the whole file; what takes longer is left to `inspect`.

Measured with a million messages (218 MB): 0.4 s, and 3 to 5 s from a cold disk.
"""

_PATIENCE_SECONDS = 2.0
"""How long `check` waits; a disk that hangs must not make those hang who ask about it."""


class Database(
    StatisticsReads,
    FindingReads,
    AccountQueries,
    LogInQueries,
    SettingsQueries,
    CannedAnswerQueries,
):
    """All that is stored. Every method raises StoreError with one line that names the file."""

    def __init__(self, path: Path, synchronous: str) -> None:
        """Use `open` instead."""
        self.path = path
        self._writer = connections.writing(path, synchronous)
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="chimp-store")
        self._readers = connections.reading(path)
        self.condition = Condition(path)
        self._inspection: Inspection | None = None
        self._trial: asyncio.Future[None] | None = None
        self._is_closed = False

    @classmethod
    async def open(cls, path: Path, *, synchronous: str = "FULL") -> Self:
        """Open the file, making it or moving its schema forward first; not if it is damaged.

        `synchronous` is FULL (what was written survives a power cut) or NORMAL (a crash only).
        """
        database = cls(path, synchronous)
        try:
            await database._in_turn(database._inspect_for_a_moment)
            await database._in_turn(partial(bring_up_to_date, path))
            await database._in_turn(database._try)
            database.condition.settle()
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Let go of the file, after what is being written now; a second time does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        self.stop_inspecting()
        await self._readers.dispose()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writing, self._writer.dispose)
        self._writing.shutdown()

    async def check(self) -> None:
        """Whether it can be written, found out by writing a number that means nothing.

        All who ask at a time wait for the same trial, and nobody waits for long.
        """
        with self._one_line():
            trial = self._trial
            if trial is None or trial.done():
                loop = asyncio.get_running_loop()
                trial = self._trial = loop.run_in_executor(self._writing, self._try)
                trial.add_done_callback(asyncio.Future.exception)  # nobody may be waiting then
            done, _ = await asyncio.wait((trial,), timeout=_PATIENCE_SECONDS)
            if not done:
                message = f"{self.path}: nothing could be written for {_PATIENCE_SECONDS:g} s"
                raise StoreError(self.condition.last_failure or message)
            trial.result()
            self.condition.ensure_room()

    async def inspect(self) -> None:
        """Look through what `open` had no time to look at; raises StoreError for damage."""
        inspection = self._inspection
        if inspection is None:
            return
        with self._one_line():
            try:
                await asyncio.to_thread(inspection.run)
            except Unfinished:
                return
            except StoreError as error:
                self.condition.damaged(error)
                raise

    def stop_inspecting(self) -> None:
        """Let `inspect` end soon."""
        if self._inspection is not None:
            self._inspection.stop()

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

    async def change(self, *statements: Statement) -> int:
        """How many rows the first one changed; the others only run if there are any."""

        def all_of_them(connection: Connection) -> int:
            first, *others = statements
            changed = connection.execute(first).rowcount
            for statement in others if changed else ():
                connection.execute(statement)
            return changed

        return await self._in_transaction(all_of_them)

    async def _in_transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Committed at the end, or undone."""
        return await self._in_turn(partial(self._transact, work))

    def _transact(self, work: Callable[[Connection], Result]) -> Result:
        self.condition.ensure()
        with self._writer.begin() as connection:
            done = work(connection)
        self.condition.last_failure = None
        return done

    async def _in_turn(self, work: Callable[[], Result]) -> Result:
        """In the thread that writes, one after the other; whoever waits may be cancelled."""
        with self._one_line():
            return await asyncio.get_running_loop().run_in_executor(self._writing, work)

    def _try(self) -> None:
        # What it was before would not be written again.
        number = int(time() * 1000) % 2**31
        try:
            self._transact(lambda link: link.exec_driver_sql(f"PRAGMA user_version = {number}"))
        finally:
            self.condition.measure()

    def _inspect_for_a_moment(self) -> None:
        inspection = Inspection(self.path)
        alarm = threading.Timer(_INSPECTION_SECONDS, inspection.stop)
        alarm.start()
        try:
            inspection.run()
        except Unfinished:
            self._inspection = Inspection(self.path)
        finally:
            alarm.cancel()

    @contextmanager
    def _one_line(self) -> Iterator[None]:
        """Whatever goes wrong with the file becomes one line that names it."""
        if self._is_closed:
            message = f"{self.path}: it was closed"
            raise StoreError(message)
        try:
            yield
        except FAILURES as error:
            raise self.condition.failed(error) from error
