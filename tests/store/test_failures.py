"""What goes wrong with the file is one line that names it; when the cause is gone, all is well."""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from chimp.core.effects import Record, SaveSession
from chimp.core.errors import StoreError
from chimp.store import connections
from chimp.store import database as database_module
from chimp.store.database import Database
from chimp.store.lock import hold
from chimp.store.schema import events
from tests.store.given import NOW, account, conversation, session


@contextmanager
def one_line(path: Path, says: str = "") -> Iterator[None]:
    with pytest.raises(StoreError) as failed:
        yield
    text = str(failed.value)
    assert text.startswith(f"{path}: ")
    assert says in text
    assert "\n" not in text


def overwrite(path: Path, content: bytes, start: int = 0) -> None:
    kept = path.read_bytes()[:start] if start else b""
    path.write_bytes(kept + content)


def touch(path: Path) -> Path:
    path.touch()
    return path


def only_read(path: Path, mode: int) -> None:
    path.chmod(mode)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


class TestOpening:
    async def test_in_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        path = tmp_path / "nowhere" / "chimp.db"
        with one_line(path, "unable to open database file"):
            await Database.open(path)

    async def test_below_a_file(self, tmp_path: Path) -> None:
        path = touch(tmp_path / "file") / "chimp.db"
        with one_line(path):
            await Database.open(path)

    async def test_a_folder(self, tmp_path: Path) -> None:
        with one_line(tmp_path):
            await Database.open(tmp_path)

    async def test_what_is_no_database(self, path: Path) -> None:
        overwrite(path, b"no database at all\n" * 500)
        with one_line(path, "file is not a database"):
            await Database.open(path)

    async def test_one_that_is_damaged(self, path: Path) -> None:
        database = await Database.open(path)
        await database.write(conversation(session(), 200), NOW)
        await database.close()
        overwrite(path, b"\xff" * 100_000, start=4096)
        with one_line(path, "malformed"):
            await Database.open(path)

    async def test_somebody_elses_database(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
        with one_line(path, "not one of Chimp's"):
            await Database.open(path)
        with closing(sqlite3.connect(path)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
        assert tables == [("recipes",)]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    async def test_a_file_that_can_only_be_read(self, path: Path) -> None:
        await (await Database.open(path)).close()
        only_read(path, 0o400)
        with one_line(path, "readonly"):
            await Database.open(path)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
    async def test_a_folder_that_can_only_be_read(self, path: Path) -> None:
        only_read(path.parent, 0o500)
        with one_line(path):
            await Database.open(path)

    @pytest.mark.parametrize("name", ["100% chimp?.db", "a#b&mode=memory.db", "ünï code.db"])
    async def test_a_path_is_only_a_path(self, tmp_path: Path, name: str) -> None:
        database = await Database.open(tmp_path / name)
        await database.write([SaveSession(session())], NOW)
        await database.close()
        assert names_in(tmp_path) == [name]

    async def test_by_several_at_once(self, path: Path) -> None:
        databases = await asyncio.gather(*(Database.open(path) for _ in range(4)))
        await databases[0].write([SaveSession(session())], NOW)
        assert await databases[3].open_sessions() == [session()]
        for database in databases:
            await database.close()


class TestAtWork:
    async def test_a_full_disk(self, database: Database) -> None:
        await self._pragma(database, "PRAGMA max_page_count = 40")
        with one_line(database.path, "full"):
            await database.write(conversation(session(), 5_000), NOW)
        assert await database.session("s1") is None
        await self._pragma(database, "PRAGMA max_page_count = 1000000")
        await database.write(conversation(session(), 5_000), NOW)
        kept = await database.session("s1")
        assert kept is not None
        assert kept.message_count == 5_000

    async def test_locked_by_another(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connections, "_BUSY_SECONDS", 0.05)
        database = await Database.open(path)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with one_line(path, "locked"):
                await database.write([SaveSession(session())], NOW)
            with one_line(path, "locked"):
                await database.check()
            assert await database.open_sessions() == [], "readers do not wait"
            other.execute("ROLLBACK")
        await database.check()
        await database.write([SaveSession(session())], NOW)
        assert await database.open_sessions() == [session()]
        await database.close()

    async def test_waits_for_another_who_is_quick(self, database: Database) -> None:
        with closing(
            sqlite3.connect(database.path, isolation_level=None, check_same_thread=False)
        ) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.TaskGroup() as group:
                group.create_task(database.write([SaveSession(session())], NOW))
                await asyncio.sleep(0)
                other.execute("ROLLBACK")
        assert await database.open_sessions() == [session()]

    async def test_a_check_changes_nothing(self, database: Database) -> None:
        await database.check()
        before = await database.read(select(func.count()).select_from(events))
        await database.write([Record(kind="attendant.online", because="registered")], NOW)
        await database.check()
        after = await database.read(select(func.count()).select_from(events))
        assert [row["count_1"] for row in (*before, *after)] == [0, 1]

    async def test_all_who_ask_at_a_time_wait_for_one_trial(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tried, may_go_on = [], threading.Event()

        def slowly() -> None:
            tried.append(1)
            may_go_on.wait(10)

        monkeypatch.setattr(database, "_try", slowly)
        async with asyncio.TaskGroup() as group:
            for _ in range(100):
                group.create_task(database.check())
            await asyncio.sleep(0)
            may_go_on.set()
        assert len(tried) == 1

    async def test_nobody_waits_long_for_a_disk_that_hangs(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database_module, "_PATIENCE_SECONDS", 0.05)
        may_go_on = threading.Event()
        monkeypatch.setattr(database, "_try", lambda: may_go_on.wait(10))
        for _ in range(2):
            with one_line(database.path, "nothing could be written for 0.05 s"):
                await database.check()
        may_go_on.set()
        monkeypatch.undo()
        await database.check()

    async def test_a_file_that_was_replaced_is_not_written_to(self, path: Path) -> None:
        database = await Database.open(path)
        other = await Database.open(path.with_name("other.db"))
        await other.close()
        path.with_name("other.db").replace(path)
        with one_line(path, "taken away or replaced"):
            await database.write([SaveSession(session())], NOW)
        with one_line(path, "taken away or replaced"):
            await database.check()
        await database.close()
        database = await Database.open(path)
        assert await database.open_sessions() == []
        await database.close()

    async def test_readers_can_not_write(self, database: Database) -> None:
        async with database._readers.connect() as connection:
            with pytest.raises(Exception, match="readonly"):
                await connection.exec_driver_sql("DELETE FROM sessions")

    async def test_a_query_that_nobody_waits_for_harms_no_other(self, database: Database) -> None:
        await database.write(conversation(session(), 500), NOW)
        for _ in range(20):
            async with asyncio.TaskGroup() as group:
                task = group.create_task(database.messages_of_session("s1", 0, 500))
                await asyncio.sleep(0)
                task.cancel()
        assert len(await database.messages_of_session("s1", 0, 500)) == 500

    async def test_closed(self, database: Database) -> None:
        await database.close()
        await database.close()
        with one_line(database.path, "closed"):
            await database.check()
        with one_line(database.path, "closed"):
            await database.write([], NOW)
        with one_line(database.path, "closed"):
            await database.open_sessions()

    @staticmethod
    async def _pragma(database: Database, pragma: str) -> None:
        await database._in_transaction(lambda connection: connection.exec_driver_sql(pragma))


class TestOneServer:
    def test_a_second_is_kept_out_until_the_first_is_gone(self, tmp_path: Path) -> None:
        folder = tmp_path / "deep" / "data"
        with hold(folder):
            with pytest.raises(StoreError) as refused, hold(folder):
                pass
            assert str(refused.value) == f"{folder}: another Chimp server works on this data folder"
        with hold(folder):
            pass

    def test_only_its_owner_looks_into_a_new_folder(self, tmp_path: Path) -> None:
        with hold(tmp_path / "data"):
            assert (tmp_path / "data").stat().st_mode & 0o077 == 0

    def test_a_folder_that_can_not_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        folder = tmp_path / "file" / "data"
        with one_line(folder, "can not be written"), hold(folder):
            pass

    async def test_accounts_are_made_while_the_server_runs(self, path: Path) -> None:
        with hold(path.parent):
            server, command = await Database.open(path), await Database.open(path)
            await command.add_account(account())
            assert await server.accounts() == [account()]
            await server.close()
            await command.close()
