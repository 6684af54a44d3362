"""Everybody who plays when anything is published, and what must hold after each scene."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from typing import Any, Self

from chimp.core import topics
from chimp.core.access import Mode
from tests.e2e import packets
from tests.e2e.accounts import FILE
from tests.e2e.any_payload import (
    ATTENDANTS,
    CLOSED,
    CUSTOMERS,
    MINE,
    THEIRS,
    UNUSED,
    Attempt,
)
from tests.e2e.connection import Connection, TcpWire, connected
from tests.e2e.ear import Heard
from tests.e2e.house import House
from tests.e2e.http import get
from tests.e2e.native_client import native_customer, new_session, on

PASSWORD = "correct horse battery"
"""Of every attendant; their e-mail is their id at example.com."""

_FIRST_PACKET_ID = 60_000
"""Far from those that a `Connection` counts up."""


class Cast:
    """Everybody who plays, on connections that are made anew when they end.

    Ann and Tom are customers with tokens. A bystander of each kind subscribes what it may, and
    publishes nothing.
    """

    def __init__(self, house: House, stack: AsyncExitStack, mode: Mode) -> None:
        self.house = house
        self._mode = mode
        self.tried: Counter[str] = Counter()
        self._stack = stack
        self._connections: dict[str, Connection] = {}
        self._told: dict[str, dict[str, Any]] = {}
        self._spare: dict[str, dict[str, Any]] = {}
        self._markers = 0

    @classmethod
    @asynccontextmanager
    async def of(cls, house: House, mode: Mode) -> AsyncIterator[Self]:
        async with AsyncExitStack() as stack:
            cast = cls(house, stack, mode)
            cast._spare[UNUSED] = await cast._new_session("somebody")
            cast._spare[CLOSED] = await cast._new_session("ann")
            async with native_customer(house, cast._spare[CLOSED]) as gone:
                await gone.does("close")
                await gone.hears("control", instruction="session/closed")
            await cast.gather()
            await cast._bystand()
            yield cast

    async def _new_session(self, customer_id: str) -> dict[str, Any]:
        """Where the site signs for them, nobody says who they are."""
        said = {} if self._mode is Mode.SIGNED else {"customerId": customer_id}
        return await new_session(self.house, **said)

    async def gather(self) -> None:
        """See that everybody is there, and that the customers have a session that is open."""
        for name in (*CUSTOMERS, *ATTENDANTS, "stranger"):
            known = self._connections.get(name)
            if known is None or known.ear.is_over or self._is_closed(name):
                self._connections[name] = await self._come(name)

    def _is_closed(self, name: str) -> bool:
        told = self._told.get(name)
        if told is None:
            return False
        control = f"{told['sessionTopic']}/client/control"
        heard = self._connections[name].ear.all(on(control, instruction="session/closed"))
        return bool(heard)

    async def _come(self, name: str) -> Connection:
        if name in CUSTOMERS:
            told = self._told[name] = await self._new_session(name)
            connection = await self._connect("@token", told["token"])
            await connection.subscribe(f"{told['sessionTopic']}/client/#", qos=1)
            await connection.publish_surely(f"{told['sessionTopic']}/server/open", {})
        elif name in ATTENDANTS:
            connection = await self._connect(f"{name}@example.com", PASSWORD)
            await connection.subscribe(
                f"client/attendants/assign/{name}", "client/desk/#", "marker"
            )
            await connection.publish_surely(f"server/attendants/{name}/online", {})
        else:
            connection = await self._connect()
            await connection.subscribe("answers/1")
        return connection

    async def _connect(
        self, username: str | None = None, password: str | None = None
    ) -> Connection:
        wire = await TcpWire.open(self.house.mqtt_port)
        entering = connected(wire, username=username, password=password)
        return await self._stack.enter_async_context(entering)

    async def _bystand(self) -> None:
        wanted = ("#", "+/#", "server/#", "client/#", "client/desk/#", topics.AVAILABILITY)
        self._anybody = await self._connect()
        await self._anybody.subscribe(*wanted, "server/sessions/ann/#", "client/sessions/ann/#")
        self._own = await self._new_session("own")
        self._owner = await self._connect("@token", self._own["token"])
        await self._owner.subscribe(*wanted, f"{self._own['sessionTopic']}/#")

    async def play(self, scene: list[Attempt]) -> None:
        """Publish all of it, each as fast as its sender can, and wait until it is taken in."""
        await self.gather()
        for attempt in scene:
            self.tried[attempt.topic.rpartition("/")[2][:20]] += 1
        by_sender: dict[str, list[Attempt]] = {}
        for attempt in scene:
            by_sender.setdefault(attempt.sender, []).append(attempt)
        await asyncio.gather(*(self._publish(name, said) for name, said in by_sender.items()))
        await self.gather()
        await self._pardon()

    async def _publish(self, name: str, said: list[Attempt]) -> None:
        connection = self._connections[name]
        *most, last = [(self._filled_in(a.topic, name), self._bytes(a, name)) for a in said]
        data = [
            packets.publish(topic, payload, packet_id=number)
            for number, (topic, payload) in enumerate(most, _FIRST_PACKET_ID)
        ]
        try:
            await connection.send(b"".join(data))
            await connection.publish_surely(*last)  # acknowledged after all the others
        except ConnectionError:
            self.tried["(closed)"] += 1

    def _bytes(self, attempt: Attempt, name: str) -> bytes:
        if isinstance(attempt.payload, bytes):
            return attempt.payload
        return self._filled_in(attempt.payload, name).encode()

    def _filled_in(self, text: str, sender: str) -> str:
        other = "tom" if sender == "ann" else "ann"
        mine = self._told.get(sender, self._told["ann"])
        known = {MINE: mine, THEIRS: self._told[other], **self._spare}
        for name, told in known.items():
            text = text.replace(f"@topic:{name}", told["sessionTopic"])
            text = text.replace(name, told["sessionId"])
        return text

    async def _pardon(self) -> None:
        """Let in again whoever was banned."""
        sue = self._connections["sue"]
        for whom in ({"address": "127.0.0.1"}, *self._customers()):
            await sue.publish_surely("server/attendants/sue/unban", whom)

    def _customers(self) -> list[dict[str, str]]:
        return [{"customerId": self._told[name]["customerId"]} for name in CUSTOMERS]

    async def is_answered(self) -> None:
        """By the desk, and by the web."""
        self._markers += 1
        sue, name = self._connections["sue"], f"marker-{self._markers}"
        request = {"userRequesting": name, "responseTopic": "marker"}
        await sue.publish_surely(topics.CHANNELS_REQUEST, request)
        await sue.hears(on("marker", userRequesting=name))
        status, told = await get(self.house, "/readyz")
        assert (status, told["checks"]["desk"]) == (200, "ok"), told

    def nobody_heard_too_much(self) -> None:
        if self._mode is Mode.OPEN:
            return
        own = str(self._own["sessionTopic"])
        for bystander, place in ((self._anybody, None), (self._owner, own)):
            for heard in bystander.ear.heard:
                is_own = place is not None and heard.topic.startswith(f"{place}/")
                assert is_own or heard.topic == topics.AVAILABILITY, heard
        for name in CUSTOMERS:
            about = set(map(_session_of, self._connections[name].ear.heard)) - {None}
            assert about <= {self._told[name]["sessionId"]}, (name, about)

    def numbers_have_no_gap(self) -> None:
        """In the database, which another connection reads."""
        query = (
            "SELECT s.key, s.message_count, count(m.seq), max(m.seq), min(m.seq) "
            "FROM sessions s JOIN messages m ON m.session_key = s.key GROUP BY s.key "
            "HAVING count(m.seq) != max(m.seq) OR min(m.seq) != 1 OR s.message_count != max(m.seq)"
        )
        with closing(sqlite3.connect(self.house.data_dir / FILE)) as database:
            assert database.execute(query).fetchall() == []


def _session_of(heard: Heard) -> str | None:
    said = json.loads(heard.payload)
    named = said.get("sessionInfo", said).get("sessionId")
    return None if named is None else str(named)
