"""Logging in and out, with a real jar of cookies."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from aiohttp import ClientSession, CookieJar, encode_basic_auth, web
from aiohttp.test_utils import TestServer

from chimp import log
from chimp.config import Log
from chimp.core.access import Mode
from chimp.core.attempts import FREE_OF_ACCOUNT
from chimp.core.people import Level
from chimp.http.guards import Guards
from chimp.http.proxies import Proxies
from chimp.services.accounts import Accounts
from tests.http.conftest import LOG_IN_TTL, NOW, Build, House

if TYPE_CHECKING:
    from http.cookies import Morsel

EMAIL, PASSWORD = "ana@example.com", "long enough"
TOLD = {"email": EMAIL, "password": PASSWORD}
ANA = {
    "id": "ana",
    "email": EMAIL,
    "name": "Ana",
    "avatarURL": None,
    "type": "support/supervisor",
    "isAdministrator": True,
    "maxSessions": 3,
}
MYSELF = {**ANA, "mustChangePassword": False}
CROSS_SITE = {"Sec-Fetch-Site": "cross-site"}
SIBLING = {"Sec-Fetch-Site": "same-site"}
OTHER_ORIGIN = {"Origin": "https://evil.example"}


@pytest.fixture
async def house(build: Build) -> House:
    return await with_ana(await build(Mode.CAPABILITY))


async def with_ana(house: House) -> House:
    await house.accounts.add(
        email=EMAIL,
        password=PASSWORD,
        attendant_id="ana",
        name="Ana",
        level=Level.SUPERVISOR,
        is_administrator=True,
        max_sessions=3,
    )
    return house


@asynccontextmanager
async def browser(house: House) -> AsyncIterator[ClientSession]:
    """Keeps the cookies it is given, as for a host with a name."""
    base = house.client.make_url("/")
    async with ClientSession(base, cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def log_in(page: ClientSession, **more: object) -> dict[str, Any]:
    async with page.post("/login", json={**TOLD, **more}) as response:
        assert response.status == 200, await response.text()
        told: dict[str, Any] = await response.json()
        return told


async def token_of(house: House) -> str:
    async with ClientSession(house.client.make_url("/")) as program:
        return str((await log_in(program, bearer=True))["token"])


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def status_of_me(page: ClientSession, headers: dict[str, str] | None = None) -> int:
    async with page.get("/me", headers=headers) as response:
        return response.status


def cookie_of(page: ClientSession) -> "Morsel[str]":
    (cookie,) = page.cookie_jar
    return cookie


class TestByCookie:
    async def test_a_page_logs_in_and_out(self, house: House) -> None:
        async with browser(house) as page:
            assert await log_in(page) == {"expiresAt": NOW + LOG_IN_TTL, "attendant": ANA}
            async with page.get("/me") as response:
                assert (response.status, await response.json()) == (200, MYSELF)
            async with page.get("/attendant/ana/sessions") as response:
                assert response.status == 200
            async with page.post("/logout") as response:
                assert response.status == 204
            assert list(page.cookie_jar) == []
            assert await status_of_me(page) == 401
            async with page.post("/logout") as response:
                assert response.status == 204, "nobody is logged in, as was asked for"

    async def test_its_scripts_and_other_pages_never_see_the_cookie(self, house: House) -> None:
        async with browser(house) as page:
            await log_in(page)
            cookie = cookie_of(page)
            assert cookie.key == "chimp"
            assert cookie["httponly"] is True
            assert cookie["samesite"] == "Strict"
            assert cookie["path"] == "/"
            assert cookie["max-age"] == str(LOG_IN_TTL // 1000)
            assert not cookie["secure"]

    async def test_behind_tls_it_is_for_tls_and_this_host_alone(self, build: Build) -> None:
        guards = Guards(proxies=Proxies(["127.0.0.1"]))
        house = await with_ana(await build(Mode.CAPABILITY, guards=guards))
        secure = {"X-Forwarded-Proto": "https"}
        async with house.client.post("/login", json=TOLD, headers=secure) as response:
            cookie = response.cookies["__Host-chimp"]
        assert cookie["secure"] is True
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        for name, status in (("__Host-chimp", 200), ("chimp", 401)):
            async with ClientSession(house.client.make_url("/")) as page:
                told = {"Cookie": f"{name}={cookie.value}", **secure}
                assert await status_of_me(page, told) == status, name

    @pytest.mark.parametrize("headers", [CROSS_SITE, SIBLING, OTHER_ORIGIN])
    async def test_a_cookie_from_another_origin_does_nothing(
        self, house: House, headers: dict[str, str]
    ) -> None:
        async with browser(house) as page:
            await log_in(page)
            assert await status_of_me(page, headers) == 401
            async with page.post("/logout", headers=headers) as response:
                assert "Set-Cookie" not in response.headers
            async with page.post("/logout", json={"everywhere": True}, headers=headers):
                pass
            assert await status_of_me(page) == 200
            assert house.ended == []

    @pytest.mark.parametrize("headers", [CROSS_SITE, SIBLING, OTHER_ORIGIN])
    async def test_a_page_of_another_origin_logs_nobody_in_by_cookie(
        self, house: House, headers: dict[str, str]
    ) -> None:
        """It would make the visitor work in an account of somebody else's."""
        async with browser(house) as page:
            async with page.post("/login", json=TOLD, headers=headers) as response:
                assert response.status == 403
                assert (await response.json())["error"] == "not_same_origin"
            assert list(page.cookie_jar) == []
            async with page.post(
                "/login", json={**TOLD, "bearer": True}, headers=headers
            ) as response:
                assert response.status == 200, "a console elsewhere asks for a token"

    async def test_a_form_can_not_log_in_or_out(self, house: House) -> None:
        """It has no say in the type of its body, and needs no permission of ours."""
        async with browser(house) as page:
            for kind in ("text/plain", "application/x-www-form-urlencoded"):
                body = '{"email": "ana@example.com", "password": "long enough"}'
                headers = {"Content-Type": kind}
                for path in ("/login", "/logout"):
                    async with page.post(path, data=body, headers=headers) as response:
                        assert response.status == 415
                        assert (await response.json())["error"] == "unsupported"

    async def test_logging_in_again_ends_the_log_in_of_before(self, house: House) -> None:
        """As somebody else perhaps, on the same machine."""
        async with browser(house) as page:
            await log_in(page)
            (former,) = await house.database.log_ins()
            await log_in(page)
            (later,) = await house.database.log_ins()
            assert former.token_hash != later.token_hash
            assert house.ended == [former.token_hash]
            async with page.post("/login", json={**TOLD, "password": "wrong one"}) as response:
                assert response.status == 401
            assert await status_of_me(page) == 200, "who failed is not logged out"

    async def test_it_ends_with_its_time_however_much_it_is_used(self, house: House) -> None:
        async with browser(house) as page:
            await log_in(page)
            house.clock.now += LOG_IN_TTL - 1
            assert await status_of_me(page) == 200
            house.clock.now += 1
            assert await status_of_me(page) == 401


