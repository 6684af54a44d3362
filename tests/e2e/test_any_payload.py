"""Whatever clients publish, in whatever order: the server answers, and tells nobody too much.

TEST_FUZZ=10 tries ten times as much, and at random; without it the same is tried every time.
"""

import asyncio
import logging
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, Phase, given, seed, settings
from structlog.typing import EventDict

from chimp.core.access import Mode
from chimp.core.people import Level
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.e2e.accounts import FILE
from tests.e2e.any_payload import Attempt, attempts
from tests.e2e.cast import PASSWORD, Cast
from tests.e2e.house import House, Serve

_TIMES = int(os.environ.get("TEST_FUZZ", "0"))
_EXAMPLES = 40 * max(1, _TIMES)
_LEVELS = {"bob": Level.FIRST, "eve": Level.SECOND, "sue": Level.SUPERVISOR}
_LIMITS: dict[str, dict[str, Any]] = {
    "http": {"requests_per_minute": 0, "session_rate_per_minute": 0},
    "mqtt": {
        "limits": {
            "max_publishes_per_second": 0,
            "max_subscribes_per_second": 0,
            "max_connects_per_minute": 0,
            "max_connections_per_address": 0,
        }
    },
    "attendants": {"assign_timeout": 1_000, "disconnect_grace": 200},
}
_FAULTS = frozenset(
    {
        "desk.announcement_failed",
        "desk.batch_failed",
        "desk.request_failed",
        "mqtt.connection_failed",
        "mqtt.interceptor_failed",
        "store.failed",
    }
)


async def _add_accounts(house: House, mode: Mode) -> None:
    database = await Database.open(house.data_dir / FILE)
    try:
        accounts = Accounts(database, mode=mode)
        for who, level in _LEVELS.items():
            await accounts.add(
                email=f"{who}@example.com",
                password=PASSWORD,
                name=who.title(),
                level=level,
                attendant_id=who,
            )
    finally:
        await database.close()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.parametrize("mode", [Mode.CAPABILITY, Mode.OPEN, Mode.SIGNED])
@pytest.mark.timeout(120 + 300 * _TIMES)
def test_no_payload_of_anybody_breaks_anything(
    mode: Mode,
    serve: Serve,
    runner: asyncio.Runner,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    stack = AsyncExitStack()
    house = runner.run(stack.enter_async_context(serve(auth={"mode": mode}, **_LIMITS)))
    try:
        runner.run(_add_accounts(house, mode))
        cast = runner.run(stack.enter_async_context(Cast.of(house, mode)))

        @seed(secrets.randbits(32) if _TIMES else list(Mode).index(mode))
        @settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            phases=(Phase.generate,),  # what was played before is part of every example
            suppress_health_check=list(HealthCheck),
        )
        @given(attempts())
        def nothing_breaks(scene: list[Attempt]) -> None:
            with structlog.testing.capture_logs() as logs:
                runner.run(_played(cast, scene))
            bad = [
                line for line in logs if line["event"] in _FAULTS or line["log_level"] == "error"
            ]
            assert not bad, bad
            assert not [r for r in caplog.records if r.levelno >= logging.ERROR], caplog.text

        nothing_breaks()
    finally:
        runner.run(stack.aclose())
    record_property("tried", cast.tried.total())
    sys.stdout.write(f"{mode}: {cast.tried.total()} tried: {dict(cast.tried)}\n")


def _is_fault(line: EventDict) -> bool:
    return line["event"] in _FAULTS or line["log_level"] == "error"


async def _played(cast: Cast, scene: list[Attempt]) -> None:
    await cast.play(scene)
    await cast.is_answered()
    cast.nobody_heard_too_much()
    cast.numbers_have_no_gap()
