"""No statement walks through a table that grows, so that cost does not grow with history."""

import inspect
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import event

from chimp.core.accounts import LogIn
from chimp.core.effects import Erase, MarkRead, MarkSeen, Record, Save, SaveNote, SaveSession
from chimp.core.message import MessageRef, Note
from chimp.core.people import PROBE_CUSTOMER, Customer
from chimp.core.search import Search
from chimp.core.session import Reason
from chimp.store.database import Database
from tests.store.given import ANN, BOB, NOW, account, conversation, message, served, session
from tests.store.test_settings import HELLO

GROWING = {"customers", "sessions", "assignments", "messages", "notes", "events", "customer_words"}
NO_QUESTION = {"open", "close", "check", "inspect", "write", "read", "change"}
READS = {
    "open_sessions": (),
    "session": ("s1",),
    "sessions": (["s1", "s2"],),
    "latest_sessions_at": ([session().topic, "other"],),
    "sessions_by_request": ([("7", f"r{number}") for number in range(70)],),
    "sessions_of_customer": ("7",),
    "sessions_of_attendant": ("bob", 0, 50),
    "customer": ("7",),
    "customer_history": ("7",),
    "last_messages": (["s1", "s2"], 50),
    "known_messages": ([("s1", f"m{number}") for number in range(70)],),
    "messages_of_session": ("s1", 0, 20),
    "messages_of_customer": ("7", 0, 50),
    "messages_after": ("s1", 1, 100),
    "messages_before": ("s1", 3, 100),
    "newest_excerpts": (["s1", "s2"], 200),
    "unread_messages": (["s1", "s2"],),
    "known_notes": ([("s1", "n1")],),
    "notes_of_session": ("s1", 0, 100),
    "find_sessions": (Search(), 0, 50),
    "bans": (),
    "customer_statistics": ("7", NOW, NOW + 1_000),
    "accounts": (),
    "account": ("bob",),
    "account_by_email": ("bob@example.com",),
    "count_accounts": (),
    "add_account": (account(),),
    "change_account": (
        account(),
        replace(
            account(),
            attendant=replace(BOB, email="b@example.com"),
            password_hash="",
            disabled=True,
        ),
        NOW,
    ),
    "replace_hash": ("bob@example.com", "hash", "another"),
    "add_log_in": (LogIn(token_hash="h", attendant=BOB, created_at=NOW, expires_at=NOW),),
    "log_in": ("h", NOW),
    "log_ins": (),
    "end_log_in": ("h",),
    "end_log_ins_of": ("bob", NOW),
    "forget_expired_log_ins": (NOW,),
    "newest_event": (),
    "attendants_changed": (0, 1_000),
    "settings": (),
    "save_settings": ("desk", "{}", BOB.key, NOW),
    "drop_settings": ("desk", BOB.key, NOW),
    "canned_answers": (),
    "add_canned_answer": (HELLO, 100),
    "change_canned_answer": (HELLO,),
    "drop_canned_answer": ("a1",),
}

Executed = list[tuple[str, tuple[object, ...]]]


@pytest.fixture
async def executed(database: Database) -> AsyncIterator[Executed]:
    """Every statement that the database is given, with the first of its parameters."""
    seen: Executed = []

    def note(_c: object, _cursor: object, sql: str, given: object, _x: object, many: bool) -> None:  # noqa: FBT001
        if not sql.startswith(("BEGIN", "PRAGMA")):
            assert isinstance(given, list | tuple)
            seen.append((sql, tuple(given[0] if many else given)))

    engines = (database._writer, database._readers.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def walked(database: Database, executed: Executed) -> Iterator[tuple[str, str]]:
    """The growing tables that are walked through, and by which statement."""
    for sql, given in executed:
        for step in steps(database, [(sql, given)]):
            scanned = re.match(r"SCAN (\w+)", step)
            if scanned and (scanned[1] in GROWING or not _is_small(scanned[1], sql)):
                yield step, sql


def steps(database: Database, executed: Executed) -> list[str]:
    """How the statements are carried out."""
    with closing(sqlite3.connect(database.path)) as connection:
        return [
            step
            for sql, given in executed
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", given)
        ]


def _is_small(name: str, sql: str) -> bool:
    """Not an alias of a table that grows."""
    return not any(re.search(rf"\b{table} AS {name}\b", sql) for table in GROWING)


async def fill(database: Database) -> None:
    batch = [*conversation(served(), 4), *conversation(session(2), 2)]
    seen = (MessageRef(message(1, served()).timestamp, ANN.id, "message 1"),)
    note = Note(id="n1", session_key="s1", author=BOB, content="a note", stored_at=NOW)
    upto = MarkSeen(session_key="s1", by_customer=True, seen_at=NOW, delivered=2, read=2)
    record = Record(kind="session.requested", because="asked for", session_key="s1")
    marks: list[Save] = [MarkRead("s1", seen, NOW, reader_key="bob"), upto]
    await database.write([*batch, *marks, SaveNote(note), record], NOW)
    over = served().closed(Reason.EXPIRED, NOW)
    await database.write([SaveSession(over)], NOW)
    probe = session(3, Customer(id=PROBE_CUSTOMER))
    await database.write([SaveSession(probe), Erase(probe.key, PROBE_CUSTOMER)], NOW)


@pytest.mark.parametrize("name", READS)
async def test_no_question_walks_through_a_table(
    database: Database, executed: Executed, name: str
) -> None:
    await fill(database)
    executed.clear()
    await getattr(database, name)(*READS[name])
    assert executed
    assert not list(walked(database, executed))


@pytest.mark.parametrize("is_open", [None, True, False])
@pytest.mark.parametrize("question", [None, "ann", "ann gold"])
@pytest.mark.parametrize("attendant", [None, "bob"])
@pytest.mark.parametrize("customer", [None, "7"])
async def test_no_search_walks_through_a_table(
    database: Database,
    executed: Executed,
    *,
    is_open: bool | None,
    question: str | None,
    attendant: str | None,
    customer: str | None,
) -> None:
    await fill(database)
    executed.clear()
    search = Search(is_open=is_open, question=question, attendant=attendant, customer=customer)
    await database.find_sessions(search, 0, 50)
    assert len(executed) == 1
    assert not list(walked(database, executed))


@pytest.mark.parametrize("is_open", [None, False])
@pytest.mark.parametrize("attendant", [None, "bob"])
async def test_what_was_is_read_in_the_order_of_an_index(
    database: Database, executed: Executed, *, is_open: bool | None, attendant: str | None
) -> None:
    """It would be put in order each time otherwise, and there is ever more of it."""
    await fill(database)
    executed.clear()
    await database.find_sessions(Search(is_open=is_open, attendant=attendant), 0, 50)
    assert not [step for step in steps(database, executed) if "TEMP B-TREE" in step]


async def test_no_write_walks_through_a_table(database: Database, executed: Executed) -> None:
    await fill(database)
    tables = {table for table in GROWING if any(f" {table} " in sql for sql, _ in executed)}
    assert tables == GROWING
    assert not list(walked(database, executed))


async def test_a_walk_would_be_noticed(database: Database) -> None:
    for sql in ("SELECT * FROM messages WHERE content = ?", "SELECT 1 FROM messages AS m WHERE ?"):
        assert list(walked(database, [(sql, ("",))]))


def test_every_question_is_asked_here() -> None:
    public = {
        name
        for name, _ in inspect.getmembers(Database, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }
    assert public - NO_QUESTION == READS.keys()