class TestByToken:
    async def test_it_is_worth_as_much_as_a_cookie_and_sets_none(self, house: House) -> None:
        async with browser(house) as program:
            told = await log_in(program, bearer=True)
            assert set(told) == {"token", "expiresAt", "attendant"}
            assert list(program.cookie_jar) == []
            async with program.get("/me", headers=bearer(told["token"])) as response:
                assert await response.json() == MYSELF
            assert await status_of_me(program) == 401

    async def test_it_is_recognised_and_can_not_be_guessed(self, house: House) -> None:
        first, second = await token_of(house), await token_of(house)
        assert re.fullmatch(r"chimp_attendant_[A-Za-z0-9_-]{43}", first)
        assert first != second

    async def test_a_token_is_not_stored_in_clear(self, house: House) -> None:
        token = await token_of(house)
        (stored,) = await house.database.log_ins()
        assert stored.token_hash == sha256(token.encode()).hexdigest()
        files = house.database.path.parent.glob(f"{house.database.path.name}*")
        written = b"".join(file.read_bytes() for file in files)
        assert stored.token_hash.encode() in written
        assert token.removeprefix("chimp_attendant_").encode() not in written

    @pytest.mark.parametrize("disguise", ["{}", "chimp_attendant_{}"])
    async def test_a_stolen_hash_from_the_database_opens_nothing(
        self, house: House, disguise: str
    ) -> None:
        await token_of(house)
        (stored,) = await house.database.log_ins()
        shown = disguise.format(stored.token_hash)
        async with browser(house) as thief:
            assert await status_of_me(thief, bearer(shown)) == 401
            assert await status_of_me(thief, {"Cookie": f"chimp={shown}"}) == 401

    async def test_nothing_of_it_is_in_the_log(self, house: House) -> None:
        stream = StringIO()
        log.set_up(Log(level="debug", format="json"), stream)
        try:
            token = await token_of(house)
            structlog.get_logger("chimp").info("by_accident", said=f"got {token} for ana")
            async with browser(house) as page:
                await log_in(page)
                cookie = cookie_of(page).value
                async with page.post("/logout", headers=bearer(token)):
                    pass
        finally:
            structlog.reset_defaults()
        said = stream.getvalue()
        assert "attendant.logged_in" in said
        assert "attendant.logged_out" in said
        for secret in (token, cookie):
            assert secret.removeprefix("chimp_attendant_")[:8] not in said
        assert PASSWORD not in said


