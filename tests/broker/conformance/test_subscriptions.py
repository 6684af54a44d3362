"""SUBSCRIBE, UNSUBSCRIBE and what a filter matches (sections 3.8 to 3.11 and 4.7)."""

from typing import Final

import pytest

from tests.broker.conformance import wire
from tests.broker.conformance.client import Client, Closed
from tests.broker.conformance.target import only_elsewhere
from tests.broker.conformance.wire import REFUSED, Kind

MATCHING: Final = [
    ("{}/player1", "player1", True),
    ("{}/player1", "player2", False),
    ("{}/player1", "player1/ranking", False),
    ("{}/player1/#", "player1", True),
    ("{}/player1/#", "player1/ranking", True),
    ("{}/player1/#", "player1/score/wimbledon", True),
    ("{}/player1/#", "player12", False),
    ("{}/#", "a/b/c/d/e/f/g", True),
    ("{}/+", "player1", True),
    ("{}/+", "player1/ranking", False),
    ("{}/+/#", "player1", True),
    ("{}/+/#", "player1/ranking/x", True),
    ("{}/+/ranking", "player1/ranking", True),
    ("{}/+/ranking", "ranking", False),
    ("{}/+/+", "a/b", True),
    ("{}/+/+", "a", False),
    ("{}/+/b/#", "a/b", True),
    ("{}/+/b/#", "a/c/b", False),
    ("{}/ACCOUNTS", "accounts", False),
    ("{}/with blank", "with blank", True),
    ("{}/grüße/+", "grüße/😀", True),
    ("{}/\ufeff", "\ufeff", True),  # [MQTT-1.5.3-3]: U+FEFF is no byte order mark
    ("{}/\ufeff", "", False),
    ("{}/a$b/#", "a$b/$c", True),
    ("{}/+", "$dollar", True),
]
EMPTY_LEVELS: Final = [
    ("{}", "", False),
    ("{}/", "", True),
    ("{}/+", "", True),
    ("{}/#", "", True),
    ("{}/+/", "a/", True),
    ("{}/+/", "a", False),
    ("{}//a", "/a", True),
    ("{}/+/a", "/a", True),
    ("{}/a", "/a", False),
]


@pytest.mark.parametrize(
    ("topic_filter", "below", "is_match"), [*MATCHING, *only_elsewhere(EMPTY_LEVELS)]
)
async def test_matching(
    anna: Client, bob: Client, topic: str, topic_filter: str, below: str, *, is_match: bool
) -> None:
    """[MQTT-4.7.1-2] [MQTT-4.7.1-3] [MQTT-4.7.3-4] [MQTT-3.3.2-3]."""
    end = f"{topic}-end"
    await anna.subscribe((topic_filter.format(topic), 1), (end, 1))
    await bob.publish(f"{topic}/{below}", b"x", 1)
    await bob.publish(end, b"x", 1)
    expected = [f"{topic}/{below}"] if is_match else []
    assert [message.topic for message in await anna.hear_all()] == [*expected, end]


@pytest.mark.parametrize("below", list(dict.fromkeys(row[1] for row in MATCHING if row[2])))
async def test_retained_messages_match_alike(
    anna: Client, bob: Client, topic: str, below: str
) -> None:
    """[MQTT-3.3.1-6] [MQTT-4.7.1-2]: whichever side comes first."""
    await bob.publish(f"{topic}/{below}", b"x", 1, retain=True)
    for topic_filter, other, is_match in MATCHING:
        if other == below:
            await anna.subscribe((topic_filter.format(topic), 1))
            heard = [message.topic for message in await anna.hear_all()]
            assert heard == ([f"{topic}/{below}"] if is_match else []), topic_filter


@pytest.mark.parametrize(
    "topic_filter",
    [
        pytest.param("{}/a+", id="a plus beside something [MQTT-4.7.1-3]"),
        pytest.param("{}/+a/b", id="a plus before something [MQTT-4.7.1-3]"),
        pytest.param("{}/a#", id="a hash beside something [MQTT-4.7.1-2]"),
        pytest.param("{}/#/b", id="a hash that is not last [MQTT-4.7.1-2]"),
        pytest.param("{}/##", id="two hashes [MQTT-4.7.1-2]"),
    ],
)
async def test_what_is_no_filter_is_not_granted(
    anna: Client, topic: str, topic_filter: str
) -> None:
    """[MQTT-4.8.0-1]: it is closed, or refused with the code that there is."""
    await anna.send(wire.subscribe(1, (topic_filter.format(topic), 0)))
    try:
        answer = await anna.expect(Kind.SUBACK)
    except Closed:
        return
    assert list(answer.body[2:]) == [REFUSED]


