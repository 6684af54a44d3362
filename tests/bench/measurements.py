"""What is measured: each on servers of its own, so that none leaves anything to the next."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Literal

from chimp.core.access import Mode
from tests.bench import database
from tests.bench.figures import Figures
from tests.bench.guarding import steps
from tests.bench.load_messages import ATTENDANTS, HISTORY
from tests.bench.served import Served, figures_of, load, served
from tests.bench.usage import resident_bytes

_SETTLING = 1.0
"""Seconds before memory is read."""

_TALKING = 50
"""Customers who talk while others are only remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much of everything; 0 leaves a part out.

    `rounds`: how often so many sessions are asked for at once. `heavy`: customers who send their
    whole history along, as the pages of 2019 do. `ever`: customers there were before. `guarded`:
    customers who talk while the cost of access control is measured.
    """

    rounds: Mapping[int, int]
    customers: tuple[int, ...]
    seconds: float
    rate: int
    heavy: int
    ever: int
    starts: int
    idle: int
    guarded: int


@asynccontextmanager
async def _fresh(
    customers_ever: int = 0, mode: Mode = Mode.OPEN, *, has_accounts: bool = False
) -> AsyncIterator[tuple[Served, Path]]:
    with TemporaryDirectory(prefix="chimp-bench-") as folder:
        data_dir = Path(folder) / "data"
        if customers_ever:
            data_dir.mkdir()
            await database.fill(data_dir, customers_ever)
        if has_accounts:
            data_dir.mkdir(exist_ok=True)
            names = (f"attendant-{number}" for number in range(ATTENDANTS))
            await database.add_attendants(data_dir, names)
        async with served(data_dir, AUTH__MODE=mode.value) as server:
            yield server, data_dir


async def start(plan: Plan) -> Figures:
    ready, block = [], []
    for _ in range(plan.starts):
        async with _fresh() as (server, _):
            ready.append(server.ready_seconds)
            block.append(server.block_seconds)
    return {
        "starts": plan.starts,
        "ready_seconds": round(median(ready), 2),
        "ready_seconds_max": round(max(ready), 2),
        "block_seconds": round(median(block), 2),
    }


async def memory(plan: Plan) -> Figures:
    """Resident memory of an idle server, and what each idle connection adds."""
    figures: Figures = {"connections": plan.idle}
    transports: tuple[Literal["tcp", "websocket"], ...] = ("tcp", "websocket")
    for transport in transports:
        async with _fresh() as (server, _):
            await asyncio.sleep(_SETTLING)
            alone = resident_bytes(server.pid)
            port = server.mqtt_port if transport == "tcp" else server.http_port
            async with load("idle", port=port, clients=plan.idle, transport=transport) as child:
                assert child.stdout is not None
                line = await child.stdout.readline()
                if line.strip() != b"connected":
                    message = "the load generator could not connect"
                    raise RuntimeError(message)
                await asyncio.sleep(_SETTLING)
                crowded = resident_bytes(server.pid)
                await child.communicate(b"")  # the end of its standard input ends it
        figures["idle_megabytes"] = round(alone / 1e6, 1)
        figures[f"kilobytes_per_{transport}"] = round((crowded - alone) / plan.idle / 1e3, 1)
    return figures


async def sessions(plan: Plan) -> list[Figures]:
    rows = []
    for dialect in ("seed", "2019"):
        for at_once, rounds in plan.rounds.items():
            async with _fresh() as (server, _):
                rows.append(
                    await figures_of(
                        "sessions",
                        port=server.mqtt_port,
                        server_pid=server.pid,
                        at_once=at_once,
                        rounds=rounds,
                        dialect=dialect,
                    )
                )
    return rows


async def messages(plan: Plan) -> list[Figures]:
    """In the seed's dialect at each number of customers; once as the heavier pages of 2019."""
    rows = [
        await _conversation(customers=customers, seconds=plan.seconds, rate=plan.rate)
        for customers in plan.customers
    ]
    if plan.heavy:
        rows.append(
            await _conversation(customers=plan.heavy, history_sent=HISTORY, seconds=plan.seconds)
        )
    return rows


async def ever(plan: Plan) -> list[Figures]:
    """The same conversation with nobody before it, and with very many customers before it.

    Both twice, in turn, and the cheaper run of each counts: what else the machine does is noise.
    """
    if not plan.ever:
        return []
    rows = []
    for _ in range(2):
        for customers_ever in (0, plan.ever):
            row = await _conversation(
                customers=_TALKING, seconds=plan.seconds, customers_ever=customers_ever
            )
            rows.append({"customers_ever": customers_ever, **row})
    return rows


async def access(plan: Plan) -> Figures:
    """What it costs to ask who may, and to stamp: for itself, and as part of the whole.

    The same conversation in the dialect of the seed, and in our own in each mode.
    """
    rows = []
    for dialect, mode in (("seed", Mode.OPEN), *(("chimp", mode) for mode in Mode)):
        told = await _conversation(
            native_in=None if dialect == "seed" else mode,
            customers=plan.guarded,
            seconds=plan.seconds,
        )
        rows.append({"dialect": dialect, "mode": mode.value, **told})
    return {"rows": rows, "steps": steps(plan.guarded)}


async def _conversation(
    *, customers_ever: int = 0, native_in: Mode | None = None, **wanted: float
) -> Figures:
    """In our own dialect in mode `native_in`, or else in that of the seed, in mode open."""
    mode, is_native = native_in or Mode.OPEN, native_in is not None
    async with _fresh(customers_ever, mode, has_accounts=is_native) as (server, data_dir):
        if is_native:
            wanted["http_port"] = server.http_port
        figures = await figures_of(
            "messages",
            port=server.mqtt_port,
            server_pid=server.pid,
            **wanted,
        )
        figures["server_megabytes"] = round(resident_bytes(server.pid) / 1e6, 1)
        stored = database.stored(data_dir)
    said = {
        (number, count)
        for number, counts in enumerate(figures.pop("said_by"))
        for count in range(counts)
    }
    figures["not_stored"] = len(said - stored.keys())
    figures["stored_twice"] = sum(count > 1 for count in stored.values())
    figures["stored"] = len(stored)
    figures["ready_seconds"] = round(server.ready_seconds, 2)
    return figures
