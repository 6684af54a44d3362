"""Attendants' accounts in the store."""

from dataclasses import replace

import pytest

from chimp.core.accounts import Change
from chimp.core.errors import StoreError
from chimp.core.people import Attendant
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
    await database.add_account(replace(account(BOB), is_generated=True))
    new = {"password_hash": "new hash", "is_generated": False}
    assert await database.change_account("BOB@example.com", Change.PASSWORD, NOW, **new)
    assert await database.account("bob") == account(BOB, "new hash")
    assert not await database.change_account("eve@example.com", Change.PASSWORD, NOW, **new)


async def test_a_hash_is_renewed_unless_the_password_was_changed(database: Database) -> None:
    made = replace(account(BOB, "old"), is_generated=True)
    await database.add_account(made)
    assert await database.replace_hash("BOB@example.com", "old", "new")
    assert await database.account("bob") == replace(made, password_hash="new")
    assert not await database.replace_hash("BOB@example.com", "old", "newer")
    assert await database.account("bob") == replace(made, password_hash="new")


async def test_disabled_and_enabled(database: Database) -> None:
    await database.add_account(account(BOB))
    for change, disabled in ((Change.DISABLED, True), (Change.ENABLED, False)):
        assert await database.change_account("BOB@example.com", change, NOW, disabled=disabled)
        assert await database.account("bob") == replace(account(BOB), disabled=disabled)


async def test_a_limit_of_sessions_can_be_taken_back(database: Database) -> None:
    await database.add_account(account(BOB))
    for limit in (0, 3, None):
        await database.change_account("bob@example.com", Change.RIGHTS, NOW, max_sessions=limit)
        assert await database.account("bob") == account(replace(BOB, max_sessions=limit))
