"""Every limit of the engine: what is over it is bounded, counted, and nobody else's trouble."""

import asyncio
import socket

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from chimp.broker.clients import Refusal
from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.broker.packets_in import MOST_FILTERS
from tests.broker.conformance import wire
from tests.broker.conformance.client import Client, Closed
from tests.broker.conformance.visitors import visiting
from tests.broker.conformance.wire import Connect, Kind
from tests.broker.conftest import Running, Start
from tests.e2e.connection import WebSocketWire

KILOBYTE = b"x" * 1_000


async def is_over(client: Client) -> None:
    """The connection was cut, whatever came before."""
    try:
        while True:
            await client._read()
    except Closed:
        pass


class TestConnections:
    async def test_in_total(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_connections=2)) as running,
            visiting(running.port) as visitors,
        ):
            anna, _ = await visitors.join(), await visitors.join()
            await is_over(await visitors.dial())
            assert running.counters.endings[Ending.TOO_MANY] == 1
            await anna.leave()
            await (await visitors.join()).ping()

    async def test_of_one_address(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_connections_per_address=1)) as running,
            visiting(running.port) as visitors,
        ):
            anna = await visitors.join()
            await is_over(await visitors.dial())
            await anna.ping()
            assert running.counters.endings[Ending.TOO_MANY_OF_ADDRESS] == 1
            await anna.leave()
            await (await visitors.join()).ping()

    async def test_of_one_network_of_ipv6(self, start: Start) -> None:
        """A customer of most providers has 2^64 addresses."""
        async with start(limits=Limits(max_connections_per_address=1)) as running:
            clients = running.broker._clients
            clients._by_address.update({"2001:db8::/64": 1})
            assert running.broker.refusal("2001:db8::99") == Refusal(Ending.TOO_MANY_OF_ADDRESS)
            assert running.broker.refusal("2001:db8:0:1::99") is None

    async def test_of_one_address_in_a_minute(self, start: Start) -> None:
        """Closed before anything of them is read, their password least of all."""
        async with (
            start(limits=Limits(max_connects_per_minute=2)) as running,
            visiting(running.port) as visitors,
        ):
            first, second = await visitors.join(), await visitors.dial()
            third = await visitors.dial()
            await third.send(Connect(client_id="x", username="bob", password=b"right").encode())
            await is_over(third)
            await first.ping()
            assert await second.connect(Connect(client_id="second")) == 0
            assert running.counters.endings[Ending.TOO_OFTEN] == 1
            assert running.counters.connections_total == 2
            assert running.broker.refusal("192.0.2.1") is None

    async def test_of_websockets_in_a_minute(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_connects_per_minute=1)) as running,
            ClientSession() as http,
        ):
            await (await WebSocketWire.open(http, running.web_port)).close()
            async with http.get(f"http://127.0.0.1:{running.web_port}/mqtt") as refused:
                assert refused.status == 429
                assert 0 < int(refused.headers["Retry-After"]) <= 60
                assert (await refused.json())["error"] == "too_many_requests"
            assert running.counters.endings[Ending.TOO_OFTEN] == 1

    async def test_of_websockets_too(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_connections=1)) as running,
            ClientSession() as http,
        ):
            wire_of_first = await WebSocketWire.open(http, running.web_port)
            with pytest.raises(WSServerHandshakeError) as refused:
                await WebSocketWire.open(http, running.web_port)
            assert refused.value.status == 503
            await wire_of_first.close()

    async def test_those_that_say_nothing_do_not_stay(self, start: Start) -> None:
        async with (
            start(limits=Limits(connect_timeout=0.05)) as running,
            visiting(running.port) as visitors,
        ):
            await is_over(await visitors.dial())
            assert running.counters.endings[Ending.NOT_LOGGED_IN] == 1


class TestPackets:
    async def test_a_larger_one_ends_its_connection_before_it_is_read(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_packet=1_000)) as running,
            visiting(running.port) as visitors,
        ):
            vandal, anna = await visitors.join(), await visitors.join()
            await vandal.send(wire.publish("t", KILOBYTE * 2)[:10])
            await is_over(vandal)
            await anna.ping()
            assert running.counters.endings[Ending.TOO_LARGE] == 1

    @pytest.mark.parametrize("kind", ["subscribe", "unsubscribe"])
    async def test_one_that_would_keep_everybody_waiting_ends_its_connection(
        self, start: Start, kind: str
    ) -> None:
        """Half a million topic filters fit into a packet that is not too large."""
        async with start() as running, visiting(running.port) as visitors:
            vandal, anna = await visitors.join(), await visitors.join()
            usual, too_many = ["t"] * MOST_FILTERS, ["t"] * (MOST_FILTERS + 1)
            if kind == "subscribe":
                await anna.subscribe(*((topic, 0) for topic in usual))
                await vandal.send(wire.subscribe(1, *((topic, 0) for topic in too_many)))
            else:
                await anna.unsubscribe(*usual)
                await vandal.send(wire.unsubscribe(1, too_many))
            await is_over(vandal)
            await anna.ping()
            assert running.counters.endings[Ending.TOO_LARGE] == 1


