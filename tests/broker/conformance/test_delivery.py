"""Delivery: each quality of service in both directions, and the order (sections 4.3 to 4.6)."""

from itertools import product

import pytest

from tests.broker.conformance import wire
from tests.broker.conformance.client import Client
from tests.broker.conformance.target import mosquitto_deviates
from tests.broker.conformance.visitors import Visitors
from tests.broker.conformance.wire import Kind

MANY = 200


@pytest.mark.parametrize(("published", "wanted"), list(product((0, 1, 2), repeat=2)))
async def test_delivery_has_the_lower_of_both_qos(
    anna: Client, bob: Client, topic: str, published: int, wanted: int
) -> None:
    """[MQTT-3.8.4-6]."""
    assert await anna.subscribe((topic, wanted)) == [wanted]
    await bob.publish(topic, b"x", published)
    heard = await anna.hear()
    assert (heard.qos, heard.dup, heard.retain) == (min(published, wanted), False, False)


@pytest.mark.parametrize("qos", [0, 1, 2])
async def test_messages_of_one_publisher_stay_in_order(
    anna: Client, bob: Client, topic: str, qos: int
) -> None:
    """[MQTT-4.6.0-6]: also when written at once, and while the acknowledgements come back."""
    await anna.subscribe((topic, qos))
    for count in range(1, MANY + 1):
        number = count if qos else None
        await bob.send(wire.publish(topic, b"%d" % count, qos=qos, packet_id=number))
        if qos == 2:
            await bob.acknowledge(Kind.PUBREL, count)
    heard = [await anna.hear() for _ in range(MANY)]
    assert [int(message.payload) for message in heard] == list(range(1, MANY + 1))


@pytest.mark.parametrize(("qos", "kind"), [(1, Kind.PUBACK), (2, Kind.PUBREC)])
async def test_acknowledgements_come_in_the_order_of_the_messages(
    anna: Client, topic: str, qos: int, kind: Kind
) -> None:
    """[MQTT-4.6.0-2] [MQTT-4.6.0-3]."""
    numbers = [7, 3, 65_535, 1, 300]
    await anna.send(b"".join(wire.publish(topic, qos=qos, packet_id=n) for n in numbers))
    assert [(await anna.expect(kind)).packet_id for _ in numbers] == numbers


async def test_packet_ids_in_use_differ(anna: Client, bob: Client, topic: str) -> None:
    """[MQTT-2.3.1-4] [MQTT-2.3.1-1]."""
    await anna.subscribe((topic, 2))
    for qos in (1, 2) * 5:
        await bob.publish(topic, b"x", qos)
    numbers = {(await anna.hear_only()).packet_id for _ in range(10)}
    assert len(numbers) == 10
    assert 0 not in numbers


async def test_a_packet_id_is_free_again_when_acknowledged(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-2.3.1-3]: both sides count for themselves, and a number may come again."""
    await anna.subscribe((topic, 1))
    for payload in (b"1", b"2"):
        for qos, kind in ((1, Kind.PUBACK), (2, Kind.PUBREC)):
            await bob.send(wire.publish(topic, payload, qos=qos, packet_id=9))
            await bob.await_answer(kind, 9)
        await bob.release(9)
    assert [(await anna.hear()).payload for _ in range(4)] == [b"1", b"1", b"2", b"2"]


class TestExactlyOnce:
    @pytest.mark.parametrize(
        "repeats", [1, pytest.param(2, marks=mosquitto_deviates("the second repeat is closed"))]
    )
    async def test_a_repeated_publish_is_delivered_once(
        self, anna: Client, bob: Client, topic: str, repeats: int
    ) -> None:
        """[MQTT-4.3.3-2]: until PUBREL the same packet id is the same message."""
        await anna.subscribe((topic, 2))
        for dup in (False, *[True] * repeats):
            await bob.send(wire.publish(topic, b"x", qos=2, packet_id=5, dup=dup))
            await bob.await_answer(Kind.PUBREC, 5)
        await bob.release(5)
        assert (await anna.hear()).payload == b"x"
        await anna.expect_nothing()

    async def test_after_the_release_the_packet_id_is_a_new_message(
        self, anna: Client, bob: Client, topic: str
    ) -> None:
        """[MQTT-4.3.3-2]: even if DUP is set."""
        await anna.subscribe((topic, 2))
        for payload, dup in ((b"1", False), (b"2", True)):
            await bob.send(wire.publish(topic, payload, qos=2, packet_id=5, dup=dup))
            await bob.await_answer(Kind.PUBREC, 5)
            await bob.release(5)
        assert [(await anna.hear()).payload for _ in range(2)] == [b"1", b"2"]

    async def test_the_incoming_dup_is_not_passed_on(
        self, anna: Client, bob: Client, topic: str
    ) -> None:
        """[MQTT-3.3.1-3]."""
        await anna.subscribe((topic, 2))
        for qos in (1, 2):
            await bob.send(wire.publish(topic, b"x", qos=qos, packet_id=qos, dup=True))
        await bob.await_answer(Kind.PUBREC, 2)
        await bob.release(2)
        assert not (await anna.hear()).dup
        assert not (await anna.hear()).dup

    async def test_a_repeated_pubrel_is_answered(self, anna: Client, topic: str) -> None:
        """[MQTT-4.3.3-2] [MQTT-3.6.4-1]: also of a packet id that nobody knows (any more)."""
        await anna.publish(topic, b"x", 2)
        await anna.release(1)
        await anna.release(1)

    async def test_a_repeated_publish_is_known_after_a_reconnect(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-4] [MQTT-4.3.3-2]: what was received and not released is session state."""
        await anna.subscribe((topic, 2))
        first = await visitors.join(name, clean=False)
        await first.send(wire.publish(topic, b"x", qos=2, packet_id=5))
        await first.await_answer(Kind.PUBREC, 5)
        first.vanish()
        second = await visitors.rejoin(name)
        await second.send(wire.publish(topic, b"x", qos=2, packet_id=5, dup=True))
        await second.await_answer(Kind.PUBREC, 5)
        await second.release(5)
        assert (await anna.hear()).payload == b"x"
        await anna.expect_nothing()


