"""The widget on somebody else's page, on another origin: kind, strict, hostile or forbidding."""

import re
import time
from collections.abc import Iterator
from typing import Final

import jwt
import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.attending import Attending, attending
from tests.browser.conftest import Serve
from tests.browser.server import Server
from tests.browser.site import Site, site
from tests.browser.visitors import Visitors
from tests.browser.widget import Widget, widget_on

__all__ = ["ana", "somewhere"]

_KEY: Final = "a key of the site that nobody else knows"
_PAGE_OF_THE_WIDGET: Final = ("landmark-one-main", "region", "page-has-heading-one")
"""Rules about the whole page, which is the site's."""

_STUB: Final = (
    "window.Chimp = window.Chimp || function () { (Chimp.q = Chimp.q || []).push(arguments) };"
)


@pytest.fixture(scope="module")
def ana(server: Server) -> Iterator[Attending]:
    with attending(server, "Ana") as ana:
        yield ana


@pytest.fixture
def somewhere() -> Iterator[Site]:
    with site() as somewhere:
        yield somewhere


def line(server: Server, attributes: str = "") -> str:
    return f'<script src="{server.url}/widget.js" async {attributes}></script>'


def test_no_style_of_the_page_reaches_it(
    server: Server, ana: Attending, somewhere: Site, visitors: Visitors
) -> None:
    hostile = (
        "*, ::before, ::after { all: unset !important; color: red !important;"
        " display: none !important; font: 99px serif !important; --text: red !important;"
        " direction: rtl !important; visibility: hidden !important; opacity: 0 !important;"
        " transform: scale(9) !important; position: static !important }"
        " html, body { display: block !important; visibility: visible !important;"
        " opacity: 1 !important; transform: none !important }"
    )
    pages: list[Page] = []
    for style in ("", f"<style>{hostile}</style>"):
        somewhere.shows(style + line(server))
        page = visitors().open(somewhere.url)
        pages.append(page)
        widget = widget_on(page).open()
        widget.say("Hello")
        widget.expect_state("Hello", "Sent")
        widget.is_served_by("Ana")
        ana.say("Hello too")
        expect(widget.bubble("Hello too")).to_be_visible()
    plain, attacked = (_looks(page) for page in pages)
    assert attacked == plain


def _looks(page: Page) -> list[str]:
    """Of every element of the widget: where it is, and what a style would change."""
    looks: list[str] = page.evaluate(
        """() => [...document.querySelector('chimp-widget').shadowRoot
            .querySelectorAll('.chimp, .chimp *')]
          .filter((each) => !each.matches('time, .foot, .foot *'))
          .map((each) => { const style = getComputedStyle(each), box = each.getBoundingClientRect();
            return [each.tagName, each.className, style.color, style.display, style.fontSize,
              style.fontFamily, style.direction, style.visibility, style.opacity,
              Math.round(box.width), Math.round(box.height)].join(' ') })"""
    )
    return sorted(looks)  # who was there first, the message or the attendant, is chance


def test_a_strict_policy_lets_it_work(
    server: Server, ana: Attending, somewhere: Site, visitors: Visitors
) -> None:
    """Exactly the policy that the README tells."""
    websocket = server.url.replace("http", "ws")
    somewhere.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'nonce-abc123'; style-src 'none'; img-src 'self' data:;"
        f" connect-src {server.url} {websocket}; base-uri 'none';"
        " require-trusted-types-for 'script'; trusted-types chimp"
    )
    somewhere.shows(line(server, 'nonce="abc123"'))
    widget = widget_on(visitors().open(somewhere.url)).open()
    widget.say("Hello")
    widget.expect_state("Hello", "Sent")
    widget.is_served_by("Ana")
    assert ana.session
    expect(widget.panel).to_have_css("position", "fixed")


def test_a_page_that_may_keep_nothing_can_chat(
    server: Server, ana: Attending, somewhere: Site, visitors: Visitors
) -> None:
    forbid = """<script>for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name,
        { get() { throw new DOMException('no', 'SecurityError') } });
      </script>"""
    somewhere.shows(forbid + line(server))
    widget = widget_on(visitors().open(somewhere.url)).open()
    widget.say("Hello")
    widget.expect_state("Hello", "Sent")
    widget.is_served_by("Ana")
    ana.say("Hello too")
    expect(widget.bubble("Hello too")).to_be_visible()


def test_nothing_is_kept_or_begun_of_who_only_looks(
    server: Server, somewhere: Site, visitors: Visitors
) -> None:
    somewhere.shows(line(server))
    visitor = visitors()
    asked: list[str] = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    page = visitor.open(somewhere.url)
    widget = widget_on(page)
    assert {url.removeprefix(server.url) for url in asked if url.startswith(server.url)} == {
        "/widget.js",
        "/widget/configuration",
    }
    widget.open()
    expect(widget.panel).to_contain_text(re.compile("We are (online|not here)"))
    assert not [url for url in asked if "/session" in url]
    assert widget.kept() == []
    assert visitor.context.cookies() == []


