"""What is measured of brokers: messages, connections, memory, and what many subscriptions cost."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass

from tests.bench.engine import generator
from tests.bench.engine.servers import Open, Server, mosquitto, mosquitto_program, ours, stock
from tests.bench.figures import Figures
from tests.bench.usage import Meter, resident_bytes

STORED_TOPIC = "server/sessions/123e4567-e89b-42d3-a456-426614174000/%d/messages"
"""What our bench server stores before it acknowledges; the id is a UUID, so anybody may use it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. `clients` of the connecting and the idle, `seconds` of each load."""

    sessions: int
    seconds: float
    warmup: float
    clients: int
    stock_clients: int
    """Of amqtt as it comes, which needs far longer for each the more there are."""
    subscriptions: tuple[int, ...]
    idle_seconds: float
    soak_seconds: float


def brokers() -> list[Open]:
    known: list[Open] = [ours, stock]
    return [*known, mosquitto] if mosquitto_program() else known


async def messages(plan: Plan) -> list[Figures]:
    """So many sessions with one message in flight each, over TCP, stored, and over WebSocket."""
    rows: list[Figures] = []
    for open_server in brokers():
        async with open_server() as server:
            rows.append(await _messages(server, plan, "TCP"))
            if server.name == "chimp":
                rows.append(await _messages(server, plan, "TCP, stored", topic=STORED_TOPIC))
            rows.append(await _messages(server, plan, "WebSocket", websocket=True))
    return rows


async def _messages(
    server: Server, plan: Plan, kind: str, *, websocket: bool = False, topic: str = "bench/%d"
) -> Figures:
    meter = Meter(server.process.pid)
    figures = await generator.run(
        server,
        "messages",
        websocket=websocket,
        n=plan.sessions,
        seconds=plan.seconds,
        warmup=plan.warmup,
        topic=topic,
    )
    used = meter.read()
    cost = used.seconds / max(figures["messages"], 1) * plan.seconds / (plan.seconds + plan.warmup)
    return {
        "broker": server.name,
        "kind": kind,
        "server_cores": round(used.share, 2),
        "microseconds": round(cost * 1e6, 1),
        **figures,
    }


async def flatness(plan: Plan) -> list[Figures]:
    """The same load beside more and more subscriptions of clients that hear nothing of it."""
    rows: list[Figures] = []
    for count in plan.subscriptions:
        async with ours() as server, AsyncExitStack() as stack:
            connections = max(1, count // 100)
            idle = generator.held(
                server, "subscribe", n=connections, each=count // connections, topic="idle/%d"
            )
            await stack.enter_async_context(idle)
            figures = await _messages(server, plan, "TCP")
            rows.append({"subscriptions": count, **figures})
    return rows


async def connecting(plan: Plan) -> list[Figures]:
    """CONNECT and SUBSCRIBE of many, then all of them idle with a PINGREQ every 15 s."""
    rows: list[Figures] = []
    for open_server in brokers():
        for websocket in (False, True):
            async with open_server() as server:
                count = plan.stock_clients if server.name == "amqtt" else plan.clients
                rows.append(await _connecting(server, plan, count, websocket=websocket))
    return rows


async def _connecting(server: Server, plan: Plan, count: int, *, websocket: bool) -> Figures:
    empty = resident_bytes(server.process.pid)
    hold = int(plan.idle_seconds) + 5
    async with generator.held(
        server, "connect", websocket=websocket, n=count, hold=hold, width=50
    ) as (_, figures):
        each = (resident_bytes(server.process.pid) - empty) / count
        meter = Meter(server.process.pid)
        await asyncio.sleep(plan.idle_seconds)
        idle = meter.read()
    return {
        "broker": server.name,
        "kind": "WebSocket" if websocket else "TCP",
        "kilobytes_each": round(each / 1000, 1),
        "idle_cores": round(idle.share, 3),
        **figures,
    }
