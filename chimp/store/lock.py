"""One server at a time on one data folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chimp.core.errors import StoreError


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Make the folder if need be, and keep other servers out of it.

    The commands that work on accounts may still come in beside the server. Raises StoreError if
    another server is there, or the folder can not be written.
    """
    path = folder / "server.lock"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        message = f"{folder}: the data folder can not be written: {error.strerror}"
        raise StoreError(message) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = f"{folder}: another Chimp server works on this data folder"
            raise StoreError(message) from error
        yield
