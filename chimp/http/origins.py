"""Which pages may use the server from a browser, and which requests come from our own pages.

A browser tells of every page that makes it ask: by `Origin`, and by `Sec-Fetch-Site` wherever the
connection is safe. No script can write either. What is no browser says neither, and needs no
permission: it can do nothing here that it could not do without one.
"""

from collections.abc import Iterable
from typing import Any, Final

import aiohttp_cors
from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware
from yarl import URL

from chimp.http.problems import Handler, Problem

_SAFE: Final = frozenset({hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS})
_SITE: Final = "Sec-Fetch-Site"
_OUR_SITE: Final = frozenset({"same-origin", "none"})
"""`none`: a person typed the address, or opened a bookmark."""


class Origins:
    """The origins in `http.allowed_origins`; none of them: any page may."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(allowed)

    def admits(self, request: web.BaseRequest) -> bool:
        """Whether it comes from a page that may use the server, or from no page at all."""
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is None or not self._allowed or origin in self._allowed:
            return True
        return is_same_origin(request)

    def for_cors(self) -> dict[str, Any]:
        """What aiohttp-cors is to answer to whom.

        Never with credentials: the cookie of a log-in is for our own pages alone.
        """
        options = aiohttp_cors.ResourceOptions(  # type: ignore[no-untyped-call]
            allow_credentials=False, allow_headers="*", expose_headers="*", max_age=600
        )
        return dict.fromkeys(self._allowed or ("*",), options)

    def middleware(self) -> Middleware:
        """Refuse what pages of other origins ask for that is more than reading.

        Their reading is refused by their browser, for they are not named in the answer (CORS).
        """

        @web.middleware
        async def admitted(request: web.Request, handler: Handler) -> web.StreamResponse:
            if _is_more_than_reading(request) and not self.admits(request):
                message = (
                    f"pages of {request.headers[hdrs.ORIGIN]} may not use this server;"
                    " its http.allowed_origins says which may"
                )
                raise Problem(403, message, code="origin_not_allowed")
            return await handler(request)

        return admitted


def is_same_origin(request: web.BaseRequest) -> bool:
    """Whether a request comes from a page of this server, or from no page at all.

    A cookie counts only for these: that is all there is to do against forged requests (CSRF).
    Behind a reverse proxy it holds for a request that `Proxies.middleware` has let through.
    """
    site = request.headers.get(_SITE)
    if site is not None:
        return site in _OUR_SITE
    origin = request.headers.get(hdrs.ORIGIN)
    return origin is None or _is_here(origin, request)


def _is_here(origin: str, request: web.BaseRequest) -> bool:
    try:
        page, here = URL(origin), request.url
    except ValueError:  # one of the two is no address
        return False
    return bool(page.host) and (page.scheme, page.host, page.port) == (
        here.scheme,
        here.host,
        here.port,
    )


def _is_more_than_reading(request: web.BaseRequest) -> bool:
    upgrades = request.headers.get(hdrs.UPGRADE, "").lower() == "websocket"
    return upgrades or request.method not in _SAFE
