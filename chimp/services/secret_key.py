"""The server's own secret, which makes its session ids recognisable."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


def load_or_create(path: Path) -> bytes:
    """The key in that file, made with mode 600 if there is none.

    Raises OSError if the file can not be read or written, ValueError if it is no key.
    """
    if not path.exists():
        _create(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        message = f"{path} is not a key of {KEY_BYTES} bytes"
        raise ValueError(message)
    return key


def _create(path: Path) -> None:
    """Write it aside and move it into place: a crash leaves a whole key or none."""
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
