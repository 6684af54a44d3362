"""The libraries that people connect with, each with the same wishes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Final
from uuid import uuid4

import pytest

from tests.broker.clients.aiomqtt_guest import aiomqtt
from tests.broker.clients.guest import Arrival, Arrive, Guest, Heard, Ports
from tests.broker.clients.mqttjs_guest import installed, mqttjs
from tests.broker.clients.paho_guest import paho

Invite = Callable[[Arrival], Awaitable[Guest]]

MQTT_JS: Final = "MQTT.js, WebSocket"
LIBRARIES: Final[dict[str, Arrive]] = {
    "paho, TCP": paho("tcp"),
    "paho, WebSocket": paho("websockets"),
    "aiomqtt, TCP": aiomqtt,
}


@pytest.fixture(params=[*LIBRARIES, MQTT_JS])
def arrive(request: pytest.FixtureRequest) -> Arrive:
    library: str = request.param
    return mqttjs(installed()) if library == MQTT_JS else LIBRARIES[library]


@pytest.fixture
async def invite(ports: Ports, arrive: Arrive) -> AsyncIterator[Invite]:
    """Connects clients, and sees them out."""
    async with AsyncExitStack() as guests:

        async def come(arrival: Arrival) -> Guest:
            guest = await arrive(ports, arrival)
            guests.push_async_callback(guest.leave)
            return guest

        yield come


@pytest.fixture
async def other(invite: Invite) -> Guest:
    """Somebody else with the same library."""
    return await invite(Arrival(f"o{uuid4().hex[:20]}"))


async def test_every_quality_of_service_both_ways(
    invite: Invite, other: Guest, name: str, topic: str
) -> None:
    """[MQTT-4.3.1-1] [MQTT-4.3.2-1] [MQTT-4.3.3-1]."""
    guest = await invite(Arrival(name, clean=False))
    assert not guest.session_present
    assert await guest.subscribe(topic, 2) == 2
    for qos in (0, 1, 2):
        await other.publish(topic, f"qos {qos}", qos)
    heard = sorted([await guest.hear() for _ in range(3)])
    assert heard == [Heard(topic, b"qos %d" % qos, qos, retain=False) for qos in (0, 1, 2)]


async def test_retained_messages(invite: Invite, other: Guest, name: str, topic: str) -> None:
    """[MQTT-3.3.1-8] [MQTT-3.3.1-9]."""
    await other.publish(topic, "kept", 1, retain=True)
    guest = await invite(Arrival(name))
    assert await guest.subscribe(f"{topic}/#", 1) == 1
    assert await guest.hear() == Heard(topic, b"kept", 1, retain=True)
    await other.publish(topic, "new", 1, retain=True)
    assert await guest.hear() == Heard(topic, b"new", 1, retain=False)
    await other.publish(topic, "", 1, retain=True)
    assert await guest.hear() == Heard(topic, b"", 1, retain=False)


async def test_a_kept_session_hears_what_was_said_meanwhile(
    invite: Invite, other: Guest, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-4] [MQTT-3.1.2-5]."""
    away = await invite(Arrival(name, clean=False))
    await away.subscribe(topic, 2)
    await away.leave()
    for qos in (1, 2):
        await other.publish(topic, f"qos {qos}", qos)
    back = await invite(Arrival(name, clean=False))
    assert back.session_present is not False
    heard = sorted([await back.hear(), await back.hear()])
    assert [(message.payload, message.qos) for message in heard] == [(b"qos 1", 1), (b"qos 2", 2)]


async def test_who_vanishes_leaves_a_will(
    invite: Invite, other: Guest, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-8]."""
    await other.subscribe(topic, 1)
    guest = await invite(Arrival(name, will=(topic, "I am gone")))
    await guest.vanish()
    assert await other.hear() == Heard(topic, b"I am gone", 1, retain=False)


async def test_who_leaves_takes_the_will_along(
    invite: Invite, other: Guest, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-10]."""
    await other.subscribe(topic, 1)
    guest = await invite(Arrival(name, will=(topic, "I am gone")))
    await guest.leave()
    await other.publish(topic, "nothing before this", 1)
    assert (await other.hear()).payload == b"nothing before this"
