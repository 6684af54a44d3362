"""The example page, and the pages of the protocol."""

from typing import Final

from playwright.sync_api import Page, expect

from tests.screenshots.screen import Example, Screen


def _with_button(page: Page, example: Example) -> None:
    del example
    expect(page.locator("chimp-widget .launcher")).to_be_visible()


SCREENS: Final = (
    Screen(name="demo", path="/demo", who="customer", prepare=_with_button),
    Screen(
        name="demo-whole", path="/demo", who="customer", prepare=_with_button, is_whole_page=True
    ),
    Screen(name="docs", path="/docs", who="nobody"),
)
