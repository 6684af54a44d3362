"""A broker for clients of other people's making.

CONFORMANCE_PORT and CONFORMANCE_WEB_PORT name another broker than ours, to test these tests.
"""

import os
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from chimp.core.access import Mode
from tests.broker.clients.guest import Ports
from tests.broker.conftest import running


@pytest.fixture
async def ports() -> AsyncIterator[Ports]:
    tcp, web = os.environ.get("CONFORMANCE_PORT"), os.environ.get("CONFORMANCE_WEB_PORT")
    if tcp is not None and web is not None:
        yield Ports(int(tcp), int(web))
        return
    async with running(Mode.OPEN) as broker:
        yield Ports(broker.port, broker.web_port)


@pytest.fixture
def topic() -> str:
    """One that no other test uses."""
    return f"clients/{uuid4().hex}"


@pytest.fixture
def name() -> str:
    """A client id that no other test uses."""
    return f"n{uuid4().hex[:20]}"
