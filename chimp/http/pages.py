"""What browsers open: the console, the widget, the example page, and what makes it installable.

These are files that the package brings, built by `chimp/ui/build.py`, with their compressed forms
beside them. They stand next to the table of routes and not in it: the published document is for
programs, and no program has a use for a page. Each request reads its file anew, so that nothing of
them is kept in memory, and a server that runs shows what was built a moment ago.
"""

import asyncio
import mimetypes
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web

from chimp.http.page_policies import CONSOLE, DEMO, EVERYWHERE, WORKER, Policy
from chimp.http.problems import Handler, Problem
from chimp.http.proxies import Proxies

BUILT: Final = Path(__file__).parents[1] / "ui" / "built"
"""Where the package has its pages."""

HOW_TO_BUILD: Final = "python chimp/ui/build.py"

_NAME: Final = r"{name:[A-Za-z0-9_][A-Za-z0-9._-]*}"
"""A file of a folder: no slash and no leading dot, so there is no way out of it."""

_HASHED: Final = r"{name:[A-Za-z0-9_][A-Za-z0-9._-]{0,99}-[A-Za-z0-9_-]{8,32}\.[a-z0-9]{1,16}}"
"""The same, where the name changes with the content.

With bounds, or the time that it takes to refuse a name would grow with the square of its length.
"""

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "no-cache"

_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
"""The best one first."""
_NONCE: Final = b"__NONCE__"

_TYPES: Final = mimetypes.MimeTypes()
for _type, _ending in (
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
    ("application/manifest+json", ".webmanifest"),
    ("font/woff2", ".woff2"),
    ("image/svg+xml", ".svg"),
    ("text/plain", ".ts"),  # which is a kind of film otherwise
):
    _TYPES.add_type(_type, _ending)
_WITH_CHARSET: Final = ("text/", "application/json", "application/manifest+json", "image/svg+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address, or with `{name}` at its end all of a folder; `file` is below the built files."""

    path: str
    file: str
    caching: str = _ASK_AGAIN
    policy: Policy | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_folder(self) -> bool:
        return self.file.endswith("/")

    @property
    def has_nonce(self) -> bool:
        return self.policy is not None and self.policy.has_nonce


PAGES: Final = (
    Page(path="/", file="console/index.html", policy=CONSOLE),
    Page(path=f"/assets/{_HASHED}", file="console/assets/", caching=_FOR_EVER),
    Page(path="/widget.js", file="widget/widget.js", headers=EVERYWHERE),
    Page(path=f"/widget/{_HASHED}", file="widget/", caching=_FOR_EVER, headers=EVERYWHERE),
    Page(path=f"/widget/{_NAME}", file="widget/", headers=EVERYWHERE),  # the React component
    Page(path="/demo", file="pages/demo/index.html", policy=DEMO),
    Page(path=f"/demo/{_NAME}", file="pages/demo/"),
    Page(path="/manifest.webmanifest", file="pages/manifest.webmanifest"),
    Page(path="/service-worker.js", file="pages/service-worker.js", policy=WORKER),
    Page(path=f"/icons/{_NAME}", file="pages/icons/"),
    Page(path="/favicon.ico", file="pages/icons/icon-48.png"),
)


def are_built(built: Path = BUILT) -> bool:
    """A checkout has to build them first; what is installed brings them along."""
    return (built / "console" / "index.html").is_file()


class Pages:
    """Hands out what is built below a folder."""

    def __init__(self, proxies: Proxies, built: Path = BUILT) -> None:
        self._proxies = proxies
        self._built = built

    def handlers(self) -> Iterator[tuple[str, Handler]]:
        """Which path is answered by whom."""
        for page in PAGES:
            yield page.path, self._handler(page)

    def _handler(self, page: Page) -> Handler:
        async def show(request: web.Request) -> web.Response:
            name = request.match_info["name"] if page.is_folder else ""
            file = self._built / page.file / name
            nonce = secrets.token_urlsafe(16) if page.has_nonce else ""
            accepted = frozenset[str]() if nonce else _accepted(request)
            found = await asyncio.to_thread(_read, file, accepted)
            if found is None:
                raise self._missing(request)
            response = _with_nonce(found, nonce) if nonce else _answer(request, found)
            _describe(response, file)
            response.headers.update({hdrs.CACHE_CONTROL: page.caching, **page.headers})
            if page.policy is not None:
                response.headers.update(self._allowed(request, page.policy, nonce))
            return response

        return show

    def _allowed(self, request: web.Request, policy: Policy, nonce: str) -> dict[str, str]:
        scheme = self._proxies.client_of(request).scheme
        return policy.headers(scheme=scheme, host=request.host, nonce=nonce)

    def _missing(self, request: web.Request) -> Problem:
        if are_built(self._built):
            return Problem(404, f"{request.method} {request.path}: not found")
        message = f"the pages are not built; in the checkout: {HOW_TO_BUILD}"
        return Problem(503, message, code="not_built")


@dataclass(frozen=True, slots=True)
class _Found:
    content: bytes
    encoding: str | None = None


def _accepted(request: web.Request) -> frozenset[str]:
    """The encodings that the client asks for, and does not give the weight 0."""
    found = set()
    for told in request.headers.get(hdrs.ACCEPT_ENCODING, "").lower().split(","):
        name, _, weight = told.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight):
            found.add(name.strip())
    return frozenset(found)


def _read(file: Path, accepted: frozenset[str]) -> _Found | None:
    """In the form that suits the client best; None where there is no such file."""
    for encoding, ending in _ENCODINGS:
        if encoding in accepted:
            try:
                return _Found(file.with_name(file.name + ending).read_bytes(), encoding)
            except OSError:
                continue
    try:
        return _Found(file.read_bytes())
    except OSError:
        return None


def _with_nonce(found: _Found, nonce: str) -> web.Response:
    """Never a 304: that would bring a fresh nonce in its policy to a body with an older one."""
    return web.Response(body=found.content.replace(_NONCE, nonce.encode()))


def _answer(request: web.Request, found: _Found) -> web.Response:
    """The file, or 304 for whoever has it already (RFC 9110, section 13.1.2)."""
    tag = sha256(found.content).hexdigest()[:32]
    known = request.if_none_match or ()
    if any(each.value in {tag, "*"} for each in known):
        response = web.Response(status=304)
    else:
        response = web.Response(body=found.content)
        if found.encoding is not None:
            response.headers[hdrs.CONTENT_ENCODING] = found.encoding
    response.etag = tag
    response.headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
    return response


def _describe(response: web.Response, file: Path) -> None:
    media_type = _TYPES.guess_type(file.name)[0] or "application/octet-stream"
    response.content_type = media_type
    if media_type.startswith(_WITH_CHARSET):
        response.charset = "utf-8"
