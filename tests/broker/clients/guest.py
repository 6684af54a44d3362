"""What every client of somebody else's making is asked to do, whatever its own words for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

PATIENCE = 20.0
"""Seconds after which a client has failed."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How it connects; `will` is a topic and what to say there, with QoS 1."""

    name: str
    clean: bool = True
    will: tuple[str, str] | None = None


class Ports(NamedTuple):
    """Where the broker listens: plainly, and for WebSockets at `/mqtt`."""

    tcp: int
    web: int


class Heard(NamedTuple):
    topic: str
    payload: bytes
    qos: int
    retain: bool


class Guest(Protocol):
    """A connected client."""

    @property
    def session_present(self) -> bool | None:
        """What CONNACK said; None from a library that keeps it to itself."""

    async def subscribe(self, topic_filter: str, qos: int) -> int:
        """Return the code that was granted."""

    async def publish(self, topic: str, payload: str, qos: int, *, retain: bool = False) -> None:
        """Until it is acknowledged."""

    async def hear(self) -> Heard:
        """The next message."""

    async def leave(self) -> None:
        """DISCONNECT."""

    async def vanish(self) -> None:
        """End without DISCONNECT."""


Arrive = Callable[[Ports, Arrival], Awaitable[Guest]]
