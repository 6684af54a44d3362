"""The real program, `python -m chimp serve`, as a process of its own."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientError, ClientSession

ROOT = Path(__file__).parents[2]
_POLL_SECONDS = 0.01


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


_COMPILES_EACH_TIME = "PYTHONDONTWRITEBYTECODE"
"""Containers like to have it; a program that is started a hundred times takes twice as long."""


def clean_environment(**more: str) -> dict[str, str]:
    """Ours, without anything that would configure the server."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CHIMP_") and name != _COMPILES_EACH_TIME
    }
    return {**environment, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}


class Process:
    """A started program and everything it has printed so far."""

    def __init__(self, process: asyncio.subprocess.Process, http_port: int = 0) -> None:
        self._process = process
        self.http_port = http_port
        self.output = ""
        self.errors = ""
        loop = asyncio.get_running_loop()
        self._reading = [
            loop.create_task(self._read_output()),
            loop.create_task(self._read_errors()),
        ]
        self._news = asyncio.Event()

    @property
    def pid(self) -> int:
        return self._process.pid

    async def _read_output(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            self.output += line.decode()
            self._news.set()
        self._news.set()

    async def _read_errors(self) -> None:
        assert self._process.stderr is not None
        while line := await self._process.stderr.readline():
            self.errors += line.decode()
            self._news.set()
        self._news.set()

    async def prints(self, text: str) -> None:
        """Wait until standard output holds that text."""
        await self._shows(lambda: text in self.output)

    async def complains(self, text: str) -> None:
        """Wait until standard error holds that text."""
        await self._shows(lambda: text in self.errors)

    async def _shows(self, is_there: Callable[[], bool]) -> None:
        while not is_there():
            if self._process.returncode is not None:
                message = f"it ended with {self._process.returncode}: {self.output}{self.errors}"
                raise AssertionError(message)
            self._news.clear()
            await self._news.wait()

    async def is_ready(self) -> None:
        """Wait until `/readyz` answers 200; there is nothing but asking again and again."""
        async with ClientSession() as http:
            while not await self._answers(http):
                if self._process.returncode is not None:
                    message = f"it ended with {self._process.returncode}: {self.errors}"
                    raise AssertionError(message)
                await asyncio.sleep(_POLL_SECONDS)

    async def _answers(self, http: ClientSession) -> bool:
        try:
            async with http.get(f"http://127.0.0.1:{self.http_port}/readyz") as answer:
                return answer.status == 200
        except ClientError:
            return False

    def send(self, which: signal.Signals) -> None:
        self._process.send_signal(which)

    async def ended(self) -> int:
        """Wait for the end; returns the exit code."""
        code = await self._process.wait()
        await asyncio.gather(*self._reading)
        return code

    async def end(self) -> None:
        """Make sure that it is over."""
        if self._process.returncode is None:
            self._process.kill()
        await self.ended()


@asynccontextmanager
async def started(
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    http_port: int = 0,
    before_it_starts: Callable[[], None] | None = None,
) -> AsyncIterator[Process]:
    """`python -m chimp` with these arguments; killed at the end if it is still there."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "chimp",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=clean_environment(**(environment or {})),
        cwd=cwd,
        preexec_fn=before_it_starts,
    )
    process = Process(child, http_port)
    try:
        yield process
    finally:
        await process.end()


async def run(*arguments: str, environment: Mapping[str, str] | None = None) -> Process:
    """Run it to its end."""
    async with started(*arguments, environment=environment) as process:
        await process.ended()
        return process
