"""Credentials that can not be right, or can not be checked."""

from base64 import b64encode
from typing import Any

import pytest
from aiohttp import encode_basic_auth
from aiohttp.test_utils import make_mocked_request

from chimp.core.access import Mode
from chimp.core.people import Level
from chimp.http.problems import Problem
from tests.http.conftest import Build

OF_ANOTHER_PAGE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
WRONG = encode_basic_auth("ana@example.com", "wrong password")


def basic(login: bytes) -> str:
    return f"Basic {b64encode(login).decode()}"


@pytest.mark.parametrize(
    "header",
    [
        WRONG,
        basic(b"no colon"),
        basic(b"\xff\xfe:not utf-8"),
        basic(b":"),
        basic(b"ana@example.com:"),
        "Basic",
        "Basic %%%",
        "",
    ],
)
async def test_wrong_credentials_are_told_how_to_do_it_right(build: Build, header: str) -> None:
    house = await build(Mode.CAPABILITY)
    await house.accounts.add(email="ana@example.com", password="long enough")
    response = await house.client.get("/attendant/a/sessions", headers={"Authorization": header})
    assert response.status == 401
    assert response.headers["WWW-Authenticate"] == 'Basic realm="Chimp", charset="UTF-8"'
    assert (await response.json())["error"] == "unauthorized"


async def test_a_password_may_hold_colons_and_any_letter(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    await house.accounts.add(email="ana@example.com", password="päss:wörd:")
    headers = {"Authorization": basic("ANA@example.com:päss:wörd:".encode())}
    assert (await house.client.get("/attendant/a/sessions", headers=headers)).status == 200


async def test_nobody_has_to_prove_anything_in_open_mode(build: Build) -> None:
    house = await build(Mode.OPEN, auth_rate=1)
    for _ in range(3):
        response = await house.client.get("/session/s1", headers={"Authorization": WRONG})
        assert response.status == 200


async def test_credentials_that_can_not_be_checked_are_not_called_wrong(
    build: Build, unused_tcp_port: int
) -> None:
    house = await build(Mode.CAPABILITY, endpoint=f"http://127.0.0.1:{unused_tcp_port}")
    response = await house.client.get("/session/s1", headers={"Authorization": WRONG})
    assert response.status == 502
    assert (await response.json())["error"] == "service_unavailable"


async def test_a_token_that_is_none_is_told_so(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    for token in ("abc", "", "chimp_attendant_" + "x" * 43):
        headers = {"Authorization": f"Bearer {token}"}
        response = await house.client.get("/attendant/a/sessions", headers=headers)
        assert response.status == 401
        assert response.headers["WWW-Authenticate"] == 'Bearer realm="Chimp", error="invalid_token"'


async def test_a_script_is_not_answered_by_a_dialog_of_its_browser(build: Build) -> None:
    house = await build(Mode.CAPABILITY)
    for mode, scheme in (("cors", "Bearer"), ("same-origin", "Bearer"), ("navigate", "Basic")):
        headers = {"Sec-Fetch-Mode": mode}
        response = await house.client.get("/attendant/a/sessions", headers=headers)
        assert response.headers["WWW-Authenticate"].split()[0] == scheme


@pytest.mark.parametrize(
    ("rights", "is_supervisor", "is_administrator"),
    [
        ({}, False, False),
        ({"level": Level.SECOND}, False, False),
        ({"level": Level.SUPERVISOR}, True, False),
        ({"is_administrator": True}, True, True),
    ],
)
@pytest.mark.parametrize("mode", [Mode.OPEN, Mode.CAPABILITY])
async def test_what_is_not_for_every_attendant(
    build: Build, mode: Mode, rights: dict[str, Any], *, is_supervisor: bool, is_administrator: bool
) -> None:
    house = await build(mode)
    await house.accounts.add(email="ana@example.com", password="long enough", **rights)
    login = {"Authorization": encode_basic_auth("ana@example.com", "long enough")}
    asked = (
        (house.principals.supervisor, is_supervisor),
        (house.principals.administrator, is_administrator),
    )
    for who_may, _ in asked:
        with pytest.raises(Problem) as foreign:
            await who_may(make_mocked_request("POST", "/", headers={**login, **OF_ANOTHER_PAGE}))
        assert (foreign.value.status, foreign.value.code) == (403, "not_same_origin")
    for who_may, may in asked:
        request = make_mocked_request("GET", "/", headers=login)
        if may:
            assert (await who_may(request)).email == "ana@example.com"
            continue
        with pytest.raises(Problem, match="this is for") as refused:
            await who_may(request)
        assert (refused.value.status, refused.value.code) == (403, "not_allowed")
    with pytest.raises(Problem) as unknown:
        await house.principals.administrator(make_mocked_request("GET", "/"))
    assert unknown.value.status == 401
