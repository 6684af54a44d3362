"""How often somebody may do something: buckets that fill by themselves. Times are in seconds."""

from collections import OrderedDict


class Allowance:
    """`at_once` of something, and as many again in each `seconds`."""

    __slots__ = ("_at", "_at_once", "_left", "_rate")

    def __init__(self, at_once: int, now: float, *, seconds: float = 1.0) -> None:
        self._at_once = at_once
        self._rate = at_once / seconds
        self._left = float(at_once)
        self._at = now

    def take(self, now: float, many: int = 1) -> None:
        """Use so many up, on credit if need be."""
        self._left = min(self._left + (now - self._at) * self._rate, self._at_once) - many
        self._at = now

    def wait(self, now: float) -> float:
        """Seconds until the next one may be taken; 0 if now."""
        left = self._left + (now - self._at) * self._rate
        return 0.0 if left >= 1 else (1 - left) / self._rate

    def give_back(self) -> None:
        """Undo a `take` that turned out not to count."""
        self._left = min(self._left + 1, self._at_once)


class Allowances:
    """One for each key, as an address. With `at_once` 0 there is no limit.

    Of more than `keys`, the one that has not asked for longest is forgotten and begins anew.
    """

    def __init__(self, at_once: int, *, seconds: float, keys: int = 10_000) -> None:
        self._at_once = at_once
        self._seconds = seconds
        self._keys = keys
        self._of: OrderedDict[str, Allowance] = OrderedDict()

    def __len__(self) -> int:
        return len(self._of)

    def take(self, key: str, now: float) -> float:
        """Take one and return 0, or take none and return the seconds until there is one."""
        if not self._at_once:
            return 0.0
        allowance = self._of.pop(key, None) or Allowance(self._at_once, now, seconds=self._seconds)
        self._of[key] = allowance
        while len(self._of) > self._keys:
            self._of.popitem(last=False)
        if (seconds := allowance.wait(now)) == 0:
            allowance.take(now)
        return seconds

    def wait(self, key: str, now: float) -> float:
        """Seconds until that one may take; nothing is taken."""
        allowance = self._of.get(key)
        return 0.0 if allowance is None else allowance.wait(now)

    def give_back(self, key: str) -> None:
        """Undo a `take` that turned out not to count."""
        if key in self._of:
            self._of[key].give_back()
