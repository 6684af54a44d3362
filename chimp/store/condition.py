"""What is known of how the file is: whole, in its place, and with room to grow."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from chimp.core.errors import StoreError
from chimp.store.failures import is_damage, told

_LEAST_ROOM: Final = 4 * 1024 * 1024
"""Bytes without which the disk counts as full: one page may still fit where a batch does not."""


class Condition:
    """Remembers damage, and notices when the file is no longer the one that was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._place: tuple[int, int] | None = None
        self._damage: str | None = None
        self.last_failure: str | None = None
        """None as soon as something was written after it."""
        self.bytes_taken = 0
        self.bytes_free = 0

    def settle(self) -> None:
        """From now on this very file has to be there, with its log."""
        self._place = self._found()

    def ensure(self) -> None:
        """Raise StoreError if what is written now would be lost.

        SQLite itself goes on writing into a file that was deleted, or was replaced by another.
        """
        if self._damage is not None:
            raise StoreError(self._damage)
        if self._place is None:
            return
        if self._found() != self._place:
            message = f"{self._path}: it was taken away or replaced while the server runs:"
            message += " put it back as it was, or restart the server"
            raise StoreError(message)
        if not self._log.exists():
            message = f"{self._log}: it was deleted while the server runs: restart the server"
            raise StoreError(message)

    def damaged(self, error: StoreError) -> None:
        """Damage does not heal: nothing is written into a broken file any more."""
        self._damage = str(error)

    def failed(self, error: BaseException) -> StoreError:
        """What failed, in words; damage is remembered."""
        failure = told(self._path, error)
        self.last_failure = str(failure)
        if is_damage(error):
            self.damaged(failure)
        return failure

    def measure(self) -> None:
        """See how much room there is, if the file is there."""
        with suppress(OSError):
            self.bytes_taken = sum(file.stat().st_size for file in (self._path, self._log))
            self.bytes_free = shutil.disk_usage(self._path.parent).free

    def ensure_room(self) -> None:
        """Raise StoreError if the disk was as good as full when it was measured."""
        if self.bytes_free < _LEAST_ROOM:
            message = f"{self._path}: the disk is full ({self.bytes_free} bytes are left)"
            raise StoreError(message)

    def _found(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino
