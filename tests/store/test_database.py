"""What is stored is what was saved: whatever it is, however often, and after a restart."""

import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import RowMapping, text

from chimp.core import effects
from chimp.core.accounts import Account
from chimp.core.errors import StoreError
from chimp.core.message import Message, MessageRef
from chimp.core.people import Attendant, Customer
from chimp.core.session import Reason, Session
from chimp.store import rows
from chimp.store.database import Database
from chimp.store.lock import hold
from tests.store import values
from tests.store.values import ANN, BOB, message, session


async def save(database: Database, *saves: effects.Save, now: int = 5_000) -> None:
    await database.write(saves, now)


class TestRows:
    @given(values.sessions)
    def test_a_session_comes_back_as_it_was(self, saved: Session) -> None:
        assert rows.read_session(cast("RowMapping", rows.session_row(saved))) == saved

    @given(values.messages)
    def test_a_message_comes_back_as_it_was(self, saved: Message) -> None:
        assert rows.read_message(cast("RowMapping", rows.message_row(saved))) == saved


@given(st.lists(values.sessions, max_size=5, unique_by=lambda s: s.key))
@settings(max_examples=20, deadline=None)
def test_whatever_session_is_saved_the_file_gives_it_back(
    tmp_path_factory: pytest.TempPathFactory, saved: list[Session]
) -> None:
    async def there_and_back() -> dict[str, Session]:
        path = tmp_path_factory.mktemp("store") / "chimp.db"
        database = await Database.open(path, synchronous="NORMAL")
        await save(database, *map(effects.SaveSession, saved))
        await database.close()
        again = await Database.open(path, synchronous="NORMAL")
        found = await again.sessions([s.key for s in saved])
        await again.close()
        return found

    assert asyncio.run(there_and_back()) == {s.key: s for s in saved}


class TestSessions:
    async def test_the_last_save_of_a_batch_counts(self, database: Database) -> None:
        served = session().served_by("bob")
        await save(database, effects.SaveSession(session()), effects.SaveSession(served))
        assert await database.session("s1") == served

    async def test_open_sessions_are_those_that_are_not_closed(self, database: Database) -> None:
        closed = session("s2").closed(Reason.EXPIRED, 9)
        later = session("s3", at=2_000).served_by("bob")
        await save(database, *map(effects.SaveSession, (later, closed, session())))
        assert await database.open_sessions() == [session(), later]

    async def test_messages_count_themselves(self, database: Database) -> None:
        await save(database, effects.SaveSession(session()))
        await save(database, *(effects.SaveMessage(message(n)) for n in (1, 2, 3)))
        await save(database, effects.SaveSession(session()))  # of before the messages
        found = await database.session("s1")
        assert found is not None
        assert found.message_count == 3

    async def test_the_newest_at_a_topic_and_for_a_request(self, database: Database) -> None:
        old, new = session("s1").closed(Reason.EXPIRED, 9), session("s2", at=3_000)
        await save(database, effects.SaveSession(new), effects.SaveSession(old))
        assert await database.latest_sessions_at(["server/sessions/ann", "nothing"]) == {
            "server/sessions/ann": new
        }
        found = await database.sessions_by_request([("ann", "r1"), ("ann", "r2")])
        assert found == {("ann", "r1"): new}

    async def test_a_request_that_tells_nothing_erases_nothing(self, database: Database) -> None:
        await save(database, effects.SaveSession(session()), now=1_000)
        silent = replace(session("s2"), customer=Customer(id="ann"))
        await save(database, effects.SaveSession(silent), now=2_000)
        assert await database.customer("ann") == ANN
        history = await database.customer_history("ann")
        assert history is not None
        assert (history.first_seen, history.last_seen, history.sessions) == (1_000, 2_000, 2)

    async def test_an_attendants_sessions_live_first_one_for_each_customer(
        self, database: Database
    ) -> None:
        bea, cid = Customer(id="bea"), Customer(id="cid")
        past = session("s1", at=9_000).served_by("bob")
        live = session("s2", bea).served_by("bob")
        older = session("s3", cid, at=1).served_by("bob")
        newer = session("s4", cid, at=2).served_by("bob")
        await save(database, *map(effects.SaveSession, (past, live, older, newer)))
        over = past.closed(Reason.EXPIRED, 9)
        await save(database, effects.SaveSession(over))
        found = await database.sessions_of_attendant("bob", 0, 10)
        assert found == [live, newer, over]
        assert await database.sessions_of_attendant("eve", 0, 10) == []


class TestMessages:
    async def test_the_same_message_is_stored_once(self, database: Database) -> None:
        await save(database, effects.SaveSession(session()), effects.SaveMessage(message(1)))
        again = replace(message(1), seq=2)
        await save(database, effects.SaveMessage(again))
        assert await database.messages_of_session("s1", 0, 10) == [message(1)]

    async def test_two_messages_with_one_number_are_an_error_and_change_nothing(
        self, database: Database
    ) -> None:
        await save(database, effects.SaveSession(session()), effects.SaveMessage(message(1)))
        other = replace(message(1), id="other")
        with pytest.raises(StoreError):
            await save(database, effects.SaveMessage(message(2)), effects.SaveMessage(other))
        assert await database.messages_of_session("s1", 0, 10) == [message(1)]
        await save(database, effects.SaveMessage(message(2)))
        assert len(await database.messages_of_session("s1", 0, 10)) == 2

    async def test_the_last_messages_in_order(self, database: Database) -> None:
        await save(database, effects.SaveSession(session()), effects.SaveSession(session("s2")))
        await save(database, *(effects.SaveMessage(message(n)) for n in range(1, 8)))
        found = await database.last_messages(["s1", "s2"], 3)
        assert found == {"s1": [message(5), message(6), message(7)], "s2": []}

    async def test_what_is_known_by_its_id(self, database: Database) -> None:
        await save(database, effects.SaveSession(session()), effects.SaveMessage(message(1)))
        found = await database.known_messages([("s1", "m1"), ("s1", "m2"), ("s2", "m1")])
        assert found == {("s1", "m1"): message(1)}

    async def test_a_customers_newest_messages_over_all_sessions_ascending(
        self, database: Database
    ) -> None:
        first, second = session("s1"), session("s2", at=2_000)
        other = session("s3", Customer(id="bea"))
        await save(database, *map(effects.SaveSession, (first, second, other)))
        said = [message(n, of="s1", at=1_000 + n) for n in (1, 2)]
        said += [message(n, of="s2", at=2_000 + n) for n in (1, 2)]
        await save(database, *map(effects.SaveMessage, said))
        await save(database, effects.SaveMessage(message(1, of="s3", at=9_000)))
        found = await database.messages_of_customer("ann", 0, 3)
        assert [m for _, m in found] == said[1:]
        assert [s.key for s, _ in found] == ["s1", "s2", "s2"]
        assert [m for _, m in await database.messages_of_customer("ann", 3, 3)] == said[:1]

    async def test_read_marks_keep_their_first_time_and_their_author(
        self, database: Database
    ) -> None:
        await save(database, effects.SaveSession(session()))
        await save(database, effects.SaveMessage(message(1)))
        await save(database, effects.SaveMessage(message(2, BOB)))
        refs = (MessageRef(1_001, "ann", "text 1"), MessageRef(1_002, "bob"))
        await save(database, effects.MarkRead("s1", refs, 70, reader_key="bob"))
        await save(database, effects.MarkRead("s1", refs, 99, reader_key="bob"))
        marks = {m.id: m.read_at for m in await database.messages_of_session("s1", 0, 10)}
        assert marks == {"m1": 70, "m2": None}

    async def test_a_receipt_with_another_text_marks_nothing(self, database: Database) -> None:
        await save(database, effects.SaveSession(session()), effects.SaveMessage(message(1)))
        ref = MessageRef(1_001, "ann", "something else")
        await save(database, effects.MarkRead("s1", (ref,), 70))
        assert (await database.messages_of_session("s1", 0, 1))[0].read_at is None


class TestStatistics:
    async def test_one_period_of_one_customer(self, database: Database) -> None:
        hour = 3_600_000
        first = session("s1", at=hour).served_by("bob")
        second = session("s2", at=2 * hour)
        outside = session("s3", at=9 * hour)
        await save(database, *map(effects.SaveSession, (first, second, outside)))
        said = [
            message(1, ANN, "s1", hour + 1_000),
            message(2, ANN, "s1", hour + 2_000),
            message(3, BOB, "s1", hour + 5_000),
            message(1, ANN, "s2", 2 * hour + 1),
        ]
        await save(database, *map(effects.SaveMessage, said))
        await save(database, effects.SaveSession(first.closed(Reason.EXPIRED, hour + 60_000)))
        found = await database.customer_statistics("ann", 0, 5 * hour)
        assert (found.sessions, found.messages) == (2, 4)
        assert (found.first_response, found.duration) == (4_000, 60_000)
        assert [s.key for s in found.unresolved] == ["s2"]
        assert found.activity == [(hour, 3), (2 * hour, 1)]
        nothing = await database.customer_statistics("nobody", 0, 5 * hour)
        assert (nothing.sessions, nothing.first_response, nothing.activity) == (0, None, [])


class TestAccounts:
    async def test_an_account_by_its_email_in_any_case(self, database: Database) -> None:
        bob = Account(attendant=BOB, password_hash="hash", created_at=5, is_administrator=True)
        await database.add_account(bob)
        assert await database.account_by_email("BOB@example.com") == bob
        assert await database.account("bob") == bob
        assert await database.accounts() == [bob]
        assert await database.count_accounts() == 1
        assert await database.set_password("Bob@Example.com", "new")
        assert await database.set_disabled("bob@example.com", disabled=True)
        assert not await database.set_password("eve@example.com", "new")
        changed = await database.account("bob")
        assert changed == replace(bob, password_hash="new", disabled=True)

    async def test_an_email_is_taken_once(self, database: Database) -> None:
        await database.add_account(Account(attendant=BOB, password_hash="x", created_at=5))
        other = Account(
            attendant=Attendant(id="other", email="BOB@example.com"),
            password_hash="x",
            created_at=5,
        )
        with pytest.raises(StoreError):
            await database.add_account(other)


class TestFile:
    @pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read" * 30])
    async def test_a_corrupt_file_is_one_line_that_names_it(
        self, path: Path, content: bytes
    ) -> None:
        await asyncio.to_thread(path.write_bytes, content)
        with pytest.raises(StoreError, match="not a database") as caught:
            await Database.open(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)

    async def test_a_missing_folder_is_one_line_that_names_it(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="unable to open"):
            await Database.open(tmp_path / "nowhere" / "chimp.db")

    async def test_a_database_of_somebody_else_is_left_alone(self, path: Path) -> None:
        with sqlite3.connect(path) as foreign:
            foreign.execute("CREATE TABLE recipes (name TEXT)")
        foreign.close()
        with pytest.raises(StoreError, match="not one of Chimp's"):
            await Database.open(path)

    async def test_a_newer_schema_is_refused(self, path: Path) -> None:
        await (await Database.open(path)).close()
        with sqlite3.connect(path) as newer:
            newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.close()
        with pytest.raises(StoreError, match="newer than this version"):
            await Database.open(path)

    async def test_a_locked_database_fails_one_write_and_not_the_next(
        self, path: Path, database: Database
    ) -> None:
        await database._in_transaction(lambda c: c.execute(text("PRAGMA busy_timeout = 10")))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"):
            await save(database, effects.SaveSession(session()))
        with pytest.raises(StoreError, match="locked"):
            await database.check()
        other.execute("ROLLBACK")
        other.close()
        await save(database, effects.SaveSession(session()))
        assert await database.session("s1") == session()

    def test_one_server_at_a_time(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        with hold(folder), pytest.raises(StoreError, match="another Chimp server"), hold(folder):
            pass
        with hold(folder):
            pass

    def test_a_folder_that_can_not_be_made_is_one_line(self, tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_text("in the way")
        with pytest.raises(StoreError, match="can not be written"), hold(file / "data"):
            pass
