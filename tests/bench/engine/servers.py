"""The brokers that are compared, each a process of its own on the first processor."""

import asyncio
import json
import os
import shutil
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.e2e.process import ROOT, free_port

SERVER_CORE, LOAD_CORE = 0, 1
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """A broker that listens; `path` is where its WebSocket is."""

    name: str
    process: Process
    tcp: int
    websocket: int
    path: str = "/"
    errors: Path | None = None
    """Where its standard error goes, if somebody looks at it."""

    def complaints(self) -> int:
        """How many lines it has written there."""
        return 0 if self.errors is None else len(self.errors.read_text("utf-8").splitlines())

    async def state(self) -> dict[str, int]:
        """What ours holds right now, by its own account."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"\n")
        async with asyncio.timeout(_PATIENCE):
            told: dict[str, int] = json.loads(await self.process.stdout.readline())
        return told


Open = Callable[[], AbstractAsyncContextManager[Server]]


def pinned(core: int) -> Callable[[], None]:
    """For a child process before it starts: one processor for it, where that can be said."""

    def pin() -> None:
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(0, {core})

    return pin


@asynccontextmanager
async def ours() -> AsyncIterator[Server]:
    with TemporaryDirectory() as folder:
        errors = Path(folder) / "errors"
        async with _python("tests.bench.engine.ours", errors) as (process, ports):
            yield Server("chimp", process, ports["tcp"], ports["ws"], "/mqtt", errors)


@asynccontextmanager
async def stock() -> AsyncIterator[Server]:
    async with _python("tests.bench.engine.stock") as (process, ports):
        yield Server("amqtt", process, ports["tcp"], ports["ws"])


def mosquitto_program() -> str | None:
    """Debian keeps it where only administrators look."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


@asynccontextmanager
async def mosquitto() -> AsyncIterator[Server]:
    program = mosquitto_program()
    assert program is not None
    tcp, websocket = free_port(), free_port()
    with TemporaryDirectory() as folder:
        config = Path(folder) / "mosquitto.conf"
        config.write_text(
            f"listener {tcp} 127.0.0.1\nlistener {websocket} 127.0.0.1\nprotocol websockets\n"
            "allow_anonymous true\nlog_type error\n",
            encoding="utf-8",
        )
        async with _process(program, "-c", str(config)) as process:
            await _listens(tcp)
            yield Server("mosquitto", process, tcp, websocket)


@asynccontextmanager
async def _python(
    module: str, errors: Path | None = None
) -> AsyncIterator[tuple[Process, dict[str, Any]]]:
    async with _process(sys.executable, "-m", module, errors=errors) as process:
        assert process.stdout is not None
        async with asyncio.timeout(_PATIENCE):
            ports = json.loads(await process.stdout.readline())
        yield process, ports


@asynccontextmanager
async def _process(*command: str, errors: Path | None = None) -> AsyncIterator[Process]:
    with ExitStack() as stack:
        said = None if errors is None else stack.enter_context(errors.open("wb"))
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=said,
            cwd=ROOT,
            preexec_fn=pinned(SERVER_CORE),
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            async with asyncio.timeout(_PATIENCE):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


async def _listens(port: int) -> None:
    async with asyncio.timeout(_PATIENCE):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)  # it says nothing when it is ready
                continue
            writer.close()
            return
