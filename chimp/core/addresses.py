"""Network addresses as text: one spelling for each, and what counts as one visitor."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

_HOST_BITS: Final = 64


def plain(address: str) -> str:
    """The address in its usual spelling; what is none is left as it is.

    An IPv4 client of a socket that listens on both comes as ::ffff:192.0.2.1.
    """
    parsed = _parsed(address)
    return address if parsed is None else str(parsed)


def counted_as(address: str) -> str:
    """What limits of one address count by: every customer of an IPv6 provider has a whole /64."""
    parsed = _parsed(address)
    if not isinstance(parsed, IPv6Address):
        return address if parsed is None else str(parsed)
    network = int(parsed) >> _HOST_BITS << _HOST_BITS
    return f"{IPv6Address(network)}/{_HOST_BITS}"


def told(text: str) -> str | None:
    """What an address that somebody wrote counts as, or such a count itself; None of all else."""
    address, slash, _ = text.partition("/")
    counted = None if _parsed(address) is None else counted_as(address)
    return None if slash and counted != text else counted


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped
    return parsed