async def test_a_subscription_again_replaces_the_qos(anna: Client, bob: Client, topic: str) -> None:
    """[MQTT-3.8.4-3]: and there is still one of it."""
    for wanted in (0, 2, 1):
        assert await anna.subscribe((topic, wanted)) == [wanted]
        await bob.publish(topic, b"x", 2)
        assert (await anna.hear()).qos == wanted
        await anna.expect_nothing()


async def test_one_subscribe_may_hold_many_filters(anna: Client, bob: Client, topic: str) -> None:
    """[MQTT-3.8.4-4] [MQTT-3.8.4-5] [MQTT-3.9.3-1]: codes in their order."""
    levels = [(f"{topic}/{count}", count % 3) for count in range(30)]
    assert await anna.subscribe(*levels) == [qos for _, qos in levels]
    for each, _ in levels:
        await bob.publish(each, b"x", 2)
    heard = [await anna.hear() for _ in levels]
    assert [(message.topic, message.qos) for message in heard] == levels


async def test_the_same_filter_twice_in_one_subscribe_is_one_subscription(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-3.8.4-4] [MQTT-3.8.4-3]: as if they had come one after the other."""
    assert await anna.subscribe((topic, 2), (topic, 1)) == [2, 1]
    await bob.publish(topic, b"x", 2)
    assert (await anna.hear()).qos == 1
    await anna.expect_nothing()


async def test_who_publishes_hears_it_too(anna: Client, topic: str) -> None:
    """[MQTT-3.3.5-1]: nobody is left out."""
    await anna.subscribe((topic, 2))
    await anna.publish(topic, b"x", 2)
    assert (await anna.hear()).payload == b"x"


class TestUnsubscribe:
    async def test_of_what_was_not_subscribed_is_acknowledged(
        self, anna: Client, topic: str
    ) -> None:
        """[MQTT-3.10.4-5]."""
        await anna.unsubscribe(topic, f"{topic}/#")

    async def test_may_hold_many_filters(self, anna: Client, bob: Client, topic: str) -> None:
        """[MQTT-3.10.4-6]."""
        await anna.subscribe((f"{topic}/a", 1), (f"{topic}/b", 1), (f"{topic}/c", 1))
        await anna.unsubscribe(f"{topic}/a", f"{topic}/x", f"{topic}/c")
        for level in "abc":
            await bob.publish(f"{topic}/{level}", b"x", 1)
        assert (await anna.hear()).topic == f"{topic}/b"
        await anna.expect_nothing()

    async def test_compares_filters_and_does_not_match_them(
        self, anna: Client, bob: Client, topic: str
    ) -> None:
        """[MQTT-3.10.4-1]: character by character."""
        await anna.subscribe((f"{topic}/+", 1), (f"{topic}/a/b", 1))
        await anna.unsubscribe(f"{topic}/a", f"{topic}/#", f"{topic}/+/b", f"{topic}/A/B")
        for level in ("a", "a/b"):
            await bob.publish(f"{topic}/{level}", b"x", 1)
        assert [(await anna.hear()).topic for _ in range(2)] == [f"{topic}/a", f"{topic}/a/b"]

    async def test_leaves_the_overlapping_ones(self, anna: Client, bob: Client, topic: str) -> None:
        """[MQTT-3.10.4-2]: the QoS is that of what is left."""
        await anna.subscribe((f"{topic}/#", 1), (f"{topic}/a", 2))
        await anna.unsubscribe(f"{topic}/a")
        await bob.publish(f"{topic}/a", b"x", 2)
        assert (await anna.hear()).qos == 1

    async def test_still_completes_what_was_begun(
        self, anna: Client, bob: Client, topic: str
    ) -> None:
        """[MQTT-3.10.4-3]."""
        await anna.subscribe((topic, 2))
        await bob.publish(topic, b"x", 2)
        number = (await anna.hear_only()).packet_id
        await anna.unsubscribe(topic)
        await anna.acknowledge(Kind.PUBREC, number)
        assert (await anna.expect(Kind.PUBREL)).packet_id == number
