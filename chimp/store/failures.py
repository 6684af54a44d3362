"""What went wrong with the file, in words for whoever has to mend it."""

import sqlite3
from pathlib import Path
from typing import Final

import orjson
from sqlalchemy.exc import SQLAlchemyError

from chimp.core.errors import StoreError

FAILURES: Final = (
    SQLAlchemyError,
    sqlite3.Error,
    OSError,
    # A number over 64 bits, or half a character: they are not wrapped on their way.
    OverflowError,
    UnicodeError,
    orjson.JSONEncodeError,
)
"""All that a statement may raise."""

_PRIMARY: Final = 0xFF
"""SQLite's error codes say more in their upper bits."""

_WORDS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "another process keeps it locked",
    sqlite3.SQLITE_READONLY: "it can only be read",
    sqlite3.SQLITE_CANTOPEN: "it can not be opened",
    sqlite3.SQLITE_IOERR: "the disk fails",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_NOTADB: "the file is damaged",
}

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def code_of(error: BaseException) -> int | None:
    """SQLite's primary result code, if it was SQLite that failed."""
    code = getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def is_damage(error: BaseException) -> bool:
    """Whether the file itself is broken, so that trying again is of no use."""
    return code_of(error) in _DAMAGE


def told(path: Path, error: BaseException) -> StoreError:
    """One line that names the file, says what is wrong, and what SQLite calls it."""
    cause = getattr(error, "orig", None) or error
    reason = (str(cause).splitlines() or [type(cause).__name__])[0]
    if is_damage(error):
        return damaged(path, reason)
    words = _WORDS.get(code_of(error) or 0)
    return StoreError(f"{path}: {reason if words is None else f'{words} ({reason})'}")


def damaged(path: Path, how: str, instead: str | None = None) -> StoreError:
    """The same for a broken file, with what can be done (`instead` of having no backup)."""
    instead = instead or f"rescue what can be read with: sqlite3 {path.name} .recover"
    return StoreError(f"{path}: the file is damaged ({how}): restore a backup, or {instead}")
