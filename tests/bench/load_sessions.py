"""From request to `session/ready`, with so many new sessions at once and an instant attendant."""

import asyncio
import os

from tests.bench.figures import Figures, milliseconds
from tests.bench.people import Attendant, Customer, Dialect
from tests.bench.usage import Meter

_PATIENCE = 60.0
"""Seconds until a session counts as lost."""

_CONNECTING = 50
"""Connections opened at once; opening them is not what is measured."""


async def sessions(
    *, port: int, server_pid: int, at_once: int, rounds: int, dialect: Dialect
) -> Figures:
    """Every round asks for `at_once` new sessions in one tick."""
    attendant = Attendant(f"attendant-{os.getpid()}", port)
    await attendant.open()
    latencies: list[float] = []
    lost = doubled = 0
    busy = Meter(server_pid), Meter(os.getpid())
    shares: list[tuple[float, float]] = []
    for number in range(rounds):
        customers = [
            Customer(f"c{os.getpid()}-{number}-{n}", port, dialect) for n in range(at_once)
        ]
        await opened(customers)
        for meter in busy:
            meter.reset()
        for customer in customers:
            customer.ask()
        await asyncio.wait([customer.ready for customer in customers], timeout=_PATIENCE)
        shares.append((busy[0].read().share, busy[1].read().share))
        for customer in customers:
            if customer.ready.done():
                latencies.append(customer.ready.result() - customer.asked_at)
            else:
                lost += 1
        await asyncio.gather(*attendant.listening)
        attendant.listening.clear()
        attendant.keep_alive()
        doubled += sum(customer.readies > 1 for customer in customers)
        for customer in customers:
            customer.close()
    attendant.close()
    return {
        "dialect": dialect,
        "at_once": at_once,
        "sessions": at_once * rounds,
        **milliseconds(latencies),
        "lost": lost,
        "doubled": doubled,
        "server_cores": round(sum(s for s, _ in shares) / rounds, 2),
        "load_cores": round(sum(s for _, s in shares) / rounds, 2),
    }


async def opened(customers: list[Customer]) -> None:
    """Connect them all, some at a time."""
    for start in range(0, len(customers), _CONNECTING):
        await asyncio.gather(*(c.open() for c in customers[start : start + _CONNECTING]))
