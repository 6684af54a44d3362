"""Who talks: customers ask, attendants answer.

An id is a string or a number and is given back exactly as it came, because the 2019 front ends
compare with ``===``. Everything inside compares and indexes by `key`, so ``101`` and ``"101"``
are one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice

Id = str | int
Detail = str | int | float | bool

MAX_DETAILS = 50
"""How many details are kept of one customer."""


def key(identifier: Id) -> str:
    """The form of an id that is compared, indexed and stored."""
    return str(identifier)


PROBE_CUSTOMER = "@self-check"
"""The customer that the server itself is when it checks itself; nobody else may be called so."""

PROBE_TTL = 60_000
"""Milliseconds that such a session stays open at most, if it is not closed as it should be."""


class Level(StrEnum):
    """The type of an attendant, and what a session asks for (contract, section 3)."""

    FIRST = "support/firstLevel"
    SECOND = "support/secondLevel"
    SUPERVISOR = "support/supervisor"

    @property
    def rank(self) -> int:
        """0 for the first level, and one more for each above it."""
        return list(Level).index(self)

    @property
    def above(self) -> "Level | None":
        """Where a session is escalated to; None from the highest."""
        higher = list(Level)[self.rank + 1 :]
        return higher[0] if higher else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A visitor who wants an answer.

    `details` are further plain values the site told about the customer (an e-mail, a plan);
    attendants see them as contact and additional information. `is_verified`: the site has signed
    for who this is (contract, section 6).
    """

    id: Id
    name: str | None = None
    avatar_url: str | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)
    is_verified: bool = False

    @property
    def key(self) -> str:
        return key(self.id)

    def told_again(self, later: "Customer") -> "Customer":
        """What is known after the site told more: saying nothing takes nothing back.

        Of somebody for whom the site has signed, whoever is not signed for only adds details.
        """
        if self.is_verified and not later.is_verified:
            return replace(self, details=_together(self.details, later.details))
        return Customer(
            id=later.id,
            name=later.name or self.name,
            avatar_url=later.avatar_url or self.avatar_url,
            details=_together(later.details, self.details),
            is_verified=later.is_verified,
        )

    def tells(self, more: "Customer") -> "Customer":
        """The same customer, whose own page tells more: it takes the place of nothing known."""
        return replace(
            self,
            name=self.name or more.name,
            avatar_url=self.avatar_url or more.avatar_url,
            details=_together(self.details, more.details),
        )


def _together(first: Mapping[str, Detail], then: Mapping[str, Detail]) -> dict[str, Detail]:
    """Both, of which the first counts where they differ, up to MAX_DETAILS."""
    return dict(islice({**first, **then, **first}.items(), MAX_DETAILS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """A support person.

    `max_sessions` is how many sessions they take at a time (0: any number; None: as many as the
    settings say).
    """

    id: Id
    email: str | None = None
    name: str | None = None
    avatar_url: str | None = None
    level: Level = Level.FIRST
    is_administrator: bool = False
    max_sessions: int | None = None

    @property
    def key(self) -> str:
        return key(self.id)

    @property
    def supervises(self) -> bool:
        """Whether they may act in sessions that others serve."""
        return self.is_administrator or self.level is Level.SUPERVISOR


Person = Customer | Attendant
