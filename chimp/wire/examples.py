"""Examples of what is published, made from its schemas, so that each of them is a valid one."""

from typing import Any, Final

from chimp.core import topics
from chimp.wire.schemas import PLACE, Json

_CUSTOMER: Final = "70912860-e641-11f1-9380-bba89cdc5683"
_SESSION: Final = "Xq3nT0v8Zk1sYb7LwR5cJd2HfG9mPa4e"
_AT: Final = 1_545_391_989_000

_ANN: Final = {"id": _CUSTOMER, "name": "Ann", "avatarURL": None}
_PAGE: Final = {"url": "https://www.example.com/prices", "title": "Prices"}
_BOB: Final = {
    "id": "bob",
    "email": "bob@example.com",
    "name": "Bob",
    "avatarURL": None,
    "type": "support/firstLevel",
}
_HELLO: Final = {
    "shortcut": "hello",
    "title": "Greeting",
    "content": "Hello {{customer.name}}, how can I help you?",
}
_WIDGET: Final = {
    "accent": "#5b5bd6",
    "position": "right",
    "offsetX": 20,
    "offsetY": 20,
    "language": "auto",
    "theme": "auto",
    "showPoweredBy": True,
    "sound": True,
    "texts": {"en": {"title": "Talk to us"}},
    "preChat": {"isOn": True, "name": "optional", "email": "required", "consent": False},
    "offline": {"isOn": True, "email": "required"},
}
_OPEN: Final = [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}]
_HOURS: Final = {
    "isOn": True,
    "timeZone": "America/Sao_Paulo",
    "week": {
        **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), _OPEN),
        "saturday": [{"from": "09:00", "to": "12:00"}],
        "sunday": [],
    },
    "closedOn": ["2026-12-25"],
}

_SHAPES: Final[dict[str, Json]] = {
    "AccessSettings": {"allowedOrigins": ["https://shop.example"]},
    "AccessShape": {
        "allowedOrigins": ["https://shop.example"],
        "configuredOrigins": [],
        "siteKey": {"state": "stored", "createdAt": _AT},
    },
    "AttendantPayload": _BOB,
    "AttendantShape": _BOB,
    "Author": {"id": _CUSTOMER},
    "CannedAnswerPayload": _HELLO,
    "CannedAnswerShape": {"id": "a1", **_HELLO, "changedAt": _AT},
    "DeskSettings": {"name": "Example Shop", "isSetUp": True},
    "HoursSettings": _HOURS,
    "OpeningState": {"isOpen": True, "changesAt": _AT + 3_600_000},
    "WidgetSettings": _WIDGET,
    "Ban": {"sessionId": _SESSION, "minutes": 60, "reason": "Insults"},
    "CustomerPayload": _ANN,
    "CustomerShape": _ANN,
    "NamedCustomer": {"name": "Ann"},
    "PagePayload": _PAGE,
    "PageShape": _PAGE,
    "OfferedSession": {"sessionId": _SESSION},
    "PersonPayload": {"id": _CUSTOMER, "name": "Ann"},
    "PersonShape": {"kind": "customer", **_ANN, "verified": False},
    "ReaderShape": {"kind": "customer", "id": _CUSTOMER},
    "SelfDescription": {"name": "Ann", "plan": "gold"},
    "Target": {"level": "support/secondLevel"},
    "Unban": {"customerId": _CUSTOMER},
}
"""Shapes that would be made of parts that do not fit."""

_MEMBERS: Final[dict[str, Any]] = {
    "assignedAttendants": "bob",
    "attendantId": "bob",
    "channelTopic": topics.channel_topic(_CUSTOMER, _SESSION),
    "code": "invalid",
    "comment": "Thank you",
    "content": "Hello",
    "createdAt": _AT,
    "customer": _ANN,
    "customerId": _CUSTOMER,
    "delivered": 2,
    "email": "bob@example.com",
    "field": "content",
    "id": "0b5a7f1e-98a5-4c3e-b8e3-0f5f2d7f6a11",
    "keepAliveTTL": 600_000,
    "lastSeq": 2,
    "message": "content: is missing",
    "minutes": 60,
    "name": "Ann",
    "page": _PAGE,
    "note": "Asks about an invoice",
    "password": "correct horse battery",
    "preview": "Hel",
    "protocolVersion": 1,
    "read": 2,
    "readAt": _AT + 9_000,
    "requestID": "r1",
    "responseTopic": topics.session_answers(_CUSTOMER, "r1"),
    "score": 5,
    "seq": 2,
    "sessionId": _SESSION,
    "sessionTopic": topics.session_topic(_CUSTOMER, _SESSION),
    "status": "online",
    "storedAt": _AT + 20,
    "timestamp": _AT,
    "token": "eyJhbGciOi…",
    "userRequesting": _CUSTOMER,
}
"""What members of that name are like, where the schema leaves it open."""

_USUAL: Final = {"update": "session/ready"}
"""The same of members that are shown only where they have to be there."""


class Examples:
    """Makes them from the definitions that the schemas of one document share."""

    def __init__(self, definitions: Json) -> None:
        self._definitions = definitions

    def of(self, schema: Json, name: str = "") -> Any:  # noqa: ANN401 - JSON
        """A value that fits; `name` is the member that holds it."""
        match schema:
            case {"$ref": str(reference)}:
                shape = reference.removeprefix(PLACE)
                return _SHAPES.get(shape) or self.of(self._definitions[shape], name)
            case {"const": value}:
                return value
            case {"enum": list(values)}:
                return _MEMBERS[name] if _MEMBERS.get(name) in values else values[0]
            case {"anyOf": [{"enum": _} | {"$ref": _} as choice, *_]}:
                return self.of(choice, name)
            case {"type": "object"}:
                return self._object(schema)
            case {"type": "array"}:
                return [self.of(schema["items"], name)]
            case _ if name in _MEMBERS:
                return _MEMBERS[name]
            case {"anyOf": [choice, *_]}:
                return self.of(choice, name)
            case _:
                return _USUAL.get(name) or _plain(schema)

    def _object(self, schema: Json) -> Json:
        """With what is required, and what may be left out but is of use to see."""
        required = schema.get("required", ())
        return {
            name: self.of(told, name)
            for name, told in schema.get("properties", {}).items()
            if name in required or name in _MEMBERS
        }


def _plain(schema: Json) -> Any:  # noqa: ANN401 - JSON
    match schema:
        case {"default": value} if value is not None:
            return value
        case {"type": "string"}:
            return "…"
        case {"type": "integer" | "number"}:
            return max(schema.get("minimum", 1), 1)
        case {"type": "boolean"}:
            return True
        case _:
            return None
