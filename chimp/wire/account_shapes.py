"""What is answered about accounts: the models that are published, and what is made of them."""

from typing import Annotated, Any

from pydantic import Field

from chimp.core.accounts import Account
from chimp.core.people import Attendant
from chimp.wire.payloads import Milliseconds
from chimp.wire.shape_models import AccountShape, Shape
from chimp.wire.shapes import account_json

Json = dict[str, Any]

MustChange = Annotated[
    bool, Field(description="The password is still the one that the server made, to be used once.")
]
OneTimePassword = Annotated[str, Field(description="Told now and never again.")]


class MyselfShape(AccountShape):
    """Who is logged in."""

    mustChangePassword: MustChange


class KeptAccountShape(AccountShape):
    """An account as administrators see it."""

    disabled: Annotated[bool, Field(description="They are kept out.")]
    createdAt: Milliseconds
    mustChangePassword: MustChange


class InvitedShape(KeptAccountShape):
    """A new account, and how its attendant logs in for the first time."""

    oneTimePassword: OneTimePassword


class OneTimePasswordShape(Shape):
    """How an attendant logs in for the next time."""

    oneTimePassword: OneTimePassword


def myself_json(attendant: Attendant, *, must_change_password: bool) -> Json:
    return {**account_json(attendant), "mustChangePassword": must_change_password}


def kept_account_json(account: Account) -> Json:
    return {
        **account_json(account.attendant),
        "disabled": account.disabled,
        "createdAt": account.created_at,
        "mustChangePassword": account.is_generated,
    }
