"""What stands between the network and the routes, in the order in which a request meets it."""

from dataclasses import dataclass, field

from aiohttp.typedefs import Middleware

from chimp.http.proxies import Proxies


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """Without arguments: no proxy is trusted."""

    proxies: Proxies = field(default_factory=Proxies)

    def outer(self) -> list[Middleware]:
        """Before anything else is known of a request, and even before it is measured."""
        return [self.proxies.middleware()]
