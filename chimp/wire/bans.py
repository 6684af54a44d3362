"""What is asked and answered about bans over HTTP."""

from typing import Annotated, Any

from pydantic import Field, StrictInt, StrictStr, ValidationInfo, field_validator

from chimp.core import addresses
from chimp.core.bans import Ban, BanKind
from chimp.core.people import Id, key
from chimp.wire.native import MAX_MINUTES, Remark
from chimp.wire.payloads import Malformed, Milliseconds, Payload, customer_id_in_topic
from chimp.wire.shape_models import Shape

Json = dict[str, Any]


class NewBan(Payload):
    """Who is to be kept out."""

    kind: BanKind
    value: Annotated[
        StrictStr | StrictInt,
        Field(description="A customer's id; or an address: an IPv6 one stands for its /64."),
    ]
    minutes: Annotated[
        StrictInt | None, Field(ge=1, le=MAX_MINUTES, description="For how long; null: for good.")
    ] = None
    because: Annotated[
        Remark | None, Field(description="The customer is told it, and attendants.")
    ] = None

    @field_validator("value")
    @classmethod
    def _is_one(cls, value: Id, told: ValidationInfo) -> str:
        kind = told.data.get("kind")
        return key(value) if kind is None else banned_value(kind, key(value))


class BanShape(Shape):
    """Who is kept out."""

    kind: BanKind
    value: Annotated[str, Field(description="A customer's id, or an address, or an IPv6 /64.")]
    createdAt: Milliseconds
    until: Annotated[Milliseconds | None, Field(description="null: for good.")]
    by: Annotated[str, Field(description="The id of the attendant who said so.")]
    byName: Annotated[str | None, Field(description="Their name, if their account is here.")]
    because: str


def banned_value(kind: BanKind, text: str) -> str:
    """What a ban of that is kept by; raises ValueError."""
    if kind is BanKind.ADDRESS:
        address = addresses.told(text)
        if address is None:
            message = "is not an IP address"
            raise ValueError(message)
        return address
    try:
        return customer_id_in_topic(text)
    except Malformed as error:
        raise ValueError(str(error).removeprefix("customerId: ")) from None


def ban_json(ban: Ban, by_name: str | None) -> Json:
    return {
        "kind": ban.kind.value,
        "value": ban.value,
        "createdAt": ban.created_at,
        "until": ban.until,
        "by": ban.by_attendant,
        "byName": by_name,
        "because": ban.because,
    }
