"""Who serves whom: events in, effects out.

Nothing here awaits, reads a clock, logs, or knows MQTT. Delivery is at least once, so any event
may come twice in a row, and the second time decides nothing new. The saved sessions alone rebuild
the coordinator: what is not saved (who is connected, when a keep-alive was last heard) is learned
again from the clients.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from chimp.core import effects, events
from chimp.core.attendance import Attendance, Presence
from chimp.core.deadlines import Deadlines
from chimp.core.effects import Effect, Instruction
from chimp.core.message import Message
from chimp.core.open_sessions import OpenSessions
from chimp.core.people import Attendant, Customer, Id, Level, key
from chimp.core.session import Dialect, Reason, Session, Status

_ATTENDANT, _OFFER, _SESSION, _UPDATE = "attendant", "offer", "session", "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the coordinator waits for whom, in milliseconds."""

    session_ttl: int = 600_000
    attendant_ttl: int = 30_000
    assign_timeout: int = 10_000
    disconnect_grace: int = 5_000
    update_interval: int = 45_000


class Coordinator:
    """Brings customers and attendants together, and keeps the order of what they say."""

    def __init__(self, patience: Patience, sessions: Iterable[Session] = (), now: int = 0) -> None:
        """Start from the open sessions that were saved; every time-out begins anew at `now`."""
        self._patience = patience
        self.sessions = OpenSessions()
        self._attendance = Attendance()
        self._connections: dict[str, set[str]] = {}
        self._live: dict[str, set[str]] = {}
        self._greeted: dict[str, set[str]] = {}
        self._deadlines = Deadlines()
        for session in sessions:
            self._restore(session, now)

    def handle(self, event: events.Event, now: int) -> list[Effect]:
        """Take in what happened at `now`; return what is to be done, in that order."""
        match event:
            case events.SessionRequested():
                return self._requested(event, now)
            case events.AttendantOnline(attendant=attendant):
                arrived = self._arrived(attendant, event.room, event.connection, now)
                return arrived + self._assign(attendant.level, now)
            case events.AttendantListened(attendant_id=attendant_id, connection=connection):
                self._connected(key(attendant_id), connection)
                return self._assign_all(now)
            case events.AttendantQuit(attendant_id=attendant_id):
                return self._dismiss(key(attendant_id), "said goodbye", now)
            case events.AttendantAccepted():
                return self._accepted(event, now)
            case events.MessageSent():
                return self._said(event, now)
            case events.MessagesViewed():
                return self._viewed(event, now)
            case events.ConnectionClosed(connection=connection):
                self._disconnected(connection, now)
                return []
            case events.Tick():
                return self._tick(now)
            case _:
                assert_never(event)

    def next_deadline(self) -> int | None:
        """When the next Tick is due."""
        return self._deadlines.next()

    def askers(self, session_key: str) -> Collection[str]:
        """The open connections on which a session's customer was heard."""
        return self._live.get(session_key, ())

    def attendant(self, attendant_id: Id | None) -> Attendant | None:
        """What is known of an attendant who is on duty."""
        presence = None if attendant_id is None else self._attendance.get(key(attendant_id))
        return None if presence is None else presence.attendant

    # Customers

    def _requested(self, event: events.SessionRequested, now: int) -> list[Effect]:
        known = self.find(event)
        meant = known or event.stored
        if meant is not None and meant.customer.key != event.customer.key:
            text = "that session belongs to another customer"
            return [effects.Refuse(code="session_taken", message=text, field="sessionId")]
        if known is not None:
            return self._came_back(known, event, now)
        if event.stored is not None and event.dialect is Dialect.SEED:
            return [effects.Announce(event.stored, Instruction.EXPIRED)]
        return self._opened(event, now)

    def find(self, event: events.SessionRequested) -> Session | None:
        """The open session that a request is about: by its id, its topic, or the request id."""
        known = self.sessions.get(key(event.session_id)) or self.sessions.at(event.topic)
        if known is None and event.request_id is not None and event.is_repeatable:
            known = self.sessions.asked_with(event.customer.key, key(event.request_id))
        return known

    def _opened(self, event: events.SessionRequested, now: int) -> list[Effect]:
        session = Session(
            id=event.session_id,
            topic=event.topic,
            customer=event.customer,
            dialect=event.dialect,
            created_at=now,
            waiting_since=now,
            keep_alive_ttl=self._patience.session_ttl,
            request_id=event.request_id,
            required_level=event.required_level,
            message_count=0 if event.stored is None else event.stored.message_count,
            expired=event.expired,
        )
        why = "asked for" if event.stored is None else "came back after it was closed"
        self._customer_heard(session, event.connection, now)
        done = [*self._put(session, now), self._record("requested", session, why)]
        done += self._assign(session.required_level, now)
        if event.keep_alive:
            return [*done, self._announce(self._current(session.key), Instruction.UPDATE, now)]
        return done + self._greet(session.key, event)

    def _came_back(self, known: Session, event: events.SessionRequested, now: int) -> list[Effect]:
        is_seed = event.dialect is Dialect.SEED
        session = replace(
            known,
            customer=known.customer.told_again(event.customer),
            dialect=event.dialect if is_seed else known.dialect,
            request_id=known.request_id if event.request_id is None else event.request_id,
            expired=known.expired if event.expired is None else event.expired,
        )
        self._customer_heard(session, event.connection, now)
        done = self._put(session, now) if session != known else []
        greeting = self._greet(session.key, event)
        if greeting:
            return done + greeting
        return [*done, self._announce(session, Instruction.UPDATE, now)]

    def _greet(self, session_key: str, event: events.SessionRequested) -> list[Effect]:
        """`session/ready` to who asks, but never in answer to a keep-alive, and once a connection.

        Each ready makes a 2019 widget send a keep-alive at once: one in answer to that would
        never end. While somebody is being asked to take the session, nothing is said yet.
        """
        session = self._current(session_key)
        greeted = self._greeted.setdefault(session_key, set())
        is_new = event.dialect is Dialect.SEED or event.connection not in greeted
        is_asked = session.offered_to is not None and not session.passed_by
        if event.keep_alive or not is_new or is_asked:
            return []
        greeted.add(event.connection or "")
        attendant = self.attendant(session.attendant_id)
        return [effects.Announce(session, Instruction.READY, attendant)]

    def _customer_heard(self, session: Session, connection: str | None, now: int) -> None:
        self._deadlines.set((_SESSION, session.key), now + session.keep_alive_ttl)
        if connection is None:
            return
        if session.key not in self._live:
            self._deadlines.set((_UPDATE, session.key), now + self._patience.update_interval)
        self._live.setdefault(session.key, set()).add(connection)
        self._connections.setdefault(connection, set()).add(session.key)

    # Attendants

    def _arrived(
        self, attendant: Attendant, room: int, connection: str | None, now: int
    ) -> list[Effect]:
        expires_at = now + self._patience.attendant_ttl
        is_new = self._attendance.arrive(attendant, room, expires_at, now)
        if connection is not None:
            self._attendance.connect(attendant.key, connection)
        self._watch_attendant(self._attendance.get(attendant.key))
        if not is_new:
            return []
        return [
            effects.Record(
                kind="attendant.online", attendant_key=attendant.key, because="registered"
            )
        ]

    def _connected(self, attendant_key: str, connection: str) -> None:
        self._attendance.connect(attendant_key, connection)
        self._watch_attendant(self._attendance.get(attendant_key))

    def _accepted(self, event: events.AttendantAccepted, now: int) -> list[Effect]:
        session, attendant = self.sessions.get(event.session_key), event.attendant
        if session is not None and session.status is Status.ONLINE:
            if session.holder == attendant.key:
                return []
            text = "another attendant has taken this session"
        elif session is None or not self._was_asked(session, attendant.key):
            text = "this session was not offered to this attendant"
        elif not self._has_room_for(session, event):
            text = "this session was offered too long ago, and there is no more room for it"
        else:
            return self._taken(session, event, now)
        return [
            effects.Refuse(
                code="not_offered",
                message=text,
                field="sessionInfo",
            )
        ]

    @staticmethod
    def _was_asked(session: Session, attendant_key: str) -> bool:
        asked = None if session.offered_to is None else key(session.offered_to)
        return attendant_key == asked or attendant_key in session.passed_by

    def _has_room_for(self, session: Session, event: events.AttendantAccepted) -> bool:
        """Who accepts late may have been given others in the meantime."""
        presence = self._attendance.get(event.attendant.key)
        if presence is None or session.holder == event.attendant.key:
            return True
        room = event.room if presence.attendant is None else presence.room
        return room == 0 or presence.load < room

    def _taken(self, session: Session, event: events.AttendantAccepted, now: int) -> list[Effect]:
        attendant = event.attendant
        done: list[Effect] = []
        if self.attendant(attendant.id) is None:
            done += self._arrived(attendant, event.room, event.connection, now)
        elif event.connection is not None:
            self._connected(attendant.key, event.connection)
        waited = (now - session.waiting_since) / 1000
        served = session.served_by(attendant.id)
        done += self._put(served, now)
        done.append(self._record("assigned", served, f"accepted after {waited:.1f} s"))
        done.append(self._announce(served, Instruction.READY, now))
        return done + self._assign_all(now)

    def _dismiss(self, attendant_key: str, why: str, now: int) -> list[Effect]:
        """An attendant is gone: what they had goes to others at once, or back to the queue."""
        if self._attendance.get(attendant_key) is None:
            return []
        self._attendance.leave(attendant_key)
        self._deadlines.drop((_ATTENDANT, attendant_key))
        done: list[Effect] = [
            effects.Record(kind="attendant.left", attendant_key=attendant_key, because=why)
        ]
        orphans = self.sessions.held_by(attendant_key)
        for session in orphans:
            is_served = session.status is Status.ONLINE
            back = session.waiting_again(now) if is_served else session.passed()
            done += self._put(back, now)
            done.append(self._record("requeued", back, f"attendant {attendant_key} {why}"))
        done += self._assign_all(now)
        for session in orphans:
            if (waiting := self._current(session.key)).is_queued:
                is_served = session.status is Status.ONLINE
                news = Instruction.UNAVAILABLE if is_served else Instruction.READY
                done.append(self._announce(waiting, news, now))
        return done

    # Messages

    def _said(self, event: events.MessageSent, now: int) -> list[Effect]:
        session = self.sessions.get(event.session_key) or event.stored_session
        if session is None:
            text = "there is no such session"
            return [effects.Refuse(code="session_unknown", message=text, field="sessionInfo")]
        is_customer = isinstance(event.author, Customer)
        if is_customer and session.is_open:
            self._customer_heard(session, event.connection, now)
        if event.stored is not None:
            return [effects.Deliver(session, event.stored, event.connection)]
        numbered = replace(session, message_count=session.message_count + 1)
        message = Message(
            id=event.message_id,
            session_key=session.key,
            seq=numbered.message_count,
            author=event.author,
            timestamp=event.timestamp,
            content=event.content,
            stored_at=now,
        )
        if session.is_open:
            self.sessions.put(numbered)
            return [effects.SaveMessage(message), effects.Deliver(numbered, message)]
        return self._said_after_close(numbered, message, event, now, reopens=is_customer)

    def _said_after_close(
        self,
        session: Session,
        message: Message,
        event: events.MessageSent,
        now: int,
        *,
        reopens: bool,
    ) -> list[Effect]:
        """An attendant may leave a word; a customer who writes is back and waits again."""
        if not reopens:
            return [effects.SaveMessage(message), effects.Deliver(session, message)]
        back = replace(session.waiting_again(now), created_at=now)
        self._customer_heard(back, event.connection, now)
        why = "the customer wrote after it was closed"
        return [
            *self._put(back, now),
            self._record("requested", back, why),
            effects.SaveMessage(message),
            effects.Deliver(back, message),
            *self._assign(back.required_level, now),
        ]

    def _viewed(self, event: events.MessagesViewed, now: int) -> list[Effect]:
        session = self.sessions.get(event.session_key) or event.stored_session
        if session is None or not event.messages:
            return []
        if event.reader_key == session.customer.key and session.is_open:
            self._customer_heard(session, event.connection, now)
        seen = (session.key, event.messages, event.read_at, event.reader_key)
        return [effects.MarkRead(*seen), effects.ShowRead(session, *seen[1:])]

    # Time and connections

    def _disconnected(self, connection: str, now: int) -> None:
        for session_key in self._connections.pop(connection, ()):
            live = self._live.get(session_key, set())
            live.discard(connection)
            if not live:
                self._live.pop(session_key, None)
                self._deadlines.drop((_UPDATE, session_key))
            self._greeted.get(session_key, set()).discard(connection)
        grace = now + self._patience.disconnect_grace
        for presence in self._attendance.disconnect(connection, grace):
            self._watch_attendant(presence)

    def _tick(self, now: int) -> list[Effect]:
        done: list[Effect] = []
        for kind, name in self._deadlines.due(now):
            match kind:
                case "attendant" if (presence := self._attendance.get(name)) is not None:
                    silent = presence.expires_at <= now
                    why = "was not heard in time" if silent else "lost the connection"
                    done += self._dismiss(name, why, now)
                case "offer" if (session := self.sessions.get(name)) is not None:
                    done += self._offer_ran_out(session, now)
                case "session" if (session := self.sessions.get(name)) is not None:
                    done += self._expired(session, now)
                case "update" if (session := self.sessions.get(name)) is not None:
                    done.append(self._announce(session, Instruction.UPDATE, now))
        return done

    def _offer_ran_out(self, session: Session, now: int) -> list[Effect]:
        if session.offer_expires_at is None or session.offer_expires_at > now:
            return []  # the attendant left in this same tick, and another is being asked
        passed = session.passed()
        done = self._put(passed, now)
        done.append(self._record("offer_expired", session, f"{session.offered_to} did not answer"))
        done += self._assign_all(now)
        waiting = self._current(session.key)
        if waiting.is_queued or not session.passed_by:
            done.append(self._announce(waiting, Instruction.READY, now))
        return done

    def _expired(self, session: Session, now: int) -> list[Effect]:
        closed = session.closed(Reason.EXPIRED, now)
        return [
            *self._put(closed, now),
            self._record("expired", closed, "the customer was not heard in time"),
            effects.Announce(closed, Instruction.EXPIRED, self.attendant(closed.attendant_id)),
            *self._assign_all(now),
        ]

    # Assigning

    def _assign_all(self, now: int) -> list[Effect]:
        return [effect for level in Level for effect in self._assign(level, now)]

    def _assign(self, level: Level, now: int) -> list[Effect]:
        """Offer queued sessions, oldest first, until nobody has room."""
        done: list[Effect] = []
        while (session := self.sessions.first_queued(level)) is not None:
            chosen = self._attendance.choose(level, session.passed_by)
            chosen = chosen or self._attendance.choose(level)
            if chosen is None:
                break
            done += self._offer(session, chosen, now)
        return done

    def _offer(self, session: Session, chosen: Presence, now: int) -> list[Effect]:
        because = chosen.because(now)
        offered = session.offered(chosen.attendant_id, now + self._patience.assign_timeout)
        return [
            *self._put(offered, now),
            self._record("offered", offered, because),
            effects.Offer(offered, chosen.attendant_id),
        ]

    # State

    def _put(self, session: Session, now: int) -> list[Effect]:
        """Take a session over into memory, and have it saved."""
        before = self.sessions.put(session)
        old = None if before is None else before.holder
        new = session.holder if session.is_open else None
        if old != new:
            if old is not None:
                self._attendance.release(old, now)
            if new is not None:
                self._attendance.take(new, now)
        if before is None or before.status is not session.status:
            self._greeted.pop(session.key, None)
        if session.offer_expires_at is None:
            self._deadlines.drop((_OFFER, session.key))
        else:
            self._deadlines.set((_OFFER, session.key), session.offer_expires_at)
        if not session.is_open:
            self._forget(session.key)
        return [effects.SaveSession(session)]

    def _forget(self, session_key: str) -> None:
        self._deadlines.drop((_SESSION, session_key))
        self._deadlines.drop((_UPDATE, session_key))
        for connection in self._live.pop(session_key, ()):
            self._connections[connection].discard(session_key)

    def _current(self, session_key: str) -> Session:
        session = self.sessions.get(session_key)
        if session is None:
            message = f"session {session_key} is not open"
            raise KeyError(message)
        return session

    def _restore(self, session: Session, now: int) -> None:
        patience = self._patience
        if session.offered_to is not None:
            session = replace(session, offer_expires_at=now + patience.assign_timeout)
        holder = session.attendant_id if session.attendant_id is not None else session.offered_to
        if holder is not None:
            self._attendance.expect(holder, now + patience.attendant_ttl)
            self._watch_attendant(self._attendance.get(key(holder)))
        self._put(session, now)
        self._deadlines.set((_SESSION, session.key), now + session.keep_alive_ttl)

    def _watch_attendant(self, presence: Presence | None) -> None:
        if presence is not None:
            self._deadlines.set((_ATTENDANT, key(presence.attendant_id)), presence.deadline)

    def _announce(self, session: Session, instruction: Instruction, now: int) -> effects.Announce:
        if session.key in self._live:
            self._deadlines.set((_UPDATE, session.key), now + self._patience.update_interval)
        return effects.Announce(session, instruction, self.attendant(session.attendant_id))

    def _record(self, kind: str, session: Session, because: str) -> effects.Record:
        return effects.Record(
            kind=f"session.{kind}",
            because=because,
            session_key=session.key,
            customer_key=session.customer.key,
            attendant_key=session.holder,
        )
