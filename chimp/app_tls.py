"""TLS as the settings have it, and when its certificate expires, for whoever wants to be warned."""

import ssl
from collections.abc import Callable
from typing import Final

from prometheus_client import CollectorRegistry, Gauge

from chimp import config
from chimp.tls import Tls

_EXPIRES: Final = "When the TLS certificate expires, in seconds since the epoch."


def load(told: config.Tls, registry: CollectorRegistry) -> Tls | None:
    """None if TLS is not set; raises TlsError."""
    if told.certificate is None or told.key is None:
        return None
    tls = Tls(told.certificate, told.key)
    gauge = Gauge("chimp_tls_certificate_expires_seconds", _EXPIRES, registry=registry)
    gauge.set_function(lambda: tls.expires_at)
    return tls


def context_of(tls: Tls | None) -> ssl.SSLContext | None:
    return None if tls is None else tls.context


def reload_of(tls: Tls | None) -> tuple[Callable[[], None], ...]:
    """What SIGHUP is to call."""
    return () if tls is None else (tls.take_up,)
