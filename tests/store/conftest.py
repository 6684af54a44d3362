"""A database in a real file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chimp.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chimp.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path, synchronous="NORMAL")
    yield database
    await database.close()
