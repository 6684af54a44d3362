"""Everybody publishes what is almost right, on every topic there is, and the chat goes on.

What the server says to all that is held to what it publishes, as in every test. TEST_FUZZ=10 makes
it try ten times as long; the seed of what failed is in the name of the test.
"""

import os
import random
from contextlib import suppress
from typing import Any

import pytest
from structlog.testing import capture_logs

from chimp.wire.asyncapi import Whereabouts, asyncapi
from tests.e2e.accounts import BOBS_CREDENTIALS, add_bob
from tests.e2e.connection import Connection, TcpWire, connected
from tests.e2e.house import House, Serve
from tests.e2e.metrics import total
from tests.e2e.mutations import mutated
from tests.e2e.native_client import native_customer

_SEEDS = range(int(os.environ.get("TEST_FUZZ", "1")))
_FOR_EACH_TOPIC = 8
_STRANGE = ("/", "//", "a", "server", "server/sessions", "server/attendants/bob", "client/desk")


def targets(session_topic: str) -> list[tuple[str, Any]]:
    """Every topic that clients may publish to, and an example of what is said there."""
    document = asyncapi(Whereabouts(websocket_path="/mqtt", mqtt_port=1883))
    found = []
    for operation in document["operations"].values():
        if operation["action"] != "receive":
            continue
        address = document["channels"][operation["channel"]["$ref"].rpartition("/")[2]]["address"]
        topic = address.replace("{sessionTopic}", session_topic).replace("{attendantId}", "bob")
        assert "{" not in topic
        for message in operation["messages"]:
            name = message["$ref"].rpartition("/")[2]
            payload = document["components"]["messages"][name]["examples"][0]["payload"]
            found.append((topic, payload))
    return found


async def pester(connection: Connection, chance: random.Random, session: dict[str, Any]) -> int:
    """Publish it all, some of it about a session that is there; returns how many.

    Nobody is banned who is there: all of us have one address.
    """
    sent = 0
    for topic, payload in targets(session["sessionTopic"]) * _FOR_EACH_TOPIC:
        told = dict(payload)
        if "sessionId" in told and not topic.endswith("/ban") and chance.random() < 0.7:
            told["sessionId"] = session["sessionId"]
        at = chance.choice(_STRANGE) if chance.random() < 0.02 else topic
        try:
            await connection.publish(at, mutated(chance, told))
        except ConnectionError:
            return sent  # it was right enough to end the session, and what its token had let in
        sent += 1
    with suppress(ConnectionError):
        await connection.ping()
    return sent


@pytest.mark.parametrize("mode", ["open", "capability"])
@pytest.mark.parametrize("seed", _SEEDS)
async def test_whatever_is_published_breaks_nothing(serve: Serve, mode: str, seed: int) -> None:
    chance = random.Random(f"{mode} {seed}")  # noqa: S311 - it protects nothing
    async with serve(auth={"mode": mode}) as house:
        await add_bob(house)
        with capture_logs() as lines:
            sent = await everybody_pesters(house, chance)
            async with native_customer(house) as eve:
                said = await eve.says("Still here")
        assert await total(house, "chimp_refusals_total") > sent / 4
    assert sent >= 2 * 14 * _FOR_EACH_TOPIC
    assert (said["content"], said["seq"]) == ("Still here", 1)
    assert [line for line in lines if line["log_level"] in {"error", "critical"}] == []


async def everybody_pesters(house: House, chance: random.Random) -> int:
    """A stranger, a customer on another connection, and an attendant, each in a session of its own.

    Returns how much they have published.
    """
    sent = 0
    for username in (None, "@token", BOBS_CREDENTIALS[0]):
        async with native_customer(house) as ann:
            password = ann.told["token"] if username == "@token" else BOBS_CREDENTIALS[1]
            wire = await TcpWire.open(house.mqtt_port)
            async with connected(
                wire, username=username, password=password if username else None
            ) as connection:
                await connection.subscribe(f"{ann.topic}/client/control")
                sent += await pester(connection, chance, ann.told)
    return sent