class TestRedelivery:
    async def test_pubrel_is_sent_again_after_a_reconnect(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-4.4.0-1]: with the same packet id, and without the message."""
        first = await visitors.join(name, clean=False)
        await first.subscribe((topic, 2))
        await anna.publish(topic, b"x", 2)
        number = (await first.hear_only()).packet_id
        await first.acknowledge(Kind.PUBREC, number)
        assert (await first.expect(Kind.PUBREL)).packet_id == number
        first.vanish()
        second = await visitors.rejoin(name)
        assert (await second.expect(Kind.PUBREL)).packet_id == number
        await second.acknowledge(Kind.PUBCOMP, number)
        await second.expect_nothing()

    async def test_is_in_the_original_order(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-4.6.0-1] [MQTT-4.4.0-1]: and before what is new."""
        first = await visitors.join(name, clean=False)
        await first.subscribe((topic, 2))
        for count in range(10):
            await anna.publish(topic, b"%d" % count, 1 + count % 2)
        before = [await first.hear_only() for _ in range(10)]
        first.vanish()
        await anna.publish(topic, b"10", 1)
        second = await visitors.rejoin(name)
        after = [await second.hear_only() for _ in range(11)]
        assert [message.payload for message in after] == [b"%d" % count for count in range(11)]
        numbers = [message.packet_id for message in before]
        assert [message.packet_id for message in after[:10]] == numbers
        assert all(message.dup for message in after[:10])

    async def test_does_not_happen_while_connected(
        self, anna: Client, bob: Client, topic: str
    ) -> None:
        """[MQTT-4.4.0-1]: only a reconnection is a reason."""
        await anna.subscribe((topic, 2))
        await bob.publish(topic, b"x", 2)
        await anna.hear_only()
        await anna.expect_silence(0.5)

    async def test_skips_what_was_acknowledged_in_between(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-4.3.2-3]: out of order too."""
        first = await visitors.join(name, clean=False)
        await first.subscribe((topic, 1))
        for payload in (b"1", b"2", b"3"):
            await anna.publish(topic, payload, 1)
        numbers = [(await first.hear_only()).packet_id for _ in range(3)]
        await first.acknowledge(Kind.PUBACK, numbers[1])
        await first.ping()
        first.vanish()
        second = await visitors.rejoin(name)
        assert [(await second.hear()).payload for _ in range(2)] == [b"1", b"3"]
        await second.expect_nothing()

    async def test_of_half_received_messages_ends_with_a_clean_session(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-6]."""
        first = await visitors.join(name, clean=False)
        await first.subscribe((topic, 2))
        await anna.publish(topic, b"x", 2)
        await first.hear_only()
        first.vanish()
        await (await visitors.join(name)).expect_nothing()


@pytest.mark.parametrize("kind", [Kind.PUBACK, Kind.PUBREC, Kind.PUBCOMP])
async def test_an_acknowledgement_of_nothing_harms_nobody(
    anna: Client, bob: Client, topic: str, kind: Kind
) -> None:
    """Section 4.3: a late one after a reconnection is nobody's fault; PUBREC may be answered."""
    await anna.send(wire.acknowledgement(kind, 4711))
    await bob.subscribe((topic, 1))
    await anna.publish(topic, b"x", 1)
    assert (await bob.hear()).payload == b"x"
