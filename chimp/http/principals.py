"""Who is asking: an attendant by HTTP Basic or a log-in, the holder of a token, or anybody."""

from base64 import b64decode
from binascii import Error as Base64Error
from typing import NoReturn

from aiohttp import hdrs, web

from chimp.core.access import Access, Principal, Proof, Role
from chimp.core.people import Attendant
from chimp.http import cookies
from chimp.http.limits import RateLimit
from chimp.http.origins import SAFE, is_same_origin
from chimp.http.problems import Problem
from chimp.services.credentials import Gatekeeper
from chimp.services.entrance import Entrance
from chimp.services.refusals import NotAuthenticated

_BASIC = 'Basic realm="Chimp", charset="UTF-8"'
_BEARER = 'Bearer realm="Chimp"'
_INVALID_TOKEN = f'{_BEARER}, error="invalid_token"'


class Principals:
    """Finds out who is asking, and refuses those who may not."""

    def __init__(
        self, access: Access, entrance: Entrance, gatekeeper: Gatekeeper, limit: RateLimit
    ) -> None:
        """`limit` is shared with the log-in: both try passwords. Here only wrong ones count."""
        self.access = access
        self._entrance = entrance
        self._gatekeeper = gatekeeper
        self._limit = limit

    async def of(self, request: web.Request) -> Principal:
        """The principal of a request; raises Problem 401 if its credentials are wrong.

        In mode `open` nobody has to prove anything, so nothing is checked. Raises
        TooManyAttempts, ServiceUnavailable and StoreError.
        """
        if self.access.is_open:
            return Principal(connection="http", address=request.remote or "")
        return await self.proved(request)

    async def proved(self, request: web.Request) -> Principal:
        """The same, and what is shown is checked in every mode.

        A cookie that counts no more makes nobody of its page, which asked for nothing by it.
        """
        address = request.remote or ""
        if (token := bearer_of(request)) is not None:
            proof = await self._gatekeeper.token(token)
            if proof is None or self._gatekeeper.keeps_out(proof, address):
                message = "the token is none of ours, has expired, or was taken back"
                raise Problem(401, message, headers={hdrs.WWW_AUTHENTICATE: _INVALID_TOKEN})
        elif (header := request.headers.get(hdrs.AUTHORIZATION)) is not None:
            proof = await self._by_password(header, request)
        elif (cookie := cookies.log_in_of(request)) is not None:
            proof = await self._gatekeeper.token(cookie)
        else:
            proof = None
        return (proof or Proof()).principal("http", address)

    async def attendant(self, request: web.Request) -> Attendant:
        """Which attendant that is, in every mode; raises Problem 401 for anybody else."""
        return (await self.attendant_and_log_in(request))[0]

    async def attendant_and_log_in(self, request: web.Request) -> tuple[Attendant, str | None]:
        """The same, and `Principal.log_in`."""
        principal = await self.proved(request)
        if principal.attendant is None:
            _refuse(request, "this is for attendants: log in")
        return principal.attendant, principal.log_in

    async def supervisor(self, request: web.Request) -> Attendant:
        """The same, but supervisors and administrators alone; raises Problem 403 for others."""
        _refuse_other_pages(request)
        attendant = await self.attendant(request)
        if not attendant.supervises:
            raise Problem(403, "this is for supervisors and administrators", code="not_allowed")
        return attendant

    async def administrator(self, request: web.Request) -> Attendant:
        """The same, but administrators alone; raises Problem 403 for others."""
        return administering(request, await self.attendant(request))

    async def reading_session(self, request: web.Request, session_id: str) -> None:
        if not self.access.may_read_session(await self.of(request), session_id):
            _refuse(
                request, "a session is read with its token or unguessable id, or by an attendant"
            )

    async def reading_customer(self, request: web.Request, customer_id: str) -> None:
        if not self.access.may_read_customer(await self.of(request), customer_id):
            _refuse(
                request, "a customer's data is read with their token or UUID, or by an attendant"
            )

    async def reading_attendants(self, request: web.Request) -> None:
        if not await self.is_attendant(request):
            _refuse(request, "this is for attendants: log in")

    async def is_attendant(self, request: web.Request) -> bool:
        """Whether everything of attendants is open to this request."""
        return self.access.may_read_attendants(await self.of(request))

    async def _by_password(self, header: str, request: web.Request) -> Proof:
        address = request.remote or ""
        self._limit.spend(address)
        try:
            attendant = await self._entrance.log_in(*_basic(header), address)
        except (ValueError, NotAuthenticated):
            _refuse(request, "wrong e-mail or password")
        self._limit.give_back(address)  # a page sends its credentials with every request
        return Proof(role=Role.ATTENDANT, attendant=attendant)


def bearer_of(request: web.Request) -> str | None:
    """The token that a request carries (RFC 6750, section 2.1); a page's or a client's."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else None


def administering(request: web.Request, attendant: Attendant) -> Attendant:
    """Whoever that is, if they are an administrator, on a page of ours; raises Problem 403."""
    _refuse_other_pages(request)
    if not attendant.is_administrator:
        raise Problem(403, "this is for administrators", code="not_allowed")
    return attendant


def _refuse_other_pages(request: web.Request) -> None:
    """A browser that knows a password (Basic) shows it for forms of every other page, too."""
    if request.method not in SAFE and not is_same_origin(request):
        raise Problem(403, "only pages of this server do that", code="not_same_origin")


def _refuse(request: web.Request, message: str) -> NoReturn:
    """Say how it is done right; not by Basic to a script, for it would open a browser's dialog."""
    is_script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    challenge = _BEARER if is_script else _BASIC
    raise Problem(401, message, headers={hdrs.WWW_AUTHENTICATE: challenge}) from None


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
