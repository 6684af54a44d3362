"""Supervisors keep customers and addresses out by HTTP."""

from typing import Any

import pytest
from aiohttp import encode_basic_auth
from yarl import URL

from chimp.core.access import Mode
from chimp.core.bans import Ban, BanKind
from chimp.core.people import Level
from chimp.services.banning import KeepOut, LetIn
from tests.http.conftest import NOW, Build, House

PASSWORD = "long enough"
ROUTES = [
    ("GET", "/bans"),
    ("POST", "/bans"),
    ("DELETE", "/bans/customer/trouble"),
]
TROUBLE = Ban(
    kind=BanKind.CUSTOMER, value="trouble", by_attendant="sue", because="rude", created_at=NOW
)


@pytest.fixture
async def house(build: Build) -> House:
    """Sue supervises, Ana administers, Bob answers."""
    house = await build(Mode.CAPABILITY)
    for name, level in (
        ("sue", Level.SUPERVISOR),
        ("ana", Level.FIRST),
        ("bob", Level.SECOND),
    ):
        await house.accounts.add(
            email=f"{name}@example.com",
            password=PASSWORD,
            attendant_id=name,
            name=name.title(),
            level=level,
            is_administrator=name == "ana",
        )
    return house


async def ask(
    house: House, method: str, path: str, told: object = None, who: str = "sue"
) -> tuple[int, Any]:
    """Status and JSON."""
    headers = {"Authorization": encode_basic_auth(f"{who}@example.com", PASSWORD)}
    response = await house.client.request(
        method, URL(path, encoded=True), json=told, headers=headers
    )
    assert response.headers["Cache-Control"] == "no-store"
    return response.status, await response.json() if response.status != 204 else None


@pytest.mark.parametrize("who", ["sue", "ana"])
async def test_banned_listed_and_let_in(house: House, who: str) -> None:
    told = {"kind": "customer", "value": "trouble", "minutes": 5, "because": "rude"}
    status, ban = await ask(house, "POST", "/bans", told, who)
    assert status == 201
    assert ban == {
        "kind": "customer",
        "value": "trouble",
        "createdAt": NOW,
        "until": NOW + 300_000,
        "by": who,
        "byName": who.title(),
        "because": "rude",
    }
    assert await ask(house, "GET", "/bans") == (200, [ban])
    assert await ask(house, "DELETE", "/bans/customer/trouble", who=who) == (204, None)
    assert await ask(house, "GET", "/bans") == (200, [])
    keep_out, let_in = house.doors.orders
    assert isinstance(keep_out, KeepOut)
    assert (keep_out.minutes, keep_out.because, keep_out.by.key) == (5, "rude", who)
    assert isinstance(let_in, LetIn)
    status, problem = await ask(house, "DELETE", "/bans/customer/trouble")
    assert (status, problem["error"]) == (404, "not_banned")


@pytest.mark.parametrize(
    ("written", "kept", "path"),
    [
        ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::/64", "2001:db8::%2F64"),
        ("2001:db8::7", "2001:db8::/64", "2001:db8::8"),
        ("2001:db8::/64", "2001:db8::/64", "2001%3adb8::%2f64"),
    ],
)
async def test_an_address_stands_for_all_that_one_visitor_has(
    house: House, written: str, kept: str, path: str
) -> None:
    told = {"kind": "address", "value": written}
    status, ban = await ask(house, "POST", "/bans", told)
    assert (status, ban["value"], ban["until"], ban["because"]) == (201, kept, None, "")
    assert [one["value"] for one in (await ask(house, "GET", "/bans"))[1]] == [kept]
    assert (await ask(house, "DELETE", f"/bans/address/{path}"))[0] == 204


async def test_a_customer_s_id_may_be_a_number(house: House) -> None:
    _, ban = await ask(house, "POST", "/bans", {"kind": "customer", "value": 7})
    assert ban["value"] == "7"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "animal"}, "kind"),
        ({"kind": None}, "kind"),
        ({"value": ""}, "value"),
        ({"value": "a/b"}, "value"),
        ({"value": "@self-check"}, "value"),
        ({"value": None}, "value"),
        ({"value": True}, "value"),
        ({"kind": "address", "value": "trouble"}, "value"),
        ({"kind": "address", "value": "2001:db8::7/64"}, "value"),
        ({"kind": "address", "value": "192.0.2.0/24"}, "value"),
        ({"kind": "address", "value": 7}, "value"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 2.5}, "minutes"),
        ({"because": ""}, "because"),
    ],
)
async def test_what_can_not_be_banned_is_named(
    house: House, wrong: dict[str, Any], field: str
) -> None:
    told = {"kind": "customer", "value": "trouble", **wrong}
    status, problem = await ask(house, "POST", "/bans", told)
    assert (status, problem["field"]) == (400, field), problem
    assert house.doors.orders == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/bans/animal/trouble", "kind"),
        ("/bans/address/trouble", "value"),
        ("/bans/customer/a%2Fb", "value"),
    ],
)
async def test_what_can_not_have_been_banned_is_named(house: House, path: str, field: str) -> None:
    status, problem = await ask(house, "DELETE", path)
    assert (status, problem["field"]) == (400, field)


async def test_what_is_over_is_not_listed_and_the_newest_comes_first(house: House) -> None:
    for value, created_at, until in (
        ("old", NOW - 2, None),
        ("over", NOW - 1, NOW),
        ("new", NOW, NOW + 1),
    ):
        house.bans.add(
            Ban(
                kind=BanKind.CUSTOMER,
                value=value,
                by_attendant="somebody who left",
                because="",
                created_at=created_at,
                until=until,
            )
        )
    _, bans = await ask(house, "GET", "/bans")
    assert [(ban["value"], ban["byName"]) for ban in bans] == [("new", None), ("old", None)]


async def test_what_can_not_be_stored_is_to_be_tried_later(house: House) -> None:
    house.bans.add(TROUBLE)
    house.doors.is_working = False
    for method, path in ROUTES[1:]:
        told = {"kind": "customer", "value": "another"}
        status, problem = await ask(house, method, path, told)
        assert (status, problem["error"]) == (503, "try_later")


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_for_supervisors_and_administrators_alone(
    house: House, method: str, path: str
) -> None:
    house.bans.add(TROUBLE)
    told = {"kind": "customer", "value": "another"}
    status, problem = await ask(house, method, path, told, "bob")
    assert (status, problem["error"]) == (403, "not_allowed")
    response = await house.client.request(method, path, json=told)
    assert response.status == 401
    assert house.doors.orders == []


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_no_page_of_another_origin(house: House, method: str, path: str) -> None:
    """Whose browser brings the cookie along."""
    told = {"email": "sue@example.com", "password": PASSWORD}
    logged_in = await house.client.post("/login", json=told)
    headers = {
        "Cookie": f"chimp={logged_in.cookies['chimp'].value}",
        "Sec-Fetch-Site": "cross-site",
    }
    response = await house.client.request(
        method, path, json={"kind": "customer", "value": "trouble"}, headers=headers
    )
    assert response.status == (401 if method == "GET" else 403)
    assert house.doors.orders == []
