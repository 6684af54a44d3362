"""Session ids that cannot be guessed and that the server recognises as its own.

An id carries 128 random bits and a 64-bit tag made with the server's key, so nothing has to be
remembered about ids that were handed out and never used: a flood of `POST /session` costs no
storage, and a made-up id is told from an issued one without a look-up.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error

from chimp.core.keys import KeyRing

RANDOM_BYTES = 16
_TAG_BYTES = 8
_PURPOSE = b"session-id"
_ID_LENGTH = 32  # base64 of 24 bytes, no padding
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_uuid(text: str) -> bool:
    """Whether this reads as a UUID, which the contract takes as not guessable (section 6)."""
    return _UUID.fullmatch(text) is not None


class SessionIds:
    """Issues session ids and recognises them."""

    def __init__(self, keys: KeyRing | bytes) -> None:
        """A single key stands for a ring that has no other."""
        self._keys = KeyRing(keys) if isinstance(keys, bytes) else keys

    def issue(self, random: bytes) -> str:
        """An id around `random`, which must be RANDOM_BYTES fresh bytes from a secure source."""
        if len(random) != RANDOM_BYTES:
            message = f"a session id needs {RANDOM_BYTES} random bytes, got {len(random)}"
            raise ValueError(message)
        tag = self._keys.sign(_PURPOSE, random)[:_TAG_BYTES]
        return urlsafe_b64encode(random + tag).decode("ascii")

    def issued(self, session_id: str) -> bool:
        """Whether this server made that id."""
        if len(session_id) != _ID_LENGTH or "+" in session_id or "/" in session_id:
            return False  # the decoder takes "+" and "/" for "-" and "_": one id, one spelling
        try:
            raw = urlsafe_b64decode(session_id.encode("ascii"))
        except (UnicodeEncodeError, Base64Error):
            return False
        random, tag = raw[:RANDOM_BYTES], raw[RANDOM_BYTES:]
        ours = self._keys.tags(_PURPOSE, random)
        return any(hmac.compare_digest(tag, one[:_TAG_BYTES]) for one in ours)
