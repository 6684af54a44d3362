"""Which sites may use the server and sign for their customers, set while it runs."""

from typing import Any

import pytest
from aiohttp import hdrs

from chimp.core.access import Mode
from tests.http.conftest import Build, House, read_with
from tests.http.people_at_work import Headers, administrator, attendant, supervisor

PATH, KEY = "/settings/access", "/settings/access/site-key"
SHOP, EVIL, CONFIGURED = (
    "https://shop.example",
    "https://evil.example",
    "https://configured.example",
)
NO_KEY = {"state": "none", "createdAt": None}
UPGRADE = {"Connection": "Upgrade", "Upgrade": "WebSocket"}


async def told(house: House, login: Headers) -> Any:  # noqa: ANN401 - JSON
    response = await house.client.get(PATH, headers=login)
    assert response.status == 200
    return await response.json()


async def allow(house: House, login: Headers, *origins: str) -> None:
    put = await house.client.put(PATH, json={"allowedOrigins": origins}, headers=login)
    assert put.status == 200


async def admitted(house: House, origin: str) -> set[object]:
    """Whether a page may: each way of asking agrees, or there are two answers."""
    page, asks = {"Origin": origin}, {"Access-Control-Request-Method": "POST"}
    post = await house.client.post("/session", headers=page)
    get = await house.client.get("/widget/configuration", headers=page)
    preflight = await house.client.options("/session", headers={**page, **asks})
    websocket = await house.client.get("/mqtt", headers={**page, **UPGRADE})
    named = {each.headers.get(hdrs.ACCESS_CONTROL_ALLOW_ORIGIN) for each in (post, get, preflight)}
    assert named <= {origin, None}
    assert get.status == 200
    return {
        *(name == origin for name in named),
        *(each.status == 200 for each in (post, preflight, websocket)),
    }


async def test_what_is_set_is_in_force_at_once_for_every_way_in(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    assert await admitted(house, EVIL) == {True}
    await allow(house, login, SHOP)
    assert await admitted(house, EVIL) == {False}
    assert await admitted(house, SHOP) == {True}
    await allow(house, login, EVIL)
    assert await admitted(house, EVIL) == {True}
    assert await admitted(house, SHOP) == {False}
    await allow(house, login)
    assert await admitted(house, SHOP) == {True}


async def test_what_is_configured_stays(build: Build) -> None:
    house = await build(Mode.CAPABILITY, allowed_origins=(CONFIGURED,))
    login = await administrator(house)
    await allow(house, login, SHOP, CONFIGURED)
    for origin, may in ((CONFIGURED, True), (SHOP, True), (EVIL, False)):
        assert await admitted(house, origin) == {may}
    await allow(house, login)
    for origin, may in ((CONFIGURED, True), (SHOP, False)):
        assert await admitted(house, origin) == {may}
    assert (await told(house, login))["configuredOrigins"] == [CONFIGURED]


async def test_what_was_read_can_be_put_with_more(build: Build) -> None:
    house = await build(Mode.CAPABILITY, allowed_origins=(CONFIGURED,))
    login = await administrator(house)
    first = await told(house, login)
    assert first == {
        "allowedOrigins": [],
        "configuredOrigins": [CONFIGURED],
        "siteKey": NO_KEY,
    }
    wanted = {
        "allowedOrigins": ["HTTPS://Shop.example:443", SHOP, EVIL],
        "configuredOrigins": [EVIL],
        "siteKey": {"state": "configured"},
    }
    put = await house.client.put(PATH, json={**first, **wanted}, headers=login)
    assert await put.json() == {**first, "allowedOrigins": [SHOP, EVIL]}
    assert await told(house, login) == await put.json()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("allowedOrigins.1", [SHOP, "https://shop.example/path"]),
        ("allowedOrigins.0", ["*"]),
        ("allowedOrigins.0", ["null"]),
        ("allowedOrigins.0", [5]),
        ("allowedOrigins", SHOP),
        ("allowedOrigins", [f"https://{number}.example" for number in range(201)]),
        ("allowedOrigins", None),
    ],
)
async def test_what_is_wrong_is_named_and_changes_nothing(
    build: Build, field: str, wrong: object
) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    await allow(house, login, SHOP)
    refused = await house.client.put(PATH, json={"allowedOrigins": wrong}, headers=login)
    assert (refused.status, (await refused.json())["field"]) == (400, field)
    assert (await told(house, login))["allowedOrigins"] == [SHOP]


async def test_it_is_for_administrators_alone(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    asked = [("GET", PATH), ("PUT", PATH), ("POST", KEY), ("DELETE", KEY)]
    people = [({}, 401), (await attendant(house), 403), (await supervisor(house), 403)]
    for login, status in people:
        for method, path in asked:
            response = await house.client.request(
                method, path, json={"allowedOrigins": [EVIL]}, headers=login
            )
            assert response.status == status
    login = await administrator(house)
    for method, path in asked[1:]:
        foreign = {**login, "Origin": EVIL}
        response = await house.client.request(
            method, path, json={"allowedOrigins": [EVIL]}, headers=foreign
        )
        assert (response.status, (await response.json())["error"]) == (403, "not_same_origin")
    now = await told(house, login)
    assert (now["allowedOrigins"], now["siteKey"]) == ([], NO_KEY)


async def identified(house: House, secret: str) -> int:
    """The answer to a customer for whom somebody has signed with that secret."""
    response = await house.client.post("/session", json={"identity": f"ann by {secret}"})
    return response.status


async def test_a_key_is_made_shown_once_and_forgotten(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    login = await administrator(house)
    assert await identified(house, "guess") == 400
    made = await house.client.post(KEY, headers=login)
    assert (made.status, made.headers["Cache-Control"]) == (201, "no-store")
    secret = (await made.json())["secret"]
    assert await identified(house, secret) == 200
    assert await identified(house, "guess") == 401
    now = await house.client.get(PATH, headers=login)
    assert (await now.json())["siteKey"] == {"state": "stored", "createdAt": house.clock.now}
    assert secret not in await now.text()
    other = (await (await house.client.post(KEY, headers=login)).json())["secret"]
    assert await identified(house, secret) == 401
    assert await identified(house, other) == 200
    for _ in range(2):
        assert (await house.client.delete(KEY, headers=login)).status == 204
    assert await identified(house, other) == 400
    assert (await told(house, login))["siteKey"] == NO_KEY


async def test_one_that_is_configured_is_not_touched(build: Build) -> None:
    house = await build(Mode.CAPABILITY, identify=read_with("configured"))
    login = await administrator(house)
    for method in ("POST", "DELETE"):
        response = await house.client.request(method, KEY, headers=login)
        said = await response.json()
        assert (response.status, said["error"]) == (409, "configured")
        assert "auth.site_key" in said["message"]
    assert await identified(house, "configured") == 200
    assert (await told(house, login))["siteKey"] == {"state": "configured", "createdAt": None}
