"""Origins of pages (RFC 6454): scheme, host and port, as browsers write them."""

import re
from ipaddress import IPv6Address
from typing import Final

_USUAL_PORTS: Final = {"http": 80, "https": 443}
_LARGEST_PORT: Final = 65_535
_ORIGIN: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?"
)


def as_browsers_write(value: str) -> str:
    """The origin in the one way that a browser writes it; raises ValueError in a few words."""
    if value == "*":
        message = "an empty list stands for all origins"
        raise ValueError(message)
    parts = _ORIGIN.fullmatch(value.lower()) if value.isascii() else None
    if parts is None or not _is_host(parts["host"]) or int(parts["port"] or 0) > _LARGEST_PORT:
        message = f"{value!r} is not an origin such as https://example.org"
        raise ValueError(message)
    scheme, host, port = parts["scheme"], parts["host"], int(parts["port"] or 0)
    is_usual = port in {0, _USUAL_PORTS[scheme]}
    return f"{scheme}://{host}" if is_usual else f"{scheme}://{host}:{port}"


def _is_host(host: str) -> bool:
    if not host.startswith("["):
        return True
    try:
        IPv6Address(host[1:-1])
    except ValueError:
        return False
    return True
