"""An attendant's account: who they are, and what proves it."""

from dataclasses import dataclass
from enum import StrEnum

from chimp.core.people import Attendant


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`is_generated`: the password is one that the server made, to be used once.

    `created_at` is in milliseconds since the epoch; the attendant's e-mail is never None here
    and is compared without case.
    """

    attendant: Attendant
    password_hash: str
    created_at: int
    is_generated: bool = False
    disabled: bool = False

    @property
    def administers(self) -> bool:
        """Whether they can administer the server as things stand."""
        return self.attendant.is_administrator and not self.disabled


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
    PROFILE = "attendant.profile_changed"
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
    Change.PROFILE: "another name, picture or e-mail",
    Change.LOGGED_OUT: "it was asked for to log out everywhere",
}

ENDS_CONNECTIONS = frozenset(Change) - {Change.ENABLED}
"""After these a connection would go on as somebody who that attendant is no more."""


def changes(before: Account, after: Account) -> list[Change]:
    """What it amounts to that the one becomes the other."""
    found = []
    if after.password_hash != before.password_hash:
        found.append(Change.PASSWORD)
    if after.disabled != before.disabled:
        found.append(Change.DISABLED if after.disabled else Change.ENABLED)
    if _rights(after.attendant) != _rights(before.attendant):
        found.append(Change.RIGHTS)
    if _profile(after.attendant) != _profile(before.attendant):
        found.append(Change.PROFILE)
    return found


def _rights(attendant: Attendant) -> tuple[object, ...]:
    return attendant.level, attendant.is_administrator, attendant.max_sessions


def _profile(attendant: Attendant) -> tuple[object, ...]:
    return attendant.email, attendant.name, attendant.avatar_url
