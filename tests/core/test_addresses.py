"""One spelling for each address, and one bucket for each visitor."""

import pytest

from chimp.core.addresses import counted_as, plain, told


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::FFFF:c000:201", "192.0.2.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1%eth0"),
        ("", ""),
        ("/run/chimp.sock", "/run/chimp.sock"),
    ],
)
def test_an_address_has_one_spelling(given: str, expected: str) -> None:
    assert plain(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_whole_network_of_ipv6_counts_as_one_visitor(given: str, expected: str) -> None:
    assert counted_as(given) == expected


def test_mapped_ipv4_addresses_are_not_all_one_visitor() -> None:
    """They share their first 96 bits."""
    assert counted_as("::ffff:192.0.2.1") != counted_as("::ffff:192.0.2.2")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8::1", "2001:db8::/64"),
        ("2001:db8::/64", "2001:db8::/64"),
        ("2001:db8::1/64", None),
        ("2001:db8::/32", None),
        ("192.0.2.0/24", None),
        ("192.0.2.1/", None),
        ("192.0.2", None),
        ("somebody", None),
        ("", None),
    ],
)
def test_what_somebody_writes_is_one_visitor_or_none(given: str, expected: str | None) -> None:
    assert told(given) == expected
