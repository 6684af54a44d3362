"""A desk with a real store and a broker made of a list, for tests of what it says to whom."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import orjson
from prometheus_client import CollectorRegistry

from chimp.core import topics
from chimp.core.access import Access, Mode, Principal, Role
from chimp.core.coordinator import Patience
from chimp.core.exchange import Inbound, Verdict
from chimp.core.people import Attendant
from chimp.core.tokens import RANDOM_BYTES, SessionIds
from chimp.services.capabilities import Capabilities
from chimp.services.desk import Desk
from chimp.services.intake import Intake
from chimp.services.metrics import DeskMetrics
from chimp.store.database import Database

Json = dict[str, Any]


@dataclass
class Air:
    """Implements `core.exchange.Publisher`: everything said, and who is said to have heard it."""

    listeners: dict[str, set[str]] = field(default_factory=dict)
    said: list[tuple[str, Json, str | None]] = field(default_factory=list)
    may_receive: bool = True
    replies: list[tuple[str, str, Json]] = field(default_factory=list)
    retained: dict[str, Json] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    sent_away: list[Callable[[Principal], bool]] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def publish(self, topic: str, payload: bytes, *, only_to: str | None = None) -> Collection[str]:
        self.said.append((topic, orjson.loads(payload), only_to))
        self._news.set()
        listening = {
            connection
            for connection, filters in self.listeners.items()
            if self.may_receive
            and any(topics.matches(topic_filter, topic) for topic_filter in filters)
        }
        return listening if only_to is None else listening & {only_to}

    def retain(self, topic: str, payload: bytes) -> None:
        self.retained[topic] = orjson.loads(payload)

    def is_heard(self, topic: str) -> bool:
        """In the dialect of 2019 always: most tests look at what is said there."""
        is_native = topic.startswith("client/desk/") or topic.rpartition("/")[0].endswith("/client")
        return not is_native or any(
            topics.matches(topic_filter, topic)
            for filters in self.listeners.values()
            for topic_filter in filters
        )

    def address_of(self, connection: str) -> str | None:
        return self.addresses.get(connection)

    def send_away(self, is_unwanted: Callable[[Principal], bool]) -> None:
        self.sent_away.append(is_unwanted)

    def reply(self, connection: str, topic: str, payload: bytes) -> bool:
        filters = self.listeners.get(connection, set())
        if not any(topics.matches(topic_filter, topic) for topic_filter in filters):
            return False
        self.replies.append((connection, topic, orjson.loads(payload)))
        return True

    def on(self, topic: str) -> list[Json]:
        return [payload for at, payload, _ in self.said if at == topic]

    async def hears(self, topic: str, times: int = 1) -> Json:
        """The `times`-th thing said on that topic, once it is said."""
        async with asyncio.timeout(10):
            while len(self.on(topic)) < times:
                self._news.clear()
                await self._news.wait()
        return self.on(topic)[times - 1]


@dataclass
class AtWork:
    """A desk, and short ways to play its clients."""

    desk: Desk
    air: Air
    database: Database
    ids: SessionIds
    registry: CollectorRegistry
    _markers: Any = field(default_factory=count)

    def issue(self) -> str:
        return self.ids.issue(bytes(next(self._markers) for _ in range(RANDOM_BYTES)))

    def send(
        self, principal: Principal, topic: str, payload: object
    ) -> Verdict | Awaitable[Verdict]:
        raw = payload if isinstance(payload, bytes) else orjson.dumps(payload)
        return self.desk.receive(Inbound(principal, topic, raw))

    def listen(self, principal: Principal, topic_filter: str) -> None:
        self.air.listeners.setdefault(principal.connection, set()).add(topic_filter)
        self.desk.subscribed(principal, topic_filter)

    async def settle(self) -> None:
        """Until everything that was sent before is done: the desk takes one after the other."""
        marker = f"marker/{next(self._markers)}"
        request = {"userRequesting": "marker", "responseTopic": marker}
        self.send(stranger("marker"), topics.CHANNELS_REQUEST, request)
        await self.air.hears(marker)

    def counted(self, name: str, **labels: str) -> float:
        return self.registry.get_sample_value(name, labels) or 0.0


def stranger(name: str = "stranger") -> Principal:
    return Principal(connection=name, address="127.0.0.1")


def attendant(name: str = "bob") -> Principal:
    who = Attendant(id=name, email=f"{name}@example.com", name=name.title())
    return Principal(connection=f"{name}'s", role=Role.ATTENDANT, attendant=who)


@asynccontextmanager
async def at_work(
    folder: Path, mode: Mode = Mode.OPEN, patience: Patience | None = None
) -> AsyncIterator[AtWork]:
    """A desk that works, on the store in that folder, with a clock of its own."""
    ids = SessionIds(b"k" * 32)
    access = Access(mode, ids.issued)
    registry = CollectorRegistry()
    database = await Database.open(folder / "chimp.db", synchronous="NORMAL")
    ticks, randoms = count(1_000), count()

    def issue() -> str:
        return ids.issue(next(randoms).to_bytes(RANDOM_BYTES))

    desk = Desk(
        database,
        access,
        Intake(access, issue=issue, is_issued=ids.issued, max_message_length=100, room=0),
        Capabilities(access, ids.issued),
        patience=patience or Patience(),
        issue=issue,
        history=50,
        clock=lambda: next(ticks),
        metrics=DeskMetrics(registry),
    )
    air = Air()
    await desk.start()
    async with asyncio.TaskGroup() as group:
        group.create_task(desk.run(air))
        try:
            yield AtWork(desk, air, database, ids, registry)
        finally:
            desk.stop()
    await database.close()
