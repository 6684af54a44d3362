"""Behind a reverse proxy every page has an address of its own, over MQTT too."""

from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from structlog.testing import capture_logs

from tests.e2e.connection import Refused, WebSocketWire, connected
from tests.e2e.house import Serve


async def open_from(http: ClientSession, port: int, address: str) -> WebSocketWire:
    """What a proxy passes on for a page at that address."""
    url = f"http://127.0.0.1:{port}/mqtt"
    headers = {"X-Forwarded-For": address, "X-Forwarded-Proto": "https"}
    return WebSocketWire(await http.ws_connect(url, protocols=("mqtt",), headers=headers))


async def test_connections_are_counted_by_the_address_of_the_page(serve: Serve) -> None:
    trusting = serve(
        http={"trusted_proxies": ["127.0.0.1"]},
        mqtt={"limits": {"max_connections_per_address": 1}},
    )
    async with trusting as house, ClientSession() as http, AsyncExitStack() as stack:
        for address in ("192.0.2.1", "192.0.2.2", "2001:db8::1"):
            wire = await open_from(http, house.http_port, address)
            await stack.enter_async_context(connected(wire))
        for address in ("192.0.2.1", "2001:db8::2"):
            with pytest.raises(WSServerHandshakeError) as refused:
                await open_from(http, house.http_port, address)
            assert refused.value.status == 503


async def test_the_log_names_the_page_and_not_the_proxy(serve: Serve) -> None:
    trusting = serve(http={"trusted_proxies": ["127.0.0.1"]})
    async with trusting as house, ClientSession() as http:
        with capture_logs() as lines:
            wire = await open_from(http, house.http_port, "192.0.2.1")
            with pytest.raises(Refused):
                async with connected(wire, username="eve@example.com", password="guess"):
                    pass
        assert {line.get("address") for line in lines if "login" in line["event"]} == {"192.0.2.1"}
