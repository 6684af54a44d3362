"""Who is it: the one place where what somebody shows becomes what they have proved.

For MQTT and HTTP alike. A username that begins with "@" names a kind of proof and no account:
`@token` comes with a token as its password, `@cookie` stands for the log-in of the page itself.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from chimp.core.access import Access, Credentials, Proof, Role
from chimp.core.errors import StoreError, Undecided
from chimp.services.entrance import Entrance
from chimp.services.refusals import (
    NotAuthenticated,
    ServiceUnavailable,
    TooManyAttempts,
    WrongPassword,
)

BY_TOKEN = "@token"  # noqa: S105 - the name of a kind of proof
BY_COOKIE = "@cookie"

ProveToken = Callable[[str], Awaitable[Proof | None]]
"""What a token of one kind proves; None if it is none of that kind, or does not count any more."""

_NOBODY = Proof()

_log = structlog.get_logger("chimp.credentials")


@dataclass(frozen=True, slots=True)
class SharedCredentials:
    """What all attendants of 2019 share: whoever has these may be any of them."""

    username: str
    password: str

    def name(self, username: str) -> bool:
        return hmac.compare_digest(self.username.encode(), username.encode("utf-8", "replace"))

    def prove(self, username: str, password: str) -> Proof:
        """Raises WrongPassword."""
        right = hmac.compare_digest(self.password.encode(), password.encode("utf-8", "replace"))
        if not (self.name(username) and right):
            raise WrongPassword
        return Proof(role=Role.SHARED)


class Gatekeeper:
    """Finds out who comes in over MQTT, and whose token a request carries."""

    def __init__(
        self,
        access: Access,
        entrance: Entrance,
        tokens: tuple[ProveToken, ...] = (),
        shared: SharedCredentials | None = None,
        *,
        is_kept_out: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`tokens` are asked in turn; `is_kept_out` tells whether an address is banned."""
        self._access = access
        self._entrance = entrance
        self._tokens = tokens
        self._shared = shared
        self._is_kept_out = is_kept_out

    async def prove(self, credentials: Credentials) -> Proof | None:
        """Whoever that is, or None if they may not come in; raises Undecided."""
        try:
            proof = await self._prove(credentials)
        except (NotAuthenticated, TooManyAttempts):
            return None
        except (ServiceUnavailable, StoreError) as error:
            _log.warning("mqtt.login_not_checked", because=str(error))
            raise Undecided(str(error)) from error
        return None if proof is None or self.keeps_out(proof, credentials.address) else proof

    def keeps_out(self, proof: Proof, address: str) -> bool:
        """Whether whoever has proved that may not come in from there."""
        return not proof.is_attendant and self._is_kept_out(address)

    async def token(self, token: str) -> Proof | None:
        """What a token proves; raises StoreError."""
        for prove in self._tokens:
            proof = await prove(token)
            if proof is not None:
                return proof
        return None

    async def _prove(self, credentials: Credentials) -> Proof | None:
        match credentials.username:
            case None:
                return _NOBODY
            case username if username == BY_TOKEN:
                return await self.token(credentials.password)
            case username if username == BY_COOKIE:
                return None if credentials.cookie is None else await self.token(credentials.cookie)
            case username if self._shared is not None and self._shared.name(username):
                async with self._entrance.attempt(username, credentials.address):
                    return self._shared.prove(username, credentials.password)
            case username:
                return await self._account(username, credentials)

    async def _account(self, email: str, credentials: Credentials) -> Proof | None:
        try:
            attendant = await self._entrance.log_in(
                email, credentials.password, credentials.address
            )
        except (NotAuthenticated, TooManyAttempts):
            return _NOBODY if self._access.is_open else None
        return Proof(role=Role.ATTENDANT, attendant=attendant)
