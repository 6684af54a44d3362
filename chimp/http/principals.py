"""Who is asking: an attendant by HTTP Basic, or anybody."""

from base64 import b64decode
from binascii import Error as Base64Error

from aiohttp import web

from chimp.core.access import Access, Principal, Role
from chimp.http.limits import RateLimit
from chimp.http.problems import Problem
from chimp.services.accounts import Accounts, NotAuthenticated

_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Chimp", charset="UTF-8"'}


class Principals:
    """Finds out who is asking, and refuses those who may not."""

    def __init__(self, access: Access, accounts: Accounts, limit: RateLimit) -> None:
        """`limit` is shared with the log-in: both try passwords. Here only wrong ones count."""
        self._access = access
        self._accounts = accounts
        self._limit = limit

    async def of(self, request: web.Request) -> Principal:
        """The principal of a request; raises Problem 401 if its credentials are wrong.

        In mode `open` nobody has to prove anything, so nothing is checked. Raises
        ServiceUnavailable and StoreError.
        """
        header = request.headers.get("Authorization")
        address = request.remote or ""
        if header is None or self._access.is_open:
            return Principal(connection="http", address=address)
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

    async def reading_session(self, request: web.Request, session_id: str) -> None:
        if not self._access.may_read_session(await self.of(request), session_id):
            self._refuse("a session is read by its own unguessable id, or by an attendant")

    async def reading_customer(self, request: web.Request, customer_id: str) -> None:
        if not self._access.may_read_customer(await self.of(request), customer_id):
            self._refuse("a customer's data is read by an unguessable id, or by an attendant")

    async def reading_attendants(self, request: web.Request) -> None:
        if not await self.is_attendant(request):
            self._refuse("this is for attendants: log in with HTTP Basic")

    async def is_attendant(self, request: web.Request) -> bool:
        """Whether everything of attendants is open to this request."""
        return self._access.may_read_attendants(await self.of(request))

    def _refuse(self, message: str) -> None:
        raise Problem(401, message, headers=_CHALLENGE)


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
