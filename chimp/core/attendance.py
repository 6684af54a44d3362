"""Which attendants are there, how much they have to do, and who is next.

Chosen are attendants who are there, of the wanted level, with room: the one with the fewest open
sessions first, then the one idle longest (contract, end of section 4). Choosing costs O(log n).
"""

from collections.abc import Collection
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count

from chimp.core.people import Attendant, Id, Level, key


@dataclass(slots=True, eq=False)
class Presence:
    """One attendant who is there, or is expected back.

    `load` counts the open sessions they serve or are asked to serve. `expires_at` is when their
    keep-alive runs out; `leaves_at` when the grace after their last connection closed is over.
    """

    attendant_id: Id
    attendant: Attendant | None
    expires_at: int
    idle_since: int
    room: int = 0
    load: int = 0
    leaves_at: int | None = None
    turn: int = 0

    @property
    def deadline(self) -> int:
        return self.expires_at if self.leaves_at is None else min(self.expires_at, self.leaves_at)

    @property
    def is_available(self) -> bool:
        """Here (not just expected, not in grace) and with room for one more."""
        here = self.attendant is not None and self.leaves_at is None
        return here and (self.room == 0 or self.load < self.room)

    def because(self, now: int) -> str:
        """Why this one was chosen, in words for the log."""
        return f"{self.load} open, idle {max(0, now - self.idle_since) // 1000} s"


class Attendance:
    """The attendants on duty. Times are milliseconds since the epoch."""

    def __init__(self) -> None:
        self._present: dict[str, Presence] = {}
        self._connections: dict[str, set[str]] = {}
        self._owners: dict[str, set[str]] = {}
        self._turns: dict[Level, list[tuple[int, int, str, int]]] = {level: [] for level in Level}
        self._counter = count(1)

    def get(self, attendant_key: str) -> Presence | None:
        return self._present.get(attendant_key)

    def arrive(self, attendant: Attendant, room: int, expires_at: int, now: int) -> bool:
        """Register or refresh an attendant; tell whether they were not there before."""
        presence = self._present.get(attendant.key)
        is_new = presence is None or presence.attendant is None
        if presence is None:
            presence = Presence(attendant.id, attendant, expires_at, idle_since=now)
            self._present[attendant.key] = presence
        was = (presence.attendant, presence.room, presence.leaves_at)
        presence.attendant, presence.room, presence.leaves_at = attendant, room, None
        presence.attendant_id, presence.expires_at = attendant.id, expires_at
        if is_new or was != (attendant, room, None):
            self._requeue(presence)
        return is_new

    def expect(self, attendant_id: Id, until: int) -> None:
        """Hold the place of an attendant who has sessions but was not heard since the start."""
        self._present.setdefault(
            key(attendant_id), Presence(attendant_id, None, until, idle_since=until)
        )

    def leave(self, attendant_key: str) -> None:
        self._present.pop(attendant_key, None)

    def connect(self, attendant_key: str, connection: str) -> None:
        """Count a connection as the attendant's; it ends a grace that had begun."""
        self._connections.setdefault(attendant_key, set()).add(connection)
        self._owners.setdefault(connection, set()).add(attendant_key)
        presence = self._present.get(attendant_key)
        if presence is not None and presence.leaves_at is not None:
            presence.leaves_at = None
            self._requeue(presence)

    def disconnect(self, connection: str, leaves_at: int) -> list[Presence]:
        """Forget a connection; return those present who have none left, now in grace."""
        in_grace = []
        for attendant_key in sorted(self._owners.pop(connection, ())):
            siblings = self._connections[attendant_key]
            siblings.discard(connection)
            if siblings:
                continue
            del self._connections[attendant_key]
            presence = self._present.get(attendant_key)
            if presence is not None and presence.leaves_at is None:
                presence.leaves_at = leaves_at
                in_grace.append(presence)
        return in_grace

    def take(self, attendant_key: str, now: int) -> None:
        """One more session for this attendant."""
        self._change_load(attendant_key, 1, now)

    def release(self, attendant_key: str, now: int) -> None:
        """One session less."""
        self._change_load(attendant_key, -1, now)

    def choose(self, level: Level, excluded: Collection[str] = ()) -> Presence | None:
        """Who takes the next session of that level, or None if nobody can."""
        turns, skipped, chosen = self._turns[level], [], None
        while turns and chosen is None:
            entry = heappop(turns)
            presence = self._present.get(entry[2])
            if presence is None or not self._counts(presence, entry, level):
                continue
            skipped.append(entry)
            if entry[2] not in excluded:
                chosen = presence
        for entry in skipped:
            heappush(turns, entry)
        return chosen

    def _change_load(self, attendant_key: str, change: int, now: int) -> None:
        presence = self._present.get(attendant_key)
        if presence is not None:
            presence.load += change
            presence.idle_since = now
            self._requeue(presence)

    def _requeue(self, presence: Presence) -> None:
        """Void the entry of this attendant in the heap of turns, and make a new one if due."""
        presence.turn = next(self._counter)
        if presence.attendant is None or not presence.is_available:
            return
        turns = self._turns[presence.attendant.level]
        heappush(
            turns,
            (presence.load, presence.idle_since, presence.attendant.key, presence.turn),
        )
        if len(turns) > 64 + 4 * len(self._present):
            level = presence.attendant.level
            alive = [t for t in turns if self._is_current(t, level)]
            turns[:] = alive
            heapify(turns)

    def _is_current(self, entry: tuple[int, int, str, int], level: Level) -> bool:
        presence = self._present.get(entry[2])
        return presence is not None and self._counts(presence, entry, level)

    @staticmethod
    def _counts(presence: Presence, entry: tuple[int, int, str, int], level: Level) -> bool:
        attendant = presence.attendant
        is_current = presence.turn == entry[3] and presence.is_available
        return is_current and attendant is not None and attendant.level is level
