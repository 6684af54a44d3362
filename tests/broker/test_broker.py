"""The broker as its clients and the desk meet it: each hazard by name, over real sockets."""

import asyncio
import socket
from struct import pack

import aiohttp
import pytest
from aiohttp import ClientSession, WSMsgType

from chimp.broker.limits import Limits
from chimp.broker.server import BindError, build_broker
from chimp.core.access import Mode, Role
from tests.broker.conftest import BOB, Start
from tests.e2e import packets
from tests.e2e.connection import Refused, TcpWire, WebSocketWire, connected
from tests.e2e.packets import Kind

REQUEST = "server/sessions/request"


class TestSeam:
    async def test_what_belongs_to_the_server_is_handed_over_and_not_fanned_out(
        self, start: Start
    ) -> None:
        async with (
            start() as running,
            connected(await TcpWire.open(running.port), base="base") as client,
        ):
            await client.publish(REQUEST, b"hello")
            assert await running.notes.holds("receive") == [f"{REQUEST} hello"]
            assert running.counters.deliveries == 0

    async def test_publish_and_subscribe_in_one_segment_stay_in_order(self, start: Start) -> None:
        async with (
            start() as running,
            connected(await TcpWire.open(running.port), base="base") as client,
        ):
            both = packets.publish(f"base/{REQUEST}", b"1")
            both += packets.subscribe(7, "base/server/sessions/ann/messages")
            both += packets.publish(f"base/{REQUEST}", b"2")
            await client.send(both)
            await running.notes.holds("receive", 2)
            assert running.notes.lines == [
                ("receive", f"{REQUEST} 1"),
                ("subscribed", "server/sessions/ann/messages"),
                ("receive", f"{REQUEST} 2"),
            ]

    async def test_a_hundred_publishes_and_a_disconnect_in_one_write_lose_nothing(
        self, start: Start
    ) -> None:
        async with start() as running:
            async with connected(await TcpWire.open(running.port)) as client:
                said = [
                    packets.publish(f"base/{REQUEST}", str(n).encode(), packet_id=n)
                    for n in range(1, 101)
                ]
                await client.send(b"".join(said) + packets.packet(Kind.DISCONNECT, 0, b""))
                heard = await running.notes.holds("receive", 100)
            assert heard == [f"{REQUEST} {n}" for n in range(1, 101)]

    async def test_the_end_of_a_connection_is_told_once(self, start: Start) -> None:
        async with start() as running:
            async with connected(await TcpWire.open(running.port), name="one"):
                async with connected(await TcpWire.open(running.port), name="one") as second:
                    await running.notes.holds("disconnected")  # taken over
                    await second.ping()
                await running.notes.holds("disconnected", 2)
            assert len(running.notes.of("disconnected")) == 2
            assert running.notes.principals[0] is not running.notes.principals[1]
        assert running.counters.connections_open == 0

    async def test_a_payload_over_the_limit_is_told_by_its_size(self, start: Start) -> None:
        async with (
            start() as running,
            connected(await TcpWire.open(running.port), base="base") as client,
        ):
            for size in (10_001, 40_000):
                await client.publish(REQUEST, b"x" * size)
            told = await running.notes.holds("oversized", 2)
            assert told == [f"{REQUEST} 10001", f"{REQUEST} 40000"]
            await client.ping()
            assert running.notes.of("receive") == []

    async def test_a_packet_far_over_the_limit_ends_its_connection_before_it_is_read(
        self, start: Start
    ) -> None:
        async with start() as running:
            wire = await TcpWire.open(running.port)
            await wire.send(packets.connect("vandal"))
            await wire.receive()
            await wire.send(b"\x30\xff\xff\xff\x7f")  # a PUBLISH of 256 MB is announced
            assert await wire.receive() == b""
            await wire.close()
            assert running.counters.connections_broken == 1


