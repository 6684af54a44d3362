"""MQTT over TLS: the same broker, whose limits hold on transports of another kind."""

import asyncio
import socket
import ssl

import pytest

from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.tls import Tls
from tests.broker.conformance import wire
from tests.broker.conformance.visitors import visiting
from tests.broker.conformance.wire import Connect
from tests.broker.conftest import Start
from tests.broker.test_limits import is_over
from tests.certificates import Authority

MEGABYTE = b"x" * 1_000_000


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def server(authority: Authority) -> ssl.SSLContext:
    files = authority.issue()
    return Tls(files.certificate, files.key).context


async def test_a_conversation(start: Start, authority: Authority, server: ssl.SSLContext) -> None:
    limits = Limits(max_packet=2_000_000)
    async with (
        start(tls=server, limits=limits, max_payload=1_000_000) as running,
        visiting(running.port, authority.trust()) as visitors,
    ):
        anna, bob = await visitors.join(), await visitors.join()
        await anna.subscribe(("base/t", 1))
        for _ in range(3):
            await bob.publish("base/t", MEGABYTE, 1)
        assert [message.payload for message in await anna.hear_all()] == [MEGABYTE] * 3
        await anna.leave()


async def test_who_does_not_read_is_closed(
    start: Start, authority: Authority, server: ssl.SSLContext
) -> None:
    limits = Limits(max_packet=2_000_000, backlog_drop=100_000_000, backlog_close=3_000_000)
    trust = authority.trust()
    async with (
        start(tls=server, limits=limits, max_payload=1_000_000) as running,
        visiting(running.port, trust) as visitors,
    ):
        bob = await visitors.join()
        deaf = await asyncio.to_thread(_deaf, running.port, trust)
        await running.notes.holds("subscribed")
        while not running.counters.endings[Ending.NOT_READING]:
            await bob.publish("base/t", MEGABYTE)
        deaf.close()
        await bob.ping()


def _deaf(port: int, trust: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", port))
    deaf = trust.wrap_socket(plain, server_hostname="localhost")
    deaf.sendall(Connect(client_id="deaf").encode() + wire.subscribe(1, ("base/t", 0)))
    return deaf


async def test_a_handshake_that_does_not_come_is_not_waited_for(
    start: Start, server: ssl.SSLContext
) -> None:
    async with start(tls=server, limits=Limits(connect_timeout=0.05)) as running:
        reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
        writer.close()


async def test_who_speaks_without_tls_gets_nowhere_and_fills_no_log(
    start: Start, authority: Authority, server: ssl.SSLContext, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        start(tls=server) as running,
        visiting(running.port) as strangers,
        visiting(running.port, authority.trust()) as visitors,
    ):
        stranger = await strangers.dial()
        await stranger.send(Connect(client_id="x").encode() + wire.PINGREQ)
        await is_over(stranger)
        await (await visitors.join()).ping()
    assert not caplog.records


async def test_the_broker_stops_with_clients_on_tls(
    start: Start, authority: Authority, server: ssl.SSLContext
) -> None:
    async with start(tls=server) as running, visiting(running.port, authority.trust()) as visitors:
        anna = await visitors.join()
        await running.broker.stop()
        await anna.expect_closed()
