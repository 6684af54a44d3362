"""A broker on free ports, and a desk that only writes down what it is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvloop
from aiohttp import web

from chimp.broker.counters import Counters
from chimp.broker.limits import Limits
from chimp.broker.plugin import Authenticate, Rules
from chimp.broker.server import ChatBroker, build_broker
from chimp.broker.websocket import mqtt_over_websocket
from chimp.core.access import Access, Credentials, Mode, Principal, Proof, Role
from chimp.core.exchange import Inbound, Interceptor, TakeOver, Verdict
from chimp.core.people import Attendant
from chimp.core.topics import BaseTopic

BOB = Attendant(id="bob", email="bob@example.com", name="Bob")


@dataclass
class Notes:
    """Implements `core.exchange.Receiver`."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    principals: list[Principal] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def receive(self, inbound: Inbound) -> Verdict:
        self._note("receive", f"{inbound.topic} {inbound.payload.decode()}", inbound.principal)
        return TakeOver()

    def oversized(self, principal: Principal, topic: str, size: int) -> None:
        self._note("oversized", f"{topic} {size}", principal)

    def subscribed(self, principal: Principal, topic_filter: str) -> None:
        self._note("subscribed", topic_filter, principal)

    def resumed(self, principal: Principal, topic_filter: str) -> None:
        self._note("resumed", topic_filter, principal)

    def disconnected(self, principal: Principal) -> None:
        self._note("disconnected", "", principal)

    def of(self, kind: str) -> list[str]:
        return [text for noted, text in self.lines if noted == kind]

    async def holds(self, kind: str, times: int = 1) -> list[str]:
        """Wait until that has been noted so often."""
        async with asyncio.timeout(10):
            while len(self.of(kind)) < times:
                self._news.clear()
                await self._news.wait()
        return self.of(kind)

    def _note(self, kind: str, text: str, principal: Principal) -> None:
        self.lines.append((kind, text))
        self.principals.append(principal)
        self._news.set()


@dataclass
class Running:
    """A started broker; `web_port` serves MQTT over WebSocket at `/mqtt`."""

    broker: ChatBroker
    notes: Notes
    counters: Counters
    web_port: int

    @property
    def port(self) -> int:
        return self.broker.mqtt_port


Start = Callable[..., AbstractAsyncContextManager[Running]]


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The engine stands on transports, of which each kind of event loop has its own."""
    return {"uvloop": uvloop.new_event_loop, "asyncio": asyncio.new_event_loop}


@pytest.fixture
def start() -> Start:
    return running


@asynccontextmanager
async def running(
    mode: Mode = Mode.OPEN,
    *,
    max_payload: int = 10_000,
    limits: Limits | None = None,
    interceptor: Interceptor | None = None,
    plugins: Mapping[str, dict[str, Any]] | None = None,
    deflate: bool = False,
    host: str = "127.0.0.1",
    tls: ssl.SSLContext | None = None,
    authenticate: Authenticate | None = None,
    clock: Callable[[], int] = lambda: 0,
) -> AsyncIterator[Running]:
    """`authenticate` takes the place of those who are known here; `clock` is in milliseconds."""
    known = {
        (None, ""): Proof(),
        ("bob@example.com", "right"): Proof(role=Role.ATTENDANT, attendant=BOB),
        ("legacy", "secret"): Proof(role=Role.SHARED),
    }

    async def recognise(shown: Credentials) -> Proof | None:
        otherwise = Proof() if mode is Mode.OPEN and shown.username != "legacy" else None
        return known.get((shown.username, shown.password), otherwise)

    notes, counters = Notes(), Counters()
    rules = Rules(
        access=Access(mode, lambda _: False),
        base=BaseTopic("base"),
        authenticate=authenticate or recognise,
        receiver=notes,
        counters=counters,
        max_payload=max_payload,
        clock=clock,
    )
    broker = build_broker(
        rules,
        host=host,
        port=0,
        limits=limits or Limits(),
        interceptor=interceptor,
        plugins=plugins,
        tls=tls,
    )
    await broker.start()

    async def websocket(request: web.Request) -> web.StreamResponse:
        cookie = request.cookies.get("log-in")
        return await mqtt_over_websocket(request, broker, deflate=deflate, cookie=cookie)

    application = web.Application()
    application.router.add_get("/mqtt", websocket)
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield Running(broker, notes, counters, runner.addresses[0][1])
    finally:
        await broker.stop()
        await runner.cleanup()
