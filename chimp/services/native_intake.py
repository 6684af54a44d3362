"""From our own dialect to what happened: who speaks stands in the topic, and was judged there.

`core.access` has let the PUBLISH pass, so whoever publishes below `<st>/server/` is that session's
customer and whoever publishes below `server/attendants/<id>/` is that attendant.
"""

from collections.abc import Callable

from chimp.core import effects, events, topics
from chimp.core.access import Principal
from chimp.core.exchange import Inbound
from chimp.core.message import Note
from chimp.core.people import Attendant, Customer, key
from chimp.core.session import Dialect, Reason, Session
from chimp.services.situation import Refused, Situation, closed_one
from chimp.wire import native
from chimp.wire.payloads import Malformed, customer_id_in_topic, id_in_topic

Check = Callable[[Principal, events.SessionRequested, Situation], events.SessionRequested]
"""Whether a request may be about that session; raises Refused."""


class NativeIntake:
    """Makes events of requests in our own dialect."""

    def __init__(
        self, check: Check, room_of: Callable[[Attendant], int], *, max_message_length: int
    ) -> None:
        """`room_of` says how many sessions an attendant takes; the length is in characters."""
        self._check = check
        self._room_of = room_of
        self._max_message_length = max_message_length

    def of_customer(
        self, inbound: Inbound, request: native.CustomerRequest, situation: Situation
    ) -> events.Event:
        """What a customer did. Raises Refused or Malformed, after which nothing has happened."""
        session_topic = _session_topic(inbound)
        if isinstance(request, native.Open):
            return self._opened(inbound.principal, session_topic, request, situation)
        session = _session_at(session_topic, situation)
        author = session.customer
        connection = inbound.principal.connection
        match request:
            case native.Say():
                return self._said(inbound, session, author, request, situation)
            case native.Typing():
                return _typed(session.key, author, request)
            case native.Seen():
                return _seen(session, author, request, inbound, situation)
            case native.KeepAlive(page=told):
                page = None if told is None else told.page()
                return events.CustomerHeard(
                    session_key=session.key, page=page, connection=connection
                )
            case native.Close(reason=reason):
                return events.SessionEnded(
                    session_key=session.key,
                    by=author,
                    reason=Reason.BY_CUSTOMER,
                    note=reason,
                    stored_session=session,
                )
            case native.Rate(score=score, comment=comment):
                return events.SessionRated(
                    session_key=session.key,
                    score=score,
                    comment=comment,
                    stored_session=session,
                )

    def of_attendant(  # noqa: C901 - a table, one case for each act
        self, inbound: Inbound, request: native.AttendantRequest, situation: Situation
    ) -> events.Event:
        """What an attendant did. Raises Refused or Malformed, after which nothing has happened."""
        attendant = attendant_of(inbound, request, situation)
        connection = inbound.principal.connection
        match request:
            case native.Online(away=away):
                return events.AttendantOnline(
                    attendant=attendant,
                    room=self._room_of(attendant),
                    connection=connection,
                    needs_keep_alive=False,
                    is_away=away,
                )
            case native.Quit(everywhere=everywhere):
                where = None if everywhere else connection
                return events.AttendantQuit(attendant_id=attendant.id, connection=where)
            case native.Away():
                return events.AttendantAway(attendant=attendant)
            case native.Back():
                return events.AttendantAway(attendant=attendant, is_away=False)
            case native.Ban() | native.Unban():
                message = f"{type(request).__name__} is no event"
                raise TypeError(message)
            case native.AttendantSay():
                session = _named(request, situation)
                return self._said(inbound, session, attendant, request, situation)
            case native.AttendantTyping():
                return _typed(key(request.sessionId), attendant, request)
            case native.AttendantSeen():
                return _seen(_named(request, situation), attendant, request, inbound, situation)
            case native.WriteNote():
                return self._noted(attendant, request, situation)
            case native.CloseSession(reason=reason):
                return events.SessionEnded(
                    session_key=key(request.sessionId),
                    by=attendant,
                    reason=Reason.BY_ATTENDANT,
                    note=reason,
                    stored_session=_find(request, situation),
                )
            case _:
                return self._act(inbound, request, attendant, situation)

    def _act(
        self,
        inbound: Inbound,
        request: "_Act",
        attendant: Attendant,
        situation: Situation,
    ) -> events.Event:
        session_key, connection = key(request.sessionId), inbound.principal.connection
        match request:
            case native.Accept():
                return events.AttendantAccepted(
                    attendant=attendant,
                    session_key=session_key,
                    room=self._room_of(attendant),
                    connection=connection,
                )
            case native.Decline():
                return events.OfferDeclined(attendant=attendant, session_key=session_key)
            case native.Take():
                return events.SessionTaken(
                    attendant=attendant,
                    session_key=session_key,
                    connection=connection,
                )
            case native.Transfer(to=to, note=note):
                return events.SessionTransferred(
                    attendant=attendant,
                    session_key=session_key,
                    to_attendant=to.attendantId,
                    to_level=to.level,
                    note=self._remark(attendant, session_key, note, situation),
                )
            case native.Escalate(note=note):
                remark = self._remark(attendant, session_key, note, situation)
                return events.SessionTransferred(
                    attendant=attendant, session_key=session_key, note=remark
                )
            case native.Release(note=note):
                remark = self._remark(attendant, session_key, note, situation)
                return events.SessionReleased(
                    attendant=attendant, session_key=session_key, note=remark
                )
            case native.Join() | native.Leave():
                return events.AttendantJoined(
                    attendant=attendant,
                    session_key=session_key,
                    leaves=isinstance(request, native.Leave),
                )

    def _opened(
        self,
        principal: Principal,
        session_topic: str,
        request: native.Open,
        situation: Situation,
    ) -> events.Event:
        ids = topics.customer_and_session(session_topic)
        if ids is None:
            text = "sessionTopic: must be server/sessions/<customerId>/<sessionId>"
            raise Malformed(text, "sessionTopic")
        customer_id, session_id = ids
        if not principal.is_called(customer_id):  # whoever has a token was given its customer id
            customer_id_in_topic(customer_id)
        id_in_topic(session_id, "sessionId")
        event = events.SessionRequested(
            session_id=session_id,
            topic=session_topic,
            customer=request.asking(customer_id),
            dialect=Dialect.NATIVE,
            request_id=request.requestId,
            required_level=request.level,
            is_repeatable=False,
            page=None if request.page is None else request.page.page(),
            leaves_message=request.leavesMessage,
            connection=principal.connection,
            stored=closed_one(situation.stored.sessions.get(session_id)),
        )
        return self._check(principal, event, situation)

    def _said(
        self,
        inbound: Inbound,
        session: Session,
        author: Customer | Attendant,
        request: native.Say | native.AttendantSay,
        situation: Situation,
    ) -> events.Event:
        self._check_length(request.content)
        timestamp = situation.now if request.timestamp is None else request.timestamp
        return events.MessageSent(
            session_key=session.key,
            message_id=request.id,
            author=author,
            timestamp=timestamp,
            content=request.content,
            is_native=True,
            connection=inbound.principal.connection,
            stored_session=session,
            stored=situation.stored.messages.get((session.key, request.id)),
        )

    def _noted(
        self, attendant: Attendant, request: native.WriteNote, situation: Situation
    ) -> events.Event:
        self._check_length(request.content)
        session = _named(request, situation)
        note = Note(
            id=request.id,
            session_key=session.key,
            author=attendant,
            content=request.content,
            stored_at=situation.now,
        )
        stored = situation.stored.notes.get((session.key, request.id))
        return events.NoteWritten(note=note, stored_session=session, stored=stored)

    @staticmethod
    def _remark(
        attendant: Attendant, session_key: str, note: str | None, situation: Situation
    ) -> Note | None:
        """What an attendant says to whoever takes a session next."""
        if note is None:
            return None
        return Note(
            id=situation.new_id(),
            session_key=session_key,
            author=attendant,
            content=note,
            stored_at=situation.now,
        )

    def _check_length(self, content: str) -> None:
        if len(content) > self._max_message_length:
            text = f"content: over {self._max_message_length} characters"
            raise Malformed(text, "content", code="too_long")


