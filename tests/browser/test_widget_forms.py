"""Before the conversation, and where nobody is there to have one."""

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.attending import attending
from tests.browser.conftest import Serve
from tests.browser.server import Server
from tests.browser.visitors import Visitor, Visitors
from tests.browser.widget import widget_on


def settings(visitors: Visitors, server: Server, **changed: Any) -> Visitor:  # noqa: ANN401 - JSON
    """What the administrator changes of the widget's settings."""
    administrator = visitors(url=server.url)
    administrator.log_in(server.administrator)
    told = administrator.json("GET", "/settings/widget")
    administrator.json("PUT", "/settings/widget", {**told, **changed})
    return administrator


def test_a_message_is_left_and_answered_later(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    page = visitors(url=server.url).open("/demo")
    widget = widget_on(page).open()
    expect(widget.panel).to_contain_text("Nobody is here right now")
    widget.panel.get_by_role("button", name="Leave message").click()
    message = widget.panel.get_by_role("textbox", name="Message", exact=True)
    expect(message).to_have_attribute("aria-invalid", "true")
    expect(widget.panel).to_contain_text("Please fill this in")
    widget.panel.get_by_role("textbox", name="E-mail").fill("not an address")
    message.fill("Do you deliver to Olinda?")
    widget.panel.get_by_role("button", name="Leave message").click()
    expect(widget.panel).to_contain_text("not an e-mail address")
    widget.panel.get_by_role("textbox", name="E-mail").fill("rui@example.com")
    widget.panel.get_by_role("textbox", name=re.compile("Name")).fill("Rui")
    widget.panel.get_by_role("button", name="Leave message").click()
    expect(widget.bubble("Do you deliver to Olinda?")).to_be_visible()
    expect(widget.log).to_contain_text("Your message has arrived")
    widget.expect_state("Do you deliver", "Sent")
    page.goto("about:blank")

    with attending(server, "Ana") as ana:
        customer = ana.session["customer"]
        assert (customer["name"], customer["email"]) == ("Rui", "rui@example.com")
        ana.say("We do")
        ana.heard(f"{ana.topic}/messages", content="We do")
        page.goto(f"{server.url}/demo")
        widget = widget_on(page)
        expect(widget.bubble("We do")).to_be_visible()
        expect(widget.panel.get_by_role("heading")).to_have_text("Ana")


def test_the_form_comes_and_goes_with_the_attendants(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    widget = widget_on(visitors(url=server.url).open("/demo")).open()
    leave = widget.panel.get_by_role("button", name="Leave message")
    expect(leave).to_be_visible()
    with attending(server, "Ana"):
        expect(widget.field).to_be_visible()
        expect(leave).to_have_count(0)
    expect(leave).to_be_visible()


def test_who_is_asked_first_says_who_they_are(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    asked = {"isOn": True, "name": "required", "email": "optional", "consent": True}
    words = {"en": {"title": "Fig & Fern", "consent": "You may keep this."}}
    settings(visitors, server, preChat=asked, texts=words)
    with attending(server, "Ana") as ana:
        widget = widget_on(visitors(url=server.url).open("/demo")).open()
        expect(widget.panel.get_by_role("heading")).to_have_text("Fig & Fern")
        expect(widget.field).to_have_count(0)
        start = widget.panel.get_by_role("button", name="Start conversation")
        start.click()
        name = widget.panel.get_by_role("textbox", name="Name")
        expect(name).to_be_focused()
        expect(name).to_have_accessible_description("Please fill this in.")
        name.fill("Rui")
        start.click()
        consent = widget.panel.get_by_role("checkbox", name="You may keep this.")
        expect(consent).to_be_focused()
        consent.check()
        assert widget.kept() == []
        start.click()
        widget.say("Here I am")
        widget.is_served_by("Ana")
        assert ana.session["customer"]["name"] == "Rui"
        assert ana.session["customer"]["consent"] is True


def test_settings_count_from_the_next_page_on(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    settings(
        visitors,
        server,
        accent="#ffd60a",
        position="left",
        language="pt-BR",
        showPoweredBy=False,
        offline={"isOn": False, "email": "optional"},
    )
    page = visitors(url=server.url).open("/demo")
    widget = widget_on(page)
    expect(widget.launcher).to_have_accessible_name("Abrir o chat")
    expect(widget.launcher).to_have_css("background-color", "rgb(255, 214, 10)")
    expect(widget.launcher).to_have_css("color", "rgb(0, 0, 0)")
    box = widget.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    widget.open()
    expect(widget.panel).to_contain_text("Como podemos ajudar?")
    expect(widget.panel.get_by_role("textbox", name="Escreva uma mensagem")).to_be_visible()
    expect(widget.panel).not_to_contain_text("Chimp")


def test_who_waits_knows_their_place(serve: Serve, visitors: Visitors) -> None:
    server = serve(ATTENDANTS__MAX_SESSIONS="1")
    with attending(server, "Ana") as ana:
        first, second, third = (
            widget_on(visitors(url=server.url).open("/demo")).open() for _ in range(3)
        )
        first.say("First")
        expect(first.panel.get_by_role("heading")).to_have_text("Ana")
        second.say("Second")
        expect(second.panel).to_contain_text("You are next")
        third.say("Third")
        expect(third.panel).to_contain_text("You are number 2 in the queue")
        ana.do("close")
        expect(second.panel.get_by_role("heading")).to_have_text("Ana")
        expect(third.panel).to_contain_text("You are next")


def leave_message(visitor: Visitor, text: str) -> Page:
    """By the form; returns the page once the server has it."""
    page = visitor.open("/demo")
    widget = widget_on(page).open()
    widget.panel.get_by_role("textbox", name="Message", exact=True).fill(text)
    widget.panel.get_by_role("textbox", name="E-mail").fill("rui@example.com")
    widget.panel.get_by_role("button", name="Leave message").click()
    expect(widget.bubble(text)).to_be_visible()
    widget.expect_state(text, "Sent")
    return page


def test_an_answer_is_read_after_the_end(serve: Serve, visitors: Visitors) -> None:
    """The attendant has answered and ended it: the customer reads it, and may begin anew."""
    server = serve()
    visitor = visitors(url=server.url)
    visitor.errors.expect("401")  # its token opens nothing any more
    page = leave_message(visitor, "Do you deliver to Olinda?")
    page.goto("about:blank")
    with attending(server, "Ana") as ana:
        ana.say("We do, on Fridays")
        ana.heard(f"{ana.topic}/messages", content="We do, on Fridays")
        ana.do("close")
        session = ana.session["sessionId"]
        ana.heard(f"client/desk/sessions/{session}", status="aborted")
    for _ in range(2):  # also when it is known to be closed
        page.goto(f"{server.url}/demo")
        widget = widget_on(page)
        expect(widget.bubble("Do you deliver to Olinda?")).to_be_visible()
        expect(widget.bubble("We do, on Fridays")).to_be_visible()
        expect(widget.log).to_contain_text("This conversation was ended")
        expect(widget.field).to_have_count(0)
    widget = widget_on(page)
    widget.panel.get_by_role("button", name="Start a new conversation").click()
    expect(widget.bubble("We do, on Fridays")).to_have_count(0)


def test_who_left_a_message_comes_back_with_an_old_token(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    visitor = visitors(url=server.url)
    visitor.errors.expect("401")
    page = leave_message(visitor, "Is it still there?")
    old = page.evaluate("JSON.parse(localStorage['chimp.session']).token")
    page.goto("about:blank")

    def expired(route: Route) -> None:
        if old in route.request.headers.get("authorization", ""):
            route.fulfill(status=401, json={"error": "token_expired", "message": "too old"})
        else:
            route.continue_()

    page.route(re.compile(r"/session/[^/]+(/messages.*)?$"), expired)
    with attending(server, "Ana") as ana:
        ana.say("It is")
        ana.heard(f"{ana.topic}/messages", content="It is")
        page.goto(f"{server.url}/demo")
        widget = widget_on(page)
        expect(widget.bubble("It is")).to_be_visible()
        expect(widget.panel.get_by_role("heading")).to_have_text("Ana")
        widget.say("Thank you")
        ana.heard(f"{ana.topic}/messages", content="Thank you")
        assert page.evaluate("JSON.parse(localStorage['chimp.session']).token") != old


def test_too_much_is_told_and_not_sent(serve: Serve, visitors: Visitors) -> None:
    server = serve()
    with attending(server, "Ana"):
        widget = widget_on(visitors(url=server.url).open("/demo")).open()
        widget.field.fill("x" * 100_000)
        expect(widget.panel.get_by_role("alert")).to_have_text("80,000 characters too long")
        send = widget.panel.get_by_role("button", name="Send", exact=True)
        expect(send).to_be_disabled()
        widget.field.press("Enter")
        expect(widget.log.locator(".message")).to_have_count(0)
        widget.field.fill("x" * 20_000)
        expect(widget.panel.get_by_role("alert")).to_have_count(0)
        send.click()
        widget.expect_state("xxx", "Sent")
        widget.panel.get_by_role("button", name="Show all").click()
        expect(widget.bubble("x" * 20_000)).to_be_visible()