class TestPublish:
    async def test_overlapping_subscriptions_deliver_once(self, start: Start) -> None:
        async with (
            start() as running,
            connected(await TcpWire.open(running.port), base="base") as client,
        ):
            topic = "server/sessions/ann/messages"
            assert await client.subscribe(topic, "server/sessions/ann/#") == [0, 0]
            heard_by = running.broker.publish(topic, b"{}")
            assert list(heard_by) == [running.notes.principals[0].connection]
            await client.ping()
            assert [heard.topic for heard in client.heard] == [topic]

    @pytest.mark.parametrize("topic_filter", ["#", "+/#", "base/#", "base/+/sessions/ann/messages"])
    async def test_a_wildcard_before_the_servers_part_hears_none_of_it(
        self, start: Start, topic_filter: str
    ) -> None:
        """Not even in mode open: whoever is interested says in what."""
        async with start() as running, connected(await TcpWire.open(running.port)) as spy:
            running.broker.keep("base/client/sessions/ann/1", b"kept", 0)
            assert await spy.subscribe(topic_filter) == [0]
            assert list(running.broker.publish("server/sessions/ann/messages", b"{}")) == []
            running.broker.send("base/lobby", b"for everybody", 0)
            await spy.ping()
            wanted = [] if "sessions" in topic_filter else ["base/lobby"]
            assert [heard.topic for heard in spy.heard] == wanted

    async def test_one_connection_alone_and_replies(self, start: Start) -> None:
        async with start(Mode.CAPABILITY) as running:
            guessable = "client/sessions/ann/1"
            async with (
                connected(await TcpWire.open(running.port), base="base") as asker,
                connected(await TcpWire.open(running.port), base="base") as other,
            ):
                for client in (asker, other):
                    assert await client.subscribe(guessable) == [0]
                who = running.notes.principals[0].connection
                assert list(running.broker.publish(guessable, b"{}")) == []
                assert running.broker.reply(who, guessable, b'{"to": "asker"}')
                assert not running.broker.reply(who, "client/sessions/ann/2", b"{}")
                assert not running.broker.reply("nobody", guessable, b"{}")
                await asker.ping()
                await other.ping()
                assert [heard.json for heard in asker.heard] == [{"to": "asker"}]
                assert other.heard == []

    async def test_quality_of_service_one_comes_with_an_id_and_at_most_that(
        self, start: Start
    ) -> None:
        async with (
            start() as running,
            connected(await TcpWire.open(running.port), base="base") as client,
        ):
            topic = "server/sessions/ann/messages"
            assert await client.subscribe(topic, qos=2) == [2]
            running.broker.publish(topic, b"{}")
            await client.ping()
            assert len(client.heard) == 1

    async def test_a_subscriber_that_does_not_read_costs_bounded_memory(self, start: Start) -> None:
        async with start() as running:
            topic = "server/sessions/ann/messages"
            async with connected(await TcpWire.open(running.port), base="base") as ear:
                await ear.subscribe(topic)
                deaf = socket.create_connection(("127.0.0.1", running.port))
                deaf.sendall(packets.connect("deaf"))
                deaf.sendall(packets.subscribe(1, f"base/{topic}"))
                await running.notes.holds("subscribed", 2)
                payload = b"x" * 100_000
                for _ in range(200):
                    running.broker.publish(topic, payload)
                    await ear.ping()
                assert len(ear.heard) == 200
                assert running.counters.deliveries_dropped > 0
                assert sum(c.backlog for _, c in running.broker.clients()) < 8 * 1024 * 1024
                deaf.close()


class TestLogIn:
    @pytest.mark.parametrize(
        ("mode", "credentials", "role"),
        [
            (Mode.CAPABILITY, (None, None), Role.ANONYMOUS),
            (Mode.CAPABILITY, ("bob@example.com", "right"), Role.ATTENDANT),
            (Mode.CAPABILITY, ("legacy", "secret"), Role.SHARED),
            (Mode.CAPABILITY, ("bob@example.com", "wrong"), None),
            (Mode.CAPABILITY, ("legacy", "wrong"), None),
            (Mode.OPEN, ("whoever", "whatever"), Role.ANONYMOUS),
            (Mode.OPEN, ("legacy", "wrong"), None),
        ],
    )
    async def test_who_is_who(
        self,
        start: Start,
        *,
        mode: Mode,
        credentials: tuple[str | None, str | None],
        role: Role | None,
    ) -> None:
        username, password = credentials
        async with start(mode) as running:
            wire = await TcpWire.open(running.port)
            if role is None:
                with pytest.raises(Refused):
                    async with connected(wire, username=username, password=password):
                        pass
                assert running.counters.connections_refused == 1
                return
            async with connected(wire, username=username, password=password, base="base") as who:
                await who.publish(REQUEST, b"")
                await running.notes.holds("receive")
            principal = running.notes.principals[0]
            assert principal.role is role
            assert principal.attendant == (BOB if role is Role.ATTENDANT else None)

    @pytest.mark.parametrize("credentials", [("bob@example.com", "right"), ("legacy", "secret")])
    async def test_nobody_takes_over_an_attendants_client_id(
        self, start: Start, credentials: tuple[str, str]
    ) -> None:
        username, password = credentials
        async with (
            start(Mode.CAPABILITY) as running,
            connected(
                await TcpWire.open(running.port),
                name="bobs",
                username=username,
                password=password,
            ) as bob,
        ):
            async with connected(await TcpWire.open(running.port), name="bobs") as stranger:
                await stranger.ping()
                await bob.ping()
            await bob.ping()

    async def test_a_connection_that_says_nothing_is_closed(self, start: Start) -> None:
        async with start(limits=Limits(connect_timeout=0.05)) as running:
            wire = await TcpWire.open(running.port)
            assert await wire.receive() == b""
            await wire.close()
            assert running.counters.connections_refused == 1

    async def test_a_silent_client_is_given_up_and_its_will_is_sent(self, start: Start) -> None:
        async with start() as running:
            wire = await TcpWire.open(running.port)
            body = b"\x00\x04MQTT\x04\x06" + pack("!H", 1)  # keep-alive 1 s, clean, with a will
            for text in ("dead", f"base/{REQUEST}", "will"):
                body += pack("!H", len(text)) + text.encode()
            await wire.send(packets.packet(Kind.CONNECT, 0, body))
            assert await running.notes.holds("receive") == [f"{REQUEST} will"]
            await running.notes.holds("disconnected")
            await wire.close()
            assert running.counters.connections_broken == 1


