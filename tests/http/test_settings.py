"""What administrators set: who may, what is refused, and that it is in force at once."""

from typing import Any

import pytest

from chimp.core.access import Mode
from chimp.services.settings import StoredSettings
from chimp.wire.hours import HoursSettings
from chimp.wire.settings import DeskSettings, Section, WidgetSettings
from tests.http.conftest import Build, House
from tests.http.people_at_work import administrator, attendant, supervisor

Json = dict[str, Any]

DESK = {"name": "Shop", "isSetUp": True}
WIDGET = {
    **WidgetSettings.initial().told(),
    "accent": "#0a7f3f",
    "position": "left",
    "texts": {
        "pt-BR": {"title": "Fale conosco", "consent": "Eu concordo"},
        "ar": {"title": "مرحبا"},
    },
}
OFFICE = [{"from": "08:30", "to": "12:00"}, {"from": "12:00", "to": "24:00"}]
HOURS = {
    "isOn": True,
    "timeZone": "Asia/Kathmandu",
    "week": {**HoursSettings.initial().told()["week"], "monday": OFFICE, "sunday": OFFICE[:1]},
    "closedOn": ["2026-12-25", "2027-01-01"],
}
CHANGED: list[tuple[type[Section], Json]] = [
    (DeskSettings, DESK),
    (WidgetSettings, WIDGET),
    (HoursSettings, HOURS),
]


async def stored(house: House) -> StoredSettings:
    """What another start of the server would have in force."""
    settings = StoredSettings(house.database, lambda: house.clock.now)
    await settings.load()
    return settings


@pytest.mark.parametrize(("kind", "told"), CHANGED)
async def test_what_is_set_is_in_force_and_kept(
    build: Build, kind: type[Section], told: Json
) -> None:
    house = await build(Mode.CAPABILITY)
    path, login = f"/settings/{kind.NAME}", await administrator(house)
    before = await house.client.get(path, headers=login)
    assert (before.status, await before.json()) == (200, kind.initial().told())
    put = await house.client.put(path, json=told, headers=login)
    assert (put.status, await put.json()) == (200, told)
    assert await (await house.client.get(path, headers=login)).json() == told
    assert (await stored(house)).of(kind).told() == told


@pytest.mark.parametrize(("kind", "told"), CHANGED)
async def test_attendants_read_and_administrators_write(
    build: Build, kind: type[Section], told: Json
) -> None:
    path = f"/settings/{kind.NAME}"
    house = await build(Mode.OPEN)
    assert (await house.client.get(path)).status == 200
    assert (await house.client.put(path, json=told)).status == 401
    house = await build(Mode.CAPABILITY)
    assert (await house.client.get(path)).status == 401
    assert (await house.client.put(path, json=told)).status == 401
    for login in (await attendant(house), await supervisor(house)):
        assert (await house.client.get(path, headers=login)).status == 200
        refused = await house.client.put(path, json=told, headers=login)
        assert (refused.status, (await refused.json())["error"]) == (403, "not_allowed")
    assert (await stored(house)).of(kind) == kind.initial()


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("accent", {**WIDGET, "accent": "red"}),
        ("texts.fi", {**WIDGET, "texts": {"fi": {"title": "Moi"}}}),
        ("preChat.consent", {**WIDGET, "preChat": {"isOn": True, "name": "off", "email": "off"}}),
        ("accentt", {**WIDGET, "accentt": "#000000"}),
    ],
)
async def test_what_is_wrong_is_named_and_changes_nothing(
    build: Build, field: str, told: Json
) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    await house.client.put("/settings/widget", json=WIDGET, headers=login)
    refused = await house.client.put("/settings/widget", json=told, headers=login)
    said = await refused.json()
    assert (refused.status, said["error"], said["field"]) == (400, "invalid", field)
    assert said["message"].startswith(f"{field}: ")
    assert "nput" not in said["message"]
    now = await house.client.get("/settings/widget", headers=login)
    assert await now.json() == WIDGET
    assert (await stored(house)).of(WidgetSettings).told() == WIDGET


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff"])
async def test_what_is_no_object_is_refused(build: Build, body: bytes) -> None:
    house = await build(Mode.CAPABILITY)
    login = {**await administrator(house), "Content-Type": "application/json"}
    refused = await house.client.put("/settings/desk", data=body, headers=login)
    assert (refused.status, (await refused.json())["message"][:9]) == (400, "the body:")


async def test_no_form_of_another_page_sets_anything(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    refused = await house.client.put("/settings/desk", data={"name": "Evil"}, headers=login)
    assert refused.status == 415
    for path in ("/settings/desk", "/settings/widget"):
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
        preflight = await house.client.options(path, headers=asked)
        assert "Access-Control-Allow-Origin" not in preflight.headers
