"""The bench must not flatter: percentiles are right, and what was lost is a fault."""

from typing import Any

from tests.bench import report
from tests.bench.figures import milliseconds, percentile


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert percentile(values, 50) == 50
    assert percentile(values, 99) == 99
    assert percentile([7.0], 99) == 7
    assert percentile([], 99) == 0
    assert milliseconds([0.001, 0.002])["p99_ms"] == 2


def figures(**wrong: int) -> dict[str, Any]:
    session = {"dialect": "seed", "at_once": 500, "lost": 0, "doubled": 0}
    row = {"customers": 200, "lost": 0, "doubled": 0, "not_stored": 0, "stored_twice": 0}
    return {"sessions": [session], "messages": [{**row, **wrong}], "ever": []}


def test_nothing_lost_is_no_fault() -> None:
    assert report.faults(figures()) == []


def test_whatever_is_lost_or_doubled_is_a_fault() -> None:
    for kind in ("lost", "doubled", "not_stored", "stored_twice"):
        assert len(report.faults(figures(**{kind: 1}))) == 1