_Act = (
    native.Accept
    | native.Decline
    | native.Take
    | native.Transfer
    | native.Escalate
    | native.Release
    | native.Join
    | native.Leave
)


def attendant_of(
    inbound: Inbound, request: native.AttendantRequest, situation: Situation
) -> Attendant:
    """Who that attendant is: what the account says, or else what is known, or else the id.

    Raises Malformed if that is none.
    """
    parsed = topics.parse_act(inbound.topic)
    attendant_id = "" if parsed is None else parsed.attendant_id
    own = inbound.principal.attendant
    if own is not None and own.key == attendant_id:
        return own
    id_in_topic(attendant_id, "attendantId")
    told = request.attendantInfo if isinstance(request, native.Online) else None
    if told is not None and key(told.id) == attendant_id:
        return told.attendant()
    return situation.coordinator.attendant(attendant_id) or Attendant(id=attendant_id)


def _session_topic(inbound: Inbound) -> str:
    parsed = topics.parse_leaf(inbound.topic)
    return "" if parsed is None else parsed.session_topic


def _session_at(session_topic: str, situation: Situation) -> Session:
    """The session at that topic: the open one, or else the last that was there."""
    session = situation.coordinator.sessions.at(session_topic)
    session = session or situation.stored.at.get(session_topic)
    if session is None:
        text = "there is no session at that topic: open it first"
        raise Malformed(text, "sessionTopic", code="session_unknown")
    return session


def _find(request: native.AboutSession, situation: Situation) -> Session | None:
    session_key = key(request.sessionId)
    found = situation.coordinator.sessions.get(session_key)
    return found or situation.stored.sessions.get(session_key)


def _named(request: native.AboutSession, situation: Situation) -> Session:
    session = _find(request, situation)
    if session is None:
        text = "there is no such session"
        raise Refused(effects.Refuse(code="session_unknown", message=text, field="sessionId"))
    return session


def _typed(
    session_key: str, author: Customer | Attendant, request: native.Typing | native.AttendantTyping
) -> events.Event:
    return events.Typed(
        session_key=session_key,
        author=author,
        is_typing=request.isTyping,
        preview=request.preview,
    )


def _seen(
    session: Session,
    reader: Customer | Attendant,
    request: native.Seen | native.AttendantSeen,
    inbound: Inbound,
    situation: Situation,
) -> events.Event:
    return events.SeenUpTo(
        session_key=session.key,
        reader=reader,
        seen_at=situation.now,
        delivered=request.delivered,
        read=request.read,
        connection=inbound.principal.connection,
        stored_session=session,
    )
