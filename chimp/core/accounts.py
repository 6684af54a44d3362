"""An attendant's account: who they are, and what proves it."""

from dataclasses import dataclass

from chimp.core.people import Attendant


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`is_generated`: made by the server at its first start, the password not changed since.

    `created_at` is in milliseconds since the epoch; the attendant's e-mail is never None here
    and is compared without case.
    """

    attendant: Attendant
    password_hash: str
    created_at: int
    is_generated: bool = False
    disabled: bool = False
