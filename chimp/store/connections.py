"""How the database file is connected to: one connection that writes, a few that read."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_BUSY_SECONDS = 5.0
"""How long to wait for another process that writes, such as `chimp attendant add`."""

_CACHE_KIB = 16_384
"""Pages the writer keeps in memory: new messages go to every part of the index."""

_READERS = 4


def writing(path: Path, synchronous: str, *, foreign_keys: bool = True) -> Engine:
    """One connection, whose transactions are exclusive from their beginning.

    Used in a thread of its own: a batch is then one step for the event loop, where aiosqlite
    takes a dozen (measured: 0.05 ms of the loop instead of 0.6). A migration may have to rebuild
    a table that others refer to: it needs `foreign_keys` off.
    """
    engine = create_engine(_url("sqlite", path), **_options(connections=1))
    _on_connect(
        engine,
        "journal_mode = WAL",
        f"synchronous = {synchronous}",
        f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        f"cache_size = -{_CACHE_KIB}",
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Not sqlite3's own: that begins only at the first change, and not at all before DDL.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reading(path: Path) -> AsyncEngine:
    """Connections that never wait for the writer; each query sees all that was committed."""
    engine = create_async_engine(
        _url("sqlite+aiosqlite", path),
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        **_options(connections=_READERS),
    )
    _on_connect(engine.sync_engine, "query_only = ON")
    return engine


def _url(driver: str, path: Path) -> URL:
    return URL.create(driver, database=str(path))


def _options(connections: int) -> dict[str, Any]:
    return {
        "connect_args": {"isolation_level": None, "timeout": _BUSY_SECONDS},
        "pool_size": connections,
        "max_overflow": 0,
        "hide_parameters": True,  # they hold what people wrote, and errors are logged
    }


def _on_connect(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI's own
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
