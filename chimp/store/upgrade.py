"""Brings the schema of a database to the one this version knows.

Alembic is loaded only when there is something to do: it costs a fifth of a second.
"""

import shutil
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from chimp.core.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"

HEAD = "0001"
"""The newest migration; a test holds it equal to what lies in the folder."""


async def bring_up_to_date(connection: AsyncConnection, path: Path) -> None:
    """Migrate, after a backup copy if there is anything to lose.

    Raises StoreError if the schema is newer than this version of Chimp.
    """
    current = await connection.run_sync(_revision)
    await connection.rollback()
    if current == HEAD:
        return
    if current is not None:
        if current not in _known():
            message = f"{path}: its schema {current} is newer than this version of Chimp knows"
            raise StoreError(message)
        await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        await connection.rollback()
        shutil.copy2(path, path.with_name(f"{path.name}.before-{HEAD}"))
    await connection.run_sync(_migrate)
    await connection.commit()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _known() -> set[str]:
    return {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, "head")
