"""The rules for what is said in a session: messages, receipts, typing, notes."""

from dataclasses import replace

from chimp.core import effects, events
from chimp.core.effects import Effect
from chimp.core.floor import Floor
from chimp.core.message import Message
from chimp.core.people import Attendant, Customer, Person, key
from chimp.core.session import Session, Status

_UNKNOWN = effects.Refuse(
    code="session_unknown", message="there is no such session", field="sessionId"
)
_NOT_YOURS = effects.Refuse(
    code="not_yours",
    message="you do not take part in this session: take or join it",
    field="sessionId",
)


class Conversation:
    """Keeps the order of what people say, and of what they have seen."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    def said(self, event: events.MessageSent, now: int) -> list[Effect]:
        """A message: numbered, stored, and only then given to both sides."""
        session = self._floor.sessions.get(event.session_key) or event.stored_session
        if session is None:
            return [replace(_UNKNOWN, field="sessionInfo")]
        if event.is_native and (refuse := self._not_allowed(session, event)) is not None:
            return [refuse]
        is_customer = isinstance(event.author, Customer)
        if is_customer and session.is_open:
            self._floor.customer_heard(session, event.connection, now)
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
            self._floor.sessions.add_message(numbered)
            return [effects.SaveMessage(message), effects.Deliver(numbered, message)]
        return self._said_after_close(numbered, message, event, now, reopens=is_customer)

    def _not_allowed(self, session: Session, event: events.MessageSent) -> effects.Refuse | None:
        """Why nothing may be said; what was stored before is only given back."""
        if event.stored is not None:
            if _is_same(event.stored.author, event.author):
                return None
            text = "id: another message of this session has that id"
            return effects.Refuse(code="id_taken", message=text, field="id")
        if not session.is_open and session.close_reason and session.close_reason.is_final:
            text = "this session was closed: ask for a new one"
            return effects.Refuse(code="session_closed", message=text)
        author = event.author
        if isinstance(author, Attendant) and not takes_part(session, author):
            return _NOT_YOURS
        return None

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
        floor = self._floor
        back = replace(session.waiting_again(now), created_at=now, left_message=False)
        floor.customer_heard(back, event.connection, now)
        why = "the customer wrote after it was closed"
        saves = floor.put(back, now)
        floor.inform(back, now)
        return [
            *saves,
            floor.record("requested", back, why),
            effects.SaveMessage(message),
            effects.Deliver(back, message),
            *floor.assign(back.required_level, now),
        ]

    def viewed(self, event: events.MessagesViewed, now: int) -> list[Effect]:
        """Messages were read, named as in 2019."""
        session = self._floor.sessions.get(event.session_key) or event.stored_session
        if session is None or not event.messages:
            return []
        if event.reader_key == session.customer.key and session.is_open:
            self._floor.customer_heard(session, event.connection, now)
        seen = (session.key, event.messages, event.read_at, event.reader_key)
        return [effects.MarkRead(*seen), effects.ShowRead(session, *seen[1:])]

    def seen(self, event: events.SeenUpTo, now: int) -> list[Effect]:
        """Everything up to a number was received or read, as in our own dialect."""
        session = self._floor.sessions.get(event.session_key) or event.stored_session
        if session is None:
            return [_UNKNOWN]
        if isinstance(event.reader, Attendant) and not takes_part(session, event.reader):
            return [_NOT_YOURS]
        highest = max(event.delivered or 0, event.read or 0)
        if highest > session.message_count:
            name = "read" if highest == event.read else "delivered"
            text = f"{name}: there are only {session.message_count} messages"
            return [effects.Refuse(code="invalid", message=text, field=name)]
        by_customer = isinstance(event.reader, Customer)
        if by_customer and session.is_open:
            self._floor.customer_heard(session, event.connection, now)
        seen = effects.MarkSeen(
            session_key=session.key,
            by_customer=by_customer,
            seen_at=event.seen_at,
            delivered=event.delivered,
            read=event.read,
        )
        return [seen, effects.ShowSeen(session, event.reader, seen)]

    def typed(self, event: events.Typed) -> list[Effect]:
        """Passing news: it is stored nowhere."""
        session = self._floor.sessions.get(event.session_key)
        if session is None or not _may_be_seen_typing(session, event.author):
            return []
        return [effects.ShowTyping(session, event.author, event.is_typing, event.preview)]

    def noted(self, event: events.NoteWritten) -> list[Effect]:
        """Attendants tell each other something; the same note again is stored once."""
        note = event.note
        session = self._floor.sessions.get(note.session_key) or event.stored_session
        if session is None:
            return [_UNKNOWN]
        if event.stored is not None:
            if _is_same(event.stored.author, note.author):
                return [effects.ShowNote(session, event.stored)]
            text = "id: another note of this session has that id"
            return [effects.Refuse(code="id_taken", message=text, field="id")]
        return [effects.SaveNote(note), effects.ShowNote(session, note)]


def takes_part(session: Session, attendant: Attendant) -> bool:
    """Whether an attendant may speak in a session: it is theirs, or they supervise.

    One that was closed takes a last word of who served it.
    """
    if attendant.supervises or attendant.key in map(key, session.joined):
        return True
    served_by = session.attendant_id
    is_theirs = served_by is not None and key(served_by) == attendant.key
    return is_theirs and session.status is not Status.WAITING


def _is_same(one: Person, other: Person) -> bool:
    """A customer and an attendant may be called the same."""
    return isinstance(one, Customer) is isinstance(other, Customer) and one.key == other.key


def _may_be_seen_typing(session: Session, author: Person) -> bool:
    return isinstance(author, Customer) or takes_part(session, author)
