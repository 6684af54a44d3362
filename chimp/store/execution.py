"""What the queries stand on: something that runs them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, Insert, RowMapping, Select, Update

Statement = Insert | Update | Delete


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
    async def change(self, *statements: Statement) -> int:
        """How many rows the first one changed.

        All of them in one transaction of their own; if the first changes nothing, the others are
        left out. Raises StoreError.
        """
