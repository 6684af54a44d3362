"""Which pages may use the server, and which requests are of our own pages."""

import pytest
from aiohttp import hdrs, web
from aiohttp.test_utils import make_mocked_request

from chimp.core.access import Mode
from chimp.http.guards import Guards
from chimp.http.origins import OptionsNow, Origins, is_same_origin
from chimp.http.proxies import Proxies
from tests.http.conftest import Build

SHOP, EVIL = "https://shop.example", "https://evil.example"


def request(host: str = "chat.example", scheme: str = "https", **headers: str) -> web.Request:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return make_mocked_request("POST", "/", headers={"Host": host, **told}).clone(scheme=scheme)


@pytest.mark.parametrize(
    ("host", "scheme", "origin"),
    [
        ("chat.example", "https", "https://chat.example"),
        ("chat.example:443", "https", "https://chat.example"),
        ("Chat.Example", "https", "https://chat.example"),
        ("chat.example:8443", "https", "https://chat.example:8443"),
        ("chat.example", "http", "http://chat.example"),
        ("[::1]:3000", "http", "http://[::1]:3000"),
    ],
)
def test_a_page_of_ours(host: str, scheme: str, origin: str) -> None:
    assert is_same_origin(request(host, scheme, Origin=origin))


@pytest.mark.parametrize(
    ("host", "scheme", "origin"),
    [
        ("chat.example", "https", EVIL),
        ("chat.example", "https", "http://chat.example"),
        ("chat.example", "https", "https://chat.example:8443"),
        ("chat.example", "https", "https://chat.example.evil.example"),
        ("chat.example", "https", "https://evil.example/chat.example"),
        ("chat.example", "https", "null"),
        ("chat.example", "https", ""),
        ("chat.example", "https", "https://[not an address"),
        ("not an address", "https", "https://chat.example"),
        ("", "https", "https://"),
    ],
)
def test_a_page_of_somebody_else(host: str, scheme: str, origin: str) -> None:
    assert not is_same_origin(request(host, scheme, Origin=origin))


def test_what_is_no_page_is_nobodys() -> None:
    assert is_same_origin(request())


@pytest.mark.parametrize(
    ("site", "is_ours"),
    [("same-origin", True), ("none", True), ("same-site", False), ("cross-site", False)],
)
def test_a_browser_that_says_so_itself_is_believed(site: str, is_ours: bool) -> None:  # noqa: FBT001
    """It knows better than we do: it sees no proxies, and a GET of a page has no Origin."""
    assert is_same_origin(request(Sec_Fetch_Site=site)) is is_ours
    told = request(host="inside:3000", scheme="http", Origin="https://chat.example")
    assert not is_same_origin(told)
    told = request(host="inside:3000", Origin="https://chat.example", Sec_Fetch_Site=site)
    assert is_same_origin(told) is is_ours


@pytest.mark.parametrize(
    ("allowed", "origin", "may"),
    [
        ((), EVIL, True),
        ((), "null", True),
        ((SHOP,), SHOP, True),
        ((SHOP,), None, True),
        ((SHOP,), "https://chat.example", True),
        ((SHOP,), EVIL, False),
        ((SHOP,), "null", False),
        ((SHOP,), "https://shop.example:8443", False),
        ((SHOP,), "http://shop.example", False),
    ],
)
def test_who_is_admitted(allowed: tuple[str, ...], origin: str | None, may: bool) -> None:  # noqa: FBT001
    headers = {} if origin is None else {"Origin": origin}
    assert Origins(allowed).admits(request(**headers)) is may


def test_cookies_are_never_for_other_origins() -> None:
    for origins in (Origins(), Origins([SHOP])):
        options = OptionsNow(origins)
        assert len(options) == 1
        assert not any(told.allow_credentials for told in options.values())


UPGRADE = {"Connection": "Upgrade", "Upgrade": "WebSocket"}


async def test_a_page_that_is_not_allowed_can_only_look(build: Build) -> None:
    house = await build(Mode.CAPABILITY, guards=Guards(origins=Origins([SHOP])))
    told = {"email": "ana@example.com", "password": "guess"}
    asked = [
        (hdrs.METH_POST, "/session", {}),
        (hdrs.METH_POST, "/chimpassist/auth", {}),
        (hdrs.METH_POST, "/nowhere", {}),
        (hdrs.METH_GET, "/mqtt", UPGRADE),
    ]
    for method, path, more in asked:
        for origin, is_refused in ((EVIL, True), ("null", True), (SHOP, False), (None, False)):
            headers = more if origin is None else {"Origin": origin, **more}
            response = await house.client.request(method, path, json=told, headers=headers)
            assert (response.status == 403) is is_refused, (path, origin)
            if is_refused:
                assert (await response.json())["error"] == "origin_not_allowed"
                assert "Access-Control-Allow-Origin" not in response.headers
    look = await house.client.get("/config/attendant", headers={"Origin": EVIL})
    assert look.status == 200
    assert "Access-Control-Allow-Origin" not in look.headers


async def test_any_page_may_if_none_is_named(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    for origin in (EVIL, "null"):
        response = await house.client.post("/session", headers={"Origin": origin})
        assert response.status == 200
        assert response.headers["Access-Control-Allow-Origin"] == origin
        assert "Access-Control-Allow-Credentials" not in response.headers


async def test_our_own_pages_are_allowed_behind_a_proxy_that_ends_tls(build: Build) -> None:
    origins, told = Origins([SHOP]), {"Host": "chat.example", "Origin": "https://chat.example"}
    trusting = Guards(origins=origins, proxies=Proxies(["127.0.0.1"]))
    house = await build(guards=trusting)
    through = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https", **told}
    assert (await house.client.post("/session", headers=through)).status == 200
    assert (await house.client.post("/session", headers=told)).status == 403
