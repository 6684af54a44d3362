"""From rows to the values of the rules, and back."""

from typing import Any

import orjson
from sqlalchemy import RowMapping

from chimp.core.accounts import Account
from chimp.core.message import Message
from chimp.core.people import Attendant, Customer, Id, Level, Person, key
from chimp.core.session import Dialect, Reason, Session, Status

Row = dict[str, Any]


def _dump(value: object) -> str:
    return orjson.dumps(value).decode()


def _id(text: str | None) -> Id | None:
    return None if text is None else orjson.loads(text)


def _ident(identifier: Id | None) -> str | None:
    return None if identifier is None else _dump(identifier)


def _key(identifier: Id | None) -> str | None:
    return None if identifier is None else key(identifier)


def customer_document(customer: Customer) -> str:
    told = {"name": customer.name, "avatar_url": customer.avatar_url}
    return _dump({**told, "details": dict(customer.details)})


def customer_row(customer: Customer, now: int) -> Row:
    return {
        "key": customer.key,
        "id": _dump(customer.id),
        "document": customer_document(customer),
        "first_seen": now,
        "last_seen": now,
    }


def read_customer(identifier: str, document: str) -> Customer:
    told = orjson.loads(document)
    return Customer(
        id=orjson.loads(identifier),
        name=told["name"],
        avatar_url=told["avatar_url"],
        details=told["details"],
    )


def session_row(session: Session) -> Row:
    return {
        "key": session.key,
        "id": _dump(session.id),
        "topic": session.topic,
        "customer_key": session.customer.key,
        "customer": _dump([session.customer.id, customer_document(session.customer)]),
        "dialect": session.dialect.value,
        "created_at": session.created_at,
        "waiting_since": session.waiting_since,
        "keep_alive_ttl": session.keep_alive_ttl,
        "request_id": _ident(session.request_id),
        "request_key": _key(session.request_id),
        "required_level": session.required_level.value,
        "status": session.status.value,
        "attendant_id": _ident(session.attendant_id),
        "attendant_key": _key(session.attendant_id),
        "offered_to": _ident(session.offered_to),
        "offer_expires_at": session.offer_expires_at,
        "passed_by": _dump(session.passed_by),
        "message_count": session.message_count,
        "expired": session.expired,
        "closed_at": session.closed_at,
        "close_reason": None if session.close_reason is None else session.close_reason.value,
    }


def read_session(row: RowMapping) -> Session:
    customer_id, document = orjson.loads(row["customer"])
    reason = row["close_reason"]
    return Session(
        id=orjson.loads(row["id"]),
        topic=row["topic"],
        customer=read_customer(_dump(customer_id), document),
        dialect=Dialect(row["dialect"]),
        created_at=row["created_at"],
        waiting_since=row["waiting_since"],
        keep_alive_ttl=row["keep_alive_ttl"],
        request_id=_id(row["request_id"]),
        required_level=Level(row["required_level"]),
        status=Status(row["status"]),
        attendant_id=_id(row["attendant_id"]),
        offered_to=_id(row["offered_to"]),
        offer_expires_at=row["offer_expires_at"],
        passed_by=tuple(orjson.loads(row["passed_by"])),
        message_count=row["message_count"],
        expired=row["expired"],
        closed_at=row["closed_at"],
        close_reason=None if reason is None else Reason(reason),
    )


def message_row(message: Message) -> Row:
    author = message.author
    return {
        "session_key": message.session_key,
        "seq": message.seq,
        "id": message.id,
        "author_kind": "attendant" if isinstance(author, Attendant) else "customer",
        "author_key": author.key,
        "author": _author_document(author),
        "timestamp": message.timestamp,
        "content": message.content,
        "stored_at": message.stored_at,
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
        read_at=row["read_at"],
    )


def _author_document(author: Person) -> str:
    if isinstance(author, Customer):
        return _dump([author.id, customer_document(author)])
    return _dump(
        {
            "id": author.id,
            "email": author.email,
            "name": author.name,
            "avatar_url": author.avatar_url,
            "level": author.level.value,
        }
    )


def _read_author(kind: str, document: str) -> Person:
    told = orjson.loads(document)
    if kind == "customer":
        return read_customer(_dump(told[0]), told[1])
    return Attendant(**{**told, "level": Level(told["level"])})


def account_row(account: Account) -> Row:
    attendant = account.attendant
    return {
        "key": attendant.key,
        "id": _dump(attendant.id),
        "email": (attendant.email or "").casefold(),
        "name": attendant.name,
        "avatar_url": attendant.avatar_url,
        "level": attendant.level.value,
        "password_hash": account.password_hash,
        "is_administrator": account.is_administrator,
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
    )
    return Account(
        attendant=attendant,
        password_hash=row["password_hash"],
        created_at=row["created_at"],
        is_administrator=row["is_administrator"],
        is_generated=row["is_generated"],
        disabled=row["disabled"],
    )
