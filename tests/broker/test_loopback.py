"""The client within the process: it comes in as anybody does, however full the house is."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from chimp.broker.limits import Limits
from chimp.core.access import Mode
from tests.broker.conformance.visitors import visiting
from tests.broker.conftest import Start

BOB = ("bob@example.com", "right")


async def test_it_hears_what_others_say(start: Start) -> None:
    async with start() as running, visiting(running.port) as visitors:
        anna = await visitors.join()
        client = running.broker.loop_back()
        await client.connect(*BOB)
        await client.subscribe("base/news")
        await anna.publish("base/news", b"x" * 300, 1)
        assert await client.hear() == ("base/news", b"x" * 300)
        await client.publish("base/news", b"mine")
        assert await client.hear() == ("base/news", b"mine")
        client.vanish()
        assert await running.notes.holds("disconnected")


async def test_who_is_not_known_is_not_let_in(start: Start) -> None:
    async with start(Mode.CAPABILITY) as running:
        client = running.broker.loop_back()
        with pytest.raises(ConnectionRefusedError, match="CONNACK 5"):
            await client.connect("bob@example.com", "wrong")
        client.vanish()


async def test_what_may_not_be_heard_is_not_granted(start: Start) -> None:
    async with start(Mode.CAPABILITY) as running:
        client = running.broker.loop_back()
        await client.connect(*BOB)
        with pytest.raises(ConnectionRefusedError, match="SUBACK 128"):
            await client.subscribe("base/client/attendants/assign/eve")
        client.vanish()


async def test_a_full_house_does_not_keep_it_out(start: Start) -> None:
    full = Limits(max_connections=1, max_connects_per_minute=1)
    async with start(limits=full) as running, visiting(running.port) as visitors:
        await visitors.join()
        for _ in range(3):
            client = running.broker.loop_back()
            await client.connect(*BOB)
            client.vanish()
        assert not running.counters.endings


async def test_it_notices_that_the_broker_hangs_up(start: Start) -> None:
    async with start() as running:
        client = running.broker.loop_back()
        await client.connect(*BOB)
        await client.subscribe("base/news")
        async with asyncio.TaskGroup() as group:
            hearing = group.create_task(hears_the_end(client.hear))
            await running.broker.stop()
        assert hearing.done()
        late = running.broker.loop_back()
        with pytest.raises(ConnectionResetError):
            await late.connect(*BOB)


async def hears_the_end(hear: Callable[[], Awaitable[object]]) -> None:
    with pytest.raises(ConnectionResetError, match="closed the connection"):
        await hear()
