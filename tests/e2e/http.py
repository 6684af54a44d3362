"""Asking the server's web side."""

from typing import Any

from aiohttp import ClientSession, encode_basic_auth

from tests.e2e.house import House


async def get(house: House, path: str, auth: tuple[str, str] | None = None) -> tuple[int, Any]:
    """Status and JSON of a GET; `auth` is e-mail and password."""
    headers = {} if auth is None else {"Authorization": encode_basic_auth(*auth)}
    async with ClientSession(headers=headers) as http, http.get(house.url(path)) as answer:
        return answer.status, await answer.json()


async def get_json(
    house: House, path: str, auth: tuple[str, str] | None = None, status: int = 200
) -> Any:  # noqa: ANN401  # it is JSON
    found, body = await get(house, path, auth)
    assert found == status, (path, found, body)
    return body
