"""The console: queue, conversation, log-in."""

from typing import Final

from playwright.sync_api import Page, expect

from tests.screenshots.screen import Example, Screen


def _at_log_in(page: Page, example: Example) -> None:
    del example
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def _with_conversation(page: Page, example: Example) -> None:
    del example
    expect(page.get_by_text("Thank you so much, that helps!").last).to_be_visible()


def _with_queue(page: Page, example: Example) -> None:
    del example
    expect(page.get_by_text("Sofía Ramírez").first).to_be_visible()


def _writing_a_note(page: Page, example: Example) -> None:
    _with_conversation(page, example)
    page.get_by_text("Note", exact=True).last.click()
    page.get_by_role("textbox").last.fill("She asked the same in June.")


def _canned(page: Page, example: Example) -> None:
    _with_conversation(page, example)
    page.get_by_role("textbox").last.press_sequentially("/")
    expect(page.get_by_text("Delivery times").first).to_be_visible()


def _not_found(page: Page, example: Example) -> None:
    del example
    expect(page.get_by_text("There is no such session")).to_be_visible()


SCREENS: Final = (
    Screen(name="log-in", path="/", who="nobody", prepare=_at_log_in),
    Screen(name="queue", path="/", prepare=_with_queue),
    Screen(name="conversation", path="/#/sessions/{Lena}", prepare=_with_conversation),
    Screen(name="note", path="/#/sessions/{Lena}", prepare=_writing_a_note),
    Screen(name="canned", path="/#/sessions/{Lena}", prepare=_canned),
    Screen(name="waiting-session", path="/#/sessions/{Sofía}", prepare=_with_queue),
    Screen(name="unknown-session", path="/#/sessions/unknown", prepare=_not_found),
)
