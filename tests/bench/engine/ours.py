"""Our broker alone, as a process; one JSON line when it is ready.

Topics below `server/sessions` are stored in SQLite before they are acknowledged and sent on, all
that arrived meanwhile in one transaction; any other topic goes straight to who listens.
A line on standard input is answered by what the process holds just now.
"""

import asyncio
import gc
import json
import logging
import sqlite3
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import structlog
import uvloop
from aiohttp import web

from chimp.broker.counters import Counters
from chimp.broker.limits import Limits
from chimp.broker.plugin import Rules
from chimp.broker.server import ChatBroker, build_broker
from chimp.broker.websocket import mqtt_over_websocket
from chimp.core.access import Access, Credentials, Mode, Principal, Proof
from chimp.core.exchange import Inbound, TakeOver, Verdict
from chimp.core.topics import BaseTopic


class Storing:
    """Implements `core.exchange.Receiver`: what comes is stored, then sent to who listens."""

    def __init__(self, file: Path) -> None:
        self.broker: ChatBroker
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1)
        self._database = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE messages (number INTEGER PRIMARY KEY, topic TEXT, payload BLOB)"
        )
        self._waiting: list[tuple[Inbound, asyncio.Future[Verdict]]] = []
        self._is_writing = False

    def receive(self, inbound: Inbound) -> "asyncio.Future[Verdict]":
        verdict: asyncio.Future[Verdict] = self._loop.create_future()
        self._waiting.append((inbound, verdict))
        if not self._is_writing:
            self._is_writing = True
            self._loop.call_soon(self._write)
        return verdict

    def _write(self) -> None:
        batch, self._waiting = self._waiting, []
        written = self._loop.run_in_executor(self._thread, self._commit, batch)
        written.add_done_callback(lambda done: self._written(done, batch))

    def _commit(self, batch: list[tuple[Inbound, "asyncio.Future[Verdict]"]]) -> None:
        rows = [(inbound.topic, inbound.payload) for inbound, _ in batch]
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO messages (topic, payload) VALUES (?, ?)", rows)
        self._database.execute("COMMIT")

    def _written(
        self,
        done: "asyncio.Future[None]",
        batch: list[tuple[Inbound, "asyncio.Future[Verdict]"]],
    ) -> None:
        done.result()
        for _, verdict in batch:
            verdict.set_result(TakeOver())
        for inbound, _ in batch:
            self.broker.publish(inbound.topic, inbound.payload)
        self._is_writing = bool(self._waiting)
        if self._waiting:
            self._loop.call_soon(self._write)

    def oversized(self, principal: Principal, topic: str, size: int) -> None: ...

    def subscribed(self, principal: Principal, topic_filter: str) -> None: ...

    def resumed(self, principal: Principal, topic_filter: str) -> None: ...

    def disconnected(self, principal: Principal) -> None: ...


async def _anybody(_: Credentials) -> Proof:
    return Proof()


async def serve() -> None:
    with tempfile.TemporaryDirectory() as folder:
        receiver = Storing(Path(folder) / "messages.db")
        rules = Rules(
            access=Access(Mode.OPEN, lambda _: False),
            base=BaseTopic(""),
            authenticate=_anybody,
            receiver=receiver,
            counters=Counters(),
            max_payload=1 << 20,
        )
        broker = build_broker(rules, host="127.0.0.1", port=0, limits=Limits())
        receiver.broker = broker
        await broker.start()

        async def websocket(request: web.Request) -> web.StreamResponse:
            return await mqtt_over_websocket(request, broker)

        application = web.Application()
        application.router.add_get("/mqtt", websocket)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, backlog=2048).start()
        _say({"tcp": broker.mqtt_port, "ws": runner.addresses[0][1]})
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(None, sys.stdin.readline):
            gc.collect()
            _say(_state(broker))
        await broker.stop()
        await runner.cleanup()


def _state(broker: ChatBroker) -> dict[str, int]:
    return {
        "tasks": len(asyncio.all_tasks()),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "connections": len(list(broker.clients())),
        "subscriptions": broker.gauges()[1].value(),
        "sessions_kept": broker.gauges()[0].value(),
    }


def _say(told: dict[str, int]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    # Standard output is for the answers; faults go where the soak counts them.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve())
