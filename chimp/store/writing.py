"""One batch of saves as a handful of statements, each run once for all its rows.

Order matters only between tables: a session needs its customer, a message its session, a read
mark its message.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    BigInteger,
    Connection,
    Text,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import sqlite

from chimp.core import effects
from chimp.core.people import key
from chimp.core.session import Session
from chimp.store import rows
from chimp.store.rows import Row
from chimp.store.schema import (
    assignments,
    bans,
    customer_words,
    customers,
    events,
    messages,
    notes,
    sessions,
)
from chimp.store.words import words_of

_OF = bindparam("of", type_=Text)
_WHO = bindparam("who", type_=Text)
_CONTENT = bindparam("text", type_=Text)
_READER = bindparam("reader", type_=Text)
_WHEN = bindparam("when", type_=BigInteger)

# The upserts are the only statements that know which database it is.

_new_customer = sqlite.insert(customers)
_SAVE_CUSTOMER = _new_customer.on_conflict_do_update(
    index_elements=[customers.c.key],
    set_={
        "id": _new_customer.excluded.id,
        "last_seen": _new_customer.excluded.last_seen,
        **{
            told: func.coalesce(_new_customer.excluded[told], customers.c[told])
            for told in ("name", "avatar_url", "details")
        },
    },
)

_SAVE_WORD = sqlite.insert(customer_words).on_conflict_do_nothing()

_new_session = sqlite.insert(sessions)
_counted, _told_count = sessions.c.message_count, _new_session.excluded.message_count
_SAVE_SESSION = _new_session.on_conflict_do_update(
    index_elements=[sessions.c.key],
    set_={
        **{c.name: _new_session.excluded[c.name] for c in sessions.c if c is not sessions.c.key},
        # A session taken out of memory before its last messages must not set the count back.
        "message_count": case((_counted > _told_count, _counted), else_=_told_count),
    },
)

_SAVE_MESSAGE = sqlite.insert(messages).on_conflict_do_nothing(
    index_elements=[messages.c.session_key, messages.c.id]
)

_last_seq = select(func.max(messages.c.seq)).where(messages.c.session_key == _OF).scalar_subquery()
_COUNT_MESSAGES = update(sessions).where(sessions.c.key == _OF).values(message_count=_last_seq)

_MARK_READ = (
    update(messages)
    .where(
        messages.c.session_key == _OF,
        messages.c.timestamp == bindparam("at"),
        messages.c.author_key == _WHO,
        messages.c.read_at.is_(None),
        or_(_CONTENT.is_(None), messages.c.content == _CONTENT),
        or_(_READER.is_(None), messages.c.author_key != _READER),
    )
    .values(read_at=_WHEN)
)

_IS_OTHERS = messages.c.author_kind != bindparam("kind", type_=Text)
_UP_TO = bindparam("up_to", type_=BigInteger)
_MARK_DELIVERED = (
    update(messages)
    .where(
        messages.c.session_key == _OF,
        messages.c.seq <= _UP_TO,
        messages.c.delivered_at.is_(None),
        _IS_OTHERS,
    )
    .values(delivered_at=_WHEN)
)
_MARK_READ_UP_TO = (
    update(messages)
    .where(
        messages.c.session_key == _OF,
        messages.c.seq <= _UP_TO,
        messages.c.read_at.is_(None),
        _IS_OTHERS,
    )
    .values(read_at=_WHEN)
)

_SAVE_NOTE = sqlite.insert(notes).on_conflict_do_nothing(
    index_elements=[notes.c.session_key, notes.c.id]
)

_new_ban = sqlite.insert(bans)
_SAVE_BAN = _new_ban.on_conflict_do_update(
    index_elements=[bans.c.kind, bans.c.value],
    set_={c.name: _new_ban.excluded[c.name] for c in bans.c if c.name not in {"kind", "value"}},
)

_open_assignment = and_(assignments.c.session_key == _OF, assignments.c.ended_at.is_(None))
_END_ASSIGNMENT = (
    update(assignments)
    .where(_open_assignment, or_(_WHO.is_(None), assignments.c.attendant_key != _WHO))
    .values(ended_at=_WHEN)
)
_BEGIN_ASSIGNMENT = insert(assignments).from_select(
    ["session_key", "attendant_key", "begun_at"],
    select(_OF, _WHO, _WHEN).where(~select(assignments.c.id).where(_open_assignment).exists()),
)


def write(connection: Connection, saves: Sequence[effects.Save], now: int) -> None:
    """Carry out all saves on a connection that is in a transaction."""
    changed = [save.session for save in saves if isinstance(save, effects.SaveSession)]
    if changed:
        connection.execute(_SAVE_CUSTOMER, _customers(changed, now))
        if words := _words(changed):
            connection.execute(_SAVE_WORD, words)
        latest = {session.key: session for session in changed}
        connection.execute(_SAVE_SESSION, [rows.session_row(s) for s in latest.values()])
        _save_assignments(connection, changed, now)
    said = [save.message for save in saves if isinstance(save, effects.SaveMessage)]
    if said:
        connection.execute(_SAVE_MESSAGE, [rows.message_row(message) for message in said])
        counted = dict.fromkeys(message.session_key for message in said)
        connection.execute(_COUNT_MESSAGES, [{"of": of} for of in counted])
    marks = [row for save in saves if isinstance(save, effects.MarkRead) for row in _marks(save)]
    if marks:
        connection.execute(_MARK_READ, marks)
    _save_seen(connection, saves)
    noted = [rows.note_row(save.note) for save in saves if isinstance(save, effects.SaveNote)]
    if noted:
        connection.execute(_SAVE_NOTE, noted)
    records = [_record(save, now) for save in saves if isinstance(save, effects.Record)]
    if records:
        connection.execute(insert(events), records)
    _save_others(connection, saves)


def _save_seen(connection: Connection, saves: Sequence[effects.Save]) -> None:
    seen = [save for save in saves if isinstance(save, effects.MarkSeen)]
    for statement, rows_of in ((_MARK_DELIVERED, _delivered), (_MARK_READ_UP_TO, _read)):
        if found := [row for save in seen for row in rows_of(save)]:
            connection.execute(statement, found)


def _save_others(connection: Connection, saves: Sequence[effects.Save]) -> None:
    """What is rare: each for itself."""
    for save in saves:
        match save:
            case effects.SaveBan(ban):
                connection.execute(_SAVE_BAN, rows.ban_row(ban))
            case effects.DropBan(kind, value):
                is_it = and_(bans.c.kind == kind.value, bans.c.value == value)
                connection.execute(delete(bans).where(is_it))
            case effects.Erase():
                _erase(connection, save)
            case _:
                pass


def _erase(connection: Connection, erase: effects.Erase) -> None:
    """Everything of a session; and its customer, if they have no other."""
    for table in (notes, messages, assignments, events):
        connection.execute(delete(table).where(table.c.session_key == erase.session_key))
    connection.execute(delete(sessions).where(sessions.c.key == erase.session_key))
    has_others = select(sessions.c.key).where(sessions.c.customer_key == erase.customer_key)
    is_theirs = customers.c.key == erase.customer_key
    connection.execute(delete(customers).where(is_theirs, ~has_others.exists()))


def _delivered(seen: effects.MarkSeen) -> Iterable[Row]:
    """What was read has arrived too."""
    up_to = max(seen.delivered or 0, seen.read or 0)
    return [_seen(seen, up_to)] if up_to else []


def _read(seen: effects.MarkSeen) -> Iterable[Row]:
    return [_seen(seen, seen.read)] if seen.read else []


def _seen(seen: effects.MarkSeen, up_to: int) -> Row:
    kind = rows.CUSTOMER if seen.by_customer else rows.ATTENDANT
    return {"of": seen.session_key, "up_to": up_to, "kind": kind, "when": seen.seen_at}


def _customers(changed: Iterable[Session], now: int) -> list[Row]:
    """One row for each customer: the latest that was told, field by field."""
    told: dict[str, Row] = {}
    for session in changed:
        row = rows.customer_row(session.customer, now)
        known = told.setdefault(session.customer.key, row)
        known.update({name: value for name, value in row.items() if value is not None})
    return list(told.values())


def _words(changed: Iterable[Session]) -> list[Row]:
    """What they are found by; the server itself is nobody to be found."""
    told = {
        (word, session.customer.key)
        for session in changed
        if not session.is_probe
        for word in words_of(session.customer)
    }
    return [{"word": word, "customer_key": whose} for word, whose in sorted(told)]


def _save_assignments(connection: Connection, changed: Iterable[Session], now: int) -> None:
    """Write down who serves what; a batch may hold several changes of one session, in turn."""
    turns: list[dict[str, str | None]] = []
    last: dict[str, tuple[int, str | None]] = {}
    for session in changed:
        attendant_id = session.attendant_id if session.is_open else None
        server = None if attendant_id is None else key(attendant_id)
        turn, before = last.get(session.key, (-1, ""))
        if server == before:
            continue
        last[session.key] = turn + 1, server
        if turn + 1 == len(turns):
            turns.append({})
        turns[turn + 1][session.key] = server
    for served in turns:
        in_turn: list[Row] = [{"of": of, "who": who, "when": now} for of, who in served.items()]
        connection.execute(_END_ASSIGNMENT, in_turn)
        begun = [row for row in in_turn if row["who"] is not None]
        if begun:
            connection.execute(_BEGIN_ASSIGNMENT, begun)


def _marks(mark: effects.MarkRead) -> Iterable[Row]:
    for ref in mark.messages:
        yield {
            "of": mark.session_key,
            "at": ref.timestamp,
            "who": key(ref.author_id),
            "text": ref.content,
            "reader": mark.reader_key,
            "when": mark.read_at,
        }


def _record(record: effects.Record, now: int) -> Row:
    return {
        "at": now,
        "kind": record.kind,
        "session_key": record.session_key,
        "customer_key": record.customer_key,
        "attendant_key": record.attendant_key,
        "because": record.because,
    }
