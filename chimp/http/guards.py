"""What stands between the network and the routes, in the order in which a request meets it."""

from dataclasses import dataclass, field

from aiohttp.typedefs import Middleware

from chimp.http.origins import Origins
from chimp.http.proxies import Proxies


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """Without arguments: no proxy is trusted, and any page may use the server."""

    proxies: Proxies = field(default_factory=Proxies)
    origins: Origins = field(default_factory=Origins)

    def outer(self) -> list[Middleware]:
        """Before anything else is known of a request, and even before it is measured."""
        return [self.proxies.middleware()]

    def inner(self) -> list[Middleware]:
        """Where a refusal is measured, and told as a problem."""
        return [self.origins.middleware()]
