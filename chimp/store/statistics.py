"""What statistics ask of the database about one customer and one period."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import func, select

from chimp.core.session import Reason, Session
from chimp.store import rows
from chimp.store.messages import MessageReads
from chimp.store.schema import messages, sessions

QUARTER_HOUR = 900_000
"""Milliseconds; hours and days begin on a whole one in every time zone there is."""


@dataclass(frozen=True, slots=True)
class CustomerStatistics:
    """Counts of one period; times and durations in milliseconds, None where nothing happened.

    `first_response` and `duration` are medians over the sessions that began in the period.
    `activity` is `(start of a quarter of an hour, messages in it)`; empty ones are left out.
    """

    sessions: int
    messages: int
    first_response: int | None
    duration: int | None
    unresolved: Sequence[Session]
    activity: Sequence[tuple[int, int]]


_question, _answer = messages.alias("question"), messages.alias("answer")

# A session may have been reopened: what was said before it began again is not of this time.
_asked = (
    select(_question.c.seq)
    .where(
        _question.c.session_key == sessions.c.key,
        _question.c.author_kind == rows.CUSTOMER,
        _question.c.stored_at >= sessions.c.created_at,
    )
    .order_by(_question.c.seq)
    .limit(1)
    .correlate(sessions)
    .scalar_subquery()
)
_asked_at = (
    select(_question.c.stored_at)
    .where(_question.c.session_key == sessions.c.key, _question.c.seq == _asked)
    .correlate(sessions)
    .scalar_subquery()
)
_answered_at = (
    select(_answer.c.stored_at)
    .where(
        _answer.c.session_key == sessions.c.key,
        _answer.c.author_kind == rows.ATTENDANT,
        _answer.c.seq > _asked,
    )
    .order_by(_answer.c.seq)
    .limit(1)
    .correlate(sessions)
    .scalar_subquery()
)
_is_attended = (
    select(_answer.c.seq)
    .where(
        _answer.c.session_key == sessions.c.key,
        _answer.c.author_kind == rows.ATTENDANT,
        _answer.c.stored_at >= sessions.c.created_at,
    )
    .correlate(sessions)
    .exists()
)
_BEGUN = select(
    sessions,
    _asked_at.label("asked_at"),
    _answered_at.label("answered_at"),
    _is_attended.label("is_attended"),
)


class StatisticsReads(MessageReads):
    """Queries for statistics; each raises StoreError."""

    async def customer_statistics(self, key: str, start: int, end: int) -> CustomerStatistics:
        """What happened with a customer from `start` up to, not including, `end`."""
        in_period = (
            sessions.c.customer_key == key,
            sessions.c.created_at >= start,
            sessions.c.created_at < end,
        )
        begun = await self.read(_BEGUN.where(*in_period).order_by(sessions.c.created_at))
        read = [(row, rows.read_session(row)) for row in begun]
        responses = [
            row["answered_at"] - row["asked_at"] for row in begun if row["answered_at"] is not None
        ]
        durations = [s.closed_at - s.created_at for _, s in read if s.closed_at is not None]
        activity = await self._activity(key, start, end)
        return CustomerStatistics(
            sessions=len(begun),
            messages=sum(count for _, count in activity),
            first_response=_median(responses),
            duration=_median(durations),
            unresolved=[s for row, s in read if _is_unresolved(s, is_attended=row["is_attended"])],
            activity=activity,
        )

    async def _activity(self, key: str, start: int, end: int) -> list[tuple[int, int]]:
        bucket = (messages.c.stored_at // QUARTER_HOUR).label("bucket")
        query = (
            select(bucket, func.count().label("messages"))
            .join_from(sessions, messages, messages.c.session_key == sessions.c.key)
            .where(
                sessions.c.customer_key == key,
                messages.c.stored_at >= start,
                messages.c.stored_at < end,
            )
            .group_by("bucket")
            .order_by("bucket")
        )
        found = await self.read(query)
        return [(row["bucket"] * QUARTER_HOUR, row["messages"]) for row in found]


def _is_unresolved(session: Session, *, is_attended: bool) -> bool:
    return session.is_open or (session.close_reason is Reason.EXPIRED and not is_attended)


def _median(values: Sequence[int]) -> int | None:
    return round(median(values)) if values else None
