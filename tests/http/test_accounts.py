"""Attendants look after their own accounts, and administrators after everybody's."""

from typing import Any

import orjson
import pytest
from aiohttp import encode_basic_auth

from chimp.core.access import Mode
from chimp.core.attempts import FREE_OF_ACCOUNT
from chimp.core.people import Level
from chimp.wire.account_payloads import AccountChange
from tests.http.conftest import Build, House

PASSWORD = "long enough"
CROSS_SITE = {"Sec-Fetch-Site": "cross-site"}
ANA = {
    "id": "ana",
    "email": "ana@example.com",
    "name": "Ana",
    "avatarURL": None,
    "type": "support/firstLevel",
    "isAdministrator": True,
    "maxSessions": None,
}
MYSELF = {**ANA, "mustChangePassword": False}
ROUTES = [
    ("GET", "/attendants"),
    ("POST", "/attendants"),
    ("PATCH", "/attendants/bob"),
    ("POST", "/attendants/bob/password"),
]


@pytest.fixture
async def house(build: Build) -> House:
    """Ana administers, Bob answers."""
    return await with_both(await build(Mode.CAPABILITY))


async def with_both(house: House) -> House:
    await house.accounts.add(
        email="ana@example.com",
        password=PASSWORD,
        attendant_id="ana",
        name="Ana",
        is_administrator=True,
    )
    await house.accounts.add(email="bob@example.com", password=PASSWORD, attendant_id="bob")
    return house


async def token_of(house: House, who: str = "ana", password: str = PASSWORD) -> str:
    told = {"email": f"{who}@example.com", "password": password, "bearer": True}
    response = await house.client.post("/login", json=told)
    assert response.status == 200, await response.text()
    return str((await response.json())["token"])


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def ask(
    house: House, token: str, method: str, path: str, told: object = None
) -> tuple[int, Any]:
    """Status and JSON."""
    response = await house.client.request(method, path, json=told, headers=bearer(token))
    assert response.headers["Cache-Control"] == "no-store"
    return response.status, await response.json() if response.status != 204 else None


