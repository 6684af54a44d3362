"""What calls attendants who look elsewhere, until they have looked; unless it is switched off."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.attention import Watched, watched
from tests.browser.customer import Customer
from tests.browser.server import Account, Server, served
from tests.browser.visitors import Visitor, Visitors

_OFFER: Final = "659 880 659 880"
_MESSAGE: Final = "784 1047"
_OFFER_AGAIN: Final = 3_000
_MESSAGE_AGAIN: Final = 20_000
_TITLE_TURNS: Final = 1_500
_PLAIN_ICON: Final = "/icons/icon.svg"
_BADGE: Final = re.compile("^data:image/png")


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One where an offer lasts, however far the clock of a page is turned."""
    del browser  # the pages are built
    data = tmp_path_factory.mktemp("data")
    with served(data, ATTENDANTS__ASSIGN_TIMEOUT="600000") as server:
        yield server


@pytest.fixture(scope="module")
def eve(server: Server) -> Account:
    return server.add_attendant("Eve")


@pytest.fixture
def attendant(visitors: Visitors, eve: Account) -> Visitor:
    visitor = visitors()
    visitor.log_in(eve)
    return visitor


def at_the_desk(attendant: Visitor) -> Watched:
    """Ready for whatever comes, and not touched yet."""
    watched_page = watched(attendant, "/")
    expect(watched_page.page.get_by_role("img", name="Line is up")).to_be_visible()
    return watched_page


def test_who_looks_elsewhere_is_called_until_they_look(server: Server, attendant: Visitor) -> None:
    console = at_the_desk(attendant)
    page = console.page
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("button", name="Turn on")).to_be_hidden()
    expect(console.icon).to_have_attribute("href", _PLAIN_ICON)
    console.look(away=True)
    with Customer(server, name="Otto") as otto:
        console.expect_notifications("Otto wants to talk to you")
        expect(console.icon).to_have_attribute("href", _BADGE)
        expect(page).to_have_title("(1) Otto wants to talk to you")
        console.pass_time(_TITLE_TURNS)
        expect(page).to_have_title("(1) Chimp")
        console.expect_sounds(_OFFER)
        console.pass_time(_OFFER_AGAIN)
        console.expect_sounds(_OFFER, times=2)

        console.click_the_notification()
        expect(page).to_have_url(re.compile(f"#/sessions/{otto.session}$"))
        assert console.notifications == []
        page.locator(f"[data-offer='{otto.session}']").get_by_role("button", name="Accept").click()
        expect(page.get_by_text("served by you")).to_be_visible()
        expect(console.icon).to_have_attribute("href", _PLAIN_ICON)
        expect(page).to_have_title("Chimp")

        # Looked at, it needs nobody's call.
        console.forget_sounds()
        otto.says("Good day")
        otto.hear("viewed", read=1)
        console.pass_time(_MESSAGE_AGAIN)
        assert console.sounds == ""
        assert console.notifications == []

        page.goto(f"{attendant.url}/#/profile")
        console.look(away=True)
        otto.says("Are you there?")
        console.expect_notifications("New message from Otto")
        assert console.body_of_the_notification() == "Are you there?"
        otto.says("Hello?")
        expect(page).to_have_title("(1) New message from Otto")
        expect(console.icon).to_have_attribute("href", _BADGE)
        console.expect_sounds(_MESSAGE, times=2)
        console.pass_time(_MESSAGE_AGAIN)
        console.expect_sounds(_MESSAGE, times=3)
        console.expect_notifications("New message from Otto")  # one for both
        console.click_the_notification()
        otto.hear("viewed", read=3)
        console.expect_notifications()
        expect(console.icon).to_have_attribute("href", _PLAIN_ICON)
        expect(page).to_have_title("Chimp")
        otto.closes()


def test_switched_off_it_is_quiet(server: Server, attendant: Visitor) -> None:
    console, other = at_the_desk(attendant), at_the_desk(attendant)
    for tab in (console, other):
        tab.page.get_by_role("button", name="Turn on").click()
    page = console.page
    page.get_by_role("button", name="Mute notifications").click()
    for tab in (console, other):
        expect(tab.page.get_by_role("button", name="Unmute notifications")).to_be_visible()
        tab.look(away=True)
    with Customer(server, name="Otto") as otto:
        card = f"[data-offer='{otto.session}']"
        for tab in (console, other):
            expect(tab.page.locator(card)).to_be_visible()
            tab.pass_time(_OFFER_AGAIN)
            assert tab.sounds == ""
            assert tab.notifications == []
            # How many wait is still to be seen: it moves nothing and makes no noise.
            expect(tab.page).to_have_title("(1) Chimp")

        page.get_by_role("button", name="Unmute notifications").click()
        console.expect_sounds(_OFFER)
        expect(page).to_have_title("(1) Otto wants to talk to you")
        otto.closes()


def test_of_several_tabs_one_calls(server: Server, attendant: Visitor) -> None:
    first, second = at_the_desk(attendant), at_the_desk(attendant)
    first.look(away=True)
    for tab in (first, second):
        tab.page.get_by_role("button", name="Turn on").click()
    for tab in (first, second):  # whose turn it is has been told when another lock is granted
        tab.page.evaluate("navigator.locks.request('another', () => undefined)")
    with Customer(server, name="Otto") as otto:
        for tab in (first, second):
            expect(tab.page.locator(f"[data-offer='{otto.session}']")).to_be_visible()
        second.expect_sounds(_OFFER)
        first.pass_time(_OFFER_AGAIN)
        assert (first.sounds, first.notifications) == ("", [])
        second.page.close()
        first.page.evaluate("navigator.locks.request('another', () => undefined)")
        first.pass_time(_OFFER_AGAIN)
        first.expect_sounds(_OFFER)
        first.expect_notifications("Otto wants to talk to you")
        otto.closes()
    with Customer(server, name="Rui") as rui:
        first.expect_notifications("Rui wants to talk to you")
        rui.closes()
