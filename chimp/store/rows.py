"""From rows to the values of the rules, and back."""

from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import RowMapping

from chimp.core.accounts import Account, LogIn
from chimp.core.bans import Ban, BanKind
from chimp.core.message import Message, Note
from chimp.core.people import Attendant, Customer, Id, Level, Person, key
from chimp.core.session import Dialect, Page, Rating, Reason, Session, Status

Row = dict[str, Any]

CUSTOMER, ATTENDANT = "customer", "attendant"
"""What `messages.author_kind` may hold."""


def customer_row(customer: Customer, now: int) -> Row:
    """What the site left out is null, so that it erases nothing."""
    return {
        "key": customer.key,
        "id": _json(customer.id),
        "name": customer.name or None,
        "avatar_url": customer.avatar_url or None,
        "details": _json(dict(customer.details)) if customer.details else None,
        "first_seen": now,
        "last_seen": now,
    }


def read_customer(row: RowMapping) -> Customer:
    return Customer(
        id=orjson.loads(row["id"]),
        name=row["name"],
        avatar_url=row["avatar_url"],
        details={} if row["details"] is None else orjson.loads(row["details"]),
    )


def session_row(session: Session) -> Row:
    return {
        "key": session.key,
        "id": _json(session.id),
        "topic": session.topic,
        "customer_key": session.customer.key,
        "customer": _document(session.customer),
        "dialect": session.dialect.value,
        "created_at": session.created_at,
        "waiting_since": session.waiting_since,
        "keep_alive_ttl": session.keep_alive_ttl,
        "request_id": _id(session.request_id),
        "request_key": _key(session.request_id),
        "required_level": session.required_level.value,
        "status": session.status.value,
        "attendant_id": _id(session.attendant_id),
        "attendant_key": _key(session.attendant_id),
        "offered_to": _id(session.offered_to),
        "offer_expires_at": session.offer_expires_at,
        "passed_by": _json(session.passed_by),
        "declined_by": _json(session.declined_by),
        "transferred_by": _id(session.transferred_by),
        "joined": _json(session.joined),
        "message_count": session.message_count,
        "expired": session.expired,
        "closed_at": session.closed_at,
        "close_reason": None if session.close_reason is None else session.close_reason.value,
        "closed_by": _id(session.closed_by),
        "close_note": session.close_note,
        **_rating_row(session.rating),
        "page_url": None if session.page is None else session.page.url,
        "page_title": None if session.page is None else session.page.title,
        "left_message": session.left_message,
    }


def _rating_row(rating: Rating | None) -> Row:
    if rating is None:
        return {"rating": None, "rating_comment": None, "rated_at": None}
    return {
        "rating": rating.score,
        "rating_comment": rating.comment,
        "rated_at": rating.rated_at,
    }


def read_session(row: RowMapping) -> Session:
    reason = row["close_reason"]
    return Session(
        id=orjson.loads(row["id"]),
        topic=row["topic"],
        customer=read_customer_document(row["customer"]),
        dialect=Dialect(row["dialect"]),
        created_at=row["created_at"],
        waiting_since=row["waiting_since"],
        keep_alive_ttl=row["keep_alive_ttl"],
        request_id=_read_id(row["request_id"]),
        required_level=Level(row["required_level"]),
        status=Status(row["status"]),
        attendant_id=_read_id(row["attendant_id"]),
        offered_to=_read_id(row["offered_to"]),
        offer_expires_at=row["offer_expires_at"],
        passed_by=tuple(orjson.loads(row["passed_by"])),
        declined_by=tuple(orjson.loads(row["declined_by"])),
        transferred_by=_read_id(row["transferred_by"]),
        joined=tuple(orjson.loads(row["joined"])),
        message_count=row["message_count"],
        expired=row["expired"],
        closed_at=row["closed_at"],
        close_reason=None if reason is None else Reason(reason),
        closed_by=_read_id(row["closed_by"]),
        close_note=row["close_note"],
        rating=_read_rating(row),
        page=None if row["page_url"] is None else Page(row["page_url"], row["page_title"]),
        left_message=row["left_message"],
    )


def _read_rating(row: RowMapping) -> Rating | None:
    if row["rating"] is None:
        return None
    return Rating(row["rating"], row["rating_comment"], row["rated_at"])


def message_row(message: Message) -> Row:
    author = message.author
    return {
        "session_key": message.session_key,
        "seq": message.seq,
        "id": message.id,
        "author_kind": ATTENDANT if isinstance(author, Attendant) else CUSTOMER,
        "author_key": author.key,
        "author": _document(author),
        "timestamp": message.timestamp,
        "content": message.content,
        "stored_at": message.stored_at,
        "delivered_at": message.delivered_at,
        "read_at": message.read_at,
    }


