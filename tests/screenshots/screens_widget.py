"""The widget, on the example page."""

from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.widget import Widget, widget_on
from tests.screenshots.screen import Example, Screen


def _open(page: Page, example: Example) -> None:
    del example
    widget_on(page).open()


def _waiting(page: Page, example: Example) -> None:
    del example
    widget = widget_on(page).open()
    widget.say("Hello, do you have olive trees?")
    expect(widget.panel.get_by_role("status").first).to_be_visible()


def _talking(page: Page, example: Example) -> None:
    example.colleague.come()
    widget = widget_on(page).open()
    widget.say("Hello, do you have olive trees?")
    expect(widget.panel.get_by_text("Bob is here for you").first).to_be_visible()
    example.colleague.say("Good morning! Two are left, 120 cm high: https://example.org/olive")
    expect(widget.bubble("Two are left")).to_be_visible()
    widget.say("Great. Please keep one for me until Saturday, I will fetch it with the car.")
    example.colleague.do("typing", isTyping=True)
    expect(widget.panel.get_by_text("Bob is writing").first).to_be_visible()


def _over(page: Page, example: Example) -> None:
    _talking(page, example)
    example.colleague.do("close")
    panel = Widget(page).panel
    expect(panel.get_by_role("button", name="Start a new conversation")).to_be_visible()


def _nobody(page: Page, example: Example) -> None:
    example.colleague.go()
    example.at_work.go()
    widget_on(page).open()


SCREENS: Final = (
    Screen(name="widget-open", path="/demo", who="customer", prepare=_open),
    Screen(name="widget-waiting", path="/demo", who="customer", prepare=_waiting),
    # From here on Bob is there, and takes all who wait.
    Screen(name="widget-conversation", path="/demo", who="customer", prepare=_talking),
    Screen(name="widget-closed", path="/demo", who="customer", prepare=_over),
    # And from here on nobody is.
    Screen(name="widget-nobody", path="/demo", who="customer", prepare=_nobody),
)
