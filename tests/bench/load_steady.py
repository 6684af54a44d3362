"""People who chat and read at a steady rate, for seeing what disturbs them."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from time import perf_counter

from aiohttp import ClientSession

from tests.bench.figures import Figures, percentile
from tests.bench.load_messages import Conversation

_Act = Callable[[int, float], Coroutine[None, None, None]]
"""Does the one of that number, which is due at that time."""


async def steady(
    *, port: int, http_port: int, customers: int, seconds: float, rate: int, reads: int
) -> Figures:
    """`rate` messages and `reads` requests a second, in stretches of so many seconds.

    Each line on standard input asks for a stretch, whose end a line on standard output tells.
    """
    talk = Conversation(port, customers)
    await talk.go_native(port, http_port)
    await talk.begin()
    said: Figures = {"stretches": []}
    async with ClientSession() as http:
        url = f"http://127.0.0.1:{http_port}/session/{talk.lines[0].customer.session_id}"
        while await asyncio.to_thread(sys.stdin.readline):
            talk.keep_alive()
            talk.forget_times()
            reading = Reading(http, f"{url}/messages")
            await asyncio.gather(
                _each(rate, seconds, lambda n, due: _say(talk, n, due)),
                _each(reads, seconds, reading.read),
            )
            await talk.settled()
            said["stretches"].append(
                {
                    "per_second": round(len(talk.hearing_times) / seconds),
                    "p99_ms": round(percentile(talk.hearing_times, 99) * 1000, 1),
                    "http_per_second": round(len(reading.times) / seconds),
                    "http_p99_ms": round(percentile(reading.times, 99) * 1000, 1),
                }
            )
            print("ended", flush=True)
    talk.close()
    return said


async def _each(rate: int, seconds: float, act: _Act) -> None:
    started_at = perf_counter()
    async with asyncio.TaskGroup() as group:
        for count in range(int(rate * seconds)):
            due = started_at + count / rate
            early = due - perf_counter()
            if early > 0:
                await asyncio.sleep(early)
            group.create_task(act(count, due))


async def _say(talk: Conversation, count: int, due: float) -> None:
    talk.say(count % len(talk.lines), due)


@dataclass
class Reading:
    """Requests, and how long each took from when it was due."""

    http: ClientSession
    url: str
    times: list[float] = field(default_factory=list)

    async def read(self, _count: int, due: float) -> None:
        async with self.http.get(self.url) as answer:
            await answer.read()
            answer.raise_for_status()
        self.times.append(perf_counter() - due)
