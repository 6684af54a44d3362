"""What the server says in our own dialect, and on which topics (contract, section 6).

The control topic is shared with the dialect of 2019: `outbound.control` speaks for both.
"""

import orjson

from chimp.core import topics
from chimp.core.attendance import Availability
from chimp.core.effects import MarkSeen, ShowTyping
from chimp.core.message import Message, Note
from chimp.core.people import Attendant, Customer, Id, Person
from chimp.core.presence import Presence
from chimp.core.protocol import PROTOCOL_VERSION
from chimp.core.session import Session
from chimp.core.topics import Leaf
from chimp.wire.outbound import Publication
from chimp.wire.shapes import STATUS, Json, attendant_json, customer_json


def person_json(person: Person) -> Json:
    """Somebody, as both sides may know them: an attendant's e-mail is not for customers."""
    shape: Json = {
        "kind": "attendant" if isinstance(person, Attendant) else "customer",
        "id": person.id,
        "name": person.name,
        "avatarURL": person.avatar_url,
    }
    if isinstance(person, Attendant):
        shape["type"] = person.level.value
    else:
        shape["verified"] = person.is_verified
    return shape


def message_json(message: Message) -> Json:
    """`deliveredAt` and `readAt` are of the other side, null until then."""
    delivered_at = message.delivered_at
    return {
        "id": message.id,
        "sessionId": message.session_key,
        "seq": message.seq,
        "from": person_json(message.author),
        "timestamp": message.timestamp,
        "storedAt": message.stored_at,
        "content": message.content,
        "deliveredAt": message.read_at if delivered_at is None else delivered_at,
        "readAt": message.read_at,
    }


def note_json(note: Note) -> Json:
    return {
        "id": note.id,
        "sessionId": note.session_key,
        "from": person_json(note.author),
        "content": note.content,
        "storedAt": note.stored_at,
    }


MAX_EXCERPT = 200
"""Characters of a message that stand for it in a list."""


def session_summary(session: Session, *, customer_online: bool) -> Json:
    """How a session stands, for attendants, without what was said in it."""
    rating, page = session.rating, session.page
    return {
        "sessionId": session.id,
        "sessionTopic": session.topic,
        "customer": {**customer_json(session.customer), "verified": session.customer.is_verified},
        "customerOnline": customer_online,
        "page": None if page is None else {"url": page.url, "title": page.title},
        "leftMessage": session.left_message,
        "status": STATUS[session.status],
        "type": session.required_level.value,
        "createdAt": session.created_at,
        "waitingSince": session.waiting_since,
        "assignedAttendants": list(session.attendants),
        "offeredTo": session.offered_to,
        "offerExpiresAt": session.offer_expires_at,
        "declinedBy": list(session.declined_by),
        "lastSeq": session.message_count,
        "closedAt": session.closed_at,
        "reason": None if session.close_reason is None else session.close_reason.value,
        "closedBy": session.closed_by,
        "closeNote": session.close_note,
        "rating": None if rating is None else {"score": rating.score, "comment": rating.comment},
    }


def last_message_json(message: Message | None) -> Json | None:
    """What was said last, of which an excerpt was read, for a line in a list."""
    if message is None:
        return None
    sender = person_json(message.author)
    return {
        "seq": message.seq,
        "from": {name: sender[name] for name in ("kind", "id", "name")},
        "content": message.content,
        "storedAt": message.stored_at,
    }


def presence_json(attendant_key: str, presence: Presence | None) -> Json:
    """Whether an attendant is there: `online`, `away`, or `offline` (in grace, too)."""
    if presence is None or presence.attendant is None:
        return {"attendant": {"id": attendant_key}, "state": "offline", "sessions": 0, "limit": 0}
    is_off = presence.is_away or presence.is_silent
    state = "online" if presence.is_here else "away" if is_off else "offline"
    return {
        "attendant": attendant_json(presence.attendant),
        "state": state,
        "sessions": presence.load,
        "limit": presence.room,
    }


def availability_json(availability: Availability, waiting: int, now: int) -> Json:
    return {
        "protocolVersion": PROTOCOL_VERSION,
        "attendants": availability.attendants,
        "available": availability.available,
        "waiting": waiting,
        "at": now,
    }


def availability(numbers: Availability, waiting: int, now: int) -> Publication:
    """How many attendants there are; the latest is retained."""
    return topics.AVAILABILITY, orjson.dumps(availability_json(numbers, waiting, now))


def desk_session(session: Session, *, customer_online: bool) -> Publication:
    """How a session stands, to attendants."""
    said = session_summary(session, customer_online=customer_online)
    return topics.desk_session(session.id), orjson.dumps(said)


def desk_attendant(attendant_key: str, presence: Presence | None) -> Publication:
    """How an attendant stands, to attendants."""
    return (
        topics.desk_attendant(attendant_key),
        orjson.dumps(presence_json(attendant_key, presence)),
    )


def message(session: Session, said: Message) -> Publication:
    """A stored message, to both sides."""
    return topics.below(session.topic, Leaf.CLIENT_MESSAGES), orjson.dumps(message_json(said))


def typing(typed: ShowTyping) -> Publication:
    """That somebody is writing, to both sides. What an attendant has not sent is nobody's."""
    session, author = typed.session, typed.author
    said: Json = {
        "sessionId": session.id,
        "from": person_json(author),
        "isTyping": typed.is_typing,
    }
    if typed.preview is not None and isinstance(author, Customer):
        said["preview"] = typed.preview
    return topics.below(session.topic, Leaf.CLIENT_TYPING), orjson.dumps(said)


def seen(session: Session, reader: Json, mark: MarkSeen) -> Publication:
    """Up to where somebody has received or read, to both sides."""
    said: Json = {"sessionId": session.id, "by": reader, "at": mark.seen_at}
    if mark.delivered is not None:
        said["delivered"] = mark.delivered
    if mark.read is not None:
        said["read"] = mark.read
    return topics.below(session.topic, Leaf.CLIENT_VIEWED), orjson.dumps(said)


def note(told: Note, session: Session) -> Publication:
    """A note, to attendants."""
    return topics.desk_notes(session.id), orjson.dumps(note_json(told))


def returned(session: Session, attendant_id: Id, because: str) -> Publication:
    """A session that was handed on is theirs again."""
    said = {
        "instruction": "transfer/returned",
        "sessionId": session.id,
        "sessionTopic": session.topic,
        "message": because,
    }
    return topics.attendant_control(attendant_id), orjson.dumps(said)
