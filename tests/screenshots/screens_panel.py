"""The console: who the customer is, administration, profile, and the first steps."""

from typing import Final

from playwright.sync_api import Page, expect

from tests.screenshots.screen import Example, Screen


def _with_heading(page: Page, example: Example) -> None:
    del example
    expect(page.get_by_role("heading").first).to_be_visible()


SCREENS: Final = (
    Screen(name="setup", path="/", who="administrator", prepare=_with_heading),
    Screen(name="customer", path="/#/sessions/{Lena}/customer", prepare=_with_heading),
    Screen(name="profile", path="/#/profile", prepare=_with_heading),
    *(
        Screen(
            name=f"administration-{part}", path=f"/#/administration/{part}", prepare=_with_heading
        )
        for part in ("attendants", "widget", "hours", "answers", "access", "bans")
    ),
)
