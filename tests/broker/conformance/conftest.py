"""The broker under test, known by nothing but its port.

It is ours, unless CONFORMANCE_PORT names the port of another one: that is how these tests were
themselves tested, with mosquitto.
"""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from chimp.core.access import Mode
from tests.broker.conformance.client import Client
from tests.broker.conformance.target import EXTERNAL_PORT
from tests.broker.conformance.visitors import Visitors
from tests.broker.conftest import running


@pytest.fixture
async def port() -> AsyncIterator[int]:
    if EXTERNAL_PORT is not None:
        yield EXTERNAL_PORT
        return
    async with running(Mode.OPEN) as broker:
        yield broker.port


@pytest.fixture
async def visitors(port: int) -> AsyncIterator[Visitors]:
    """Makes clients, and sees them out."""
    visitors = Visitors(port)
    yield visitors
    visitors.vanish()


@pytest.fixture
async def anna(visitors: Visitors) -> Client:
    """Somebody who is connected, with nothing special."""
    return await visitors.join()


@pytest.fixture
async def bob(visitors: Visitors) -> Client:
    """Somebody else."""
    return await visitors.join()


@pytest.fixture
def topic() -> str:
    """One that no other test uses."""
    return f"conformance/{uuid4().hex}"


@pytest.fixture
def name() -> str:
    """A client id that no other test uses, and no longer than every broker has to take."""
    return f"n{uuid4().hex[:20]}"