class TestEnding:
    async def test_a_log_out_ends_this_log_in_and_no_other(self, house: House) -> None:
        first, second = await token_of(house), await token_of(house)
        known_by = sha256(first.encode()).hexdigest()
        async with browser(house) as program:
            async with program.post("/logout", json={}, headers=bearer(first)) as response:
                assert response.status == 204
            assert await status_of_me(program, bearer(first)) == 401
            assert await status_of_me(program, bearer(second)) == 200
        assert house.ended == [known_by]

    async def test_or_all_of_the_attendants(self, house: House) -> None:
        await house.accounts.add(email="bob@example.com", password=PASSWORD)
        tokens = [await token_of(house) for _ in range(2)]
        async with browser(house) as program:
            bobs = (await log_in(program, email="bob@example.com", bearer=True))["token"]
            body = {"everywhere": True}
            async with program.post("/logout", json=body, headers=bearer(tokens[0])) as response:
                assert response.status == 204
            for token in tokens:
                assert await status_of_me(program, bearer(token)) == 401
            assert await status_of_me(program, bearer(bobs)) == 200
        assert house.ended == ["everywhere"]

    async def test_by_password_too(self, house: House) -> None:
        token = await token_of(house)
        basic = {"Authorization": encode_basic_auth(EMAIL, PASSWORD)}
        async with browser(house) as program:
            async with program.post("/logout", json={"everywhere": True}, headers=basic):
                pass
            assert await status_of_me(program, bearer(token)) == 401

    @pytest.mark.parametrize(
        "change",
        [
            lambda accounts: accounts.set_password(EMAIL, "another one"),
            lambda accounts: accounts.set_disabled(EMAIL, disabled=True),
        ],
        ids=["another password", "a disabled account"],
    )
    async def test_what_is_no_longer_true_ends_it(
        self, house: House, change: Callable[[Accounts], Any]
    ) -> None:
        token = await token_of(house)
        await house.accounts.add(email="bo@example.com", password=PASSWORD, is_administrator=True)
        await change(house.accounts)
        async with browser(house) as program:
            assert await status_of_me(program, bearer(token)) == 401
            await house.accounts.set_disabled(EMAIL, disabled=False)
            assert await status_of_me(program, bearer(token)) == 401, "not even when it is again"

    async def test_rights_are_those_of_today(self, house: House) -> None:
        token = await token_of(house)
        await house.accounts.add(email="bo@example.com", password=PASSWORD, is_administrator=True)
        await house.accounts.set_level(EMAIL, Level.FIRST)
        await house.accounts.set_administrator(EMAIL, is_administrator=False)
        await house.accounts.set_max_sessions(EMAIL, None)
        async with browser(house) as program, program.get("/me", headers=bearer(token)) as told:
            assert await told.json() == {
                **MYSELF,
                "type": "support/firstLevel",
                "isAdministrator": False,
                "maxSessions": None,
            }


class TestRefusals:
    @pytest.mark.parametrize("mode", [Mode.CAPABILITY, Mode.OPEN])
    async def test_unknown_wrong_and_disabled_are_answered_alike(
        self, build: Build, mode: Mode
    ) -> None:
        house = await with_ana(await build(mode))
        await house.accounts.add(email="dan@example.com", password=PASSWORD)
        await house.accounts.set_disabled("dan@example.com", disabled=True)
        answers = []
        for email in ("nobody@example.com", EMAIL, "dan@example.com"):
            password = "wrong one" if email == EMAIL else PASSWORD
            told = {"email": email, "password": password}
            async with house.client.post("/login", json=told) as response:
                answers.append((response.status, await response.text()))
        assert len(set(answers)) == 1
        assert answers[0][0] == 401

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({}, "email"),
            ({"email": EMAIL}, "password"),
            ({**TOLD, "password": 1}, "password"),
            ({**TOLD, "bearer": "yes"}, "bearer"),
            ({**TOLD, "password": "x" * 1_001}, "password"),
        ],
    )
    async def test_what_is_wrong_with_a_body_is_said(
        self, house: House, told: object, field: str
    ) -> None:
        async with house.client.post("/login", json=told) as response:
            assert response.status == 400
            assert (await response.json())["field"] == field

    async def test_who_can_not_be_asked_is_not_called_wrong(
        self, build: Build, unused_tcp_port: int
    ) -> None:
        house = await build(endpoint=f"http://127.0.0.1:{unused_tcp_port}")
        async with house.client.post("/login", json=TOLD) as response:
            assert response.status == 502

    async def test_who_i_am_is_asked_in_open_mode_too(self, build: Build) -> None:
        house = await with_ana(await build(Mode.OPEN))
        async with browser(house) as page:
            assert await status_of_me(page) == 401
            await log_in(page)
            assert await status_of_me(page) == 200


