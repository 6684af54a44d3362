"""Which key of the site counts: the configured one, or one that was made at the console."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from chimp.core.errors import StoreError
from chimp.core.people import Customer
from chimp.services.identity import Identify
from chimp.services.settings import StoredSettings
from chimp.services.site_keys import KeyIsConfigured, KeyState, SiteKeys
from chimp.store.database import Database
from chimp.wire.access import SITE_KEY_BYTES

NOW = 1_700_000_000_000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield database
    await database.close()


def reader(secret: str) -> Identify:
    return lambda identity: Customer(id=f"{identity} by {secret}")


async def started(database: Database, configured: Identify | None = None) -> SiteKeys:
    settings = StoredSettings(database, lambda: NOW)
    await settings.load()
    keys = SiteKeys(settings, configured, reader, lambda: NOW)
    await keys.load()
    return keys


def reads_with(keys: SiteKeys) -> object:
    """The secret by which it reads now."""
    identify = keys.identify()
    return None if identify is None else identify("x").id


async def test_at_first_there_is_none(database: Database) -> None:
    keys = await started(database)
    assert (keys.identify(), keys.state()) == (None, KeyState("none"))


async def test_one_that_is_made_counts_at_once_and_after_a_restart(database: Database) -> None:
    keys = await started(database)
    secret = await keys.renew("root")
    assert len(secret.encode()) >= SITE_KEY_BYTES
    for each in (keys, await started(database)):
        assert reads_with(each) == f"x by {secret}"
        assert each.state() == KeyState("stored", NOW)
    other = await keys.renew("root")
    assert other != secret
    assert reads_with(keys) == reads_with(await started(database)) == f"x by {other}"
    await keys.drop("root")
    await keys.drop("root")
    for each in (keys, await started(database)):
        assert (each.identify(), each.state()) == (None, KeyState("none"))


async def test_the_one_that_is_configured_wins(database: Database) -> None:
    await (await started(database)).renew("root")
    keys = await started(database, reader("configured"))
    assert (reads_with(keys), keys.state()) == ("x by configured", KeyState("configured"))
    for change in (keys.renew, keys.drop):
        with pytest.raises(KeyIsConfigured):
            await change("root")
    assert (await started(database)).state() == KeyState("stored", NOW)


async def test_of_two_that_are_made_at_once_the_stored_one_counts(database: Database) -> None:
    keys = await started(database)
    await asyncio.gather(*(keys.renew("root") for _ in range(5)))
    assert reads_with(keys) == reads_with(await started(database))


async def test_one_that_could_not_be_stored_does_not_count(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = await started(database)
    secret = await keys.renew("root")

    async def fail(*_: object) -> None:
        message = "the disk is full"
        raise StoreError(message)

    monkeypatch.setattr(database, "save_settings", fail)
    monkeypatch.setattr(database, "drop_settings", fail)
    for change in (keys.renew, keys.drop):
        with pytest.raises(StoreError):
            await change("root")
    assert reads_with(keys) == f"x by {secret}"


async def test_a_stored_one_that_is_none_is_none(database: Database) -> None:
    document = '{"secret":"too short","createdAt":1}'
    await database.save_settings("site-key", document, "root", NOW)
    with capture_logs() as logs:
        keys = await started(database)
    assert (keys.identify(), keys.state()) == (None, KeyState("none"))
    assert "too short" not in str(logs)


async def test_nobody_who_looks_at_it_sees_the_secret(database: Database) -> None:
    keys = await started(database)
    with capture_logs() as logs:
        secret = await keys.renew("root")
    assert [line["event"] for line in logs] == ["settings.changed"]
    assert secret not in str(logs)
    assert secret not in repr(keys._settings._held)
