"""The JSON shapes of section 3 of the contract, as the front ends of 2019 know them."""

from collections.abc import Iterable, Sequence
from typing import Any

from chimp.core.message import Message
from chimp.core.people import Attendant, Customer, Person
from chimp.core.session import Session, Status
from chimp.wire.payloads import VERIFIED

Json = dict[str, Any]

STATUS = {
    Status.WAITING: "waitingAttendantsAssignment",
    Status.ONLINE: "online",
    Status.CLOSED: "aborted",
}


def customer_json(customer: Customer) -> Json:
    """What is said of a customer. That they are verified is said by the server alone."""
    told: Json = {"id": customer.id, "name": customer.name, "avatarURL": customer.avatar_url}
    details = {name: value for name, value in customer.details.items() if name != VERIFIED}
    return {**details, **told, VERIFIED: True} if customer.is_verified else {**details, **told}


def attendant_json(attendant: Attendant) -> Json:
    return {
        "id": attendant.id,
        "email": attendant.email,
        "name": attendant.name,
        "avatarURL": attendant.avatar_url,
        "type": attendant.level.value,
    }


def account_json(attendant: Attendant) -> Json:
    """An attendant as they see themselves."""
    return {
        **attendant_json(attendant),
        "isAdministrator": attendant.is_administrator,
        "maxSessions": attendant.max_sessions,
    }


def person_json(person: Person) -> Json:
    return attendant_json(person) if isinstance(person, Attendant) else customer_json(person)


def message_json(message: Message) -> Json:
    return {
        "from": person_json(message.author),
        "timestamp": message.timestamp,
        "content": message.content,
        "readAt": message.read_at,
    }


def session_json(session: Session, last_messages: Iterable[Message] = ()) -> Json:
    return session_with([message_json(message) for message in last_messages], session)


def session_with(last_messages: Sequence[Any], session: Session) -> Json:
    """The Session shape around messages that already have theirs (or are encoded)."""
    shape: Json = {
        "sessionTopic": session.topic,
        "sessionId": session.id,
        "lastMessages": last_messages,
        "customer": customer_json(session.customer),
        "requestID": session.request_id,
        "keepAliveTTL": session.keep_alive_ttl,
        "createdAt": session.created_at,
        "status": STATUS[session.status],
        "sessionTemplate": {
            "customersAllowed": 1,
            "attendants": [{"type": session.required_level.value, "required": True}],
        },
        "assignedAttendants": list(session.attendants),
    }
    if session.expired is not None:
        shape["expired"] = session.expired
    return shape
