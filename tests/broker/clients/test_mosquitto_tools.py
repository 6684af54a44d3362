"""mosquitto_pub and mosquitto_sub, which everybody has at hand."""

import asyncio
import shutil
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest

from tests.broker.clients.guest import PATIENCE, Ports

pytestmark = pytest.mark.skipif(
    shutil.which("mosquitto_pub") is None or shutil.which("mosquitto_sub") is None,
    reason="mosquitto_pub and mosquitto_sub are missing; on Debian: apt install mosquitto-clients",
)

FORMAT = "%q %r %p"
"""QoS, whether it is retained, and the payload."""


class Tools:
    """Runs them against one port."""

    def __init__(self, port: int) -> None:
        self._server = ("-h", "127.0.0.1", "-p", str(port), "-V", "mqttv311")

    @asynccontextmanager
    async def listening(self, *arguments: str) -> AsyncIterator[Process]:
        """Start mosquitto_sub, which is killed in the end if it still runs."""
        command = ("mosquitto_sub", *self._server, "-F", FORMAT, *arguments)
        process = await create_subprocess_exec(*command, stdout=PIPE)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def listen(self, *arguments: str) -> list[str]:
        """Run mosquitto_sub to its end, and return the lines that it printed."""
        async with self.listening(*arguments) as process, asyncio.timeout(PATIENCE):
            output, _ = await process.communicate()
        assert process.returncode == 0
        return output.decode().splitlines()

    async def publish(self, topic: str, payload: str, qos: int, *more: str) -> None:
        command = ("mosquitto_pub", *self._server, "-t", topic, "-m", payload, "-q", str(qos))
        process = await create_subprocess_exec(*command, *more)
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0


async def next_line(process: Process) -> str:
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        return (await process.stdout.readline()).decode().rstrip("\n")


@pytest.fixture
def tools(ports: Ports) -> Tools:
    return Tools(ports.tcp)


async def test_every_quality_of_service_both_ways(tools: Tools, topic: str) -> None:
    """[MQTT-4.3.1-1] [MQTT-4.3.2-1] [MQTT-4.3.3-1]."""
    await tools.publish(topic, "ready", 1, "-r")
    async with tools.listening("-t", topic, "-q", "2") as process:
        assert await next_line(process) == "1 1 ready"
        for qos in (0, 1, 2):
            await tools.publish(topic, "x", qos)
            assert await next_line(process) == f"{qos} 0 x"


async def test_retained_messages(tools: Tools, topic: str) -> None:
    """[MQTT-3.3.1-8] [MQTT-3.3.1-10]."""
    for level, qos in (("a", 1), ("b", 2), ("c", 1)):
        await tools.publish(f"{topic}/{level}", level, qos, "-r")
    await tools.publish(f"{topic}/b", "", 1, "-r")
    heard = await tools.listen("-t", f"{topic}/#", "-q", "2", "-C", "2")
    assert sorted(heard) == ["1 1 a", "1 1 c"]


async def test_a_kept_session_hears_what_was_said_meanwhile(
    tools: Tools, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-4] [MQTT-3.1.2-5]."""
    session = ("-i", name, "-c", "-t", topic, "-q", "2")
    assert await tools.listen(*session, "-E") == []
    for qos in (1, 2):
        await tools.publish(topic, f"qos {qos}", qos)
    assert sorted(await tools.listen(*session, "-C", "2")) == ["1 0 qos 1", "2 0 qos 2"]


async def test_who_is_killed_leaves_a_will(tools: Tools, name: str, topic: str) -> None:
    """[MQTT-3.1.2-8] [MQTT-3.1.2-17]."""
    session = ("-i", name, "-c", "-t", topic, "-q", "1")
    await tools.listen(*session, "-E")
    ready = f"ready/{uuid4().hex}"
    await tools.publish(ready, "ready", 1, "-r")
    will = ("--will-topic", topic, "--will-payload", "killed", "--will-qos", "1")
    async with tools.listening("-t", ready, *will) as process:
        assert await next_line(process) == "0 1 ready"
        process.kill()
        await process.wait()
    assert await tools.listen(*session, "-C", "1") == ["1 0 killed"]
