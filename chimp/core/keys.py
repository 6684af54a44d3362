"""The server's keys: the first signs, and what former ones have signed still counts."""

import hmac
from collections.abc import Iterator

TAG_BYTES = 32


class KeyRing:
    """Keys, newest first. Everybody who signs or verifies holds the same ring.

    A purpose is part of all that is signed, so that nothing made for one passes for another. It
    has no colon in it.
    """

    def __init__(self, *keys: bytes) -> None:
        self._keys = _checked(keys)

    def replace(self, *keys: bytes) -> None:
        """Go on with other keys; what was signed with those that are missing counts no more."""
        self._keys = _checked(keys)

    def sign(self, purpose: bytes, data: bytes) -> bytes:
        """Make a tag of TAG_BYTES with the newest key (HMAC-SHA256)."""
        return _tag(self._keys[0], purpose, data)

    def tags(self, purpose: bytes, data: bytes) -> Iterator[bytes]:
        """Every tag that counts for that, one for each key."""
        return (_tag(key, purpose, data) for key in self._keys)


def _checked(keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    if not keys:
        message = "a key ring needs a key"
        raise ValueError(message)
    return keys


def _tag(key: bytes, purpose: bytes, data: bytes) -> bytes:
    return hmac.digest(key, purpose + b":" + data, "sha256")
