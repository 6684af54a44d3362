"""What is asked of the database about sessions and messages. Every query raises StoreError."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, and_, func, select, tuple_

from chimp.core.message import Message
from chimp.core.people import Customer
from chimp.core.session import Session, Status
from chimp.store import rows
from chimp.store.schema import assignments, customers, messages, sessions

_OPEN = (Status.WAITING.value, Status.ONLINE.value)
_MOST_PARAMETERS = 500
"""Values in one IN list: SQLite takes 32,766 parameters, and a plan is made for each length."""


@dataclass(frozen=True, slots=True)
class CustomerHistory:
    """Since when a customer is known, in milliseconds since the epoch, and how often they came."""

    first_seen: int
    last_seen: int
    sessions: int


class Reads(ABC):
    """What the queries below need: something that runs them."""

    @abstractmethod
    async def read(self, statement: Select[Any]) -> Sequence[RowMapping]:
        """All rows of a query; raises StoreError."""


class SessionReads(Reads):
    """Queries about sessions."""

    async def open_sessions(self) -> list[Session]:
        """All sessions that are not closed, oldest first."""
        query = select(sessions).where(sessions.c.status.in_(_OPEN))
        found = await self.read(query.order_by(sessions.c.created_at, sessions.c.key))
        return [rows.read_session(row) for row in found]

    async def session(self, key: str) -> Session | None:
        return (await self.sessions([key])).get(key)

    async def sessions(self, keys: Collection[str]) -> dict[str, Session]:
        found = [
            rows.read_session(row)
            for part in _parts(keys)
            for row in await self.read(select(sessions).where(sessions.c.key.in_(part)))
        ]
        return {session.key: session for session in found}

    async def latest_sessions_at(self, topics: Collection[str]) -> dict[str, Session]:
        """The newest session at each `sessionTopic`."""
        found = [
            rows.read_session(row)
            for part in _parts(topics)
            for row in await self.read(
                select(sessions)
                .where(sessions.c.topic.in_(part))
                .order_by(sessions.c.created_at, sessions.c.key)
            )
        ]
        return {session.topic: session for session in found}

    async def sessions_by_request(
        self, pairs: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], Session]:
        """The newest session for each customer key and request key."""
        wanted = tuple_(sessions.c.customer_key, sessions.c.request_key)
        found: dict[tuple[str, str], Session] = {}
        for part in _parts(pairs):
            query = select(sessions).where(wanted.in_(part))
            for row in await self.read(query.order_by(sessions.c.created_at)):
                found[row["customer_key"], row["request_key"]] = rows.read_session(row)
        return found

    async def sessions_of_customer(self, key: str) -> list[Session]:
        """A customer's sessions, newest first."""
        query = select(sessions).where(sessions.c.customer_key == key)
        found = await self.read(query.order_by(sessions.c.created_at.desc(), sessions.c.key))
        return [rows.read_session(row) for row in found]

    async def sessions_of_attendant(self, key: str, offset: int, limit: int) -> list[Session]:
        """What an attendant serves, then what they served: newest first, one per customer."""
        served = select(assignments.c.session_key).where(assignments.c.attendant_key == key)
        is_live = and_(sessions.c.status == Status.ONLINE.value, sessions.c.attendant_key == key)
        place = func.row_number().over(
            partition_by=sessions.c.customer_key,
            order_by=(is_live.desc(), sessions.c.created_at.desc()),
        )
        ranked = (
            select(sessions, place.label("place"), is_live.label("is_live"))
            .where(sessions.c.key.in_(served))
            .subquery()
        )
        query = (
            select(ranked)
            .where(ranked.c.place == 1)
            .order_by(ranked.c.is_live.desc(), ranked.c.created_at.desc(), ranked.c.key)
            .offset(offset)
            .limit(limit)
        )
        return [rows.read_session(row) for row in await self.read(query)]

    async def customer(self, key: str) -> Customer | None:
        found = await self.read(select(customers).where(customers.c.key == key))
        return rows.read_customer(found[0]["id"], found[0]["document"]) if found else None

    async def customer_history(self, key: str) -> CustomerHistory | None:
        """When a customer was seen, or None if never."""
        count = select(func.count()).where(sessions.c.customer_key == key).scalar_subquery()
        query = select(customers, count.label("count")).where(customers.c.key == key)
        found = await self.read(query)
        if not found:
            return None
        return CustomerHistory(found[0]["first_seen"], found[0]["last_seen"], found[0]["count"])


class MessageReads(SessionReads):
    """Queries about messages."""

    async def last_messages(
        self, session_keys: Collection[str], limit: int
    ) -> dict[str, list[Message]]:
        """The last messages of each session, in order."""
        found: dict[str, list[Message]] = {key: [] for key in session_keys}
        for part in _parts(session_keys):
            query = (
                select(messages)
                .join(sessions, sessions.c.key == messages.c.session_key)
                .where(
                    sessions.c.key.in_(part),
                    # The numbers of a session's messages have no gaps.
                    messages.c.seq > sessions.c.message_count - limit,
                )
                .order_by(messages.c.session_key, messages.c.seq)
            )
            for row in await self.read(query):
                found[row["session_key"]].append(rows.read_message(row))
        return found

    async def known_messages(
        self, pairs: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], Message]:
        """Those of these messages, by session key and message id, that are stored."""
        wanted = tuple_(messages.c.session_key, messages.c.id)
        found = [
            rows.read_message(row)
            for part in _parts(pairs)
            for row in await self.read(select(messages).where(wanted.in_(part)))
        ]
        return {(message.session_key, message.id): message for message in found}

    async def messages_of_session(self, key: str, offset: int, limit: int) -> list[Message]:
        """A session's messages, newest first."""
        query = select(messages).where(messages.c.session_key == key)
        query = query.order_by(messages.c.seq.desc()).offset(offset).limit(limit)
        return [rows.read_message(row) for row in await self.read(query)]

    async def messages_of_customer(
        self, key: str, offset: int, limit: int
    ) -> list[tuple[Session, Message]]:
        """The newest messages of all sessions of a customer, in ascending order."""
        own = select(sessions.c.key).where(sessions.c.customer_key == key)
        query = select(messages).where(messages.c.session_key.in_(own))
        order = (messages.c.stored_at.desc(), messages.c.session_key, messages.c.seq.desc())
        found = await self.read(query.order_by(*order).offset(offset).limit(limit))
        theirs = await self.sessions({row["session_key"] for row in found})
        read = [rows.read_message(row) for row in reversed(found)]
        return [(theirs[message.session_key], message) for message in read]


def _parts(values: Collection[Any]) -> list[list[Any]]:
    every = list(dict.fromkeys(values))
    return [every[i : i + _MOST_PARAMETERS] for i in range(0, len(every), _MOST_PARAMETERS)]
