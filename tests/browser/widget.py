"""What tests do in the widget, by what people see of it."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

_OPEN = re.compile(r"Open chat")


class Widget:
    """The one on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.host = page.locator("chimp-widget")
        self.launcher = self.host.locator(".launcher")
        self.panel = self.host.get_by_role("dialog").first
        self.field = self.panel.get_by_role("textbox", name="Write a message")
        self.log = self.panel.get_by_role("log")

    def open(self) -> "Widget":
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.panel.get_by_role("button", name="Send", exact=True).click()
        expect(self.bubble(text)).to_be_visible()

    def bubble(self, text: str | re.Pattern[str]) -> Locator:
        return self.log.locator(".message .bubble", has_text=text)

    def state_of(self, text: str) -> Locator:
        """Sending, Sent, Delivered, Read or Not sent."""
        message = self.log.locator(".message", has=self.page.locator(".bubble", has_text=text))
        return message.locator(".foot")

    def expect_state(self, text: str, state: str) -> None:
        expect(self.state_of(text)).to_contain_text(state)

    def is_served_by(self, name: str) -> None:
        """Wait until somebody has taken the session: what was said before they may not hear."""
        expect(self.panel.get_by_role("heading")).to_have_text(name)

    def choose(self, item: str) -> None:
        """Of the options."""
        self.panel.get_by_role("button", name="Options").click()
        self.panel.get_by_role("button", name=item).click()

    def call(self, *told: Any) -> Any:  # noqa: ANN401 - JSON
        """`Chimp(…)`, as the page says it."""
        return self.page.evaluate("(told) => { Chimp(...told) }", list(told))

    def kept(self) -> list[str]:
        """Everything that the page keeps in this browser."""
        kept: list[str] = self.page.evaluate(
            "[...Object.keys(localStorage), ...Object.keys(sessionStorage),"
            " ...document.cookie.split(';').filter(Boolean)]"
        )
        return sorted(kept)


def widget_on(page: Page) -> Widget:
    """Once it is there."""
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    return widget
