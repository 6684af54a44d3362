"""The open sessions, found by whatever names them, and the queue of those that wait."""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from itertools import count

from chimp.core.people import Level, key
from chimp.core.session import Session

_Place = tuple[int, int, str]
"""When a session was made, which one of that millisecond it was, and its key."""


class OpenSessions:
    """Sessions that are not closed, with every index kept true by `put`."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._by_topic: dict[str, str] = {}
        self._by_request: dict[tuple[str, str], str] = {}
        self._held: dict[str, set[str]] = {}
        self._queues: dict[Level, list[_Place]] = {level: [] for level in Level}
        self._arrivals: dict[str, int] = {}
        self._counter = count()

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions.values())

    def __len__(self) -> int:
        return len(self._sessions)

    def get(self, session_key: str) -> Session | None:
        return self._sessions.get(session_key)

    def at(self, topic: str) -> Session | None:
        """The session that lives at that `sessionTopic`."""
        session_key = self._by_topic.get(topic)
        return None if session_key is None else self._sessions[session_key]

    def asked_with(self, customer_key: str, request_key: str) -> Session | None:
        """The session that this customer asked for with that request id."""
        session_key = self._by_request.get((customer_key, request_key))
        return None if session_key is None else self._sessions[session_key]

    def held_by(self, attendant_key: str) -> list[Session]:
        """What an attendant serves or is asked to serve, oldest first."""
        held = [self._sessions[k] for k in self._held.get(attendant_key, ())]
        return sorted(held, key=lambda session: (session.created_at, session.key))

    def put(self, session: Session) -> Session | None:
        """Take in how a session now stands, and return how it stood before."""
        before = self._sessions.get(session.key)
        if before is not None:
            self._unindex(before)
        if session.is_open:
            self._index(session)
            self._arrivals.setdefault(session.key, next(self._counter))
            if session.is_queued and not (before is not None and before.is_queued):
                self._queue(session)
        else:
            self._arrivals.pop(session.key, None)
        return before

    def _queue(self, session: Session) -> None:
        queue = self._queues[session.required_level]
        heappush(queue, (session.created_at, self._arrivals[session.key], session.key))
        if len(queue) > 64 + 2 * len(self._sessions):
            queue[:] = {entry for entry in queue if self._counts(entry)}
            heapify(queue)

    def first_queued(self, level: Level) -> Session | None:
        """Who is served next.

        The oldest session, not the longest wait: a conversation whose attendant was lost goes
        on before a new one begins.
        """
        queue = self._queues[level]
        while queue:
            if self._counts(queue[0]):
                return self._sessions[queue[0][2]]
            heappop(queue)
        return None

    def _counts(self, place: _Place) -> bool:
        created_at, arrival, session_key = place
        session = self._sessions.get(session_key)
        if session is None or not session.is_queued:
            return False
        return (session.created_at, self._arrivals[session_key]) == (created_at, arrival)

    def _index(self, session: Session) -> None:
        self._sessions[session.key] = session
        self._by_topic[session.topic] = session.key
        if session.request_id is not None:
            self._by_request[session.customer.key, key(session.request_id)] = session.key
        if session.holder is not None:
            self._held.setdefault(session.holder, set()).add(session.key)

    def _unindex(self, session: Session) -> None:
        del self._sessions[session.key]
        if self._by_topic.get(session.topic) == session.key:
            del self._by_topic[session.topic]
        if session.request_id is not None:
            request = (session.customer.key, key(session.request_id))
            if self._by_request.get(request) == session.key:
                del self._by_request[request]
        if session.holder is not None:
            held = self._held[session.holder]
            held.discard(session.key)
            if not held:
                del self._held[session.holder]
