"""Which attendants are there, how much they have to do, and who is next.

Chosen are attendants who are there, of the wanted level, with room: the one with the fewest open
sessions first, then the one idle longest (contract, end of section 4). Choosing costs O(log n).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import count

from chimp.core.people import Id, Level, key
from chimp.core.presence import GOODBYE, Arrival, Presence


@dataclass(frozen=True, slots=True)
class Availability:
    """How many attendants are there and not away, and how many of them have room for one more."""

    attendants: int = 0
    available: int = 0


class Attendance:
    """The attendants on duty. Times are milliseconds since the epoch."""

    def __init__(self) -> None:
        self._present: dict[str, Presence] = {}
        self._connections: dict[str, set[str]] = {}
        self._owners: dict[str, set[str]] = {}
        self._turns: dict[Level, list[tuple[int, int, str, int]]] = {level: [] for level in Level}
        self._counter = count(1)
        self._here: set[str] = set()
        self._available: dict[str, Level] = {}
        self._free: dict[Level, int] = dict.fromkeys(Level, 0)
        self._changed: dict[str, None] = {}
        self.silent: set[str] = set()
        """Keys of those whose activity monitor is silent, also while they are gone."""

    def get(self, attendant_key: str) -> Presence | None:
        return self._present.get(attendant_key)

    def inherit(self, former: "Attendance") -> None:
        """Go on from another one: who is there, and on which connections; loads begin at 0."""
        self.silent = set(former.silent)
        for presence in former:
            if presence.attendant is not None:
                self._present[presence.attendant.key] = replace(presence, load=0)
                self._requeue(self._present[presence.attendant.key])
        for attendant_key, connections in former.connections.items():
            for connection in connections:
                self._note(attendant_key, connection)

    @property
    def connections(self) -> Mapping[str, Collection[str]]:
        """On which connections each attendant is, by their keys."""
        return self._connections

    def is_connected(self, connection: str) -> bool:
        """Whether somebody is on that connection."""
        return connection in self._owners

    def _note(self, attendant_key: str, connection: str) -> None:
        self._connections.setdefault(attendant_key, set()).add(connection)
        self._owners.setdefault(connection, set()).add(attendant_key)

    def __iter__(self) -> Iterator[Presence]:
        return iter(self._present.values())

    def arrive(self, arrival: Arrival, now: int) -> bool:
        """Register an attendant; tell whether they were not there before."""
        attendant = arrival.attendant
        presence = self._present.get(attendant.key)
        is_new = presence is None or presence.attendant is None
        if presence is None:
            presence = Presence(attendant.id, attendant, arrival.expires_at, idle_since=now)
            presence.is_connected = attendant.key in self._connections
            self._present[attendant.key] = presence
        was = (presence.attendant, presence.room, presence.leaves_at, presence.is_away)
        presence.attendant, presence.room, presence.leaves_at = attendant, arrival.room, None
        presence.attendant_id, presence.expires_at = attendant.id, arrival.expires_at
        if is_new or not arrival.needs_keep_alive:  # one page of theirs that needs none is enough
            presence.needs_keep_alive = arrival.needs_keep_alive
        presence.is_silent = attendant.key in self.silent
        if arrival.is_away is not None:
            presence.is_away = arrival.is_away
        if is_new or was != (attendant, arrival.room, None, presence.is_away):
            self._requeue(presence)
        return is_new

    def set_away(self, presence: Presence, *, is_away: bool) -> None:
        """Give them nothing new, or something again."""
        presence.is_away = is_away
        self._requeue(presence)

    def set_silent(self, attendant_key: str, *, is_silent: bool) -> None:
        """Give them nothing new while their activity monitor is silent, even if they come anew."""
        if is_silent:
            self.silent.add(attendant_key)
        else:
            self.silent.discard(attendant_key)
        presence = self._present.get(attendant_key)
        if presence is not None:
            presence.is_silent = is_silent
            self._requeue(presence)

    def let_go(self, presence: Presence, leaves_at: int, because: str) -> None:
        """They are about to leave: nothing new, and gone at `leaves_at` unless they come back."""
        presence.leaves_at, presence.leaves_because = leaves_at, because
        self._requeue(presence)

    def expect(self, attendant_id: Id, until: int) -> None:
        """Hold the place of an attendant who has sessions but was not heard since the start."""
        self._present.setdefault(
            key(attendant_id), Presence(attendant_id, None, until, idle_since=until)
        )

    def leave(self, attendant_key: str) -> None:
        presence = self._present.pop(attendant_key, None)
        if presence is not None:
            self._count(presence, is_here=False, is_available=False)
            self._changed[attendant_key] = None

    def connect(self, attendant_key: str, connection: str) -> None:
        """Count a connection as the attendant's; it ends a grace that had begun."""
        self._note(attendant_key, connection)
        presence = self._present.get(attendant_key)
        if presence is None:
            return
        presence.is_connected = True
        if presence.leaves_at is not None:
            presence.leaves_at = None
            self._requeue(presence)

    def disconnect(
        self, connection: str, leaves_at: int, because: str = "lost the connection"
    ) -> list[Presence]:
        """Forget a connection; return those present who have none left, now in grace."""
        in_grace = []
        for attendant_key in sorted(self._owners.pop(connection, ())):
            siblings = self._connections[attendant_key]
            siblings.discard(connection)
            if siblings:
                continue
            del self._connections[attendant_key]
            presence = self._present.get(attendant_key)
            if presence is None:
                continue
            presence.is_connected = False
            if presence.leaves_at is None:
                self.let_go(presence, leaves_at, because)
                in_grace.append(presence)
        return in_grace

    def disconnect_one(self, attendant_key: str, connection: str, leaves_at: int) -> list[Presence]:
        """The same for one attendant alone: they said goodbye on that connection."""
        if attendant_key not in self._owners.get(connection, ()):
            return []
        others = self._owners[connection] - {attendant_key}
        self._owners[connection] = {attendant_key}
        in_grace = self.disconnect(connection, leaves_at, GOODBYE)
        if others:
            self._owners[connection] = others
        return in_grace

    def take(self, attendant_key: str, now: int) -> None:
        """One more session for this attendant."""
        self._change_load(attendant_key, 1, now)

    def release(self, attendant_key: str, now: int) -> None:
        """One session less."""
        self._change_load(attendant_key, -1, now)

    @property
    def availability(self) -> Availability:
        return Availability(len(self._here), len(self._available))

    def take_changed(self) -> list[str]:
        """The keys of those about whom something has changed since this was asked last."""
        changed, self._changed = list(self._changed), {}
        return changed

    def has_room(self, level: Level, excluded: Collection[str] = ()) -> bool:
        """Whether anybody of that level, but for those, could take one more."""
        return self._free[level] > sum(self._available.get(who) is level for who in excluded)

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
        self._changed[key(presence.attendant_id)] = None
        self._count(presence, is_here=presence.is_here, is_available=presence.is_available)
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

    def _count(self, presence: Presence, *, is_here: bool, is_available: bool) -> None:
        """Keep the numbers true."""
        attendant_key = key(presence.attendant_id)
        self._here.discard(attendant_key)
        level = self._available.pop(attendant_key, None)
        if level is not None:
            self._free[level] -= 1
        if is_here:
            self._here.add(attendant_key)
        if is_available and presence.attendant is not None:
            self._available[attendant_key] = presence.attendant.level
            self._free[presence.attendant.level] += 1

    def _is_current(self, entry: tuple[int, int, str, int], level: Level) -> bool:
        presence = self._present.get(entry[2])
        return presence is not None and self._counts(presence, entry, level)

    @staticmethod
    def _counts(presence: Presence, entry: tuple[int, int, str, int], level: Level) -> bool:
        attendant = presence.attendant
        is_current = presence.turn == entry[3] and presence.is_available
        return is_current and attendant is not None and attendant.level is level
