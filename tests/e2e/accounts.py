"""Bob, who has an account."""

from chimp.core.access import Mode
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.e2e.house import House
from tests.e2e.people import attendant

FILE = "chimp.db"
BOB = attendant("bob")
BOBS_CREDENTIALS = (str(BOB["email"]), "a-long-password")


async def add_bob(house: House) -> None:
    """Give him one, beside the running server as `chimp attendant add` does."""
    email, password = BOBS_CREDENTIALS
    database = await Database.open(house.data_dir / FILE)
    try:
        accounts = Accounts(database, mode=Mode.CAPABILITY)
        await accounts.add(email=email, password=password, name=BOB["name"], attendant_id=BOB["id"])
    finally:
        await database.close()
