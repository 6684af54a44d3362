"""Brings the schema of a database to the one this version knows.

A new database is made as it should be at once; a test holds that to be the same as all migrations
one after the other. Alembic is loaded only when there is something to migrate: it costs a fifth of
a second and 8 MB.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
    text,
)

from chimp.core.errors import StoreError
from chimp.store import connections
from chimp.store.schema import metadata

MIGRATIONS = Path(__file__).parent / "migrations"

HEAD = "0005"
"""The newest migration; a test holds it equal to what lies in the folder."""

_VERSIONS = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table."""


def bring_up_to_date(path: Path) -> None:
    """Migrate, after a backup copy if there is anything to lose; nothing is half migrated.

    Raises StoreError if the schema is newer than this version of Chimp or is none of Chimp's,
    SQLAlchemyError, sqlite3.Error or OSError if the file can not be used.
    """
    engine = connections.writing(path, "FULL", foreign_keys=False)
    try:
        with engine.begin() as connection:
            # Nobody else can write meanwhile, so what is copied is what is migrated.
            _bring_up_to_date(connection, path)
    finally:
        engine.dispose()


def _bring_up_to_date(connection: Connection, path: Path) -> None:
    tables = inspect(connection).get_table_names()
    if not tables:
        _create(connection)
        return
    if _VERSIONS.name not in tables:
        message = f"{path}: it is a database, but not one of Chimp's"
        raise StoreError(message)
    current = connection.execute(select(_VERSIONS.c.version_num)).scalar()
    if current == HEAD:
        return
    if current not in _known():
        message = f"{path}: its schema {current} is newer than this version of Chimp knows"
        raise StoreError(message)
    _back_up(path, path.with_name(f"{path.name}.{current}.backup"))
    _migrate(connection)
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if broken is not None:
        message = f"{path}: a row of {broken[0]} refers to a row of {broken[2]} that is not there"
        raise StoreError(message)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    _VERSIONS.create(connection)
    connection.execute(insert(_VERSIONS).values(version_num=HEAD))


def _known() -> set[str]:
    return {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _back_up(path: Path, target: Path) -> None:
    """Copy aside and move into place: there is a whole copy or none."""
    aside = target.with_name(f"{target.name}.new")
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(aside)) as copy:
        source.backup(copy)
    aside.replace(target)


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
