"""Asking for many things at once, in a few statements that are made once."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, RowMapping, Select, and_, bindparam, or_, select

from chimp.store.execution import Reads

Pair = tuple[str, str]
Value = TypeVar("Value")

MOST_VALUES = 500
"""Values in one IN list: SQLite takes 32,766 parameters."""

_QUANTITIES = (1, 8, 64)
"""Pairs are asked for in these quantities; the last pair fills up what is missing."""


def parts(values: Collection[Value], size: int = MOST_VALUES) -> Iterator[list[Value]]:
    """All different values, so many at a time."""
    every = list(dict.fromkeys(values))
    return (every[i : i + size] for i in range(0, len(every), size))


async def read_pairs(
    database: Reads, first: Column[str], second: Column[str], pairs: Collection[Pair]
) -> list[RowMapping]:
    """Every row of the columns' table that has any of these pairs in them."""
    found: list[RowMapping] = []
    for part in parts(pairs, _QUANTITIES[-1]):
        quantity = next(quantity for quantity in _QUANTITIES if quantity >= len(part))
        query = _any_of_pairs(first, second, quantity)
        found += await database.read(query, _named(part, quantity))
    return found


@cache
def _any_of_pairs(first: Column[str], second: Column[str], quantity: int) -> Select[Any]:
    """Not `(a, b) IN (…)`: for that SQLite walks through the whole table."""
    either = (
        and_(first == bindparam(f"first{i}"), second == bindparam(f"second{i}"))
        for i in range(quantity)
    )
    return select(first.table).where(or_(*either))


def _named(pairs: Sequence[Pair], quantity: int) -> dict[str, object]:
    filled = [*pairs, *[pairs[-1]] * (quantity - len(pairs))]
    named: dict[str, object] = {f"first{i}": pair[0] for i, pair in enumerate(filled)}
    return named | {f"second{i}": pair[1] for i, pair in enumerate(filled)}
