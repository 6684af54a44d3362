"""Numbers from measurements, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Figures = dict[str, Any]


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent do not exceed; 0 of none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    rank = max(0, -(-len(ordered) * percent // 100) - 1)
    return ordered[min(int(rank), len(ordered) - 1)]


def milliseconds(latencies: Sequence[float]) -> Figures:
    """p50, p99 and the longest of latencies in seconds."""
    return {
        "p50_ms": round(percentile(latencies, 50) * 1000, 2),
        "p99_ms": round(percentile(latencies, 99) * 1000, 2),
        "max_ms": round(max(latencies, default=0.0) * 1000, 2),
    }


@dataclass(frozen=True, slots=True)
class Target:
    """What the project has set out to reach, and what was measured."""

    what: str
    wanted: str
    measured: str
    is_reached: bool

    def line(self) -> str:
        mark = "reached" if self.is_reached else "MISSED"
        return f"  {self.what:<52} {self.wanted:>12} {self.measured:>14}  {mark}"


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Text in columns, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    lines = [
        "  "
        + "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return "\n".join(["", title, lines[0], "  " + "─" * (len(lines[0]) - 2), *lines[1:]])
