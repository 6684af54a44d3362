"""What the queries stand on: something that runs them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Insert, RowMapping, Select, Update


class Reads(ABC):
    """Runs queries."""

    @abstractmethod
    async def read(
        self, query: Select[Any], values: Mapping[str, object] | None = None
    ) -> Sequence[RowMapping]:
        """All rows of a query, with `values` for its named parameters; raises StoreError."""


class Changes(ABC):
    """Runs changes."""

    @abstractmethod
    async def change(self, statement: Insert | Update) -> int:
        """How many rows were changed, in a transaction of its own; raises StoreError."""
