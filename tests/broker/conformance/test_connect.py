"""CONNECT: what is let in, what is refused and how (sections 3.1 and 3.2)."""

import pytest

from tests.broker.conformance import wire
from tests.broker.conformance.client import Client, Closed
from tests.broker.conformance.target import mosquitto_deviates
from tests.broker.conformance.visitors import Visitors
from tests.broker.conformance.wire import Connect, Kind, Will

UNACCEPTABLE_LEVEL = 0x01


@pytest.mark.parametrize(
    "level",
    [0, 3, pytest.param(5, marks=mosquitto_deviates("it speaks MQTT 5 too")), 6, 100],
)
async def test_a_level_that_is_not_4_is_refused_with_its_code(
    visitors: Visitors, name: str, level: int
) -> None:
    """[MQTT-3.1.2-2] [MQTT-3.2.2-4] [MQTT-3.2.2-5]."""
    client = await visitors.dial()
    assert await client.connect(Connect(client_id=name, level=level)) == UNACCEPTABLE_LEVEL
    assert not client.session_present
    await client.expect_closed()


@mosquitto_deviates("it speaks MQTT 3.1 too")
async def test_mqtt_3_1_is_not_spoken(visitors: Visitors, name: str) -> None:
    """[MQTT-3.1.2-1]: another protocol's name; closed, with or without saying why."""
    client = await visitors.dial()
    try:
        code = await client.connect(Connect(client_id=name, name="MQIsdp", level=3))
    except Closed:
        return
    assert code == UNACCEPTABLE_LEVEL
    await client.expect_closed()


@pytest.mark.parametrize("protocol", ["", "mqtt", "MQTTX", "HTTP"])
async def test_a_wrong_protocol_name_is_closed(
    visitors: Visitors, name: str, protocol: str
) -> None:
    """[MQTT-3.1.2-1]."""
    client = await visitors.dial()
    await client.send(Connect(client_id=name, name=protocol).encode())
    await client.expect_closed()


@pytest.mark.parametrize(
    "hello",
    [
        pytest.param(Connect(flags=0b0000_0011), id="reserved flag [MQTT-3.1.2-3]"),
        pytest.param(Connect(flags=0b0000_1010), id="will QoS without will [MQTT-3.1.2-13]"),
        pytest.param(Connect(flags=0b0010_0010), id="will retain without will [MQTT-3.1.2-15]"),
        pytest.param(Connect(will=Will("a", qos=3)), id="will QoS 3 [MQTT-3.1.2-14]"),
        pytest.param(Connect(flags=0b0000_0110), id="will missing [MQTT-3.1.2-9]"),
        pytest.param(Connect(password=b"p"), id="password without user name [MQTT-3.1.2-22]"),
        pytest.param(Connect(flags=0b1000_0010), id="user name missing [MQTT-3.1.2-19]"),
        pytest.param(
            Connect(username="u", flags=0b1100_0010), id="password missing [MQTT-3.1.2-21]"
        ),
        pytest.param(Connect(client_id=b"\xc3("), id="client id no UTF-8 [MQTT-3.1.3-4]"),
        pytest.param(Connect(will=Will("\0")), id="NUL in the will topic [MQTT-1.5.3-2]"),
        pytest.param(Connect(will=Will("")), id="empty will topic [MQTT-4.7.3-1]"),
        pytest.param(Connect(will=Will("a/#")), id="wildcard in the will topic [MQTT-3.3.2-2]"),
        pytest.param(Connect(username=b"\xff"), id="user name no UTF-8 [MQTT-3.1.3-11]"),
    ],
)
async def test_a_connect_that_contradicts_itself_is_closed(
    visitors: Visitors, hello: Connect
) -> None:
    """[MQTT-3.1.4-1]: without a CONNACK."""
    client = await visitors.dial()
    await client.send(hello.encode())
    await client.expect_closed()


async def test_a_second_connect_is_closed(anna: Client, name: str) -> None:
    """[MQTT-3.1.0-2]."""
    await anna.send(Connect(client_id=name).encode())
    await anna.expect_closed()


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(wire.PINGREQ, id="PINGREQ"),
        pytest.param(wire.DISCONNECT, id="DISCONNECT"),
        pytest.param(wire.publish("a", b"b"), id="PUBLISH"),
        pytest.param(wire.subscribe(1, ("a", 0)), id="SUBSCRIBE"),
        pytest.param(wire.packet(Kind.CONNACK, b"\0\0"), id="CONNACK"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", id="HTTP"),
    ],
)
async def test_a_first_packet_that_is_no_connect_is_closed(
    visitors: Visitors, first: bytes
) -> None:
    """[MQTT-3.1.0-1]."""
    client = await visitors.dial()
    await client.send(first)
    await client.expect_closed()


async def test_connack_comes_first_for_who_does_not_wait_for_it(
    visitors: Visitors, name: str, topic: str
) -> None:
    """[MQTT-3.2.0-1]."""
    client = await visitors.dial()
    await client.send(
        Connect(client_id=name).encode()
        + wire.subscribe(1, (topic, 0))
        + wire.publish(topic, b"at once")
    )
    await client.expect(Kind.CONNACK)
    await client.expect(Kind.SUBACK)
    assert (await client.hear()).payload == b"at once"


async def test_packets_may_come_byte_by_byte(visitors: Visitors, name: str, topic: str) -> None:
    """Section 4.2: a stream of bytes, cut anywhere."""
    client = await visitors.dial()
    data = Connect(client_id=name).encode() + wire.subscribe(1, (topic, 0))
    for byte in data + wire.publish(topic, b"slowly"):
        await client.send(bytes([byte]))
    await client.expect(Kind.CONNACK)
    await client.expect(Kind.SUBACK)
    assert (await client.hear()).payload == b"slowly"


@pytest.mark.parametrize(
    "client_id", ["a", "0123456789abcdefghijklm", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
)
async def test_client_ids_are_taken(visitors: Visitors, client_id: str) -> None:
    """[MQTT-3.1.3-5]: of 1 to 23 letters and digits; longer ones are a courtesy."""
    await visitors.greet(Connect(client_id=client_id))


@pytest.mark.parametrize("keep_alive", [0, 65_535])
async def test_any_keep_alive_is_taken(visitors: Visitors, keep_alive: int) -> None:
    """Section 3.1.2.10: zero turns it off."""
    client = await visitors.join(keep_alive=keep_alive)
    await client.ping()


async def test_who_speaks_in_time_is_not_thrown_out(visitors: Visitors) -> None:
    """[MQTT-3.1.2-24]: what counts is the last packet, not the CONNECT."""
    client = await visitors.join(keep_alive=1)
    for _ in range(3):
        await client.expect_silence(0.8)
        await client.ping()
