"""What administrators have set while the server runs: in the store, and a copy in memory.

Whoever writes last has the last word; there are few administrators, and each section is put as a
whole. The copy is replaced after the commit, so what is in force is what is stored.
"""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar, cast

import orjson
import structlog

from chimp.store.settings import SettingsQueries
from chimp.wire.access import AccessSettings, StoredSiteKey
from chimp.wire.hours import HoursSettings
from chimp.wire.payloads import Malformed
from chimp.wire.settings import DeskSettings, Section, WidgetSettings

SECTIONS: Final[tuple[type[Section], ...]] = (
    DeskSettings,
    WidgetSettings,
    HoursSettings,
    AccessSettings,
    StoredSiteKey,
)

_log = structlog.get_logger("chimp.settings")

Kind = TypeVar("Kind", bound=Section)


class StoredSettings:
    """Every section as it is in force. Only this process writes them."""

    def __init__(self, store: SettingsQueries, clock: Callable[[], int]) -> None:
        """`clock` is in milliseconds since the epoch. Until `load`, all are the initial ones."""
        self._store = store
        self._clock = clock
        self._held: dict[type[Section], Section] = {kind: kind.initial() for kind in SECTIONS}
        self._writing = asyncio.Lock()

    async def load(self) -> None:
        """Take up what is stored; raises StoreError.

        A document that can not be read, of a version that has gone or by somebody's own hand, does
        not keep the server from its work: the section is as it was in the beginning.
        """
        documents = await self._store.settings()
        for kind in SECTIONS:
            if kind.NAME not in documents:
                continue
            try:
                self._held[kind] = kind.stored(documents[kind.NAME])
            except Malformed as error:
                _log.error("settings.not_readable", section=kind.NAME, because=str(error))

    def of(self, kind: type[Kind]) -> Kind:
        """The section of that kind."""
        return cast("Kind", self._held[kind])

    async def keep(self, section: Section, by: str) -> None:
        """Store it, then have it in force; `by` is an attendant's key. Raises StoreError."""
        document = orjson.dumps(section.told()).decode()
        async with self._writing:
            await self._store.save_settings(section.NAME, document, by, self._clock())
            self._held[type(section)] = section
        _log.info("settings.changed", section=section.NAME, attendant=by)

    async def drop(self, kind: type[Section], by: str) -> bool:
        """Have the initial one in force again; whether another one was stored."""
        async with self._writing:
            dropped = await self._store.drop_settings(kind.NAME, by, self._clock())
            self._held[kind] = kind.initial()
        if dropped:
            _log.info("settings.dropped", section=kind.NAME, attendant=by)
        return dropped
