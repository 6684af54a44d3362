"""The tasks of the broker that belong to no request: none is lost, none fails unseen."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

import structlog

_Result = TypeVar("_Result")

_log = structlog.get_logger(__name__)


class Tasks:
    """Holds tasks until they end; amqtt's life cycle leaves no place for a TaskGroup."""

    def __init__(self) -> None:
        self._running: set[asyncio.Future[Any]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run it; what it raises is logged with its traceback."""
        self.watch(work).add_done_callback(_log_failure)

    def watch(self, outcome: Awaitable[_Result]) -> "asyncio.Future[_Result]":
        """A future for it; what it raises is for the caller to look at."""
        future = asyncio.ensure_future(outcome)  # noqa: TID251 - this is the one place
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future

    async def cancel(self) -> None:
        """End what is still running."""
        running = list(self._running)
        for future in running:
            future.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _log_failure(future: "asyncio.Future[None]") -> None:
    if not future.cancelled() and (error := future.exception()) is not None:
        _log.error("mqtt.task_failed", exc_info=error)
