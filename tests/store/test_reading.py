"""What is asked of sessions and messages, and in which order the answers come."""

from dataclasses import replace
from pathlib import Path

import pytest

from chimp.core.effects import MarkSeen, SaveMessage, SaveSession
from chimp.core.people import Customer
from chimp.core.session import Reason, Session
from chimp.store.database import Database
from tests.store.given import ANN, BOB, EVE, NOW, closed, conversation, message, served, session


async def save(database: Database, *given: Session) -> None:
    for at, each in enumerate(given):
        await database.write([SaveSession(each)], NOW + at)


class TestSessions:
    async def test_open_ones_oldest_first(self, database: Database) -> None:
        await save(database, served(3), session(1), closed(2))
        assert await database.open_sessions() == [session(1), served(3)]

    async def test_those_of_one_millisecond_keep_their_places_in_the_queue(
        self, database: Database
    ) -> None:
        """A whole batch is made in one millisecond, and session ids are random."""
        came = [replace(session(n), created_at=NOW, waiting_since=NOW) for n in (5, 2, 9, 1)]
        await database.write([SaveSession(each) for each in came], NOW)
        await save(database, came[2], came[0])
        assert await database.open_sessions() == came

    async def test_by_key(self, database: Database) -> None:
        await save(database, session(1), session(2))
        assert await database.session("s2") == session(2)
        assert await database.session("s3") is None
        assert await database.sessions(["s1", "s3"]) == {"s1": session(1)}
        assert await database.sessions([]) == {}

    async def test_more_than_fit_into_one_query(self, database: Database) -> None:
        many = [session(number) for number in range(1, 1_201)]
        await database.write([SaveSession(each) for each in many], NOW)
        found = await database.sessions([each.key for each in many])
        assert found == {each.key: each for each in many}
        pairs = [("7", f"r{number}") for number in range(1, 1_201)]
        assert len(await database.sessions_by_request(pairs)) == 1_200

    async def test_the_newest_at_a_topic(self, database: Database) -> None:
        shared = [replace(session(number), topic="server/sessions/7") for number in (2, 3, 1)]
        await save(database, *shared, session(4))
        found = await database.latest_sessions_at(["server/sessions/7", session(4).topic, "none"])
        assert found == {"server/sessions/7": shared[1], session(4).topic: session(4)}

    async def test_the_newest_of_a_request(self, database: Database) -> None:
        again = replace(session(2), request_id="r1")
        other = replace(session(3, Customer(id="eve")), request_id="r1")
        number = replace(session(4), request_id=101)
        await save(database, again, session(1), other, number)
        found = await database.sessions_by_request([("7", "r1"), ("7", "101"), ("7", "none")])
        assert found == {("7", "r1"): again, ("7", "101"): number}

    async def test_of_a_customer_newest_first(self, database: Database) -> None:
        await save(database, closed(1), session(3), closed(2), session(9, Customer(id="eve")))
        assert await database.sessions_of_customer("7") == [session(3), closed(2), closed(1)]
        assert await database.sessions_of_customer("nobody") == []


class TestCustomers:
    async def test_what_the_site_signed_for_is_not_overwritten_by_who_says_so(
        self, database: Database
    ) -> None:
        signed = Customer(id="7", name="Ann", details={"email": "ann@x.example"}, is_verified=True)
        later = replace(signed, name="Ann B.", details={"email": "b@x.example"})
        posing = Customer(id="7", name="Eve", details={"is_verified": True, "email": "eve@x.org"})
        tricky = replace(posing, details={'x","is_verified":true,"details":{"': "y"})
        await save(database, session(1, posing))
        assert await database.customer("7") == posing
        for number, customer in enumerate((signed, posing, later, tricky), start=2):
            await save(database, session(number, customer))
        assert await database.customer("7") == later
        assert await database.customer("8") is None


class TestSessionsOfAttendant:
    async def test_live_ones_first_then_past_ones_newest_first(self, database: Database) -> None:
        people = [Customer(id=number) for number in range(5)]
        first, second, third, fourth = (served(n, people[n]) for n in (1, 2, 3, 4))
        await save(database, first, second, third, fourth)
        gone = third.closed(Reason.EXPIRED, NOW + 99)
        taken = fourth.waiting_again(NOW).served_by(EVE.id)
        await save(database, gone, taken)
        found = await database.sessions_of_attendant("bob", 0, 50)
        assert found == [second, first, taken, gone]

    async def test_one_for_each_customer(self, database: Database) -> None:
        await save(database, served(1), served(2), served(3))
        await save(database, served(1).closed(Reason.EXPIRED, NOW), served(2).waiting_again(NOW))
        assert await database.sessions_of_attendant("bob", 0, 50) == [served(3)]

    async def test_part_by_part(self, database: Database) -> None:
        saved = [served(number, Customer(id=number)) for number in range(1, 8)]
        await save(database, *saved)
        await save(database, *(each.closed(Reason.EXPIRED, NOW) for each in saved[:4]))
        parts = [await database.sessions_of_attendant("bob", at, 2) for at in (0, 2, 4, 6, 8)]
        expected = [["s7", "s6"], ["s5", "s4"], ["s3", "s2"], ["s1"], []]
        assert [[each.key for each in part] for part in parts] == expected

    async def test_behind_hundreds_of_sessions_of_one_customer(self, database: Database) -> None:
        first = served(1, Customer(id="first"))
        many = [served(number) for number in range(2, 500)]
        await save(database, first)
        await database.write([SaveSession(each) for each in many], NOW + 5)
        past = [each.closed(Reason.EXPIRED, NOW + 6) for each in (first, *many)]
        await database.write([SaveSession(each) for each in past], NOW + 6)
        assert await database.sessions_of_attendant("bob", 1, 1) == [past[0]]

    async def test_of_a_stranger(self, database: Database) -> None:
        await save(database, served())
        assert await database.sessions_of_attendant("eve", 0, 50) == []


class TestMessages:
    async def test_the_last_ones_of_each_session_in_order(self, database: Database) -> None:
        for number, length in ((1, 5), (2, 2), (3, 0)):
            await database.write(conversation(session(number), length), NOW)
        found = await database.last_messages(["s1", "s2", "s3", "none"], 3)
        numbers = {key: [m.seq for m in messages] for key, messages in found.items()}
        assert numbers == {"s1": [3, 4, 5], "s2": [1, 2], "s3": [], "none": []}

    async def test_no_last_messages_are_wanted(self, database: Database) -> None:
        await database.write(conversation(session(), 2), NOW)
        assert await database.last_messages(["s1"], 0) == {"s1": []}

    async def test_the_last_ones_of_many_sessions(self, database: Database) -> None:
        for number in range(1, 60):
            await database.write(conversation(session(number), 2), NOW)
        found = await database.last_messages([f"s{number}" for number in range(1, 60)], 1)
        assert all([m.seq for m in messages] == [2] for messages in found.values())

    @pytest.mark.parametrize("quantity", [0, 1, 2, 8, 9, 64, 65, 200])
    async def test_those_that_are_known(self, database: Database, quantity: int) -> None:
        await database.write(conversation(session(), 130), NOW)
        pairs = [("s1", f"m{number}") for number in range(1, quantity + 1)]
        found = await database.known_messages([*pairs, ("s2", "m1"), ("s1", "other")])
        assert sorted(found) == sorted(pairs[:130])

    async def test_of_a_session_newest_first(self, database: Database) -> None:
        await database.write(conversation(session(), 5), NOW)
        found = await database.messages_of_session("s1", 1, 2)
        assert [m.seq for m in found] == [4, 3]

    async def test_before_a_number_the_newest_in_order(self, database: Database) -> None:
        await database.write(conversation(session(), 5), NOW)
        for before, limit, expected in (
            (4, 2, [2, 3]),
            (1, 2, []),
            (9, 50, [1, 2, 3, 4, 5]),
            (0, 3, [3, 4, 5]),
        ):
            found = await database.messages_before("s1", before, limit)
            assert [m.seq for m in found] == expected

    async def test_the_newest_of_each_session_and_how_many_are_unread(
        self, database: Database
    ) -> None:
        await database.write([*conversation(served(1), 5), *conversation(session(2), 2)], NOW)
        await database.write([SaveSession(session(3))], NOW)
        keys = ["s1", "s2", "s3", "unknown"]
        newest = await database.newest_excerpts(keys, 3)
        assert {key: (m.seq, m.content) for key, m in newest.items()} == {
            "s1": (5, "mes"),
            "s2": (2, "mes"),
        }
        assert await database.unread_messages(keys) == {"s1": 3, "s2": 1}
        by_bob = MarkSeen(session_key="s1", by_customer=False, seen_at=NOW, read=3)
        by_ann = MarkSeen(session_key="s2", by_customer=True, seen_at=NOW, read=2)
        await database.write([by_bob, by_ann], NOW)
        assert await database.unread_messages(keys) == {"s1": 1, "s2": 1}

    async def test_of_a_customer_the_newest_in_ascending_order(self, database: Database) -> None:
        early, late = session(1), replace(session(2), created_at=NOW + 100)
        await database.write([*conversation(early, 3), *conversation(late, 3)], NOW)
        await database.write(conversation(session(9, Customer(id="eve")), 1), NOW)
        found = await database.messages_of_customer("7", 1, 4)
        said = [(of.key, m.seq) for of, m in found]
        assert said == [("s1", 2), ("s1", 3), ("s2", 1), ("s2", 2)]
        assert found[0][0] == replace(early, message_count=3)

    async def test_of_a_customer_by_when_they_were_stored(self, database: Database) -> None:
        one, two = session(1), replace(session(2), created_at=session(1).created_at)
        await database.write([SaveSession(one), SaveSession(two)], NOW)
        said = [message(1, one, at=1), message(1, two, at=2), message(2, one, at=3)]
        await database.write([SaveMessage(each) for each in said], NOW)
        assert [m for _, m in await database.messages_of_customer("7", 0, 50)] == said


async def test_a_restart_keeps_everything(path: Path) -> None:
    database = await Database.open(path)
    await database.write([*conversation(served(1), 4), SaveSession(session(2))], NOW)
    answers = []
    for _ in range(2):
        answers.append(
            [
                await database.open_sessions(),
                await database.last_messages(["s1", "s2"], 50),
                await database.messages_of_customer("7", 0, 50),
                await database.sessions_of_attendant(BOB.key, 0, 50),
                await database.customer(ANN.key),
                await database.customer_history(ANN.key),
                await database.customer_statistics(ANN.key, NOW, NOW + 1_000),
            ]
        )
        await database.close()
        database = await Database.open(path)
    await database.close()
    assert answers[0] == answers[1]
    assert answers[0][0] == [replace(served(1), message_count=4), session(2)]
