"""The open sessions, found by whatever names them, and the queue of those that wait."""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterator
from heapq import merge
from itertools import count

from chimp.core.people import Level, key
from chimp.core.session import Dialect, Session

Place = tuple[bool, int, int, str]
"""Whether only a message was left, when it was made, which one of that millisecond, its key."""


class OpenSessions:
    """Sessions that are not closed, with every index kept true by `put`."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._by_topic: dict[str, str] = {}
        self._by_request: dict[tuple[str, str], str] = {}
        self._naming: dict[str, set[str]] = {}
        self._queues: dict[Level, dict[frozenset[str], list[Place]]] = {lv: {} for lv in Level}
        """Those that the same attendants have declined wait in one line."""
        self.moved: dict[Level, Place] = {}
        """From which place on others stand before those who wait; whoever tells them takes it."""
        self._arrivals: dict[str, int] = {}
        self._counter = count()
        self._probes = 0
        self.left_messages = 0
        """How many there are in which a message was left."""

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
        return sorted(named, key=self.place)

    def put(self, session: Session) -> Session | None:
        """Take in how a session now stands, and return how it stood before."""
        before = self._sessions.get(session.key)
        stood = None if before is None else self._stands(before)
        if before is not None:
            self._unindex(before)
        if session.is_open:
            self._arrivals.setdefault(session.key, next(self._counter))
            self._index(session)
        else:
            self._arrivals.pop(session.key, None)
        if (stands := self._stands(session)) != stood:
            self._note_moved(stood)
            self._note_moved(stands)
        return before

    def add_message(self, session: Session) -> None:
        """The same session, with one message more."""
        self._sessions[session.key] = session

    def queued(self, level: Level) -> Iterator[Session]:
        """Those that wait and whom nobody is asked to serve.

        The oldest session first, not the longest wait: a conversation whose attendant was lost
        goes on before a new one begins. Then those in which a message was left, the same way.
        """
        return (self._sessions[place[-1]] for place in merge(*self._queues[level].values()))

    def first(self, level: Level, could_take: Callable[[Collection[str]], bool]) -> Session | None:
        """The first of them whom somebody could take, given who has declined it.

        It costs as much as there are different sets of those, not as there are sessions.
        """
        lines = self._queues[level].items()
        heads = [line[0] for declined_by, line in lines if could_take(declined_by)]
        return self._sessions[min(heads)[-1]] if heads else None

    def waiting(self) -> int:
        """How many there are in all queues."""
        return sum(len(line) for lines in self._queues.values() for line in lines.values())

    def position(self, session: Session) -> int | None:
        """How many are served before it, and itself; None if it does not wait in a queue.

        It may have been closed since it stood as it is told here.
        """
        if not session.is_queued or session.key not in self._sessions:
            return None
        lines = self._queues[session.required_level].values()
        return sum(bisect_left(line, self.place(session)) for line in lines) + 1

    def queued_from(self, level: Level, place: Place) -> Iterator[tuple[int, Session]]:
        """Those of the queue from a place on, each with its position."""
        lines = list(self._queues[level].values())
        starts = [bisect_left(line, place) for line in lines]
        rest = merge(*(line[start:] for line, start in zip(lines, starts, strict=True)))
        found = (self._sessions[each[-1]] for each in rest)
        return enumerate(found, start=sum(starts) + 1)

    def move(self, session: Session) -> None:
        """Have it, if it waits, be among those that `moved` tells of."""
        if (where := self._stands(session)) is not None:
            self._keep_first(*where)

    def _stands(self, session: Session) -> tuple[Level, Place] | None:
        """In which queue, and where."""
        return (session.required_level, self.place(session)) if session.is_queued else None

    def _note_moved(self, where: tuple[Level, Place] | None) -> None:
        """Somebody came there or left, which is no news where nobody stands behind."""
        if where is None:
            return
        level, place = where
        if any(line[-1] > place for line in self._queues[level].values()):
            self._keep_first(level, place)

    def _keep_first(self, level: Level, place: Place) -> None:
        self.moved[level] = min(place, self.moved.get(level, place))

    def place(self, session: Session) -> Place:
        """Its place among all that are open."""
        arrival = self._arrivals[session.key]
        return session.left_message, session.created_at, arrival, session.key

    def _enqueue(self, session: Session) -> None:
        lines = self._queues[session.required_level]
        insort(lines.setdefault(frozenset(session.declined_by), []), self.place(session))

    def _dequeue(self, session: Session) -> None:
        lines, declined_by = self._queues[session.required_level], frozenset(session.declined_by)
        line = lines[declined_by]
        del line[bisect_left(line, self.place(session))]
        if not line:
            del lines[declined_by]

    def _index(self, session: Session) -> None:
        self._sessions[session.key] = session
        self._probes += session.is_probe
        self.left_messages += session.left_message
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
        self.left_messages -= session.left_message
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
