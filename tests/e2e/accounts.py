"""Bob, who has an account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chimp.core.access import Mode
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.e2e.house import House
from tests.e2e.people import attendant

FILE = "chimp.db"
BOB = attendant("bob")
BOBS_CREDENTIALS = (str(BOB["email"]), "a-long-password")


@asynccontextmanager
async def accounts_of(house: House) -> AsyncIterator[Accounts]:
    """Those of a running server, beside it as `chimp attendant …` has them."""
    database = await Database.open(house.data_dir / FILE)
    try:
        yield Accounts(database, mode=Mode.CAPABILITY)
    finally:
        await database.close()


async def add_bob(house: House) -> None:
    """Give him one."""
    email, password = BOBS_CREDENTIALS
    async with accounts_of(house) as accounts:
        await accounts.add(email=email, password=password, name=BOB["name"], attendant_id=BOB["id"])
