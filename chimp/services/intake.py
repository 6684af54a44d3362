"""From what a client published to what happened: who really speaks, and about which session.

Everything a client says about itself is checked here against what its connection has proved
(`core.access`); in mode `open` it is believed.
"""

from collections.abc import Callable
from functools import partial

from chimp.core import events, topics
from chimp.core.access import Access, Principal
from chimp.core.coordinator import Coordinator
from chimp.core.exchange import Inbound
from chimp.core.people import Attendant, Customer, Id, Level, Person, key
from chimp.core.session import Dialect, Session
from chimp.services.native_intake import NativeIntake
from chimp.services.ownership import Ownership, forbidden, own_topic
from chimp.services.situation import Refused, Situation, closed_one
from chimp.wire import native
from chimp.wire.inbound import Request
from chimp.wire.legacy import (
    Acceptance,
    AttendantEnvelope,
    AttendantGoodbye,
    MessageEnvelope,
    MessagePayload,
    SessionOnline,
    ViewedEnvelope,
)
from chimp.wire.payloads import AttendantPayload, Malformed
from chimp.wire.seed import SessionRequest


class Intake:
    """Turns requests into events."""

    def __init__(
        self,
        access: Access,
        *,
        issue: Callable[[], str],
        is_issued: Callable[[str], bool],
        max_message_length: int,
        room: int,
    ) -> None:
        """`issue` makes a fresh session id; `room` is how many sessions an attendant takes."""
        self._access = access
        self._issue = issue
        self._ownership = Ownership(access, is_issued)
        self._max_message_length = max_message_length
        self._room = room
        self._native = NativeIntake(
            partial(self._ownership.checked, is_named=True),
            self._room_of,
            max_message_length=max_message_length,
        )

    def _room_of(self, attendant: Attendant) -> int:
        return self._room if attendant.max_sessions is None else attendant.max_sessions

    def event(self, inbound: Inbound, request: Request, situation: Situation) -> events.Event:
        """What happened. Raises Refused or Malformed, after which nothing has."""
        principal = inbound.principal
        match request:
            case _ if isinstance(request, native.AttendantRequest):  # some are both: these first
                return self._native.of_attendant(inbound, request, situation)
            case _ if isinstance(request, native.CustomerRequest):
                return self._native.of_customer(inbound, request, situation)
            case SessionOnline():
                return self._came_online(principal, request, situation)
            case SessionRequest():
                return self._asked(principal, request, situation)
            case AttendantEnvelope(attendantInfo=told):
                attendant = self._attendant(principal, told)
                return events.AttendantOnline(
                    attendant=attendant,
                    room=self._room_of(attendant),
                    connection=principal.connection,
                )
            case AttendantGoodbye(attendantInfo=told):
                return events.AttendantQuit(attendant_id=self._attendant(principal, told).id)
            case Acceptance(attendantInfo=told, sessionInfo=offered):
                attendant = self._attendant(principal, told)
                return events.AttendantAccepted(
                    attendant=attendant,
                    session_key=key(offered.sessionId),
                    room=self._room_of(attendant),
                    connection=principal.connection,
                )
            case MessageEnvelope(message=message):
                return self._said(inbound, message, situation)
            case ViewedEnvelope():
                return self._viewed(inbound, request, situation)
            case _:
                message_text = f"{type(request).__name__} is no event"
                raise TypeError(message_text)

    def _came_online(
        self, principal: Principal, request: SessionOnline, situation: Situation
    ) -> events.Event:
        if request.customer is None:
            message = "customer: is missing"
            raise Malformed(message, "customer", code="no_customer")
        customer = request.customer.customer()
        event = events.SessionRequested(
            session_id=request.sessionId,
            topic=_topic_for(
                customer,
                request.sessionTopic,
                own_topic(principal, request.sessionId) or topics.session_topic(customer.id),
            ),
            customer=customer,
            dialect=Dialect.LEGACY,
            request_id=request.requestID,
            required_level=_level(request),
            keep_alive=request.status == "online",
            expired=request.expired,
            connection=principal.connection,
            stored=closed_one(situation.stored.sessions.get(key(request.sessionId))),
        )
        return self._ownership.checked(principal, event, situation, is_named=True)

    def _asked(
        self, principal: Principal, request: SessionRequest, situation: Situation
    ) -> events.Event:
        customer = request.asking()
        session_id: Id | None = request.sessionId
        if session_id is None and principal.is_called(customer.id):
            session_id = principal.session_key
        if session_id is None:
            session_id = self._issue()
            same = situation.stored.by_request.get((customer.key, key(request.requestID)))
        else:
            same = situation.stored.sessions.get(key(session_id))
        event = events.SessionRequested(
            session_id=session_id,
            topic=_topic_for(
                customer, request.sessionTopic, topics.session_topic(customer.id, session_id)
            ),
            customer=customer,
            dialect=Dialect.SEED,
            request_id=request.requestID,
            required_level=_level(request),
            connection=principal.connection,
            stored=closed_one(same),
        )
        return self._ownership.checked(
            principal, event, situation, is_named=request.sessionId is not None
        )

    def _attendant(self, principal: Principal, told: AttendantPayload) -> Attendant:
        """Who that attendant is; what the account says counts, not what the payload says."""
        if not self._access.may_be(principal, told.id):
            refuse = forbidden("you are not that attendant", "attendantInfo.id")
            raise Refused(refuse)
        own = principal.attendant
        return own if own is not None and own.key == key(told.id) else told.attendant()

    def _said(
        self, inbound: Inbound, message: MessagePayload, situation: Situation
    ) -> events.MessageSent:
        session = _session_at(inbound.topic, situation)
        if len(message.content) > self._max_message_length:
            text = f"message.content: over {self._max_message_length} characters"
            raise Malformed(text, "message.content", code="too_long")
        author = self._author(inbound.principal, message, session, situation.coordinator)
        message_id = message.message_id()
        return events.MessageSent(
            session_key=session.key,
            message_id=message_id,
            author=author,
            timestamp=message.timestamp,
            content=message.content,
            connection=inbound.principal.connection,
            stored_session=session,
            stored=situation.stored.messages.get((session.key, message_id)),
        )

    def _author(
        self,
        principal: Principal,
        message: MessagePayload,
        session: Session,
        coordinator: Coordinator,
    ) -> Person:
        sender = message.sender.person()
        if isinstance(sender, Customer) and sender.key != session.customer.key:
            # No type given: then it must be somebody we know to be an attendant.
            known = coordinator.attendant(sender.id)
            if known is None:
                raise Refused(forbidden("nobody of that id is in this session", "message.from"))
            sender = known
        if isinstance(sender, Customer):
            if not self._access.is_open and principal.is_attendant:
                raise Refused(forbidden("an attendant is not the customer", "message.from.id"))
            return session.customer
        if not self._access.may_be(principal, sender.id):
            raise Refused(forbidden("you are not that attendant", "message.from.id"))
        own = principal.attendant
        return own if own is not None and own.key == sender.key else sender

    def _viewed(
        self, inbound: Inbound, request: ViewedEnvelope, situation: Situation
    ) -> events.MessagesViewed:
        principal = inbound.principal
        session = _session_at(inbound.topic, situation)
        reader_key = None
        if principal.attendant is not None:
            reader_key = principal.attendant.key
        elif not self._access.is_open and not principal.is_attendant:
            reader_key = session.customer.key
        return events.MessagesViewed(
            session_key=session.key,
            messages=request.refs(),
            read_at=request.read_at(situation.now),
            reader_key=reader_key,
            connection=principal.connection,
            stored_session=session,
        )


def _session_at(topic: str, situation: Situation) -> Session:
    """The session a topic belongs to: the open one, or else the last that was there."""
    parsed = topics.parse_leaf(topic)
    session_topic = "" if parsed is None else parsed.session_topic
    session = situation.coordinator.sessions.at(session_topic)
    session = session or situation.stored.at.get(session_topic)
    if session is None:
        message = "there is no session at that topic"
        raise Malformed(message, "sessionTopic", code="session_unknown")
    return session


def _topic_for(customer: Customer, given: str | None, default: str) -> str:
    if given is None:
        return default
    if not topics.is_session_topic_of(customer.id, given):
        message = f"sessionTopic: must be {topics.session_topic(customer.id)} or lie below it"
        raise Malformed(message, "sessionTopic")
    return given


def _level(request: SessionOnline | SessionRequest) -> Level:
    template = request.sessionTemplate
    return Level.FIRST if template is None else template.level
