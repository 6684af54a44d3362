"""What is asked of the database about sessions and customers."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, and_, bindparam, func, literal_column, select

from chimp.core.people import Customer
from chimp.core.session import Session, Status
from chimp.store import rows
from chimp.store.execution import Reads
from chimp.store.lists import Pair, parts, read_pairs
from chimp.store.schema import assignments, customers, sessions

OPEN = (Status.WAITING.value, Status.ONLINE.value)

ARRIVAL: ColumnElement[int] = literal_column("sessions.rowid", Integer)
"""A row keeps its place when it is saved again."""

_PAGE = 200
"""Assignments of an attendant that are read at once."""

_NAMED = select(sessions).where(sessions.c.key.in_(bindparam("keys", expanding=True)))

_newest = (
    select(sessions.c.topic, func.max(sessions.c.created_at).label("created_at"))
    .where(sessions.c.topic.in_(bindparam("topics", expanding=True)))
    .group_by(sessions.c.topic)
    .subquery()
)
_LATEST_AT = (
    select(sessions)
    .join_from(
        _newest,
        sessions,
        and_(sessions.c.topic == _newest.c.topic, sessions.c.created_at == _newest.c.created_at),
    )
    .order_by(sessions.c.key)
)

_SERVED = (
    select(sessions)
    .join_from(assignments, sessions, sessions.c.key == assignments.c.session_key)
    .where(assignments.c.attendant_key == bindparam("attendant"))
    .order_by(assignments.c.begun_at.desc(), assignments.c.id.desc())
    .offset(bindparam("skipped"))
    .limit(_PAGE)
)


_SIGNED_FOR = (
    select(sessions.c.customer)
    .where(sessions.c.customer_key == bindparam("customer"))
    .where(sessions.c.customer.contains(rows.SIGNED_FOR, autoescape=True))
    .order_by(sessions.c.created_at.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class CustomerHistory:
    """Since when a customer is known, in milliseconds since the epoch, and how often they came."""

    first_seen: int
    last_seen: int
    sessions: int


class SessionReads(Reads):
    """Queries about sessions and customers; each raises StoreError."""

    async def open_sessions(self) -> list[Session]:
        """All sessions that are not closed, oldest first.

        Those of one millisecond are in the order in which they came: it is their place in the
        queue.
        """
        query = select(sessions).where(sessions.c.status.in_(OPEN))
        found = await self.read(query.order_by(sessions.c.created_at, ARRIVAL))
        return [rows.read_session(row) for row in found]

    async def session(self, key: str) -> Session | None:
        return (await self.sessions([key])).get(key)

    async def sessions(self, keys: Collection[str]) -> dict[str, Session]:
        return {
            row["key"]: rows.read_session(row)
            for part in parts(keys)
            for row in await self.read(_NAMED, {"keys": part})
        }

    async def latest_sessions_at(self, topics: Collection[str]) -> dict[str, Session]:
        """The newest session at each `sessionTopic`."""
        return {
            row["topic"]: rows.read_session(row)
            for part in parts(topics)
            for row in await self.read(_LATEST_AT, {"topics": part})
        }

    async def sessions_by_request(self, pairs: Collection[Pair]) -> dict[Pair, Session]:
        """The newest session for each customer key and request key."""
        columns = sessions.c.customer_key, sessions.c.request_key
        found = await read_pairs(self, *columns, pairs)
        return {
            (row["customer_key"], row["request_key"]): rows.read_session(row)
            for row in sorted(found, key=lambda row: (row["created_at"], row["key"]))
        }

    async def sessions_of_customer(self, key: str) -> list[Session]:
        """A customer's sessions, newest first."""
        query = select(sessions).where(sessions.c.customer_key == key)
        found = await self.read(query.order_by(sessions.c.created_at.desc(), sessions.c.key.desc()))
        return [rows.read_session(row) for row in found]

    async def sessions_of_attendant(self, key: str, offset: int, limit: int) -> list[Session]:
        """What an attendant serves, newest first, then what they served, the last first.

        One for each customer, counted by `offset` and `limit`.
        """
        found: dict[str, Session] = {}
        for session in await self._served_now(key):
            found.setdefault(session.customer.key, session)
        skipped = 0
        while len(found) < offset + limit:
            page = await self.read(_SERVED, {"attendant": key, "skipped": skipped})
            for row in page:
                if row["customer_key"] not in found:
                    found[row["customer_key"]] = rows.read_session(row)
            skipped += len(page)
            if len(page) < _PAGE:
                break
        return list(found.values())[offset : offset + limit]

    async def _served_now(self, key: str) -> list[Session]:
        is_online = sessions.c.status == Status.ONLINE.value
        query = select(sessions).where(is_online, sessions.c.attendant_key == key)
        found = await self.read(query.order_by(sessions.c.created_at.desc(), sessions.c.key.desc()))
        return [rows.read_session(row) for row in found]

    async def customer(self, key: str) -> Customer | None:
        """The latest that is known of a customer.

        If the site has ever signed for them, it is the latest that it said: anybody may have said
        something else since.
        """
        signed = await self.read(_SIGNED_FOR, {"customer": key})
        if signed:
            return rows.read_customer_document(signed[0]["customer"])
        found = await self.read(select(customers).where(customers.c.key == key))
        return rows.read_customer(found[0]) if found else None

    async def customer_history(self, key: str) -> CustomerHistory | None:
        """When a customer was seen, or None if never."""
        count = select(func.count()).where(sessions.c.customer_key == key).scalar_subquery()
        query = select(customers, count.label("count")).where(customers.c.key == key)
        found = await self.read(query)
        if not found:
            return None
        return CustomerHistory(found[0]["first_seen"], found[0]["last_seen"], found[0]["count"])
