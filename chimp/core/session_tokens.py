"""A customer's token: who they are and in which session, signed by the server, for some time.

Nothing is stored about it; whether it still opens its session is for others to say
(`services.customer_tokens`). It reads `chimp-customer-1.<claims>.<tag>`, where the number is the
version of this format. The claims are JSON, and the tag is made of their very letters, both in
base64url without padding, so that a token has one spelling.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from chimp.core import topics
from chimp.core.keys import KeyRing
from chimp.core.people import Customer

PREFIX = "chimp-customer-1."

MAX_CLAIMS = 4_096
"""Bytes of JSON: with it a token fits into an HTTP header of 8 kB."""

_PURPOSE = b"customer-token-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token says. Times are milliseconds since the epoch."""

    session_id: str
    session_topic: str
    customer: Customer
    issued_at: int
    expires_at: int


class SessionTokens:
    """Issues customers' tokens and reads them."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys

    def issue(self, claims: Claims) -> str:
        """A token that says this, less what of the customer's picture and details is too long."""
        told = _encoded(_members(claims))
        return f"{PREFIX}{told}.{_base64(self._keys.sign(_PURPOSE, told.encode()))}"

    def read(self, token: str, now: int) -> Claims | None:
        """What a token of ours says that has not expired at `now`; None for every other text."""
        claims = self.read_lapsed(token)
        return claims if claims is not None and now < claims.expires_at else None

    def read_lapsed(self, token: str) -> Claims | None:
        """What a token of ours says, whenever it expires; None for every other text."""
        told, dot, tag = token.removeprefix(PREFIX).rpartition(".")
        if not token.startswith(PREFIX) or not dot or not token.isascii():
            return None
        ours = [_base64(one) for one in self._keys.tags(_PURPOSE, told.encode())]
        if not any(hmac.compare_digest(tag, one) for one in ours):
            return None
        return _claims(json.loads(urlsafe_b64decode(told + "=" * (-len(told) % 4))))


def _members(claims: Claims) -> dict[str, Any]:
    customer = claims.customer
    said: dict[str, Any] = {
        "session": claims.session_id,
        "id": customer.id,
        "issued": claims.issued_at,
        "expires": claims.expires_at,
    }
    if claims.session_topic != topics.session_topic(customer.id, claims.session_id):
        said["topic"] = claims.session_topic
    if customer.is_verified:
        said["verified"] = True
    if customer.name is not None:
        said["name"] = customer.name
    room = MAX_CLAIMS - len(_json({**said, "details": {}}))
    if customer.avatar_url is not None and (size := _size("avatar", customer.avatar_url)) <= room:
        said["avatar"] = customer.avatar_url
        room -= size
    details = {}
    for name, value in customer.details.items():
        if (size := _size(name, value)) <= room:
            details[name] = value
            room -= size
    return {**said, "details": details} if details else said


def _claims(said: dict[str, Any]) -> Claims:
    customer = Customer(
        id=said["id"],
        name=said.get("name"),
        avatar_url=said.get("avatar"),
        details=said.get("details", {}),
        is_verified=said.get("verified", False),
    )
    default = topics.session_topic(customer.id, said["session"])
    return Claims(
        session_id=said["session"],
        session_topic=said.get("topic", default),
        customer=customer,
        issued_at=said["issued"],
        expires_at=said["expires"],
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _size(name: str, value: object) -> int:
    """How many bytes a member takes among others."""
    return len(_json({name: value}))


def _encoded(said: dict[str, Any]) -> str:
    return _base64(_json(said))


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
