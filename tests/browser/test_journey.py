"""A customer and an attendant, both in a real browser, from the first page to the rating."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve
from tests.browser.line import Line, line_to
from tests.browser.server import Account, Server
from tests.browser.visitors import Visitors


def log_in(console: Page, email: str, password: str) -> None:
    console.get_by_label("E-mail").fill(email)
    console.get_by_label("Password").fill(password)
    console.get_by_role("button", name="Log in").click()


def write(page: Page, name: str | re.Pattern[str], text: str) -> None:
    box = page.get_by_role("textbox", name=name)
    box.fill(text)
    box.press("Enter")


def accept(console: Page) -> None:
    console.get_by_role("button", name="Accept").first.click()
    expect(console.get_by_role("textbox", name=re.compile("^Write to"))).to_be_visible()


def test_nothing_is_lost_or_doubled_when_both_lose_the_line_in_the_middle_of_a_sentence(
    serve: Serve, visitors: Visitors
) -> None:
    server = serve(ATTENDANTS__DISCONNECT_GRACE="60000")  # nobody else is to be asked meanwhile
    eve = server.add_attendant("Eve")
    with line_to(server.http_port) as line:
        _lose_the_line(line, eve, visitors)


def _lose_the_line(line: Line, eve: Account, visitors: Visitors) -> None:
    attendant, customer = visitors(url=line.url), visitors(url=line.url)
    for visitor in (attendant, customer):
        visitor.errors.expect("ERR_|WebSocket|Failed to load")
    attendant.log_in(eve)
    console, shop = attendant.open("/"), customer.open("/demo")
    shop.get_by_role("button", name="Open chat").click()
    write(shop, "Write a message", "before")
    accept(console)

    answer = console.get_by_role("textbox", name=re.compile("^Write to"))
    answer.fill("half a sen")
    line.cut()
    expect(console.get_by_text(re.compile("You are offline|Connecting again"))).to_be_visible()
    write(shop, "Write a message", "asked without a line")
    answer.press_sequentially("tence")
    answer.press("Enter")
    expect(shop.get_by_text("Sending", exact=True)).to_be_visible()
    line.mend()

    for page in (shop, console):
        for text in ("before", "asked without a line", "half a sentence"):
            expect(page.get_by_role("log").get_by_text(text, exact=True)).to_have_count(1)


def test_from_the_first_page_to_the_rating(server: Server, visitors: Visitors) -> None:
    bob = server.add_attendant("Bob")
    console = visitors().open("/")
    log_in(console, bob.email, bob.password)
    expect(console.get_by_role("heading", name="Inbox")).to_be_visible()

    shop = visitors().open("/demo")
    shop.get_by_role("button", name="Open chat").click()
    expect(shop.get_by_text("We are online")).to_be_visible()
    write(shop, "Write a message", "Do you ship to Brazil?")
    expect(shop.get_by_text("Sent", exact=True)).to_be_visible()

    expect(console).to_have_title(re.compile(r"^\(1\)"))
    expect(console.get_by_text("Do you ship to Brazil?").first).to_be_visible()
    accept(console)
    expect(shop.get_by_role("log").get_by_text("Bob is here for you")).to_be_visible()
    expect(shop.get_by_text("Read", exact=True)).to_be_visible()

    shop.get_by_role("textbox", name="Write a message").press_sequentially("And to Ch")
    expect(console.get_by_text(re.compile("is writing")).first).to_be_visible()
    console.get_by_role("textbox", name=re.compile("^Write to")).press_sequentially("We d")
    expect(shop.get_by_text("Bob is writing")).to_be_visible()

    write(console, re.compile("^Write to"), "We do, in five days.")
    expect(shop.get_by_role("log").get_by_text("We do, in five days.")).to_be_visible()
    expect(console.get_by_role("img", name="Read").last).to_be_visible()
    write(shop, "Write a message", "Thank you")
    expect(console.get_by_text("Thank you").first).to_be_visible()

    console.get_by_role("button", name="Close", exact=True).click()
    console.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    expect(shop.get_by_text("Bob ended the conversation").last).to_be_visible()
    shop.get_by_role("radio", name="5 of 5").click()
    shop.get_by_label("Anything you want to add").fill("Quick and kind")
    shop.get_by_role("button", name="Send rating").click()
    expect(shop.get_by_text("Thank you for your rating.")).to_be_visible()
    expect(console.get_by_text("Rated 5 of 5").first).to_be_visible()

    shop.get_by_role("button", name="Start a new conversation").click()
    write(shop, "Write a message", "One more thing")
    accept(console)
    expect(console.get_by_text("One more thing").first).to_be_visible()


def test_whose_laptop_is_closed_has_their_customer_served_by_another(
    serve: Serve, visitors: Visitors
) -> None:
    server = serve(MQTT__WEBSOCKET_HEARTBEAT="1000", ATTENDANTS__DISCONNECT_GRACE="500")
    eve, bob = server.add_attendant("Eve"), server.add_attendant("Bob")
    with line_to(server.http_port) as line:
        sleepy, awake = visitors(url=line.url), visitors(url=server.url)
        sleepy.errors.expect("ERR_|WebSocket|Failed to load")
        sleepy.log_in(eve)
        asleep = sleepy.open("/")
        expect(asleep.get_by_role("img", name="Line is up")).to_be_visible()
        shop = visitors(url=server.url).open("/demo")
        shop.get_by_role("button", name="Open chat").click()
        write(shop, "Write a message", "Are you there?")
        accept(asleep)
        expect(shop.get_by_role("log").get_by_text("Eve is here for you")).to_be_visible()

        awake.log_in(bob)
        console = awake.open("/")
        line.go_dead()
        accept(console)
        expect(shop.get_by_role("log").get_by_text("Bob has taken over")).to_be_visible()
        write(console, re.compile("^Write to"), "I am")
        expect(shop.get_by_role("log").get_by_text("I am", exact=True)).to_be_visible()

        line.mend()
        expect(asleep.get_by_text("Bob serves this session").first).to_be_visible()
        expect(asleep.get_by_role("log").get_by_text("I am", exact=True)).to_have_count(1)
