"""Which deadline comes next, when most of them are moved on before they are reached."""

from heapq import heapify, heappop, heappush

Name = tuple[str, str]


class Deadlines:
    """Named points in time, in milliseconds since the epoch.

    Moving one to later costs O(1): its heap entry stays where it was and is put right when it
    comes up. There is at most one entry that counts for each name.
    """

    def __init__(self) -> None:
        self._when: dict[Name, int] = {}
        self._entry: dict[Name, int] = {}
        self._heap: list[tuple[int, Name]] = []

    def set(self, name: Name, when: int) -> None:
        self._when[name] = when
        if name not in self._entry or when < self._entry[name]:
            self._entry[name] = when
            heappush(self._heap, (when, name))
            if len(self._heap) > 64 + 2 * len(self._entry):
                self._heap = [(at, entry) for entry, at in self._entry.items()]
                heapify(self._heap)

    def drop(self, name: Name) -> None:
        self._when.pop(name, None)

    def is_set(self, name: Name) -> bool:
        return name in self._when

    def next(self) -> int | None:
        """The earliest deadline, or None."""
        self._settle()
        return self._heap[0][0] if self._heap else None

    def due(self, now: int) -> list[Name]:
        """Take out, earliest first, every deadline that has been reached."""
        names = []
        while (first := self.next()) is not None and first <= now:
            _, name = heappop(self._heap)
            del self._entry[name], self._when[name]
            names.append(name)
        return names

    def _settle(self) -> None:
        """Bring the true earliest deadline to the top of the heap."""
        while self._heap:
            when, name = self._heap[0]
            true = self._when.get(name)
            if self._entry.get(name) == when == true:
                return
            heappop(self._heap)
            if self._entry.get(name) != when:
                continue
            if true is None:
                del self._entry[name]
            else:
                self._entry[name] = true
                heappush(self._heap, (true, name))
