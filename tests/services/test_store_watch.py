"""Notices what becomes of the store, says it once, and asks no more often than is any use."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog
from prometheus_client import CollectorRegistry

from chimp.core.errors import StoreError
from chimp.services import store_watch
from chimp.services.store_watch import StoreWatch
from chimp.store.database import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield database
    await database.close()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def watch(database: Database, registry: CollectorRegistry) -> StoreWatch:
    return StoreWatch(database, registry)


class Checks:
    """What `Database.check` comes to, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.trouble: str | None = None

    async def check(self) -> None:
        self.asked += 1
        if self.trouble is not None:
            raise StoreError(self.trouble)


@pytest.fixture
def checks(database: Database, monkeypatch: pytest.MonkeyPatch) -> Checks:
    checks = Checks()
    monkeypatch.setattr(database, "check", checks.check)
    return checks


def size_of(file: Path) -> int:
    return file.stat().st_size


async def test_an_answer_is_good_for_a_moment(watch: StoreWatch, checks: Checks) -> None:
    for _ in range(100):
        assert await watch.trouble() is None
    assert checks.asked == 1


async def test_it_asks_again_when_the_answer_is_old(
    watch: StoreWatch, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_watch, "_FRESH_SECONDS", 0)
    assert await watch.trouble() is None
    checks.trouble = "chimp.db: the disk is full"
    assert await watch.trouble() == "chimp.db: the disk is full"
    checks.trouble = None
    assert await watch.trouble() is None


async def test_it_is_logged_when_it_changes(
    watch: StoreWatch, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_watch, "_FRESH_SECONDS", 0)
    with structlog.testing.capture_logs() as logged:
        for trouble in (None, None, "full", "full", "locked", None, None):
            checks.trouble = trouble
            await watch.trouble()
    told = [(line["event"], line.get("because")) for line in logged]
    assert told == [
        ("store.is_in_trouble", "full"),
        ("store.is_in_trouble", "locked"),
        ("store.is_well", None),
    ]


async def test_it_is_measured(
    watch: StoreWatch, registry: CollectorRegistry, tmp_path: Path
) -> None:
    await watch.trouble()
    assert registry.get_sample_value("chimp_store_writable") == 1
    files = tmp_path / "chimp.db", tmp_path / "chimp.db-wal"
    taken = sum(size_of(file) for file in files)
    assert registry.get_sample_value("chimp_store_bytes") == taken
    assert (registry.get_sample_value("chimp_store_free_bytes") or 0) > 0


async def test_it_looks_by_itself(
    watch: StoreWatch, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_watch, "_FRESH_SECONDS", 0)
    monkeypatch.setattr(store_watch, "_EVERY_SECONDS", 0.001)
    async with asyncio.TaskGroup() as group:
        group.create_task(watch.run())
        async with asyncio.timeout(10):
            while checks.asked < 3:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0)
        watch.stop()
