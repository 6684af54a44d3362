"""How chat and reads go on while the limits hold somebody off who attacks from elsewhere."""

import asyncio
import json
import re
from asyncio.subprocess import Process
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import ClientSession

from tests.bench import database
from tests.bench.attackers import ATTACKS
from tests.bench.figures import Figures
from tests.bench.load_messages import ATTENDANTS
from tests.bench.measurements import Plan
from tests.bench.served import Served, load, served

_CUSTOMERS, _MESSAGES, _READS = 50, 100, 20
_LONGEST = 120.0
_REFUSED: Final = re.compile(
    r"^(chimp_\w*(?:refused|throttled|refusals|ended|limited)\w*_total|chimp_http_requests_total)"
    r"(\{.*\})? (\S+)$"
)
_ANSWERED_NO: Final = re.compile(r'status="(401|403|429|503)"')


async def attacks(plan: Plan) -> list[Figures]:
    return [await _under(kind, plan.seconds) for kind in ATTACKS]


async def _under(kind: str, seconds: float) -> Figures:
    """With the limits as they are by default, except for the good load's own log-ins."""
    with TemporaryDirectory(prefix="chimp-bench-") as folder:
        data_dir = Path(folder) / "data"
        data_dir.mkdir()
        names = (f"attendant-{number}" for number in range(ATTENDANTS))
        await database.add_attendants(data_dir, names)
        async with served(data_dir, **_LIMITS) as server:
            return {"attack": kind, **await _measured(kind, server, seconds)}


_LIMITS: Final = {
    "AUTH__MODE": "capability",
    "HTTP__REQUESTS_PER_MINUTE": "6000",
    "HTTP__SESSION_RATE_PER_MINUTE": "6000",
    "MQTT__LIMITS__MAX_CONNECTIONS_PER_ADDRESS": "1000",
    "MQTT__LIMITS__MAX_PUBLISHES_PER_SECOND": "1000",
    "MQTT__LIMITS__MAX_SUBSCRIBES_PER_SECOND": "1000",
    "MQTT__LIMITS__MAX_CONNECTS_PER_MINUTE": "6000",
    "LOG__LEVEL": "error",
}


async def _measured(kind: str, server: Served, seconds: float) -> Figures:
    where = {"port": server.mqtt_port, "http_port": server.http_port}
    steady = {"customers": _CUSTOMERS, "seconds": seconds, "rate": _MESSAGES, "reads": _READS}
    async with asyncio.timeout(_LONGEST), load("steady", **where, **steady) as people:
        await _stretch(people)
        before = await _refusals(server.http_port)
        async with load("attack", kind=kind, **where) as attacker:
            await _line(attacker)
            await _stretch(people)
            tried = await _end(attacker)
        refused = await _refusals(server.http_port) - before
        before_it, during = (await _end(people))["stretches"]
    return {
        "before": before_it,
        "during": during,
        "tried_per_second": round(tried["tried"] / seconds),
        "refused": dict(refused),
    }


async def _stretch(people: Process) -> None:
    assert people.stdin is not None
    people.stdin.write(b"go\n")
    await _line(people)


async def _line(load: Process) -> None:
    assert load.stdout is not None
    if not await load.stdout.readline():
        message = "the load generator has ended too early"
        raise RuntimeError(message)


async def _end(load: Process) -> Figures:
    """What it has measured, once its standard input ends."""
    said, _ = await load.communicate(b"")  # which ends its standard input
    figures: Figures = json.loads(said.splitlines()[-1])
    return figures


async def _refusals(http_port: int) -> Counter[str]:
    """What the server has counted until now of what it did not do."""
    url = f"http://127.0.0.1:{http_port}/metrics"
    async with ClientSession() as http, http.get(url) as answer:
        lines = (await answer.text()).splitlines()
    told: Counter[str] = Counter()
    for found in filter(None, map(_REFUSED.match, lines)):
        name, labels, value = found.groups()
        if name != "chimp_http_requests_total" or _ANSWERED_NO.search(labels):
            told[f"{name.removeprefix('chimp_').removesuffix('_total')}{labels or ''}"] = int(
                float(value)
            )
    return told
