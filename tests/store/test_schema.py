"""Migrations lead to the schema, and no query walks through a table that grows."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine

from chimp.core import effects
from chimp.store.database import Database
from chimp.store.schema import metadata
from chimp.store.upgrade import HEAD, MIGRATIONS
from tests.store.values import message, session


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")


def migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "head")
        connection.commit()


def test_all_migrations_one_after_the_other_make_the_schema(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_that_is_expected() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [HEAD]


async def test_a_migrated_database_is_opened_as_it_is(tmp_path: Path, engine: Engine) -> None:
    await asyncio.to_thread(migrate, engine)
    engine.dispose()
    database = await Database.open(tmp_path / "migrated.db")
    assert await database.open_sessions() == []
    await database.close()
    backups = await asyncio.to_thread(lambda: list(tmp_path.glob("*before*")))
    assert backups == []


READS: dict[str, tuple[Any, ...]] = {
    "open_sessions": (),
    "sessions": (["s1"],),
    "latest_sessions_at": (["server/sessions/ann"],),
    "sessions_by_request": ([("ann", "r1")],),
    "sessions_of_customer": ("ann",),
    "sessions_of_attendant": ("bob", 0, 10),
    "customer": ("ann",),
    "customer_history": ("ann",),
    "last_messages": (["s1"], 50),
    "known_messages": ([("s1", "m1")],),
    "messages_of_session": ("s1", 0, 20),
    "messages_of_customer": ("ann", 0, 50),
    "customer_statistics": ("ann", 0, 10_000),
    "account_by_email": ("bob@example.com",),
}
GROWING = ("customers", "sessions", "assignments", "messages", "events")


@pytest.mark.parametrize("name", READS)
async def test_no_read_scans_a_growing_table(database: Database, path: Path, name: str) -> None:
    await database.write(
        [effects.SaveSession(session().served_by("bob")), effects.SaveMessage(message(1))], 5
    )
    asked: list[tuple[str, Any]] = []

    @event.listens_for(database._readers.sync_engine, "before_cursor_execute")
    def _note(_c: object, _u: object, statement: str, values: object, *_: object) -> None:
        asked.append((statement, values))

    await getattr(database, name)(*READS[name])
    assert asked
    for statement, values in asked:
        plan = _plan(path, statement, values)
        scans = [line for line in plan if line.startswith("SCAN") and line.split()[1] in GROWING]
        assert scans == [], plan


def _plan(path: Path, statement: str, values: Any) -> list[str]:  # noqa: ANN401 - a DBAPI's own
    with sqlite3.connect(path) as connection:
        found = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    connection.close()
    return [row[3] for row in found]
