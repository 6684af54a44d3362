"""An attendant's account: who they are, and what proves it."""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """That somebody is logged in over HTTP, for as long as it lasts. Times as above.

    It is known by the hash of its token; the token itself is with its holder alone. `attendant` is
    who they were at the time.
    """

    token_hash: str
    attendant: Attendant
    created_at: int
    expires_at: int


class Change(StrEnum):
    """What was done to an account, as the event log has it.

    A running server reads there what other processes have done.
    """

    PASSWORD = "attendant.password_changed"  # noqa: S105 - what happened to it
    DISABLED = "attendant.disabled"
    ENABLED = "attendant.enabled"
    RIGHTS = "attendant.rights_changed"
    LOGGED_OUT = "attendant.logged_out"

    @property
    def because(self) -> str:
        """In words, for the event log."""
        return _BECAUSE[self]

    @property
    def ends_log_ins(self) -> bool:
        """Whether a cookie or token of before counts no more."""
        return self in {Change.PASSWORD, Change.DISABLED, Change.LOGGED_OUT}


_BECAUSE = {
    Change.PASSWORD: "there is a new password",
    Change.DISABLED: "the account was disabled",
    Change.ENABLED: "the account was enabled again",
    Change.RIGHTS: "another level, administrator or not, or another limit of sessions",
    Change.LOGGED_OUT: "it was asked for to log out everywhere",
}

ENDS_CONNECTIONS = frozenset(Change) - {Change.ENABLED}
"""After these a connection would go on as somebody who that attendant is no more."""
