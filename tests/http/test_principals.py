"""Credentials that can not be right, or can not be checked."""

from base64 import b64encode

import pytest
from aiohttp import encode_basic_auth

from chimp.core.access import Mode
from tests.http.conftest import Build

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
