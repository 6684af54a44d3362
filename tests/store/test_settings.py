"""Settings and canned answers that administrators make, and who made them."""

from contextlib import closing
from dataclasses import replace
from sqlite3 import connect

from chimp.core.canned_answers import CannedAnswer
from chimp.store.database import Database
from tests.store.given import BOB, NOW

HELLO = CannedAnswer(id="a1", shortcut="hello", title="Greeting", content="Hi!", changed_at=NOW)
BYE = CannedAnswer(id="a2", shortcut="bye", title="Farewell", content="Bye!", changed_at=NOW)
MOST = 10


def told(database: Database, query: str) -> list[tuple[object, ...]]:
    with closing(connect(database.path)) as connection:
        return connection.execute(query).fetchall()


async def test_a_document_takes_the_place_of_the_former_one(database: Database) -> None:
    assert await database.settings() == {}
    for document in ('{"a":1}', '{"a":2}'):
        await database.save_settings("desk", document, BOB.key, NOW)
    await database.save_settings("widget", "not even JSON", "eve", NOW + 1)
    assert await database.settings() == {"desk": '{"a":2}', "widget": "not even JSON"}
    who = told(database, "SELECT name, changed_by, changed_at FROM settings ORDER BY name")
    assert who == [("desk", "bob", NOW), ("widget", "eve", NOW + 1)]


async def test_one_can_be_dropped(database: Database) -> None:
    await database.save_settings("desk", "{}", BOB.key, NOW)
    assert await database.drop_settings("desk", BOB.key, NOW)
    assert not await database.drop_settings("desk", BOB.key, NOW)
    assert await database.settings() == {}


async def test_the_event_log_says_who_did_it_and_not_to_what(database: Database) -> None:
    await database.save_settings("site-key", '{"secret":"s3cret"}', BOB.key, NOW)
    await database.drop_settings("site-key", BOB.key, NOW + 1)
    await database.drop_settings("site-key", BOB.key, NOW + 2)
    events = told(database, "SELECT at, kind, attendant_key, because FROM events ORDER BY id")
    assert events == [
        (NOW, "settings.changed", "bob", "settings: site-key"),
        (NOW + 1, "settings.dropped", "bob", "settings: site-key"),
    ]
    assert await database.attendants_changed(0, await database.newest_event()) == set()


async def test_canned_answers_are_told_by_their_shortcuts(database: Database) -> None:
    assert await database.canned_answers() == []
    assert await database.add_canned_answer(HELLO, MOST)
    assert await database.add_canned_answer(BYE, MOST)
    assert await database.canned_answers() == [BYE, HELLO]


async def test_a_shortcut_is_taken_once(database: Database) -> None:
    assert await database.add_canned_answer(HELLO, MOST)
    assert not await database.add_canned_answer(replace(BYE, shortcut="hello"), MOST)
    assert await database.add_canned_answer(BYE, MOST)
    assert not await database.change_canned_answer(replace(BYE, shortcut="hello"))
    assert await database.canned_answers() == [BYE, HELLO]


async def test_there_are_not_too_many(database: Database) -> None:
    assert await database.add_canned_answer(HELLO, 1)
    assert not await database.add_canned_answer(BYE, 1)
    assert await database.canned_answers() == [HELLO]


async def test_one_is_changed_or_dropped(database: Database) -> None:
    await database.add_canned_answer(HELLO, MOST)
    for changed in (replace(HELLO, content="Hello!"), replace(HELLO, shortcut="hi")):
        assert await database.change_canned_answer(changed)
        assert await database.canned_answers() == [changed]
    assert not await database.change_canned_answer(BYE)
    assert not await database.drop_canned_answer(BYE.id)
    assert await database.drop_canned_answer(HELLO.id)
    assert await database.canned_answers() == []
