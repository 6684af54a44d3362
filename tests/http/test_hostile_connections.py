"""Whoever sends too much, too slowly, or nonsense is told so or cut off, and holds nothing."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import NoReturn

import pytest
from aiohttp import ClientSession, web
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from chimp.http.bodies import Bodies
from chimp.http.connections import ConnectionLimits, Connections, HttpConnection
from chimp.http.guards import Guards
from chimp.http.problems import problems
from chimp.http.proxies import Proxies
from chimp.http.server import HttpServer

MOST = 100_000
"""Bytes of a body."""

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"
GOODBYE = HEAD + b"Connection: close\r\n\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Served:
    """`POST /` answers with the length of its body, `/large` with much, `/echo` is a WebSocket."""

    port: int
    registry: CollectorRegistry

    def ended(self, because: str) -> float:
        name = "chimp_http_connections_ended_total"
        return self.registry.get_sample_value(name, {"because": because}) or 0.0

    async def dial(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def ask(self, *parts: bytes) -> tuple[int, bytes]:
        """Status and body, once the server has closed; 0 if it says nothing."""
        reader, writer = await self.dial()
        for part in parts:
            writer.write(part)
        raw = await reader.read()
        writer.close()
        if not raw:
            return 0, b""
        head, _, body = raw.partition(b"\r\n\r\n")
        return int(head.split()[1]), body


@asynccontextmanager
async def serving(
    limits: ConnectionLimits | None = None,
    *,
    body_timeout: float = 30,
    proxies: Proxies | None = None,
) -> AsyncIterator[Served]:
    async def length(request: web.Request) -> web.Response:
        return web.json_response(len(await request.read()))

    async def large(_: web.Request) -> web.Response:
        return web.Response(body=b"x" * 50_000_000)

    async def echo(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for frame in socket:
            await socket.send_str(frame.data)
        return socket

    guards = Guards(proxies=proxies or Proxies(), bodies=Bodies(body_timeout))
    middlewares = [*guards.outer(), problems, *guards.inner(uncounted=())]
    application = web.Application(middlewares=middlewares, client_max_size=MOST)
    guards.watch(application)
    application.router.add_post("/", length)
    application.router.add_get("/large", large)
    application.router.add_get("/echo", echo)
    registry = CollectorRegistry()
    told = replace(limits or ConnectionLimits(), lingering=0.05)
    server = HttpServer(application, Connections(told, guards.proxies, registry))
    port = await server.start("127.0.0.1", 0)
    try:
        yield Served(port, registry)
    finally:
        await server.stop()


class Slow(asyncio.Transport):
    """To a client for whom so many bytes are waiting."""

    waiting = 0
    is_cut_off = False

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def abort(self) -> None:
        self.is_cut_off = True

    def close(self) -> None:
        pass


async def unserved(_: web.BaseRequest) -> NoReturn:
    raise NotImplementedError


class TestTime:
    @pytest.mark.parametrize("said", [b"", b"GET", HEAD, HEAD + b"X: y"])
    async def test_a_head_that_does_not_come_ends_the_connection(self, said: bytes) -> None:
        async with serving(ConnectionLimits(idle=0.05)) as served:
            assert await served.ask(said) == (0, b"")

    async def test_a_connection_without_another_request_ends(self) -> None:
        async with serving(ConnectionLimits(idle=0.05)) as served:
            assert await served.ask(HEAD + b"Content-Length: 3\r\n\r\nabc") == (200, b"3")

    @pytest.mark.parametrize(
        "begun", [HEAD + b"Content-Length: 9\r\n\r\nabc", CHUNKED, CHUNKED + b"5\r\nab"]
    )
    async def test_a_body_that_does_not_come_is_not_waited_for(self, begun: bytes) -> None:
        async with serving(body_timeout=0.05) as served:
            status, said = await served.ask(begun)
            assert status == 408
            assert json.loads(said)["error"] == "too_slow"

    async def test_a_body_that_trickles_gains_no_time(self) -> None:
        async with serving(body_timeout=0.1) as served:
            reader, writer = await served.dial()
            writer.write(HEAD + b"Content-Length: 1000\r\n\r\n")
            answering = asyncio.get_running_loop().create_task(reader.readline())
            while not answering.done():
                writer.write(b"x")
                await asyncio.sleep(0.01)
            assert answering.result().startswith(b"HTTP/1.1 408")
            writer.close()

    async def test_a_client_that_does_not_read_its_answer_is_cut_off(self) -> None:
        async with serving(ConnectionLimits(transfer=0.05)) as served:
            _, writer = await served.dial()
            writer.write(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            while not served.ended("not_reading"):
                assert await served.ask(b"GET / HTTP/9.9\r\n\r\n")  # it goes on for others
            writer.close()

    async def test_a_client_that_reads_slowly_has_the_time_it_needs(self) -> None:
        registry = CollectorRegistry()
        connections = Connections(ConnectionLimits(), Proxies(), registry)
        loop = asyncio.get_running_loop()
        connection = HttpConnection(connections, web.Server(unserved), loop)
        transport = Slow()
        connection.connection_made(transport)
        transport.waiting = 100
        connection.pause_writing()
        for left in (99, 50, 49):
            before, transport.waiting = transport.waiting, left
            connection._look_whether_it_reads(before)
            assert not transport.is_cut_off
        connection._look_whether_it_reads(49)
        assert transport.is_cut_off
        connection.connection_lost(None)

    async def test_a_websocket_may_be_silent(self) -> None:
        """The heartbeat looks after it."""
        async with (
            serving(ConnectionLimits(idle=0.05), body_timeout=0.01) as served,
            ClientSession() as http,
            http.ws_connect(f"http://127.0.0.1:{served.port}/echo") as socket,
        ):
            assert await served.ask() == (0, b"")  # so long it takes to be idle
            await socket.send_str("still here")
            assert await socket.receive_str() == "still here"


class TestSize:
    async def test_the_largest_body_is_read(self) -> None:
        async with serving(ConnectionLimits(idle=0.05)) as served:
            told = b"Content-Length: %d\r\n\r\n" % MOST
            assert await served.ask(HEAD, told, b"x" * MOST) == (200, b"100000")

    async def test_a_larger_one_is_not_even_waited_for(self) -> None:
        async with serving() as served:
            status, said = await served.ask(HEAD + b"Content-Length: 100001\r\n\r\n")
            assert status == 413
            assert json.loads(said)["error"] == "too_large"

    async def test_one_without_end_is_read_up_to_the_limit(self) -> None:
        async with serving() as served:
            chunk = b"2710\r\n" + b"x" * 10_000 + b"\r\n"
            status, said = await served.ask(CHUNKED, chunk * 50)
            assert status == 413
            assert json.loads(said)["error"] == "too_large"

    @pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "Identity, gzip"])
    async def test_a_compressed_one_is_not_unpacked(self, encoding: str) -> None:
        bomb = gzip.compress(b"0" * 10_000_000)
        async with serving() as served:
            told = f"Content-Encoding: {encoding}\r\nContent-Length: {len(bomb)}\r\n"
            status, said = await served.ask(
                HEAD + told.encode() + b"Connection: close\r\n\r\n", bomb
            )
            assert status == 415
            assert json.loads(said)["error"] == "unsupported"

    @pytest.mark.parametrize(
        "head",
        [
            b"GET /" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
            HEAD + b"Cookie: " + b"x" * 9_000 + b"\r\n\r\n",
            HEAD + b"x" * 9_000 + b": y\r\n\r\n",
            HEAD + b"Cookie: " + b"x" * 20_000,
            HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(200)) + b"\r\n",
        ],
        ids=["target", "value", "name", "no end", "lines"],
    )
    async def test_a_head_over_the_limits_is_told_so(self, head: bytes) -> None:
        async with serving() as served:
            with capture_logs() as lines:
                status, said = await served.ask(head)
            assert status == 431
            assert json.loads(said)["error"] == "head_too_large"
            assert served.ended("head_too_large") == 1
            assert [line["log_level"] for line in lines] == ["debug"]

    async def test_connections_of_one_address(self) -> None:
        async with serving(ConnectionLimits(most_of_address=2)) as served:
            _, first = await served.dial()
            _, second = await served.dial()
            assert await served.ask(HEAD) == (0, b"")
            assert served.ended("too_many_of_one_address") == 1
            first.close()
            await first.wait_closed()
            status = 0
            while not status:  # until the server has noticed
                status, _ = await served.ask(GOODBYE)
            assert status == 200
            second.close()

    async def test_connections_of_a_proxy_are_of_many_people(self) -> None:
        limits = ConnectionLimits(most_of_address=1)
        async with serving(limits, proxies=Proxies(["127.0.0.1"])) as served:
            _, first = await served.dial()
            assert (await served.ask(GOODBYE))[0] == 200
            first.close()


class TestNonsense:
    @pytest.mark.parametrize(
        "said",
        [
            b"\x16\x03\x01\x00\xc8\x01\x00\x00\xc4\x03\x03" + b"\xff" * 200,
            b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
            HEAD + b"Content-Length: -1\r\n\r\n",
            HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            b"\0" * 100 + b"\r\n\r\n",
        ],
        ids=["TLS", "MQTT", "version", "no colon", "length", "smuggled", "two lengths", "zeros"],
    )
    async def test_what_is_no_request_is_told_so_and_not_looked_at(self, said: bytes) -> None:
        """And fills no log: whoever likes can send it all day."""
        async with serving() as served:
            with capture_logs() as lines:
                status, body = await served.ask(said)
            assert status == 400
            assert json.loads(body)["error"] == "invalid"
            assert served.ended("malformed") == 1
            assert [line["log_level"] for line in lines] == ["debug"]

    async def test_a_body_that_is_no_body_is_the_clients_fault(self) -> None:
        async with serving() as served:
            status, _ = await served.ask(CHUNKED + b"zz\r\nabc\r\n")
            assert status == 400

    async def test_a_client_that_goes_in_the_middle_is_nobodys_fault(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with serving(ConnectionLimits(idle=0.05)) as served:
            with capture_logs() as lines:
                _, writer = await served.dial()
                writer.write(HEAD + b"Content-Length: 9\r\n\r\nabc")
                await writer.drain()
                writer.transport.abort()
                assert await served.ask() == (0, b"")
            assert not [line for line in lines if line["log_level"] != "debug"]
            assert not caplog.records
