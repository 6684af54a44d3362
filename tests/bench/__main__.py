"""Measure a running server from outside.

`python -m tests.bench [--quick] [--json build/bench.json]`: some twelve minutes, two or three with
`--quick`. Everything runs on this machine and only on loopback. The exit code is 0 whatever the
figures are, and 1 if a message or a session was lost or doubled.
"""

import argparse
import asyncio
import json
import platform
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from tests.bench import attacks, measurements, report, report_access
from tests.bench.figures import Figures
from tests.bench.measurements import Plan

THOROUGH = Plan(
    rounds={1: 30, 50: 4, 500: 2},
    customers=(1, 50, 200, 500),
    seconds=10.0,
    rate=500,
    heavy=50,
    ever=100_000,
    starts=5,
    idle=500,
    guarded=200,
)
QUICK = Plan(
    rounds={1: 10, 50: 1, 500: 1},
    customers=(1, 200),
    seconds=3.0,
    rate=0,
    heavy=0,
    ever=0,
    starts=2,
    idle=200,
    guarded=50,
)


PARTS = ("start", "memory", "sessions", "messages", "ever", "access", "attacks")
_FOR_TARGETS = {"start", "memory", "sessions", "messages", "ever"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a rough look in two or three minutes")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, metavar="PART")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), metavar="FILE")
    wanted = parser.parse_args()
    # A bench that is told to end takes its servers with it, as on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        figures = asyncio.run(measured(QUICK if wanted.quick else THOROUGH, wanted.only))
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    wanted.json.parent.mkdir(parents=True, exist_ok=True)
    wanted.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {wanted.json}")
    faults = report.faults(figures)
    for fault in faults:
        print(f"FAULT: {fault}", file=sys.stderr)
    return 1 if faults else 0


async def measured(plan: Plan, parts: Sequence[str] = PARTS) -> Figures:
    """Those measurements in turn, each printed when it is done."""
    began = perf_counter()
    figures: Figures = {"python": platform.python_version(), "machine": platform.platform()}
    for name, measure, show in (
        ("start", measurements.start, report.start),
        ("memory", measurements.memory, report.memory),
        ("sessions", measurements.sessions, report.sessions),
        ("messages", measurements.messages, report.messages),
        ("ever", measurements.ever, report.ever),
        ("access", measurements.access, report_access.access),
        ("attacks", attacks.attacks, report_access.attacks),
    ):
        if name not in parts:
            continue
        figures[name] = await measure(plan)
        print(show(figures[name]), flush=True)
    figures["took_seconds"] = round(perf_counter() - began)
    if set(parts) >= _FOR_TARGETS:
        print(report.targets(figures))
    return figures


if __name__ == "__main__":
    sys.exit(main())
