"""The front ends' own tests, with a real server to talk to where they ask for one."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.accounts import BOBS_CREDENTIALS, add_bob
from tests.e2e.conftest import data_dir, serve
from tests.e2e.house import House, Serve

__all__ = ["data_dir", "serve"]

_BUILD: Final = Path(__file__).parents[2] / "chimp" / "ui" / "build.py"


def _environment(house: House) -> dict[str, str]:
    """Where the server is, and who may log in there: `client/test/server.ts` reads it."""
    email, password = BOBS_CREDENTIALS
    return {
        **os.environ,
        "CHIMP_TEST_SERVER": house.url(""),
        "CHIMP_TEST_BASE_TOPIC": house.base_topic,
        "CHIMP_TEST_EMAIL": email,
        "CHIMP_TEST_PASSWORD": password,
    }


@pytest.mark.timeout(600)  # the packages may have to be installed first
async def test_the_front_ends_pass_their_own(serve: Serve) -> None:
    async with serve(mqtt={"base_topic": "desk/one"}) as house:
        await add_bob(house)
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, str(_BUILD), "--run", "test"),
            env=_environment(house),
            stdout=PIPE,
            stderr=STDOUT,
        )
        try:
            printed, _ = await child.communicate()
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    assert child.returncode == 0, printed.decode(errors="replace")
