"""The floor: who is there, what is open, and what time is waiting for. All rules share it.

Sessions change by `put` alone, which keeps every index, everybody's load and every deadline true.
"""

from dataclasses import dataclass, replace
from functools import partial

from chimp.core import effects
from chimp.core.attendance import Attendance
from chimp.core.deadlines import Deadlines
from chimp.core.effects import Effect, Instruction
from chimp.core.open_sessions import OpenSessions
from chimp.core.people import Attendant, Id, Level, key
from chimp.core.presence import Presence
from chimp.core.session import Dialect, Session

ATTENDANT, OFFER, SESSION, UPDATE = "attendant", "offer", "session", "update"
ASSIGN, MONITOR, QUEUE = "assign", "monitor", "queue"
"""What the deadlines are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the coordinator waits for whom, in milliseconds."""

    session_ttl: int = 600_000
    attendant_ttl: int = 30_000
    assign_timeout: int = 10_000
    disconnect_grace: int = 5_000
    update_interval: int = 45_000
    monitor_silence: int = 120_000
    queue_interval: int = 1_000


class Floor:
    """The state of the coordinator, and what several of its rules do with it."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.sessions = OpenSessions()
        self.attendance = Attendance()
        self.deadlines = Deadlines()
        self.connections: dict[str, set[str]] = {}
        """The sessions whose customer was heard on a connection."""
        self.live: dict[str, set[str]] = {}
        """The connections on which a session's customer was heard."""
        self.greeted: dict[str, set[str]] = {}
        """The connections that were told that a session is ready."""
        self.told: dict[str, int] = {}
        """Their place in the queue as those who wait were told it last; in our own dialect."""
        self._turned: dict[str, None] = {}
        """The sessions whose customer has come or gone since somebody asked."""

    def inherit(self, former: "Floor") -> None:
        """Go on with who is there and which pages are open; sessions are restored after that."""
        self.attendance.inherit(former.attendance)
        for presence in self.attendance:
            self.watch(presence)
        self.connections = {who: set(theirs) for who, theirs in former.connections.items()}
        self.live = {which: set(theirs) for which, theirs in former.live.items()}
        self._turned = dict(former._turned)  # noqa: SLF001 - one of our own kind

    # Who is meant

    def attendant(self, attendant_id: Id | None) -> Attendant | None:
        """What is known of an attendant who is on duty."""
        presence = None if attendant_id is None else self.attendance.get(key(attendant_id))
        return None if presence is None else presence.attendant

    def current(self, session_key: str) -> Session:
        session = self.sessions.get(session_key)
        if session is None:
            message = f"session {session_key} is not open"
            raise KeyError(message)
        return session

    # Sessions

    def put(self, session: Session, now: int) -> list[Effect]:
        """Take a session over into memory, and have it saved."""
        before = self.sessions.put(session)
        old = () if before is None else before.claims
        new = session.claims if session.is_open else ()
        for attendant_key in old:
            if attendant_key not in new:
                self.attendance.release(attendant_key, now)
        for attendant_key in new:
            if attendant_key not in old:
                self.attendance.take(attendant_key, now)
        if before is None or before.status is not session.status:
            self.greeted.pop(session.key, None)
        if session.offer_expires_at is None:
            self.deadlines.drop((OFFER, session.key))
        else:
            self.deadlines.set((OFFER, session.key), session.offer_expires_at)
        if not session.is_open:
            self._forget(session.key)
        self._look_at_queue(session, now)
        return [effects.SaveSession(session)]

    def restore(self, session: Session, now: int) -> None:
        """Take in a session that was saved; every time-out of it begins anew.

        Whoever is named in it is expected back for as long as a keep-alive lasts.
        """
        if session.offered_to is not None:
            until = now + self.patience.assign_timeout
            session = replace(session, offer_expires_at=until)
        for attendant_key in session.people:
            self.attendance.expect(attendant_key, now + self.patience.attendant_ttl)
            self.watch(self.attendance.get(attendant_key))
        self.put(session, now)
        left = 0 if session.is_probe else session.keep_alive_ttl  # its check was cut short
        self._expect(session, now + left)
        if session.key in self.live:
            self.deadlines.set((UPDATE, session.key), now + self.patience.update_interval)

    def forget_closed(self) -> None:
        """Let go of what was inherited about sessions that are not open after all."""
        for session_key in list(self.live):
            if self.sessions.get(session_key) is None:
                self._forget(session_key)

    def customer_heard(self, session: Session, connection: str | None, now: int) -> None:
        """A sign of life of a session's customer."""
        self._expect(session, now + session.keep_alive_ttl)
        if connection is None:
            return
        if session.key not in self.live:
            self.deadlines.set((UPDATE, session.key), now + self.patience.update_interval)
            self._turned[session.key] = None
            self.inform(session, now)
        self.live.setdefault(session.key, set()).add(connection)
        self.connections.setdefault(connection, set()).add(session.key)

    def customer_left(self, connection: str) -> None:
        """A connection ended, and customers may have been heard on it."""
        for session_key in self.connections.pop(connection, ()):
            live = self.live.get(session_key, set())
            live.discard(connection)
            if not live:
                self.live.pop(session_key, None)
                self.deadlines.drop((UPDATE, session_key))
                self._turned[session_key] = None
            self.greeted.get(session_key, set()).discard(connection)

    def _expect(self, session: Session, until: int) -> None:
        """Its customer is to be heard until then, unless they have left a message and may go."""
        if session.left_message:
            self.deadlines.drop((SESSION, session.key))
        else:
            self.deadlines.set((SESSION, session.key), until)

    def take_turned(self) -> list[Session]:
        """The open sessions whose customer has come or gone since this was asked last."""
        turned, self._turned = self._turned, {}
        found = (self.sessions.get(session_key) for session_key in turned)
        return [session for session in found if session is not None]

    def _forget(self, session_key: str) -> None:
        self.deadlines.drop((SESSION, session_key))
        self.deadlines.drop((UPDATE, session_key))
        for connection in self.live.pop(session_key, ()):
            self.connections[connection].discard(session_key)

    # The queue

    def _look_at_queue(self, session: Session, now: int) -> None:
        """A session has changed, and with it perhaps the place of others."""
        if not session.is_queued or session.dialect is not Dialect.NATIVE:
            self.told.pop(session.key, None)
        if not self.told and not self.deadlines.is_set((QUEUE, "")):
            self.sessions.moved.clear()  # there is nobody to be told
        elif self.sessions.moved:
            self.plan_queue_news(now)

    def plan_queue_news(self, now: int) -> None:
        """Have those who wait told of their new places, all at once a little later."""
        if not self.deadlines.is_set((QUEUE, "")):
            self.deadlines.set((QUEUE, ""), now + self.patience.queue_interval)

    def inform(self, session: Session, now: int) -> None:
        """Have the customer told their place in the queue, if they do not know it."""
        position = self.sessions.position(session)
        is_native = session.dialect is Dialect.NATIVE
        if is_native and position is not None and self.told.get(session.key) != position:
            self.sessions.move(session)
            self.plan_queue_news(now)

    def has_to_hear(self, session: Session, position: int) -> bool:
        """Whether the customer is there, in our own dialect, and was told another place."""
        is_native = session.dialect is Dialect.NATIVE
        return is_native and session.key in self.live and self.told.get(session.key) != position

    # Attendants

    def watch(self, presence: Presence | None) -> None:
        """Have time look after an attendant."""
        if presence is None:
            return
        name = (ATTENDANT, key(presence.attendant_id))
        if presence.deadline is None:
            self.deadlines.drop(name)
        else:
            self.deadlines.set(name, presence.deadline)

    def give_back(
        self, session: Session, why: str, now: int, declined_by: tuple[str, ...] = ()
    ) -> list[Effect]:
        """Return a session to who handed it on, if they are still there and not away; else nothing.

        Who did not want it is noted, for they may say so twice.
        """
        giver = session.transferred_by
        presence = None if giver is None else self.attendance.get(key(giver))
        if giver is None or presence is None or not presence.is_at_work:
            return []
        served = replace(session.served_by(giver), declined_by=declined_by)
        return [
            *self.put(served, now),
            self.record("returned", served, why),
            self.announce(served, Instruction.READY, now),
            effects.Return(served, giver, why),
        ]

    # Assigning

    def assign_all(self, now: int) -> list[Effect]:
        return [effect for level in Level for effect in self.assign(level, now)]

    def assign(self, level: Level, now: int) -> list[Effect]:
        """Offer queued sessions, oldest first, until nobody has room.

        A session that everybody who is free has declined does not hold up the ones behind it.
        """
        done: list[Effect] = []
        while (session := self._next(level)) and (chosen := self._chosen(session, level)):
            done += self.offer(session, chosen, now)
        return done

    def _next(self, level: Level) -> Session | None:
        if not self.attendance.has_room(level):
            return None
        return self.sessions.first(level, partial(self.attendance.has_room, level))

    def _chosen(self, session: Session, level: Level) -> Presence | None:
        """Who did not let it pass first, then who did; never who does not want it."""
        declined = session.declined_by
        chosen = self.attendance.choose(level, {*session.passed_by, *declined})
        return chosen or self.attendance.choose(level, declined)

    def offer(self, session: Session, chosen: Presence, now: int) -> list[Effect]:
        """Ask that attendant."""
        because = chosen.because(now)
        offered = session.offered(chosen.attendant_id, now + self.patience.assign_timeout)
        return [
            *self.put(offered, now),
            self.record("offered", offered, because),
            effects.Offer(offered, chosen.attendant_id),
        ]

    # Words

    def announce(self, session: Session, instruction: Instruction, now: int) -> effects.Announce:
        """Tell both sides how a session stands."""
        if session.key in self.live:
            self.deadlines.set((UPDATE, session.key), now + self.patience.update_interval)
        position = self.sessions.position(session)
        if position is not None and session.dialect is Dialect.NATIVE:
            self.told[session.key] = position
        return effects.Announce(session, instruction, self.attendant(session.attendant_id))

    def record(self, kind: str, session: Session, because: str) -> effects.Record:
        """Put what happened to a session into the event log."""
        return effects.Record(
            kind=f"session.{kind}",
            because=because,
            session_key=session.key,
            customer_key=session.customer.key,
            attendant_key=session.holder,
        )
