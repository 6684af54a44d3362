"""What every dialect's payloads are made of, checked (contract, section 3).

The names of the fields are the wire's own, so that an error names what the client wrote. What is
not named here is ignored: a 2019 page sends its whole history along with every message.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationError,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticKnownError

from chimp.core import topics
from chimp.core.people import (
    MAX_DETAILS,
    PROBE_CUSTOMER,
    Attendant,
    Customer,
    Detail,
    Id,
    Level,
    key,
)

_NO_NUMBER: Final = "int_type"
MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON client can hold (RFC 8259, section 6)."""

VERIFIED = "verified"
"""The mark of a customer for whom the site has signed: nobody says it of themselves."""

_MAX_DETAIL_LENGTH = 1_000


class Malformed(Exception):
    """The client's fault: `str()` says what is wrong, `field` where (a dotted path)."""

    def __init__(self, message: str, field: str | None = None, code: str = "invalid") -> None:
        super().__init__(message)
        self.field = field
        self.code = code


def _check_id(identifier: Id) -> Id:
    text = key(identifier)
    if isinstance(identifier, int) and abs(identifier) > MAX_INTEGER:
        message = "a number this large is not the same in every client: send it as a string"
        raise ValueError(message)
    if not text or len(text) > topics.MAX_ID_LENGTH:
        message = f"an id has 1 to {topics.MAX_ID_LENGTH} characters"
        raise ValueError(message)
    if any(c in "/+#\0" for c in text) or not text.isprintable():
        message = "an id has no '/', '+', '#' and no control characters"
        raise ValueError(message)
    return identifier


def _check_customer_id(identifier: Id) -> Id:
    if key(identifier) in topics.RESERVED_CUSTOMER_IDS:
        message = f"a customer can not be called '{identifier}': that is a topic of the server's"
        raise ValueError(message)
    if key(identifier) == PROBE_CUSTOMER:
        message = f"a customer can not be called '{identifier}': the server itself is"
        raise ValueError(message)
    return identifier


def id_in_topic(identifier: str, field: str) -> str:
    """An id that stands in a topic; raises Malformed naming `field` if it is none."""
    return _in_topic(_check_id, identifier, field)


def customer_id_in_topic(identifier: str) -> str:
    """The same for a customer's, who has no name of the server's."""
    return _in_topic(lambda told: _check_customer_id(_check_id(told)), identifier, "customerId")


def _in_topic(check: Callable[[str], Id], identifier: str, field: str) -> str:
    try:
        check(identifier)
    except ValueError as error:
        message = f"{field}: {error}"
        raise Malformed(message, field) from None
    return identifier


