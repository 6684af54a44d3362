"""Looks for damage in the files of a database, also for what SQLite would pass over in silence.

Reads only. SQLite opens a file with a broken page gladly, and stumbles over it days later; and a
write-ahead log that it can not read counts for it as empty, with all that was committed there.
"""

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from chimp.store.failures import damaged, is_damage

_STEPS: Final = 1_000
"""Instructions of SQLite's machine between two looks whether to stop."""

_LOG_HEADER: Final = 32
"""Bytes: magic, format, page size, number, two salts, and two checksums of all that
(https://www.sqlite.org/fileformat2.html, section 4.1)."""
_LOG_MAGIC: Final = {0x377F0682: "<6I", 0x377F0683: ">6I"}
"""And in which order the bytes are that the checksums are made of."""


class Unfinished(Exception):
    """It was stopped before it had seen everything."""


class Inspection:
    """One look at everything. It takes as long as reading the file: see `stop`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._is_over = False

    def stop(self) -> None:
        """Let `run` end soon, from whatever thread."""
        self._is_over = True
        if self._connection is not None:
            with suppress(sqlite3.ProgrammingError):  # it is closed already
                self._connection.interrupt()

    def run(self) -> None:
        """Raise StoreError if there is damage, Unfinished if it was stopped before that was clear.

        What can not be opened is left to whoever opens it next, and so is a file that is not there.
        """
        size = self._path.stat().st_size if self._path.exists() else 0
        self._look_at_log(size)
        if not size:
            return
        if self._is_over:
            raise Unfinished
        try:
            found = self._quick_check()
        except sqlite3.Error as error:
            if self._is_over:
                raise Unfinished from error
            if is_damage(error):
                raise damaged(self._path, str(error)) from error
            return
        if found != "ok":
            raise damaged(self._path, found)

    def _look_at_log(self, size: int) -> None:
        log = self._path.with_name(f"{self._path.name}-wal")
        header = b""
        with suppress(OSError), log.open("rb") as file:
            header = file.read(_LOG_HEADER)
        if not header.strip(b"\0"):
            return  # nothing was committed: the header is on the disk before anything else
        instead = f"remove {log.name} and lose what was stored last"
        if not size:
            how = f"it is empty or missing, but its {log.name} is not"
            raise damaged(self._path, how, instead)
        if not _is_sound(header):
            raise damaged(self._path, f"its {log.name} can not be read", instead)

    def _quick_check(self) -> str:
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.set_progress_handler(lambda: self._is_over, _STEPS)
            self._connection = connection
            said: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return said.splitlines()[-1]


def _is_sound(header: bytes) -> bool:
    order = _LOG_MAGIC.get(int.from_bytes(header[:4]))
    if len(header) < _LOG_HEADER or order is None:
        return False
    return _checksums(struct.unpack(order, header[:24])) == struct.unpack(">2I", header[24:])


def _checksums(words: Sequence[int]) -> tuple[int, int]:
    first = second = 0
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
