"""Who is logged in, and what the event log tells a running server of accounts."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from chimp.core.accounts import Account, Change, LogIn
from chimp.core.effects import Record
from chimp.core.people import Attendant, Level
from chimp.store.database import Database
from chimp.store.schema import events
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


BOBS = account(BOB)


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (replace(BOBS, password_hash="new"), [Change.PASSWORD]),
        (replace(BOBS, disabled=True), [Change.DISABLED]),
        (account(replace(BOB, level=Level.SECOND)), [Change.RIGHTS]),
        (account(replace(BOB, is_administrator=True)), [Change.RIGHTS]),
        (account(replace(BOB, max_sessions=1)), [Change.RIGHTS]),
        (account(replace(BOB, name="Robert")), [Change.PROFILE]),
        (account(replace(BOB, email="robert@example.com")), [Change.PROFILE]),
        (account(replace(BOB, avatar_url="https://a")), [Change.PROFILE]),
        (
            replace(account(replace(BOB, name="Robert", max_sessions=1)), disabled=True),
            [Change.DISABLED, Change.RIGHTS, Change.PROFILE],
        ),
    ],
)
async def test_a_change_of_an_account_ends_what_is_no_longer_true(
    database: Database, after: Account, changes: list[Change]
) -> None:
    await database.add_account(BOBS)
    for attendant in (BOB, EVE):
        await database.add_log_in(log_in(attendant.key, attendant))
    before = await database.newest_event()
    assert await database.change_account(BOBS, after, NOW)
    left = {one.attendant.key for one in await database.log_ins()}
    is_out = any(change.ends_log_ins for change in changes)
    assert left == {EVE.key} | (set() if is_out else {BOB.key})
    newest = await database.newest_event()
    assert await database.attendants_changed(before, newest) == {BOB.key}
    written = await database.read(select(events.c.kind).order_by(events.c.id))
    assert [row["kind"] for row in written] == [change.value for change in changes]


async def test_to_be_let_in_again_ends_nothing(database: Database) -> None:
    out = replace(BOBS, disabled=True)
    await database.add_account(out)
    assert await database.change_account(out, BOBS, NOW)
    assert await database.attendants_changed(0, await database.newest_event()) == set()


async def test_the_log_in_by_which_it_was_changed_may_go_on(database: Database) -> None:
    await database.add_account(BOBS)
    for known_by in ("this", "another"):
        await database.add_log_in(log_in(known_by))
    after = replace(BOBS, password_hash="new")
    assert await database.change_account(BOBS, after, NOW, besides="this")
    assert await database.log_ins() == [log_in("this")]


async def test_a_change_of_nobody_leaves_no_trace(database: Database) -> None:
    await database.add_log_in(log_in())
    nobody = account(EVE)
    assert not await database.change_account(nobody, replace(nobody, password_hash="new"), NOW)
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
