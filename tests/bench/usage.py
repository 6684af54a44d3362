"""How much of a core a process used, and how much memory."""

from dataclasses import dataclass
from time import perf_counter

import psutil


@dataclass(frozen=True, slots=True)
class Usage:
    """Over a stretch of time; `share` is in cores, `seconds` of processor time."""

    seconds: float
    share: float


class Meter:
    """Measures from its making (or the last reset) until asked."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self.reset()

    def reset(self) -> None:
        self._started_at = perf_counter()
        self._used = self._seconds()

    def read(self) -> Usage:
        used = self._seconds() - self._used
        return Usage(used, used / max(perf_counter() - self._started_at, 1e-9))

    def _seconds(self) -> float:
        times = self._process.cpu_times()
        return float(times.user + times.system)


def resident_bytes(pid: int) -> int:
    return int(psutil.Process(pid).memory_info().rss)
