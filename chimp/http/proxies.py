"""Whose word is taken for a client's address and scheme: that of the reverse proxies in front.

Anybody can write X-Forwarded-For and X-Forwarded-Proto into a request. They are believed only
from the addresses in `http.trusted_proxies`, and only as far as those wrote them: X-Forwarded-For
is read from its end, past the proxies that are trusted, and the next one is the client.

`aiohttp-remotes` does not fit: its strict form wants the exact chain of proxies and refuses who
comes without one, its lenient ones believe whoever connects.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Final

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from chimp.core import addresses
from chimp.http.problems import Handler

_SCHEMES: Final = {"http": "http", "https": "https", "ws": "http", "wss": "https"}

_log = structlog.get_logger("chimp.http")


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks, as far as the network knows: its address, and `http` or `https`."""

    address: str
    scheme: str


class Proxies:
    """The reverse proxies that are trusted, by their addresses and networks."""

    def __init__(self, trusted: Iterable[str] = ()) -> None:
        self._trusted = tuple(map(ip_network, trusted))
        self._has_warned = False

    def client_of(self, request: web.BaseRequest) -> Client:
        """The one function that says where a request really comes from, and how."""
        peer, scheme = addresses.plain(_peer(request)), _scheme_of_connection(request)
        if not self.trusts(peer):
            self._warn_of_proxy(request, peer)
            return Client(peer, scheme)
        hops = _listed(request, hdrs.X_FORWARDED_FOR)
        schemes = _listed(request, hdrs.X_FORWARDED_PROTO)
        address, passed = peer, 0
        for hop in reversed(hops):
            found = _address(hop)
            if found is None:
                break  # whoever follows was not written by a proxy of ours
            address, passed = found, passed + 1
            if not self.trusts(found):
                break
        if schemes:
            # As many as addresses, or one alone from proxies that overwrite it.
            said = schemes[-min(max(passed, 1), len(schemes))]
            scheme = _SCHEMES.get(said.lower(), scheme)
        return Client(address, scheme)

    def trusts(self, address: str) -> bool:
        if not self._trusted:
            return False
        try:
            parsed = ip_address(address)
        except ValueError:
            return False  # a socket of this machine has no address
        return any(parsed in network for network in self._trusted)

    def middleware(self) -> Middleware:
        """Let `request.remote`, `.scheme`, `.secure` and `.url` be the client's for all behind."""

        @web.middleware
        async def believed(request: web.Request, handler: Handler) -> web.StreamResponse:
            client = self.client_of(request)
            if (client.address, client.scheme) != (request.remote, request.scheme):
                request = request.clone(remote=client.address, scheme=client.scheme)
            return await handler(request)

        return believed

    def _warn_of_proxy(self, request: web.BaseRequest, peer: str) -> None:
        """Once: behind a proxy that is not trusted all customers share one address's limits."""
        if not self._has_warned and hdrs.X_FORWARDED_FOR in request.headers:
            self._has_warned = True
            _log.warning(
                "http.proxy_not_trusted",
                address=peer,
                because="X-Forwarded-For is not believed; if this is your reverse proxy, name it"
                " in http.trusted_proxies",
            )


def _peer(request: web.BaseRequest) -> str:
    """The address at the other end of the connection, whatever the request says."""
    peer = request.protocol.peername
    return str(peer[0]) if isinstance(peer, tuple) else ""


def _scheme_of_connection(request: web.BaseRequest) -> str:
    return "http" if request.protocol.ssl_context is None else "https"


def _listed(request: web.BaseRequest, name: str) -> list[str]:
    """The members of a header that may stand on several lines."""
    return [part.strip() for line in request.headers.getall(name, []) for part in line.split(",")]


def _address(hop: str) -> str | None:
    """An address without the port that some proxies add, or None if it is none."""
    if hop.startswith("["):
        hop = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:
        hop = hop.partition(":")[0]
    try:
        return addresses.plain(str(ip_address(hop)))
    except ValueError:
        return None
