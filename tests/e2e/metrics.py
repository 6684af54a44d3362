"""Reads `/metrics` of a running server."""

import re
from collections import Counter

from aiohttp import ClientSession

from tests.e2e.house import House

_LINE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$")


async def total(house: House, name: str) -> float:
    """The sum of a counter over all its labels."""
    return sum(value for _, value in await _samples(house, name))


async def by(house: House, name: str, label: str) -> Counter[str]:
    """A counter for each value of one of its labels, summed over the others."""
    told: Counter[str] = Counter()
    for labels, value in await _samples(house, name):
        found = re.search(rf'\b{label}="([^"]*)"', labels)
        assert found is not None, labels
        told[found[1]] += int(value)
    return told


async def refusals(house: House) -> float:
    """How many requests were refused, and how many publishes and subscriptions denied."""
    return await total(house, "chimp_refusals_total")


async def _samples(house: House, name: str) -> list[tuple[str, float]]:
    async with ClientSession() as http, http.get(house.url("/metrics")) as answer:
        assert answer.status == 200
        lines = (await answer.text()).splitlines()
    found = [match for line in lines if (match := _LINE.match(line))]
    return [(match[2] or "", float(match[3])) for match in found if match[1] == name]
