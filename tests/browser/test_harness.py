"""The tools of these tests see what they are there for: blind ones would find everything fine."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import assert_accessible
from tests.browser.line import Line
from tests.browser.server import Server
from tests.browser.visitors import Visitors


def test_an_error_in_a_page_is_noticed(visitors: Visitors) -> None:
    visitor = visitors()
    page = visitor.open("/docs")
    page.evaluate("console.error('a thing went wrong')")
    page.evaluate("setTimeout(() => { throw new Error('nobody catches this') })")
    visitor.errors.expect("a thing went wrong")
    with page.expect_console_message(lambda message: "the end" in message.text):
        page.evaluate("setTimeout(() => console.log('the end'))")
    assert visitors.complaints() == ["not caught: nobody catches this"]
    visitor.errors.expect("nobody catches this")


def test_what_the_policy_of_a_page_forbids_is_noticed(visitors: Visitors) -> None:
    visitor = visitors()
    page = visitor.open("/demo")
    with page.expect_console_message(lambda message: message.type == "error"):
        page.evaluate("document.head.append(document.createElement('style'))")
        page.evaluate("document.querySelector('style:last-of-type').textContent = 'p { top: 0 }'")
    assert re.search("Content Security Policy", " ".join(visitors.complaints()))
    visitor.errors.expect("Content Security Policy")


def test_what_keeps_people_out_is_noticed(visitors: Visitors) -> None:
    page = visitors().open("/docs")
    assert_accessible(page)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        assert_accessible(page)


def test_a_line_is_cut_and_mended(visitors: Visitors, line: Line) -> None:
    visitor = visitors(url=line.url)
    visitor.errors.expect("ERR_|WebSocket")
    page = visitor.open("/docs")
    page.evaluate(
        """() => {
          window.ended = new Promise((resolve) => {
            window.socket = new WebSocket(`ws://${location.host}/mqtt`, "mqtt");
            window.opened = new Promise((opened) => { window.socket.onopen = opened });
            window.socket.onclose = resolve;
          });
        }"""
    )
    page.evaluate("window.opened.then(() => undefined)")
    line.cut()
    page.evaluate("window.ended.then(() => undefined)")
    assert page.evaluate("fetch('/healthz').then(() => 'there', () => 'gone')") == "gone"
    line.mend()
    assert page.evaluate("fetch('/healthz').then(() => 'there', () => 'gone')") == "there"


def test_a_line_goes_dead_and_comes_back(visitors: Visitors, line: Line) -> None:
    page = visitors(url=line.url).open("/docs")
    line.go_dead()
    page.evaluate("void (window.answer = fetch('/healthz').then(() => { window.has = true }))")
    assert page.evaluate("window.has === undefined")
    line.mend()
    page.evaluate("window.answer")
    assert page.evaluate("window.has")


def test_an_attendant_logs_in(server: Server, visitors: Visitors) -> None:
    bob = server.add_attendant("Bob")
    visitor = visitors()
    visitor.log_in(bob)
    assert visitor.json("GET", "/me")["name"] == "Bob"
    expect(visitor.open("/docs")).to_have_title(re.compile("Chimp"))