class TestMyself:
    async def test_one_s_own_name_picture_and_e_mail(self, house: House) -> None:
        token = await token_of(house)
        told = {"name": "Ána", "avatarURL": "https://a/ana.png", "email": "a@example.com"}
        proved = {**told, "current": PASSWORD}
        assert await ask(house, token, "PATCH", "/me", proved) == (200, {**MYSELF, **told})
        assert await ask(house, token, "GET", "/me") == (200, {**MYSELF, **told})
        assert house.ended == ["changed"]
        assert (await ask(house, token, "PATCH", "/me", {"avatarURL": ""}))[1]["avatarURL"] is None
        response = await house.client.post(
            "/login", json={"email": "a@example.com", "password": PASSWORD}
        )
        assert response.status == 200

    async def test_rights_are_nobody_s_own(self, house: House) -> None:
        token = await token_of(house, "bob")
        told = {"isAdministrator": True, "type": "support/supervisor", "maxSessions": 0}
        status, myself = await ask(house, token, "PATCH", "/me", {**told, "disabled": True})
        assert (status, myself["isAdministrator"]) == (200, False)
        assert (myself["type"], myself["maxSessions"]) == ("support/firstLevel", None)

    @pytest.mark.parametrize(
        ("wrong", "status", "code", "field"),
        [
            ({"name": None}, 400, "invalid", "name"),
            ({"name": " "}, 400, "invalid", "name"),
            ({"name": 7}, 400, "invalid", "name"),
            ({"email": None}, 400, "invalid", "email"),
            ({"email": "nobody"}, 400, "invalid", "email"),
            ({"email": "BOB@example.com"}, 409, "email_taken", "email"),
            ({"avatarURL": "javascript:alert(1)"}, 400, "invalid", "avatarURL"),
        ],
    )
    async def test_what_can_not_be_is_named(
        self, house: House, wrong: dict[str, Any], status: int, code: str, field: str
    ) -> None:
        token = await token_of(house)
        told = {**wrong, "current": PASSWORD}
        found, problem = await ask(house, token, "PATCH", "/me", told)
        assert (found, problem["error"], problem["field"]) == (status, code, field)
        assert await ask(house, token, "GET", "/me") == (200, MYSELF)
        assert house.ended == []

    @pytest.mark.parametrize(
        ("password", "status", "code"),
        [({}, 400, "password_needed"), ({"current": "wrong one"}, 403, "wrong_password")],
    )
    async def test_a_new_e_mail_needs_the_password(
        self, house: House, password: dict[str, str], status: int, code: str
    ) -> None:
        """Or whoever has found a log-in could make the account theirs."""
        token = await token_of(house)
        told = {"email": "eve@example.com", "name": "Eve", **password}
        found, problem = await ask(house, token, "PATCH", "/me", told)
        assert (found, problem["error"], problem["field"]) == (status, code, "current")
        status, problem = await ask(house, token, "PATCH", "/attendants/ana", told)
        assert (status, problem["error"], problem["field"]) == (409, "own_email", "email")
        assert await ask(house, token, "GET", "/me") == (200, MYSELF)
        assert house.ended == []

    async def test_the_e_mail_as_it_is_needs_none(self, house: House) -> None:
        token = await token_of(house)
        told = {"email": "ana@example.com", "name": "Ána"}
        for path in ("/me", "/attendants/ana"):
            status, after = await ask(house, token, "PATCH", path, told)
            assert (status, {**after, **told}) == (200, after)

    async def test_a_new_password_ends_the_other_log_ins(self, house: House) -> None:
        this, other = await token_of(house), await token_of(house)
        told = {"current": PASSWORD, "password": "another one"}
        assert await ask(house, this, "POST", "/me/password", told) == (204, None)
        assert (await ask(house, this, "GET", "/me"))[0] == 200
        assert (await ask(house, other, "GET", "/me"))[0] == 401
        assert house.ended == ["changed"]
        assert await token_of(house, password="another one")

    async def test_by_password_itself_no_log_in_is_left(self, house: House) -> None:
        token = await token_of(house)
        response = await house.client.post(
            "/me/password",
            json={"current": PASSWORD, "password": "another one"},
            headers={"Authorization": encode_basic_auth("ana@example.com", PASSWORD)},
        )
        assert response.status == 204
        assert (await ask(house, token, "GET", "/me"))[0] == 401

    @pytest.mark.parametrize(
        ("told", "status", "code", "field"),
        [
            ({"current": "wrong one", "password": "another one"}, 403, "wrong_password", "current"),
            ({"current": PASSWORD, "password": "short"}, 400, "invalid", "password"),
            ({"current": PASSWORD, "password": PASSWORD}, 400, "invalid", "password"),
            ({"current": PASSWORD}, 400, "invalid", "password"),
            ({"password": "another one"}, 400, "invalid", "current"),
        ],
    )
    async def test_a_password_that_is_not_changed(
        self, house: House, told: dict[str, str], status: int, code: str, field: str
    ) -> None:
        token, other = await token_of(house), await token_of(house)
        found, problem = await ask(house, token, "POST", "/me/password", told)
        assert (found, problem["error"], problem["field"]) == (status, code, field)
        assert (await ask(house, other, "GET", "/me"))[0] == 200

    async def test_who_has_found_a_log_in_can_not_try_passwords(self, house: House) -> None:
        token = await token_of(house)
        told = {"current": "wrong one", "password": "another one"}
        another = {"current": "wrong one", "email": "eve@example.com"}
        ways = [("POST", "/me/password", told), ("PATCH", "/me", another)]
        for number in range(FREE_OF_ACCOUNT):
            assert (await ask(house, token, *ways[number % 2]))[0] == 403
            moved = {"email": f"ana{number}@example.com"}
            await house.accounts.revise("ana", AccountChange.parse(orjson.dumps(moved)).on)
        for method, path, guess in ways:
            right = {**guess, "current": PASSWORD}
            status, problem = await ask(house, token, method, path, right)
            assert (status, problem["error"]) == (429, "too_many_attempts")

    async def test_the_first_administrator_is_told_to_change_the_password(
        self, build: Build
    ) -> None:
        house = await build(Mode.CAPABILITY)
        password = await house.accounts.ensure_administrator()
        response = await house.client.post(
            "/login", json={"email": "admin@localhost", "password": password, "bearer": True}
        )
        token = (await response.json())["token"]
        assert (await ask(house, token, "GET", "/me"))[1]["mustChangePassword"] is True
        told = {"current": password, "password": PASSWORD}
        assert (await ask(house, token, "POST", "/me/password", told))[0] == 204
        assert (await ask(house, token, "GET", "/me"))[1]["mustChangePassword"] is False


