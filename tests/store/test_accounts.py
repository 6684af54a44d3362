"""Attendants' accounts in the store."""

import asyncio
from dataclasses import replace

import pytest

from chimp.core.accounts import Account
from chimp.core.errors import StoreError
from chimp.core.people import Attendant, Level
from chimp.store.database import Database
from tests.store.given import BOB, EVE, NOW, account


async def test_found_by_key_and_by_email_without_case(database: Database) -> None:
    await database.add_account(account(BOB))
    assert await database.account("bob") == account(BOB)
    assert await database.account_by_email("bOB@EXAMPLE.COM") == account(BOB)
    assert await database.account("eve") is None
    assert await database.account_by_email("eve@example.com") is None


async def test_listed_by_email(database: Database) -> None:
    for attendant in (EVE, BOB):
        await database.add_account(account(attendant))
    assert await database.accounts() == [account(BOB), account(EVE)]
    assert await database.count_accounts() == 2


@pytest.mark.parametrize(
    "twin",
    [replace(EVE, email="BOB@example.com"), replace(EVE, id="bob")],
    ids=["the same e-mail", "the same id"],
)
async def test_there_is_only_one(database: Database, twin: Attendant) -> None:
    await database.add_account(account(BOB))
    with pytest.raises(StoreError):
        await database.add_account(account(twin))
    assert await database.accounts() == [account(BOB)]


async def test_a_new_password_is_no_longer_a_generated_one(database: Database) -> None:
    made = replace(account(BOB), is_generated=True)
    await database.add_account(made)
    assert await database.change_account(made, account(BOB, "new hash"), NOW)
    assert await database.account("bob") == account(BOB, "new hash")
    assert not await database.change_account(account(EVE), account(EVE, "new hash"), NOW)


async def test_a_hash_is_renewed_unless_the_password_was_changed(database: Database) -> None:
    made = replace(account(BOB, "old"), is_generated=True)
    await database.add_account(made)
    assert await database.replace_hash("BOB@example.com", "old", "new")
    assert await database.account("bob") == replace(made, password_hash="new")
    assert not await database.replace_hash("BOB@example.com", "old", "newer")
    assert await database.account("bob") == replace(made, password_hash="new")


async def test_everything_can_be_changed_and_back(database: Database) -> None:
    await database.add_account(account(BOB))
    another = replace(
        account(BOB, "new hash"),
        attendant=replace(
            BOB,
            email="bo@example.com",
            name="Bo",
            avatar_url="https://a/bo.png",
            level=Level.SUPERVISOR,
            is_administrator=True,
            max_sessions=0,
        ),
        is_generated=True,
    )
    for before, after in ((account(BOB), another), (another, replace(another, disabled=False))):
        assert await database.change_account(before, after, NOW)
        assert await database.account("bob") == after
    await database.add_account(account(replace(EVE, is_administrator=True)))
    disabled = replace(another, disabled=True)
    for before, after in ((another, disabled), (disabled, account(BOB))):
        assert await database.change_account(before, after, NOW)
        assert await database.account("bob") == after
    assert await database.account_by_email("Bob@example.com") == account(BOB)


async def test_only_what_is_different_is_written(database: Database) -> None:
    """Somebody else may have changed the rest in the meantime."""
    read = account(BOB)
    await database.add_account(read)
    limited = replace(read, attendant=replace(BOB, max_sessions=3))
    renamed = replace(read, attendant=replace(BOB, name="Bo"))
    assert await database.change_account(read, limited, NOW)
    assert await database.change_account(read, renamed, NOW)
    assert await database.account("bob") == account(replace(BOB, name="Bo", max_sessions=3))


async def test_an_e_mail_of_another_is_not_taken(database: Database) -> None:
    for attendant in (BOB, EVE):
        await database.add_account(account(attendant))
    twin = account(replace(EVE, email="BOB@example.com"))
    assert not await database.change_account(account(EVE), twin, NOW)
    assert await database.account("12") == account(EVE)
    assert await database.newest_event() == 0
    louder = account(replace(BOB, email="BOB@example.com"))
    assert await database.change_account(account(BOB), louder, NOW), "it is his own"
    assert await database.account("bob") == louder


DEMOTED = account(replace(BOB, is_administrator=False))
DISABLED = replace(account(replace(BOB, is_administrator=True)), disabled=True)


@pytest.mark.parametrize("after", [DEMOTED, DISABLED], ids=["demoted", "disabled"])
@pytest.mark.parametrize(
    ("other", "may_be"),
    [
        (None, False),
        (account(EVE), False),
        (replace(account(replace(EVE, is_administrator=True)), disabled=True), False),
        (account(replace(EVE, is_administrator=True)), True),
    ],
    ids=["nobody else", "no administrator", "a disabled one", "another one"],
)
async def test_somebody_can_always_administer(
    database: Database, after: Account, other: Account | None, *, may_be: bool
) -> None:
    before = account(replace(BOB, is_administrator=True))
    await database.add_account(before)
    if other is not None:
        await database.add_account(other)
    assert await database.change_account(before, after, NOW) is may_be
    assert await database.account("bob") == (after if may_be else before)
    assert bool(await database.newest_event()) is may_be


async def test_two_administrators_can_not_take_it_from_each_other(database: Database) -> None:
    pair = [account(replace(who, is_administrator=True)) for who in (BOB, EVE)]
    for one in pair:
        await database.add_account(one)
    changes = [database.change_account(one, replace(one, disabled=True), NOW) for one in pair]
    assert sorted(await asyncio.gather(*changes)) == [False, True]


async def test_what_is_as_it_was_is_no_change(database: Database) -> None:
    await database.add_account(account(BOB))
    assert await database.change_account(account(BOB), account(BOB), NOW)
    assert await database.newest_event() == 0
