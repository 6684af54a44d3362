"""What a client has heard, and waiting for what it has not heard yet."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

PATIENCE = 10.0
"""Seconds that a test waits for anything; reached only when something is wrong."""


@dataclass(frozen=True)
class Heard:
    """One PUBLISH that arrived; `topic` is without the base topic."""

    topic: str
    payload: bytes

    @cached_property
    def json(self) -> Any:  # noqa: ANN401  # it is JSON
        return json.loads(self.payload)

    @property
    def instruction(self) -> str | None:
        """Of a control message."""
        said = self.json
        return said.get("instruction") if isinstance(said, dict) else None

    @property
    def content(self) -> str | None:
        """Of a chat message."""
        said = self.json
        message = said.get("message") if isinstance(said, dict) else None
        return message.get("content") if isinstance(message, dict) else None


Wanted = Callable[[Heard], bool]


def instruction(name: str, topic: str | None = None, status: str | None = None) -> Wanted:
    """A control message with that instruction (on that topic, about a session in that status)."""

    def matches(heard: Heard) -> bool:
        if topic is not None and heard.topic != topic:
            return False
        return heard.instruction == name and (
            status is None or heard.json["sessionInfo"]["status"] == status
        )

    return matches


def message(content: str) -> Wanted:
    return lambda heard: heard.content == content


def on(topic: str) -> Wanted:
    return lambda heard: heard.topic == topic


class Deaf(AssertionError):
    """The connection ended while something was waited for."""


class Ear:
    """Keeps everything heard in order; each thing is handed to one waiter only."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.heard: list[Heard] = []
        self._taken: set[int] = set()
        self._news = asyncio.Event()
        self._over: str | None = None

    def take_in(self, heard: Heard) -> None:
        self.heard.append(heard)
        self._news.set()

    def close(self, why: str) -> None:
        """Nothing more will come."""
        self._over = why
        self._news.set()

    @property
    def is_over(self) -> bool:
        """Whether the connection has ended."""
        return self._over is not None

    async def hears(self, wanted: Wanted, within: float = PATIENCE) -> Heard:
        """The first thing like that which nobody has waited for yet."""
        seen = 0
        try:
            async with asyncio.timeout(within):
                while True:
                    for place in range(seen, len(self.heard)):
                        if place not in self._taken and wanted(self.heard[place]):
                            self._taken.add(place)
                            return self.heard[place]
                    seen = len(self.heard)
                    if self._over is not None:
                        raise Deaf(self._report(self._over))
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(self._report(f"waited {within:g} s in vain")) from None

    def all(self, wanted: Wanted) -> list[Heard]:
        """Everything like that, waited for or not."""
        return [heard for heard in self.heard if wanted(heard)]

    def _report(self, what: str) -> str:
        lines = [f"  {h.topic} {h.payload[:160].decode(errors='replace')}" for h in self.heard]
        return "\n".join([f"{self.name}: {what}; it heard", *(lines[-12:] or ["  nothing"])])
