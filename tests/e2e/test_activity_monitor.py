"""An attendant whose activity monitor is silent gets no new sessions; a second broker says so."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiomqtt import Client

from chimp.services import activity_monitor
from tests.e2e.connection import Connection, TcpWire, connected
from tests.e2e.ear import Wanted, instruction, on
from tests.e2e.house import House, Serve, open_house
from tests.e2e.http import get
from tests.e2e.metrics import total
from tests.e2e.people import attendant, customer
from tests.e2e.process import free_port

BOB, ANN = attendant("bob"), customer("ann")
CONTROL, OFFERS = "client/attendants/control/bob", "client/attendants/assign/bob"
BLOCKED = instruction("attendant/control/terminate/activity_monitor_offline", CONTROL)
FREE = instruction("attendant/control/resume/activity_monitor_online", CONTROL)
TOPIC = "server/sessions/ann/s1"
SILENCE = 400
"""Milliseconds."""


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity_monitor, "_SHORTEST_WAIT", 0.05)
    monkeypatch.setattr(activity_monitor, "_LONGEST_WAIT", 0.1)


@pytest.fixture
def port() -> int:
    """The second broker's."""
    return free_port()


def second_broker(tmp_path: Path, port: int) -> AbstractAsyncContextManager[House]:
    return open_house(tmp_path / "monitor", mqtt={"port": port}, auth={"mode": "open"})


def monitored(port: int) -> dict[str, Any]:
    endpoint = f"mqtt://127.0.0.1:{port}"
    told = {"endpoint": endpoint, "topic": "presence/+", "silence": SILENCE}
    return {"auth": {"mode": "open"}, "activity_monitor": told}


async def report(port: int, email: str) -> None:
    async with Client("127.0.0.1", port) as computer:
        await computer.publish("presence/computer", json.dumps({"user": email}), qos=1)


@asynccontextmanager
async def at_work(house: House) -> AsyncIterator[Connection]:
    async with connected(await TcpWire.open(house.mqtt_port), name="bob") as bob:
        await bob.subscribe(OFFERS, CONTROL)
        await bob.publish("server/attendants/online", {"attendantInfo": BOB})
        yield bob


async def ask(ann: Connection) -> None:
    await ann.subscribe(f"{TOPIC}/client/control")
    request = {"customerId": "ann", "customer": ANN, "requestID": "r", "sessionId": "s1"}
    await ann.publish("server/sessions/request", {**request, "sessionTopic": TOPIC})


async def test_silent_heard_lost_and_found_again(serve: Serve, port: int, tmp_path: Path) -> None:
    async with serve(**monitored(port)) as house, at_work(house) as bob:
        async with second_broker(tmp_path, port):
            await bob.hears(BLOCKED)
            assert await total(house, "chimp_activity_monitor_connected") == 1
            async with connected(await TcpWire.open(house.mqtt_port), name="ann") as ann:
                await ask(ann)
                await ann.hears(instruction("session/ready", status="waitingAttendantsAssignment"))
                assert not bob.ear.all(on(OFFERS)), "he is silent"
                await report(port, "BOB@example.org")
                await bob.hears(FREE)
                await bob.hears(on(OFFERS))
            await bob.hears(BLOCKED)
        await bob.hears(FREE)
        assert await total(house, "chimp_activity_monitor_connected") == 0
        assert (await get(house, "/readyz"))[0] == 200, "it is not this server that is down"
        async with second_broker(tmp_path, port):
            await bob.hears(BLOCKED)


async def test_whose_computer_reports_is_never_told(
    serve: Serve, port: int, tmp_path: Path
) -> None:
    async with (
        second_broker(tmp_path, port),
        serve(**monitored(port)) as house,
        at_work(house) as bob,
        asyncio.TaskGroup() as group,
    ):
        reporting = group.create_task(report_for_ever(port, BOB["email"]))
        await seen(house, 10)
        assert not bob.ear.all(BLOCKED)
        reporting.cancel()
        await bob.hears(BLOCKED)


async def report_for_ever(port: int, email: str) -> None:
    async with Client("127.0.0.1", port) as computer:
        while True:
            await computer.publish("presence/computer", json.dumps({"user": email}), qos=1)
            await asyncio.sleep(SILENCE / 4000)


async def seen(house: House, reports: int) -> None:
    """Wait until that many reports were heard: longer than a silence."""
    async with asyncio.timeout(20):
        while await total(house, "chimp_activity_monitor_reports_total") < reports:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_broker_that_is_never_there_keeps_nobody_from_work(serve: Serve, port: int) -> None:
    async with (
        serve(**monitored(port)) as house,
        at_work(house) as bob,
        connected(await TcpWire.open(house.mqtt_port), name="ann") as ann,
    ):
        await asyncio.sleep(2 * SILENCE / 1000)
        await ask(ann)
        await bob.hears(on(OFFERS))
        assert (await get(house, "/readyz"))[0] == 200
        blocked: Wanted = BLOCKED
        assert not bob.ear.all(blocked)
