"""One attendant who is there: since when, until when, and how much they have to do."""

from dataclasses import dataclass

from chimp.core.people import Attendant, Id

GOODBYE = "said goodbye"


@dataclass(slots=True, eq=False)
class Presence:
    """One attendant who is there, or is expected back.

    `load` counts the open sessions they serve, are asked to serve, or have handed to somebody who
    has not taken them yet. `expires_at` is when their keep-alive runs out, which counts if
    `needs_keep_alive` or if no connection of theirs is known; `leaves_at` is when the grace after
    their last connection closed, or their goodbye, is over. `is_away`, and `is_silent` if it is
    their activity monitor that is not heard: they keep what they have and get nothing new.
    """

    attendant_id: Id
    attendant: Attendant | None
    expires_at: int
    idle_since: int
    room: int = 0
    load: int = 0
    leaves_at: int | None = None
    leaves_because: str = ""
    turn: int = 0
    needs_keep_alive: bool = True
    is_connected: bool = False
    is_away: bool = False
    is_silent: bool = False

    @property
    def deadline(self) -> int | None:
        """When they count as gone; None while a living connection of theirs is enough."""
        if self.needs_keep_alive:
            leaves_at = self.expires_at if self.leaves_at is None else self.leaves_at
            return min(self.expires_at, leaves_at)
        if self.leaves_at is not None:
            return self.leaves_at
        return None if self.is_connected else self.expires_at

    @property
    def is_here(self) -> bool:
        """Not just expected, not in grace, and neither away nor silent."""
        return self.is_at_work and self.leaves_at is None

    @property
    def is_at_work(self) -> bool:
        """The same, whether in grace or not: what is theirs may come back to them."""
        return self.attendant is not None and not self.is_away and not self.is_silent

    @property
    def has_room(self) -> bool:
        return self.room == 0 or self.load < self.room

    @property
    def is_available(self) -> bool:
        """Here, and with room for one more."""
        return self.is_here and self.has_room

    def because(self, now: int) -> str:
        """Why this one was chosen, in words for the log."""
        return f"{self.load} open, idle {max(0, now - self.idle_since) // 1000} s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody came, or says "still here"; the members are those of `Presence`.

    `is_away` None changes nothing about that.
    """

    attendant: Attendant
    expires_at: int
    room: int = 0
    needs_keep_alive: bool = True
    is_away: bool | None = None
