"""From any older schema to the newest, with a copy of what there was; never from a newer one."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine.interfaces import ReflectedIndex

from chimp.core.effects import SaveSession
from chimp.core.errors import StoreError
from chimp.core.search import Search
from chimp.store import upgrade
from chimp.store.database import Database
from chimp.store.schema import metadata
from tests.store.given import NOW, conversation, session

NEWEST, NEXT = upgrade.HEAD, f"{int(upgrade.HEAD) + 1:04}"

ADD_A_COLUMN = """
revision = "{next}"
down_revision = "{newest}"

import sqlalchemy as sa
from alembic import op

def upgrade():
    op.add_column("sessions", sa.Column("mood", sa.Text(), server_default="calm"))
"""

REBUILD_A_TABLE = """
revision = "{next}"
down_revision = "{newest}"

import sqlalchemy as sa
from alembic import op

def upgrade():
    with op.batch_alter_table("sessions") as batch:
        batch.alter_column("dialect", new_column_name="spoken")
"""

BREAK_HALFWAY = """
revision = "{next}"
down_revision = "{newest}"

from alembic import op

def upgrade():
    op.execute("CREATE TABLE half (done TEXT)")
    op.execute("DELETE FROM messages")
    op.execute("DELETE FROM nowhere")
"""

Migrate = Callable[[str], None]


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Migrate:
    """Has the next version of Chimp know one migration more."""

    def know(script: str) -> None:
        folder = tmp_path / "migrations 100%"
        shutil.copytree(upgrade.MIGRATIONS, folder)
        told = script.format(next=NEXT, newest=NEWEST)
        (folder / "versions" / f"{NEXT}_next.py").write_text(told)
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
        monkeypatch.setattr(upgrade, "HEAD", NEXT)

    return know


@pytest.fixture
async def old(path: Path) -> Path:
    """What this version of Chimp left behind."""
    database = await Database.open(path)
    await database.write(conversation(session(), 3), NOW)
    await database.close()
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def revision(path: Path) -> object:
    return rows(path, "SELECT version_num FROM alembic_version")[0][0]


def columns(path: Path, table: str) -> set[object]:
    return {row[1] for row in rows(path, f"PRAGMA table_info({table})")}


def backup_of(path: Path) -> Path:
    return path.with_name(f"chimp.db.{NEWEST}.backup")


def make_folder(path: Path) -> None:
    path.mkdir()


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def _in_words(index: ReflectedIndex) -> dict[str, object]:
    """With its condition as text, which is compared by what it says."""
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(told) for name, told in options.items()}}


def schema_of(path: Path) -> dict[str, object]:
    engine = create_engine(f"sqlite:///{path}")
    inspector = inspect(engine)
    found: dict[str, object] = {}
    for table in inspector.get_table_names():
        found[table] = (
            [{**column, "type": str(column["type"])} for column in inspector.get_columns(table)],
            inspector.get_pk_constraint(table),
            sorted(map(_in_words, inspector.get_indexes(table)), key=str),
            sorted(inspector.get_unique_constraints(table), key=str),
            sorted(inspector.get_foreign_keys(table), key=str),
        )
    engine.dispose()
    return found


async def test_a_new_database_needs_no_backup(old: Path) -> None:
    assert revision(old) == upgrade.HEAD
    assert names_in(old.parent) == {"chimp.db"}


async def test_a_new_database_is_the_same_as_all_migrations_one_after_the_other(
    old: Path, tmp_path: Path
) -> None:
    migrated = tmp_path / "migrated.db"
    engine = create_engine(f"sqlite:///{migrated}")
    with engine.begin() as connection:
        upgrade._migrate(connection)
    engine.dispose()
    assert schema_of(migrated) == schema_of(old)
    assert schema_of(old).keys() == {*metadata.tables, "alembic_version"}


async def test_customers_of_before_are_found_by_their_words(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("DROP TABLE customer_words")
        for index in ("sessions_by_age", "sessions_by_attendant"):
            connection.execute(f"DROP INDEX {index}")
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    database = await Database.open(old)
    found = await database.find_sessions(Search(question="ann"), 0, 50)
    await database.close()
    assert [each.id for each in found] == ["s1"]


def test_the_newest_is_the_one_named_in_the_code() -> None:
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [upgrade.HEAD]
    assert upgrade.HEAD in upgrade._known()


def test_alembics_own_table_is_as_alembic_makes_it(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'theirs.db'}")
    with engine.begin() as connection:
        MigrationContext.configure(connection)._ensure_version_table()
    engine.dispose()
    theirs = rows(tmp_path / "theirs.db", "PRAGMA table_info(alembic_version)")
    engine = create_engine(f"sqlite:///{tmp_path / 'ours.db'}")
    upgrade._VERSIONS.create(engine)
    engine.dispose()
    assert rows(tmp_path / "ours.db", "PRAGMA table_info(alembic_version)") == theirs


async def test_an_older_one_moves_forward_after_a_backup(old: Path, next_version: Migrate) -> None:
    next_version(ADD_A_COLUMN)
    database = await Database.open(old)
    kept = await database.last_messages(["s1"], 50)
    await database.close()
    assert len(kept["s1"]) == 3
    assert revision(old) == NEXT
    assert "mood" in columns(old, "sessions")
    assert revision(backup_of(old)) == NEWEST
    assert "mood" not in columns(backup_of(old), "sessions")
    assert rows(backup_of(old), "SELECT count(*) FROM messages") == [(3,)]
    assert names_in(old.parent) == {"chimp.db", f"chimp.db.{NEWEST}.backup"}


async def test_the_backup_holds_what_was_not_yet_in_the_main_file(
    old: Path, next_version: Migrate
) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as still_open:
        still_open.execute("UPDATE sessions SET topic = 'only in the log'")
        next_version(ADD_A_COLUMN)
        await (await Database.open(old)).close()
    assert rows(backup_of(old), "SELECT topic FROM sessions") == [("only in the log",)]


async def test_without_a_backup_nothing_is_migrated(old: Path, next_version: Migrate) -> None:
    next_version(ADD_A_COLUMN)
    make_folder(backup_of(old))  # so that no file can take its place
    with pytest.raises(StoreError) as failed:
        await Database.open(old)
    assert str(failed.value).startswith(f"{old}: ")
    assert revision(old) == NEWEST


async def test_a_table_that_others_refer_to_may_be_rebuilt(
    old: Path, next_version: Migrate
) -> None:
    next_version(REBUILD_A_TABLE)
    await (await Database.open(old)).close()
    assert "spoken" in columns(old, "sessions")
    assert rows(old, "SELECT count(*) FROM messages") == [(3,)]


async def test_a_migration_that_fails_leaves_everything_as_it_was(
    old: Path, next_version: Migrate
) -> None:
    next_version(BREAK_HALFWAY)
    with pytest.raises(StoreError) as failed:
        await Database.open(old)
    assert str(failed.value) == f"{old}: no such table: nowhere"
    assert revision(old) == NEWEST
    assert rows(old, "SELECT count(*) FROM messages") == [(3,)]
    assert rows(old, "SELECT name FROM sqlite_master WHERE name = 'half'") == []


async def test_a_newer_one_is_refused_and_not_touched(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    before = content_of(old)
    with pytest.raises(StoreError) as refused:
        await Database.open(old)
    text = f"{old}: its schema 0099 is newer than this version of Chimp knows"
    assert str(refused.value) == text
    assert content_of(old) == before
    assert not backup_of(old).exists()


async def test_one_that_is_up_to_date_is_opened_again(old: Path) -> None:
    database = await Database.open(old)
    await database.write([SaveSession(session(2))], NOW)
    assert len(await database.open_sessions()) == 2
    await database.close()
    assert not backup_of(old).exists()


def test_alembic_is_not_loaded_when_there_is_nothing_to_migrate(path: Path) -> None:
    script = """
import asyncio, pathlib, sys
from chimp.store.database import Database

async def twice():
    for _ in range(2):
        await (await Database.open(pathlib.Path(sys.argv[1]))).close()

asyncio.run(twice())
sys.exit("alembic" in sys.modules)
"""
    command = [sys.executable, "-c", script, str(path)]
    root = Path(__file__).parents[2]
    assert subprocess.run(command, cwd=root, timeout=60, check=False).returncode == 0