def test_the_page_speaks_and_listens(
    server: Server, ana: Attending, somewhere: Site, visitors: Visitors
) -> None:
    somewhere.shows(
        f"<script>{_STUB} window.heard = [];"
        " for (const name of ['ready', 'open', 'close', 'message', 'unread', 'session'])"
        " Chimp('on', name, (detail) => heard.push([name, detail]));"
        " Chimp('set', { plan: 'gold', seats: 3 });"
        " Chimp('configure', { title: 'Ask us', launcher: false });"
        " Chimp('open', { text: 'About my order: ' })</script>" + line(server)
    )
    page = visitors().open(somewhere.url)
    widget = Widget(page)
    expect(widget.field).to_have_value("About my order: ")
    expect(widget.field).to_be_focused()
    expect(widget.panel.get_by_role("heading")).to_have_text("Ask us")
    expect(widget.launcher).to_be_hidden()
    widget.say("About my order: where is it?")
    widget.expect_state("where is it", "Sent")
    widget.is_served_by("Ana")
    customer = ana.session["customer"]
    assert (customer["plan"], customer["seats"]) == ("gold", 3)

    session = ana.session["sessionId"]
    page.evaluate("document.title = 'Checkout'; history.pushState({}, '', '/checkout?step=2')")
    shown = f"{somewhere.url}checkout?step=2"
    ana.heard(f"client/desk/sessions/{session}", page={"url": shown, "title": "Checkout"})
    widget.call("set", {"plan": "silver"})
    _until_told(ana, session, plan="silver", seats=3)

    widget.call("close")
    expect(widget.panel).to_have_count(0)
    ana.say("On its way")
    page.wait_for_function("heard.some(([name, detail]) => name == 'unread' && detail.count == 1)")
    heard = page.evaluate("heard")
    names = [name for name, _ in heard]
    assert names[:2] == ["ready", "open"]
    assert ["session", {"state": "talking", "sessionId": session}] in heard
    said = [detail for name, detail in heard if name == "message"]
    assert [(each["from"], each["content"]) for each in said] == [
        ("customer", "About my order: where is it?"),
        ("attendant", "On its way"),
    ]
    widget.call("reset")
    assert widget.kept() == []


def _until_told(ana: Attending, session: str, **members: object) -> None:
    ana.until(
        f"client/desk/sessions/{session}",
        lambda told: members.items() <= told["customer"].items(),
    )


def test_the_line_says_how_it_looks(server: Server, somewhere: Site, visitors: Visitors) -> None:
    attributes = (
        'data-language="ar" data-position="left" data-accent="#008a5e" data-offset-x="40"'
        ' data-title="مرحبًا" data-theme="dark" data-show-powered-by="false"'
    )
    somewhere.shows(line(server, attributes))
    widget = widget_on(visitors().open(somewhere.url))
    expect(widget.launcher).to_have_css("background-color", "rgb(0, 138, 94)")
    expect(widget.launcher).to_have_css("left", "40px")
    widget.open()
    expect(widget.panel).to_have_css("direction", "rtl")
    expect(widget.panel).to_have_css("color-scheme", "dark")
    expect(widget.panel.get_by_role("heading")).to_have_text("مرحبًا")
    expect(widget.panel).not_to_contain_text("Chimp")
    assert_accessible(widget.page, within="chimp-widget", but=_PAGE_OF_THE_WIDGET)


def test_a_customer_is_who_the_site_has_signed_for(
    serve: Serve, somewhere: Site, visitors: Visitors
) -> None:
    server = serve(AUTH__MODE="signed", AUTH__SITE_KEY=_KEY)
    somewhere.shows(f"<script>{_STUB}</script>" + line(server))
    with attending(server, "Ana") as ana:
        page = visitors().open(somewhere.url)
        widget = widget_on(page)
        widget.call("identify", _signed("rui", name="Rui"))
        widget.open()
        widget.say("It is me")
        widget.expect_state("It is me", "Sent")
        widget.is_served_by("Ana")
        customer = ana.session["customer"]
        assert (customer["id"], customer["name"]) == ("rui", "Rui")
        summary = ana.heard(f"client/desk/sessions/{ana.session['sessionId']}", status="online")
        assert summary["customer"]["verified"] is True

        widget.call("identify", _signed("rui", name="Rui"))
        expect(widget.bubble("It is me")).to_be_visible()
        widget.call("identify", _signed("eva", name="Eva"))
        expect(widget.bubble("It is me")).to_have_count(0)
        assert "chimp.session" not in widget.kept()
        before = ana.session["sessionId"]
        widget.say("Somebody else")
        widget.expect_state("Somebody else", "Sent")
        ana.until_session(lambda told: told["customer"]["id"] == "eva")
        assert ana.session["sessionId"] != before


