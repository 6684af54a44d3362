"""A real database file in a folder of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chimp.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "chimp.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(path, synchronous="NORMAL")
    yield opened
    await opened.close()
