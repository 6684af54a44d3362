"""The copy in memory is what is stored, whatever goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from chimp.core.errors import StoreError
from chimp.services.settings import SECTIONS, StoredSettings
from chimp.store.database import Database
from chimp.wire.settings import DeskSettings, WidgetSettings

NOW = 1_700_000_000_000
SHOP = DeskSettings(name="Shop", isSetUp=True)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield database
    await database.close()


async def started(database: Database) -> StoredSettings:
    settings = StoredSettings(database, lambda: NOW)
    await settings.load()
    return settings


@contextmanager
def broken(database: Database) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:

        async def save_settings(*_: object) -> None:
            message = "the disk is full"
            raise StoreError(message)

        patch.setattr(database, "save_settings", save_settings)
        patch.setattr(database, "drop_settings", save_settings)
        yield


async def test_what_is_kept_is_in_force_and_outlives_a_restart(database: Database) -> None:
    settings = await started(database)
    assert settings.of(DeskSettings) == DeskSettings.initial()
    await settings.keep(SHOP, "root")
    assert settings.of(DeskSettings) == SHOP
    assert settings.of(WidgetSettings) == WidgetSettings.initial()
    assert (await started(database)).of(DeskSettings) == SHOP


async def test_what_is_dropped_is_as_in_the_beginning(database: Database) -> None:
    settings = await started(database)
    await settings.keep(SHOP, "root")
    assert await settings.drop(DeskSettings, "root")
    assert not await settings.drop(DeskSettings, "root")
    assert settings.of(DeskSettings) == DeskSettings.initial()
    assert (await started(database)).of(DeskSettings) == DeskSettings.initial()


async def test_what_could_not_be_stored_is_not_in_force(database: Database) -> None:
    settings = await started(database)
    await settings.keep(SHOP, "root")
    with broken(database):
        with pytest.raises(StoreError):
            await settings.keep(DeskSettings(name="Other", isSetUp=True), "root")
        with pytest.raises(StoreError):
            await settings.drop(DeskSettings, "root")
    assert settings.of(DeskSettings) == SHOP


async def test_the_last_of_many_at_once_is_the_one_that_is_stored(database: Database) -> None:
    settings = await started(database)
    names = [f"Desk {number}" for number in range(20)]
    async with asyncio.TaskGroup() as group:
        for name in names:
            group.create_task(settings.keep(DeskSettings(name=name, isSetUp=True), "root"))
    assert settings.of(DeskSettings).name == names[-1]
    assert (await started(database)).of(DeskSettings) == settings.of(DeskSettings)


@pytest.mark.parametrize(
    "document", ["", "not JSON", "[]", "null", '{"name":5}', '{"name":"x","isSetUp":"no"}', "{"]
)
async def test_what_can_not_be_read_any_more_is_as_in_the_beginning(
    database: Database, document: str
) -> None:
    await database.save_settings("desk", document, "root", NOW)
    await database.save_settings("widget", '{"accent":"#ff0000"}', "root", NOW)
    with capture_logs() as logs:
        settings = await started(database)
    assert settings.of(DeskSettings) == DeskSettings.initial()
    assert settings.of(WidgetSettings).accent == "#ff0000"
    assert [(line["event"], line["section"]) for line in logs] == [
        ("settings.not_readable", "desk")
    ]


async def test_what_an_older_version_did_not_know_is_as_in_the_beginning(
    database: Database,
) -> None:
    document = '{"accent":"#FF0000","preChat":{"isOn":true},"shape":"round","texts":{"de":{}}}'
    await database.save_settings("widget", document, "root", NOW)
    await database.save_settings("weather", '{"sun":true}', "root", NOW)
    with capture_logs() as logs:
        settings = await started(database)
    initial = WidgetSettings.initial().told()
    assert settings.of(WidgetSettings).told() == {
        **initial,
        "accent": "#ff0000",
        "preChat": {**initial["preChat"], "isOn": True},
        "texts": {"de": {}},
    }
    assert logs == []


@pytest.mark.parametrize("kind", SECTIONS)
def test_what_is_stored_is_what_is_read(kind: type[DeskSettings]) -> None:
    initial = kind.initial()
    assert kind.stored(kind.initial().model_dump_json(by_alias=True)) == initial
    assert kind.stored("{}") == initial


def test_every_section_has_a_name_of_its_own() -> None:
    assert len({kind.NAME for kind in SECTIONS}) == len(SECTIONS)
