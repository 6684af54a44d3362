"""Long conversations, long messages, and another language in the middle of a sentence."""

import re
import time
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.customer import Customer
from tests.browser.server import Account, Server
from tests.browser.visitors import Visitors

_BEFORE: Final = 80
_NOW: Final = 130
_PART: Final = re.compile(r"/session/[^/]+/messages\?before=")
_TOLERANCE: Final = 2.0
"""Pixels that what is read may move."""
_FRAMES: Final = 10
"""How long it is looked whether it moves, after the page has become longer."""
_MOST_FRAMES: Final = 600

_MOST: Final = 20_000
"""Characters of one message."""
_BOOK: Final = "All of it. " * 10_000

_WATCH: Final = """
(log) => {
  const top = log.getBoundingClientRect().top;
  const read = [...log.querySelectorAll("[data-message]")]
    .find((each) => each.getBoundingClientRect().top >= top);
  const id = read.dataset.message, height = log.scrollHeight, places = [];
  const place = () =>
    log.querySelector(`[data-message="${id}"]`)?.getBoundingClientRect().top ?? null;
  window.watching = new Promise((resolve) => {
    let left = FRAMES;
    const painted = () => {
      places.push(place());
      if (log.scrollHeight > height) left -= 1;
      if (left > 0) requestAnimationFrame(frame);
      else resolve(places);
    };
    const frame = () => {  // what is asked for within a frame is not painted yet
      const after = new MessageChannel();
      after.port1.onmessage = painted;
      after.port2.postMessage(null);
    };
    places.push(place());
    requestAnimationFrame(frame);
  });
}
""".replace("FRAMES", str(_FRAMES))


@pytest.fixture(scope="module")
def ana(server: Server) -> Account:
    """A supervisor: no session of the first level is offered to her."""
    return server.add_attendant("Ana", "--type", "supervisor")


@pytest.fixture
def rui(server: Server) -> Iterator[Customer]:
    with Customer(server, name="Rui") as rui:
        rui.says("Bom dia")
        yield rui
        rui.closes()


@pytest.fixture
def maria(server: Server) -> Iterator[Customer]:
    """She has come before, and had as much to tell."""
    with Customer(server, name="Maria Silva") as before:
        before.tells(*story("Before", _BEFORE))
        before.closes()
        before.hear("control", instruction="session/closed")
    with Customer(server, name="Maria Silva", again=before) as maria:
        maria.tells(*story("Now", _NOW))
        yield maria
        maria.closes()


def story(what: str, times: int) -> list[str]:
    """Messages of one line and of several: how high one is cannot be known before it is shown."""
    more = "and one thing more that has to be told "
    return [f"{what} {number}. {more * (number % 7)}" for number in range(times)]


def bubble(page: Page, text: str) -> Locator:
    return page.locator("[data-message]").filter(has_text=text)


def takes(page: Page) -> None:
    page.get_by_role("button", name="Take", exact=True).first.click()
    expect(page.get_by_text("served by you")).to_be_visible()


def to_the_top(log: Locator) -> None:
    """Of all that is there, as by a wheel."""
    log.hover()
    log.page.mouse.wheel(0, -1_000_000)
    expect(log).to_have_js_property("scrollTop", 0)


def next_part(log: Locator, held: list[Route]) -> Route:
    """Scrolls up until more is asked for, and to the top of what is there."""
    for _ in range(_MOST_FRAMES):
        log.hover()
        log.page.mouse.wheel(0, -1_000)
        log.page.evaluate("new Promise((next) => { requestAnimationFrame(() => next()) })")
        if held:
            break
    to_the_top(log)
    return held.pop()


def moved(log: Locator) -> list[Any]:
    """Where the first message in view was at each frame, as far as that is another place.

    Waits until the conversation has become longer than it was when `_WATCH` began.
    """
    first, *places = log.page.evaluate("watching")
    return [place for place in places if place is None or abs(place - first) > _TOLERANCE]


