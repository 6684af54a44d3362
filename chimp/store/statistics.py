"""What statistics ask of the database about one customer and one period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import RowMapping, func, select

from chimp.core.session import Session
from chimp.store import rows
from chimp.store.reading import MessageReads
from chimp.store.schema import messages, sessions

_HOUR = 3_600_000
_DAY = 24 * _HOUR
_HOURLY_UP_TO = 2 * _DAY


@dataclass(frozen=True, slots=True)
class CustomerStatistics:
    """Counts of one period; times and durations in milliseconds, None where nothing happened.

    `activity` is `(start of the bucket, messages in it)`: by the hour up to two days, else by the
    day; empty buckets are left out.
    """

    sessions: int
    messages: int
    first_response: int | None
    duration: int | None
    unresolved: Sequence[Session]
    activity: Sequence[tuple[int, int]]


class StatisticsReads(MessageReads):
    """Queries for statistics."""

    async def customer_statistics(self, key: str, start: int, end: int) -> CustomerStatistics:
        """What happened with a customer from `start` up to, not including, `end`."""
        query = select(sessions).where(
            sessions.c.customer_key == key,
            sessions.c.created_at >= start,
            sessions.c.created_at < end,
        )
        begun = [rows.read_session(row) for row in await self.read(query)]
        own = select(sessions.c.key).where(sessions.c.customer_key == key)
        bucket = _HOUR if end - start <= _HOURLY_UP_TO else _DAY
        said = await self.read(
            select(messages.c.session_key, messages.c.author_kind, messages.c.stored_at)
            .where(
                messages.c.session_key.in_(own),
                messages.c.stored_at >= start,
                messages.c.stored_at < end,
            )
            .order_by(messages.c.session_key, messages.c.seq)
        )
        answered = await self._answered([session.key for session in begun])
        durations = [s.closed_at - s.created_at for s in begun if s.closed_at is not None]
        activity = Counter(row["stored_at"] // bucket * bucket for row in said)
        return CustomerStatistics(
            sessions=len(begun),
            messages=len(said),
            first_response=_median(_response_times(said)),
            duration=_median(durations),
            unresolved=[s for s in begun if s.is_open or s.key not in answered],
            activity=sorted(activity.items()),
        )

    async def _answered(self, session_keys: Sequence[str]) -> set[str]:
        """Those of these sessions in which an attendant said something."""
        query = (
            select(messages.c.session_key, func.count())
            .where(messages.c.session_key.in_(session_keys), messages.c.author_kind == "attendant")
            .group_by(messages.c.session_key)
        )
        return {row["session_key"] for row in await self.read(query)}


def _response_times(said: Sequence[RowMapping]) -> list[int]:
    """From the first word of the customer to the first of an attendant after it, by session."""
    asked: dict[str, int] = {}
    answered: dict[str, int] = {}
    for row in said:
        of, at = row["session_key"], row["stored_at"]
        if row["author_kind"] == "customer":
            asked.setdefault(of, at)
        elif of in asked:
            answered.setdefault(of, at - asked[of])
    return list(answered.values())


def _median(values: Sequence[int]) -> int | None:
    return round(median(values)) if values else None