class TestWebSocket:
    @pytest.mark.parametrize("subprotocol", ["mqtt", "mqttv3.1"])
    async def test_split_frames_and_the_subprotocol_echoed(
        self, start: Start, subprotocol: str
    ) -> None:
        async with start() as running, ClientSession() as http:
            wire = await WebSocketWire.open(http, running.web_port, subprotocol)
            assert wire.subprotocol == subprotocol
            async with connected(wire, base="base") as page:
                await page.publish(REQUEST, b"split")
                assert await running.notes.holds("receive") == [f"{REQUEST} split"]
            await running.notes.holds("disconnected")

    async def test_many_packets_in_one_frame(self, start: Start) -> None:
        async with start() as running, ClientSession() as http:
            wire = await WebSocketWire.open(http, running.web_port)
            async with connected(wire):
                said = [packets.publish(f"base/{REQUEST}", str(n).encode()) for n in range(50)]
                await wire._socket.send_bytes(b"".join(said))
                heard = await running.notes.holds("receive", 50)
            assert heard == [f"{REQUEST} {n}" for n in range(50)]

    async def test_a_text_frame_ends_it(self, start: Start) -> None:
        async with start() as running, ClientSession() as http:
            url = f"http://127.0.0.1:{running.web_port}/mqtt"
            async with http.ws_connect(url, protocols=("mqtt",)) as page:
                await page.send_str("hello")
                frame = await page.receive()
                assert frame.type is WSMsgType.CLOSE
                assert frame.data == aiohttp.WSCloseCode.UNSUPPORTED_DATA

    async def test_when_the_server_stops_pages_are_told(self, start: Start) -> None:
        async with ClientSession() as http:
            async with start() as running:
                wire = await WebSocketWire.open(http, running.web_port)
                await wire.send(packets.connect("page"))
                await wire.receive()
                ended = asyncio.ensure_future(wire._socket.receive())  # noqa: TID251
                await running.broker.stop()
                frame = await ended
            assert (frame.type, frame.data) == (WSMsgType.CLOSE, aiohttp.WSCloseCode.GOING_AWAY)


class TestStop:
    async def test_who_has_not_said_connect_yet_is_sent_away_too(self, start: Start) -> None:
        async with start() as running:
            silent = await TcpWire.open(running.port)
            async with connected(await TcpWire.open(running.port)) as client:
                await client.ping()  # the one before it was accepted as well
                await running.broker.stop()
                assert await silent.receive() == b""
            await silent.close()
        assert len(running.broker._clients) == 0

    async def test_no_connection_can_have_too_many_subscriptions(self, start: Start) -> None:
        limits = Limits(max_subscriptions=2)
        async with (
            start(limits=limits) as running,
            connected(await TcpWire.open(running.port)) as client,
        ):
            assert await client.subscribe("a", "b", "c") == [0, 0, packets.REFUSED]

    async def test_a_client_that_does_not_read_does_not_hold_up_the_stop(
        self, start: Start
    ) -> None:
        deaf = socket.socket()
        async with start() as running:
            deaf.connect(("127.0.0.1", running.port))
            deaf.sendall(packets.connect("deaf"))
            deaf.sendall(packets.subscribe(1, "base/server/sessions/ann/messages"))
            await running.notes.holds("subscribed")
            for _ in range(40):
                running.broker.publish("server/sessions/ann/messages", b"x" * 100_000)
            async with asyncio.timeout(2):
                await running.broker.stop()
        deaf.close()
        assert running.counters.connections_open == 0

    def test_a_taken_port_is_one_line(self, unused_tcp_port: int) -> None:
        with socket.create_server(("127.0.0.1", unused_tcp_port)):
            with pytest.raises(BindError) as caught:
                build_broker(None, host="127.0.0.1", port=unused_tcp_port)  # type: ignore[arg-type]
            assert str(caught.value).startswith(
                f"mqtt: can not listen on 127.0.0.1:{unused_tcp_port}"
            )
