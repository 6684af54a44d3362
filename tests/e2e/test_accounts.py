"""Administrators look after accounts over HTTP, and what is no longer true ends at once."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.e2e.accounts import accounts_of
from tests.e2e.connection import Connection, Refused, TcpWire, connected
from tests.e2e.ear import Deaf
from tests.e2e.house import House, Serve
from tests.e2e.native_client import native_attendant, native_customer, new_session

BOSS, BOB = "boss@example.com", "bob@example.com"
PASSWORD = "a-long-password"


async def add_boss(house: House) -> None:
    async with accounts_of(house) as accounts:
        await accounts.add(email=BOSS, password=PASSWORD, is_administrator=True)


@asynccontextmanager
async def program(house: House, email: str, password: str) -> AsyncIterator[ClientSession]:
    """Somebody who is logged in by a token."""
    async with ClientSession(house.url("/")) as stranger:
        told = {"email": email, "password": password, "bearer": True}
        token = (await ask(stranger, "POST", "/login", told))["token"]
    headers = {"Authorization": f"Bearer {token}"}
    async with ClientSession(house.url("/"), headers=headers) as logged_in:
        yield logged_in


async def ask(
    who: ClientSession, method: str, path: str, told: object = None, status: int = 200
) -> Any:  # noqa: ANN401 - JSON
    async with who.request(method, path, json=told) as response:
        assert response.status == status, await response.text()
        return await response.json() if status != 204 else None


async def is_sent_away(connection: Connection) -> None:
    with pytest.raises(Deaf):
        await connection.hears(lambda _: False)


async def by_password(house: House) -> AbstractAsyncContextManager[Connection]:
    wire = await TcpWire.open(house.mqtt_port)
    return connected(wire, username=BOB, password=PASSWORD)


async def choose_password(house: House, one_time: str) -> None:
    """What Bob does when he comes in for the first time."""
    async with program(house, BOB, one_time) as bob:
        assert (await ask(bob, "GET", "/me"))["mustChangePassword"] is True
        told = {"current": one_time, "password": PASSWORD}
        await ask(bob, "POST", "/me/password", told, 204)
        assert (await ask(bob, "GET", "/me"))["mustChangePassword"] is False
        await ask(bob, "GET", "/attendants", status=403)


async def test_what_an_administrator_does_holds_at_once(serve: Serve) -> None:
    async with serve() as house:
        await add_boss(house)
        async with program(house, BOSS, PASSWORD) as boss:
            invited = await ask(boss, "POST", "/attendants", {"email": BOB}, 201)
            path = f"/attendants/{invited['id']}"
            await choose_password(house, invited["oneTimePassword"])

            async with await by_password(house) as bob:
                await ask(boss, "PATCH", path, {"type": "support/supervisor"})
                await is_sent_away(bob)
            async with await by_password(house) as bob:
                told = await ask(boss, "POST", f"{path}/password")
                await is_sent_away(bob)
            with pytest.raises(Refused):
                async with await by_password(house):
                    pass
            await choose_password(house, told["oneTimePassword"])
            async with await by_password(house) as bob:
                await ask(boss, "PATCH", path, {"disabled": True})
                await is_sent_away(bob)
            with pytest.raises(Refused):
                async with await by_password(house):
                    pass
            await ask(boss, "PATCH", path, {"disabled": False})
            async with await by_password(house) as bob:
                await bob.ping()


async def test_one_s_own_new_password_ends_one_s_own_connections_and_not_the_log_in(
    serve: Serve,
) -> None:
    async with serve() as house:
        await add_boss(house)
        async with program(house, BOSS, PASSWORD) as boss, program(house, BOSS, PASSWORD) as other:
            wire = await TcpWire.open(house.mqtt_port)
            async with connected(wire, username=BOSS, password=PASSWORD) as desk:
                told = {"current": PASSWORD, "password": "another-password"}
                await ask(boss, "POST", "/me/password", told, 204)
                await is_sent_away(desk)
            await ask(boss, "GET", "/me")
            await ask(other, "GET", "/me", status=401)


async def test_a_ban_is_the_same_over_http_and_mqtt(serve: Serve) -> None:
    async with serve() as house:
        await add_boss(house)
        told = await new_session(house, customerId="trouble")
        async with program(house, BOSS, PASSWORD) as boss, native_customer(house, told) as ann:
            ban = {"kind": "customer", "value": "trouble", "because": "rude"}
            await ask(boss, "POST", "/bans", ban, 201)
            closed = await ann.hears("control", instruction="session/closed")
            assert (closed["reason"], closed["closeNote"]) == ("banned", "rude")
            await is_sent_away(ann.connection)
            with pytest.raises(Refused):
                async with native_customer(house, told):
                    pass
            again = {"customerId": "trouble"}
            assert (await ask(boss, "POST", "/session", again, 403))["error"] == "banned"

            who = (await ask(boss, "GET", "/me"))["id"]
            async with native_attendant(house, who, (BOSS, PASSWORD)) as supervisor:
                await supervisor.does("ban", customerId="nuisance", minutes=5)
                await supervisor.does("unban", customerId="trouble")
                await supervisor.connection.ping()
                (left,) = await ask(boss, "GET", "/bans")
                assert (left["value"], left["by"], left["byName"]) == ("nuisance", who, "boss")
            await ask(boss, "DELETE", "/bans/customer/nuisance", status=204)
            for name in ("trouble", "nuisance"):
                async with native_customer(house, customerId=name):
                    pass


async def test_an_address_is_banned_by_an_attendant_who_comes_from_there_too(
    serve: Serve,
) -> None:
    async with serve() as house:
        await add_boss(house)
        async with program(house, BOSS, PASSWORD) as boss, native_customer(house) as ann:
            await ask(boss, "POST", "/bans", {"kind": "address", "value": "127.0.0.1"}, 201)
            await ann.hears("control", instruction="session/closed")
            await is_sent_away(ann.connection)
            await ask(boss, "DELETE", "/bans/address/127.0.0.1", status=204)
        async with native_customer(house):
            pass