_ID_SCHEMA: JsonSchemaValue = {
    "description": "Compared as text, given back with the type it came with.",
    "anyOf": [
        {
            "type": "string",
            "minLength": 1,
            "maxLength": topics.MAX_ID_LENGTH,
            "pattern": topics.ID_PATTERN,
        },
        {"type": "integer", "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER},
    ],
}


def _check_number(told: object) -> object:
    """Neither a switch nor a text, which pydantic would make a number of."""
    if isinstance(told, bool | str):
        raise PydanticKnownError(_NO_NUMBER)
    return told


AnId = Annotated[StrictStr | StrictInt, AfterValidator(_check_id), WithJsonSchema(_ID_SCHEMA)]
CustomerId = Annotated[AnId, AfterValidator(_check_customer_id)]
ClockTime = Annotated[int, BeforeValidator(_check_number), Field(ge=0, le=MAX_INTEGER)]
"""Milliseconds since the epoch by the clock of a client, whose JSON may know no whole numbers."""

Milliseconds = Annotated[StrictInt, Field(ge=0, le=MAX_INTEGER)]
"""Since the epoch, or how long."""
Text = Annotated[StrictStr, Field(max_length=500)]
Url = Annotated[StrictStr, Field(max_length=8_192)]
Topic = Annotated[StrictStr, Field(min_length=1, max_length=1_024)]


class Payload(BaseModel):
    """What all of them share: unknown members are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @classmethod
    def parse(cls, payload: bytes) -> Self:
        """Read a payload, or raise Malformed naming the first field that is wrong."""
        try:
            return cls.model_validate_json(payload)
        except ValidationError as error:
            raise explained(error) from None


class CustomerPayload(Payload):
    model_config = ConfigDict(extra="allow", frozen=True)

    id: CustomerId
    name: Text | None = None
    avatarURL: Url | None = None

    def customer(self) -> Customer:
        return Customer(
            id=self.id,
            name=self.name,
            avatar_url=self.avatarURL,
            details=plain_details(self.model_extra or {}),
        )


class AttendantPayload(Payload):
    id: AnId
    email: Text | None = None
    name: Text | None = None
    avatarURL: Url | None = None
    type: Level = Level.FIRST

    def attendant(self) -> Attendant:
        return Attendant(
            id=self.id,
            email=self.email,
            name=self.name,
            avatar_url=self.avatarURL,
            level=self.type,
        )


class PersonPayload(Payload):
    """A customer, or with a `type` an attendant."""

    id: AnId
    email: Text | None = None
    name: Text | None = None
    avatarURL: Url | None = None
    type: Level | None = None

    def person(self) -> Customer | Attendant:
        if self.type is None:
            return Customer(id=self.id, name=self.name, avatar_url=self.avatarURL)
        return Attendant(
            id=self.id,
            email=self.email,
            name=self.name,
            avatar_url=self.avatarURL,
            level=self.type,
        )


class Wanted(Payload):
    type: Level = Level.FIRST


class SessionTemplate(Payload):
    """What a session needs; the first wanted attendant decides the level."""

    attendants: Annotated[list[Wanted], Field(max_length=20)] = []

    @property
    def level(self) -> Level:
        return self.attendants[0].type if self.attendants else Level.FIRST


def plain_details(told: dict[str, Any]) -> dict[str, Detail]:
    """What else the site told of a customer, as far as it is plain and short."""
    plain = {
        name: value
        for name, value in told.items()
        if isinstance(value, str | int | float | bool)
        and name != VERIFIED
        and not (isinstance(value, int) and abs(value) > MAX_INTEGER)
        and len(name) <= topics.MAX_ID_LENGTH
        and len(str(value)) <= _MAX_DETAIL_LENGTH
    }
    return dict(list(plain.items())[:MAX_DETAILS])


_CODES = frozenset({"unsupported_version"})
"""Types of errors that a client can do something about, told as they are."""

_WORDS = {
    "missing": "is missing",
    "json_invalid": "is not JSON",
    "model_type": "is not a JSON object",
    "string_type": "is not a string",
    "int_type": "is not a whole number",
    "bool_type": "is neither true nor false",
    "extra_forbidden": "is not known here",
}
_IS_NAME = "[key]"
"""Where pydantic points if it is the name of a member that is wrong."""


def explained(error: ValidationError) -> Malformed:
    """The first thing that is wrong, in one sentence."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    # A union names each of its branches after the field ("id.str"): what follows the field is ours.
    parts = [str(part) for part in first["loc"] if part not in {"str", "int", "constrained-str"}]
    parts = [p for p in parts if not p.startswith("function-after[")]
    is_name = _IS_NAME in parts
    parts = [part for part in parts if part != _IS_NAME]
    field = ".".join(parts) or None
    in_union = not is_name and len(parts) < len(first["loc"])
    if in_union and first["type"] in {"string_type", "int_type"}:
        what = "is neither a string nor a whole number"
    elif is_name:
        what = "is no name that is known here"
    else:
        said = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
        what = _WORDS.get(first["type"], said[:1].lower() + said[1:])
    code = first["type"] if first["type"] in _CODES else "invalid"
    return Malformed(f"{field or 'the payload'}: {what}", field, code)
