"""The seam between the broker and the desk: `Inbound` in, `publish` out, and little else.

The broker knows bytes, connections and topics; the desk knows what they mean. Neither imports
the other: they meet in these types. All topics here are without the base topic.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from chimp.core.access import Principal


@dataclass(frozen=True, slots=True)
class Accept:
    """Send it to whoever listens."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Send this instead of it to whoever listens."""

    topic: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class TakeOver:
    """It is the interceptor's now, and safe; the broker does nothing with it but acknowledge."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Drop it. The sender can not be told (MQTT 3.1.1, section 3.3.5): it is acknowledged."""

    because: str = ""
    """For the log."""


@dataclass(frozen=True, slots=True)
class Fail:
    """Nobody could take it, so it is not acknowledged: the sender is to send it again."""


Verdict = Accept | Replace | TakeOver | Refuse | Fail
"""What becomes of a PUBLISH."""

Interceptor = Callable[[Principal, str, bytes], Verdict | Awaitable[Verdict]]
"""Judges each PUBLISH by its sender, its topic (with the base) and its payload.

It is called in the order in which a client publishes, and the client hears in that order too,
however long each verdict takes. One that raises refuses.
"""


@dataclass(frozen=True, slots=True)
class Inbound:
    """A PUBLISH that belongs to the server: not fanned out, but handed to the desk."""

    principal: Principal
    topic: str
    payload: bytes


class Receiver(Protocol):
    """What the broker tells the desk. Every call returns at once and never raises."""

    def receive(self, inbound: Inbound) -> Verdict | Awaitable[Verdict]:
        """A client that may do so published to a topic of the server's.

        The verdict is `TakeOver` once what there was to store is stored, or `Fail`.
        """

    def oversized(self, principal: Principal, topic: str, size: int) -> None:
        """The same, but the payload of `size` bytes was over the limit and is not handed over."""

    def subscribed(self, principal: Principal, topic_filter: str) -> None:
        """A subscription was granted; from now on its publishes reach that connection."""

    def resumed(self, principal: Principal, topic_filter: str) -> None:
        """The same, by a client that came back to it: what it missed was kept for it."""

    def disconnected(self, principal: Principal) -> None:
        """A connection ended, for whatever reason."""


class Publisher(Protocol):
    """What the desk asks of the broker."""

    def publish(self, topic: str, payload: bytes, *, only_to: str | None = None) -> Collection[str]:
        """Send to every subscriber that may receive it, or to that one connection alone.

        Returns the connections it was handed to. Never waits for a slow one.
        """

    def retain(self, topic: str, payload: bytes) -> None:
        """The same to every subscriber, and to whoever subscribes later."""

    def is_heard(self, topic: str) -> bool:
        """Whether anybody subscribes it, so that it is worth making what is to be said there."""

    def address_of(self, connection: str) -> str | None:
        """Where a living connection comes from."""

    def send_away(self, is_unwanted: Callable[[Principal], bool]) -> None:
        """End every connection that is no longer wanted here."""

    def reply(self, connection: str, topic: str, payload: bytes) -> bool:
        """Send to that connection, whatever else it may hear there; False if it does not listen."""
