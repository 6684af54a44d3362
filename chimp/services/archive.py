"""What was and what is: the stored sessions and messages, with the open ones as they are now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chimp.core.message import Message, Note
from chimp.core.search import Search
from chimp.core.session import Session, Status
from chimp.store.database import Database
from chimp.wire.native_outbound import MAX_EXCERPT


class Live(Protocol):
    """Whoever knows how open sessions stand right now."""

    def session(self, session_key: str) -> Session | None:
        """The open session with that key."""


@dataclass(frozen=True, slots=True)
class Served:
    """A session with its last messages; `is_live` if the attendant who asked serves it now."""

    session: Session
    last_messages: Sequence[Message]
    is_live: bool


@dataclass(frozen=True, slots=True)
class LastWord:
    """An excerpt of the last message, and how many of the customer's no attendant has read."""

    message: Message | None
    unread: int


class Archive:
    """Reads for people and pages; every method may raise StoreError."""

    def __init__(self, database: Database, live: Live, *, history: int) -> None:
        """`history` is how many last messages a session carries."""
        self._database = database
        self._live = live
        self._history = history

    async def session(self, session_key: str) -> Session | None:
        """One session, open or closed."""
        return self._live.session(session_key) or await self._database.session(session_key)

    async def last_messages(self, session: Session) -> Sequence[Message]:
        """What a session carries, in order."""
        found = await self._database.last_messages([session.key], self._history)
        return found[session.key]

    async def messages_of_session(
        self, session: Session, offset: int, limit: int
    ) -> Sequence[Message]:
        """Newest first."""
        return await self._database.messages_of_session(session.key, offset, limit)

    async def messages_after(self, session: Session, seq: int, limit: int) -> Sequence[Message]:
        """What was said after that number, in order."""
        return await self._database.messages_after(session.key, seq, limit)

    async def messages_before(self, session: Session, seq: int, limit: int) -> Sequence[Message]:
        """The newest of what was said before that number (0: of all), in order."""
        return await self._database.messages_before(session.key, seq, limit)

    async def last_words(self, sessions: Iterable[Session]) -> dict[str, LastWord]:
        """What was said last in each session, by its key, and how much of it was not read."""
        session_keys = [session.key for session in sessions]
        newest = await self._database.newest_excerpts(session_keys, MAX_EXCERPT)
        unread = await self._database.unread_messages(session_keys)
        return {of: LastWord(newest.get(of), unread.get(of, 0)) for of in session_keys}

    async def notes_of_session(self, session: Session, offset: int, limit: int) -> Sequence[Note]:
        """What attendants told each other about it, oldest first."""
        return await self._database.notes_of_session(session.key, offset, limit)

    async def sessions_of_customer(self, customer_key: str) -> Sequence[Session]:
        """Newest first."""
        found = await self._database.sessions_of_customer(customer_key)
        return [self._now(session) for session in found]

    async def find_sessions(self, search: Search, offset: int, limit: int) -> Sequence[Session]:
        """Newest first."""
        found = await self._database.find_sessions(search, offset, limit)
        return [self._now(session) for session in found]

    async def messages_of_customer(
        self, customer_key: str, offset: int, limit: int
    ) -> Sequence[tuple[Session, Message]]:
        """The newest ones, in ascending order."""
        found = await self._database.messages_of_customer(customer_key, offset, limit)
        return [(self._now(session), message) for session, message in found]

    async def sessions_of_attendant(
        self, attendant_key: str, offset: int, limit: int
    ) -> Sequence[Served]:
        """What an attendant serves, then what they served; one for each customer."""
        found = await self._database.sessions_of_attendant(attendant_key, offset, limit)
        sessions = [self._now(session) for session in found]
        last = await self._database.last_messages([s.key for s in sessions], self._history)
        return [
            Served(
                session,
                last[session.key],
                is_live=session.status is Status.ONLINE and session.holder == attendant_key,
            )
            for session in sessions
        ]

    def _now(self, session: Session) -> Session:
        return self._live.session(session.key) or session