def test_a_long_history_is_read_without_a_jump(
    visitors: Visitors, ana: Account, maria: Customer
) -> None:
    visitor = visitors()
    visitor.log_in(ana)
    page = visitor.open(f"/#/sessions/{maria.session}")
    log = page.get_by_role("log")
    expect(bubble(page, f"Now {_NOW - 1}.")).to_be_in_viewport()
    expect(bubble(page, "Now 0.")).to_have_count(0)
    takes(page)
    held: list[Route] = []
    page.route(_PART, lambda route: held.append(route))  # noqa: PLW0108 - playwright marks whom it calls

    # Two parts of this session, and two of the one before.
    for _ in range(4):
        part = next_part(log, held)
        log.evaluate(_WATCH)
        part.continue_()
        assert moved(log) == []
    to_the_top(log)
    expect(log.get_by_text("Earlier session,")).to_be_in_viewport()
    expect(bubble(page, "Before 0.")).to_be_in_viewport()
    assert held == []
    log.evaluate("(log) => log.scrollBy(0, 600)")
    assert log.locator("[data-message]").count() < 60, "only what is on the screen is in the page"

    log.evaluate(_WATCH)
    maria.says("News 0.")
    maria.says("News 1.")
    assert moved(log) == []
    pill = page.get_by_role("button", name="2 new messages")
    before = time.time_ns() // 1_000_000
    pill.click()
    expect(bubble(page, "News 1.")).to_be_in_viewport()
    assert maria.hear("viewed", read=_NOW + 2)["at"] >= before, "it was not in view before"
    expect(pill).to_be_hidden()
    maria.says("News 2.")
    expect(bubble(page, "News 2.")).to_be_in_viewport()

    assert all_of(log) == [
        *(f"Before {number}." for number in range(_BEFORE)),
        *(f"Now {number}." for number in range(_NOW)),
        *(f"News {number}." for number in range(3)),
    ]


def all_of(log: Locator) -> list[str]:
    """The beginning of each message, from the first on."""
    found: list[str] = log.evaluate(
        """async (log) => {
          const found = new Map(), frame = () => new Promise(requestAnimationFrame);
          log.scrollTo(0, 0);
          for (let last = -1; last !== log.scrollTop; ) {
            await frame(); await frame();
            for (const each of log.querySelectorAll("[data-message]"))
              found.set(each.dataset.message, each.innerText.match(/(Before|Now|News) \\d+\\./)[0]);
            last = log.scrollTop;
            log.scrollBy(0, log.clientHeight);
            await frame();
          }
          return [...found.values()];
        }"""
    )
    return found


def test_a_message_as_long_as_a_book_is_told_to_be_that(
    visitors: Visitors, ana: Account, rui: Customer
) -> None:
    visitor = visitors()
    visitor.log_in(ana)
    page = visitor.open(f"/#/sessions/{rui.session}")
    takes(page)
    composer = page.locator("[data-composer]")
    composer.fill(_BOOK)
    expect(page.get_by_role("alert")).to_have_text("90,000 characters too long")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    assert_accessible(page)
    composer.press("Enter")
    composer.press("!")
    expect(page.get_by_role("alert")).to_have_text("90,001 characters too long")
    page.reload()
    assert composer.input_value() == f"{_BOOK}!"
    composer.fill(_BOOK[:_MOST])
    expect(page.get_by_role("alert")).to_have_count(0)
    composer.press("Enter")
    assert rui.hear("messages")["content"] == _BOOK[:_MOST].strip()

    rui.sends(_BOOK)  # no widget does
    assert rui.hear("control", instruction="error")["code"] == "too_long"
    rui.says("x" * _MOST)
    expect(bubble(page, "x" * _MOST)).to_be_visible()
    expect(page.locator("[data-message]")).to_have_count(3)


def test_another_language_keeps_what_is_written(
    visitors: Visitors, ana: Account, rui: Customer
) -> None:
    visitor = visitors()
    visitor.log_in(ana)
    page = visitor.open(f"/#/sessions/{rui.session}")
    takes(page)
    composer = page.locator("[data-composer]")
    composer.fill("half a sen")
    page.get_by_role("button", name=re.compile("^Profile: Ana")).click()
    page.get_by_role("menuitem", name="Profile").click()
    page.get_by_label("Language").select_option(label="Português (Brasil)")
    expect(page.get_by_role("heading", name="Perfil", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "pt-BR")
    page.go_back()
    expect(composer).to_have_value("half a sen")
    expect(composer).to_have_accessible_name("Escreva para Rui…")
    expect(page.get_by_text("atendida por você")).to_be_visible()
    rui.says("Tudo bem?")
    expect(page.locator("[data-message]").filter(has_text="Tudo bem?")).to_have_count(1)

    # And back, while one writes.
    page.get_by_role("button", name=re.compile("^Perfil: Ana")).click()
    page.get_by_role("menuitemradio", name="English").click()
    expect(page.get_by_text("served by you")).to_be_visible()
    expect(composer).to_have_value("half a sen")
    composer.press_sequentially("tence")
    composer.press("Enter")
    rui.hear("messages", content="half a sentence")
    page.reload()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()


def test_the_profile_keeps_what_is_not_saved(visitors: Visitors, ana: Account) -> None:
    visitor = visitors()
    visitor.log_in(ana)
    page = visitor.open("/#/profile")
    page.get_by_label("Name", exact=True).fill("Ana Melo")
    page.get_by_label("Language").select_option(label="Português (Brasil)")
    expect(page.get_by_label("Nome", exact=True)).to_have_value("Ana Melo")
