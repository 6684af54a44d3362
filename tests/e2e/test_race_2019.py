"""A page publishes on one connection before it subscribes on the other, in one tick."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack

from tests.e2e.ear import instruction
from tests.e2e.house import House, Sections, Serve
from tests.e2e.office_2019 import BackOffice, back_office
from tests.e2e.people import attendant, customer
from tests.e2e.widget_2019 import Widget, widget

LIKE_2019: Sections = {"auth": {"mode": "open"}, "mqtt": {"base_topic": "chimpassist/demo"}}
PAGE_LOADS = 200
AT_ONCE = 10


async def test_no_ready_is_lost_or_doubled_in_200_page_loads(serve: Serve) -> None:
    async with serve(**LIKE_2019) as house, back_office(house, attendant("bob")) as bob:
        for first in range(0, PAGE_LOADS, AT_ONCE):
            await _load_pages(house, bob, range(first, first + AT_ONCE))
        readies = Counter(h.topic for h in bob.heard if h.instruction == "session/ready")
        assert len(readies) == PAGE_LOADS
        assert set(readies.values()) == {1}


async def _load_pages(house: House, bob: BackOffice, numbers: range) -> None:
    async with AsyncExitStack() as stack:
        opening = (stack.enter_async_context(widget(house, customer(n))) for n in numbers)
        for page in await asyncio.gather(*opening):
            await _expect_one_ready(page, bob)


async def _expect_one_ready(page: Widget, bob: BackOffice) -> None:
    await page.hears(instruction("session/ready", status="online"))
    await bob.hears(instruction("session/ready", f"{page.topic}/client/control", "online"))
    # The page answers ready by a keep-alive at once: after its update, no second ready can come.
    await page.hears(instruction("session/update"))
    assert len(page.hearing.ear.all(instruction("session/ready"))) == 1
