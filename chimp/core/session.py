"""A session: one customer's conversation, and who serves it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from chimp.core.people import PROBE_CUSTOMER, Attendant, Customer, Id, Level, key


class Status(StrEnum):
    """WAITING (queued or offered) → ONLINE (an attendant has it) → CLOSED, and back on return."""

    WAITING = "waiting"
    ONLINE = "online"
    CLOSED = "closed"


class Reason(StrEnum):
    """Why a session was closed: nobody was heard for too long, or somebody closed it."""

    EXPIRED = "expired"
    BY_CUSTOMER = "customer"
    BY_ATTENDANT = "attendant"
    BANNED = "banned"

    @property
    def is_final(self) -> bool:
        """Whether a person has ended it, so that its token opens it no more."""
        return self is not Reason.EXPIRED


class Dialect(StrEnum):
    """In which dialect a session was asked for; it decides which topics hear the answers."""

    SEED = "seed"
    LEGACY = "2019"
    NATIVE = "chimp"


@dataclass(frozen=True, slots=True)
class Rating:
    """What the customer thinks of how they were served: 1 (bad) to 5 (good)."""

    score: int
    comment: str | None
    rated_at: int


@dataclass(frozen=True, slots=True)
class Page:
    """Where on the site a customer is."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Everything the rules know about a session; saved whole, it alone rebuilds the coordinator.

    `topic` is the `sessionTopic`, without the base topic. Times are milliseconds since the epoch;
    `keep_alive_ttl` is how long the session lives, in milliseconds, without a sign of its customer.
    `passed_by` are the keys of attendants who let an offer of this session run out since it last
    went waiting: they are asked again only when nobody else is left.
    `declined_by` are those who do not want it (declined, released, handed it on): they are not
    asked again as long as they stay, but may take it. With nobody else left it stays in the queue,
    for all to see, until somebody comes. `transferred_by` is who served it while it is offered to
    the one it was handed to: they get it back if that one does not take it, so a place with them is
    kept. `joined` are attendants who take part beside the one who serves.
    `expired` is the 2019 client's own flag: carried, never interpreted.
    `left_message`: its customer has left a message and is not expected to stay. It waits behind
    those whose customer does, and however long nothing is heard of its customer.
    """

    id: Id
    topic: str
    customer: Customer
    dialect: Dialect
    created_at: int
    waiting_since: int
    keep_alive_ttl: int
    request_id: Id | None = None
    required_level: Level = Level.FIRST
    status: Status = Status.WAITING
    attendant_id: Id | None = None
    offered_to: Id | None = None
    offer_expires_at: int | None = None
    passed_by: tuple[str, ...] = ()
    declined_by: tuple[str, ...] = ()
    transferred_by: Id | None = None
    joined: tuple[Id, ...] = ()
    message_count: int = 0
    expired: bool | None = None
    closed_at: int | None = None
    close_reason: Reason | None = None
    closed_by: Id | None = None
    close_note: str | None = None
    rating: Rating | None = None
    page: Page | None = None
    left_message: bool = False

    @property
    def key(self) -> str:
        return key(self.id)

    @property
    def is_open(self) -> bool:
        return self.status is not Status.CLOSED

    @property
    def is_queued(self) -> bool:
        """Waiting, and nobody is being asked at the moment."""
        return self.status is Status.WAITING and self.offered_to is None and not self.is_probe

    @property
    def is_probe(self) -> bool:
        """Whether the server talks to itself here: nobody is to serve it, and nothing remains."""
        return self.customer.key == PROBE_CUSTOMER

    @property
    def attendants(self) -> tuple[Id, ...]:
        """Who takes part: first who serves it, then who has joined."""
        return self.joined if self.attendant_id is None else (self.attendant_id, *self.joined)

    @property
    def holder(self) -> str | None:
        """The key of the attendant who serves it or is being asked to."""
        holder = self.attendant_id if self.attendant_id is not None else self.offered_to
        return None if holder is None else key(holder)

    @property
    def claims(self) -> tuple[str, ...]:
        """The keys of those whose room it takes: its holder, and who may get it back from them."""
        giver = () if self.transferred_by is None else (key(self.transferred_by),)
        return giver if self.holder is None else (self.holder, *giver)

    @property
    def people(self) -> tuple[str, ...]:
        """The keys of the attendants for whom it matters whether they are there."""
        named = (*self.claims, *map(key, self.joined), *self.declined_by)
        return tuple(dict.fromkeys(named))

    def offered(self, attendant_id: Id, until: int) -> Self:
        return replace(self, offered_to=attendant_id, offer_expires_at=until)

    def passed(self) -> Self:
        """The one who was asked did not answer in time, or left."""
        if self.offered_to is None:
            return self
        asked = key(self.offered_to)
        passed_by = (*(who for who in self.passed_by if who != asked), asked)
        return replace(
            self,
            offered_to=None,
            offer_expires_at=None,
            passed_by=passed_by,
            transferred_by=None,
        )

    def declined(self, attendant: Attendant) -> Self:
        """That one does not want it: they are not asked again."""
        declined_by = (*(who for who in self.declined_by if who != attendant.key), attendant.key)
        return replace(
            self,
            offered_to=None,
            offer_expires_at=None,
            declined_by=declined_by,
            transferred_by=None,
        )

    def served_by(self, attendant_id: Id) -> Self:
        return replace(
            self,
            status=Status.ONLINE,
            attendant_id=attendant_id,
            offered_to=None,
            offer_expires_at=None,
            passed_by=(),
            declined_by=(),
            transferred_by=None,
            joined=tuple(who for who in self.joined if key(who) != key(attendant_id)),
        )

    def without(self, attendant_key: str) -> Self:
        """One is gone: they take part no more, get nothing back, and may be asked anew."""
        giver = self.transferred_by
        return replace(
            self,
            declined_by=tuple(who for who in self.declined_by if who != attendant_key),
            transferred_by=None if giver is None or key(giver) == attendant_key else giver,
            joined=tuple(who for who in self.joined if key(who) != attendant_key),
        )

    def waiting_again(self, now: int) -> Self:
        """Lost its attendant, or was closed and the customer is back."""
        return replace(
            self,
            status=Status.WAITING,
            waiting_since=now,
            attendant_id=None,
            offered_to=None,
            offer_expires_at=None,
            passed_by=(),
            declined_by=(),
            transferred_by=None,
            closed_at=None,
            close_reason=None,
            closed_by=None,
            close_note=None,
        )

    def closed(
        self, reason: Reason, now: int, *, by: Id | None = None, note: str | None = None
    ) -> Self:
        return replace(
            self,
            status=Status.CLOSED,
            offered_to=None,
            offer_expires_at=None,
            passed_by=(),
            declined_by=(),
            transferred_by=None,
            joined=(),
            closed_at=now,
            close_reason=reason,
            closed_by=by,
            close_note=note,
        )
