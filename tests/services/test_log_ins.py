"""Log-ins that begin while the account changes, and what a running server learns of others."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chimp.core.access import Mode
from chimp.core.accounts import LogIn
from chimp.core.errors import StoreError
from chimp.core.people import Attendant
from chimp.services.account_refusals import AccountRefused
from chimp.services.accounts import Accounts
from chimp.services.entrance import Entrance
from chimp.services.log_ins import LogIns
from chimp.services.refusals import WrongPassword
from chimp.services.revocations import Revocations
from chimp.store.database import Database

ANA, PASSWORD = "ana@example.com", "long enough"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield opened
    await opened.close()


@pytest.fixture
async def accounts(database: Database) -> Accounts:
    accounts = Accounts(database, mode=Mode.CAPABILITY)
    await accounts.add(email=ANA, password=PASSWORD, attendant_id="ana")
    return accounts


async def test_a_password_that_is_changed_while_it_is_checked_opens_nothing(
    database: Database, accounts: Accounts
) -> None:
    class Slow(Entrance):
        async def log_in(self, email: str, password: str, address: str) -> Attendant:
            attendant = await super().log_in(email, password, address)
            await accounts.set_password(ANA, "another one")
            return attendant

    entrance = Slow(accounts, clock=lambda: 0)
    log_ins = LogIns(database, accounts, entrance, ttl=1_000, clock=lambda: 0)
    with pytest.raises(WrongPassword):
        await log_ins.begin(ANA, PASSWORD, "")
    assert await database.log_ins() == []


async def test_what_others_did_before_is_no_log_in_s_end(
    database: Database, accounts: Accounts
) -> None:
    await accounts.set_password(ANA, PASSWORD)
    entrance = Entrance(accounts, clock=lambda: 0)
    log_ins = LogIns(database, accounts, entrance, ttl=1_000, clock=lambda: 0)
    begun = await log_ins.begin(ANA, PASSWORD, "")
    proof = await log_ins.prove(begun.token)
    assert proof is not None
    assert proof.expires_at == 1_000
    assert proof.log_in == begun.log_in.token_hash


async def test_who_is_known_to_another_service_alone_can_be_logged_out(
    database: Database, accounts: Accounts
) -> None:
    gil = Attendant(id=7, email="gil@example.com")
    for number in ("1", "2"):
        await database.add_log_in(
            LogIn(token_hash=number, attendant=gil, created_at=0, expires_at=9)
        )
    assert await accounts.log_out("GIL@example.com") == 2
    assert await database.log_ins() == []
    assert await database.attendants_changed(0, await database.newest_event()) == {"7"}
    with pytest.raises(AccountRefused):
        await accounts.log_out("gil@example.com")


class TestRevocations:
    def watching(self, database: Database, told: list[set[str]]) -> Revocations:
        def end(keys: set[str]) -> int:
            told.append(keys)
            return len(keys)

        return Revocations(database, end_connections=end, clock=lambda: 10, every=0)

    async def test_each_change_is_carried_out_once(
        self, database: Database, accounts: Accounts
    ) -> None:
        told: list[set[str]] = []
        await accounts.set_password(ANA, PASSWORD)
        watch = self.watching(database, told)
        await watch.start()
        await watch.catch_up()
        assert told == [], "what was before the start is over"
        await accounts.set_disabled(ANA, disabled=True)
        await watch.catch_up()
        await watch.catch_up()
        assert told == [{"ana"}]
        await accounts.set_disabled(ANA, disabled=False)
        await watch.catch_up()
        assert told == [{"ana"}], "who may come in again is not thrown out"

    async def test_the_watch_goes_on_whatever_the_store_does(
        self, database: Database, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[set[str]] = []
        carried_out = asyncio.Event()

        def end(keys: set[str]) -> int:
            told.append(keys)
            carried_out.set()
            return len(keys)

        watch = Revocations(database, end_connections=end, clock=lambda: 10, every=0)
        await watch.start()
        expired = LogIn(
            token_hash="h",
            attendant=Attendant(id="ana"),
            created_at=0,
            expires_at=10,
        )
        await database.add_log_in(expired)
        failures = asyncio.Semaphore(0)
        really = database.newest_event

        async def newest() -> int:
            if len(failing) < 3:
                failing.append(1)
                failures.release()
                message = "disk full"
                raise StoreError(message)
            return await really()

        failing: list[int] = []
        monkeypatch.setattr(database, "newest_event", newest)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(watch.run())
            for _ in range(3):
                await failures.acquire()
            await accounts.set_password(ANA, PASSWORD)
            async with asyncio.timeout(10):
                await carried_out.wait()
            running.cancel()
        assert told == [{"ana"}]
        assert await database.log_ins() == [], "what has expired is forgotten"