WAYS: dict[str, Callable[[str], dict[str, Any]]] = {
    "/login": lambda password: {"json": {"email": EMAIL, "password": password}},
    "/chimpassist/auth": lambda password: {"json": {"email": EMAIL, "password": password}},
    "/attendant/ana/sessions": lambda password: {
        "headers": {"Authorization": encode_basic_auth(EMAIL, password)}
    },
}


async def tried(house: House, path: str, password: str) -> tuple[int, dict[str, Any], str]:
    method = "GET" if path.startswith("/attendant") else "POST"
    async with house.client.request(method, path, **WAYS[path](password)) as response:
        told = await response.json()
        return response.status, told, response.headers.get("Retry-After", "")


class TestTooManyAttempts:
    @pytest.mark.parametrize("path", WAYS)
    async def test_every_way_in_gets_slower_with_failures(self, house: House, path: str) -> None:
        for _ in range(FREE_OF_ACCOUNT):
            assert (await tried(house, path, "wrong one"))[0] == 401
        for other in WAYS:
            status, told, retry_after = await tried(house, other, PASSWORD)
            assert (status, told["error"], retry_after) == (429, "too_many_attempts", "1")
        house.clock.now += 1_000
        assert (await tried(house, path, "wrong one"))[0] == 401
        assert (await tried(house, path, PASSWORD))[2] == "2"
        house.clock.now += 2_000
        assert (await tried(house, path, PASSWORD))[0] == 200
        for _ in range(FREE_OF_ACCOUNT):
            assert (await tried(house, path, "wrong one"))[0] == 401

    async def test_who_is_logged_in_already_is_not_concerned(self, house: House) -> None:
        async with browser(house) as page:
            await log_in(page)
            for _ in range(FREE_OF_ACCOUNT + 1):
                await tried(house, "/login", "wrong one")
            assert await status_of_me(page) == 200


class TestHiddenEmails:
    async def test_an_unknown_one_is_answered_as_a_wrong_password(self, build: Build) -> None:
        house = await with_ana(await build(hides_unknown=True))
        answers = set()
        for email in ("nobody@example.com", EMAIL):
            told = {"email": email, "password": "wrong one"}
            async with house.client.post("/chimpassist/auth", json=told) as response:
                answers.add((response.status, await response.text()))
        assert len(answers) == 1
        assert {status for status, _ in answers} == {401}


class TestAnotherService:
    """`auth.endpoint` names it; what it said of somebody holds until the log-in ends."""

    async def test_its_attendants_log_in_here(self, build: Build) -> None:
        asked: list[object] = []

        async def respond(request: web.Request) -> web.Response:
            asked.append(await request.json())
            told = {"id": 7, "email": "gil@example.com", "name": "Gil"}
            return web.json_response({**told, "type": "support/secondLevel"})

        application = web.Application()
        application.router.add_post("/chimpassist/auth", respond)
        async with TestServer(application) as service:
            house = await build(Mode.CAPABILITY, endpoint=str(service.make_url("/")))
            async with browser(house) as page:
                await log_in(page, email="gil@example.com")
                async with page.get("/me") as response:
                    told = await response.json()
                assert (told["id"], told["name"], told["type"]) == (7, "Gil", "support/secondLevel")
                assert len(asked) == 1
                house.clock.now += LOG_IN_TTL
                assert await status_of_me(page) == 401

    async def test_who_is_known_to_nobody_any_more_is_out(self, build: Build) -> None:
        """The test attendant, once there are real ones."""
        house = await build(Mode.OPEN)
        async with browser(house) as page:
            await log_in(page, email="chimp@support.com")
            assert await status_of_me(page) == 200
            await with_ana(house)
            assert await status_of_me(page) == 401
