"""What was stored comes back as it was, types included: 101 is not "101", and 1 is not true."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from chimp.core.accounts import Account
from chimp.core.effects import Save, SaveMessage, SaveSession
from chimp.core.message import Message
from chimp.core.session import Session
from chimp.store.database import Database
from tests.store import given as any_

quick = settings(max_examples=25, deadline=None)


def reopened(
    write: Callable[[Database], Awaitable[None]], read: Callable[[Database], Awaitable[object]]
) -> object:
    """What a second run reads of what a first one wrote."""

    async def both() -> object:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "chimp.db"
            database = await Database.open(path, synchronous="NORMAL")
            await write(database)
            await database.close()
            database = await Database.open(path, synchronous="NORMAL")
            found = await read(database)
            await database.close()
            return found

    return asyncio.run(both())


def writing(*saves: Save) -> Callable[[Database], Awaitable[None]]:
    return lambda database: database.write(saves, any_.NOW)


@quick
@given(st.lists(any_.sessions, max_size=4, unique_by=lambda session: session.key))
def test_any_session(given_sessions: list[Session]) -> None:
    keys = [session.key for session in given_sessions]
    found = reopened(
        writing(*map(SaveSession, given_sessions)), lambda database: database.sessions(keys)
    )
    expected = {session.key: session for session in given_sessions}
    assert found == expected
    assert isinstance(found, dict)
    assert all(repr(found[key]) == repr(expected[key]) for key in keys)


@quick
@given(any_.sessions, any_.sessions)
def test_a_session_is_replaced_whole(first: Session, second: Session) -> None:
    second = replace(second, id=first.id, message_count=first.message_count)
    found = reopened(
        writing(SaveSession(first), SaveSession(second)),
        lambda database: database.session(first.key),
    )
    assert repr(found) == repr(second)


@quick
@given(any_.transcripts())
def test_any_messages(said: list[Message]) -> None:
    session = any_.session()
    found = reopened(
        writing(SaveSession(session), *map(SaveMessage, said)),
        lambda database: database.last_messages([session.key], 100),
    )
    assert repr(found) == repr({session.key: said})


@quick
@given(any_.accounts)
def test_any_account(account: Account) -> None:
    found = reopened(
        lambda database: database.add_account(account),
        lambda database: database.account(account.attendant.key),
    )
    assert repr(found) == repr(account)
