"""The connection to the activity monitor's broker: a real one, stopped and started at will."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import structlog
from aiomqtt import Client
from prometheus_client import CollectorRegistry

from chimp.core.events import MonitorConnected, MonitorHeard, MonitorLost
from chimp.services import activity_monitor
from chimp.services.activity_monitor import ActivityMonitor, MonitorBroker
from tests.e2e.house import House, open_house
from tests.e2e.process import free_port

Event = MonitorConnected | MonitorLost | MonitorHeard
CONNECTED, LOST = MonitorConnected(), MonitorLost()
STOPS_WITHIN = 7.0
"""Seconds; an ordered stop of the whole server may take eight."""
LOG_CONNECTED, LOG_LOST = "activity_monitor.connected", "activity_monitor.lost"
BOB = MonitorHeard(email="bob@example.com")


@dataclass
class Told:
    """What the desk was told, in order."""

    events: list[Event] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: Event) -> None:
        self.events.append(event)
        self._news.set()

    async def comes_to(self, *events: Event) -> None:
        async with asyncio.timeout(20):
            while self.events != list(events):
                self._news.clear()
                await self._news.wait()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity_monitor, "_SHORTEST_WAIT", 0.05)
    monkeypatch.setattr(activity_monitor, "_LONGEST_WAIT", 0.1)
    monkeypatch.setattr(activity_monitor, "_ANSWER_SECONDS", 0.5)


@pytest.fixture
def broker(port: int) -> MonitorBroker:
    return MonitorBroker(
        host="127.0.0.1",
        port=port,
        topic="presence/#",
        username=None,
        password=None,
        silence=120_000,
    )


@asynccontextmanager
async def listening(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry
) -> AsyncIterator[None]:
    monitor = ActivityMonitor(broker, told.tell, registry)
    async with asyncio.TaskGroup() as group:
        group.create_task(monitor.run())
        yield
        monitor.stop()


def other_broker(folder: Path, port: int) -> AbstractAsyncContextManager[House]:
    """It is one of ours, but could be any."""
    return open_house(folder, mqtt={"port": port}, auth={"mode": "open"})


async def report(port: int, payload: object, *, retain: bool = False) -> None:
    raw = payload if isinstance(payload, bytes) else json.dumps(payload)
    async with Client("127.0.0.1", port) as computer:
        await computer.publish("presence/computer", raw, qos=1, retain=retain)


async def test_reports_are_told(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry, port: int, tmp_path: Path
) -> None:
    async with other_broker(tmp_path, port), listening(broker, told, registry):
        await told.comes_to(CONNECTED)
        assert registry.get_sample_value("chimp_activity_monitor_connected") == 1
        await report(port, {"user": "bob@example.com", "since": 5})
        await told.comes_to(CONNECTED, BOB)
    assert told.events == [CONNECTED, BOB], "it was not lost"
    assert registry.get_sample_value("chimp_activity_monitor_connected") == 0


async def test_over_websocket(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry, port: int, tmp_path: Path
) -> None:
    async with other_broker(tmp_path, port) as house:
        by_web = replace(broker, port=house.http_port, websocket_path="/mqtt")
        async with listening(by_web, told, registry):
            await told.comes_to(CONNECTED)
            await report(port, {"user": "bob@example.com"})
            await told.comes_to(CONNECTED, BOB)


NONSENSE = (
    b"",
    b"\xff\xfe",
    b"{",
    b"null",
    b'"bob@example.com"',
    b'{"user": 5}',
    b'{"user": ""}',
    b'{"user": null}',
    b'[{"user": "bob@example.com"}]',
    b'{"user": "' + b"x" * 5_000 + b'"}',
    b"[" * 4_000,
)


async def test_nonsense_is_counted_and_harms_nothing(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry, port: int, tmp_path: Path
) -> None:
    async with other_broker(tmp_path, port), listening(broker, told, registry):
        await told.comes_to(CONNECTED)
        for nonsense in NONSENSE:
            await report(port, nonsense)
        await report(port, {"user": "bob@example.com"})
        await told.comes_to(CONNECTED, BOB)
    name = "chimp_activity_monitor_reports_total"
    assert registry.get_sample_value(name, {"understood": "no"}) == len(NONSENSE)
    assert registry.get_sample_value(name, {"understood": "yes"}) == 1


async def test_what_was_retained_is_no_sign_of_life(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry, port: int, tmp_path: Path
) -> None:
    async with other_broker(tmp_path, port):
        await report(port, {"user": "eve@example.com"}, retain=True)
        async with listening(broker, told, registry):
            await told.comes_to(CONNECTED)
            await report(port, {"user": "bob@example.com"})
            await told.comes_to(CONNECTED, BOB)


async def test_it_comes_back_as_often_as_the_broker_does(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry, port: int, tmp_path: Path
) -> None:
    """And says each change once, however often it tries."""
    with structlog.testing.capture_logs() as logged:
        async with listening(broker, told, registry):
            for times in range(1, 3):
                await asyncio.sleep(0.3)  # several attempts in vain
                async with other_broker(tmp_path, port):
                    await told.comes_to(*(CONNECTED, LOST) * (times - 1), CONNECTED)
                await told.comes_to(*(CONNECTED, LOST) * times)
    ours = [line["event"] for line in logged if line["event"].startswith("activity_monitor")]
    assert ours == [LOG_LOST, *(LOG_CONNECTED, LOG_LOST) * 2]


async def test_a_broker_that_does_not_let_it_in_is_tried_again(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry, port: int, tmp_path: Path
) -> None:
    wrong = replace(broker, username="bob@example.com", password="wrong")
    with structlog.testing.capture_logs() as logged:
        async with open_house(tmp_path, mqtt={"port": port}), listening(wrong, told, registry):
            async with asyncio.timeout(20):
                while sum(line["event"] == "mqtt.login_refused" for line in logged) < 3:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
    assert told.events == []
    lost = [line for line in logged if line["event"] == LOG_LOST]
    assert len(lost) == 1


async def test_a_topic_that_it_may_not_hear_is_as_good_as_no_connection(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry, port: int, tmp_path: Path
) -> None:
    secret = replace(broker, topic="server/#")
    with structlog.testing.capture_logs() as logged:
        async with other_broker(tmp_path, port), listening(secret, told, registry):
            async with asyncio.timeout(20):
                while LOG_LOST not in (line["event"] for line in logged):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
    assert told.events == []
    (lost,) = [line for line in logged if line["event"] == LOG_LOST]
    assert "server/#" in lost["because"]


async def test_it_stops_soon_though_nobody_answers(
    broker: MonitorBroker, told: Told, registry: CollectorRegistry
) -> None:
    silent: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(
        lambda _, writer: silent.append(writer), "127.0.0.1", broker.port
    )
    async with server, asyncio.timeout(STOPS_WITHIN), listening(broker, told, registry):
        while not silent:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
    for writer in silent:
        writer.close()
    assert told.events == []


@pytest.mark.parametrize(("silence", "seconds"), [(1, 1), (30_000, 5), (120_000, 15), (10**9, 15)])
def test_a_dead_connection_is_noticed_before_anybody_is_silent(
    broker: MonitorBroker, silence: int, seconds: int
) -> None:
    assert replace(broker, silence=silence).keep_alive == seconds


def test_its_library_is_loaded_only_where_there_is_one() -> None:
    program = "import sys, chimp.app; sys.exit('aiomqtt' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
