"""A server that is killed and started again where it was, and what it has stored."""

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from chimp.core.access import Mode
from chimp.core.people import Level
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.e2e.process import Process, free_port, started

FILE = "chimp.db"
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Row:
    """A stored message."""

    seq: int
    id: str
    content: str
    author: str
    is_read: bool


@dataclass
class Stored:
    """Everything of interest in the database, by session."""

    messages: dict[str, list[Row]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    holders: dict[str, str | None] = field(default_factory=dict)
    assigned: set[tuple[str, str]] = field(default_factory=set)
    """Who ever served what."""

    def of(self, session_id: str) -> list[Row]:
        return self.messages.get(session_id, [])


def stored_at(data_dir: Path) -> Stored:
    stored = Stored()
    with closing(sqlite3.connect(data_dir / FILE)) as database:
        query = "SELECT key, message_count, status, attendant_key FROM sessions"
        for key, count, status, holder in database.execute(query):
            stored.counts[key], stored.statuses[key] = count, status
            stored.holders[key] = holder
        query = (
            "SELECT session_key, seq, id, content, author_key, read_at IS NOT NULL"
            " FROM messages ORDER BY session_key, seq"
        )
        for key, seq, message_id, content, author, is_read in database.execute(query):
            row = Row(seq, message_id, content, author, bool(is_read))
            stored.messages.setdefault(key, []).append(row)
        query = "SELECT session_key, attendant_key FROM assignments"
        stored.assigned = set(database.execute(query).fetchall())
    return stored


class KilledHouse:
    """`start`, `kill`, `start` again, as often as you like."""

    def __init__(self, data_dir: Path, settings: Mapping[str, str]) -> None:
        """`settings` are environment variables."""
        self.data_dir = data_dir
        self.http_port, self.mqtt_port = free_port(), free_port()
        self._settings = settings
        self._stack = AsyncExitStack()
        self._process: Process

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.http_port}{path}"

    async def add_attendant(self, who: str, level: Level, room: int) -> None:
        """`room` is how many sessions they take."""
        self.data_dir.mkdir(exist_ok=True)
        database = await Database.open(self.data_dir / FILE)
        try:
            await Accounts(database, mode=Mode.CAPABILITY).add(
                email=f"{who}@example.com",
                password=PASSWORD,
                name=who.title(),
                level=level,
                attendant_id=who,
                max_sessions=room,
            )
        finally:
            await database.close()

    async def start(self) -> None:
        arguments = ["serve", "--host", "127.0.0.1", "--port", str(self.http_port)]
        arguments += ["--mqtt-port", str(self.mqtt_port), "--data-dir", str(self.data_dir)]
        self._process = await self._stack.enter_async_context(
            started(*arguments, environment=self._settings, http_port=self.http_port)
        )
        await self._process.is_ready()

    async def pause(self, seconds: float) -> None:
        """Nobody hears anything from it for so long."""
        self._process.send(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self._process.send(signal.SIGCONT)

    async def kill(self) -> Stored:
        """What is stored in that moment."""
        self._process.send(signal.SIGKILL)
        await self._process.ended()
        assert "Traceback" not in self._process.errors, self._process.errors
        return stored_at(self.data_dir)

    async def close(self) -> None:
        await self._stack.aclose()


@asynccontextmanager
async def house_at(data_dir: Path, **settings: str) -> AsyncIterator[KilledHouse]:
    house = KilledHouse(data_dir, settings)
    try:
        yield house
    finally:
        await house.close()
