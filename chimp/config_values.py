"""What a single setting may be, where its type alone does not say it.

Each function takes the value as written and returns the value as used; a `ValueError` says in a
few words what is wrong with it.
"""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, SecretStr

from chimp.core import topics
from chimp.core.origins import as_browsers_write

SITE_KEY_BYTES: Final = 32

BROKER_PORTS: Final = {"mqtt": 1883, "tcp": 1883, "mqtts": 8883, "tls": 8883, "ws": 80, "wss": 443}
"""Schemes of MQTT brokers' URLs, as the original's library knew them, and the ports they mean."""
_PATH: Final = re.compile(r"(/[A-Za-z0-9._~-]+)+")


def _not_a_switch(value: object) -> object:
    """YAML reads `port: yes` as true, and pydantic would read that as 1."""
    if isinstance(value, bool):
        message = f"{str(value).lower()} is not a whole number"
        raise ValueError(message)  # noqa: TRY004  (pydantic reports ValueError, not TypeError)
    return value


def _split_at_commas(value: object) -> object:
    """In an environment variable a list is written with commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


NOT_A_SWITCH: Final = BeforeValidator(_not_a_switch)
SPLIT_AT_COMMAS: Final = BeforeValidator(_split_at_commas)


def host(value: str) -> str:
    if not value or any(c.isspace() or c == "/" for c in value):
        message = f"{value!r} is neither a host name nor an address"
        raise ValueError(message)
    return value


def endpoint(value: str) -> str:
    """An http or https URL, without its last slashes."""
    try:
        parts = urlsplit(value)
        is_http = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # its port is no number, or its host no address
        is_http = False
    if not is_http:
        message = "is not a URL that starts with http:// or https://"
        raise ValueError(message)
    if "?" in value or "#" in value:
        message = "is a base URL and can have neither ? nor #"
        raise ValueError(message)
    return value.rstrip("/")


def broker(value: str) -> str:
    """The URL of an MQTT broker; only one over WebSocket has a path."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:  # its port is no number, or its host no address
        parts, port = urlsplit(""), None
    if parts.scheme not in BROKER_PORTS or not parts.hostname or port == 0:
        message = "is not a URL that starts with mqtt://, mqtts://, ws:// or wss://"
        raise ValueError(message)
    if parts.username is not None or parts.password is not None:
        message = "must not hold a name or a password, which have settings of their own"
        raise ValueError(message)
    if (parts.path.strip("/") and not parts.scheme.startswith("ws")) or parts.query:
        message = "has more than a host and a port"
        raise ValueError(message)
    return value


def topic_filter(value: str) -> str:
    """Wildcards stand alone in their level, and # is the last one [MQTT-4.7.1-2, 4.7.1-3]."""
    *levels, last = value.split("/")
    misplaced = any("#" in level or ("+" in level and level != "+") for level in levels)
    if not value or misplaced or (set(last) & {"#", "+"} and last not in {"#", "+"}):
        message = f"{value!r} is not an MQTT topic or topic filter"
        raise ValueError(message)
    return value


def origins(value: tuple[str, ...]) -> tuple[str, ...]:
    """Scheme, host and port of each site, as browsers write them."""
    return tuple(map(as_browsers_write, value))


def networks(value: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses, and networks such as 10.0.0.0/8."""
    for network in value:
        try:
            ip_network(network)
        except ValueError:
            message = f"{network!r} is neither an address nor a network such as 10.0.0.0/8"
            raise ValueError(message) from None
    return value


def base_topic(value: str) -> str:
    """The base without the slashes at its ends."""
    base = value.strip("/")
    if base.startswith("$"):
        message = f"{value!r} starts with $, which belongs to the broker"
        raise ValueError(message)
    if base and not topics.is_plain(base):
        message = f"{value!r} must be a plain topic without +, # and empty levels"
        raise ValueError(message)
    return base


def path(value: str) -> str:
    if _PATH.fullmatch(value) is None:
        message = f"{value!r} is not a path such as /mqtt"
        raise ValueError(message)
    return value


def time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of zones
        message = f"{value!r} is not a time zone such as UTC or America/Sao_Paulo"
        raise ValueError(message) from None
    return value


def site_key(value: SecretStr) -> SecretStr:
    """A secret that can not be tried out (RFC 7518, section 3.2), and no key of another kind."""
    secret = value.get_secret_value()
    if "-----BEGIN" in secret:
        message = "is a key in PEM: name its file in auth.site_public_key"
        raise ValueError(message)
    if len(secret.encode()) < SITE_KEY_BYTES:
        message = f"is shorter than {SITE_KEY_BYTES} bytes"
        raise ValueError(message)
    return value


def folder(value: Path) -> Path:
    """`~` is the home folder, as in a shell."""
    try:
        return value.expanduser()
    except RuntimeError:
        message = f"{str(value)!r} names a home folder that does not exist"
        raise ValueError(message) from None
