"""Who is on the other side, as attendants see it beside the conversation."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.customer import Customer
from tests.browser.server import Server
from tests.browser.visitors import Visitor, Visitors

_PANE = "aside[aria-label=Customer]"
_STATISTICS = re.compile("/chimpassist/.+/statistics")
_PAGE = {"url": "https://shop.example/pricing?a=1", "title": "Pricing"}


@pytest.fixture
def supervisor(server: Server, visitors: Visitors) -> Visitor:
    """Logged in, with room for the three panes."""
    visitor = visitors()
    visitor.log_in(server.administrator)
    visitor.json("PUT", "/settings/desk", {"name": "Fig & Fern", "isSetUp": True})
    return visitor


@pytest.fixture
def ann(server: Server) -> Iterator[Customer]:
    with Customer(
        server,
        name="Ann Lee",
        email="ann@example.com",
        phone="+1 555 010 2030",
        planName="Team",
    ) as customer:
        customer.ask(page=_PAGE)
        customer.says("Hello, is somebody there?")
        yield customer


def pane(visitor: Visitor, customer: Customer) -> tuple[Page, Locator]:
    page = visitor.open(f"/#/sessions/{customer.session}")
    beside = page.get_by_role("complementary", name="Customer")
    expect(beside.get_by_role("heading", name="Ann Lee")).to_be_visible()
    return page, beside


def test_who_it_is_and_where_and_whether_that_is_sure(supervisor: Visitor, ann: Customer) -> None:
    page, beside = pane(supervisor, ann)
    expect(beside.get_by_text("Not verified.")).to_be_visible()
    expect(beside.get_by_text("On the page now")).to_be_visible()
    link = beside.get_by_role("link", name="Pricing")
    expect(link).to_have_attribute("href", _PAGE["url"])
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    mail = beside.get_by_role("link", name="ann@example.com")
    expect(mail).to_have_attribute("href", "mailto:ann@example.com")
    expect(beside.get_by_text("Plan name")).to_be_visible()
    expect(beside.get_by_text("Team", exact=True)).to_be_visible()
    expect(beside.get_by_text("This is their first session.")).to_be_visible()
    assert_accessible(page)
    ann.ask(page={"url": "https://shop.example/cart", "title": "Cart"})
    expect(beside.get_by_role("link", name="Cart")).to_be_visible()
    ann.leave()
    expect(beside.get_by_text("Not on the page now")).to_be_visible()


def test_what_is_counted_is_drawn_and_told_as_a_table(supervisor: Visitor, ann: Customer) -> None:
    page, beside = pane(supervisor, ann)
    counted = beside.get_by_role("region", name="Statistics")
    chart = counted.get_by_role("img", name=re.compile("Messages over time: 1 in all"))
    expect(chart).to_be_visible()
    assert chart.locator("rect").count() in {24, 25}
    expect(counted.get_by_role("link")).to_have_attribute(
        "href", f"/#/sessions/{ann.session}"
    )  # it is unresolved
    counted.get_by_role("button", name="Table").click()
    rows = counted.get_by_role("row")
    expect(rows.last).to_contain_text("1")
    assert_accessible(page)
    counted.get_by_role("button", name="Table").click()

    with page.expect_request(re.compile(r"start_date_time=\d{8}-00%3A00%3A00$")):
        counted.get_by_role("radio", name="Last 7 days").check()
    expect(chart.locator("rect")).to_have_count(7)
    with page.expect_request(re.compile("start_date_time")):
        counted.get_by_role("radio", name="Last 30 days").check()
    expect(chart.locator("rect")).to_have_count(30)

    counted.get_by_role("radio", name="Own period").check()
    expect(counted.get_by_text("Times of the server’s time zone, UTC.")).to_be_visible()  # noqa: RUF001 - as the page has it
    counted.get_by_label("To").fill("2020-01-01T00:00")
    expect(counted.get_by_text("Lies before the beginning.")).to_be_visible()
    asked = "start_date_time=20191230-08%3A30%3A00&end_date_time=20200101-00%3A00%3A00"
    with page.expect_request(re.compile(asked)):
        counted.get_by_label("From").fill("2019-12-30T08:30")
    expect(counted.get_by_text("No messages in this period.")).to_be_visible()
    assert_accessible(page)


def test_statistics_that_do_not_come_say_so_and_are_asked_again(
    supervisor: Visitor, ann: Customer
) -> None:
    supervisor.errors.expect("status of 400")
    supervisor.context.route(
        _STATISTICS,
        lambda route: route.fulfill(status=400, json={"error": "invalid", "message": "not today"}),
    )
    _, beside = pane(supervisor, ann)
    expect(beside.get_by_role("alert")).to_contain_text("not today")
    supervisor.context.unroute(_STATISTICS)
    beside.get_by_role("alert").get_by_role("button", name="Try again").click()
    expect(beside.get_by_role("img", name=re.compile("Messages over time"))).to_be_visible()


def test_all_three_forms_of_a_value_are_shown(supervisor: Visitor, ann: Customer) -> None:
    rows = [
        {"label": "Mood", "value": "good"},
        {"label": "Orders", "value": [
            {"url": "https://shop.example/orders/1", "label": "No. 1"},
            {"url": "javascript:alert(1)", "label": "No. 2"},
        ]},
        {"label": "Weight", "value": [
            {"x": "01/02/2026-10:00:00", "y": 71.5},
            {"x": "03/02/2026-10:00:00", "y": 70},
        ]},
    ]  # fmt: skip
    supervisor.context.route(_STATISTICS, lambda route: route.fulfill(json=rows))
    _, beside = pane(supervisor, ann)
    expect(beside.get_by_text("Mood")).to_be_visible()
    expect(beside.get_by_role("link", name="No. 1")).to_be_visible()
    expect(beside.get_by_text("No. 2")).to_be_visible()
    expect(beside.get_by_role("link", name="No. 2")).to_have_count(0)
    expect(beside.get_by_role("img", name=re.compile("^Weight")).locator("rect")).to_have_count(2)


def test_earlier_sessions_and_their_rating_are_one_click_away(
    server: Server, supervisor: Visitor
) -> None:
    with Customer(server, name="Ann Lee") as before:
        before.says("Where is my parcel?")
        before.closes()
        before.rates(4, "Quick and friendly.")
        with Customer(server, name="Ann Lee", again=before) as now:
            now.says("It has come.")
            page, beside = pane(supervisor, now)
            others = beside.get_by_role("region", name="Other sessions")
            earlier = others.get_by_role("link", name=re.compile("Where is my parcel?"))
            expect(earlier.get_by_role("img", name="4 of 5")).to_be_visible()
            assert_accessible(page)
            earlier.click()
            rating = beside.get_by_role("region", name="Rating")
            expect(rating).to_contain_text("Quick and friendly.")
            expect(others.get_by_role("link", name=re.compile("It has come."))).to_be_visible()
            assert_accessible(page)


def test_a_customer_is_banned_and_let_in_again(supervisor: Visitor, ann: Customer) -> None:
    page, beside = pane(supervisor, ann)
    beside.get_by_role("button", name="Actions for Ann Lee").click()
    page.get_by_role("menuitem", name="Ban customer").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("For how long").select_option(label="For good")
    dialog.get_by_label("Why").fill("Insults")
    assert_accessible(page)
    dialog.get_by_role("button", name="Ban", exact=True).click()
    expect(beside.get_by_text("Banned for good. Why: Insults")).to_be_visible()
    bans = supervisor.json("GET", "/bans")
    assert [(ban["kind"], ban["value"]) for ban in bans] == [("customer", ann.id)]
    beside.get_by_role("button", name="Unban").click()
    expect(beside.get_by_text("Banned for good.")).to_have_count(0)
    assert supervisor.json("GET", "/bans") == []


def test_attendants_may_look_and_not_ban(server: Server, visitors: Visitors, ann: Customer) -> None:
    visitor = visitors(theme="dark")
    visitor.log_in(server.add_attendant("Lou"))
    page, beside = pane(visitor, ann)
    expect(beside.get_by_role("button", name="Actions for Ann Lee")).to_have_count(0)
    expect(beside.get_by_role("img", name=re.compile("Messages over time"))).to_be_visible()
    assert_accessible(page)


def test_on_a_phone_the_customer_is_a_screen_of_its_own(
    server: Server, visitors: Visitors, ann: Customer
) -> None:
    visitor = visitors(is_phone=True)
    visitor.log_in(server.add_attendant("Mia"))
    page = visitor.open(f"/#/sessions/{ann.session}/customer")
    expect(page.get_by_role("heading", name="Ann Lee").last).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Messages over time"))).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
