"""Who somebody is to the server: what they show, what that proves, and who acts by it.

What they may do by it is decided in `core.access`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from chimp.core.people import Attendant, Customer
from chimp.core.tokens import is_uuid


class Role(StrEnum):
    """What a connection or a request has proved about itself."""

    ANONYMOUS = "anonymous"
    CUSTOMER = "customer"
    """Holds a token: is one customer, in one session."""
    ATTENDANT = "attendant"
    SHARED = "shared"
    """Holds the shared credentials of the 2019 attendants, and may be any of them."""


@dataclass(slots=True, kw_only=True, eq=False)
class Principal:
    """Who is at the other end of a connection or a request.

    `connection` is unique to one MQTT connection. `named` are the session topics for
    which this connection has shown the session id: it may use them and what is theirs below them.
    `customer`, `session_key` and `session_topic` are what a customer's token says; `log_in` is by
    what an attendant's HTTP log-in is known; `expires_at` (ms) is when either of them ends.
    """

    connection: str
    address: str = ""
    role: Role = Role.ANONYMOUS
    attendant: Attendant | None = None
    customer: Customer | None = None
    session_key: str | None = None
    session_topic: str | None = None
    log_in: str | None = None
    expires_at: int | None = None
    named: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)

    @property
    def is_attendant(self) -> bool:
        return self.role in (Role.ATTENDANT, Role.SHARED)

    @property
    def supervises(self) -> bool:
        return self.attendant is not None and self.attendant.supervises

    def inherit(self, former: "Principal") -> None:
        """Come back as the one who was `former`: what it has shown stays shown."""
        self.named |= former.named
        self.held |= former.held

    def is_called(self, customer_id: str | int) -> bool:
        """Whether its token is for a customer of that id."""
        return self.customer is not None and self.customer.key == str(customer_id)

    def is_proven(self, customer_id: str | int) -> bool:
        """Whether its token makes it that customer, and not only somebody who says so.

        Anybody may be told a token for a customer id that can be guessed, if the site does not
        sign for it.
        """
        known = self.customer
        is_safe = known is not None and (known.is_verified or is_uuid(known.key))
        return is_safe and self.is_called(customer_id)

    def may_be(self, attendant_id: str | int) -> bool:
        """Whether this principal may act as that attendant (outside mode `open`)."""
        if self.role is Role.SHARED:
            return True
        return self.attendant is not None and self.attendant.key == str(attendant_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What somebody shows at a log-in over MQTT; `cookie` is what their page brought along."""

    address: str
    username: str | None = None
    password: str = field(default="", repr=False)
    cookie: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What that proves; the members are those of `Principal`."""

    role: Role = Role.ANONYMOUS
    attendant: Attendant | None = None
    customer: Customer | None = None
    session_key: str | None = None
    session_topic: str | None = None
    log_in: str | None = None
    expires_at: int | None = None

    @property
    def is_attendant(self) -> bool:
        return self.role in (Role.ATTENDANT, Role.SHARED)

    def principal(self, connection: str, address: str) -> Principal:
        """Who that is, on one connection or in one request."""
        return Principal(
            connection=connection,
            address=address,
            role=self.role,
            attendant=self.attendant,
            customer=self.customer,
            session_key=self.session_key,
            session_topic=self.session_topic,
            log_in=self.log_in,
            expires_at=self.expires_at,
            named=set() if self.session_topic is None else {self.session_topic},
            held=set() if self.session_key is None else {self.session_key},
        )
