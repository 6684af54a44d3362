"""A customer's token grows old while they talk: they do not notice."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser.attending import Attending, attending
from tests.browser.line import Line
from tests.browser.server import Server, served
from tests.browser.visitors import Visitors
from tests.browser.widget import widget_on

_LIFE: Final = "3000"
"""Milliseconds that a token counts: the widget renews no sooner than after two seconds."""

_WATCH: Final = """() => {
  const { shadowRoot } = document.querySelector("chimp-widget");
  window.alarms = [];
  new MutationObserver(() => {
    const banner = shadowRoot.querySelector(".banner");
    if (banner) alarms.push(banner.textContent);
  }).observe(shadowRoot, { childList: true, subtree: true });
}"""


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    del browser  # the pages are built
    with served(tmp_path_factory.mktemp("data"), AUTH__TOKEN_TTL=_LIFE) as server:
        yield server


@pytest.fixture(scope="module")
def ana(server: Server) -> Iterator[Attending]:
    with attending(server, "Ana") as ana:
        yield ana


def token_of(page: Page) -> str:
    token: str = page.evaluate("JSON.parse(localStorage['chimp.session']).token")
    return token


def opens(server: Server, ana: Attending, page: Page, token: str) -> bool:
    """Whether that token still does."""
    return page.request.get(
        f"{server.url}/session/{ana.session['sessionId']}/messages",
        headers={"Authorization": f"Bearer {token}"},
    ).ok


def test_a_chat_outlives_its_token(server: Server, ana: Attending, visitors: Visitors) -> None:
    page = visitors().open("/demo")
    lines: list[WebSocket] = []
    page.on("websocket", lambda line: lines.append(line))  # noqa: PLW0108 - playwright marks whom it calls
    widget = widget_on(page).open()
    widget.say("Before")
    widget.is_served_by("Ana")
    first = token_of(page)
    assert opens(server, ana, page, first)
    widget.field.fill("half a sen")
    page.evaluate(_WATCH)

    # The server ends the connection that the first one was shown for.
    lines[-1].wait_for_event("close")
    ana.say("Said in between")
    widget.field.press_sequentially("tence")
    widget.field.press("Enter")
    widget.expect_state("half a sentence", "Sent")
    assert not opens(server, ana, page, first)
    assert opens(server, ana, page, token_of(page))

    ana.say("After")
    ana.heard(f"{ana.topic}/viewed", read=4)
    said = ["Before", "Said in between", "half a sentence", "After"]
    for text in said:
        expect(widget.bubble(text)).to_have_count(1)
    assert sorted(ana.messages()) == sorted(said)
    expect(widget.log).not_to_contain_text("ended")
    expect(widget.panel.get_by_role("alert")).to_have_count(0)
    assert page.evaluate("alarms") == [], "nothing was said about the line"


def test_who_is_back_too_late_is_told_and_loses_nothing(
    server: Server, ana: Attending, visitors: Visitors, line: Line
) -> None:
    visitor = visitors(url=line.url)
    visitor.errors.expect("ERR_|WebSocket|401")
    page = visitor.open("/demo")
    widget = widget_on(page).open()
    widget.say("Before")
    widget.is_served_by("Ana")
    line.cut()
    widget.say("Said without a line")
    widget.field.fill("half a sen")
    while opens(server, ana, page, token_of(page)):
        """It grows old, and nothing can be done about it."""
    line.mend()
    widget.expect_state("Said without a line", "Not sent")
    expect(widget.log).to_contain_text("This conversation was ended")
    expect(widget.bubble("Before")).to_have_count(1)
    widget.panel.get_by_role("button", name="Start a new conversation").click()
    expect(widget.field).to_have_value("Said without a line\nhalf a sen")
    widget.field.press("Enter")
    widget.expect_state("Said without a line", "Sent")