class TestEverybody:
    async def test_made_listed_and_let_in(self, house: House) -> None:
        token = await token_of(house)
        told = {
            "email": "eva@example.com",
            "name": "Eva",
            "avatarURL": "https://a/eva.png",
            "type": "support/supervisor",
            "isAdministrator": True,
            "maxSessions": 3,
        }
        status, made = await ask(house, token, "POST", "/attendants", told)
        assert status == 201
        password = made.pop("oneTimePassword")
        assert len(password) >= 16
        assert made.pop("createdAt") > 1_700_000_000_000
        rest = {"id": made["id"], "disabled": False, "mustChangePassword": True}
        assert made == {**told, **rest}
        _, listed = await ask(house, token, "GET", "/attendants")
        assert [one["id"] for one in listed] == ["ana", "bob", made["id"]]
        assert not any(
            "password" in name.lower() for name in listed[0].keys() - {"mustChangePassword"}
        )
        evas = await token_of(house, "eva", password)
        assert (await ask(house, evas, "GET", "/attendants"))[0] == 200

    async def test_an_e_mail_is_enough(self, house: House) -> None:
        token = await token_of(house)
        _, made = await ask(house, token, "POST", "/attendants", {"email": "eva@example.com"})
        assert (made["name"], made["type"]) == ("eva", "support/firstLevel")
        assert (made["isAdministrator"], made["maxSessions"]) == (False, None)

    @pytest.mark.parametrize(
        ("method", "path"), [("POST", "/attendants"), ("PATCH", "/attendants/bob")]
    )
    @pytest.mark.parametrize(
        ("wrong", "status", "field"),
        [
            ({"email": "nobody"}, 400, "email"),
            ({"email": "ANA@example.com"}, 409, "email"),
            ({"email": 1}, 400, "email"),
            ({"avatarURL": "data:text/html,x"}, 400, "avatarURL"),
            ({"type": "boss"}, 400, "type"),
            ({"isAdministrator": "yes"}, 400, "isAdministrator"),
            ({"maxSessions": -1}, 400, "maxSessions"),
            ({"maxSessions": True}, 400, "maxSessions"),
            ({"name": "\x01"}, 400, "name"),
        ],
    )
    async def test_what_can_not_be_is_named(
        self, house: House, method: str, path: str, wrong: dict[str, Any], status: int, field: str
    ) -> None:
        token = await token_of(house)
        before = await house.accounts.list()
        found, problem = await ask(
            house, token, method, path, {"email": "eva@example.com", **wrong}
        )
        assert (found, problem["field"]) == (status, field), problem
        assert await house.accounts.list() == before
        assert house.ended == []

    async def test_everything_is_changed(self, house: House) -> None:
        token, bobs = await token_of(house), await token_of(house, "bob")
        told = {
            "email": "rob@example.com",
            "name": "Rob",
            "avatarURL": "https://a/rob.png",
            "type": "support/secondLevel",
            "isAdministrator": True,
            "maxSessions": 0,
        }
        status, after = await ask(house, token, "PATCH", "/attendants/bob", told)
        assert (status, {**after, **told}) == (200, after)
        assert (after["id"], after["disabled"], after["mustChangePassword"]) == (
            "bob",
            False,
            False,
        )
        assert house.ended == ["changed"]
        assert (await ask(house, bobs, "GET", "/attendants"))[0] == 200, "rights are those of today"
        taken = {"maxSessions": None, "avatarURL": None, "isAdministrator": False}
        _, after = await ask(house, token, "PATCH", "/attendants/bob", taken)
        assert (after["maxSessions"], after["avatarURL"]) == (None, None)
        assert after["name"] == "Rob"
        assert (await ask(house, bobs, "GET", "/attendants"))[0] == 403

    async def test_locked_out_and_let_in(self, house: House) -> None:
        token, bobs = await token_of(house), await token_of(house, "bob")
        for disabled in (True, False):
            _, after = await ask(house, token, "PATCH", "/attendants/bob", {"disabled": disabled})
            assert after["disabled"] is disabled
            assert (await ask(house, bobs, "GET", "/me"))[0] == 401
        assert await token_of(house, "bob")
        assert house.ended == ["changed", "changed"]

    async def test_a_password_is_reset(self, house: House) -> None:
        token, bobs = await token_of(house), await token_of(house, "bob")
        status, told = await ask(house, token, "POST", "/attendants/bob/password")
        assert (status, told.keys()) == (200, {"oneTimePassword"})
        assert (await ask(house, bobs, "GET", "/me"))[0] == 401
        again = await token_of(house, "bob", told["oneTimePassword"])
        assert (await ask(house, again, "GET", "/me"))[1]["mustChangePassword"] is True
        assert house.ended == ["changed"]

    async def test_one_s_own_password_is_not_reset(self, house: House) -> None:
        token = await token_of(house)
        status, problem = await ask(house, token, "POST", "/attendants/ana/password")
        assert (status, problem["error"]) == (409, "own_password")
        assert (await ask(house, token, "GET", "/me"))[0] == 200

    @pytest.mark.parametrize("told", [{"disabled": True}, {"isAdministrator": False}])
    async def test_the_last_administrator_stays_one(
        self, house: House, told: dict[str, bool]
    ) -> None:
        token = await token_of(house)
        status, problem = await ask(house, token, "PATCH", "/attendants/ana", told)
        assert (status, problem["error"]) == (409, "last_administrator")
        assert (await ask(house, token, "GET", "/attendants"))[0] == 200
        await ask(house, token, "PATCH", "/attendants/bob", {"isAdministrator": True})
        assert (await ask(house, token, "PATCH", "/attendants/ana", told))[0] == 200

    @pytest.mark.parametrize(
        ("method", "path"), [("PATCH", "/attendants/x"), ("POST", "/attendants/x/password")]
    )
    async def test_nobody(self, house: House, method: str, path: str) -> None:
        status, problem = await ask(house, await token_of(house), method, path, {"name": "X"})
        assert (status, problem["error"]) == (404, "attendant_unknown")


