"""Somebody who floods, as a scenario of the load generator: all of it from one other address."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from aiohttp import ClientError, ClientSession, TCPConnector

from tests.bench.client import Client
from tests.bench.figures import Figures
from tests.e2e import packets

ADDRESS = "127.0.0.2"
_AT_ONCE = 20
_IN_A_WRITE = 50
_BREATH = 0.001


@dataclass(slots=True)
class Target:
    """Who is attacked, and how often it was tried."""

    port: int
    http_port: int
    http: ClientSession
    tried: int = 0


_Blow = Callable[[Target], Awaitable[None]]


async def attack(*, kind: str, port: int, http_port: int) -> Figures:
    """Until standard input ends."""
    connector = TCPConnector(limit=0, local_addr=(ADDRESS, 0))
    async with ClientSession(connector=connector) as http:
        target = Target(port, http_port, http)
        print("begun", flush=True)
        async with asyncio.TaskGroup() as group:
            flooding = [group.create_task(_again(ATTACKS[kind], target)) for _ in range(_AT_ONCE)]
            await asyncio.to_thread(sys.stdin.read)
            for task in flooding:
                task.cancel()
    return {"tried": target.tried}


async def _again(blow: _Blow, target: Target) -> None:
    while True:
        try:
            await blow(target)
        except (OSError, ClientError, TimeoutError, asyncio.IncompleteReadError):
            await asyncio.sleep(_BREATH)


async def _post(target: Target, path: str, body: dict[str, str]) -> None:
    target.tried += 1
    url = f"http://127.0.0.1:{target.http_port}{path}"
    async with target.http.post(url, json=body) as answer:
        await answer.read()


async def _http_log_in(target: Target) -> None:
    await _post(target, "/login", {"email": "attendant-0@example.com", "password": "guess"})


async def _sessions(target: Target) -> None:
    await _post(target, "/session", {})


async def _mqtt_log_in(target: Target) -> None:
    target.tried += 1
    guess = ("attendant-0@example.com", "guess")
    client = await Client.open(target.port, "", lambda *_: None, guess, ADDRESS)
    client.close()


async def _connections(target: Target) -> None:
    target.tried += 1
    client = await Client.open(target.port, "", lambda *_: None, None, ADDRESS)
    client.close()


async def _packets(target: Target, packet: Callable[[int], bytes]) -> None:
    """As many as are taken, on one connection, until it ends."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", target.port, local_addr=(ADDRESS, 0)
    )
    writer.write(packets.connect(""))
    await reader.readexactly(4)
    try:
        async with asyncio.TaskGroup() as group:
            flooding = group.create_task(_write(writer, packet, target))
            await _drop(reader)
            flooding.cancel()
    finally:
        writer.transport.abort()


async def _write(
    writer: asyncio.StreamWriter, packet: Callable[[int], bytes], target: Target
) -> None:
    with suppress(ConnectionError):
        while True:
            writer.write(b"".join(map(packet, range(1, _IN_A_WRITE + 1))))
            target.tried += _IN_A_WRITE
            await writer.drain()
            await asyncio.sleep(0)


async def _drop(reader: asyncio.StreamReader) -> None:
    with suppress(ConnectionError):
        while await reader.read(65_536):
            pass


async def _subscriptions(target: Target) -> None:
    await _packets(target, lambda n: packets.subscribe(n, f"server/sessions/x{n}/y/client/#"))


async def _refused_topics(target: Target) -> None:
    await _packets(target, lambda _: packets.publish("server/attendants/bob/online", b"{}"))


ATTACKS: Final[dict[str, _Blow]] = {
    "failed log-ins over HTTP": _http_log_in,
    "failed log-ins over MQTT": _mqtt_log_in,
    "POST /session": _sessions,
    "SUBSCRIBE": _subscriptions,
    "PUBLISH to refused topics": _refused_topics,
    "connections": _connections,
}
