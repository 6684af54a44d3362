"""When a desk is open, and when that changes next.

Times are milliseconds since the epoch. What the clocks on the wall show then is known to a time
zone, of which only its offset is asked: so that an hour that is left out in spring opens nothing,
and one that comes twice in autumn is open twice.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

MINUTE: Final = 60_000
DAY: Final = 24 * 60 * MINUTE
_EPOCH_WEEKDAY: Final = 3
"""1970-01-01 was a Thursday, where Monday is 0."""

LOOKS_AHEAD: Final = 400 * DAY
"""How far a change is looked for; what is closed for longer has no opening worth telling."""

OffsetAt = Callable[[int], int]
"""How much the clocks on the wall are ahead of UTC at a time, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a day on the clocks on the wall, in milliseconds; `end` is not in it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OpeningState:
    """How a desk stands; `changes_at` is None if that does not change, or not for long."""

    is_open: bool
    changes_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """`week` has seven days, Monday first; `closed_on` are days since the epoch."""

    week: Sequence[Sequence[Span]]
    closed_on: Collection[int]
    offset_at: OffsetAt

    def is_open(self, now: int) -> bool:
        day, time = divmod(now + self.offset_at(now), DAY)
        return any(span.start <= time < span.end for span in self._spans(day))

    def state(self, now: int) -> OpeningState:
        """How it stands, and until when."""
        is_open, at, last = self.is_open(now), now, now + LOOKS_AHEAD
        while any(self.week) and at < last:
            at = self._next_edge(at)
            if self.is_open(at) != is_open:
                return OpeningState(is_open, at)
        return OpeningState(is_open, None)

    def _next_edge(self, now: int) -> int:
        """The next time at which anything can change: a span, the day, or the clocks."""
        offset = self.offset_at(now)
        day, time = divmod(now + offset, DAY)
        edges = [edge for span in self._spans(day) for edge in (span.start, span.end)]
        after = min((edge for edge in edges if edge > time), default=DAY)
        edge = now + after - time
        return edge if self.offset_at(edge) == offset else self._clock_change(now, edge)

    def _clock_change(self, before: int, after: int) -> int:
        """When the offset ceased to be what it was before; after, it is another one."""
        offset = self.offset_at(before)
        while after - before > 1:
            middle = (before + after) // 2
            if self.offset_at(middle) == offset:
                before = middle
            else:
                after = middle
        return after

    def _spans(self, day: int) -> Sequence[Span]:
        return () if day in self.closed_on else self.week[(day + _EPOCH_WEEKDAY) % 7]
