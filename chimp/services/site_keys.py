"""The key with which the site signs for its customers: configured, or made here."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from chimp.services.identity import Identify
from chimp.services.settings import StoredSettings
from chimp.wire.access import SITE_KEY_BYTES, StoredSiteKey


class KeyIsConfigured(Exception):
    """The server's own settings hold a key, which none made here takes the place of."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """Which key counts, and since when if it was made here (ms since the epoch)."""

    kind: Literal["none", "configured", "stored"]
    created_at: int | None = None


class SiteKeys:
    """Knows what reads the site's signatures now. A new key counts at once, the former no more."""

    def __init__(
        self,
        settings: StoredSettings,
        configured: Identify | None,
        reader: Callable[[str], Identify],
        clock: Callable[[], int],
    ) -> None:
        """`reader` makes of a secret what reads signatures by it, and takes a while at first."""
        self._settings = settings
        self._configured = configured
        self._reader = reader
        self._clock = clock
        self._stored: Identify | None = None
        self._changing = asyncio.Lock()

    async def load(self) -> None:
        """Take up the key that is stored, if it is the one that counts."""
        secret = self._settings.of(StoredSiteKey).secret
        if self._configured is None and secret is not None:
            self._stored = await asyncio.to_thread(self._reader, secret)

    def identify(self) -> Identify | None:
        """What reads the site's signatures; None if the site has no key."""
        return self._configured or self._stored

    def state(self) -> KeyState:
        if self._configured is not None:
            return KeyState("configured")
        told = self._settings.of(StoredSiteKey)
        return KeyState("none") if told.secret is None else KeyState("stored", told.createdAt)

    async def renew(self, by: str) -> str:
        """The secret of a new key, kept in the store.

        `by` is an attendant's key. Raises KeyIsConfigured and StoreError.
        """
        self._refuse_configured()
        secret = secrets.token_urlsafe(SITE_KEY_BYTES)
        identify = await asyncio.to_thread(self._reader, secret)
        async with self._changing:
            key = StoredSiteKey(secret=secret, createdAt=self._clock())
            await self._settings.keep(key, by)
            self._stored = identify
        return secret

    async def drop(self, by: str) -> None:
        """Have what the site signs count no more; raises KeyIsConfigured and StoreError."""
        self._refuse_configured()
        async with self._changing:
            await self._settings.drop(StoredSiteKey, by)
            self._stored = None

    def _refuse_configured(self) -> None:
        if self._configured is not None:
            raise KeyIsConfigured
