"""The load generator: a process of its own, started with a scenario as JSON, answering in JSON.

`python -m tests.bench.load '{"scenario": "sessions", …}'`
"""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable

from tests.bench.attackers import attack
from tests.bench.figures import Figures
from tests.bench.load_idle import idle
from tests.bench.load_messages import messages
from tests.bench.load_sessions import sessions
from tests.bench.load_steady import steady

SCENARIOS: dict[str, Callable[..., Awaitable[Figures]]] = {
    "sessions": sessions,
    "messages": messages,
    "idle": idle,
    "steady": steady,
    "attack": attack,
}


def main() -> None:
    wanted = json.loads(sys.argv[1])
    scenario = SCENARIOS[wanted.pop("scenario")]
    runner = asyncio.Runner(loop_factory=_new_loop)
    with runner:
        figures = runner.run(_run(scenario, wanted))
    print(json.dumps(figures), flush=True)


async def _run(scenario: Callable[..., Awaitable[Figures]], wanted: Figures) -> Figures:
    return await scenario(**wanted)


def _new_loop() -> asyncio.AbstractEventLoop:
    if os.name == "nt":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415  # it does not exist for Windows

    return uvloop.new_event_loop()


if __name__ == "__main__":
    main()
