"""The open sessions, found by whatever names them, and the queue of those that wait."""

from bisect import bisect_left, insort
from collections.abc import Iterator
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
        self._probes = 0

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions.values())

    def __len__(self) -> int:
        return len(self._sessions)

    def of_people(self) -> int:
        """How many there are besides those in which the server talks to itself."""
        return len(self._sessions) - self._probes

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
            self._arrivals.setdefault(session.key, next(self._counter))
            self._index(session)
        else:
            self._arrivals.pop(session.key, None)
        return before

    def queued(self, level: Level) -> Iterator[Session]:
        """Those that wait and whom nobody is asked to serve; each may be put while it has its turn.

        The oldest session first, not the longest wait: a conversation whose attendant was lost
        goes on before a new one begins.
        """
        queue, index = self._queues[level], 0
        while index < len(queue):
            place = queue[index]
            yield self._sessions[place[2]]
            if index < len(queue) and queue[index] == place:
                index += 1

    def waiting(self) -> int:
        """How many there are in all queues."""
        return sum(map(len, self._queues.values()))

    def position(self, session: Session) -> int | None:
        """How many are served before it, and itself; None if it does not wait in a queue.

        It may have been closed since it stood as it is told here.
        """
        if not session.is_queued or session.key not in self._arrivals:
            return None
        return bisect_left(self._queues[session.required_level], self._place(session)) + 1

    def _place(self, session: Session) -> _Place:
        return session.created_at, self._arrivals[session.key], session.key

    def _enqueue(self, session: Session) -> None:
        insort(self._queues[session.required_level], self._place(session))

    def _dequeue(self, session: Session) -> None:
        queue = self._queues[session.required_level]
        del queue[bisect_left(queue, self._place(session))]

    def _index(self, session: Session) -> None:
        self._sessions[session.key] = session
        self._probes += session.is_probe
        self._by_topic[session.topic] = session.key
        if session.is_queued:
            self._enqueue(session)
        if session.request_id is not None:
            self._by_request[session.customer.key, key(session.request_id)] = session.key
        if session.holder is not None:
            self._held.setdefault(session.holder, set()).add(session.key)

    def _unindex(self, session: Session) -> None:
        del self._sessions[session.key]
        self._probes -= session.is_probe
        if session.is_queued:
            self._dequeue(session)
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
