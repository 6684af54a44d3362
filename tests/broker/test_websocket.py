"""What is particular to MQTT over WebSocket: who is there, and what is compressed."""

import socket

import pytest
from aiohttp import ClientSession, WSMsgType

from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from tests.broker.conformance.visitors import visiting
from tests.broker.conformance.wire import PINGREQ, Connect, Will, publish, subscribe
from tests.broker.conftest import Start, running


async def test_a_page_that_has_died_is_noticed_by_the_heartbeat(start: Start) -> None:
    """Its keep-alive is off, and its socket is never closed."""
    async with (
        start(limits=Limits(heartbeat=0.05)) as broker,
        visiting(broker.port) as visitors,
        ClientSession() as http,
    ):
        anna = await visitors.join()
        await anna.subscribe(("lobby", 1))
        url = f"http://127.0.0.1:{broker.web_port}/mqtt"
        async with http.ws_connect(url, protocols=("mqtt",), autoping=False) as page:
            dead = Connect(client_id="dead", keep_alive=0, will=Will("lobby", b"gone"))
            await page.send_bytes(dead.encode())
            assert (await anna.hear()).payload == b"gone"


@pytest.mark.parametrize("deflate", [False, True])
async def test_frames_are_compressed_only_where_it_is_configured(*, deflate: bool) -> None:
    async with running(deflate=deflate) as broker, ClientSession() as http:
        url = f"http://127.0.0.1:{broker.web_port}/mqtt"
        async with http.ws_connect(url, protocols=("mqtt",), compress=15) as page:
            assert bool(page.compress) is deflate
            await page.send_bytes(Connect(client_id="page").encode() + PINGREQ)
            assert (await page.receive()).data[:1] == b"\x20"


async def test_what_is_written_in_one_pass_comes_in_one_frame(start: Start) -> None:
    async with start() as broker, ClientSession() as http:
        url = f"http://127.0.0.1:{broker.web_port}/mqtt"
        async with http.ws_connect(url, protocols=("mqtt",)) as page:
            await page.send_bytes(Connect(client_id="page").encode())
            await page.receive()
            await page.send_bytes(subscribe(1, ("lobby", 0)))
            await page.receive()
            await page.send_bytes(publish("lobby", b"1") + publish("lobby", b"2") + PINGREQ)
            frame = await page.receive()
            assert frame.type is WSMsgType.BINARY
            assert frame.data == publish("lobby", b"1") + publish("lobby", b"2") + b"\xd0\x00"


async def test_a_page_that_does_not_read_does_not_hold_up_what_it_sends(start: Start) -> None:
    """It is not read either until it takes what waits for it; then everything goes on."""
    async with start() as broker, ClientSession() as http:
        url = f"http://127.0.0.1:{broker.web_port}/mqtt"
        async with http.ws_connect(url, protocols=("mqtt",), max_msg_size=0) as page:
            await page.send_bytes(Connect(client_id="page").encode())
            await page.receive()
            await page.send_bytes(subscribe(1, ("lobby", 1)))
            await page.receive()
            for number in range(1, 61):
                await page.send_bytes(publish("lobby", b"x" * 9_000, qos=1, packet_id=number))
            received = b""
            while received.count(b"x") < 60 * 9_000:
                received += (await page.receive()).data
            assert broker.counters.endings[Ending.NOT_READING] == 0


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
async def test_all_addresses_are_those_of_both_families() -> None:
    async with running(host="::") as broker:
        for address in ("127.0.0.1", "::1"):
            with socket.create_connection((address, broker.port)) as client:
                client.sendall(Connect(client_id="c").encode())
