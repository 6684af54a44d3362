"""What has arrived and is not taken in yet."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from chimp.services.jobs import Job, is_said_once
from chimp.services.metrics import DeskMetrics

CAPACITY: Final = 20_000
"""Requests that may wait; beyond that they are dropped and counted."""

_BATCH: Final = 1_000
"""Requests taken in with one commit at most, so that nobody waits long behind a flood."""


class Inbox:
    """Many put into it, one takes out, a batch at a time."""

    def __init__(self, metrics: DeskMetrics, capacity: int = CAPACITY) -> None:
        self._metrics = metrics
        self._capacity = capacity
        self._jobs: deque[Job] = deque()
        self._arrived = asyncio.Event()
        self._is_closed = False

    @property
    def is_closed(self) -> bool:
        """Whether nobody waits for more."""
        return self._is_closed

    @property
    def is_done(self) -> bool:
        """Closed, and everything was taken out."""
        return self._is_closed and not self._jobs

    def put(self, job: Job) -> bool:
        """Whether there was room."""
        if len(self._jobs) >= self._capacity and not is_said_once(job):
            self._metrics.refusals.labels("inbox_full").inc()
            return False
        self._jobs.append(job)
        self._arrived.set()
        return True

    def put_back(self, jobs: Sequence[Job]) -> None:
        """Before everything else, in that order."""
        self._jobs.extendleft(reversed(jobs))

    def close(self) -> None:
        """Let whoever waits go on, and not wait again."""
        self._is_closed = True
        self._arrived.set()

    async def wait(self, seconds: float | None) -> None:
        """Until something has arrived, or for so long."""
        if self._jobs:
            await asyncio.sleep(0)
            return
        if self._is_closed:
            return
        self._arrived.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._arrived.wait()

    def next_batch(self) -> list[Job]:
        batch = [self._jobs.popleft() for _ in range(min(_BATCH, len(self._jobs)))]
        self._metrics.inbox.set(len(self._jobs))
        return batch
