"""Bytes and packets that break the protocol: their connection may suffer, nobody else's."""

from contextlib import suppress
from struct import pack

import pytest

from tests.e2e import packets
from tests.e2e.connection import TcpWire, connected
from tests.e2e.ear import Deaf
from tests.e2e.house import Serve
from tests.e2e.talk import TOPIC, saying, talking

OPEN = {"mode": "open"}
GARBAGE = [
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\x00" * 100,
    b"\xff" * 100,
    b"\x10\xff\xff\xff\xff\xff",
    b"\x16\x03\x01\x02\x00\x01",
    packets.packet(packets.Kind.CONNECT, 0, b"\x00\x04MQTT"),
    packets.publish("server/sessions/online", b"{}"),
]


WILD_FROM_THE_START = ["#", "+/#", "+/sessions/ann/talk/messages"]
WILD = [
    "server/#",
    "server/sessions/#",
    "server/sessions/+/talk/messages",
    "server/sessions/online",
    "server/attendants/assign",
    "server/attendants/request",
    f"{TOPIC}/server/control",
    "client/#",
    "client/+/assign/bob",
    "client/attendants/assign/+",
    "client/attendants/assign/#",
    "client/sessions/+/1",
    "$SYS/#",
]


async def test_garbage_instead_of_connect(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        wires = []
        for garbage in GARBAGE:
            wires.append(await TcpWire.open(house.mqtt_port))
            await wires[-1].send(garbage)
        await talk.goes_on()
        for wire in wires:
            await wire.close()


async def test_publishing_to_a_wildcard(serve: Serve) -> None:
    async with serve(auth=OPEN) as house, talking(house) as talk:
        for topic in ("server/sessions/+/x", "server/sessions/#", "", "a\x00b"):
            async with connected(await TcpWire.open(house.mqtt_port)) as vandal:
                await vandal.publish(topic, saying("hi"))
                with suppress(ConnectionResetError, BrokenPipeError):
                    await vandal.ping()
        await talk.goes_on()


async def test_what_is_the_servers_is_not_granted(serve: Serve) -> None:
    """Wildcards where none are allowed, and topics that no front end reads."""
    async with (
        serve(auth=OPEN) as house,
        talking(house) as talk,
        connected(await TcpWire.open(house.mqtt_port)) as spy,
    ):
        for topic_filter in WILD:
            assert await spy.subscribe(topic_filter) == [packets.REFUSED], topic_filter
        for topic_filter in WILD_FROM_THE_START:  # granted, as everywhere, and deaf to all of ours
            assert await spy.subscribe(topic_filter) == [0], topic_filter
        await talk.goes_on()
        await spy.ping()
        assert spy.heard == []


async def test_a_bad_filter_among_good_ones_is_refused_alone(serve: Serve) -> None:
    async with (
        serve(auth=OPEN) as house,
        talking(house) as talk,
        connected(await TcpWire.open(house.mqtt_port)) as page,
    ):
        granted = await page.subscribe(f"{TOPIC}/messages", "server/#", f"{TOPIC}/messages/viewed")
        assert granted == [0, packets.REFUSED, 0]
        await talk.goes_on()
        await page.hears(lambda h: h.content == "Still here")


async def test_a_packet_that_never_ends_harms_nobody(serve: Serve) -> None:
    async with (
        serve(auth=OPEN) as house,
        talking(house) as talk,
        connected(await TcpWire.open(house.mqtt_port)) as vandal,
    ):
        await vandal.send(b"\x30\xff\xff\xff\x7f" + pack("!H", 5) + b"a/b/c")
        await talk.goes_on()


async def test_the_same_client_id_again_does_not_hear_anothers_messages(serve: Serve) -> None:
    """A take-over ends the older connection; it inherits nothing that was not granted to it."""
    async with (
        serve(auth=OPEN) as house,
        talking(house) as talk,
        connected(await TcpWire.open(house.mqtt_port), name="bob") as thief,
    ):
        await talk.ann.publish(f"{TOPIC}/messages", saying("secret"))
        await talk.ann.hears(lambda h: h.content == "secret")
        await thief.ping()
        assert thief.heard == []


async def test_a_second_connect_ends_only_that_connection(serve: Serve) -> None:
    async with (
        serve(auth=OPEN) as house,
        talking(house) as talk,
        connected(await TcpWire.open(house.mqtt_port)) as vandal,
    ):
        await vandal.send(packets.connect("vandal"))
        await talk.goes_on()
        with pytest.raises(Deaf):
            await vandal.hears(lambda _: True)
