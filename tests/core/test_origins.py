"""One way to write each origin: that of browsers."""

import pytest

from chimp.core.origins import as_browsers_write


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://shop.example", "https://shop.example"),
        ("HTTPS://Shop.Example", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://shop.example:80", "http://shop.example"),
        ("http://shop.example:443", "http://shop.example:443"),
        ("http://localhost:5173", "http://localhost:5173"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("http://[2001:DB8::1]", "http://[2001:db8::1]"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_it_is_written_so(written: str, origin: str) -> None:
    assert as_browsers_write(written) == origin
    assert as_browsers_write(origin) == origin


@pytest.mark.parametrize(
    "written",
    [
        "",
        "null",
        "shop.example",
        "https://",
        "https://shop.example/",
        "https://shop.example\n",
        " https://shop.example",
        "https://shop.example?a",
        "https://a@shop.example",
        "https://*.shop.example",
        "https://bücher.example",
        "https://shop.example:",
        "https://shop.example:port",
        "https://shop.example:65536",
        "https://[::1",
        "https://[:::1]",
        "https://[not]",
        "ftp://shop.example",
        "ws://shop.example",
        "*",
    ],
)
def test_it_is_none(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not an origin such as|stands for all origins"):
        as_browsers_write(written)
