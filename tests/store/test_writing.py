"""One batch is one transaction: all of it, once, in order, or nothing."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from chimp.core.effects import MarkRead, Record, Save, SaveMessage, SaveSession
from chimp.core.errors import StoreError
from chimp.core.message import Message, MessageRef
from chimp.core.people import Customer
from chimp.store.database import Database
from tests.store.given import (
    ANN,
    BOB,
    EVE,
    NOW,
    closed,
    conversation,
    message,
    served,
    session,
)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


async def said(database: Database, session_key: str) -> list[Message]:
    return (await database.last_messages([session_key], 100))[session_key]


class TestSessions:
    async def test_the_last_state_of_a_batch_counts(self, database: Database) -> None:
        waiting = session()
        online = waiting.served_by(BOB.id)
        await database.write([SaveSession(waiting), SaveSession(online)], NOW)
        assert await database.session(waiting.key) == online

    async def test_a_message_counts_itself(self, database: Database) -> None:
        await database.write([SaveSession(session())], NOW)
        await database.write([SaveMessage(message(seq, session())) for seq in (1, 2, 3)], NOW)
        assert await database.session("s1") == replace(session(), message_count=3)

    async def test_a_session_saved_late_does_not_set_the_count_back(
        self, database: Database
    ) -> None:
        await database.write(conversation(session(), 3), NOW)
        await database.write([SaveSession(replace(session(), message_count=1))], NOW)
        assert await database.session("s1") == replace(session(), message_count=3)

    async def test_an_empty_batch(self, database: Database) -> None:
        await database.write([], NOW)
        assert await database.open_sessions() == []


class TestCustomers:
    async def test_the_latest_that_was_told_counts(self, database: Database) -> None:
        later = Customer(id=7, name="Anna", avatar_url="other", details={"seats": 3})
        await database.write([SaveSession(session(1))], NOW)
        await database.write([SaveSession(session(2, later))], NOW + 5)
        assert await database.customer("7") == later
        history = await database.customer_history("7")
        assert history is not None
        assert (history.first_seen, history.last_seen, history.sessions) == (NOW, NOW + 5, 2)

    async def test_what_is_left_out_later_stays_known(self, database: Database) -> None:
        await database.write([SaveSession(session(1))], NOW)
        await database.write([SaveSession(session(2, Customer(id=7, name="")))], NOW)
        assert await database.customer("7") == ANN
        kept = await database.session("s2")
        assert kept is not None
        assert kept.customer == Customer(id=7, name="")

    async def test_within_one_batch_too(self, database: Database) -> None:
        renamed = Customer(id=7, name="Anna")
        batch = [session(1), session(2, renamed), session(1, Customer(id=7))]
        await database.write([SaveSession(each) for each in batch], NOW)
        assert await database.customer("7") == replace(ANN, name="Anna")

    async def test_nobody_knows_a_stranger(self, database: Database) -> None:
        assert await database.customer("7") is None
        assert await database.customer_history("7") is None


class TestMessages:
    async def test_repeated_it_is_stored_once(self, database: Database) -> None:
        await database.write(conversation(session(), 2), NOW)
        again = replace(message(1, session()), content="changed")
        await database.write([SaveMessage(again), SaveMessage(message(3, session()))], NOW)
        assert [m.content for m in await said(database, "s1")] == [
            "message 1",
            "message 2",
            "message 3",
        ]

    async def test_twice_in_one_batch_it_is_stored_once(self, database: Database) -> None:
        first = message(1, session())
        batch: list[Save] = [SaveSession(session()), SaveMessage(first), SaveMessage(first)]
        await database.write(batch, NOW)
        assert await said(database, "s1") == [first]

    async def test_repeated_under_a_new_number_it_leaves_no_gap(self, database: Database) -> None:
        await database.write(conversation(session(), 1), NOW)
        await database.write([SaveMessage(replace(message(1, session()), seq=2))], NOW)
        kept = await database.session("s1")
        assert kept is not None
        assert kept.message_count == 1

    async def test_two_in_one_millisecond_are_two(self, database: Database) -> None:
        twins = [message(1, session(), at=5), message(2, session(), at=5)]
        await database.write([SaveSession(session()), *map(SaveMessage, twins)], NOW)
        assert await said(database, "s1") == twins

    async def test_the_same_id_in_two_sessions_is_two_messages(self, database: Database) -> None:
        await database.write([*conversation(session(1), 1), *conversation(session(2), 1)], NOW)
        found = await database.known_messages([("s1", "m1"), ("s2", "m1")])
        assert found == {
            ("s1", "m1"): message(1, session(1)),
            ("s2", "m1"): message(1, session(2)),
        }

    async def test_another_message_under_the_same_number_fails_loudly(
        self, database: Database
    ) -> None:
        await database.write(conversation(session(), 1), NOW)
        clash = replace(message(1, session()), id="other", content="do not log me")
        with pytest.raises(StoreError) as failed:
            await database.write([SaveSession(session(2)), SaveMessage(clash)], NOW)
        assert str(failed.value).startswith(f"{database.path}: ")
        assert "\n" not in str(failed.value)
        assert "do not log me" not in str(failed.value)
        assert await database.session("s2") is None, "half of the batch was applied"
        assert [m.id for m in await said(database, "s1")] == ["m1"]

    async def test_a_message_of_no_session_fails_loudly(self, database: Database) -> None:
        with pytest.raises(StoreError):
            await database.write([SaveMessage(message(1, session()))], NOW)

    @pytest.mark.parametrize(
        "impossible",
        [
            replace(message(2, session()), timestamp=2**70),
            replace(message(2, session()), content="half a character: \ud83d"),
            replace(message(2, session()), author=Customer(id="\ud83d")),
        ],
        ids=["a number over 64 bits", "a lone surrogate", "one in a document"],
    )
    async def test_what_can_not_be_stored_is_a_store_error(
        self, database: Database, impossible: Message
    ) -> None:
        await database.write(conversation(session(), 1), NOW)
        with pytest.raises(StoreError):
            await database.write([SaveSession(session(2)), SaveMessage(impossible)], NOW)
        assert await database.session("s2") is None
        await database.write([SaveMessage(message(2, session()))], NOW)
        assert len(await said(database, "s1")) == 2


class TestReadMarks:
    async def test_by_time_and_author(self, database: Database) -> None:
        await database.write(conversation(served(), 3), NOW)
        seen = tuple(MessageRef(message(seq, served()).timestamp, 7) for seq in (1, 2))
        await database.write([MarkRead("s1", seen, NOW + 50, reader_key="bob")], NOW)
        assert [m.read_at for m in await said(database, "s1")] == [NOW + 50, None, None]

    async def test_the_first_time_stays(self, database: Database) -> None:
        await database.write(conversation(served(), 1), NOW)
        seen = (MessageRef(message(1, served()).timestamp, "7"),)
        await database.write([MarkRead("s1", seen, NOW + 50)], NOW)
        await database.write([MarkRead("s1", seen, NOW + 99)], NOW)
        assert [m.read_at for m in await said(database, "s1")] == [NOW + 50]

    async def test_the_content_tells_two_in_one_millisecond_apart(self, database: Database) -> None:
        twins = [message(1, session(), at=5), message(2, session(), at=5)]
        await database.write([SaveSession(session()), *map(SaveMessage, twins)], NOW)
        seen = (MessageRef(twins[1].timestamp, 7, "message 2"),)
        await database.write([MarkRead("s1", seen, NOW + 50)], NOW)
        assert [m.read_at for m in await said(database, "s1")] == [None, NOW + 50]

    async def test_without_content_both_are_meant(self, database: Database) -> None:
        twins = [message(1, session(), at=5), message(2, session(), at=5)]
        await database.write([SaveSession(session()), *map(SaveMessage, twins)], NOW)
        seen = (MessageRef(twins[1].timestamp, 7),)
        await database.write([MarkRead("s1", seen, NOW + 50)], NOW)
        assert [m.read_at for m in await said(database, "s1")] == [NOW + 50, NOW + 50]

    async def test_nobody_reads_their_own(self, database: Database) -> None:
        await database.write(conversation(session(), 1), NOW)
        seen = (MessageRef(message(1, session()).timestamp, 7),)
        await database.write([MarkRead("s1", seen, NOW + 50, reader_key="7")], NOW)
        assert [m.read_at for m in await said(database, "s1")] == [None]

    async def test_a_message_of_the_same_batch(self, database: Database) -> None:
        seen = (MessageRef(message(1, session()).timestamp, 7),)
        await database.write([MarkRead("s1", seen, NOW + 50), *conversation(session(), 1)], NOW)
        assert [m.read_at for m in await said(database, "s1")] == [NOW + 50]

    async def test_another_session_is_not_touched(self, database: Database) -> None:
        both = [session(1), replace(session(2), created_at=session(1).created_at)]
        for each in both:
            await database.write(conversation(each, 1), NOW)
        seen = (MessageRef(message(1, both[0]).timestamp, 7),)
        await database.write([MarkRead("s1", seen, NOW + 50)], NOW)
        assert [m.read_at for m in await said(database, "s2")] == [None]


class TestAssignments:
    QUERY = "SELECT session_key, attendant_key, begun_at, ended_at FROM assignments ORDER BY id"

    async def test_from_when_to_when(self, database: Database) -> None:
        for at, state in enumerate([session(), served(), served(), served(by=EVE), closed()]):
            await database.write([SaveSession(state)], NOW + at)
        assert rows(database.path, self.QUERY) == [
            ("s1", "bob", NOW + 1, NOW + 3),
            ("s1", "12", NOW + 3, NOW + 4),
        ]

    async def test_one_that_is_closed_is_no_longer_served(self, database: Database) -> None:
        over = replace(closed(), attendant_id=BOB.id)
        await database.write([SaveSession(served())], NOW)
        await database.write([SaveSession(over)], NOW + 1)
        assert rows(database.path, self.QUERY) == [("s1", "bob", NOW, NOW + 1)]

    async def test_again_by_the_same(self, database: Database) -> None:
        for at, state in enumerate([served(), session(), served()]):
            await database.write([SaveSession(state)], NOW + at)
        assert rows(database.path, self.QUERY) == [
            ("s1", "bob", NOW, NOW + 1),
            ("s1", "bob", NOW + 2, None),
        ]

    async def test_all_changes_within_one_batch(self, database: Database) -> None:
        states = [served(1), served(2), session(1), served(1, by=EVE), served(2)]
        await database.write([SaveSession(state) for state in states], NOW)
        assert sorted(rows(database.path, self.QUERY), key=str) == [
            ("s1", "12", NOW, None),
            ("s1", "bob", NOW, NOW),
            ("s2", "bob", NOW, None),
        ]


async def test_records_are_appended(database: Database) -> None:
    record = Record(kind="session.offered", because="idle", session_key="s1", attendant_key="bob")
    await database.write([record, record], NOW)
    query = "SELECT at, kind, session_key, customer_key, attendant_key, because FROM events"
    assert rows(database.path, query) == [
        (NOW, "session.offered", "s1", None, "bob", "idle"),
        (NOW, "session.offered", "s1", None, "bob", "idle"),
    ]


async def test_many_batches_at_once_follow_one_another(database: Database) -> None:
    batches = [conversation(session(number), 20) for number in range(1, 21)]
    async with asyncio.TaskGroup() as group:
        for batch in batches:
            group.create_task(database.write(batch, NOW))
    assert [s.message_count for s in await database.open_sessions()] == [20] * 20


async def test_a_write_nobody_waits_for_any_longer_is_still_whole(database: Database) -> None:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(database.write(conversation(session(), 500), NOW))
        await asyncio.sleep(0)
        task.cancel()
    await database.write([SaveSession(session(2))], NOW)
    assert len((await database.last_messages(["s1"], 1_000))["s1"]) in {0, 500}


async def test_closing_waits_for_what_is_being_written(path: Path) -> None:
    database = await Database.open(path)
    async with asyncio.TaskGroup() as group:
        group.create_task(database.write(conversation(session(), 500), NOW))
        await asyncio.sleep(0)
        await database.close()
    assert rows(path, "SELECT count(*) FROM messages") == [(500,)]
