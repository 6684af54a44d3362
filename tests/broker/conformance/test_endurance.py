"""Much at once, and little that is odd but allowed."""

import asyncio

import pytest

from tests.broker.conformance import wire
from tests.broker.conformance.client import Client
from tests.broker.conformance.target import EXTERNAL_PORT
from tests.broker.conformance.visitors import Visitors
from tests.broker.conformance.wire import Kind

FLOOD = 20_000


async def test_publishes_and_a_disconnect_in_one_write_lose_nothing(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.14.4-2] [MQTT-4.6.0-6]: DISCONNECT ends what comes after it, not before it."""
    await bob.subscribe((topic, 1))
    said = [wire.publish(topic, b"%d" % n, qos=1, packet_id=n) for n in range(1, 101)]
    await anna.send(b"".join(said) + wire.DISCONNECT + wire.publish(topic, b"too late"))
    heard = [int((await bob.hear()).payload) for _ in said]
    assert heard == list(range(1, 101))
    await bob.expect_nothing()


async def test_a_flood_of_one_client_does_not_hold_up_another(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.12.4-1]: every PINGREQ is answered, and meanwhile so is everybody."""
    await bob.subscribe((topic, 1))

    async def take_answers() -> None:
        for _ in range(FLOOD):
            await anna.expect(Kind.PINGRESP)

    async with asyncio.TaskGroup() as group:
        answers = group.create_task(take_answers())
        await anna.send(wire.PINGREQ * FLOOD)
        async with asyncio.timeout(1):
            await bob.publish(topic, b"between", 1)
            assert (await bob.hear()).payload == b"between"
        # A broker in a process of its own may well have answered everything by now.
        assert EXTERNAL_PORT is not None or not answers.done()


async def test_who_does_not_read_does_not_hold_up_who_does(
    visitors: Visitors, anna: Client, bob: Client, topic: str
) -> None:
    """Section 4.2: what is done to the one that is slow is the broker's choice."""
    slow = await visitors.join()
    await slow.subscribe((topic, 0))
    await bob.subscribe((topic, 0))
    for _ in range(500):
        await anna.send(wire.publish(topic, b"x" * 8_000))
        assert len((await bob.hear()).payload) == 8_000


@pytest.mark.parametrize("qos", [0, 1, 2])
async def test_publishes_to_the_broker_s_own_topics_are_dropped_without_harm(
    anna: Client, bob: Client, topic: str, qos: int
) -> None:
    """[MQTT-3.3.5-2]: acknowledged, although it is not allowed; and nobody hears it."""
    own = topic.rsplit("/", 1)[-1]
    await bob.subscribe((f"$SYS/{own}", 0), ("#", 0))
    await anna.publish(f"$SYS/{own}", b"x", qos, retain=True)
    await anna.ping()
    heard = [message.payload for message in await bob.hear_all() if message.topic.endswith(own)]
    assert heard == []


@pytest.mark.parametrize("remaining", [127, 128, 8_000])
async def test_lengths_of_one_byte_and_of_two(anna: Client, topic: str, remaining: int) -> None:
    """Section 2.2.3."""
    await anna.subscribe((topic, 0))
    payload = b"x" * (remaining - 2 - len(topic))
    await anna.publish(topic, payload)
    assert (await anna.hear()).payload == payload


@pytest.mark.parametrize("qos", [0, 1, 2])
async def test_an_empty_payload_is_a_message(anna: Client, topic: str, qos: int) -> None:
    """Section 3.3.3."""
    await anna.subscribe((topic, 2))
    await anna.publish(topic, b"", qos)
    heard = await anna.hear()
    assert (heard.said, heard.qos) == ((topic, b""), qos)


async def test_a_payload_may_be_any_bytes(anna: Client, topic: str) -> None:
    """Section 3.3.3."""
    await anna.subscribe((topic, 1))
    await anna.publish(topic, bytes(range(256)) + b"\xff\xfe\0", 1)
    assert (await anna.hear()).payload == bytes(range(256)) + b"\xff\xfe\0"


async def test_a_long_topic_is_delivered(anna: Client, topic: str) -> None:
    """[MQTT-4.7.3-3]: of up to 65,535 bytes; how much a broker takes at once is its choice."""
    long = f"{topic}/{'x' * 4_000}"
    await anna.subscribe((long, 1))
    await anna.publish(long, b"x", 1)
    assert (await anna.hear()).topic == long
