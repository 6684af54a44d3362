"""A customer talks: from the first word to the rating, and whatever comes in between."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.attending import Attending, attending
from tests.browser.line import Line
from tests.browser.server import Server
from tests.browser.visitors import Visitors
from tests.browser.widget import widget_on

_CUT = "ERR_|WebSocket"


@pytest.fixture(scope="module")
def ana(server: Server) -> Iterator[Attending]:
    with attending(server, "Ana") as ana:
        yield ana


def test_from_the_first_word_to_the_rating(ana: Attending, visitors: Visitors) -> None:
    widget = widget_on(visitors().open("/demo"))
    assert widget.kept() == []
    widget.open()
    expect(widget.panel).to_contain_text("We are online")
    assert widget.kept() == [], "looking alone leaves nothing"

    widget.say("Is the fig tree in stock?")
    widget.expect_state("Is the fig tree", "Sent")
    expect(widget.log).to_contain_text("Ana is here for you")
    expect(widget.panel.get_by_role("heading")).to_have_text("Ana")
    assert all(key.startswith("chimp.") for key in widget.kept())
    ana.do("viewed", delivered=1)
    widget.expect_state("Is the fig tree", "Delivered")
    ana.do("viewed", read=1)
    widget.expect_state("Is the fig tree", "Read")

    ana.do("typing", isTyping=True)
    expect(widget.log).to_contain_text("Ana is writing")
    ana.say("It is: https://example.com/fig (two left)")
    expect(widget.log).not_to_contain_text("is writing")
    link = widget.log.get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.com/fig")
    expect(link).to_have_attribute("rel", re.compile("noopener noreferrer"))
    ana.heard(f"{ana.topic}/viewed", read=2)

    widget.field.press_sequentially("Thanks")
    ana.heard(f"{ana.topic}/typing", isTyping=True)
    widget.say("Thank you")
    ana.do("close")
    expect(widget.log).to_contain_text("Ana ended the conversation")
    widget.panel.get_by_role("radio", name="4 of 5").check()
    widget.panel.get_by_role("textbox").fill("Quick and kind")
    widget.panel.get_by_role("button", name="Send rating").click()
    expect(widget.panel).to_contain_text("Thank you for your rating")
    ana.heard(f"{ana.topic}/control", rating=4)

    widget.panel.get_by_role("button", name="Start a new conversation").click()
    expect(widget.bubble("Thank you")).to_have_count(0)
    widget.say("One more thing")
    widget.expect_state("One more thing", "Sent")


def test_a_reload_goes_on_where_it_was(ana: Attending, visitors: Visitors) -> None:
    page = visitors().open("/demo")
    widget = widget_on(page).open()
    widget.say("Before the reload")
    expect(widget.panel.get_by_role("heading")).to_have_text("Ana")
    session = ana.session["sessionId"]
    ana.say("And an answer")
    expect(widget.bubble("And an answer")).to_be_visible()
    widget.field.fill("half a sen")
    page.reload()
    widget = widget_on(page)
    expect(widget.panel).to_be_visible()
    expect(widget.bubble("Before the reload")).to_have_count(1)
    expect(widget.bubble("And an answer")).to_have_count(1)
    expect(widget.field).to_have_value("half a sen")
    expect(widget.log.get_by_text("Ana is here for you")).to_have_count(1)
    widget.say("after it")
    widget.expect_state("after it", "Sent")
    assert ana.session["sessionId"] == session


def test_two_tabs_show_the_same(ana: Attending, visitors: Visitors) -> None:
    visitor = visitors()
    one = widget_on(visitor.open("/demo")).open()
    other = widget_on(visitor.open("/demo"))
    one.say("From the first tab")
    one.expect_state("From the first tab", "Sent")
    one.is_served_by("Ana")
    one.launcher.click()
    ana.say("To both")
    for tab in (one, other):
        expect(tab.launcher).to_have_accessible_name("Open chat, 1 unread message")
    other.page.bring_to_front()
    other.open()
    expect(other.bubble("From the first tab")).to_be_visible()
    expect(other.bubble("To both")).to_be_visible()
    expect(one.launcher).to_have_accessible_name("Open chat")
    other.say("From the second tab")
    one.launcher.click()
    expect(one.bubble("From the second tab")).to_have_count(1)
    other.choose("End conversation")
    other.panel.get_by_role("button", name="End it").click()
    for tab in (one, other):
        expect(tab.log).to_contain_text("You ended the conversation")
    other.panel.get_by_role("button", name="Start a new conversation").click()
    expect(one.bubble("To both")).to_have_count(0)


def test_what_is_said_without_a_line_arrives_once(
    ana: Attending, visitors: Visitors, line: Line
) -> None:
    visitor = visitors(url=line.url)
    visitor.errors.expect(_CUT)
    page = visitor.open("/demo")
    widget = widget_on(page).open()
    widget.say("With a line")
    widget.expect_state("With a line", "Sent")
    expect(widget.panel.get_by_role("heading")).to_have_text("Ana")
    line.cut()
    expect(widget.panel).to_contain_text("You are offline")
    widget.say("Without one")
    widget.expect_state("Without one", "Sending")
    ana.say("Said meanwhile")
    ana.heard(f"{ana.topic}/messages", content="Said meanwhile")
    line.mend()
    widget.expect_state("Without one", "Sent")
    expect(widget.bubble("Said meanwhile")).to_have_count(1)
    expect(widget.panel).not_to_contain_text("You are offline")
    ana.heard(f"{ana.topic}/messages", content="Without one")
    assert ana.messages()[-2:] == ["Said meanwhile", "Without one"]


def test_what_waits_survives_a_reload(ana: Attending, visitors: Visitors, line: Line) -> None:
    visitor = visitors(url=line.url)
    visitor.errors.expect(_CUT)
    page = visitor.open("/demo")
    widget = widget_on(page).open()
    widget.say("First")
    widget.expect_state("First", "Sent")
    widget.is_served_by("Ana")
    line.cut()
    expect(widget.panel).to_contain_text("You are offline")
    widget.say("Kept for later")
    line.mend()
    page.reload()
    widget = widget_on(page)
    widget.expect_state("Kept for later", "Sent")
    ana.heard(f"{ana.topic}/messages", content="Kept for later")
    assert ana.messages().count("Kept for later") == 1


def test_markup_and_long_texts_are_texts(ana: Attending, visitors: Visitors) -> None:
    page = visitors().open("/demo")
    widget = widget_on(page).open()
    attack = "<script>window.hurt = 1</script><img src=x onerror='window.hurt = 1'>"
    widget.say(attack)
    widget.expect_state(attack, "Sent")
    widget.is_served_by("Ana")
    ana.say(attack)
    expect(widget.bubble(attack)).to_have_count(2)
    assert page.evaluate("window.hurt") is None

    long = "Wörter und 字 " * 1_400
    ana.say(long)
    widget.log.get_by_role("button", name="Show all").click()
    expect(widget.bubble("Wörter").last).to_have_text(long.strip())
    widget.field.fill("x" * 20_007)
    expect(widget.panel.get_by_role("alert")).to_have_text("7 characters too long")
    send = widget.panel.get_by_role("button", name="Send", exact=True)
    expect(send).to_have_attribute("aria-disabled", "true")
    width = widget.log.evaluate("(log) => log.scrollWidth - log.clientWidth")
    assert width == 0, "nothing is wider than the panel"


def test_new_messages_do_not_pull_a_reader_down(ana: Attending, visitors: Visitors) -> None:
    widget = widget_on(visitors().open("/demo")).open()
    widget.say("Tell me more")
    widget.expect_state("Tell me more", "Sent")
    widget.is_served_by("Ana")
    for number in range(12):
        ana.say(f"Paragraph {number}\n\n\nof a long answer")
    expect(widget.bubble("Paragraph 11")).to_be_in_viewport()
    widget.log.evaluate("(log) => log.scrollTo(0, 0)")
    expect(widget.bubble("Tell me more")).to_be_in_viewport()
    ana.say("Something new")
    pill = widget.panel.get_by_role("button", name="1 new")
    expect(pill).to_be_visible()
    expect(widget.bubble("Tell me more")).to_be_in_viewport()
    pill.click()
    expect(widget.bubble("Something new")).to_be_in_viewport()
    expect(pill).to_have_count(0)


def test_whoever_is_closed_out_meanwhile_learns_it(ana: Attending, visitors: Visitors) -> None:
    """The page was shut when the attendant answered and ended it."""
    visitor = visitors()
    visitor.errors.expect("401")  # its token opens nothing any more
    page = visitor.open("/demo")
    widget = widget_on(page).open()
    widget.say("Will you answer?")
    widget.expect_state("Will you answer?", "Sent")
    widget.is_served_by("Ana")
    session = ana.session["sessionId"]
    page.goto("about:blank")
    ana.say("Yes, here")
    ana.do("close")
    ana.heard(f"client/desk/sessions/{session}", status="aborted")
    page = visitor.open("/demo")
    widget = widget_on(page)
    if not widget.panel.is_visible():
        widget.open()
    expect(widget.bubble("Yes, here")).to_be_visible()
    expect(widget.log).to_contain_text("This conversation was ended")
    widget.panel.get_by_role("button", name="Start a new conversation").click()
    expect(widget.field).to_be_visible()


def test_another_attendant_takes_over(ana: Attending, server: Server, visitors: Visitors) -> None:
    widget = widget_on(visitors().open("/demo")).open()
    widget.say("Who is it?")
    expect(widget.panel.get_by_role("heading")).to_have_text("Ana")
    ana.do("release")
    expect(widget.log).to_contain_text("We are looking for somebody else")
    with attending(server, "Bo") as bo:
        assert bo.session
        expect(widget.panel.get_by_role("heading")).to_have_text("Bo")
        expect(widget.log).to_contain_text("Bo")
        bo.do("close")
        expect(widget.log).to_contain_text("Bo ended the conversation")
