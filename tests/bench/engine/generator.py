"""The load generator: `load.c`, compiled when it is needed and run on the second processor."""

import asyncio
import json
import shutil
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench.engine.servers import LOAD_CORE, Server, pinned
from tests.bench.figures import Figures
from tests.e2e.process import ROOT

_SOURCE = Path(__file__).with_name("load.c")
_PROGRAM = ROOT / "build" / "load"
_LONGEST = 180.0
"""Seconds after which it has got stuck."""


Option = int | float | str


class NoCompiler(Exception):
    """`str()` says what to install."""


async def compiled() -> None:
    """Make the program, unless it is newer than its source; raises NoCompiler."""
    if _PROGRAM.exists() and _PROGRAM.stat().st_mtime > _SOURCE.stat().st_mtime:
        return
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        message = "no C compiler for the load generator: install gcc (Debian: apt-get install gcc)"
        raise NoCompiler(message)
    _PROGRAM.parent.mkdir(exist_ok=True)
    process = await asyncio.create_subprocess_exec(compiler, "-O2", "-o", _PROGRAM, _SOURCE)
    if await process.wait():
        message = "the load generator could not be compiled"
        raise NoCompiler(message)


async def run(server: Server, mode: str, *, websocket: bool = False, **options: Option) -> Figures:
    """One run of the generator, to its end."""
    async with held(server, mode, websocket=websocket, **options) as (process, figures):
        async with asyncio.timeout(_LONGEST):
            assert await process.wait() == 0
        return figures


@asynccontextmanager
async def held(
    server: Server, mode: str, *, websocket: bool = False, **options: Option
) -> AsyncIterator[tuple[Process, Figures]]:
    """The generator from its line of figures on, with its clients connected."""
    port = server.websocket if websocket else server.tcp
    told = options | ({"ws": 1, "path": server.path} if websocket else {})
    process = await asyncio.create_subprocess_exec(
        _PROGRAM,
        mode,
        str(port),
        *(f"{name}={value}" for name, value in told.items()),
        stdout=PIPE,
        preexec_fn=pinned(LOAD_CORE),
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(_LONGEST):
            line = await process.stdout.readline()
        assert line, f"the load generator failed at {server.name}"
        yield process, json.loads(line)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
