"""What is asked of the database about messages."""

from collections.abc import Collection

from sqlalchemy import bindparam, func, select, text

from chimp.core.bans import Ban
from chimp.core.message import Message, Note
from chimp.core.session import Session
from chimp.store import rows
from chimp.store.lists import Pair, parts, read_pairs
from chimp.store.schema import UNREAD, bans, messages, notes, sessions
from chimp.store.sessions import SessionReads

_TRANSCRIPTS = 20
"""Sessions whose messages are read at once: between two queries others get their turn."""

_any = messages.alias("any")
_first_wanted = (
    select(_any.c.seq)
    .where(_any.c.session_key == sessions.c.key)
    .order_by(_any.c.seq.desc())
    .limit(1)
    .offset(bindparam("skipped"))
    .scalar_subquery()
)
_LAST_MESSAGES = (
    select(messages)
    .join_from(sessions, messages, messages.c.session_key == sessions.c.key)
    .where(
        sessions.c.key.in_(bindparam("keys", expanding=True)),
        messages.c.seq >= func.coalesce(_first_wanted, 0),
    )
    .order_by(messages.c.session_key, messages.c.seq)
)

_excerpt = func.substr(messages.c.content, 1, bindparam("length")).label("content")
_NEWEST_EXCERPT = (
    select(*(column for column in messages.c if column is not messages.c.content), _excerpt)
    .join_from(sessions, messages, messages.c.session_key == sessions.c.key)
    .where(
        sessions.c.key.in_(bindparam("keys", expanding=True)),
        messages.c.seq == sessions.c.message_count,
    )
)
_UNREAD = (
    select(messages.c.session_key, func.count().label("count"))
    .where(messages.c.session_key.in_(bindparam("keys", expanding=True)), text(UNREAD))
    .group_by(messages.c.session_key)
)


class MessageReads(SessionReads):
    """Queries about messages; each raises StoreError."""

    async def last_messages(
        self, session_keys: Collection[str], limit: int
    ) -> dict[str, list[Message]]:
        """The last `limit` messages of each session, in order."""
        found: dict[str, list[Message]] = {key: [] for key in session_keys}
        if limit < 1:
            return found
        for part in parts(session_keys, _TRANSCRIPTS):
            for row in await self.read(_LAST_MESSAGES, {"keys": part, "skipped": limit - 1}):
                found[row["session_key"]].append(rows.read_message(row))
        return found

    async def newest_excerpts(
        self, session_keys: Collection[str], length: int
    ) -> dict[str, Message]:
        """The last message of each session in which something was said, cut to so many characters.

        All of them whole might be more than fits into memory.
        """
        return {
            row["session_key"]: rows.read_message(row)
            for part in parts(session_keys)
            for row in await self.read(_NEWEST_EXCERPT, {"keys": part, "length": length})
        }

    async def unread_messages(self, session_keys: Collection[str]) -> dict[str, int]:
        """How many of the customer's messages no attendant has read, where there are any."""
        return {
            row["session_key"]: row["count"]
            for part in parts(session_keys)
            for row in await self.read(_UNREAD, {"keys": part})
        }

    async def known_messages(self, pairs: Collection[Pair]) -> dict[Pair, Message]:
        """Those of these messages, by session key and message id, that are stored."""
        found = await read_pairs(self, messages.c.session_key, messages.c.id, pairs)
        return {(row["session_key"], row["id"]): rows.read_message(row) for row in found}

    async def messages_of_session(self, key: str, offset: int, limit: int) -> list[Message]:
        """A session's messages, newest first."""
        query = select(messages).where(messages.c.session_key == key)
        query = query.order_by(messages.c.seq.desc()).offset(offset).limit(limit)
        return [rows.read_message(row) for row in await self.read(query)]

    async def messages_before(self, key: str, seq: int, limit: int) -> list[Message]:
        """A session's newest messages with lower numbers than `seq` (0: of all), in order."""
        query = select(messages).where(messages.c.session_key == key)
        if seq:
            query = query.where(messages.c.seq < seq)
        query = query.order_by(messages.c.seq.desc()).limit(limit)
        return [rows.read_message(row) for row in reversed(await self.read(query))]

    async def messages_after(self, key: str, seq: int, limit: int) -> list[Message]:
        """A session's messages with higher numbers than `seq`, in order."""
        query = select(messages).where(messages.c.session_key == key, messages.c.seq > seq)
        query = query.order_by(messages.c.seq).limit(limit)
        return [rows.read_message(row) for row in await self.read(query)]

    async def known_notes(self, pairs: Collection[Pair]) -> dict[Pair, Note]:
        """Those of these notes, by session key and note id, that are stored."""
        found = await read_pairs(self, notes.c.session_key, notes.c.id, pairs)
        return {(row["session_key"], row["id"]): rows.read_note(row) for row in found}

    async def notes_of_session(self, key: str, offset: int, limit: int) -> list[Note]:
        """What attendants told each other about a session, oldest first."""
        query = select(notes).where(notes.c.session_key == key)
        query = query.order_by(notes.c.stored_at, notes.c.id).offset(offset).limit(limit)
        return [rows.read_note(row) for row in await self.read(query)]

    async def bans(self) -> list[Ban]:
        """Everybody who is kept out."""
        return [rows.read_ban(row) for row in await self.read(select(bans))]

    async def messages_of_customer(
        self, key: str, offset: int, limit: int
    ) -> list[tuple[Session, Message]]:
        """The newest messages of all sessions of a customer, in ascending order."""
        query = (
            select(messages)
            .join_from(sessions, messages, messages.c.session_key == sessions.c.key)
            .where(sessions.c.customer_key == key)
            .order_by(
                messages.c.stored_at.desc(), messages.c.session_key.desc(), messages.c.seq.desc()
            )
            .offset(offset)
            .limit(limit)
        )
        found = await self.read(query)
        theirs = await self.sessions({row["session_key"] for row in found})
        read = [rows.read_message(row) for row in reversed(found)]
        return [(theirs[message.session_key], message) for message in read]