def read_message(row: RowMapping) -> Message:
    return Message(
        id=row["id"],
        session_key=row["session_key"],
        seq=row["seq"],
        author=_read_author(row["author_kind"], row["author"]),
        timestamp=row["timestamp"],
        content=row["content"],
        stored_at=row["stored_at"],
        delivered_at=row["delivered_at"],
        read_at=row["read_at"],
    )


def ban_row(ban: Ban) -> Row:
    return {
        "kind": ban.kind.value,
        "value": ban.value,
        "created_at": ban.created_at,
        "until": ban.until,
        "by_attendant": ban.by_attendant,
        "because": ban.because,
    }


def read_ban(row: RowMapping) -> Ban:
    return Ban(
        kind=BanKind(row["kind"]),
        value=row["value"],
        created_at=row["created_at"],
        until=row["until"],
        by_attendant=row["by_attendant"],
        because=row["because"],
    )


def note_row(note: Note) -> Row:
    return {
        "session_key": note.session_key,
        "id": note.id,
        "author": _document(note.author),
        "content": note.content,
        "stored_at": note.stored_at,
    }


def read_note(row: RowMapping) -> Note:
    author = _read_author(ATTENDANT, row["author"])
    if not isinstance(author, Attendant):
        message = "a note is an attendant's"
        raise TypeError(message)
    return Note(
        id=row["id"],
        session_key=row["session_key"],
        author=author,
        content=row["content"],
        stored_at=row["stored_at"],
    )


def account_row(account: Account) -> Row:
    attendant = account.attendant
    email = attendant.email or ""
    return {
        "key": attendant.key,
        "id": _json(attendant.id),
        "email": email,
        "email_key": email_key(email),
        "name": attendant.name,
        "avatar_url": attendant.avatar_url,
        "level": attendant.level.value,
        "password_hash": account.password_hash,
        "is_administrator": attendant.is_administrator,
        "max_sessions": attendant.max_sessions,
        "is_generated": account.is_generated,
        "disabled": account.disabled,
        "created_at": account.created_at,
    }


def read_account(row: RowMapping) -> Account:
    attendant = Attendant(
        id=orjson.loads(row["id"]),
        email=row["email"],
        name=row["name"],
        avatar_url=row["avatar_url"],
        level=Level(row["level"]),
        is_administrator=row["is_administrator"],
        max_sessions=row["max_sessions"],
    )
    return Account(
        attendant=attendant,
        password_hash=row["password_hash"],
        created_at=row["created_at"],
        is_generated=row["is_generated"],
        disabled=row["disabled"],
    )


def log_in_row(log_in: LogIn) -> Row:
    attendant = log_in.attendant
    rights = {
        "is_administrator": attendant.is_administrator,
        "max_sessions": attendant.max_sessions,
    }
    return {
        "token_hash": log_in.token_hash,
        "attendant_key": attendant.key,
        "attendant": _json({**_told(attendant), **rights}),
        "created_at": log_in.created_at,
        "expires_at": log_in.expires_at,
    }


def read_log_in(row: RowMapping) -> LogIn:
    return LogIn(
        token_hash=row["token_hash"],
        attendant=_read_attendant(row["attendant"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
    )


def email_key(email: str) -> str:
    """The form of an e-mail that is compared."""
    return email.casefold()


SIGNED_FOR = ',"is_verified":true,"details":{'
"""Stands in the document of a verified customer and, having an object in it, in no other."""


def read_customer_document(document: str) -> Customer:
    return Customer(**orjson.loads(document))


def _document(person: Person) -> str:
    return _json(_told(person))


def _told(person: Person) -> Row:
    told: Row = {"id": person.id, "name": person.name, "avatar_url": person.avatar_url}
    if isinstance(person, Customer):
        if person.is_verified:
            told["is_verified"] = True
        return {**told, "details": dict(person.details)}
    return {**told, "email": person.email, "level": person.level.value}


@lru_cache(maxsize=1024)
def _read_author(kind: str, document: str) -> Person:
    """The same few people say everything in a transcript, so they are made once."""
    return Customer(**orjson.loads(document)) if kind == CUSTOMER else _read_attendant(document)


def _read_attendant(document: str) -> Attendant:
    told = orjson.loads(document)
    return Attendant(**{**told, "level": Level(told["level"])})


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _id(identifier: Id | None) -> str | None:
    return None if identifier is None else _json(identifier)


def _read_id(text: str | None) -> Id | None:
    return None if text is None else orjson.loads(text)


def _key(identifier: Id | None) -> str | None:
    return None if identifier is None else key(identifier)
