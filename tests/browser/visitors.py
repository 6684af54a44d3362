"""Who opens pages: each in a browser of their own, and watched for errors."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

from tests.browser.server import Account

Theme = Literal["light", "dark"]

DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}
PATIENCE: Final = 15_000
"""Milliseconds that anything may take on a machine that is busy with other tests."""

_NOT_LOGGED_IN: Final = re.compile(r"status of 401 .* at \S+/me$")
"""How the console finds out; the browser counts it as an error, which it is not."""

_NO_WORKER: Final = re.compile("Service Worker registration blocked by Playwright")
"""By `service_workers="block"`, so that each test sees what the server serves."""


@dataclass
class Watched:  # no slots: playwright keeps something of its own with whom it calls back
    """What went wrong in the pages of one visitor, besides what the test expects."""

    expected: list[re.Pattern[str]] = field(default_factory=lambda: [_NOT_LOGGED_IN, _NO_WORKER])
    found: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Errors that match it are part of the test."""
        self.expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        return [text for text in self.found if not any(each.search(text) for each in self.expected)]

    def watch(self, context: BrowserContext) -> None:
        """Of all its pages, and what they forget to catch; CSP violations are among the first."""
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.found.append(f"not caught: {error.error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"{message.type}: {message.text} at {message.location['url']}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a browser of their own: a customer, or an attendant once they are logged in."""

    context: BrowserContext
    errors: Watched
    url: str
    """Where the server is for them, without a slash at its end."""

    def open(self, path: str = "/") -> Page:
        """A tab; `path` may be an address of another server, too."""
        page = self.context.new_page()
        page.goto(path if "://" in path else f"{self.url}{path}")
        return page

    def log_in(self, account: Account) -> None:
        """As the log-in page does, without showing it."""
        answer = self.context.request.post(
            f"{self.url}/login", data={"email": account.email, "password": account.password}
        )
        assert answer.ok, answer.text()

    def json(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """What the server says to them; None where it has no words."""
        data = None if body is None else body
        answer = self.context.request.fetch(f"{self.url}{path}", method=method, data=data)
        assert answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
        return answer.json() if answer.body() else None


class Visitors:
    """All of one test."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._all: list[Visitor] = []

    def __call__(
        self,
        *,
        url: str | None = None,
        is_phone: bool = False,
        theme: Theme = "light",
        language: str = "en",
        **more: Any,  # noqa: ANN401 - whatever a context takes
    ) -> Visitor:
        """Somebody new; `url` is that of a line or of another server."""
        context = self._browser.new_context(
            base_url=url or self._url,
            viewport=PHONE if is_phone else DESKTOP,
            is_mobile=is_phone,
            has_touch=is_phone,
            device_scale_factor=2 if is_phone else 1,
            color_scheme=theme,
            locale=language,
            **{"service_workers": "block", "reduced_motion": "reduce", **more},
        )
        context.set_default_timeout(PATIENCE)
        errors = Watched()
        errors.watch(context)
        visitor = Visitor(context, errors, url or self._url)
        self._all.append(visitor)
        return visitor

    def take_pictures(self, folder: Path, name: str) -> None:
        """Of everything that is open, as it is now."""
        pages = [page for visitor in self._all for page in visitor.context.pages]
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(pages, 1):
            page.screenshot(path=folder / f"{name}-{number}.png")

    def complaints(self) -> list[str]:
        return [text for visitor in self._all for text in visitor.errors.unexpected()]

    def leave(self) -> None:
        for visitor in self._all:
            visitor.context.close()
        self._all.clear()