class TestDeliveries:
    async def test_the_window_holds_back_until_it_is_acknowledged(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_in_flight=2)) as running,
            visiting(running.port) as visitors,
        ):
            anna, bob = await visitors.join(), await visitors.join()
            await anna.subscribe(("t", 1))
            for number in range(5):
                await bob.publish("t", bytes([number]), 1)
            first, second = await anna.hear_only(), await anna.hear_only()
            await anna.expect_nothing()
            await anna.acknowledge(Kind.PUBACK, first.packet_id)
            third = await anna.hear_only()
            await anna.expect_nothing()
            assert [m.payload for m in (first, second, third)] == [b"\0", b"\1", b"\2"]
            assert running.counters.deliveries_delayed == 3

    async def test_the_window_is_of_quality_of_service_2_as_well(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_in_flight=1)) as running,
            visiting(running.port) as visitors,
        ):
            anna, bob = await visitors.join(), await visitors.join()
            await anna.subscribe(("t", 2))
            for number in range(2):
                await bob.publish("t", bytes([number]), 2)
            message = await anna.hear_only()
            await anna.acknowledge(Kind.PUBREC, message.packet_id)
            await anna.await_answer(Kind.PUBREL, message.packet_id)
            await anna.expect_nothing()
            await anna.acknowledge(Kind.PUBCOMP, message.packet_id)
            assert (await anna.hear_only()).payload == b"\1"

    @pytest.mark.parametrize(
        "limits",
        [
            Limits(max_in_flight=1, max_queued_messages=3),
            Limits(max_in_flight=1, max_queued_bytes=3_000),
        ],
        ids=["messages", "bytes"],
    )
    async def test_of_a_client_that_is_away_what_does_not_fit_is_dropped(
        self, start: Start, limits: Limits
    ) -> None:
        async with start(limits=limits) as running, visiting(running.port) as visitors:
            anna, bob = await visitors.join("anna", clean=False), await visitors.join()
            await anna.subscribe(("t", 1))
            await anna.leave()
            for number in range(5):
                await bob.publish("t", bytes([number]) * 1_000, 1)
            assert running.counters.deliveries_dropped == 2
            back = await visitors.rejoin("anna")
            assert [message.payload[0] for message in await back.hear_all()] == [0, 1, 2]

    async def test_a_client_that_acknowledges_nothing_is_closed(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_in_flight=1, max_queued_messages=2)) as running,
            visiting(running.port) as visitors,
        ):
            anna, bob = await visitors.join(), await visitors.join()
            await anna.subscribe(("t", 1))
            for _ in range(4):
                await bob.publish("t", b"", 1)
            await is_over(anna)
            assert running.counters.endings[Ending.NOT_ACKNOWLEDGING] == 1

    async def test_what_may_be_lost_is_for_who_does_not_read(self, start: Start) -> None:
        limits = Limits(backlog_drop=300_000, backlog_close=600_000, max_queued_messages=100_000)
        async with (
            start(limits=limits, max_payload=100_000) as running,
            visiting(running.port) as visitors,
        ):
            ear, bob = await visitors.join(), await visitors.join()
            await ear.subscribe(("base/t", 0))
            deaf = _deaf(running, ("base/t", 0))
            await running.notes.holds("subscribed", 2)
            while not running.counters.deliveries_dropped:
                await bob.publish("base/t", KILOBYTE * 90)
                assert len(await ear.hear_all()) == 1
            assert max(c.backlog for _, c in running.broker.clients()) < 400_000
            assert running.counters.endings[Ending.NOT_READING] == 0
            deaf.close()

    async def test_the_second_mark_closes(self, start: Start) -> None:
        limits = Limits(backlog_drop=10_000_000, backlog_close=1_000_000)
        async with (
            start(limits=limits, max_payload=100_000) as running,
            visiting(running.port) as visitors,
        ):
            bob = await visitors.join()
            deaf = _deaf(running, ("base/t", 0))
            await running.notes.holds("subscribed")
            while not running.counters.endings[Ending.NOT_READING]:
                await bob.publish("base/t", KILOBYTE * 90)
            deaf.close()


def _deaf(running: Running, *wanted: tuple[str, int]) -> socket.socket:
    """A client that subscribes and never reads."""
    deaf = socket.create_connection(("127.0.0.1", running.port))
    deaf.sendall(Connect(client_id="deaf").encode() + wire.subscribe(1, *wanted))
    return deaf


