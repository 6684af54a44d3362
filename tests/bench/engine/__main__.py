"""Compare brokers: `python -m tests.bench.engine [--quick] [--only PART ...] [--json FILE]`.

Ours, amqtt as it comes and, where it is installed, mosquitto, in one run: what counts are the
ratios, for machines differ. Everything on loopback, servers on one processor and the load on
another. The exit code is 1 if an acknowledged message was lost or something was left behind.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tests.bench.engine import generator, measurements, report
from tests.bench.engine.measurements import Plan
from tests.bench.engine.servers import mosquitto_program
from tests.bench.engine.soak import soak
from tests.bench.figures import Figures

THOROUGH = Plan(
    sessions=500,
    seconds=10.0,
    warmup=2.0,
    clients=5_000,
    stock_clients=1_000,
    subscriptions=(100, 1_000, 10_000),
    idle_seconds=16.0,
    soak_seconds=60.0,
)
QUICK = Plan(
    sessions=500,
    seconds=3.0,
    warmup=1.0,
    clients=1_000,
    stock_clients=300,
    subscriptions=(100, 10_000),
    idle_seconds=5.0,
    soak_seconds=6.0,
)
PARTS = ("messages", "flatness", "connecting", "soak")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.engine", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a rough look in a minute")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument("--json", type=Path, default=Path("build/bench-engine.json"))
    wanted = parser.parse_args()
    try:
        figures = asyncio.run(_measured(QUICK if wanted.quick else THOROUGH, wanted.only))
    except generator.NoCompiler as error:
        print(error, file=sys.stderr)
        return 2
    wanted.json.parent.mkdir(parents=True, exist_ok=True)
    wanted.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print("\nTargets")
    for target in report.targets(figures):
        print(target.line())
    print(f"\nwritten to {wanted.json}")
    found = figures.get("soak")
    return int(found is not None and bool(found["lost"] or report.leaks(found)))


async def _measured(plan: Plan, parts: tuple[str, ...]) -> Figures:
    await generator.compiled()
    if mosquitto_program() is None:
        print("without mosquitto, which is not installed (Debian: apt-get install mosquitto)")
    figures: Figures = {}
    for part in parts:
        if part == "soak":
            figures[part] = await soak(plan.soak_seconds)
        else:
            figures[part] = await getattr(measurements, part)(plan)
        print(getattr(report, part)(figures[part]), flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
