"""What stands between the network and the routes, in the order in which a request meets it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web
from aiohttp.typedefs import Middleware

from chimp.http.bodies import Bodies
from chimp.http.limits import RateLimit
from chimp.http.origins import Origins
from chimp.http.proxies import Proxies
from chimp.http.security_headers import SecurityHeaders


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """Without arguments: no proxy is trusted, any page may use the server, as often as it likes."""

    proxies: Proxies = field(default_factory=Proxies)
    origins: Origins = field(default_factory=Origins)
    requests: RateLimit = field(default_factory=partial(RateLimit, 0))
    bodies: Bodies = field(default_factory=Bodies)

    def outer(self) -> list[Middleware]:
        """Before anything else is known of a request, and even before it is measured."""
        return [self.proxies.middleware()]

    def watch(self, application: web.Application) -> None:
        """Whatever is answered."""
        SecurityHeaders(self.proxies).watch(application)

    def inner(self, *, uncounted: Collection[str]) -> list[Middleware]:
        """Where a refusal is measured, and told as a problem; some paths have no limit."""
        return [
            self.requests.middleware(besides=uncounted),
            self.origins.middleware(),
            self.bodies.middleware(),
        ]
