"""`python -m tests.screenshots [NAME …]`: all screens, or those whose names begin so.

Writes `build/screenshots/<screen>-<light|dark>-<desktop|phone>.png`. What a page complains about is
printed; the exit code is 1 if a screen could not be shown.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, expect, sync_playwright

from chimp.ui import build
from tests.browser import chromium
from tests.browser.server import Server
from tests.browser.visitors import PATIENCE, Theme, Visitors
from tests.e2e.process import ROOT
from tests.screenshots import screens_console, screens_pages, screens_panel, screens_widget
from tests.screenshots.desk import example_desk
from tests.screenshots.screen import Example, Screen

_FOLDER: Final = ROOT / "build" / "screenshots"
_THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
_SETTINGS: Final = {
    # Nobody gets lost while the pictures are taken.
    "SESSIONS__KEEP_ALIVE_TTL": "3600000",
    "ATTENDANTS__KEEP_ALIVE_TTL": "3600000",
    "ATTENDANTS__ASSIGN_TIMEOUT": "3600000",
}

SCREENS: Final = (
    *screens_pages.SCREENS,
    *screens_console.SCREENS,
    *screens_panel.SCREENS,
    *screens_widget.SCREENS,  # the last ones: more customers come with them
)


class Camera:
    """Shows a screen to whom it is for, and takes its picture."""

    def __init__(self, browser: Browser, example: Example, fresh: Server) -> None:
        self._browser = browser
        self._example = example
        self._fresh = fresh

    def take(self, screen: Screen, theme: Theme, *, is_phone: bool) -> None:
        server = self._fresh if screen.who == "administrator" else self._example.server
        visitors = Visitors(self._browser, server.url)
        name = f"{screen.name}-{theme}-{'phone' if is_phone else 'desktop'}"
        visitor = visitors(theme=theme, is_phone=is_phone)
        if screen.who == "ann":
            visitor.log_in(self._example.ann)
        elif screen.who == "administrator":
            visitor.log_in(server.administrator)
        try:
            page = visitor.open(screen.path.format_map(self._example.sessions))
            screen.prepare(page, self._example)
            _settle(page)
            page.screenshot(path=_FOLDER / f"{name}.png", full_page=screen.is_whole_page)
            print(f"{name}")
        finally:
            for complaint in visitors.complaints():
                print(f"{name}: {complaint}", file=sys.stderr)
            visitors.leave()


def _settle(page: Page) -> None:
    """Nothing is being fetched any more, and what moves has arrived."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[class*=skeleton]")).to_have_count(0)
    page.evaluate(
        """async () => {
          await document.fonts.ready;
          await Promise.allSettled(document.getAnimations().map((each) => each.finished));
          await Promise.allSettled([...document.images].map((each) => each.decode()));
        }"""
    )


def _pictures(screens: Sequence[Screen]) -> int:
    """Take them all; returns how many could not be taken."""
    failed = 0
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        stack.callback(browser.close)
        folder = Path(stack.enter_context(TemporaryDirectory()))
        server, fresh = (Server(folder / name, _SETTINGS) for name in ("desk", "fresh"))
        stack.callback(server.stop)
        stack.callback(fresh.stop)
        example = stack.enter_context(example_desk(server, browser))
        camera = Camera(browser, example, fresh)
        for screen in screens:
            for theme in _THEMES:
                for is_phone in (False, True):
                    try:
                        camera.take(screen, theme, is_phone=is_phone)
                    except Exception:  # noqa: BLE001 - the others are wanted all the same
                        failed += 1
                        print(f"{screen.name} could not be shown:", file=sys.stderr)
                        traceback.print_exc(limit=3)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    wanted = tuple(parser.parse_args().names)
    screens = [screen for screen in SCREENS if not wanted or screen.name.startswith(wanted)]
    if not screens:
        print("there is no screen of that name", file=sys.stderr)
        return 1
    build.build()
    expect.set_options(timeout=PATIENCE)
    _FOLDER.mkdir(parents=True, exist_ok=True)
    failed = _pictures(screens)
    print(f"written to {_FOLDER.relative_to(ROOT)}/")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