class TestWhoMay:
    @pytest.mark.parametrize(("method", "path"), ROUTES)
    @pytest.mark.parametrize("mode", [Mode.OPEN, Mode.CAPABILITY])
    async def test_administrators_alone(
        self, build: Build, mode: Mode, method: str, path: str
    ) -> None:
        house = await with_both(await build(mode))
        await house.accounts.set_level("bob@example.com", Level.SUPERVISOR)
        before = await house.accounts.list()
        status, problem = await ask(house, await token_of(house, "bob"), method, path, {})
        assert (status, problem["error"]) == (403, "not_allowed")
        response = await house.client.request(method, path, json={})
        assert response.status == 401
        assert await house.accounts.list() == before

    @pytest.mark.parametrize(
        ("method", "path"), [*ROUTES, ("PATCH", "/me"), ("POST", "/me/password")]
    )
    async def test_no_page_of_another_origin(self, house: House, method: str, path: str) -> None:
        """Whose browser brings the cookie along."""
        told = {"email": "ana@example.com", "password": PASSWORD}
        logged_in = await house.client.post("/login", json=told)
        cookie = {"Cookie": f"chimp={logged_in.cookies['chimp'].value}"}
        before = await house.accounts.list()
        response = await house.client.request(
            method, path, json={"name": "Eve"}, headers=CROSS_SITE | cookie
        )
        assert response.status == 401
        assert "Access-Control-Allow-Origin" not in response.headers
        assert await house.accounts.list() == before

    @pytest.mark.parametrize(("method", "path"), [("PATCH", "/me"), ("POST", "/attendants")])
    async def test_no_form(self, house: House, method: str, path: str) -> None:
        response = await house.client.request(
            method,
            path,
            data='{"email": "eve@example.com"}',
            headers=bearer(await token_of(house)) | {"Content-Type": "text/plain"},
        )
        assert response.status == 415
        assert len(await house.accounts.list()) == 2


@pytest.mark.parametrize(("method", "path"), [*ROUTES, ("PATCH", "/me"), ("POST", "/me/password")])
async def test_accounts_of_another_service_are_changed_there(
    build: Build, monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    house = await with_both(await build(Mode.CAPABILITY))
    token = await token_of(house)
    monkeypatch.setattr(house.accounts, "_service", object())
    status, problem = await ask(house, token, method, path, {"current": "x", "password": "y"})
    assert (status, problem["error"]) == (409, "accounts_elsewhere")
    status, myself = await ask(house, token, "GET", "/me")
    assert (status, myself["mustChangePassword"]) == (200, False)
