"""A damaged file is found before it is worked with, named in one line, and left as it is."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chimp.core.errors import StoreError
from chimp.store.database import Database
from tests.store.given import NOW, conversation, session

PAGE = 4096
MESSAGES = 500


def page_of(table: str, path: Path) -> int:
    """The number of the first page of a table, from 1."""
    question = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(question, (table,)).fetchone()[0])


def put(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def contents(folder: Path) -> dict[str, bytes]:
    """Of the files that hold what was stored."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".db-shm"}


@pytest.fixture
async def stored(path: Path) -> Path:
    """Everything in the database, nothing in its log."""
    database = await Database.open(path)
    await database.write(conversation(session(), MESSAGES), NOW)
    await database.close()
    return path


@pytest.fixture
async def killed(stored: Path, tmp_path: Path) -> Path:
    """What a server leaves that was killed: the last messages are in the log alone."""
    left = tmp_path / "left" / "chimp.db"
    left.parent.mkdir()
    database = await Database.open(stored)
    await database.write(conversation(session(2), MESSAGES), NOW)
    shutil.copy(stored, left)
    shutil.copy(log_of(stored), log_of(left))
    await database.close()
    return left


async def is_damaged(path: Path, says: str) -> None:
    before = contents(path.parent)
    with pytest.raises(StoreError) as failed:
        await Database.open(path)
    text = str(failed.value)
    assert text.startswith(f"{path}: the file is damaged (")
    assert says in text
    assert "restore a backup" in text
    assert "\n" not in text
    assert {name: contents(path.parent).get(name) for name in before} == before


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        pytest.param(lambda path: put(path, 0, b"\xff" * 100), "not a database", id="header"),
        pytest.param(lambda path: put(path, PAGE, b"\xff" * PAGE), "sqlite3", id="second page"),
        pytest.param(lambda path: put(path, 20 * PAGE, b"\xff" * PAGE), "sqlite3", id="a page"),
        pytest.param(lambda path: put(path, 20 * PAGE, b"\0" * PAGE), "sqlite3", id="zeroes"),
        pytest.param(lambda path: cut(path, 20 * PAGE), "malformed", id="cut between pages"),
        pytest.param(lambda path: cut(path, 20 * PAGE + 7), "malformed", id="cut in a page"),
        pytest.param(lambda path: cut(path, 50), "malformed", id="cut in the header"),
    ],
)
async def test_damage_in_the_database(
    stored: Path, damage: Callable[[Path], None], says: str
) -> None:
    damage(stored)
    await is_damaged(stored, says)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: put(log_of(path), 0, b"\xff" * PAGE), id="its beginning"),
        pytest.param(lambda path: put(log_of(path), 17, b"?"), id="one byte of its header"),
        pytest.param(lambda path: cut(log_of(path), 20), id="its end"),
    ],
)
async def test_a_log_that_can_not_be_read(killed: Path, damage: Callable[[Path], None]) -> None:
    """SQLite would take it for empty, and lose what was committed there."""
    damage(killed)
    await is_damaged(killed, "its chimp.db-wal can not be read")


@pytest.mark.parametrize("damage", [lambda path: cut(path, 0), Path.unlink], ids=["empty", "gone"])
async def test_a_log_without_its_database(killed: Path, damage: Callable[[Path], None]) -> None:
    """SQLite would delete it."""
    damage(killed)
    await is_damaged(killed, "it is empty or missing, but its chimp.db-wal is not")


async def test_what_a_kill_leaves_is_no_damage(killed: Path) -> None:
    database = await Database.open(killed)
    for key in ("s1", "s2"):
        kept = await database.session(key)
        assert kept is not None
        assert kept.message_count == MESSAGES
    await database.close()


@pytest.mark.parametrize("size", [0, 32, PAGE])
async def test_a_log_that_was_never_written_is_no_damage(stored: Path, size: int) -> None:
    """A power cut may leave one of zeroes: nothing was committed before its header was."""
    log_of(stored).write_bytes(b"\0" * size)
    database = await Database.open(stored)
    assert await database.session("s1") is not None
    await database.close()


async def test_an_empty_file_is_a_new_database(path: Path) -> None:
    path.write_bytes(b"")  # noqa: ASYNC240 - nothing else runs here
    database = await Database.open(path)
    assert await database.open_sessions() == []
    await database.close()


class TestALargeFile:
    """To look through it takes longer than a start may."""

    @pytest.fixture(autouse=True)
    def no_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class AtOnce:
            def __init__(self, _: float, call: Callable[[], None]) -> None:
                self.start = call

            def cancel(self) -> None:
                pass

        monkeypatch.setattr(threading, "Timer", AtOnce)

    async def test_damage_is_found_while_it_is_worked_with(self, stored: Path) -> None:
        put(stored, (page_of("bans", stored) - 1) * PAGE, b"\xff" * PAGE)
        database = await Database.open(stored)
        await database.check()
        await self._fails(database.inspect())
        await self._fails(database.check())
        await self._fails(database.write(conversation(session(3), 1), NOW))
        assert len(await database.open_sessions()) == 1, "what can be read is"
        await database.close()

    async def test_a_whole_one_is_found_whole(self, stored: Path) -> None:
        database = await Database.open(stored)
        await database.inspect()
        await database.check()
        await database.close()

    async def test_nobody_waits_for_the_end_of_it(self, stored: Path) -> None:
        database = await Database.open(stored)
        database.stop_inspecting()
        await database.inspect()
        await database.close()

    @staticmethod
    async def _fails(work: Any) -> None:  # noqa: ANN401 - any coroutine
        with pytest.raises(StoreError, match="the file is damaged"):
            await work


async def test_damage_that_is_met_is_remembered(stored: Path) -> None:
    database = await Database.open(stored)
    await database.check()
    put(stored, 20 * PAGE, b"\xff" * 20 * PAGE)
    with pytest.raises(StoreError, match="the file is damaged"):
        await database.messages_of_session("s1", 0, MESSAGES)
    for work in (database.check(), database.write(conversation(session(3), 1), NOW)):
        with pytest.raises(StoreError, match="the file is damaged"):
            await work
    await database.close()
