"""Sessions: what outlives a connection, and what does not (sections 3.1.2.4, 3.2.2.2 and 4.1)."""

from tests.broker.conformance.client import Client
from tests.broker.conformance.visitors import Visitors
from tests.broker.conformance.wire import Will


class TestTakeOver:
    async def test_closes_the_old_connection(self, visitors: Visitors, name: str) -> None:
        """[MQTT-3.1.4-2]."""
        old = await visitors.join(name)
        new = await visitors.join(name)
        await old.expect_closed()
        await new.ping()

    async def test_publishes_the_will_of_the_old_connection(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-8]: it was not closed by its client's DISCONNECT."""
        await anna.subscribe((topic, 1))
        await visitors.join(name, will=Will(topic, b"was taken over", qos=1))
        await visitors.join(name)
        assert (await anna.hear()).payload == b"was taken over"

    async def test_brings_the_session_along(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-4]."""
        old = await visitors.join(name, clean=False)
        await old.subscribe((topic, 1))
        new = await visitors.rejoin(name)
        await old.expect_closed()
        await anna.publish(topic, b"to the new one", 1)
        assert (await new.hear()).payload == b"to the new one"

    async def test_with_a_clean_session_leaves_the_old_one_behind(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-6]."""
        old = await visitors.join(name, clean=False)
        await old.subscribe((topic, 1))
        new = await visitors.join(name)
        assert not new.session_present
        await anna.publish(topic, b"to nobody", 1)
        await new.expect_nothing()

    async def test_leaves_others_alone(self, visitors: Visitors, anna: Client, name: str) -> None:
        """[MQTT-3.1.4-2]: client ids are told apart by every character."""
        await visitors.join(name)
        close = await visitors.join(name.upper())
        await visitors.join(name[:-1])
        await visitors.join(name)
        await close.ping()
        await anna.ping()


class TestSessionPresent:
    async def test_is_not_set_for_the_first_time(self, visitors: Visitors, name: str) -> None:
        """[MQTT-3.2.2-3]."""
        assert not (await visitors.join(name, clean=False)).session_present

    async def test_is_set_when_there_is_one(self, visitors: Visitors, name: str) -> None:
        """[MQTT-3.2.2-2]: even one in which nothing was subscribed."""
        await (await visitors.join(name, clean=False)).leave()
        assert (await visitors.join(name, clean=False)).session_present

    async def test_is_never_set_for_a_clean_session(self, visitors: Visitors, name: str) -> None:
        """[MQTT-3.2.2-1]."""
        await (await visitors.join(name, clean=False)).leave()
        assert not (await visitors.join(name)).session_present

    async def test_is_not_set_after_a_clean_session(self, visitors: Visitors, name: str) -> None:
        """[MQTT-3.1.2-6] [MQTT-3.2.2-3]: its state is not reused, nor is the one before it."""
        for clean in (False, True):
            await (await visitors.join(name, clean=clean)).leave()
        assert not (await visitors.join(name, clean=False)).session_present

    async def test_is_set_however_the_connection_ended(self, visitors: Visitors, name: str) -> None:
        """[MQTT-3.2.2-2]."""
        gone = await visitors.join(name, clean=False)
        gone.vanish()
        broken = await visitors.rejoin(name)
        await broken.send(b"\x00\x00")
        await broken.expect_closed()
        await visitors.rejoin(name)


class TestCleanSession:
    async def test_drops_what_was_subscribed_and_queued(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-6]."""
        away = await visitors.join(name, clean=False)
        await away.subscribe((topic, 2))
        await away.leave()
        await anna.publish(topic, b"never heard", 2)
        await (await visitors.join(name)).leave()
        back = await visitors.join(name, clean=False)
        await anna.publish(topic, b"not subscribed", 2)
        await back.expect_nothing()

    async def test_ends_with_its_connection(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-6]."""
        client = await visitors.join(name)
        await client.subscribe((topic, 2))
        await client.leave()
        await anna.publish(topic, b"to nobody", 2)
        back = await visitors.join(name, clean=False)
        assert not back.session_present
        await back.expect_nothing()


class TestKeptSession:
    async def test_keeps_its_subscriptions(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-4]."""
        first = await visitors.join(name, clean=False)
        await first.subscribe((f"{topic}/+", 1), (f"{topic}/b", 2), (f"{topic}/c/d", 0))
        await first.unsubscribe(f"{topic}/b")
        await first.leave()
        second = await visitors.rejoin(name)
        await anna.publish(f"{topic}/b", b"b", 2)
        await anna.publish(f"{topic}/c/d", b"cd", 2)
        heard = [await second.hear(), await second.hear()]
        assert [(message.payload, message.qos) for message in heard] == [(b"b", 1), (b"cd", 0)]
        await second.expect_nothing()

    async def test_keeps_what_was_said_meanwhile_in_order(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.1.2-5] [MQTT-4.6.0-6]."""
        away = await visitors.join(name, clean=False)
        await away.subscribe((topic, 2))
        away.vanish()
        for count in range(50):
            await anna.publish(topic, b"%d" % count, 1)
        back = await visitors.rejoin(name)
        heard = [await back.hear() for _ in range(50)]
        assert [message.payload for message in heard] == [b"%d" % count for count in range(50)]
        assert not any(message.retain for message in heard)

    async def test_forgets_what_was_acknowledged(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-4.3.2-3] [MQTT-4.3.3-2]."""
        first = await visitors.join(name, clean=False)
        await first.subscribe((topic, 2))
        for qos in (1, 2):
            await anna.publish(topic, b"once", qos)
            await first.hear()
        await first.leave()
        await (await visitors.rejoin(name)).expect_nothing()

    async def test_is_not_told_twice_what_is_retained(
        self, visitors: Visitors, anna: Client, name: str, topic: str
    ) -> None:
        """[MQTT-3.3.1-6]: a reconnection is no new subscription."""
        first = await visitors.join(name, clean=False)
        await first.subscribe((topic, 1))
        await anna.publish(topic, b"retained", 1, retain=True)
        await first.hear()
        await first.leave()
        await (await visitors.rejoin(name)).expect_nothing()
        await anna.publish(topic, retain=True)
