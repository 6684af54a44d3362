"""What a widget is told before anything else."""

from chimp.core.access import Mode
from chimp.core.protocol import PROTOCOL_VERSION
from chimp.http.guards import Guards
from chimp.http.origins import Origins
from chimp.wire.hours import HoursSettings
from chimp.wire.settings import WidgetSettings
from tests.http.conftest import Build
from tests.http.people_at_work import administrator

PATH = "/widget/configuration"
SHOP, EVIL = "https://shop.example", "https://evil.example"


async def test_all_that_it_needs(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    response = await house.client.get(PATH)
    assert response.status == 200
    assert await response.json() == {
        "deskName": "Chimp",
        "widget": WidgetSettings.initial().told(),
        "hours": {"isOpen": True, "changesAt": None},
        "mqttPath": "/mqtt",
        "baseTopic": "base",
        "maxMessageLength": 20_000,
        "keepAliveTTL": 600_000,
        "protocolVersion": PROTOCOL_VERSION,
        "needsIdentity": False,
        "languages": ["en", "pt-BR", "es", "de", "fr", "ar"],
    }


async def test_it_is_fetched_again_when_something_has_changed(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    first = await house.client.get(PATH)
    assert first.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = await house.client.get(PATH, headers=known)
    assert (again.status, await again.read()) == (304, b"")
    told = {"name": "Shop", "isSetUp": True}
    assert (await house.client.put("/settings/desk", json=told, headers=login)).status == 200
    changed = await house.client.get(PATH, headers=known)
    assert (changed.status, (await changed.json())["deskName"]) == (200, "Shop")
    look = {**WidgetSettings.initial().told(), "accent": "#ff0000"}
    await house.client.put("/settings/widget", json=look, headers=login)
    known = {"If-None-Match": changed.headers["ETag"]}
    changed = await house.client.get(PATH, headers=known)
    assert (changed.status, (await changed.json())["widget"]["accent"]) == (200, "#ff0000")


async def test_whether_the_desk_is_open(build: Build) -> None:
    """It is a Friday, 9:33:09 in Sao Paulo, where clocks showed an hour more in that summer."""
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    told = {**HoursSettings.initial().told(), "isOn": True, "timeZone": "America/Sao_Paulo"}
    await house.client.put("/settings/hours", json=told, headers=login)
    minute = 60_000
    opens = house.clock.now - 33 * minute - 9_000
    closes = opens + 9 * 60 * minute
    for now, hours in (
        (opens - 1, {"isOpen": False, "changesAt": opens}),
        (opens, {"isOpen": True, "changesAt": closes}),
        (closes - 1, {"isOpen": True, "changesAt": closes}),
        (closes, {"isOpen": False, "changesAt": opens + 3 * 24 * 60 * minute}),
        (opens - 1, {"isOpen": False, "changesAt": opens}),
    ):
        house.clock.now = now
        assert (await (await house.client.get(PATH)).json())["hours"] == hours
    await house.client.put("/settings/hours", json={**told, "isOn": False}, headers=login)
    always = {"isOpen": True, "changesAt": None}
    assert (await (await house.client.get(PATH)).json())["hours"] == always


async def test_pages_of_the_sites_that_may_read_it(build: Build) -> None:
    house = await build(Mode.CAPABILITY, guards=Guards(origins=Origins([SHOP])))
    for origin, named in ((SHOP, SHOP), (EVIL, None)):
        for known in ({}, {"If-None-Match": "*"}):
            response = await house.client.get(PATH, headers={"Origin": origin, **known})
            assert response.headers.get("Access-Control-Allow-Origin") == named
            assert response.headers["Vary"] == "Origin"
            assert response.status == (304 if known else 200)
