"""Whoever breaks the protocol is closed, and nobody else notices (section 4.8)."""

from collections.abc import Mapping
from typing import Final

import pytest
from _pytest.mark import ParameterSet

from tests.broker.conformance import broken_packets
from tests.broker.conformance.client import Client
from tests.broker.conformance.target import mosquitto_deviates
from tests.broker.conformance.visitors import Visitors
from tests.broker.conformance.wire import PINGREQ, Connect, Will, publish

MOSQUITTO_TAKES: Final = (
    "SUBACK",
    "UNSUBACK",
    "PINGRESP",
    *(f"{kind} with flags" for kind in ("PUBACK", "PUBREC", "PUBCOMP", "PINGREQ")),
    *(f"{kind} and more" for kind in ("PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "PINGREQ")),
)
"""What it does not look at closely enough."""


def cases(named: Mapping[str, bytes]) -> list[ParameterSet]:
    """For parametrize."""
    taken = mosquitto_deviates("it takes this")
    return [
        pytest.param(data, id=what, marks=[taken] if what.startswith(MOSQUITTO_TAKES) else [])
        for what, data in named.items()
    ]


@pytest.mark.parametrize(
    "broken",
    [
        *cases(broken_packets.TEXTS),
        *cases(broken_packets.LENGTHS),
        *cases(broken_packets.TYPES),
        *cases(broken_packets.FLAGS),
        *cases(broken_packets.PUBLISHES),
        *cases(broken_packets.SUBSCRIBES),
        *cases(broken_packets.TOO_SHORT),
        *cases(broken_packets.TOO_LONG),
    ],
)
async def test_a_broken_packet_ends_its_own_connection_alone(
    anna: Client, bob: Client, topic: str, broken: bytes
) -> None:
    """[MQTT-4.8.0-1]: at once, without an answer; the clause stands with each packet."""
    await bob.subscribe((topic, 1))
    await anna.send(broken + PINGREQ)  # whose answer would show that nothing was noticed
    await anna.expect_closed()
    await bob.publish(topic, b"still here", 1)
    assert (await bob.hear()).payload == b"still here"
    await bob.expect_nothing()


@pytest.mark.parametrize("half", cases(broken_packets.CUT_OFF))
async def test_a_packet_that_never_becomes_whole_is_nothing(
    visitors: Visitors, bob: Client, topic: str, half: bytes
) -> None:
    """[MQTT-3.1.2-8]: its sender has gone without DISCONNECT."""
    await bob.subscribe((topic, 1))
    gone = await visitors.join(will=Will(topic, qos=1))
    await gone.send(half)
    gone.hang_up()
    await gone.expect_closed()
    assert (await bob.hear()).payload == b"gone"
    await bob.expect_nothing()


@pytest.mark.parametrize("size", [1, 8, 11, 20])
async def test_a_connect_that_never_becomes_whole_is_nothing(
    visitors: Visitors, bob: Client, name: str, size: int
) -> None:
    """[MQTT-3.1.0-1]."""
    gone = await visitors.dial()
    await gone.send(Connect(client_id=name).encode()[:size])
    gone.hang_up()
    await gone.expect_closed()
    await bob.ping()


async def test_what_came_before_a_broken_packet_counts(
    anna: Client, bob: Client, topic: str
) -> None:
    """[MQTT-4.8.0-1]: and what comes after it does not."""
    await bob.subscribe((topic, 1))
    before, after = (publish(topic, payload) for payload in (b"before", b"after"))
    await anna.send(before + b"\x00\x00" + after)
    assert (await bob.hear()).payload == b"before"
    await anna.expect_closed()
    await bob.expect_nothing()


async def test_a_broken_packet_leaves_the_session_as_it_was(
    visitors: Visitors, bob: Client, name: str, topic: str
) -> None:
    """[MQTT-3.1.2-4]."""
    breaks = await visitors.join(name, clean=False)
    await breaks.subscribe((topic, 1))
    await breaks.send(broken_packets.SUBSCRIBES["SUBSCRIBE with a bad one among good ones"])
    await breaks.expect_closed()
    await bob.publish(topic, b"meanwhile", 1)
    assert (await (await visitors.rejoin(name)).hear()).payload == b"meanwhile"
