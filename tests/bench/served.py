"""A server to measure: `python -m chimp serve` as a process of its own, on a temporary folder."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.figures import Figures
from tests.e2e.process import ROOT, Process, clean_environment, free_port, started

_ENVIRONMENT = {
    "CHIMP_AUTH__MODE": "open",
    "CHIMP_HTTP__HOST": "127.0.0.1",
    "CHIMP_HTTP__REQUESTS_PER_MINUTE": "0",
    "CHIMP_HTTP__SESSION_RATE_PER_MINUTE": "0",
    "CHIMP_MQTT__HOST": "127.0.0.1",
    # All the load comes from one address, and as fast as it can.
    "CHIMP_MQTT__LIMITS__MAX_CONNECTIONS_PER_ADDRESS": "0",
    "CHIMP_MQTT__LIMITS__MAX_PUBLISHES_PER_SECOND": "0",
    "CHIMP_MQTT__LIMITS__MAX_SUBSCRIBES_PER_SECOND": "0",
    "CHIMP_MQTT__LIMITS__MAX_CONNECTS_PER_MINUTE": "0",
    # The load generator's attendants do not keep themselves alive while they are busy.
    "CHIMP_ATTENDANTS__KEEP_ALIVE_TTL": "600000",
}

_LONGEST = 150.0
"""Seconds after which a load generator has got stuck."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server; `ready_seconds` from its spawning to the first successful `/readyz`."""

    process: Process
    http_port: int
    mqtt_port: int
    ready_seconds: float
    block_seconds: float
    """From its spawning to the start block."""

    @property
    def pid(self) -> int:
        return self.process.pid


@asynccontextmanager
async def served(data_dir: Path, **settings: str) -> AsyncIterator[Served]:
    """`settings` are variables of the environment, without `CHIMP_`."""
    http_port, mqtt_port = free_port(), free_port()
    environment = {
        **_ENVIRONMENT,
        "CHIMP_HTTP__PORT": str(http_port),
        "CHIMP_MQTT__PORT": str(mqtt_port),
        "CHIMP_DATA_DIR": str(data_dir),
        **{f"CHIMP_{name}": value for name, value in settings.items()},
    }
    began = perf_counter()
    async with started("serve", environment=environment, http_port=http_port) as process:
        await process.is_ready()
        ready = perf_counter() - began
        await process.prints(str(data_dir))
        yield Served(process, http_port, mqtt_port, ready, perf_counter() - began)


@asynccontextmanager
async def load(scenario: str, **wanted: object) -> AsyncIterator[asyncio.subprocess.Process]:
    """A load generator at work; killed at the end if it is still there."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.load",
        json.dumps({"scenario": scenario, **wanted}),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env=clean_environment(),
        limit=16 * 1024 * 1024,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


async def figures_of(scenario: str, **wanted: object) -> Figures:
    """Run a load generator to its end; returns what it measured."""
    async with load(scenario, **wanted) as child:
        async with asyncio.timeout(_LONGEST):
            output, _ = await child.communicate()
    if child.returncode:
        message = f"the load generator ended with {child.returncode}"
        raise RuntimeError(message)
    figures: Figures = json.loads(output.splitlines()[-1])
    return figures
