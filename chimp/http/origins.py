"""Which pages may use the server from a browser, and which requests come from our own pages.

A browser tells of every page that makes it ask: by `Origin`, and by `Sec-Fetch-Site` wherever the
connection is safe. No script can write either. What is no browser says neither, and needs no
permission: it can do nothing here that it could not do without one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware
from aiohttp_cors import CorsConfig, ResourceOptions
from aiohttp_cors.urldispatcher_router_adapter import ResourcesUrlDispatcherRouterAdapter
from yarl import URL

from chimp.http.problems import Handler, Problem

_ANY: Final = ("*",)
SAFE: Final = frozenset({hdrs.METH_GET, hdrs.METH_HEAD, hdrs.METH_OPTIONS})
"""Methods that change nothing."""
_SITE: Final = "Sec-Fetch-Site"
_OUR_SITE: Final = frozenset({"same-origin", "none"})
"""`none`: a person typed the address, or opened a bookmark."""


class Origins:
    """Those that are configured, and those that administrators have set; none: any page may."""

    def __init__(
        self, configured: Iterable[str] = (), stored: Callable[[], Iterable[str]] = tuple
    ) -> None:
        """`stored` is asked again and again, so that what it says is in force at once."""
        self.configured = tuple(configured)
        self._stored = stored

    @property
    def allowed(self) -> tuple[str, ...]:
        """All of them, each once; an empty tuple stands for any."""
        return tuple(dict.fromkeys((*self.configured, *self._stored())))

    def admits(self, request: web.BaseRequest) -> bool:
        """Whether it comes from a page that may use the server, or from no page at all."""
        origin = request.headers.get(hdrs.ORIGIN)
        allowed = self.allowed
        if origin is None or not allowed or origin in allowed:
            return True
        return is_same_origin(request)

    def for_cors(self, application: web.Application) -> CorsConfig:
        """Has aiohttp-cors answer, for the routes that are added to it, to whom may ask now."""
        adapter = ResourcesUrlDispatcherRouterAdapter(application.router, OptionsNow(self))
        return CorsConfig(application, router_adapter=adapter)

    def middleware(self) -> Middleware:
        """Refuse what pages of other origins ask for that is more than reading.

        Their reading is refused by their browser, for they are not named in the answer (CORS).
        """

        @web.middleware
        async def admitted(request: web.Request, handler: Handler) -> web.StreamResponse:
            if _is_more_than_reading(request) and not self.admits(request):
                message = (
                    f"pages of {request.headers[hdrs.ORIGIN]} may not use this server;"
                    " its settings say which may"
                )
                raise Problem(403, message, code="origin_not_allowed")
            return await handler(request)

        return admitted


class OptionsNow(Mapping[str, ResourceOptions]):
    """What aiohttp-cors tells pages of each origin; it looks here for every request.

    Never with credentials: the cookie of a log-in is for our own pages alone.
    """

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._options = ResourceOptions(  # type: ignore[no-untyped-call]
            allow_credentials=False, allow_headers="*", expose_headers="*", max_age=600
        )

    def __getitem__(self, origin: str) -> ResourceOptions:
        if origin not in (self._origins.allowed or _ANY):
            raise KeyError(origin)
        return self._options

    def __iter__(self) -> Iterator[str]:
        return iter(self._origins.allowed or _ANY)

    def __len__(self) -> int:
        return len(self._origins.allowed or _ANY)


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
    return upgrades or request.method not in SAFE
