"""Attendants with accounts, and the headers that prove who they are."""

from aiohttp import encode_basic_auth

from chimp.core.people import Level
from tests.http.conftest import House

PASSWORD = "long enough"

Headers = dict[str, str]


async def administrator(house: House) -> Headers:
    return await _add(house, "root", is_administrator=True)


async def supervisor(house: House) -> Headers:
    return await _add(house, "sue", level=Level.SUPERVISOR)


async def attendant(house: House) -> Headers:
    return await _add(house, "ana")


async def _add(
    house: House, name: str, *, level: Level = Level.FIRST, is_administrator: bool = False
) -> Headers:
    email = f"{name}@example.com"
    await house.accounts.add(
        email=email,
        password=PASSWORD,
        attendant_id=name,
        level=level,
        is_administrator=is_administrator,
    )
    return {"Authorization": encode_basic_auth(email, PASSWORD)}
