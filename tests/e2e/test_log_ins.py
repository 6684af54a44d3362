"""Attendants who log in over HTTP and speak MQTT by it, until that is no longer true."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from chimp.core.access import Mode
from chimp.core.attempts import FREE_OF_ACCOUNT
from chimp.core.people import Level
from chimp.services.accounts import Accounts
from chimp.store.database import Database
from tests.e2e import packets
from tests.e2e.accounts import BOBS_CREDENTIALS, FILE, add_bob
from tests.e2e.connection import Connection, Refused, TcpWire, WebSocketWire, connected
from tests.e2e.ear import Deaf
from tests.e2e.house import House, Serve
from tests.e2e.process import free_port, run, started

EMAIL, PASSWORD = BOBS_CREDENTIALS
OFFERS = "client/attendants/assign/bob"
NOT_AUTHORIZED = 5


async def sent_away(connection: Connection) -> None:
    """Wait until the server has closed it."""
    with pytest.raises(Deaf):
        await connection.hears(lambda _: False)


@asynccontextmanager
async def browser(house: House, *, origin: str | None = None) -> AsyncIterator[ClientSession]:
    """Of a page of the server's own origin, or of another."""
    headers = {"Origin": origin or house.url("")}
    async with ClientSession(
        house.url("/"), cookie_jar=CookieJar(unsafe=True), headers=headers
    ) as page:
        yield page


async def log_in(page: ClientSession, *, bearer: bool = False) -> str:
    """Bob; returns the token, if that was wanted."""
    told = {"email": EMAIL, "password": PASSWORD, "bearer": bearer}
    async with page.post("/login", json=told) as response:
        assert response.status == 200, await response.text()
        return str((await response.json()).get("token", ""))


async def log_out(page: ClientSession, token: str = "", *, everywhere: bool = False) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with page.post("/logout", json={"everywhere": everywhere}, headers=headers) as response:
        assert response.status == 204


async def by_token(house: House, token: str) -> AbstractAsyncContextManager[Connection]:
    wire = await TcpWire.open(house.mqtt_port)
    return connected(wire, username="@token", password=token)


async def by_password(house: House) -> AbstractAsyncContextManager[Connection]:
    wire = await TcpWire.open(house.mqtt_port)
    return connected(wire, username=EMAIL, password=PASSWORD)


async def is_bob(connection: Connection) -> bool:
    return (await connection.subscribe(OFFERS))[0] != packets.REFUSED


class TestComingIn:
    async def test_by_the_cookie_of_a_page_of_ours(self, serve: Serve) -> None:
        async with serve() as house, browser(house) as page:
            await add_bob(house)
            await log_in(page)
            wire = await WebSocketWire.open(page, house.http_port)
            async with connected(wire, username="@cookie") as bob:
                assert await is_bob(bob)

    async def test_the_widget_s_page_stays_anonymous_unless_it_says_so(self, serve: Serve) -> None:
        """Bob looks at the shop whose widget comes from the same origin."""
        async with serve() as house, browser(house) as page:
            await add_bob(house)
            await log_in(page)
            wire = await WebSocketWire.open(page, house.http_port)
            async with connected(wire) as widget:
                assert not await is_bob(widget)

    async def test_not_by_the_cookie_in_a_request_of_another_page(self, serve: Serve) -> None:
        async with serve() as house, browser(house) as own:
            await add_bob(house)
            await log_in(own)
            async with browser(house, origin="https://evil.example") as other:
                other.cookie_jar.update_cookies(
                    {cookie.key: cookie.value for cookie in own.cookie_jar}
                )
                wire = await WebSocketWire.open(other, house.http_port)
                with pytest.raises(Refused) as refused:
                    async with connected(wire, username="@cookie"):
                        pass
            assert refused.value.code == NOT_AUTHORIZED

    async def test_by_a_token_over_tcp(self, serve: Serve) -> None:
        async with serve() as house, browser(house) as program:
            await add_bob(house)
            token = await log_in(program, bearer=True)
            async with await by_token(house, token) as bob:
                assert await is_bob(bob)
            for wrong in ("", token[:-1], EMAIL):
                with pytest.raises(Refused):
                    async with await by_token(house, wrong):
                        pass

    async def test_not_after_too_many_failures(self, serve: Serve) -> None:
        async with serve() as house, browser(house) as page:
            await add_bob(house)
            for _ in range(FREE_OF_ACCOUNT):
                with pytest.raises(Refused):
                    async with connected(
                        await TcpWire.open(house.mqtt_port), username=EMAIL, password="wrong"
                    ):
                        pass
            with pytest.raises(Refused) as refused:
                async with await by_password(house):
                    pass
            assert refused.value.code == NOT_AUTHORIZED
            told = {"email": EMAIL, "password": PASSWORD}
            async with page.post("/login", json=told) as response:
                assert response.status == 429, "and over HTTP it is the same door"
                assert response.headers["Retry-After"] == "1"


