"""What each page may do in a browser; `security_headers` has what holds for all the others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from aiohttp import hdrs

_HOST: Final = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
"""Nothing that could end a directive."""

_FRAMING: Final = "X-Frame-Options"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Directives of a Content-Security-Policy, and who may show the page in a frame."""

    directives: str
    frame_ancestors: str = "'none'"
    has_nonce: bool = False
    """Whether the page holds a place for one, fresh with each answer."""

    def headers(self, *, scheme: str, host: str, nonce: str) -> dict[str, str]:
        """For an answer that was asked for at that address."""
        directives = self.directives.replace("{line}", _line(scheme, host))
        policy = f"{directives.replace('{nonce}', nonce)}; frame-ancestors {self.frame_ancestors}"
        framing = "SAMEORIGIN" if self.frame_ancestors == "'self'" else "DENY"
        return {"Content-Security-Policy": policy, _FRAMING: framing}


def _line(scheme: str, host: str) -> str:
    """Our own WebSockets, which `'self'` does not stand for in every browser."""
    if not _HOST.fullmatch(host):
        return "'self'"
    return f"'self' {'wss' if scheme == 'https' else 'ws'}://{host}"


CONSOLE: Final = Policy(
    # Components on radix-ui bring style elements, which carry the nonce. Pictures are avatars, from
    # wherever people keep theirs. The frame is the example page, where settings are tried.
    directives="default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}';"
    " img-src 'self' data: blob: https: http:; media-src 'self' data: blob:;"
    " connect-src {line}; frame-src 'self'; object-src 'none'; form-action 'self';"
    " base-uri 'none'",
    has_nonce=True,
)
DEMO: Final = Policy(
    # As strict as a site can be to the widget, but for the avatars of attendants.
    directives="default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data: https: http:; media-src 'self' data:; font-src 'self';"
    " connect-src {line}; manifest-src 'self'; form-action 'none'; base-uri 'none'",
    frame_ancestors="'self'",  # the console shows it beside the settings of the widget
)
WORKER: Final = Policy(
    directives="default-src 'none'; connect-src 'self'; script-src 'self'",
)

EVERYWHERE: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Other sites load these, also those that embed nothing without being told that they may
        # (Cross-Origin-Embedder-Policy), and those that check its hash (integrity).
        "Cross-Origin-Resource-Policy": "cross-origin",
        hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*",
    }
)
