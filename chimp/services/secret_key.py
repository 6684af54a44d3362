"""The server's own secrets in a file: keys of 32 bytes, newest first, and nothing else.

The first one signs session ids and customers' tokens; what former ones have signed still counts,
until they are forgotten.
"""

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

import structlog

from chimp.core.keys import KeyRing

FILE = "secret.key"
"""Its name in the data folder."""

KEY_BYTES = 32
MOST_FORMER = 3
"""Former keys that are kept. Tokens live for a day, session ids as long as one has them."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS_ALONE = 0o600

_log = structlog.get_logger("chimp.keys")


@dataclass(frozen=True, slots=True)
class Rotation:
    """What became of the keys that were there."""

    kept: int
    forgotten: int


def load_or_create(path: Path) -> tuple[bytes, ...]:
    """The keys in that file, made with one key and mode 600 if there is none.

    Raises OSError if the file can not be read or written, ValueError if these are no keys.
    """
    if not path.exists():
        _write(path, [secrets.token_bytes(KEY_BYTES)])
    _keep_from_others(path)
    return _read(path)


def take_up(path: Path, ring: KeyRing) -> None:
    """Put the keys that are in that file now on the ring of a running server.

    If they can not be read, the server goes on with those it has, and says so.
    """
    try:
        _keep_from_others(path)
        keys = _read(path)
    except (OSError, ValueError) as error:
        _log.error("keys.not_taken_up", because=str(error))
        return
    ring.replace(*keys)
    _log.info("keys.taken_up", former=len(keys) - 1)


def rotate(path: Path, *, forget_former: bool = False) -> Rotation:
    """Put a new key before the others, of which MOST_FORMER are kept, or none.

    Raises OSError or ValueError, and then the file is as it was.
    """
    former = _read(path)
    kept = () if forget_former else former[:MOST_FORMER]
    _write(path, [secrets.token_bytes(KEY_BYTES), *kept])
    return Rotation(len(kept), len(former) - len(kept))


def _read(path: Path) -> tuple[bytes, ...]:
    raw = path.read_bytes()
    if not raw or len(raw) % KEY_BYTES or len(raw) > KEY_BYTES * (1 + MOST_FORMER):
        message = f"{path} does not hold 1 to {1 + MOST_FORMER} keys of {KEY_BYTES} bytes each"
        raise ValueError(message)
    return tuple(raw[at : at + KEY_BYTES] for at in range(0, len(raw), KEY_BYTES))


def _keep_from_others(path: Path) -> None:
    """Take back what others may do with the file, and warn: they may have read it already."""
    if not path.stat().st_mode & _OTHERS:
        return
    try:
        path.chmod(_OURS_ALONE)
    except OSError:  # a secret that was mounted here, as in a container
        _log.warning("key.readable_by_others", file=str(path), advice="give it mode 600")
    else:
        advice = "if anybody has: chimp key rotate --forget-former"
        _log.warning("key.was_readable_by_others", file=str(path), mode_now="600", advice=advice)


def _write(path: Path, keys: list[bytes]) -> None:
    """Write aside and move into place: a crash leaves the former keys or the new ones, whole."""
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS_ALONE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(b"".join(keys))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
