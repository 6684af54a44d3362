"""Who is logged in, and what the event log tells a running server of accounts."""

from dataclasses import replace

import pytest

from chimp.core.accounts import ENDS_CONNECTIONS, Change, LogIn
from chimp.core.effects import Record
from chimp.core.people import Attendant, Level
from chimp.store.database import Database
from tests.store.given import BOB, EVE, NOW, account

LATER = NOW + 60_000


def log_in(known_by: str = "hash", of: Attendant = BOB) -> LogIn:
    return LogIn(token_hash=known_by, attendant=of, created_at=NOW, expires_at=LATER)


async def test_everything_of_an_attendant_comes_back(database: Database) -> None:
    """Another service's account is nowhere else."""
    boss = replace(
        EVE, level=Level.SUPERVISOR, is_administrator=True, max_sessions=3, avatar_url="https://a"
    )
    await database.add_log_in(log_in(of=boss))
    assert await database.log_in("hash", NOW) == log_in(of=boss)
    assert await database.log_ins() == [log_in(of=boss)]


async def test_it_lasts_until_it_expires(database: Database) -> None:
    await database.add_log_in(log_in())
    assert await database.log_in("hash", LATER - 1) is not None
    assert await database.log_in("hash", LATER) is None
    assert await database.log_in("other", NOW) is None


async def test_one_is_ended_and_the_others_stay(database: Database) -> None:
    await database.add_log_in(log_in("desk"))
    await database.add_log_in(log_in("phone"))
    assert await database.end_log_in("desk")
    assert not await database.end_log_in("desk")
    assert await database.log_ins() == [log_in("phone")]


async def test_those_that_have_expired_are_forgotten(database: Database) -> None:
    await database.add_log_in(log_in("old"))
    await database.add_log_in(replace(log_in("new"), expires_at=LATER + 1))
    assert await database.forget_expired_log_ins(LATER) == 1
    assert [one.token_hash for one in await database.log_ins()] == ["new"]


async def test_all_of_one_attendant_are_ended(database: Database) -> None:
    for number, attendant in enumerate((BOB, BOB, EVE)):
        await database.add_log_in(log_in(str(number), attendant))
    await database.end_log_ins_of(BOB.key, NOW)
    assert await database.log_ins() == [log_in("2", EVE)]
    assert await database.attendants_changed(0, await database.newest_event()) == {BOB.key}


@pytest.mark.parametrize("change", Change)
async def test_a_change_of_an_account_ends_what_is_no_longer_true(
    database: Database, change: Change
) -> None:
    await database.add_account(account(BOB))
    for attendant in (BOB, EVE):
        await database.add_log_in(log_in(attendant.key, attendant))
    before = await database.newest_event()
    assert await database.change_account("BOB@example.com", change, NOW, name="Robert")
    left = {one.attendant.key for one in await database.log_ins()}
    assert left == {EVE.key} | (set() if change.ends_log_ins else {BOB.key})
    told = await database.attendants_changed(before, await database.newest_event())
    assert told == ({BOB.key} if change in ENDS_CONNECTIONS else set())


async def test_a_change_of_nobody_leaves_no_trace(database: Database) -> None:
    await database.add_log_in(log_in())
    assert not await database.change_account("eve@example.com", Change.PASSWORD, NOW, name="E")
    assert await database.newest_event() == 0
    assert await database.log_ins() == [log_in()]


async def test_only_what_is_new_is_told(database: Database) -> None:
    await database.end_log_ins_of(BOB.key, NOW)
    seen = await database.newest_event()
    record = Record(kind="session.requested", because="asked for", attendant_key="other")
    await database.write([record], NOW)
    await database.end_log_ins_of(EVE.key, NOW)
    newest = await database.newest_event()
    assert await database.attendants_changed(seen, newest) == {EVE.key}
    assert await database.attendants_changed(newest, newest) == set()
