"""What every answer tells a browser to be careful about.

Set just before an answer goes out, when its type is known for files too. A handler that sets one
of these itself has its way, as a script for other sites must (`Cross-Origin-Resource-Policy`).
"""

from typing import Final

from aiohttp import hdrs, web
from multidict import CIMultiDict
from yarl import URL

from chimp.http.proxies import Proxies

_HTML: Final = "text/html"

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: with it the forms of our own pages would say `Origin: null`.
    "Referrer-Policy": "same-origin",
    # Scripts of other origins read by CORS, which is not touched by this; nothing else embeds us.
    "Cross-Origin-Resource-Policy": "same-origin",
}
_POLICY: Final = "Content-Security-Policy"
_NO_PAGE: Final = "default-src 'none'; frame-ancestors 'none'"
_PAGE: Final = {
    _POLICY: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(),"
    " payment=(), usb=()",
}
_HTTPS_ONLY: Final = "max-age=31536000"
"""A year, for this host alone: what else there is in its domain is not ours to decide."""
_USUAL_PORT: Final = 443


class SecurityHeaders:
    """Sees every answer of an application."""

    def __init__(self, proxies: Proxies) -> None:
        self._proxies = proxies

    def watch(self, application: web.Application) -> None:
        """After CORS has been set up, which makes a list of the headers that are there."""
        application.on_response_prepare.append(self._prepare)

    async def _prepare(self, request: web.Request, response: web.StreamResponse) -> None:
        protect(response.headers, is_page=response.content_type == _HTML)
        if self._is_whole_host(request):
            response.headers.setdefault(hdrs.STRICT_TRANSPORT_SECURITY, _HTTPS_ONLY)

    def _is_whole_host(self, request: web.Request) -> bool:
        """Whether we are what this host answers with over TLS.

        HTTPS alone is then asked for, on every port of the host: from another one than the usual
        that would cut off whatever else is served there.
        """
        if self._proxies.client_of(request).scheme != "https":
            return False
        try:
            return URL.build(scheme="https", authority=request.host).port == _USUAL_PORT
        except ValueError:  # its Host is no host
            return False


def protect(headers: CIMultiDict[str], *, is_page: bool = False) -> None:
    """Set what is not set."""
    headers[hdrs.SERVER] = "Chimp"  # aiohttp would tell its version, and Python's
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    if is_page:
        for name, value in _PAGE.items():
            headers.setdefault(name, value)
    else:
        headers.setdefault(_POLICY, _NO_PAGE)
