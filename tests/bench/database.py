"""The server's database seen from outside: filled before it starts, counted after it was used."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from chimp.core.access import Mode
from chimp.core.effects import Save, SaveMessage, SaveSession
from chimp.core.message import Message
from chimp.core.people import Customer
from chimp.core.session import Dialect, Reason, Session
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.bench.load_messages import CONTENT_START, MARK
from tests.bench.people_native import PASSWORD, email_of

FILE = "chimp.db"
_BATCH = 2_000
_LONG_AGO = 1_700_000_000_000
_MESSAGES_EACH = 2


async def fill(data_dir: Path, customers: int) -> None:
    """As if so many customers had been there once, each with a closed session."""
    database = await Database.open(data_dir / FILE, synchronous="NORMAL")
    try:
        for start in range(0, customers, _BATCH):
            numbers = range(start, min(start + _BATCH, customers))
            saves = [save for number in numbers for save in _visit(number)]
            await database.write(saves, _LONG_AGO)
    finally:
        await database.close()


async def add_attendants(data_dir: Path, names: Iterable[str]) -> None:
    """Accounts for those who have to log in."""
    database = await Database.open(data_dir / FILE)
    try:
        accounts = Accounts(database, mode=Mode.CAPABILITY)
        for name in names:
            await accounts.add(
                email=email_of(name), password=PASSWORD, name=name, attendant_id=name
            )
    finally:
        await database.close()


def _visit(number: int) -> list[Save]:
    customer = Customer(id=f"past-{number}", name=f"Customer {number}")
    session = Session(
        id=f"past-session-{number}",
        topic=f"server/sessions/past-{number}",
        customer=customer,
        dialect=Dialect.LEGACY,
        created_at=_LONG_AGO + number,
        waiting_since=_LONG_AGO + number,
        keep_alive_ttl=600_000,
        message_count=_MESSAGES_EACH,
    ).closed(Reason.EXPIRED, _LONG_AGO + number)
    messages = [
        Message(
            id=f"past-message-{number}-{seq}",
            session_key=session.key,
            seq=seq,
            author=customer,
            timestamp=_LONG_AGO + seq,
            content="Hello",
            stored_at=_LONG_AGO + seq,
        )
        for seq in range(1, _MESSAGES_EACH + 1)
    ]
    return [SaveSession(session), *(SaveMessage(message) for message in messages)]


def stored(data_dir: Path) -> Counter[tuple[int, int]]:
    """How often each message of the load generator is in the database: (customer, number)."""
    mark = MARK.decode()
    statement = (
        f"SELECT substr(content, 1, {CONTENT_START}) FROM messages "  # noqa: S608  # numbers of ours
        f"WHERE content LIKE '{mark}%'"
    )
    start = len(mark)
    with closing(sqlite3.connect(data_dir / FILE)) as connection:
        return Counter(
            (int(content[start : start + 5]), int(content[start + 6 : start + 13]))
            for (content,) in connection.execute(statement)
        )
