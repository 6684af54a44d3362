"""The settings of the web side in its own units, which are seconds."""

from prometheus_client import CollectorRegistry

from chimp.config import Http
from chimp.http.bodies import Bodies
from chimp.http.connections import ConnectionLimits, Connections
from chimp.http.guards import Guards
from chimp.http.limits import RateLimit
from chimp.http.origins import Origins
from chimp.http.proxies import Proxies


def guards(told: Http, origins: Origins) -> Guards:
    """What every request has to pass."""
    return Guards(
        proxies=Proxies(told.trusted_proxies),
        origins=origins,
        requests=RateLimit(told.requests_per_minute),
        bodies=Bodies(told.transfer_timeout / 1000),
    )


def connections(told: Http, proxies: Proxies, registry: CollectorRegistry) -> Connections:
    """What every connection has to keep to."""
    limits = ConnectionLimits(
        idle=told.idle_timeout / 1000,
        transfer=told.transfer_timeout / 1000,
        most_of_address=told.max_connections_per_address,
    )
    return Connections(limits, proxies, registry)
