"""The database file: opened, brought up to date, written by one, read by many.

SQLite in WAL mode: readers never wait for the writer. There is one connection that writes; every
`write` is one transaction, durable when it returns (`synchronous=FULL`).
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Executable, RowMapping, Select, event, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from chimp.core import effects
from chimp.core.accounts import Account
from chimp.core.errors import StoreError
from chimp.store import rows
from chimp.store.schema import attendants
from chimp.store.statistics import StatisticsReads
from chimp.store.upgrade import bring_up_to_date
from chimp.store.writing import write

_READERS = 4
_BUSY_MILLISECONDS = 5_000
"""How long to wait for another process that writes, such as `chimp attendant add`."""


class Database(StatisticsReads):
    """All that is stored. Every method raises StoreError with one line that names the file."""

    def __init__(self, path: Path, writer: AsyncEngine, readers: AsyncEngine) -> None:
        """Use `open` instead."""
        self.path = path
        self._writer = writer
        self._readers = readers
        self._writing = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path, *, synchronous: str = "FULL") -> Self:
        """Open the file, making it or moving its schema forward first."""
        writer = _engine(path, synchronous, connections=1)
        readers = _engine(path, synchronous, connections=_READERS)
        database = cls(path, writer, readers)
        try:
            async with writer.connect() as connection:
                await bring_up_to_date(connection, path)
            await database.check()
        except BaseException as error:
            await database.close()
            if isinstance(error, SQLAlchemyError | OSError):
                raise database.failure(error) from error
            raise
        return database

    async def close(self) -> None:
        await self._readers.dispose()
        await self._writer.dispose()

    async def check(self) -> None:
        """Whether it can be read and written: takes the write lock and lets go of it."""
        async with self._writing:
            try:
                async with self._writer.connect() as connection:
                    await connection.execute(text("BEGIN IMMEDIATE"))
                    await connection.rollback()
            except SQLAlchemyError as error:
                raise self.failure(error) from error

    async def write(self, saves: Sequence[effects.Save], now: int) -> None:
        """Store all of that in one transaction, or nothing of it."""
        async with self._writing:
            try:
                async with self._writer.begin() as connection:
                    await write(connection, saves, now)
            except SQLAlchemyError as error:
                raise self.failure(error) from error

    async def read(self, statement: Select[Any]) -> Sequence[RowMapping]:
        """All rows of a query."""
        try:
            async with self._readers.connect() as connection:
                found: Sequence[RowMapping] = (await connection.execute(statement)).mappings().all()
                return found
        except SQLAlchemyError as error:
            raise self.failure(error) from error

    # Accounts

    async def accounts(self) -> list[Account]:
        found = await self.read(select(attendants).order_by(attendants.c.email))
        return [rows.read_account(row) for row in found]

    async def account(self, key: str) -> Account | None:
        found = await self.read(select(attendants).where(attendants.c.key == key))
        return rows.read_account(found[0]) if found else None

    async def account_by_email(self, email: str) -> Account | None:
        query = select(attendants).where(attendants.c.email == email.casefold())
        found = await self.read(query)
        return rows.read_account(found[0]) if found else None

    async def count_accounts(self) -> int:
        return int((await self.read(select(func.count()).select_from(attendants)))[0]["count_1"])

    async def add_account(self, account: Account) -> None:
        await self._run(insert(attendants).values(rows.account_row(account)))

    async def set_password(self, email: str, password_hash: str) -> bool:
        """Whether there is such an account; it is no longer a generated one."""
        return await self._change(email, password_hash=password_hash, is_generated=False)

    async def set_disabled(self, email: str, *, disabled: bool) -> bool:
        """Whether there is such an account."""
        return await self._change(email, disabled=disabled)

    async def _change(self, email: str, **values: object) -> bool:
        is_theirs = attendants.c.email == email.casefold()
        return await self._run(update(attendants).where(is_theirs).values(**values)) > 0

    async def _run(self, statement: Executable) -> int:
        async with self._writing:
            try:
                async with self._writer.begin() as connection:
                    return (await connection.execute(statement)).rowcount
            except SQLAlchemyError as error:
                raise self.failure(error) from error

    def failure(self, error: Exception) -> StoreError:
        """The one line for whatever went wrong."""
        cause = getattr(error, "orig", None) or error
        return StoreError(f"{self.path}: {str(cause).splitlines()[0]}")


def _engine(path: Path, synchronous: str, connections: int) -> AsyncEngine:
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}",
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # they hold what people wrote, and errors are logged
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI's own
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA synchronous = {synchronous}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    return engine
