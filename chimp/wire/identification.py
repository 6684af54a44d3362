"""`POST /session`: who wants to begin a chat, in our own dialect (contract, section 6)."""

from typing import Annotated

from pydantic import Field, StrictStr

from chimp.core.people import Customer, Id, key
from chimp.wire.payloads import CustomerId, Malformed, Payload, plain_details
from chimp.wire.seed import NamedCustomer

_MAX_IDENTITY = 8_192

_ID = "Who the customer is to the site; left out, they get a fresh UUID."
_CUSTOMER = "What else the page tells of them: a name, a picture, an e-mail, plain details."
_IDENTITY = "Proof of who they are: a JWT signed with the site's key (`auth.site_key`)."


class NewSession(Payload):
    """What a page may tell when it begins a chat; all of it may be left out."""

    customerId: Annotated[CustomerId | None, Field(description=_ID)] = None
    customer: Annotated[NamedCustomer | None, Field(description=_CUSTOMER)] = None
    identity: Annotated[
        Annotated[StrictStr, Field(min_length=1, max_length=_MAX_IDENTITY)] | None,
        Field(description=_IDENTITY),
    ] = None

    def named(self) -> Id | None:
        """The id that the page chose, if it did; raises Malformed if it chose two."""
        inner = None if self.customer is None else self.customer.id
        if inner is None or self.customerId is None:
            return self.customerId if inner is None else inner
        if key(inner) != key(self.customerId):
            message = "customer.id: differs from customerId"
            raise Malformed(message, "customer.id")
        return self.customerId

    def called(self, customer_id: Id) -> Customer:
        """That customer, with what the page tells of them."""
        told = self.customer
        if told is None:
            return Customer(id=customer_id)
        return Customer(
            id=customer_id,
            name=told.name,
            avatar_url=told.avatarURL,
            details=plain_details(told.model_extra or {}),
        )
