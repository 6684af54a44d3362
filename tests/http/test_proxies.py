"""What a request says of its origin counts as far as a trusted proxy has written it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from chimp.http.guards import Guards
from chimp.http.proxies import Proxies
from tests.http.conftest import Build

Asking = TestClient[web.Request, web.Application]


@asynccontextmanager
async def behind(*trusted: str) -> AsyncIterator[Asking]:
    """A server that answers with what it believes of who asks; tests come from 127.0.0.1."""

    async def who(request: web.Request) -> web.Response:
        return web.json_response([request.remote, request.scheme, str(request.url.origin())])

    application = web.Application(middlewares=[Proxies(trusted).middleware()])
    application.router.add_get("/", who)
    async with TestClient(TestServer(application)) as client:
        yield client


async def believed(client: Asking, *lines: str, proto: str = "") -> tuple[str, str]:
    """Address and scheme; each of `lines` is one line of X-Forwarded-For."""
    headers = [("X-Forwarded-For", line) for line in lines]
    if proto:
        headers.append(("X-Forwarded-Proto", proto))
    async with client.get("/", headers=headers) as response:
        address, scheme, _ = await response.json()
        return address, scheme


async def test_nobody_is_believed_without_the_setting() -> None:
    async with behind() as client:
        assert await believed(client, "192.0.2.1", proto="https") == ("127.0.0.1", "http")


async def test_who_is_no_trusted_proxy_is_not_believed() -> None:
    async with behind("10.0.0.0/8") as client:
        assert await believed(client, "192.0.2.1", proto="https") == ("127.0.0.1", "http")


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        ([], "127.0.0.1"),  # the proxy itself asks
        (["192.0.2.1"], "192.0.2.1"),
        (["203.0.113.9, 192.0.2.1"], "192.0.2.1"),  # the first is the client's own invention
        (["203.0.113.9", "192.0.2.1"], "192.0.2.1"),
        (["192.0.2.1, 10.1.2.3"], "192.0.2.1"),  # past a second proxy of ours
        (["203.0.113.9, 192.0.2.1, 10.1.2.3, 10.9.9.9"], "192.0.2.1"),
        (["10.1.2.3, 10.9.9.9"], "10.1.2.3"),  # only proxies: the one that began
        (["192.0.2.1, nonsense"], "127.0.0.1"),
        (["192.0.2.1, nonsense, 10.1.2.3"], "10.1.2.3"),
        (["nonsense, 192.0.2.1"], "192.0.2.1"),
        ([""], "127.0.0.1"),
        (["unknown"], "127.0.0.1"),
        (["192.0.2.1:4711"], "192.0.2.1"),
        (["[2001:db8::1]:4711"], "2001:db8::1"),
        (["2001:DB8::1"], "2001:db8::1"),
        (["::ffff:192.0.2.1"], "192.0.2.1"),
        ([", ".join(["10.0.0.1"] * 500)], "10.0.0.1"),
    ],
)
async def test_the_client_is_the_last_one_that_is_no_trusted_proxy(
    lines: list[str], address: str
) -> None:
    async with behind("127.0.0.1", "10.0.0.0/8") as client:
        assert (await believed(client, *lines))[0] == address


@pytest.mark.parametrize(
    ("hops", "proto", "scheme"),
    [
        ("192.0.2.1", "https", "https"),
        ("192.0.2.1", "HTTPS", "https"),
        ("192.0.2.1", "wss", "https"),
        ("192.0.2.1", "http", "http"),
        ("192.0.2.1", "gopher", "http"),
        ("192.0.2.1", "http, https", "https"),  # what the client sent, and what the proxy added
        ("192.0.2.1, 10.1.2.3", "https, http", "https"),  # TLS ended at the first of two
        ("192.0.2.1, 10.1.2.3", "https", "https"),  # proxies that overwrite it
        ("", "https", "https"),
    ],
)
async def test_the_scheme_is_the_one_the_client_used(hops: str, proto: str, scheme: str) -> None:
    async with behind("127.0.0.1", "10.0.0.0/8") as client:
        lines = [hops] if hops else []
        assert (await believed(client, *lines, proto=proto))[1] == scheme


async def test_the_url_is_the_one_the_client_sees() -> None:
    async with behind("127.0.0.1") as client:
        headers = {"Host": "chat.example", "X-Forwarded-Proto": "https"}
        async with client.get("/", headers=headers) as response:
            assert (await response.json())[2] == "https://chat.example"


async def test_a_proxy_that_is_not_trusted_is_named_once_in_the_log() -> None:
    async with behind() as client:
        with capture_logs() as lines:
            await believed(client, "192.0.2.1")
            await believed(client, "192.0.2.1")
        [line] = lines
        assert (line["event"], line["address"]) == ("http.proxy_not_trusted", "127.0.0.1")


async def test_customers_behind_one_proxy_have_limits_of_their_own(build: Build) -> None:
    house = await build(session_rate=2, guards=Guards(proxies=Proxies(["127.0.0.1"])))

    async def ask(address: str) -> int:
        headers = {"X-Forwarded-For": address}
        async with house.client.post("/session", headers=headers) as response:
            return response.status

    assert [await ask("192.0.2.1") for _ in range(3)] == [200, 200, 429]
    assert await ask("192.0.2.2") == 200
    assert [await ask(f"2001:db8::{n}") for n in range(3)] == [200, 200, 429]
    assert await ask("2001:db8:0:1::1") == 200
