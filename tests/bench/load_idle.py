"""So many clients that are only there, to see what one of them costs in memory."""

import asyncio
import sys
from contextlib import AsyncExitStack
from typing import Literal

from aiohttp import ClientSession, TCPConnector

from tests.bench.client import Client
from tests.bench.figures import Figures
from tests.e2e.connection import WebSocketWire, connected

_AT_ONCE = 50


async def idle(*, port: int, clients: int, transport: Literal["tcp", "websocket"]) -> Figures:
    """Connect and subscribe, say so, and stay until standard input ends."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(ClientSession(connector=TCPConnector(limit=0)))
        for start in range(0, clients, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, clients))
            opening = [
                _tcp(stack, port, n) if transport == "tcp" else _websocket(stack, http, port, n)
                for n in numbers
            ]
            await asyncio.gather(*opening)
        print("connected", flush=True)
        await asyncio.to_thread(sys.stdin.read)
    return {"clients": clients, "transport": transport}


def _topics(number: int) -> tuple[str, str]:
    topic = f"server/sessions/idle-{number}/s-{number}"
    return f"{topic}/client/control", f"{topic}/messages"


async def _tcp(stack: AsyncExitStack, port: int, number: int) -> None:
    client = await Client.open(port, f"bench-idle-{number}", lambda *_: None)
    stack.callback(client.close)
    await client.subscribe(*_topics(number))


async def _websocket(stack: AsyncExitStack, http: ClientSession, port: int, number: int) -> None:
    wire = await WebSocketWire.open(http, port)
    page = await stack.enter_async_context(connected(wire, name=f"bench-idle-{number}"))
    await page.subscribe(*_topics(number))
