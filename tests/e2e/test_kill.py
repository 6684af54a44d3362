"""`kill -9` at any moment: what was promised is kept, and everybody carries on.

Five times here; `TEST_KILLS=50` for as often as you like.
"""

import asyncio
import os
import random
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.e2e.process import Process, free_port, started
from tests.e2e.talker import Talker

KILLS = int(os.environ.get("TEST_KILLS", "5"))
TALKERS = 8
LONGEST_LIFE = 0.5
"""Seconds between that the server is ready and that it is killed, at most."""


class House:
    """A server that is killed and started again, on the same folder and ports."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.http_port, self.mqtt_port = free_port(), free_port()
        self._stack = AsyncExitStack()
        self._process: Process

    async def start(self) -> None:
        arguments = ["serve", "--host", "127.0.0.1", "--port", str(self.http_port)]
        arguments += ["--mqtt-port", str(self.mqtt_port), "--data-dir", str(self.data_dir)]
        environment = {"CHIMP_AUTH__MODE": "open"}
        self._process = await self._stack.enter_async_context(
            started(*arguments, environment=environment, http_port=self.http_port)
        )
        await self._process.is_ready()

    async def kill(self) -> None:
        self._process.send(signal.SIGKILL)
        await self._process.ended()
        assert "Traceback" not in self._process.errors

    async def close(self) -> None:
        await self._stack.aclose()

    def stored(self, session_id: str) -> list[tuple[int, str]]:
        """Numbers and contents of a session's messages, in order."""
        with closing(sqlite3.connect(self.data_dir / "chimp.db")) as database:
            return database.execute(
                "SELECT seq, content FROM messages WHERE session_key = ? ORDER BY seq",
                (session_id,),
            ).fetchall()

    async def statuses(self, talkers: list[Talker]) -> dict[str, str | None]:
        """How each session stands, by the server's own word."""
        found: dict[str, str | None] = {}
        async with ClientSession() as http:
            for talker in talkers:
                url = f"http://127.0.0.1:{self.http_port}/session/{talker.session_id}"
                async with http.get(url) as answer:
                    session = await answer.json()
                found[talker.session_id] = session and session["status"]
        return found


@asynccontextmanager
async def house_at(data_dir: Path) -> AsyncIterator[House]:
    house = House(data_dir)
    try:
        await house.start()
        yield house
    finally:
        await house.close()


@pytest.mark.timeout(60 + 10 * KILLS)
async def test_no_promise_is_broken_by_a_kill(data_dir: Path) -> None:
    chance = random.Random(20_261_124)  # noqa: S311 - a run can be had again
    async with house_at(data_dir) as house:
        talkers = [Talker(house.mqtt_port) for _ in range(TALKERS)]
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for talker in talkers:
                group.create_task(talker.talk(enough))
            await _everybody_has_spoken(talkers)
            for _ in range(KILLS):
                await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
                await house.kill()
                promised = {t.session_id: t.acknowledged | t.echoed for t in talkers}
                _compare(house, talkers, promised)
                await house.start()
                waiting = {t.session_id: "waitingAttendantsAssignment" for t in talkers}
                assert await house.statuses(talkers) == waiting
            await asyncio.sleep(chance.uniform(0, LONGEST_LIFE))
            enough.set()
        _compare(house, talkers, {t.session_id: t.acknowledged | t.echoed for t in talkers})
        for talker in talkers:
            stored = [content for _, content in house.stored(talker.session_id)]
            assert stored == [talker.content(n) for n in range(1, talker.said + 1)]
            assert talker.last_heard == stored[-50:]
        assert sum(t.sent for t in talkers) > sum(t.said for t in talkers), "nothing was repeated"


def _compare(house: House, talkers: list[Talker], promised: dict[str, set[int]]) -> None:
    """All that was promised is there once, in order, and numbered without a gap."""
    for talker in talkers:
        stored = house.stored(talker.session_id)
        contents = [content for _, content in stored]
        assert [number for number, _ in stored] == list(range(1, len(stored) + 1))
        assert contents == [talker.content(n) for n in range(1, len(stored) + 1)]
        kept = {talker.content(number) for number in promised[talker.session_id]}
        assert kept <= set(contents)


async def _everybody_has_spoken(talkers: list[Talker]) -> None:
    async with asyncio.timeout(20):
        while not all(talker.echoed for talker in talkers):  # noqa: ASYNC110 - many at once
            await asyncio.sleep(0.01)
