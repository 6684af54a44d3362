"""Reads `/metrics` of a running server."""

import re

from aiohttp import ClientSession

from tests.e2e.house import House

_LINE = re.compile(r"^(\w+)(?:\{([^}]*)\})? (\S+)$")


async def total(house: House, name: str) -> float:
    """The sum of a counter over all its labels."""
    async with ClientSession() as http, http.get(house.url("/metrics")) as answer:
        assert answer.status == 200
        lines = (await answer.text()).splitlines()
    found = [match for line in lines if (match := _LINE.match(line))]
    return sum(float(match[3]) for match in found if match[1] == name)


async def refusals(house: House) -> float:
    """How many requests were refused, and how many publishes and subscriptions denied."""
    return await total(house, "chimp_refusals_total")
