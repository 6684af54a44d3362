"""Whether the desk is open is looked at when that can have changed, and not before."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from chimp.core.opening_hours import OpeningHours, OpeningState
from chimp.services.opening import ALWAYS_OPEN, Opening, opening_hours
from chimp.services.settings import StoredSettings
from chimp.store.database import Database
from chimp.wire.hours import HoursSettings

HOUR = 3_600_000
MONDAY = 1_700_438_400_000
"""2023-11-20 00:00 UTC"""


def office(**more: object) -> HoursSettings:
    initial = HoursSettings.initial().model_dump(by_alias=True)
    return HoursSettings.model_validate({**initial, "isOn": True, **more})


@pytest.fixture
async def settings(tmp_path: Path) -> AsyncIterator[StoredSettings]:
    database = await Database.open(tmp_path / "chimp.db", synchronous="NORMAL")
    yield StoredSettings(database, lambda: MONDAY)
    await database.close()


async def test_it_is_worked_out_once_until_it_changes(
    settings: StoredSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    work_out = OpeningHours.state

    def state(self: OpeningHours, now: int) -> OpeningState:
        asked.append(now)
        return work_out(self, now)

    monkeypatch.setattr(OpeningHours, "state", state)
    now = [MONDAY]
    opening = Opening(settings, lambda: now[0])
    assert opening.state() == ALWAYS_OPEN
    await settings.keep(office(), "root")
    closed = OpeningState(is_open=False, changes_at=MONDAY + 9 * HOUR)
    for now[0] in (MONDAY, MONDAY + 1, MONDAY + 9 * HOUR - 1):
        assert opening.state() == closed
    now[0] = MONDAY + 9 * HOUR
    assert opening.state() == OpeningState(is_open=True, changes_at=MONDAY + 18 * HOUR)
    assert asked == [MONDAY, MONDAY + 9 * HOUR]
    now[0] = MONDAY + 8 * HOUR  # somebody has set the clock back
    assert opening.state() == closed
    await settings.keep(office(closedOn=["2023-11-20"]), "root")
    assert opening.state() == OpeningState(is_open=False, changes_at=MONDAY + 33 * HOUR)
    await settings.drop(HoursSettings, "root")
    assert opening.state() == ALWAYS_OPEN


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({}, 9),
        ({"timeZone": "America/New_York"}, 14),
        ({"timeZone": "Asia/Tokyo"}, 0),
        ({"week": {**office().model_dump(by_alias=True)["week"], "monday": []}}, 33),
        ({"closedOn": ["2023-11-20", "2023-11-21"]}, 57),
    ],
)
def test_what_was_set_is_what_the_rules_are_told(more: dict[str, Any], at: int) -> None:
    hours = opening_hours(office(**more))
    assert hours is not None
    found = hours.state(MONDAY - 1)
    assert (found.is_open, found.changes_at) == (False, MONDAY + at * HOUR)
