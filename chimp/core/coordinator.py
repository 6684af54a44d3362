"""Who serves whom: events in, effects out.

Nothing here awaits, reads a clock, logs, or knows MQTT. Delivery is at least once, so any event
may come twice in a row, and the second time decides nothing new. The saved sessions alone rebuild
the coordinator: what is not saved (who is connected, when a keep-alive was last heard) is learned
again from the clients. The rules themselves stand in `customers`, `service`, `offers`, `handover`
and `conversation`; what they share is the `floor`.
"""

from collections.abc import Collection, Iterable
from typing import assert_never

from chimp.core import effects, events
from chimp.core.attendance import Attendance
from chimp.core.conversation import Conversation
from chimp.core.customers import Customers
from chimp.core.effects import Effect, Instruction
from chimp.core.floor import ASSIGN, Floor, Patience
from chimp.core.handover import Handover
from chimp.core.monitoring import Monitoring
from chimp.core.offers import Offers
from chimp.core.open_sessions import OpenSessions
from chimp.core.people import Attendant, Id
from chimp.core.presence import Presence
from chimp.core.queue_news import QueueNews
from chimp.core.service import Service
from chimp.core.session import Session

__all__ = ["Coordinator", "Patience"]


class Coordinator:
    """Brings customers and attendants together, and keeps the order of what they say."""

    def __init__(
        self,
        patience: Patience,
        sessions: Iterable[Session] = (),
        now: int = 0,
        *,
        former: "Coordinator | None" = None,
    ) -> None:
        """Start from the open sessions that were saved; every time-out begins anew at `now`.

        `former` is one whose last decisions could not be saved: who is there is known from it.
        """
        self._floor = Floor(patience)
        if former is not None:
            self._floor.inherit(former._floor)  # noqa: SLF001 - one of our own kind
            self._floor.deadlines.set((ASSIGN, ""), now)  # some may wait, and others have room
        self._customers = Customers(self._floor)
        self._service = Service(self._floor)
        self._offers = Offers(self._floor, self._service)
        self._handover = Handover(self._floor)
        self._conversation = Conversation(self._floor)
        self._monitoring = Monitoring(self._floor)
        self._queue_news = QueueNews(self._floor)
        if former is not None:
            self._monitoring.inherit(former._monitoring, now)  # noqa: SLF001 - the same
        for session in sessions:
            self._floor.restore(session, now)
        self._floor.forget_closed()
        for session in self._floor.sessions:
            if session.key in self._floor.live:
                self._floor.inform(session, now)

    def handle(  # noqa: C901 - a table, one line for each event
        self, event: events.Event, now: int
    ) -> list[Effect]:
        """Take in what happened at `now`; return what is to be done, in that order."""
        match event:
            case events.SessionRequested():
                return self._customers.requested(event, now)
            case events.CustomerHeard():
                return self._customers.heard(event, now)
            case events.SessionEnded():
                return self._customers.ended(event, now)
            case events.SessionRated():
                return self._customers.rated(event, now)
            case events.AttendantOnline(attendant=attendant):
                told = self._monitoring.arriving(attendant, now)
                return told + self._service.online(event, now)
            case events.AttendantListened():
                return self._service.listened(event, now)
            case events.AttendantQuit():
                return self._service.quit(event, now)
            case events.AttendantAway():
                return self._service.away(event, now)
            case events.AttendantAccepted():
                return self._offers.accepted(event, now)
            case events.ConnectionClosed(connection=connection):
                self._disconnected(connection, now)
                return []
            case events.Tick():
                return self._tick(now)
            case _:
                return self._handle_words(event, now)

    def _handle_words(
        self, event: events.Act | events.Word | events.FromMonitor, now: int
    ) -> list[Effect]:
        match event:
            case events.MonitorConnected() | events.MonitorLost() | events.MonitorHeard():
                return self._monitoring.handle(event, now)
            case events.MessageSent():
                return self._conversation.said(event, now)
            case events.MessagesViewed():
                return self._conversation.viewed(event, now)
            case events.SeenUpTo():
                return self._conversation.seen(event, now)
            case events.Typed():
                return self._conversation.typed(event)
            case events.NoteWritten():
                return self._conversation.noted(event)
            case events.SessionTaken(attendant=who) if self._monitoring.is_silent(who):
                return self._monitoring.refused()
            case _:
                return self._handle_act(event, now)

    def _handle_act(self, event: events.Act, now: int) -> list[Effect]:
        session = self._floor.sessions.get(event.session_key)
        if session is None or session.is_probe:
            text = "there is no such open session"
            return [effects.Refuse(code="session_unknown", message=text, field="sessionId")]
        match event:
            case events.OfferDeclined(attendant=attendant):
                return self._offers.declined(session, attendant, now)
            case events.SessionTaken():
                return self._offers.taken(session, event, now)
            case events.SessionTransferred():
                return self._handover.transferred(session, event, now)
            case events.SessionReleased():
                return self._handover.released(session, event, now)
            case events.AttendantJoined():
                return self._handover.joined(session, event, now)
            case _:
                assert_never(event)

    # What others want to know

    @property
    def sessions(self) -> OpenSessions:
        return self._floor.sessions

    @property
    def attendance(self) -> Attendance:
        return self._floor.attendance

    def next_deadline(self) -> int | None:
        """When the next Tick is due."""
        return self._floor.deadlines.next()

    def askers(self, session_key: str) -> Collection[str]:
        """The open connections on which a session's customer was heard."""
        return self._floor.live.get(session_key, ())

    def is_customer_online(self, session_key: str) -> bool:
        """Whether a connection lives on which a session's customer was heard."""
        return session_key in self._floor.live

    def take_turned(self) -> list[Session]:
        """The open sessions whose customer has come or gone since this was asked last."""
        return self._floor.take_turned()

    def told_position(self, session: Session) -> int | None:
        """The place in the queue that the customer was told; in our own dialect."""
        return self._floor.told.get(session.key) if session.is_queued else None

    def knows(self, connection: str) -> bool:
        """Whether a customer or an attendant was heard on it."""
        is_attendants = self._floor.attendance.is_connected(connection)
        return is_attendants or connection in self._floor.connections

    def attendant(self, attendant_id: Id | None) -> Attendant | None:
        """What is known of an attendant who is on duty."""
        return self._floor.attendant(attendant_id)

    def find(self, event: events.SessionRequested) -> Session | None:
        """The open session that a request is about."""
        return self._customers.find(event)

    # Time and connections

    def _disconnected(self, connection: str, now: int) -> None:
        self._floor.customer_left(connection)
        grace = now + self._floor.patience.disconnect_grace
        for presence in self._floor.attendance.disconnect(connection, grace):
            self._floor.watch(presence)

    def _tick(self, now: int) -> list[Effect]:
        done: list[Effect] = []
        for kind, name in self._floor.deadlines.due(now):
            session = self._floor.sessions.get(name)
            match kind:
                case "attendant" if (presence := self._floor.attendance.get(name)) is not None:
                    done += self._service.dismiss(name, _why_gone(presence, now), now)
                case "offer" if session is not None:
                    done += self._offers.ran_out(session, now)
                case "session" if session is not None:
                    done += self._customers.expired(session, now)
                case "update" if session is not None:
                    done.append(self._floor.announce(session, Instruction.UPDATE, now))
                case "monitor":
                    done += self._monitoring.ran_out(name, now)
                case "queue":
                    done += self._queue_news.tell(now)
                case "assign":
                    done += self._floor.assign_all(now)
        return done


def _why_gone(presence: Presence, now: int) -> str:
    has_left = presence.leaves_at is not None and presence.leaves_at <= now
    is_silent = presence.expires_at <= now and (presence.needs_keep_alive or not has_left)
    return "was not heard in time" if is_silent else presence.leaves_because
