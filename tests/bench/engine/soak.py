"""Mixed load for a while, and then a look at what is lost and what is left behind.

Publishers count what was acknowledged. One subscriber with a session of its own, who is cut off
again and again, has to hear all of it. Around them others come and go in every way there is.
"""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from time import monotonic

from tests.bench.engine.servers import Server, ours
from tests.bench.figures import Figures
from tests.bench.usage import resident_bytes
from tests.broker.conformance import wire
from tests.broker.conformance.client import Client, Closed
from tests.broker.conformance.wire import Connect, Will

_PUBLISHERS, _WANDERERS, _DEAF = 8, 8, 3
_NOISE = b"x" * 8_000
_WARM_UP = 0.25
"""Part of the time that goes before the first look: caches and arenas fill once."""
_ALLOWED_MEGABYTES = 4.0
"""Growth that is the allocator's and nobody's leak."""
_QUIET = 20.0
_LEDGER = "ledger"


@dataclass
class _Soak:
    """What is shared by everybody in one soak."""

    server: Server
    until: float
    acknowledged: set[bytes] = field(default_factory=set)
    heard: set[bytes] = field(default_factory=set)
    visits: int = 0
    numbers: "count[int]" = field(default_factory=count)

    def goes_on(self) -> bool:
        return monotonic() < self.until

    async def visit(self, hello: Connect) -> Client:
        self.visits += 1
        client = await Client.dial(self.server.tcp)
        assert await client.connect(hello) == 0
        return client


async def soak(seconds: float) -> Figures:
    """Warm up, look, soak for so many seconds, see everybody out, and look again."""
    async with ours() as server:
        await _run(server, seconds * _WARM_UP)
        before = await _look(server)
        soaked = await _run(server, seconds)
        after = await _look(server)
    return {
        "seconds": seconds,
        "acknowledged": len(soaked.acknowledged),
        "lost": len(soaked.acknowledged - soaked.heard),
        "visits": soaked.visits,
        "allowed_megabytes": _ALLOWED_MEGABYTES,
        "before": before,
        "after": after,
    }


async def _run(server: Server, seconds: float) -> _Soak:
    soaked = _Soak(server, monotonic() + seconds)
    ledger = await soaked.visit(Connect(client_id=_LEDGER, clean=False))
    await ledger.subscribe(("soak/kept/#", 1))
    ledger.vanish()
    async with asyncio.TaskGroup() as group:
        group.create_task(_ledger(soaked))
        group.create_task(_noise(soaked))
        for number in range(_PUBLISHERS):
            group.create_task(_publisher(soaked, number))
        for number in range(_WANDERERS):
            group.create_task(_wanderer(soaked, number))
        for number in range(_DEAF):
            group.create_task(_deaf(soaked, number))
    for name in (_LEDGER, *(f"wanderer-{number}" for number in range(_WANDERERS))):
        client = await soaked.visit(Connect(client_id=name))  # a clean one forgets what was kept
        await client.leave()
    return soaked


async def _publisher(soaked: _Soak, number: int) -> None:
    while soaked.goes_on():
        client = await soaked.visit(Connect(client_id=f"publisher-{number}"))
        for _ in range(random.randrange(1, 200)):
            if not soaked.goes_on():
                break
            payload = b"%d" % next(soaked.numbers)
            await client.publish(f"soak/kept/{number}", payload, random.choice((1, 2)))
            soaked.acknowledged.add(payload)
        await _go(client)


async def _ledger(soaked: _Soak) -> None:
    """Hears everything, though its connection breaks every half second."""
    is_last = False
    while not is_last:
        is_last = not soaked.goes_on()
        client = await soaked.visit(Connect(client_id=_LEDGER, clean=False))
        assert client.session_present
        wanted = monotonic() + (2.0 if is_last else 0.5)
        while monotonic() < wanted:
            soaked.heard |= {message.payload for message in await client.hear_all()}
            await asyncio.sleep(0)
        client.vanish()


async def _wanderer(soaked: _Soak, number: int) -> None:
    """Comes, listens with wildcards, says something in every quality, and goes somehow."""
    while soaked.goes_on():
        client = await soaked.visit(
            Connect(
                client_id=f"wanderer-{number}",
                clean=random.random() < 0.5,
                will=Will("soak/wills", b"gone", qos=1),
            )
        )
        with suppress(Closed, ConnectionError):
            await client.subscribe((f"soak/talk/{number}/+", 2), ("soak/wills/#", 1))
            for qos in (0, 1, 2):
                await client.publish(f"soak/talk/{number - 1}/{qos}", b"hello", qos)
            await client.publish(f"soak/last/{number}", b"kept", 1, retain=True)
            await client.publish(f"soak/last/{number}", b"", 1, retain=True)
            if random.random() < 0.5:
                await client.hear_all()
            await _go(client)
        client.vanish()


async def _deaf(soaked: _Soak, number: int) -> None:
    """Subscribes the noise and never reads it; may stay until the server has had enough."""
    while soaked.goes_on():
        client = await soaked.visit(Connect(client_id=f"deaf-{number}"))
        await client.send(wire.subscribe(1, ("soak/noise", number % 2)))
        await asyncio.sleep(1)
        client.vanish()


async def _noise(soaked: _Soak) -> None:
    client = await soaked.visit(Connect(client_id="noise"))
    while soaked.goes_on():
        await client.publish("soak/noise", _NOISE)
    client.vanish()


async def _go(client: Client) -> None:
    """With a word or without."""
    if random.random() < 0.5:
        await client.send(wire.DISCONNECT)
        client.hang_up()
    else:
        client.vanish()


async def _look(server: Server) -> Figures:
    """What the server holds once everybody has gone."""
    async with asyncio.timeout(_QUIET):
        while (state := await server.state())["connections"]:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    await asyncio.sleep(1.5)  # what was closed is cut off for good after a second
    state = await server.state() | {"complaints": server.complaints()}
    return state | {"resident_megabytes": round(resident_bytes(server.process.pid) / 1e6, 1)}
