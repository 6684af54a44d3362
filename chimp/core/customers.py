"""The rules for customers: they ask, come back, say that they are there, rate, and go."""

from dataclasses import replace

from chimp.core import effects, events
from chimp.core.conversation import takes_part
from chimp.core.effects import Effect, Instruction
from chimp.core.floor import Floor
from chimp.core.people import PROBE_CUSTOMER, PROBE_TTL, Attendant, key
from chimp.core.session import Dialect, Rating, Reason, Session

MOST_LEFT_MESSAGES = 10_000
"""Open sessions in which a message was left: nothing but an attendant ends them."""


class Customers:
    """Opens sessions, keeps them open, and closes them."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    def requested(self, event: events.SessionRequested, now: int) -> list[Effect]:
        """A customer asks for a chat, or comes back to one."""
        known = self.find(event)
        meant = known or event.stored
        if meant is not None and meant.customer.key != event.customer.key:
            text = "that session belongs to another customer"
            return [effects.Refuse(code="session_taken", message=text, field="sessionId")]
        if event.leaves_message and (refuse := self._has_no_room(known)) is not None:
            return [refuse]
        if known is not None:
            return self._came_back(known, event, now)
        if event.stored is not None and (news := _is_over(event.stored, event)) is not None:
            return [effects.Announce(event.stored, news)]
        return self._opened(event, now)

    def _has_no_room(self, known: Session | None) -> effects.Refuse | None:
        """Why no message more may be left; one that was left may be left again."""
        was_left = known is not None and known.left_message
        if was_left or self._floor.sessions.left_messages < MOST_LEFT_MESSAGES:
            return None
        text = "too many messages wait to be read: try again later"
        return effects.Refuse(code="too_many_messages", message=text, field="leavesMessage")

    def find(self, event: events.SessionRequested) -> Session | None:
        """The open session that a request is about: by its id, its topic, or the request id."""
        sessions = self._floor.sessions
        known = sessions.get(key(event.session_id)) or sessions.at(event.topic)
        if known is None and event.request_id is not None and event.is_repeatable:
            known = sessions.asked_with(event.customer.key, key(event.request_id))
        return known

    def heard(self, event: events.CustomerHeard, now: int) -> list[Effect]:
        """A customer of our own dialect says "still here"."""
        session = self._floor.sessions.get(event.session_key)
        if session is None:
            text = "there is no such open session: open it again"
            return [effects.Refuse(code="session_unknown", message=text)]
        done: list[Effect] = []
        if event.page is not None and event.page != session.page:
            session = replace(session, page=event.page)
            done = self._floor.put(session, now)
        self._floor.customer_heard(session, event.connection, now)
        return [*done, self._floor.announce(session, Instruction.UPDATE, now)]

    def ended(self, event: events.SessionEnded, now: int) -> list[Effect]:
        """A session is closed by somebody; closing it again changes nothing."""
        session = self._floor.sessions.get(event.session_key)
        if session is None:
            if event.stored_session is not None:
                return [effects.Announce(event.stored_session, Instruction.CLOSED)]
            text = "there is no such session"
            return [effects.Refuse(code="session_unknown", message=text, field="sessionId")]
        if session.is_probe:
            return [*self._close(session, event, now), _erase(session)]
        if isinstance(event.by, Attendant) and not takes_part(session, event.by):
            text = "you do not serve this session"
            return [effects.Refuse(code="not_yours", message=text, field="sessionId")]
        attendant = self._floor.attendant(session.attendant_id)
        done = self._close(session, event, now)
        closed = next(e.session for e in done if isinstance(e, effects.SaveSession))
        done.append(self._floor.record("closed", closed, f"by {event.reason.value}"))
        done.append(effects.Announce(closed, Instruction.CLOSED, attendant))
        return done + self._floor.assign_all(now)

    def _close(self, session: Session, event: events.SessionEnded, now: int) -> list[Effect]:
        by = None if event.by is None else event.by.id
        return self._floor.put(session.closed(event.reason, now, by=by, note=event.note), now)

    def expired(self, session: Session, now: int) -> list[Effect]:
        """The customer was not heard in time."""
        floor = self._floor
        closed = session.closed(Reason.EXPIRED, now)
        done = floor.put(closed, now)
        if session.is_probe:
            return [*done, _erase(session)]
        return [
            *done,
            floor.record("expired", closed, "the customer was not heard in time"),
            effects.Announce(closed, Instruction.EXPIRED, floor.attendant(closed.attendant_id)),
            *floor.assign_all(now),
        ]

    def rated(self, event: events.SessionRated, now: int) -> list[Effect]:
        """A customer says what they think; the latest word counts."""
        session = self._floor.sessions.get(event.session_key) or event.stored_session
        if session is None:
            text = "there is no such session"
            return [effects.Refuse(code="session_unknown", message=text)]
        said = (event.score, event.comment)
        if session.rating is not None and (session.rating.score, session.rating.comment) == said:
            return [self._updated(session, now)]
        rated = replace(session, rating=Rating(*said, now))
        save = self._floor.put(rated, now) if rated.is_open else [effects.SaveSession(rated)]
        why = f"{event.score} of 5"
        return [
            *save,
            self._floor.record("rated", rated, why),
            self._updated(rated, now),
        ]

    def _updated(self, session: Session, now: int) -> effects.Announce:
        if session.is_open:
            return self._floor.announce(session, Instruction.UPDATE, now)
        return effects.Announce(session, Instruction.UPDATE)

    def _opened(self, event: events.SessionRequested, now: int) -> list[Effect]:
        floor = self._floor
        session = Session(
            id=event.session_id,
            topic=event.topic,
            customer=event.customer,
            dialect=event.dialect,
            created_at=now,
            waiting_since=now,
            keep_alive_ttl=_lifetime(event, floor.patience.session_ttl),
            request_id=event.request_id,
            required_level=event.required_level,
            message_count=0 if event.stored is None else event.stored.message_count,
            rating=None if event.stored is None else event.stored.rating,
            expired=event.expired,
            page=event.page,
            left_message=event.leaves_message,
        )
        why = "asked for" if event.stored is None else "came back after it was closed"
        floor.customer_heard(session, event.connection, now)
        done = floor.put(session, now)
        if session.is_probe:
            return done + self._greet(session.key, event, now)
        done.append(floor.record("requested", session, why))
        done += floor.assign(session.required_level, now)
        if event.keep_alive:
            current = floor.current(session.key)
            return [*done, floor.announce(current, Instruction.UPDATE, now)]
        return done + self._greet(session.key, event, now)

    def _came_back(self, known: Session, event: events.SessionRequested, now: int) -> list[Effect]:
        is_theirs = event.dialect is not Dialect.LEGACY
        session = replace(
            known,
            customer=known.customer.told_again(event.customer),
            dialect=event.dialect if is_theirs else known.dialect,
            request_id=known.request_id if event.request_id is None else event.request_id,
            expired=known.expired if event.expired is None else event.expired,
            page=event.page or known.page,
            left_message=event.leaves_message,
        )
        self._floor.customer_heard(session, event.connection, now)
        done = self._floor.put(session, now) if session != known else []
        greeting = self._greet(session.key, event, now)
        if greeting:
            return done + greeting
        return [*done, self._floor.announce(session, Instruction.UPDATE, now)]

    def _greet(self, session_key: str, event: events.SessionRequested, now: int) -> list[Effect]:
        """`session/ready` to who asks, but never in answer to a keep-alive, and once a connection.

        Each ready makes a 2019 widget send a keep-alive at once: one in answer to that would
        never end. While somebody is being asked to take the session, nothing is said yet.
        """
        session = self._floor.current(session_key)
        greeted = self._floor.greeted.setdefault(session_key, set())
        is_new = event.dialect is not Dialect.LEGACY or event.connection not in greeted
        is_asked = session.offered_to is not None and not session.passed_by
        if event.keep_alive or not is_new or (is_asked and event.dialect is not Dialect.NATIVE):
            return []
        greeted.add(event.connection or "")
        return [self._floor.announce(session, Instruction.READY, now)]


def _is_over(stored: Session, event: events.SessionRequested) -> Instruction | None:
    """How a closed session is answered that is asked for again; None if it is opened anew."""
    match event.dialect:
        case Dialect.SEED:
            return Instruction.EXPIRED
        case Dialect.NATIVE if stored.close_reason is not None and stored.close_reason.is_final:
            return Instruction.CLOSED
        case _:
            return None


def _lifetime(event: events.SessionRequested, session_ttl: int) -> int:
    is_probe = event.customer.key == PROBE_CUSTOMER
    return min(session_ttl, PROBE_TTL) if is_probe else session_ttl


def _erase(session: Session) -> effects.Erase:
    return effects.Erase(session.key, session.customer.key)
