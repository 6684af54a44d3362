"""Who is asking: an attendant by HTTP Basic, the holder of a token, or anybody."""

from base64 import b64decode
from binascii import Error as Base64Error

from aiohttp import web

from chimp.core.access import Access, Principal, Role
from chimp.http.limits import RateLimit
from chimp.http.problems import Problem
from chimp.services.accounts import Accounts, NotAuthenticated
from chimp.services.credentials import Gatekeeper

_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Chimp", charset="UTF-8"'}
_INVALID_TOKEN = {"WWW-Authenticate": 'Bearer realm="Chimp", error="invalid_token"'}


class Principals:
    """Finds out who is asking, and refuses those who may not."""

    def __init__(
        self, access: Access, accounts: Accounts, gatekeeper: Gatekeeper, limit: RateLimit
    ) -> None:
        """`limit` is shared with the log-in: both try passwords. Here only wrong ones count."""
        self.access = access
        self._accounts = accounts
        self._gatekeeper = gatekeeper
        self._limit = limit

    async def of(self, request: web.Request) -> Principal:
        """The principal of a request; raises Problem 401 if its credentials are wrong.

        In mode `open` nobody has to prove anything, so nothing is checked. Raises
        ServiceUnavailable and StoreError.
        """
        header = request.headers.get("Authorization")
        address = request.remote or ""
        if header is None or self.access.is_open:
            return Principal(connection="http", address=address)
        if (token := bearer_of(request)) is not None:
            return await self._holder(token, address)
        self._limit.spend(address)
        try:
            attendant = await self._accounts.authenticate(*_basic(header))
        except (ValueError, NotAuthenticated):
            message = "wrong e-mail or password"
            raise Problem(401, message, headers=_CHALLENGE) from None
        self._limit.give_back(address)  # a page sends its credentials with every request
        return Principal(
            connection="http", address=address, role=Role.ATTENDANT, attendant=attendant
        )

    async def _holder(self, token: str, address: str) -> Principal:
        proof = await self._gatekeeper.token(token)
        if proof is None:
            message = "the token is none of ours, has expired, or was taken back"
            raise Problem(401, message, headers=_INVALID_TOKEN)
        return proof.principal("http", address)

    async def reading_session(self, request: web.Request, session_id: str) -> None:
        if not self.access.may_read_session(await self.of(request), session_id):
            self._refuse("a session is read by its own unguessable id, or by an attendant")

    async def reading_customer(self, request: web.Request, customer_id: str) -> None:
        if not self.access.may_read_customer(await self.of(request), customer_id):
            self._refuse("a customer's data is read by an unguessable id, or by an attendant")

    async def reading_attendants(self, request: web.Request) -> None:
        if not await self.is_attendant(request):
            self._refuse("this is for attendants: log in with HTTP Basic")

    async def is_attendant(self, request: web.Request) -> bool:
        """Whether everything of attendants is open to this request."""
        return self.access.may_read_attendants(await self.of(request))

    def _refuse(self, message: str) -> None:
        raise Problem(401, message, headers=_CHALLENGE)


def bearer_of(request: web.Request) -> str | None:
    """The token that a request carries (RFC 6750, section 2.1); a page's or a client's."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else None


def _basic(header: str) -> tuple[str, str]:
    """E-mail and password of an Authorization header (RFC 7617); raises ValueError."""
    scheme, _, encoded = header.partition(" ")
    try:
        login, colon, password = b64decode(encoded, validate=True).decode().partition(":")
    except (Base64Error, UnicodeDecodeError) as error:
        raise ValueError from error
    if scheme.casefold() != "basic" or not colon:
        raise ValueError
    return login, password
