"""Who is kept out: customers and addresses that attendants have banned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from chimp.core.addresses import counted_as
from chimp.core.people import key


class BanKind(StrEnum):
    CUSTOMER = "customer"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """`value` is a customer's key or an address; `until` in ms, None for good."""

    kind: BanKind
    value: str
    by_attendant: str
    because: str
    created_at: int
    until: int | None = None

    def holds(self, now: int) -> bool:
        return self.until is None or now < self.until


def named(kind: BanKind, value: str | int) -> str:
    """What a ban is kept by: whoever has one address of an IPv6 /64 has them all."""
    return counted_as(key(value)) if kind is BanKind.ADDRESS else key(value)


class Bans:
    """All bans; few enough to be in memory, since every request asks."""

    def __init__(self) -> None:
        self._bans: dict[tuple[BanKind, str], Ban] = {}

    def __iter__(self) -> Iterator[Ban]:
        """All of them, also those that do not hold any more."""
        return iter(list(self._bans.values()))

    def load(self, bans: Iterable[Ban]) -> None:
        """Instead of all that was known."""
        self._bans = {(ban.kind, named(ban.kind, ban.value)): ban for ban in bans}

    def add(self, ban: Ban) -> None:
        """A later ban of the same one takes the place of the former."""
        self._bans[ban.kind, named(ban.kind, ban.value)] = ban

    def drop(self, kind: BanKind, value: str) -> None:
        self._bans.pop((kind, named(kind, value)), None)

    def find(self, kind: BanKind, value: str | int) -> Ban | None:
        """The ban of that one, whether it still holds or not."""
        return self._bans.get((kind, named(kind, value)))

    def keeps_out_customer(self, customer_id: str | int, now: int) -> bool:
        ban = self.find(BanKind.CUSTOMER, customer_id)
        return ban is not None and ban.holds(now)

    def keeps_out_address(self, address: str, now: int) -> bool:
        ban = self.find(BanKind.ADDRESS, address)
        return ban is not None and ban.holds(now)

    def keeps_out(self, address: str, customer_id: str | int, now: int) -> bool:
        """Whether either of them is banned."""
        by_address = self.keeps_out_address(address, now)
        return by_address or self.keeps_out_customer(customer_id, now)
