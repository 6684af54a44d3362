"""The first steps of an administrator, and the profile of everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Serve
from tests.browser.customer import Customer
from tests.browser.server import Account, Server
from tests.browser.visitors import Visitors

_PASSWORD = "four words are better"


def log_in(page: Page, account: Account) -> None:
    """By the page, as somebody who comes for the first time."""
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Log in").click()


def step(page: Page, name: str) -> None:
    """That one is open."""
    expect(page.get_by_role("button", name=name)).to_have_attribute("aria-expanded", "true")


def test_from_the_first_log_in_to_the_first_chat(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    visitor = visitors(url=server.url)
    visitor.errors.expect("status of (400|403|401)")
    page = visitor.open("/")
    log_in(page, server.administrator)
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    step(page, "Name the desk")
    assert_accessible(page)
    page.get_by_label("Name of the desk").fill("Fig & Fern")
    page.get_by_role("button", name="Next").click()

    step(page, "Say who you are")
    page.get_by_label("Name", exact=True).fill("Ada")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_label("One-time password").fill("something else")
    page.get_by_label("New password", exact=True).fill(_PASSWORD)
    page.get_by_label("New password again").fill("four words are")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("This is not the same as the new password.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("New password again").fill(_PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    page.get_by_label("One-time password").fill(server.administrator.password)
    page.get_by_role("button", name="Change password").click()

    step(page, "Put the chat on your site")
    line = f'<script src="{server.url}/widget.js" async></script>'
    expect(page.get_by_label("Widget line")).to_have_value(line)
    expect(page.get_by_text("Waiting for the first chat.")).to_be_visible()
    assert_accessible(page)
    with Customer(server, name="Ann"):
        expect(page.get_by_text("It works: Ann has opened a chat.")).to_be_visible()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="First steps")).to_have_count(0)
    assert visitor.json("GET", "/settings/desk") == {"name": "Fig & Fern", "isSetUp": True}
    assert visitor.json("GET", "/me")["name"] == "Ada"
    page.reload()
    expect(page.get_by_role("link", name="Administration")).to_be_visible()
    expect(page.get_by_role("heading", name="First steps")).to_have_count(0)


def test_the_first_steps_are_skipped_and_found_again(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    page = visitors(url=server.url).open("/")
    log_in(page, server.administrator)
    page.get_by_role("button", name="Skip for now").click()
    expect(page.get_by_role("heading", name="First steps")).to_have_count(0)
    page.reload()
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="First steps").click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()


def test_a_profile_is_changed(server: Server, visitors: Visitors) -> None:
    visitor = visitors()
    visitor.errors.expect("status of (400|409)")
    iris = server.add_attendant("Iris")
    visitor.log_in(iris)
    page = visitor.open("/#/profile")
    expect(page.get_by_role("heading", name="Profile", level=1)).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Name", exact=True).fill("Iris Moe")
    page.get_by_label("Picture").fill("javascript:alert(1)")
    page.get_by_role("button", name="Save").click()
    picture = page.get_by_label("Picture")
    expect(picture).to_have_attribute("aria-invalid", "true")
    picture.fill(f"{server.url}/icons/icon.svg")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    me = visitor.json("GET", "/me")
    assert (me["name"], me["avatarURL"]) == ("Iris Moe", f"{server.url}/icons/icon.svg")


def test_a_new_password_ends_the_other_log_ins(server: Server, visitors: Visitors) -> None:
    jack = server.add_attendant("Jack")
    here, there = visitors(), visitors()
    here.log_in(jack)
    there.log_in(jack)
    page = here.open("/#/profile")
    page.get_by_label("Current password").fill(jack.password)
    page.get_by_label("New password", exact=True).fill(_PASSWORD)
    page.get_by_label("New password again").fill(_PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("The password is changed.")).to_be_visible()
    assert there.context.request.get(f"{server.url}/me").status == 401
    assert here.context.request.get(f"{server.url}/me").ok


def test_logging_out_everywhere_ends_this_one_too(server: Server, visitors: Visitors) -> None:
    kate = server.add_attendant("Kate")
    here, there = visitors(), visitors()
    here.log_in(kate)
    there.log_in(kate)
    here.errors.expect("WebSocket|status of 401")
    page = here.open("/#/profile")
    page.get_by_role("button", name="Log out everywhere").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Log out everywhere").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert there.context.request.get(f"{server.url}/me").status == 401


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_profile_and_first_steps_can_be_used_by_everybody_on_a_phone(
    server: Server, visitors: Visitors, theme: str
) -> None:
    visitor = visitors(
        is_phone=True, theme="dark" if theme == "dark" else "light", language="pt-BR"
    )
    visitor.log_in(server.administrator)
    for path, title in (("setup", "Primeiros passos"), ("profile", "Perfil")):
        page = visitor.open(f"/#/{path}")
        expect(page.get_by_role("heading", name=re.compile(f"^{title}"), level=1)).to_be_visible()
        assert_accessible(page)
        assert page.evaluate("document.querySelector('main > div').scrollWidth") <= 360
        page.close()
