"""Every answer carries what a browser needs to know, and our pages a policy that lets them work."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from chimp.http.guards import Guards
from chimp.http.proxies import Proxies
from chimp.http.security_headers import SecurityHeaders
from tests.http.conftest import Build

BEHIND = Guards(proxies=Proxies(["127.0.0.1"]))
TLS = {"X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/config/attendant", 200),
        ("/healthz", 200),
        ("/metrics", 200),
        ("/openapi.json", 200),
        ("/nowhere", 404),
        ("/customer/a/messages?limit=x", 400),
    ],
)
async def test_every_answer_has_them(build: Build, path: str, status: int) -> None:
    house = await build()
    response = await house.client.get(path)
    assert response.status == status
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = response.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"
    assert response.headers["Server"] == "Chimp"


async def test_pages_of_other_origins_read_the_answers_all_the_same(build: Build) -> None:
    house = await build()
    response = await house.client.get("/healthz", headers={"Origin": "https://shop.example"})
    assert "Access-Control-Allow-Origin" not in response.headers
    response = await house.client.post("/session", headers={"Origin": "https://shop.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "https://shop.example"
    assert "Policy" not in response.headers.get("Access-Control-Expose-Headers", "")


async def test_https_alone_is_asked_for_only_where_it_was_used(build: Build) -> None:
    house = await build(guards=BEHIND)

    async def told(host: str, **more: str) -> str | None:
        headers = {"Host": host, **more}
        response = await house.client.get("/healthz", headers=headers)
        return response.headers.get("Strict-Transport-Security")

    assert await told("chat.example", **TLS) == "max-age=31536000"
    assert await told("chat.example:443", **TLS) == "max-age=31536000"
    assert await told("chat.example") is None
    assert await told("chat.example", **{"X-Forwarded-Proto": "http"}) is None


async def test_https_is_not_asked_for_from_a_port_for_the_whole_host(build: Build) -> None:
    """What is served on other ports of that host would be cut off."""
    house = await build(guards=BEHIND)
    for host in ("chat.example:3000", "chat.example:port"):
        response = await house.client.get("/healthz", headers={"Host": host, **TLS})
        assert response.status == 200
        assert "Strict-Transport-Security" not in response.headers


async def test_a_page_may_use_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    """Pages come as texts and as files; of a file the type is known only when it is sent."""
    (tmp_path / "page.html").write_text("<!doctype html><title>Page</title>")
    (tmp_path / "page.css").write_text("p {}")

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<!doctype html>", content_type="text/html")

    async def widget(_: web.Request) -> web.Response:
        headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
        return web.Response(text="x", content_type="text/javascript", headers=headers)

    application = web.Application()
    SecurityHeaders(Proxies()).watch(application)
    application.router.add_get("/docs", page)
    application.router.add_get("/widget.js", widget)
    application.router.add_static("/files", tmp_path)
    async with TestClient(TestServer(application)) as client:
        for path in ("/docs", "/files/page.html"):
            headers = (await client.get(path)).headers
            policy = dict(part.split(maxsplit=1) for part in _policy(headers).split("; "))
            assert policy["default-src"] == "'none'"
            for kind in ("script-src", "style-src", "connect-src", "form-action", "font-src"):
                assert policy[kind] == "'self'"
            assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
            assert "unsafe" not in _policy(headers)
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert "camera=()" in headers["Permissions-Policy"]
        css = await client.get("/files/page.css")
        assert _policy(css.headers) == "default-src 'none'; frame-ancestors 'none'"
        script = await client.get("/widget.js")
        assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def _policy(headers: Mapping[str, str]) -> str:
    return headers["Content-Security-Policy"]
