"""What an administrator sets at the console is in force at once, and after a restart."""

import time
from typing import Any

import jwt
from aiohttp import ClientSession, WSServerHandshakeError, encode_basic_auth

from chimp.core.access import Mode
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.e2e.accounts import FILE
from tests.e2e.house import House, Serve
from tests.e2e.http import get_json

ROOT = ("root@example.org", "a-long-password")
SHOP, EVIL = "https://shop.example", "https://evil.example"

Json = dict[str, Any]


async def add_root(house: House) -> None:
    database = await Database.open(house.data_dir / FILE)
    try:
        accounts = Accounts(database, mode=Mode.CAPABILITY)
        await accounts.add(email=ROOT[0], password=ROOT[1], is_administrator=True)
    finally:
        await database.close()


class Console:
    """An administrator, at a console that is a script."""

    def __init__(self, house: House, http: ClientSession) -> None:
        self._house = house
        self._http = http

    async def asks(self, method: str, path: str, told: object = None) -> Any:  # noqa: ANN401 - JSON
        headers = {"Authorization": encode_basic_auth(*ROOT)}
        async with self._http.request(
            method, self._house.url(path), json=told, headers=headers
        ) as response:
            assert response.status < 300, await response.text()
            return await response.json() if response.status != 204 else None


async def session(http: ClientSession, house: House, **told: object) -> tuple[int, Json]:
    async with http.post(house.url("/session"), json=told) as response:
        return response.status, await response.json()


async def may_connect(http: ClientSession, house: House, origin: str) -> bool:
    try:
        async with http.ws_connect(house.url("/mqtt"), origin=origin, protocols=("mqtt",)):
            return True
    except WSServerHandshakeError as error:
        assert error.status == 403  # noqa: PT017 - what else there may be is a failure
        return False


async def test_no_setting_needs_a_restart_and_every_one_outlives_it(serve: Serve) -> None:
    path = "/widget/configuration"
    async with serve() as house, ClientSession() as http:
        await add_root(house)
        root = Console(house, http)
        assert (await get_json(house, path))["deskName"] == "Chimp"
        assert await may_connect(http, house, EVIL)

        await root.asks("PUT", "/settings/desk", {"name": "Shop", "isSetUp": True})
        look = await root.asks("GET", "/settings/widget")
        await root.asks("PUT", "/settings/widget", {**look, "accent": "#ff0000"})
        hours = await root.asks("GET", "/settings/hours")
        closed = {"week": {day: [] for day in hours["week"]}, "isOn": True}
        await root.asks("PUT", "/settings/hours", {**hours, **closed})
        await root.asks("PUT", "/settings/access", {"allowedOrigins": [SHOP]})
        hello = {"shortcut": "hello", "title": "Greeting", "content": "Hello!"}
        await root.asks("POST", "/canned-answers", hello)
        key = (await root.asks("POST", "/settings/access/site-key"))["secret"]

        identity = jwt.encode({"sub": "ann", "exp": int(time.time()) + 300}, key)
        told = await get_json(house, path)
        assert (told["deskName"], told["widget"]["accent"]) == ("Shop", "#ff0000")
        assert told["hours"] == {"isOpen": False, "changesAt": None}
        assert not await may_connect(http, house, EVIL)
        assert await may_connect(http, house, SHOP)
        assert (await session(http, house, identity=identity))[1]["verified"]

    async with serve() as house, ClientSession() as http:
        root = Console(house, http)
        assert await get_json(house, path) == told
        assert not await may_connect(http, house, EVIL)
        assert (await session(http, house, identity=identity))[1]["verified"]
        [kept] = await root.asks("GET", "/canned-answers")
        assert {name: kept[name] for name in hello} == hello

        await root.asks("DELETE", "/settings/access/site-key")
        await root.asks("PUT", "/settings/access", {"allowedOrigins": []})
        assert (await session(http, house, identity=identity))[0] == 400
        assert await may_connect(http, house, EVIL)


async def test_what_is_configured_wins(serve: Serve) -> None:
    key = "a secret of the site, 32 bytes long"
    async with (
        serve(auth={"site_key": key}, http={"allowed_origins": [SHOP]}) as house,
        ClientSession() as http,
    ):
        await add_root(house)
        root = Console(house, http)
        told = await root.asks("GET", "/settings/access")
        assert told["siteKey"] == {"state": "configured", "createdAt": None}
        assert told["configuredOrigins"] == [SHOP]
        await root.asks("PUT", "/settings/access", {"allowedOrigins": ["https://other.example"]})
        assert await may_connect(http, house, SHOP)
        assert not await may_connect(http, house, EVIL)
