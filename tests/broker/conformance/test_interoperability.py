"""What the eleven tests of Eclipse Paho's MQTT 3.1.1 interoperability suite are about."""

import asyncio

import pytest

from tests.broker.conformance.client import Client
from tests.broker.conformance.target import REFUSED_FILTER, mosquitto_deviates
from tests.broker.conformance.visitors import Visitors
from tests.broker.conformance.wire import REFUSED, Connect, Will


async def test_basic(anna: Client, bob: Client, topic: str) -> None:
    """[MQTT-3.2.0-1] [MQTT-3.8.4-1] [MQTT-3.3.4-1] [MQTT-3.14.4-1]."""
    assert await anna.subscribe((topic, 2)) == [2]
    for qos in (0, 1, 2):
        await bob.publish(topic, b"qos %d" % qos, qos)
    heard = [await anna.hear() for _ in range(3)]
    assert [(message.payload, message.qos) for message in heard] == [
        (b"qos 0", 0),
        (b"qos 1", 1),
        (b"qos 2", 2),
    ]
    await anna.leave()
    await bob.leave()


async def test_retained_messages(anna: Client, bob: Client, topic: str) -> None:
    """[MQTT-3.3.1-6] [MQTT-3.3.1-8] [MQTT-3.3.1-11]."""
    for qos in (0, 1, 2):
        await anna.publish(f"{topic}/{qos}", b"qos %d" % qos, qos, retain=True)
    await bob.subscribe((f"{topic}/+", 2))
    heard = [await bob.hear() for _ in range(3)]
    assert sorted((message.payload, message.qos) for message in heard) == [
        (b"qos 0", 0),
        (b"qos 1", 1),
        (b"qos 2", 2),
    ]
    assert all(message.retain for message in heard)
    await bob.unsubscribe(f"{topic}/+")
    for qos in (0, 1, 2):
        await anna.publish(f"{topic}/{qos}", b"", qos, retain=True)
    await bob.subscribe((f"{topic}/+", 2))
    await bob.expect_nothing()


async def test_offline_message_queueing(
    visitors: Visitors, anna: Client, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-5]; whether QoS 0 is kept is the broker's choice."""
    away = await visitors.join(name, clean=False)
    await away.subscribe((f"{topic}/+", 2))
    await away.leave()
    for qos in (0, 1, 2):
        await anna.publish(f"{topic}/{qos}", b"qos %d" % qos, qos)
    back = await visitors.rejoin(name)
    heard = [message.payload for message in await back.hear_all()]
    assert [payload for payload in heard if payload != b"qos 0"] == [b"qos 1", b"qos 2"]


async def test_will_message(visitors: Visitors, anna: Client, topic: str) -> None:
    """[MQTT-3.1.2-8]."""
    await anna.subscribe((topic, 2))
    goes = await visitors.join(will=Will(topic, b"I am gone", qos=2))
    goes.vanish()
    heard = await anna.hear()
    assert (heard.said, heard.qos, heard.retain) == ((topic, b"I am gone"), 2, False)


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(("#", "+"), marks=mosquitto_deviates("the first match decides on the QoS")),
        ("+", "#"),
    ],
)
async def test_overlapping_subscriptions_deliver_once_at_the_highest_qos(
    anna: Client, bob: Client, topic: str, filters: tuple[str, str]
) -> None:
    """[MQTT-3.3.5-1]; further copies would be allowed, but nobody wants them."""
    hash_, plus = (f"{topic}/{wildcard}" for wildcard in filters)
    assert await anna.subscribe((hash_, 2), (plus, 1)) == [2, 1]
    await bob.publish(f"{topic}/x", b"overlapping", 2)
    assert (await anna.hear()).qos == 2
    await anna.expect_nothing()


async def test_keep_alive_that_runs_out_publishes_the_will(
    visitors: Visitors, anna: Client, topic: str
) -> None:
    """[MQTT-3.1.2-24] [MQTT-3.1.2-8]."""
    await anna.subscribe((topic, 2))
    clock = asyncio.get_running_loop().time
    started = clock()
    silent = await visitors.join(keep_alive=1, will=Will(topic, b"fell asleep", qos=2))
    assert (await anna.hear()).said == (topic, b"fell asleep")
    assert clock() - started > 1
    await silent.expect_closed()


@pytest.mark.parametrize("qos", [1, 2])
async def test_redelivery_on_reconnect(
    visitors: Visitors, anna: Client, name: str, topic: str, qos: int
) -> None:
    """[MQTT-4.4.0-1] [MQTT-3.3.1-1]."""
    first = await visitors.join(name, clean=False)
    await first.subscribe((topic, 2))
    await anna.publish(topic, b"again", qos)
    once = await first.hear_only()
    assert (once.qos, once.dup) == (qos, False)
    first.vanish()
    second = await visitors.rejoin(name)
    again = await second.hear()
    assert (again.said, again.qos, again.dup) == ((topic, b"again"), qos, True)
    assert again.packet_id == once.packet_id
    await second.expect_nothing()


class TestZeroLengthClientId:
    async def test_is_accepted_with_a_clean_session(self, visitors: Visitors, topic: str) -> None:
        """[MQTT-3.1.3-6] [MQTT-3.1.3-7]: and every one of them is somebody else."""
        first = await visitors.greet(Connect(client_id=""))
        second = await visitors.greet(Connect(client_id=""))
        await first.subscribe((topic, 0))
        await second.publish(topic, b"hello")
        assert (await first.hear()).payload == b"hello"

    async def test_is_rejected_without_one(self, visitors: Visitors) -> None:
        """[MQTT-3.1.3-8] [MQTT-3.2.2-4] [MQTT-3.2.2-5]."""
        client = await visitors.dial()
        assert await client.connect(Connect(client_id="", clean=False)) == 0x02
        assert not client.session_present
        await client.expect_closed()


@pytest.mark.parametrize("wildcard", ["#", "+/{}"])
async def test_leading_wildcards_do_not_match_dollar_topics(
    anna: Client, bob: Client, topic: str, wildcard: str
) -> None:
    """[MQTT-4.7.2-1]; a broker may also refuse such a filter."""
    own = topic.rsplit("/", 1)[-1]
    await anna.subscribe((wildcard.format(own), 1))
    await bob.publish(f"$chimp/{own}", b"secret", 1)
    heard = await anna.hear_all()
    assert [message for message in heard if message.topic.startswith("$")] == []


async def test_unsubscribe(anna: Client, bob: Client, topic: str) -> None:
    """[MQTT-3.10.4-1] [MQTT-3.10.4-2] [MQTT-3.10.4-4]."""
    await anna.subscribe((f"{topic}/a", 2), (f"{topic}/b", 2), (f"{topic}/c", 2))
    await anna.unsubscribe(f"{topic}/a")
    for level in "abc":
        await bob.publish(f"{topic}/{level}", level.encode(), 1)
    assert [(await anna.hear()).payload for _ in "bc"] == [b"b", b"c"]
    await anna.expect_nothing()


async def test_subscribe_failure(anna: Client, topic: str) -> None:
    """[MQTT-3.9.3-2] [MQTT-3.8.4-5]: the others of that SUBSCRIBE are granted."""
    granted = await anna.subscribe((f"{topic}/a", 1), (REFUSED_FILTER, 2), (f"{topic}/b", 0))
    assert granted == [1, REFUSED, 0]
