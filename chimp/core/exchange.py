"""The seam between the broker and the desk: `Inbound` in, `publish` out, and little else.

The broker knows bytes, connections and topics; the desk knows what they mean. Neither imports
the other: they meet in these types. All topics here are without the base topic.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from chimp.core.access import Principal


@dataclass(frozen=True, slots=True)
class Inbound:
    """A PUBLISH that belongs to the server: not fanned out, but handed to the desk."""

    principal: Principal
    topic: str
    payload: bytes


class Receiver(Protocol):
    """What the broker tells the desk. Every call returns at once and never raises."""

    def receive(self, inbound: Inbound) -> None:
        """A client that may do so published to a topic of the server's."""

    def oversized(self, principal: Principal, topic: str, size: int) -> None:
        """The same, but the payload of `size` bytes was over the limit and is not handed over."""

    def subscribed(self, principal: Principal, topic_filter: str) -> None:
        """A subscription was granted; from now on its publishes reach that connection."""

    def disconnected(self, principal: Principal) -> None:
        """A connection ended, for whatever reason."""


class Publisher(Protocol):
    """What the desk asks of the broker."""

    def publish(self, topic: str, payload: bytes, *, only_to: str | None = None) -> Collection[str]:
        """Send to every subscriber that may receive it, or to that one connection alone.

        Returns the connections it was handed to. Never waits for a slow one.
        """

    def reply(self, connection: str, topic: str, payload: bytes) -> bool:
        """Send to that connection, whatever else it may hear there; False if it does not listen."""
