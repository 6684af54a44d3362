"""Attendants at the console, and customers at the other end, who here have no page of their own."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.customer import Customer
from tests.browser.line import Line
from tests.browser.server import Account, Server
from tests.browser.visitors import Visitor, Visitors


@pytest.fixture(scope="module")
def ana(server: Server) -> Account:
    """A supervisor: no session of the first level is offered to her."""
    return server.add_attendant("Ana", "--type", "supervisor")


@pytest.fixture(scope="module")
def bruno(server: Server) -> Account:
    return server.add_attendant("Bruno")


@pytest.fixture
def maria(server: Server) -> Iterator[Customer]:
    with Customer(server, name="Maria Silva", email="maria@example.com") as maria:
        maria.says("My invoice is wrong")
        yield maria
        maria.closes()  # or it would be offered to attendants of other tests


def at_the_desk(visitors: Visitors, who: Account, path: str = "/") -> tuple[Visitor, Page]:
    visitor = visitors()
    visitor.log_in(who)
    return visitor, visitor.open(path)


def of(customer: Customer) -> str:
    return f"/#/sessions/{customer.session}"


def composer(page: Page) -> Locator:
    return page.locator("[data-composer]")


def bubble(page: Page, text: str) -> Locator:
    return page.locator("[data-message]").filter(has_text=text)


def takes(page: Page) -> None:
    page.get_by_role("button", name="Take", exact=True).first.click()
    expect(page.get_by_text("served by you")).to_be_visible()


def test_logging_in_and_out(visitors: Visitors, ana: Account) -> None:
    visitor = visitors()
    visitor.errors.expect("status of 401 .*/login")
    page = visitor.open("/")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter your e-mail address.")).to_be_visible()
    page.keyboard.type(ana.email)
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("E-mail or password is wrong.")
    page.keyboard.type(ana.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    page.get_by_role("button", name=re.compile("Profile: Ana")).click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_conversation(visitors: Visitors, ana: Account, maria: Customer) -> None:
    _, page = at_the_desk(visitors, ana)
    row = page.locator(f"[data-session='{maria.session}']")
    expect(row).to_contain_text("My invoice is wrong")
    expect(row).to_contain_text("1 unread message")
    row.click()
    expect(bubble(page, "My invoice is wrong")).to_be_visible()
    takes(page)
    assert maria.hear("viewed", read=1)["by"]["kind"] == "attendant"
    composer(page).fill("Let me look.")
    composer(page).press("Enter")
    said = maria.hear("messages", content="Let me look.")
    assert said["from"]["kind"] == "attendant"
    expect(bubble(page, "Let me look.").get_by_role("img", name="Sent")).to_be_visible()
    maria.reads(said["seq"])
    expect(bubble(page, "Let me look.").get_by_role("img", name="Read")).to_be_visible()
    maria.types("it is numb")
    expect(page.get_by_text("it is numb")).to_be_visible()
    maria.says("it is number 113")
    expect(bubble(page, "it is number 113")).to_be_visible()
    expect(page.get_by_text("it is numb", exact=True)).to_be_hidden()
    composer(page).press_sequentially("One")
    assert maria.hear("typing")["from"]["kind"] == "attendant"
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("moment")
    composer(page).press("Enter")
    maria.hear("messages", content="One\nmoment")
    expect(row).not_to_contain_text("unread")
    assert_accessible(page)


def test_a_note_is_for_attendants(
    visitors: Visitors, ana: Account, bruno: Account, maria: Customer
) -> None:
    _, page = at_the_desk(visitors, ana, of(maria))
    takes(page)
    page.get_by_role("button", name="Note", exact=True).click()
    composer(page).fill("She is a friend of the boss")
    composer(page).press("Enter")
    expect(bubble(page, "a friend of the boss")).to_be_visible()
    _, other = at_the_desk(visitors, bruno, of(maria))
    expect(bubble(other, "a friend of the boss")).to_be_visible()
    page.get_by_role("button", name="Reply", exact=True).click()
    composer(page).fill("Hello")
    composer(page).press("Enter")
    maria.hear("messages", content="Hello")
    assert not any("boss" in str(said) for _, said in maria.has_heard())


def test_offers_are_accepted_by_a_key(server: Server, visitors: Visitors, bruno: Account) -> None:
    _, page = at_the_desk(visitors, bruno)
    expect(page.get_by_role("img", name="Line is up")).to_be_visible()
    with Customer(server, name="Otto") as otto:
        card = page.locator(f"[data-offer='{otto.session}']")
        expect(card).to_contain_text("Otto wants to talk to you")
        expect(card).to_contain_text(re.compile(r"\d+ seconds? left"))
        expect(page).to_have_title(re.compile(r"Otto|\(\d\)"))
        assert_accessible(page)
        page.keyboard.press("Enter")
        expect(page.get_by_text("served by you")).to_be_visible()
        expect(card).to_be_hidden()
        otto.hear("control", instruction="session/ready")
        otto.closes()
        expect(page.get_by_text("The customer ended the session").first).to_be_visible()


def test_a_session_changes_hands(
    visitors: Visitors, ana: Account, bruno: Account, maria: Customer
) -> None:
    _, page = at_the_desk(visitors, ana, of(maria))
    _, other = at_the_desk(visitors, bruno)
    expect(other.get_by_role("img", name="Line is up")).to_be_visible()
    takes(page)
    page.get_by_role("button", name="Transfer").click()
    dialog = page.get_by_role("dialog")
    assert_accessible(page)
    dialog.get_by_role("radio", name=re.compile("Bruno")).check()
    dialog.get_by_label("Note for who takes it").fill("Knows her invoice")
    dialog.get_by_role("button", name="Transfer").click()
    other.locator(f"[data-offer='{maria.session}']").get_by_role("button", name="Accept").click()
    expect(other.get_by_text("served by you")).to_be_visible()
    expect(bubble(other, "Knows her invoice")).to_be_visible()
    expect(page.get_by_text("served by Bruno")).to_be_visible()
    # A supervisor may join, and both are heard.
    page.get_by_role("button", name="Join").first.click()
    expect(page.get_by_text("You joined")).to_be_visible()
    composer(page).fill("It is me again")
    composer(page).press("Enter")
    maria.hear("messages", content="It is me again")
    expect(bubble(other, "It is me again")).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Leave").click()
    expect(page.get_by_text("You left")).to_be_visible()
    other.get_by_role("button", name="Close", exact=True).click()
    other.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    maria.hear("control", instruction="session/closed")
    expect(other.get_by_text("Bruno closed the session").first).to_be_visible()
    maria.rates(5, "Quick")
    expect(other.get_by_text("Rated 5 of 5")).to_be_attached()


def test_away_and_back(visitors: Visitors, ana: Account) -> None:
    _, page = at_the_desk(visitors, ana)
    me = page.get_by_role("button", name=re.compile("^Profile: Ana"))
    expect(me).to_have_accessible_name("Profile: Ana, Online")
    me.click()
    assert_accessible(page, but=("region",))  # what pops up stands beside the page's landmarks
    page.get_by_role("menuitemradio", name="Away").click()
    expect(me).to_have_accessible_name("Profile: Ana, Away")
    page.reload()
    expect(me).to_have_accessible_name("Profile: Ana, Away")
    page.keyboard.press("a")
    expect(me).to_have_accessible_name("Profile: Ana, Online")


def test_the_line_is_lost_in_the_middle_of_a_sentence(
    visitors: Visitors, ana: Account, maria: Customer, line: Line
) -> None:
    visitor = visitors(url=line.url)
    visitor.errors.expect("ERR_|WebSocket|Failed to load")
    visitor.log_in(ana)
    page = visitor.open(of(maria))
    takes(page)
    composer(page).press_sequentially("The first half")
    line.cut()
    expect(page.get_by_text("You are offline. Messages are kept")).to_be_visible()
    assert_accessible(page)
    composer(page).press_sequentially(" and the second")
    composer(page).press("Enter")
    expect(bubble(page, "and the second").get_by_role("img", name="Sending")).to_be_visible()
    maria.says("Are you there?")
    line.mend()
    page.get_by_role("button", name="Try now").click()
    maria.hear("messages", content="The first half and the second")
    expect(bubble(page, "and the second").get_by_role("img", name="Sent")).to_be_visible()
    expect(bubble(page, "Are you there?")).to_have_count(1)
    expect(bubble(page, "and the second")).to_have_count(1)
    expect(page.get_by_text("You are offline.")).to_be_hidden()


def test_what_was_not_sent_survives_the_page(
    visitors: Visitors, ana: Account, maria: Customer, line: Line
) -> None:
    visitor = visitors(url=line.url)
    visitor.errors.expect("ERR_|WebSocket|Failed to load")
    visitor.log_in(ana)
    page = visitor.open(of(maria))
    takes(page)
    composer(page).fill("half a thought")
    page.reload()
    expect(composer(page)).to_have_value("half a thought")
    line.cut()
    composer(page).press("Enter")
    expect(bubble(page, "half a thought")).to_be_visible()
    page.close()
    line.mend()
    page = visitor.open(of(maria))
    maria.hear("messages", content="half a thought")
    expect(bubble(page, "half a thought").get_by_role("img", name="Sent")).to_be_visible()
    expect(composer(page)).to_have_value("")


def test_drafts_stay_with_their_session(
    server: Server, visitors: Visitors, ana: Account, maria: Customer
) -> None:
    with Customer(server, name="Second") as second:
        second.says("me too")
        _, page = at_the_desk(visitors, ana, of(maria))
        composer(page).fill("for Maria")
        page.locator(f"[data-session='{second.session}']").click()
        expect(composer(page)).to_have_value("")
        expect(page.locator(f"[data-session='{maria.session}']")).to_contain_text("for Maria")
        page.go_back()
        expect(composer(page)).to_have_value("for Maria")


def test_two_tabs_are_one_attendant(visitors: Visitors, ana: Account, maria: Customer) -> None:
    visitor, page = at_the_desk(visitors, ana, of(maria))
    takes(page)
    second = visitor.open(of(maria))
    composer(second).fill("from the second tab")
    composer(second).press("Enter")
    expect(bubble(page, "from the second tab")).to_have_count(1)
    second.close()
    composer(page).fill("from the first")
    composer(page).press("Enter")
    maria.hear("messages", content="from the first")
    expect(page.get_by_text("served by you")).to_be_visible()


def test_the_log_in_ends_while_one_writes(
    visitors: Visitors, ana: Account, maria: Customer
) -> None:
    visitor, page = at_the_desk(visitors, ana, of(maria))
    visitor.errors.expect("status of 401|WebSocket")
    takes(page)
    composer(page).fill("not to be lost")
    visitor.json("POST", "/logout", {"everywhere": True})
    dialog = page.get_by_role("dialog", name="Log in again")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_label("Password").fill(ana.password)
    dialog.get_by_role("button", name="Log in").click()
    expect(dialog).to_be_hidden()
    expect(composer(page)).to_have_value("not to be lost")
    composer(page).press("Enter")
    maria.hear("messages", content="not to be lost")


def test_by_keyboard_alone(visitors: Visitors, ana: Account, maria: Customer) -> None:
    _, page = at_the_desk(visitors, ana)
    expect(page.locator(f"[data-session='{maria.session}']")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("Maria")
    expect(page.locator("[data-session]").first).to_contain_text("Maria")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("maria")
    expect(page.get_by_role("option").first).to_contain_text("Maria Silva")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Maria Silva").first).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("#/profile"))
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()


def test_canned_answers(visitors: Visitors, ana: Account, maria: Customer) -> None:
    visitor, page = at_the_desk(visitors, ana, of(maria))
    told = {"title": "Greeting", "content": "Hello {{customer.name}}, I am {{attendant.name}}."}
    visitor.json("POST", "/canned-answers", {"shortcut": "hello", **told})
    takes(page)
    composer(page).press_sequentially("/hel")
    expect(page.get_by_role("option", name=re.compile("hello Greeting"))).to_be_visible()
    assert_accessible(page)
    composer(page).press("Enter")
    expect(composer(page)).to_have_value("Hello Maria Silva, I am Ana.")
    composer(page).press("Enter")
    maria.hear("messages", content="Hello Maria Silva, I am Ana.")


def test_emoji_come_from_this_server(visitors: Visitors, ana: Account, maria: Customer) -> None:
    _, page = at_the_desk(visitors, ana, of(maria))
    takes(page)
    page.get_by_role("button", name="Emoji").click()
    page.get_by_placeholder("Search emoji").fill("thumbs up")
    page.get_by_role("gridcell", name="thumbs up").first.click()
    expect(composer(page)).to_have_value(re.compile("\U0001f44d"))


def test_a_phone_shows_one_pane(visitors: Visitors, ana: Account, maria: Customer) -> None:
    visitor = visitors(is_phone=True)
    visitor.log_in(ana)
    page = visitor.open("/")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    assert_accessible(page)
    page.locator(f"[data-session='{maria.session}']").tap()
    expect(bubble(page, "My invoice is wrong")).to_be_visible()
    expect(page.get_by_role("heading", name="Inbox")).to_be_hidden()
    assert_accessible(page)
    page.get_by_role("button", name="Show the customer").tap()
    expect(page.get_by_role("complementary", name="Customer")).to_be_visible()
    page.go_back()
    expect(composer(page)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360


def test_markup_and_long_words_are_text(visitors: Visitors, ana: Account, maria: Customer) -> None:
    evil = "<script>window.evil = 1</script><img src=x onerror='window.evil = 1'>"
    maria.says(evil)
    maria.says("wide " * 1900)
    _, page = at_the_desk(visitors, ana, of(maria))
    expect(bubble(page, evil)).to_have_count(1)
    assert page.evaluate("window.evil") is None
    wide = page.evaluate(
        "(() => { const log = document.querySelector('[role=log]');"
        " return log.scrollWidth - log.clientWidth })()"
    )
    assert wide == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_inbox_can_be_read_in_portuguese(
    visitors: Visitors, ana: Account, maria: Customer, theme: str
) -> None:
    visitor = visitors(theme="dark" if theme == "dark" else "light", language="pt-BR")
    visitor.log_in(ana)
    page = visitor.open(of(maria))
    expect(page.get_by_role("heading", name="Atendimento")).to_be_visible()
    expect(bubble(page, "My invoice is wrong")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "pt-BR"
    assert_accessible(page)