class TestGoingOut:
    async def test_a_log_out_ends_the_mqtt_connections_of_that_log_in(self, serve: Serve) -> None:
        async with serve() as house, browser(house) as page, browser(house) as program:
            await add_bob(house)
            await log_in(page)
            token = await log_in(program, bearer=True)
            wire = await WebSocketWire.open(page, house.http_port)
            async with (
                connected(wire, username="@cookie") as desk,
                await by_token(house, token) as script,
            ):
                await log_out(page)
                await sent_away(desk)
                await script.ping()
                await log_out(program, token)
                await sent_away(script)
            with pytest.raises(Refused):
                async with await by_token(house, token):
                    pass

    async def test_everywhere_means_every_one_of_them(self, serve: Serve) -> None:
        async with serve() as house, browser(house) as page, browser(house) as program:
            await add_bob(house)
            await log_in(page)
            token = await log_in(program, bearer=True)
            async with (
                await by_token(house, token) as script,
                await by_password(house) as old_desk,
                connected(await TcpWire.open(house.mqtt_port)) as customer,
            ):
                await log_out(page, everywhere=True)
                await sent_away(script)
                await sent_away(old_desk)
                await customer.ping()
            async with await by_password(house) as bob:
                assert await is_bob(bob), "he may come in again"

    async def test_a_log_in_that_expires_takes_its_connections_along(self, serve: Serve) -> None:
        async with serve(auth={"log_in_ttl": 1_500}) as house, browser(house) as program:
            await add_bob(house)
            token = await log_in(program, bearer=True)
            async with await by_token(house, token) as script, await by_password(house) as desk:
                await script.ping()
                await sent_away(script)
                await desk.ping()

    @pytest.mark.parametrize(
        ("change", "comes_back"),
        [
            (lambda accounts: accounts.set_disabled(EMAIL, disabled=True), False),
            (lambda accounts: accounts.set_password(EMAIL, "another password"), False),
            (lambda accounts: accounts.log_out(EMAIL), True),
            (lambda accounts: accounts.set_level(EMAIL, Level.SUPERVISOR), True),
        ],
        ids=["disabled", "another password", "logged out", "another level"],
    )
    async def test_who_is_changed_beside_the_server_is_thrown_out(
        self, serve: Serve, change: Callable[[Accounts], Awaitable[object]], *, comes_back: bool
    ) -> None:
        """As `chimp attendant …` does, in a process of its own."""
        async with serve() as house, browser(house) as program:
            await add_bob(house)
            token = await log_in(program, bearer=True)
            async with await by_token(house, token) as script, await by_password(house) as desk:
                database = await Database.open(house.data_dir / FILE)
                try:
                    await change(Accounts(database, mode=Mode.CAPABILITY))
                finally:
                    await database.close()
                await sent_away(script)
                await sent_away(desk)
            try:
                async with await by_password(house):
                    assert comes_back
            except Refused:
                assert not comes_back


async def test_the_command_line_reaches_a_server_that_runs_and_logs_hold_no_token(
    data_dir: Path,
) -> None:
    http_port, mqtt_port = free_port(), free_port()
    house = House(http_port=http_port, mqtt_port=mqtt_port, base_topic="", data_dir=data_dir)
    where = ["--data-dir", str(data_dir)]
    arguments = ["serve", "--host", "127.0.0.1", "--port", str(http_port)]
    arguments += ["--mqtt-port", str(mqtt_port), *where]
    environment = {"CHIMP_LOG__LEVEL": "debug"}
    async with started(*arguments, environment=environment, http_port=http_port) as server:
        await server.is_ready()
        await add_bob(house)
        async with browser(house) as page:
            await log_in(page)
            (cookie,) = page.cookie_jar
            token = await log_in(page, bearer=True)
            async with await by_token(house, token) as script:
                ended = await run("attendant", "logout", EMAIL, *where)
                assert "log-ins ended: 2" in ended.output
                await sent_away(script)
    said = server.output + server.errors
    assert "attendants.changed" in said
    for secret in (token, cookie.value, PASSWORD):
        assert secret.removeprefix("chimp_attendant_")[:12] not in said
