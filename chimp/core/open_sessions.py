"""The open sessions, found by whatever names them, and the queue of those that wait."""

from bisect import bisect_left, insort
from collections.abc import Iterator

from chimp.core.people import Level, key
from chimp.core.session import Dialect, Session

_Place = tuple[int, str]
"""When a session was made, and its key: in the same order again after a restart."""


class OpenSessions:
    """Sessions that are not closed, with every index kept true by `put`."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._by_topic: dict[str, str] = {}
        self._by_request: dict[tuple[str, str], str] = {}
        self._naming: dict[str, set[str]] = {}
        self._queues: dict[Level, list[_Place]] = {level: [] for level in Level}
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

    def naming(self, attendant_key: str) -> list[Session]:
        """Those for which it matters whether an attendant is there, oldest first."""
        named = [self._sessions[k] for k in self._naming.get(attendant_key, ())]
        return sorted(named, key=_place)

    def put(self, session: Session) -> Session | None:
        """Take in how a session now stands, and return how it stood before."""
        before = self._sessions.get(session.key)
        if before is not None:
            self._unindex(before)
        if session.is_open:
            self._index(session)
        return before

    def queued(self, level: Level) -> Iterator[Session]:
        """Those that wait and whom nobody is asked to serve; each may be put while it has its turn.

        The oldest session first, not the longest wait: a conversation whose attendant was lost
        goes on before a new one begins.
        """
        queue, index = self._queues[level], 0
        while index < len(queue):
            place = queue[index]
            yield self._sessions[place[1]]
            if index < len(queue) and queue[index] == place:
                index += 1

    def waiting(self) -> int:
        """How many there are in all queues."""
        return sum(map(len, self._queues.values()))

    def position(self, session: Session) -> int | None:
        """How many are served before it, and itself; None if it does not wait in a queue.

        It may have been closed since it stood as it is told here.
        """
        if not session.is_queued or session.key not in self._sessions:
            return None
        return bisect_left(self._queues[session.required_level], _place(session)) + 1

    def _enqueue(self, session: Session) -> None:
        insort(self._queues[session.required_level], _place(session))

    def _dequeue(self, session: Session) -> None:
        queue = self._queues[session.required_level]
        del queue[bisect_left(queue, _place(session))]

    def _index(self, session: Session) -> None:
        self._sessions[session.key] = session
        self._probes += session.is_probe
        self._by_topic[session.topic] = session.key
        if session.is_queued:
            self._enqueue(session)
        if (request := _request(session)) is not None:
            self._by_request[request] = session.key
        for attendant_key in session.people:
            self._naming.setdefault(attendant_key, set()).add(session.key)

    def _unindex(self, session: Session) -> None:
        del self._sessions[session.key]
        self._probes -= session.is_probe
        if session.is_queued:
            self._dequeue(session)
        if self._by_topic.get(session.topic) == session.key:
            del self._by_topic[session.topic]
        request = _request(session)
        if request is not None and self._by_request.get(request) == session.key:
            del self._by_request[request]
        for attendant_key in session.people:
            naming = self._naming[attendant_key]
            naming.discard(session.key)
            if not naming:
                del self._naming[attendant_key]


def _request(session: Session) -> tuple[str, str] | None:
    """By what it is found that was asked for twice; in our own dialect the session id is enough."""
    if session.request_id is None or session.dialect is Dialect.NATIVE:
        return None
    return session.customer.key, key(session.request_id)


def _place(session: Session) -> _Place:
    return session.created_at, session.key
