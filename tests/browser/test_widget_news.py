"""What calls a customer back who looks elsewhere, and in which language the widget speaks."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.attending import Attending, attending
from tests.browser.attention import watched
from tests.browser.server import Server
from tests.browser.site import site
from tests.browser.visitors import Visitors
from tests.browser.widget import Widget, widget_on

_RING: Final = "659 880"
_OPEN: Final = {"ar": "فتح المحادثة", "de": "Chat öffnen", "es": "Abrir el chat"}
_TITLE_TURNS: Final = 1_200
_SOONEST: Final = 150
_LATEST: Final = 300
"""Milliseconds after which a tab rings that is not seen, by chance, unless another has."""


@pytest.fixture(scope="module")
def ana(server: Server) -> Iterator[Attending]:
    with attending(server, "Ana") as ana:
        yield ana


def test_who_looks_elsewhere_is_called_back(ana: Attending, visitors: Visitors) -> None:
    tab = watched(visitors(reduced_motion="no-preference"), "/demo")
    page = tab.page
    title = page.title()
    widget = widget_on(page).open()
    widget.say("Hello")
    widget.is_served_by("Ana")
    ana.say("One")
    expect(widget.bubble("One")).to_be_visible()
    assert tab.sounds == "", "it is being looked at"

    widget.launcher.click()
    expect(widget.panel).to_have_count(0)
    badge = widget.launcher.locator(".badge")
    expect(badge).to_be_empty()
    ana.say("Two")
    expect(badge).to_have_text("1")
    expect(widget.launcher).to_have_accessible_name("Open chat, 1 unread message")
    tab.expect_sounds(_RING)
    assert page.title() == title, "the page is being looked at"

    tab.look(away=True)
    expect(page).to_have_title("1 new message")
    ana.say("Three")
    expect(badge).to_have_text("2")
    expect(page).to_have_title("2 new messages")
    tab.pass_time(_TITLE_TURNS)
    expect(page).to_have_title(title)
    tab.pass_time(_TITLE_TURNS)
    expect(page).to_have_title("2 new messages")
    tab.expect_sounds(_RING, times=2)

    tab.look()
    assert page.title() == title
    expect(badge).to_have_text("2")
    widget.open()
    ana.heard(f"{ana.topic}/viewed", read=4)
    expect(badge).to_be_empty()
    tab.pass_time(_TITLE_TURNS)
    assert page.title() == title


def test_an_open_chat_is_not_read_before_it_is_seen(ana: Attending, visitors: Visitors) -> None:
    tab = watched(visitors(), "/demo")
    page = tab.page
    title = page.title()
    widget = widget_on(page).open()
    widget.say("Hello")
    widget.is_served_by("Ana")
    tab.look(away=True)
    ana.say("One")
    assert "read" not in ana.heard(f"{ana.topic}/viewed", delivered=2)
    expect(page).to_have_title("1 new message")
    tab.pass_time(_TITLE_TURNS)
    assert page.title() == "1 new message", "who wants no motion gets none"
    tab.expect_sounds(_RING)
    tab.look()
    ana.heard(f"{ana.topic}/viewed", read=2)
    assert page.title() == title

    widget.choose("Turn sound off")
    tab.look(away=True)
    tab.forget_sounds()
    ana.say("Two")
    expect(page).to_have_title("1 new message")
    tab.pass_time(_LATEST)
    assert tab.sounds == ""


def test_of_several_tabs_one_rings(ana: Attending, visitors: Visitors) -> None:
    visitor = visitors()
    first, second = (watched(visitor, "/demo") for _ in range(2))
    widget = widget_on(first.page).open()
    widget.say("Hello")
    widget.is_served_by("Ana")
    other = widget_on(second.page).open()
    expect(other.bubble("Hello")).to_be_visible()
    for tab, chance in ((first, 0), (second, 1)):
        tab.look(away=True)
        tab.page.evaluate("(chance) => { Math.random = () => chance }", chance)
    first.stop_time()
    ana.say("One")
    for tab, chat in ((first, widget), (second, other)):
        expect(chat.bubble("One")).to_be_visible()
        expect(tab.page).to_have_title("1 new message")
    first.pass_time(_SOONEST)
    first.expect_sounds(_RING)
    second.expect_kept("chimp.rang")
    first.pass_time(_LATEST)
    assert second.sounds == ""
    second.look()
    ana.heard(f"{ana.topic}/viewed", read=2)
    expect(first.page).to_have_title(re.compile("Fig & Fern"))


def test_it_speaks_as_page_script_desk_and_line_want(
    server: Server, visitors: Visitors, ana: Attending
) -> None:
    administrator = visitors()
    administrator.log_in(server.administrator)
    settings = administrator.json("GET", "/settings/widget")
    script = f'<script src="{server.url}/widget.js" async %s></script>'
    with site() as somewhere:
        # The page's own language, where nobody has said another one.
        somewhere.shows(script % "", language="de-AT")
        assert_speaks(visitors().open(somewhere.url), "de")

        # The desk's, whatever the page's is; and whoever reads from the right finds all there.
        administrator.json("PUT", "/settings/widget", {**settings, "language": "ar"})
        widget = assert_speaks(visitors().open(somewhere.url), "ar").open()
        expect(widget.panel).to_have_css("direction", "rtl")
        field = widget.panel.get_by_role("textbox", name="اكتب رسالة")
        field.fill("half a sen")
        send, panel = (it.bounding_box() for it in (widget.panel.locator(".send"), widget.panel))
        assert send is not None
        assert panel is not None
        assert send["x"] < panel["x"] + panel["width"] / 2

        # The page's script, in the middle of a sentence.
        widget.call("configure", {"language": "es"})
        expect(widget.panel).to_have_css("direction", "ltr")
        field = widget.panel.get_by_role("textbox", name="Escribe un mensaje")
        expect(field).to_have_value("half a sen")
        field.press("End")
        field.press_sequentially("tence")
        field.press("Enter")
        expect(widget.panel.get_by_role("heading")).to_have_text("Ana")
        ana.say("Buenas")
        expect(widget.panel.get_by_role("log").get_by_text("half a sentence")).to_have_count(1)
        expect(widget.panel.get_by_role("log").get_by_text("Buenas")).to_have_count(1)

        # The line's attribute is stronger than the desk.
        somewhere.shows(script % 'data-language="es"', language="de-AT")
        assert_speaks(visitors().open(somewhere.url), "es")
    administrator.json("PUT", "/settings/widget", settings)


def assert_speaks(page: Page, language: str) -> Widget:
    widget = widget_on(page)
    expect(widget.launcher).to_have_accessible_name(_OPEN[language])
    expect(widget.host.locator(".chimp")).to_have_attribute("lang", language)
    return widget
