"""Requests that no library would send, by chance and by hand: none is answered with a 5xx.

TEST_FUZZ=10 makes it try ten times as many.
"""

import asyncio
import os
from collections import Counter
from itertools import product
from random import Random
from typing import Final

import pytest
from structlog.testing import capture_logs

from tests.e2e.house import House, Serve

REQUESTS: Final = 400 * int(os.environ.get("TEST_FUZZ", "1"))
AT_ONCE: Final = 8
PATIENCE: Final = 0.2
"""Seconds after which a request that is not whole has had its chance."""

PROPER: Final = (
    b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
    (
        b"POST /login HTTP/1.1\r\nHost: x\r\nOrigin: http://a\r\nTransfer-Encoding: chunked\r\n\r\n"
        b'5\r\n{"a":\r\n0\r\n\r\n'
    ),
    (
        b"GET /mqtt HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: mqtt\r\n\r\n\x82\x85abcd12345"
    ),
    (
        b"OPTIONS /session HTTP/1.1\r\nHost: x\r\nOrigin: http://a\r\n"
        b"Access-Control-Request-Method: POST\r\nX-Forwarded-For: 192.0.2.1, ::1\r\n"
        b"X-Forwarded-Proto: https\r\n\r\n"
    ),
    (
        b"GET /customer/%zz%00/messages?limit=%ff HTTP/1.1\r\nHost: [::1\r\nCookie: a=b\r\n"
        b'Authorization: Basic !!\r\nSec-Fetch-Site: same-origin\r\nIf-None-Match: "a", *\r\n\r\n'
    ),
    b"GET /docs HTTP/1.1\r\nHost: a:b\r\nRange: bytes=0-99\r\nExpect: 100-continue\r\n\r\n",
)
ODD: Final = (
    *(b"\r\n", b"\0", b":", b" ", b"%" * 5, b"9" * 30, b"\xff" * 20, b"\xc3\xbc", b"x" * 9_000),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n", b"Content-Encoding: gzip\r\n"),
)
NO_TEXT: Final = (
    b"Origin: http://\xff",
    b"Origin: http://\xc3\xbc.example",
    b"Access-Control-Request-Method: \xff",
    b"Host: \xff",
    b"Sec-WebSocket-Key: \xc3\xbc",
    b"Sec-WebSocket-Protocol: \xff",
    b"Upgrade: \xff",
)
SETTINGS: Final = {
    "requests_per_minute": 0,
    "trusted_proxies": ["127.0.0.1"],
    "allowed_origins": ["http://a"],
}


def spoiled(chance: Random) -> bytes:
    """One of the proper ones, with up to four accidents."""
    request = bytearray(chance.choice(PROPER))
    for _ in range(chance.randint(0, 4)):
        at = chance.randrange(len(request) + 1)
        match chance.randrange(4):
            case 0:
                request[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del request[at : at + chance.randint(1, 10)]
            case 2:
                request[at:at] = chance.choice(ODD)
            case _:
                other = chance.choice(PROPER)
                begin = chance.randrange(len(other))
                request[at:at] = other[begin : begin + chance.randint(1, 60)]
    return bytes(request)


async def status_of(house: House, request: bytes, *, hangs_up: bool = False) -> str:
    """The status, "closed", or "open" if the server waits for more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.http_port)
    writer.write(request)
    if hangs_up:
        writer.write_eof()
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await reader.readline()
    except TimeoutError:
        return "open"
    except ConnectionError:
        return "closed"
    finally:
        writer.transport.abort()
    return answer.split()[1].decode() if answer else "closed"


async def test_no_accident_breaks_the_server(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    chance = Random(4)  # noqa: S311 - the same accidents every time
    found: Counter[str] = Counter()

    async def send_some() -> None:
        for _ in range(REQUESTS // AT_ONCE):
            request = spoiled(chance)
            status = await status_of(house, request, hangs_up=chance.random() < 0.2)
            assert not status.startswith("5"), request
            found[status] += 1

    async with serve(http=SETTINGS) as house:
        with capture_logs() as lines:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(send_some())
        assert await status_of(house, PROPER[0]) == "200"
    assert found["200"] > 10
    assert found["400"] > 10
    assert not [line for line in lines if line["log_level"] == "error"]
    assert not caplog.records


async def test_a_header_that_is_no_text_is_the_clients_fault(serve: Serve) -> None:
    upgrade = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    begun = (
        b"GET /mqtt HTTP/1.1\r\n" + upgrade,
        b"OPTIONS /session HTTP/1.1\r\n",
        b"POST /login HTTP/1.1\r\nContent-Length: 0\r\n",
    )
    async with serve() as house:
        for head, header in product(begun, NO_TEXT):
            request = head + header + b"\r\n\r\n"
            assert await status_of(house, request) == "400", request


async def test_what_is_expected_can_only_be_to_go_on(serve: Serve) -> None:
    async with serve() as house:
        for expected, status in ((b"100-Continue", "100"), (b"\xff", "417"), (b"200-ok", "417")):
            told = b"Content-Length: 2\r\nExpect: " + expected + b"\r\n\r\n"
            request = b"POST /session HTTP/1.1\r\nHost: x\r\n" + told
            assert await status_of(house, request) == status


async def test_a_cookie_may_be_whatever_others_have_made_of_it(serve: Serve) -> None:
    """Another program on the same host may have set it."""
    async with serve() as house:
        request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nCookie: theme=\xff\xfc\r\n\r\n"
        assert await status_of(house, request) == "200"
