"""One batch of saves as a handful of statements, each run once for all its rows.

Order matters only between tables: a session needs its customer, a message its session.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chimp.core import effects
from chimp.core.people import key
from chimp.core.session import Session
from chimp.store import rows
from chimp.store.schema import assignments, customers, events, messages, sessions

Rows = list[dict[str, Any]]

_new_customer = insert(customers)
_SAVE_CUSTOMER = _new_customer.on_conflict_do_update(
    index_elements=[customers.c.key],
    set_={
        "document": _new_customer.excluded.document,
        "last_seen": _new_customer.excluded.last_seen,
    },
)

_SEE_CUSTOMER = _new_customer.on_conflict_do_update(
    index_elements=[customers.c.key], set_={"last_seen": _new_customer.excluded.last_seen}
)

_new_session = insert(sessions)
_SAVE_SESSION = _new_session.on_conflict_do_update(
    index_elements=[sessions.c.key],
    set_={
        column.name: _new_session.excluded[column.name]
        for column in sessions.columns
        if column.name not in {"key", "message_count"}
    }
    | {
        # Messages count themselves; a session saved before them must not set the count back.
        "message_count": func.max(sessions.c.message_count, _new_session.excluded.message_count)
    },
)

_SAVE_MESSAGE = insert(messages).on_conflict_do_nothing(
    index_elements=[messages.c.session_key, messages.c.id]
)

_COUNT_MESSAGES = (
    update(sessions)
    .where(sessions.c.key == bindparam("of"))
    .values(message_count=func.max(sessions.c.message_count, bindparam("seq")))
)

_MARK_READ = (
    update(messages)
    .where(
        messages.c.session_key == bindparam("of"),
        messages.c.timestamp == bindparam("at"),
        messages.c.author_key == bindparam("by"),
        messages.c.read_at.is_(None),
        or_(bindparam("text").is_(None), messages.c.content == bindparam("text")),
        or_(bindparam("reader").is_(None), messages.c.author_key != bindparam("reader")),
    )
    .values(read_at=bindparam("when"))
)

_END_ASSIGNMENT = (
    update(assignments)
    .where(
        assignments.c.session_key == bindparam("of"),
        assignments.c.ended_at.is_(None),
        or_(bindparam("who").is_(None), assignments.c.attendant_key != bindparam("who")),
    )
    .values(ended_at=bindparam("when"))
)


_BEGIN_ASSIGNMENT = insert(assignments).from_select(
    ["session_key", "attendant_key", "begun_at"],
    select(bindparam("of"), bindparam("who"), bindparam("when")).where(
        ~select(assignments.c.id)
        .where(
            assignments.c.session_key == bindparam("of"),
            assignments.c.attendant_key == bindparam("who"),
            assignments.c.ended_at.is_(None),
        )
        .exists()
    ),
)


async def write(connection: AsyncConnection, saves: Sequence[effects.Save], now: int) -> None:
    """Carry out all saves on a connection that is in a transaction."""
    latest = {s.session.key: s.session for s in saves if isinstance(s, effects.SaveSession)}
    await _save_sessions(connection, latest.values(), now)
    await _save_messages(connection, saves)
    marks = [
        {
            "of": mark.session_key,
            "at": ref.timestamp,
            "by": key(ref.author_id),
            "text": ref.content,
            "reader": mark.reader_key,
            "when": mark.read_at,
        }
        for mark in saves
        if isinstance(mark, effects.MarkRead)
        for ref in mark.messages
    ]
    if marks:
        await connection.execute(_MARK_READ, marks)
    records = [_record(save, now) for save in saves if isinstance(save, effects.Record)]
    if records:
        await connection.execute(insert(events), records)


async def _save_sessions(connection: AsyncConnection, changed: Iterable[Session], now: int) -> None:
    changed = list(changed)
    if not changed:
        return
    told: Rows = []
    seen: Rows = []
    for customer in {s.customer.key: s.customer for s in changed}.values():
        tells = customer.name or customer.avatar_url or customer.details
        (told if tells else seen).append(rows.customer_row(customer, now))
    if told:
        await connection.execute(_SAVE_CUSTOMER, told)
    if seen:
        # A request that tells nothing of its customer must not erase what is known.
        await connection.execute(_SEE_CUSTOMER, seen)
    await connection.execute(_SAVE_SESSION, [rows.session_row(session) for session in changed])
    await _save_assignments(connection, changed, now)


async def _save_assignments(
    connection: AsyncConnection, changed: Iterable[Session], now: int
) -> None:
    """Who served what from when to when, for the attendants' own lists and for statistics."""
    serving = {
        s.key: key(s.attendant_id) if s.is_open and s.attendant_id is not None else None
        for s in changed
    }
    ended: Rows = [{"of": of, "who": who, "when": now} for of, who in serving.items()]
    await connection.execute(_END_ASSIGNMENT, ended)
    begun: Rows = [{"of": of, "who": who, "when": now} for of, who in serving.items() if who]
    if begun:
        await connection.execute(_BEGIN_ASSIGNMENT, begun)


async def _save_messages(connection: AsyncConnection, saves: Sequence[effects.Save]) -> None:
    new = [save.message for save in saves if isinstance(save, effects.SaveMessage)]
    if not new:
        return
    await connection.execute(_SAVE_MESSAGE, [rows.message_row(message) for message in new])
    counts = {message.session_key: message.seq for message in new}
    await connection.execute(
        _COUNT_MESSAGES, [{"of": of, "seq": seq} for of, seq in counts.items()]
    )


def _record(record: effects.Record, now: int) -> dict[str, Any]:
    return {
        "at": now,
        "kind": record.kind,
        "session_key": record.session_key,
        "customer_key": record.customer_key,
        "attendant_key": record.attendant_key,
        "because": record.because,
    }
