"""Retained messages (section 3.3.1.3)."""

import pytest

from tests.broker.conformance.client import Client


async def test_a_new_subscription_hears_it_as_retained(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.3.1-6] [MQTT-3.3.1-8]."""
    await anna.publish(topic, b"kept", 1, retain=True)
    await bob.subscribe((topic, 1))
    heard = await bob.hear()
    assert (heard.payload, heard.retain, heard.dup) == (b"kept", True, False)


async def test_an_established_subscription_hears_it_as_new(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.3.1-9]."""
    await bob.subscribe((topic, 1))
    await anna.publish(topic, b"news", 1, retain=True)
    heard = await bob.hear()
    assert (heard.payload, heard.retain) == (b"news", False)


@pytest.mark.parametrize("qos", [0, 1, 2])
async def test_the_last_one_replaces_the_others(
    anna: Client, bob: Client, topic: str, qos: int
) -> None:
    """[MQTT-3.3.1-5] [MQTT-3.3.1-6]: with its own QoS."""
    await anna.publish(topic, b"old", 2, retain=True)
    await anna.publish(topic, b"new", qos, retain=True)
    await bob.subscribe((topic, 2))
    heard = await bob.hear()
    assert (heard.payload, heard.qos) == (b"new", qos)
    await bob.expect_nothing()


@pytest.mark.parametrize("wanted", [0, 1, 2])
async def test_it_comes_at_the_lower_of_both_qos(
    anna: Client, bob: Client, topic: str, wanted: int
) -> None:
    """[MQTT-3.8.4-6]."""
    await anna.publish(topic, b"kept", 2, retain=True)
    await bob.subscribe((topic, wanted))
    assert (await bob.hear()).qos == wanted


@pytest.mark.parametrize("again", [0, 2])
async def test_it_is_sent_again_for_the_same_filter(
    anna: Client, bob: Client, topic: str, again: int
) -> None:
    """[MQTT-3.8.4-3]."""
    await anna.publish(topic, b"kept", 2, retain=True)
    for wanted in (1, again):
        await bob.subscribe((topic, wanted))
        heard = await bob.hear()
        assert (heard.payload, heard.retain, heard.qos) == (b"kept", True, wanted)
    await bob.expect_nothing()


@pytest.mark.parametrize("qos", [0, 1, 2])
async def test_an_empty_one_clears_it(anna: Client, bob: Client, topic: str, qos: int) -> None:
    """[MQTT-3.3.1-10] [MQTT-3.3.1-11]."""
    await anna.publish(topic, b"kept", 1, retain=True)
    await anna.publish(topic, b"", qos, retain=True)
    await bob.subscribe((topic, 2))
    await bob.expect_nothing()


async def test_an_empty_one_is_a_message_for_who_listens(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.3.1-10]: it is processed as any other."""
    await bob.subscribe((topic, 1))
    await anna.publish(topic, b"", 1, retain=True)
    heard = await bob.hear()
    assert (heard.payload, heard.retain) == (b"", False)


@pytest.mark.parametrize("payload", [b"news", b""])
async def test_what_is_not_retained_leaves_it_alone(
    anna: Client, bob: Client, topic: str, payload: bytes
) -> None:
    """[MQTT-3.3.1-12]."""
    await anna.publish(topic, b"kept", 1, retain=True)
    await anna.publish(topic, payload, 1)
    await bob.subscribe((topic, 1))
    assert (await bob.hear()).payload == b"kept"
    await bob.expect_nothing()


async def test_it_outlives_who_published_it(anna: Client, bob: Client, topic: str) -> None:
    """Section 3.1.2.4: retained messages are no part of a session."""
    await anna.publish(topic, b"kept", 1, retain=True)
    await anna.leave()
    await bob.subscribe((topic, 1))
    assert (await bob.hear()).payload == b"kept"


async def test_wildcards_find_all_of_them(anna: Client, bob: Client, topic: str) -> None:
    """[MQTT-3.3.1-6] [MQTT-4.7.1-2]: the parent of `#` too."""
    topics = [topic, f"{topic}/a", f"{topic}/a/b", f"{topic}/c/b"]
    for each in topics:
        await anna.publish(each, each.encode(), 1, retain=True)
    await bob.subscribe((f"{topic}/#", 1))
    assert sorted([(await bob.hear()).topic for _ in topics]) == topics
    await bob.subscribe((f"{topic}/+/b", 1))
    assert sorted([(await bob.hear()).topic for _ in range(2)]) == topics[2:]
    await bob.subscribe((f"{topic}/+", 1))
    assert (await bob.hear()).topic == f"{topic}/a"
    await bob.expect_nothing()


async def test_each_filter_of_a_subscribe_hears_its_own(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.8.4-4] [MQTT-3.3.1-6]: as if they had come one after the other."""
    for level in "ab":
        await anna.publish(f"{topic}/{level}", level.encode(), 1, retain=True)
    await bob.subscribe((f"{topic}/a", 0), (f"{topic}/b", 1))
    heard = [await bob.hear(), await bob.hear()]
    assert sorted((message.payload, message.qos) for message in heard) == [(b"a", 0), (b"b", 1)]