class TestPublishes:
    async def test_a_fast_publisher_waits_and_loses_nothing(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_publishes_per_second=100)) as running,
            visiting(running.port) as visitors,
        ):
            anna, bob = await visitors.join(), await visitors.join()
            await anna.subscribe(("base/t", 0))
            flood = [wire.publish("base/t", bytes([number])) for number in range(120)]
            await bob.send(b"".join(flood))
            await bob.ping()
            heard = await anna.hear_all()
            assert [message.payload[0] for message in heard] == list(range(120))
            assert running.counters.publishes_throttled > 0

    async def test_what_is_refused_counts_as_much_more(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_publishes_per_second=100)) as running,
            visiting(running.port) as visitors,
        ):
            vandal = await visitors.join()
            await vandal.send(wire.publish("base/client/desk/x", b"") * 12)
            await vandal.ping()
            assert running.counters.publishes_refused == 12
            assert running.counters.publishes_throttled > 0

    async def test_what_is_left_half_published_has_an_end(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_half_published=2)) as running,
            visiting(running.port) as visitors,
        ):
            vandal = await visitors.join()
            for number in range(1, 4):
                await vandal.send(wire.publish("t", qos=2, packet_id=number))
            await is_over(vandal)
            assert running.counters.endings[Ending.NOT_RELEASING] == 1


class TestSubscribes:
    async def test_a_fast_subscriber_waits_and_is_granted_everything(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_subscribes_per_second=100)) as running,
            visiting(running.port) as visitors,
        ):
            anna, bob = await visitors.join(), await visitors.join()
            for number in range(1, 61):
                await anna.send(wire.subscribe(number, (f"a/{number}", 0), (f"b/{number}", 0)))
            await bob.ping()
            await anna.send(wire.PINGREQ)
            for number in range(1, 61):
                assert list((await anna.expect(Kind.SUBACK)).body) == [0, number, 0, 0]
            await anna.expect(Kind.PINGRESP)
            assert running.counters.subscribes_throttled > 0
            assert running.counters.publishes_throttled == 0

    async def test_what_is_refused_counts_as_much_more(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_subscribes_per_second=100)) as running,
            visiting(running.port) as visitors,
        ):
            vandal = await visitors.join()
            for number in range(1, 13):
                await vandal.send(wire.subscribe(number, ("base/server/x", 0)))
            for number in range(1, 13):
                assert list((await vandal.expect(Kind.SUBACK)).body) == [0, number, 0x80]
            assert running.counters.subscribes_refused == 12
            assert running.counters.subscribes_throttled > 0


class TestSessions:
    async def test_those_that_went_first_are_forgotten_first(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_kept_sessions=2)) as running,
            visiting(running.port) as visitors,
        ):
            for name in ("one", "two", "three"):
                await (await visitors.join(name, clean=False)).leave()
            assert running.broker._clients.kept() == 2
            assert running.counters.sessions_expired == 1
            assert not (await visitors.join("one", clean=False)).session_present
            await visitors.rejoin("three")

    async def test_those_who_stay_away_are_forgotten(self, start: Start) -> None:
        async with (
            start(limits=Limits(session_expiry=0.01)) as running,
            visiting(running.port) as visitors,
        ):
            one = await visitors.join("one", clean=False)
            await one.subscribe(("t", 1))
            await one.leave()
            async with asyncio.timeout(5):
                while running.broker._clients.kept():
                    running.broker._clients._remove_outdated()
                    await asyncio.sleep(0)
            assert running.broker._router.subscriptions() == 0
            assert not (await visitors.join("one", clean=False)).session_present

    async def test_what_waits_for_all_of_them_together(self, start: Start) -> None:
        """Who went first is told that there is no session, instead of missing something unsaid."""
        limits = Limits(max_kept_bytes=2_500)
        async with start(limits=limits) as running, visiting(running.port) as visitors:
            bob = await visitors.join()
            for name in ("one", "two", "empty", "three"):
                client = await visitors.join(name, clean=False)
                await client.subscribe((f"for/{name}", 1))
                await client.leave()
            for name in ("one", "two", "three"):
                await bob.publish(f"for/{name}", KILOBYTE, 1)
            clients = running.broker._clients
            clients._expired(clients._sessions.remove_too_large())
            assert running.counters.sessions_expired == 1
            assert not (await visitors.join("one", clean=False)).session_present
            await visitors.rejoin("empty")
            back = await visitors.rejoin("three")
            assert [message.payload for message in await back.hear_all()] == [KILOBYTE]

    async def test_subscriptions(self, start: Start) -> None:
        async with (
            start(limits=Limits(max_subscriptions=2)) as running,
            visiting(running.port) as visitors,
        ):
            anna = await visitors.join()
            assert await anna.subscribe(("a", 0), ("b", 0), ("c", 0)) == [0, 0, wire.REFUSED]
            assert running.counters.subscribes_refused == 1


@pytest.mark.parametrize(
    "limits",
    [Limits(max_retained_messages=2), Limits(max_retained_bytes=2_000)],
    ids=["messages", "bytes"],
)
async def test_retained_messages(start: Start, limits: Limits) -> None:
    async with start(limits=limits) as running, visiting(running.port) as visitors:
        anna = await visitors.join()
        for topic in ("r/1", "r/2", "r/3", "r/1"):
            await anna.publish(topic, KILOBYTE, retain=True)
        assert running.counters.retained_refused == 1
        await anna.publish("r/2", retain=True)
        await anna.publish("r/3", KILOBYTE, retain=True)
        await anna.subscribe(("r/#", 0))
        heard = await anna.hear_all()
        assert sorted(message.topic for message in heard) == ["r/1", "r/3"]
        assert running.broker._router.retained_size() == 2_000
