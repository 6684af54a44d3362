"""Wills: when they are published, and as what (section 3.1.2.5)."""

import pytest

from tests.broker.conformance.client import Client
from tests.broker.conformance.visitors import Visitors
from tests.broker.conformance.wire import Connect, Will


async def test_a_disconnect_takes_the_will_back(
    visitors: Visitors, anna: Client, topic: str
) -> None:
    """[MQTT-3.1.2-10] [MQTT-3.14.4-3]."""
    await anna.subscribe((topic, 1))
    leaves = await visitors.join(will=Will(topic))
    await leaves.leave()
    await anna.expect_nothing()


async def test_a_disconnect_takes_the_will_back_for_good(
    visitors: Visitors, anna: Client, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-10]: the session that goes on has no will until a CONNECT brings one."""
    await anna.subscribe((topic, 1))
    await (await visitors.join(name, clean=False, will=Will(topic))).leave()
    (await visitors.rejoin(name)).vanish()
    await visitors.rejoin(name)
    await anna.expect_nothing()


@pytest.mark.parametrize(
    "garbage",
    [
        pytest.param(b"\x00\x00", id="reserved type"),
        pytest.param(b"\x30\xff\xff\xff\xff\x01", id="remaining length"),
        pytest.param(b"\x36\x05\x00\x01a\x00\x01", id="QoS 3"),
        pytest.param(b"\xe1\x00", id="DISCONNECT with flags [MQTT-3.14.1-1]"),
    ],
)
async def test_a_broken_protocol_publishes_the_will(
    visitors: Visitors, anna: Client, topic: str, garbage: bytes
) -> None:
    """[MQTT-3.1.2-8]: the server closed the connection because of a protocol error."""
    await anna.subscribe((topic, 1))
    breaks = await visitors.join(will=Will(topic, b"broke", qos=1))
    await breaks.send(garbage)
    await breaks.expect_closed()
    assert (await anna.hear()).payload == b"broke"


@pytest.mark.parametrize("qos", [0, 1, 2])
async def test_a_will_has_its_qos_and_is_retained_if_it_says_so(
    visitors: Visitors, anna: Client, bob: Client, topic: str, qos: int
) -> None:
    """[MQTT-3.1.2-17]."""
    await anna.subscribe((topic, 2))
    goes = await visitors.join(will=Will(topic, b"kept", qos=qos, retain=True))
    goes.vanish()
    heard = await anna.hear()
    assert (heard.payload, heard.qos, heard.retain) == (b"kept", qos, False)
    await bob.subscribe((topic, 2))
    kept = await bob.hear()
    assert (kept.payload, kept.qos, kept.retain) == (b"kept", qos, True)
    await anna.publish(topic, retain=True)


async def test_a_will_is_not_retained_otherwise(
    visitors: Visitors, anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.1.2-16]."""
    await anna.subscribe((topic, 2))
    (await visitors.join(will=Will(topic, b"once", qos=1))).vanish()
    await anna.hear()
    await bob.subscribe((topic, 2))
    await bob.expect_nothing()


async def test_a_will_may_be_empty(visitors: Visitors, anna: Client, topic: str) -> None:
    """Section 3.1.3.3: zero bytes are a message."""
    await anna.subscribe((topic, 1))
    (await visitors.join(will=Will(topic, b""))).vanish()
    assert (await anna.hear()).said == (topic, b"")


async def test_a_will_is_published_to_who_is_away(
    visitors: Visitors, anna: Client, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-8] [MQTT-3.1.2-5]."""
    away = await visitors.join(name, clean=False)
    await away.subscribe((topic, 1))
    await away.leave()
    await anna.subscribe((topic, 1))
    (await visitors.join(will=Will(topic, b"gone", qos=1))).vanish()
    await anna.hear()
    assert (await (await visitors.rejoin(name)).hear()).payload == b"gone"


async def test_a_refused_connect_leaves_no_will(
    visitors: Visitors, anna: Client, topic: str
) -> None:
    """[MQTT-3.1.2-8]: only an accepted connection has one."""
    await anna.subscribe((topic, 1))
    refused = await visitors.dial()
    hello = Connect(client_id="", clean=False, will=Will(topic))
    assert await refused.connect(hello) != 0
    await refused.expect_closed()
    await anna.expect_nothing()
