"""Passwords as argon2 hashes, made and checked beside the event loop."""

import asyncio
import secrets

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

_AT_ONCE = 2
"""Each takes a core and 64 MB for a moment: a flood of log-ins must wait, not chat."""


class Passwords:
    """Makes and checks hashes."""

    def __init__(self) -> None:
        self._passwords = PasswordHash((Argon2Hasher(),))
        self._hashing = asyncio.Semaphore(_AT_ONCE)
        self._nobodys_hash: str | None = None

    async def prepare(self) -> None:
        """Make ready what is checked for nobody, so that the first time takes no longer."""
        self._nobodys_hash = self._nobodys_hash or await self.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        async with self._hashing:
            return await asyncio.to_thread(self._passwords.hash, password)

    async def verify(self, password: str, password_hash: str) -> tuple[bool, str | None]:
        """Whether the password fits, and a new hash if the stored one is out of fashion."""
        try:
            return await self._verify(password, password_hash)
        except PwdlibError:  # it is no hash
            await self.verify_for_nobody(password)
            return False, None

    async def verify_for_nobody(self, password: str) -> None:
        """Take as long as if there were an account, so that time tells nothing."""
        await self.prepare()
        await self._verify(password, self._nobodys_hash or "")

    async def _verify(self, password: str, password_hash: str) -> tuple[bool, str | None]:
        async with self._hashing:
            verify = self._passwords.verify_and_update
            return await asyncio.to_thread(verify, password, password_hash)
