"""What administrators and supervisors set at the console, and what it does to others at once."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.server import Server
from tests.browser.visitors import Visitor, Visitors


@pytest.fixture
def administrator(server: Server, visitors: Visitors) -> Visitor:
    """Logged in; their first steps are behind them."""
    visitor = visitors()
    visitor.log_in(server.administrator)
    visitor.json("PUT", "/settings/desk", {"name": "Fig & Fern", "isSetUp": True})
    return visitor


def part(visitor: Visitor, name: str) -> Page:
    """A part of the administration, once it is there."""
    page = visitor.open(f"/#/administration/{name}")
    expect(page.get_by_role("heading", level=1).last).to_be_visible()
    return page


def test_a_new_attendant_logs_in_with_what_is_shown_once(
    administrator: Visitor, visitors: Visitors
) -> None:
    page = part(administrator, "attendants")
    page.get_by_role("button", name="Add attendant").click()
    adding = page.get_by_role("dialog")
    adding.get_by_role("button", name="Add").click()
    expect(adding.get_by_text("Enter the e-mail address they log in with.")).to_be_visible()
    adding.get_by_label("E-mail").fill("dora@example.com")
    adding.get_by_label("Name").fill("Dora")
    adding.get_by_label("Type").select_option(label="Second level")
    adding.get_by_label("Sessions at a time").fill("3")
    assert_accessible(page)
    adding.get_by_role("button", name="Add").click()

    shown = page.get_by_role("dialog", name="Dora has been added")
    password = shown.get_by_label("One-time password").input_value()
    page.keyboard.press("Escape")
    expect(shown, "a password that is shown once goes away on purpose alone").to_be_visible()
    assert_accessible(page)
    shown.get_by_role("button", name="Done").click()
    row = page.get_by_role("row", name=re.compile("Dora"))
    expect(row).to_contain_text("Second level")
    expect(row).to_contain_text("One-time password")
    assert_accessible(page)

    dora = visitors()
    there = dora.open("/")
    there.get_by_label("E-mail").fill("dora@example.com")
    there.get_by_label("Password").fill(password)
    there.get_by_role("button", name="Log in").click()
    expect(there.get_by_text("You use a one-time password")).to_be_visible()


def test_a_wrong_field_of_an_attendant_is_told_at_the_field(administrator: Visitor) -> None:
    administrator.errors.expect("status of (400|409)")
    page = part(administrator, "attendants")
    page.get_by_role("button", name="Add attendant").click()
    adding = page.get_by_role("dialog")
    adding.get_by_label("E-mail").fill("no address")
    adding.get_by_role("button", name="Add").click()
    field = adding.get_by_label("E-mail")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(adding).to_be_visible()
    field.fill("admin@localhost")
    adding.get_by_role("button", name="Add").click()
    expect(adding).to_be_visible()
    expect(
        adding.get_by_text(re.compile("already|exists|taken|another", re.IGNORECASE))
    ).to_be_visible()


def test_who_is_disabled_is_out_at_once_and_can_be_enabled_again(
    server: Server, administrator: Visitor, visitors: Visitors
) -> None:
    eve = server.add_attendant("Eve")
    out = visitors()
    out.log_in(eve)
    page = part(administrator, "attendants")
    row = page.get_by_role("row", name=re.compile("Eve"))
    row.get_by_role("button", name="Actions for Eve").click()
    page.get_by_role("menuitem", name="Disable").click()
    assert_accessible(page)
    page.get_by_role("alertdialog").get_by_role("button", name="Disable").click()
    expect(row).to_contain_text("Disabled")
    assert out.context.request.get(f"{server.url}/me").status == 401
    row.get_by_role("button", name="Actions for Eve").click()
    page.get_by_role("menuitem", name="Enable").click()
    expect(row).not_to_contain_text("Disabled")
    out.log_in(eve)


def test_a_password_is_reset(server: Server, administrator: Visitor, visitors: Visitors) -> None:
    server.add_attendant("Frank")
    page = part(administrator, "attendants")
    page.get_by_role("button", name="Actions for Frank").click()
    page.get_by_role("menuitem", name="Reset password").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Reset").click()
    password = page.get_by_role("dialog").get_by_label("One-time password").input_value()
    login = {"email": "frank@example.com", "password": password}
    answer = visitors().context.request.post(f"{server.url}/login", data=login)
    assert answer.ok


def test_the_last_administrator_stays_one(administrator: Visitor) -> None:
    administrator.errors.expect("status of 409")
    page = part(administrator, "attendants")
    page.get_by_role("button", name="Actions for Administrator").click()
    page.get_by_role("menuitem", name="Disable").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Disable").click()
    expect(page.get_by_text(re.compile("last administrator", re.IGNORECASE)).first).to_be_visible()


def test_the_widget_is_seen_before_it_is_saved_and_changes_at_once(
    administrator: Visitor, visitors: Visitors
) -> None:
    page = part(administrator, "widget")
    preview = page.frame_locator("iframe")
    title = preview.get_by_text("Ask the gardeners")
    expect(preview.get_by_role("textbox")).to_be_visible()
    field = page.get_by_label("Title", exact=True)
    field.fill("Ask the gardeners")
    expect(title).to_be_visible()
    expect(field, "the preview takes no focus from the form").to_be_focused()
    expect(page.get_by_text("Unsaved changes", exact=True).last).to_be_visible()
    shop = visitors().open("/demo")
    shop.wait_for_function("typeof Chimp === 'function' && !Chimp.q")
    assert_accessible(page)

    page.get_by_role("button", name="#18794e").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved, and in force")).to_be_visible()
    shop.reload()
    shop.wait_for_function("typeof Chimp === 'function' && !Chimp.q")
    shop.evaluate("Chimp('open')")
    expect(shop.get_by_text("Ask the gardeners")).to_be_visible()
    saved = administrator.json("GET", "/settings/widget")
    assert saved["accent"] == "#18794e"
    assert saved["texts"] == {"en": {"title": "Ask the gardeners"}}


def test_a_colour_that_is_none_is_not_saved(administrator: Visitor) -> None:
    page = part(administrator, "widget")
    page.get_by_label("Colour", exact=True).fill("#12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(re.compile("Write a colour as")).first).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Everything is saved")).to_be_visible()


def test_what_is_not_saved_is_kept_and_guarded(administrator: Visitor) -> None:
    page = part(administrator, "hours")
    page.get_by_label("Keep opening hours").check()
    page.get_by_role("link", name="Attendants").click()
    expect(page.get_by_role("heading", name="Attendants")).to_be_visible()
    page.get_by_role("link", name="Inbox").click()
    page.get_by_role("button", name="Go back").click()
    page.get_by_role("link", name=re.compile("Opening hours")).click()
    expect(page.get_by_label("Keep opening hours")).to_be_checked()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", leave)
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Keep opening hours")).not_to_be_checked()


def test_opening_hours_close_the_desk(administrator: Visitor) -> None:
    page = part(administrator, "hours")
    expect(page.get_by_text("Open now")).to_be_visible()
    page.get_by_label("Keep opening hours").check()
    page.get_by_role("button", name="Add hours on Saturday").click()
    page.get_by_role("button", name="Add hours on Saturday").click()
    page.get_by_label("Saturday, hours 2, from").fill("17:00")
    expect(page.get_by_text("Lies within the other hours of the day.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Some hours can not be")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Saturday, hours 2, from").fill("19:00")
    page.get_by_label("Saturday, hours 2, to").fill("00:00")
    page.get_by_label("Date").fill("2031-12-25")
    page.get_by_role("button", name="Add day").click()
    page.get_by_label("Time zone").select_option("America/Sao_Paulo")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved, and in force")).to_be_visible()
    saved = administrator.json("GET", "/settings/hours")
    assert saved["week"]["saturday"] == [
        {"from": "09:00", "to": "18:00"},
        {"from": "19:00", "to": "24:00"},
    ]
    assert saved["closedOn"] == ["2031-12-25"]
    assert saved["timeZone"] == "America/Sao_Paulo"
    # Without an hour in the week nobody is there: the widget is told so at once.
    saved["week"] = {day: [] for day in saved["week"]}
    administrator.json("PUT", "/settings/hours", saved)
    page.reload()
    expect(page.get_by_text("Closed, with no hours ahead")).to_be_visible()
    assert administrator.json("GET", "/widget/configuration")["hours"]["isOpen"] is False
    administrator.json("PUT", "/settings/hours", {**saved, "isOn": False})


def test_canned_answers_are_made_changed_and_deleted(administrator: Visitor) -> None:
    administrator.errors.expect("status of 409")
    page = part(administrator, "answers")
    page.get_by_role("button", name="Add answer").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Write what is said.")).to_be_visible()
    dialog.get_by_label("Shortcut").fill("hello")
    dialog.get_by_label("Title").fill("Greeting")
    dialog.get_by_label("Text").fill("Hello , {{order.id}}")
    dialog.get_by_label("Text").evaluate("field => field.setSelectionRange(6, 6)")
    dialog.get_by_role("button", name=re.compile("^Customer.s name")).click()
    expect(dialog.get_by_label("Text")).to_have_value("Hello {{customer.name}}, {{order.id}}")
    expect(dialog.get_by_role("region", name="Preview")).to_contain_text("Hello Ann,")
    expect(dialog.get_by_text("{{order.id}} is no variable")).to_be_visible()
    assert_accessible(page)
    dialog.get_by_label("Text").fill("Hello {{customer.name}}")
    dialog.get_by_role("button", name="Save").click()
    row = page.get_by_role("row", name=re.compile("Greeting"))
    expect(row).to_contain_text("/hello")
    assert_accessible(page)

    page.get_by_role("button", name="Add answer").click()
    dialog.get_by_label("Shortcut").fill("hello")
    dialog.get_by_label("Title").fill("Another")
    dialog.get_by_label("Text").fill("Hi")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Another answer has this shortcut.")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()

    row.get_by_role("button", name="Delete Greeting").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No canned answers yet")).to_be_visible()


def test_a_site_is_allowed_and_gets_a_key_that_is_shown_once(administrator: Visitor) -> None:
    page = part(administrator, "access")
    expect(page.get_by_text("The list is empty")).to_be_visible()
    page.get_by_label("Address of the site").fill("not a site")
    page.get_by_role("button", name="Add site").click()
    expect(page.get_by_text("Enter the address of a site")).to_be_visible()
    page.get_by_label("Address of the site").fill("https://shop.example/cart")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Allowed sites")).to_have_text("https://shop.example")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved, and in force")).to_be_visible()
    assert administrator.json("GET", "/settings/access")["allowedOrigins"] == [
        "https://shop.example"
    ]
    page.get_by_role("button", name="Remove https://shop.example").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved, and in force")).to_be_visible()

    page.get_by_role("button", name="Make a key").click()
    dialog = page.get_by_role("dialog", name="The site key")
    assert len(dialog.get_by_label("Site key").input_value()) >= 32
    assert_accessible(page)
    dialog.get_by_role("button", name="Done").click()
    made = page.get_by_role("list", name="Site key")
    expect(made).to_contain_text("Made ")
    assert_accessible(page)
    made.get_by_role("button", name="Remove").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Make a key")).to_be_visible()


def test_supervisors_ban_and_let_in_and_see_no_more_than_is_theirs(
    server: Server, visitors: Visitors
) -> None:
    grace = visitors()
    grace.log_in(server.add_attendant("Grace", "--type", "supervisor"))
    page = part(grace, "bans")
    links = page.get_by_role("navigation", name="Administration").get_by_role("link")
    expect(links).to_have_text(["Canned answers", "Bans"])
    page.get_by_role("button", name="Ban somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Whom").select_option(label="Address")
    dialog.get_by_role("button", name="Ban", exact=True).click()
    expect(dialog.get_by_text("Enter who is to be kept out.")).to_be_visible()
    dialog.get_by_label("Address", exact=True).fill("203.0.113.7")
    dialog.get_by_label("For how long").select_option(label="For good")
    dialog.get_by_label("Why").fill("Spam")
    assert_accessible(page)
    dialog.get_by_role("button", name="Ban", exact=True).click()
    row = page.get_by_role("row", name=re.compile(r"203\.0\.113\.7"))
    expect(row).to_contain_text("Spam")
    expect(row).to_contain_text("For good")
    assert_accessible(page)
    row.get_by_role("button", name="Unban 203.0.113.7").click()
    expect(page.get_by_text("Nobody is banned")).to_be_visible()


def test_an_attendant_finds_nothing_to_set(server: Server, visitors: Visitors) -> None:
    henry = visitors()
    henry.log_in(server.add_attendant("Henry"))
    page = henry.open("/#/administration")
    expect(page.get_by_text("This is for administrators")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_can_be_used_by_everybody_on_a_phone(
    server: Server, visitors: Visitors, theme: str
) -> None:
    visitor = visitors(is_phone=True, theme="dark" if theme == "dark" else "light")
    visitor.log_in(server.administrator)
    visitor.json("PUT", "/settings/desk", {"name": "Fig & Fern", "isSetUp": True})
    for name in ("attendants", "widget", "hours", "answers", "access", "bans"):
        page = part(visitor, name)
        expect(page.get_by_role("status", name="Loading")).to_have_count(0)
        # The widget in the preview is tested where it belongs.
        assert_accessible(page)
        width = page.evaluate("document.querySelector('main > div').scrollWidth")
        assert width <= 360, f"{name} is {width} wide"
        page.close()


def test_a_save_that_does_not_arrive_says_what_to_do(
    administrator: Visitor,
) -> None:
    page = part(administrator, "hours")
    page.get_by_label("Keep opening hours").check()
    administrator.errors.expect("ERR_FAILED")
    page.route("**/settings/hours", lambda route: route.abort())
    page.get_by_role("button", name="Save").click()
    told = "The server could not be reached. Nothing was changed"
    expect(page.get_by_role("alert")).to_contain_text(told)
    page.unroute("**/settings/hours")
    page.get_by_label("Keep opening hours").uncheck()
    expect(page.get_by_text("Everything is saved")).to_be_visible()
