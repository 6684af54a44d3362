"""When the server's chat with itself is tried again, and what it makes of each way to fail."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import orjson
import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from chimp.core.access import Access, Mode
from chimp.core.bans import Bans
from chimp.core.keys import KeyRing
from chimp.core.session_tokens import SessionTokens
from chimp.core.topics import BaseTopic
from chimp.services.archive import Archive
from chimp.services.customer_tokens import CustomerTokens
from chimp.services.self_check import SelfCheck
from chimp.store.database import Database

NOW = 1_700_000_000_000


class Nobody:
    """Knows no open session."""

    def session(self, _: str) -> None:
        return None


class Broker:
    """Implements `self_check.Client`: answers as it should up to the step that fails."""

    def __init__(self, fails_at: str) -> None:
        self.fails_at = fails_at
        self.has_vanished = False
        self._heard: list[tuple[str, bytes]] = []

    async def connect(self, username: str, password: str) -> None:
        assert username == "@token"
        assert password
        self._step("connect")

    async def subscribe(self, topic_filter: str) -> None:
        assert topic_filter.startswith("base/server/sessions/@self-check/")
        self._step("subscribe")

    async def publish(self, topic: str, payload: bytes) -> None:
        st, _, act = topic.rpartition("/server/")
        said = orjson.loads(payload)
        self._step("open" if act == "open" else "send")
        match act:
            case "open":
                self._says(st, "control", instruction="session/ready")
            case "messages" if self.fails_at == "later":
                self._says(st, "control", instruction="error", code="try_later", message="full")
            case "messages":
                self._says(st, "messages", **said, seq=1)

    async def hear(self) -> tuple[str, bytes]:
        if not self._heard:
            await asyncio.Event().wait()
        return self._heard.pop(0)

    def heard(self) -> Sequence[tuple[str, bytes]]:
        return self._heard

    def vanish(self) -> None:
        self.has_vanished = True

    def _step(self, name: str) -> None:
        if name == self.fails_at:
            message = "the broker closed the connection"
            raise ConnectionResetError(message)
        if self.fails_at == f"{name} refused":
            message = "CONNACK 5"
            raise ConnectionRefusedError(message)

    def _says(self, session_topic: str, leaf: str, **said: object) -> None:
        if self.fails_at != f"silence after {said.get('instruction', leaf)}":
            self._heard.append((f"{session_topic}/client/{leaf}", orjson.dumps(said)))


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    database = await Database.open(tmp_path / "chimp.db")
    yield Archive(database, Nobody(), history=50)
    await database.close()


def checking(archive: Archive, dialled: list[Broker], *fails_at: str) -> SelfCheck:
    """Against one broker after the other, which fail there."""
    coming = iter(fails_at)

    def dial() -> Broker:
        dialled.append(Broker(next(coming)))
        return dialled[-1]

    tokens = CustomerTokens(
        SessionTokens(KeyRing(b"k" * 32)),
        archive.session,
        Access(Mode.CAPABILITY, lambda _: True),
        Bans(),
        issue=lambda: "issued",
        ttl=60_000,
        clock=lambda: NOW,
    )
    return SelfCheck(
        dial,
        tokens,
        archive,
        BaseTopic("base"),
        interval=60_000,
        timeout=50 if fails_at[0].startswith("silence") else 20_000,
        clock=lambda: NOW,
        registry=CollectorRegistry(),
    )


@pytest.mark.parametrize(
    ("fails_at", "trouble"),
    [
        ("connect", "connect: the broker closed the connection"),
        ("connect refused", "connect: CONNACK 5"),
        ("subscribe", "subscribe: the broker closed the connection"),
        ("open", "open: the broker closed the connection"),
        ("silence after session/ready", "open: nothing came within 0.05 s"),
        ("send", "send: the broker closed the connection"),
        ("later", "echo: try_later (full)"),
        ("silence after messages", "echo: nothing came within 0.05 s"),
        ("nowhere", "read back: what was echoed is not what is stored"),
    ],
)
async def test_it_says_where_it_failed(archive: Archive, fails_at: str, trouble: str) -> None:
    dialled: list[Broker] = []
    check = checking(archive, dialled, fails_at)
    assert await check.trouble() is None, "none has run yet"
    await check.check()
    assert await check.trouble() == f"{trouble}, since 2023-11-14T22:13:20+00:00"
    assert dialled[0].has_vanished


async def test_the_log_says_it_once_for_each_change(archive: Archive) -> None:
    check = checking(archive, [], "connect", "connect", "send", "send")
    with capture_logs() as lines:
        for _ in range(4):
            await check.check()
    assert [line["because"].partition(":")[0] for line in lines] == ["connect", "send"]
