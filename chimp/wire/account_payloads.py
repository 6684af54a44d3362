"""What is asked about accounts over HTTP. What is left out stays as it is.

Lengths and spellings of names, e-mails and pictures are looked at where accounts are kept.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import Field, StrictBool, StrictInt, StrictStr

from chimp.core.accounts import Account
from chimp.core.people import Attendant, Level
from chimp.wire.payloads import Payload, Url

_MOST_SESSIONS: Final = 1_000_000_000


def _left_out() -> Any:  # noqa: ANN401 - no value at all, whatever the member's type
    """In place of a default that the schema would show: what is left out stays as it is."""
    return None


Word = Annotated[StrictStr, Field(max_length=1_000)]
Secret = Annotated[StrictStr, Field(min_length=1, max_length=1_000)]
Picture = Annotated[Url | None, Field(description="Address of a picture; null: none.")]
Sessions = Annotated[
    StrictInt | None,
    Field(
        ge=0,
        le=_MOST_SESSIONS,
        description="Sessions at a time; 0: any number, null: as the settings say.",
    ),
]


class Change(Payload):
    """What everybody may change who may change an account at all."""

    name: Word = Field(default_factory=_left_out)
    email: Word = Field(default_factory=_left_out)
    avatarURL: Picture = Field(default_factory=_left_out)

    def is_new_email(self, before: Attendant) -> bool:
        """Whether they would log in with another one."""
        return "email" in self.model_fields_set and self.email != before.email

    def on(self, account: Account) -> Account:
        """What becomes of it."""
        return replace(account, attendant=self._attendant(account.attendant))

    def _attendant(self, before: Attendant) -> Attendant:
        return replace(before, **_told(self, _ATTENDANT.items()))


class ProfileChange(Change):
    """What attendants change about themselves."""

    current: Annotated[
        Secret, Field(description="The password of now: needed where the e-mail is a new one.")
    ] = Field(default_factory=_left_out)


class AccountChange(Change):
    """What administrators change."""

    type: Level = Field(default_factory=_left_out)
    isAdministrator: StrictBool = Field(default_factory=_left_out)
    maxSessions: Sessions = Field(default_factory=_left_out)
    disabled: StrictBool = Field(default_factory=_left_out)

    def on(self, account: Account) -> Account:
        revised = super().on(account)
        return replace(revised, **_told(self, [("disabled", "disabled")]))


class NewAccount(Payload):
    """Who is to be an attendant."""

    email: Word
    name: Annotated[Word | None, Field(description="Else what stands before the @.")] = None
    avatarURL: Picture = None
    type: Level = Level.FIRST
    isAdministrator: StrictBool = False
    maxSessions: Sessions = None

    def attendant(self) -> Attendant:
        """Without an id."""
        return Attendant(
            id="",
            email=self.email,
            name=self.name,
            avatar_url=self.avatarURL or None,
            level=self.type,
            is_administrator=self.isAdministrator,
            max_sessions=self.maxSessions,
        )


class PasswordChange(Payload):
    """The password of now, and the one to come."""

    current: Secret
    password: Secret


_ATTENDANT: Final = {
    "name": "name",
    "email": "email",
    "avatarURL": "avatar_url",
    "type": "level",
    "isAdministrator": "is_administrator",
    "maxSessions": "max_sessions",
}
"""Members, and what they are called here."""


def _told(payload: Payload, names: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Those that are there; a picture without an address is none."""
    return {
        ours: (getattr(payload, theirs) or None)
        if ours == "avatar_url"
        else getattr(payload, theirs)
        for theirs, ours in names
        if theirs in payload.model_fields_set
    }