def test_a_signature_that_does_not_count_is_told(
    serve: Serve, somewhere: Site, visitors: Visitors
) -> None:
    server = serve(AUTH__MODE="signed", AUTH__SITE_KEY=_KEY)
    somewhere.shows(f"<script>{_STUB}</script>" + line(server))
    visitor = visitors()
    visitor.errors.expect("401")
    with attending(server, "Ana"):
        widget = widget_on(visitor.open(somewhere.url))
        widget.call("identify", _signed("rui", key="another key that is not the site's own"))
        widget.open()
        widget.say("It is me")
        expect(widget.panel.get_by_role("alert")).to_contain_text("could not be confirmed")
        widget.expect_state("It is me", "Not sent")
        widget.call("identify", _signed("rui"))
        widget.panel.get_by_role("button", name="Send again").click()
        widget.expect_state("It is me", "Sent")
        widget.is_served_by("Ana")


def _signed(sub: str, key: str = _KEY, **claims: object) -> str:
    exp = int(time.time()) + 600
    return jwt.encode({"sub": sub, "exp": exp, **claims}, key, "HS256")


def test_by_keyboard_alone(
    server: Server, ana: Attending, somewhere: Site, visitors: Visitors
) -> None:
    somewhere.shows(line(server), '<a href="#">Skip</a>')
    page = visitors().open(somewhere.url)
    widget = widget_on(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(widget.launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()
    page.keyboard.type("One line")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("and another")
    page.keyboard.press("Enter")
    widget.expect_state("and another", "Sent")
    widget.is_served_by("Ana")
    expect(widget.bubble("One line")).to_have_text("One line\nand another", use_inner_text=True)
    ana.say("Heard")
    expect(widget.host.get_by_role("status").first).to_have_text("Ana: Heard")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()
    expect(widget.field).to_have_value("😄")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.panel).to_have_count(0)
    expect(widget.launcher).to_be_focused()


def test_axe_finds_nothing(
    server: Server, ana: Attending, somewhere: Site, visitors: Visitors
) -> None:
    for theme in ("light", "dark"):
        somewhere.shows(line(server, f'data-theme="{theme}"'))
        page = visitors(theme=theme).open(somewhere.url)
        widget = widget_on(page)
        _look(page)
        widget.open()
        _look(page)
        widget.say("Hello, see https://example.com")
        widget.expect_state("Hello", "Sent")
        widget.is_served_by("Ana")
        ana.do("viewed", read=1)
        ana.say("Good day, see https://example.com/here")
        ana.do("typing", isTyping=True)
        expect(widget.log).to_contain_text("is writing")
        widget.expect_state("Hello", "Read")
        _look(page)
        widget.panel.get_by_role("button", name="Emoji").click()
        _look(page)
        page.keyboard.press("Escape")
        widget.panel.get_by_role("button", name="Options").click()
        _look(page)
        page.keyboard.press("Escape")
        ana.do("close")
        widget.panel.get_by_role("radio", name="3 of 5").check()
        _look(page)


def _look(page: Page) -> None:
    assert_accessible(page, within="chimp-widget", but=_PAGE_OF_THE_WIDGET)


def test_on_a_phone_it_fills_the_screen(
    server: Server, ana: Attending, somewhere: Site, visitors: Visitors
) -> None:
    somewhere.shows(line(server))
    page = visitors(is_phone=True).open(somewhere.url)
    widget = widget_on(page)
    widget.launcher.tap()
    expect(widget.panel).to_have_attribute("aria-modal", "true")
    size = page.viewport_size
    assert size is not None
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, **size}
    expect(widget.launcher).to_be_hidden()
    expect(widget.panel).to_be_focused()
    widget.say("From a phone")
    widget.expect_state("From a phone", "Sent")
    widget.is_served_by("Ana")
    assert ana.session
    _look(page)
    for button in widget.panel.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["width"] >= 44, button
        assert box["height"] >= 44, button
    field = widget.field.bounding_box()
    assert field is not None
    # The keyboard comes: what is left of the screen is smaller.
    page.set_viewport_size({"width": size["width"], "height": 400})
    expect(widget.field).to_be_in_viewport(ratio=1)
    expect(widget.bubble("From a phone")).to_be_in_viewport()
    for _ in range(9):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.localName")
        assert inside == "chimp-widget"
    widget.panel.get_by_role("button", name="Close").tap()
    expect(widget.panel).to_have_count(0)


def test_a_page_that_changes_its_body_keeps_it(
    server: Server, somewhere: Site, visitors: Visitors
) -> None:
    somewhere.shows(line(server))
    page = visitors().open(somewhere.url)
    widget = widget_on(page)
    page.evaluate("document.body.replaceChildren('Another view')")
    expect(widget.launcher).to_be_visible()
    page.evaluate("document.body.replaceWith(document.createElement('body'))")
    expect(widget.launcher).to_be_visible()
    widget.call("shutdown")
    expect(widget.host).to_have_count(0)
    widget.call("start")
    expect(widget.launcher).to_be_visible()
