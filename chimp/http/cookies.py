"""The cookie of a log-in: for pages of this server, and out of their scripts' reach."""

from aiohttp import web

from chimp.http.origins import is_same_origin

_NAME = "chimp"
_SECURE_NAME = "__Host-chimp"
"""What is called so a browser takes from this very host over TLS alone (RFC 6265bis, 4.1.3.2)."""


def log_in_of(request: web.Request) -> str | None:
    """The token that a page of ours brings along.

    What a page of another origin makes a browser send does not count (CSRF).
    """
    return request.cookies.get(_name(request)) if is_same_origin(request) else None


def keep(response: web.Response, request: web.Request, token: str, *, seconds: int) -> None:
    """Have the browser bring that along from now on, for so long."""
    response.set_cookie(
        _name(request),
        token,
        max_age=seconds,
        path="/",
        secure=request.secure,
        httponly=True,
        samesite="Strict",
    )


def drop(response: web.Response, request: web.Request) -> None:
    """Have the browser forget it."""
    keep(response, request, "", seconds=0)


def _name(request: web.Request) -> str:
    return _SECURE_NAME if request.secure else _NAME
