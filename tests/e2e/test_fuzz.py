"""Schemathesis plays everybody that the HTTP document allows for, and everybody that it does not.

TEST_FUZZ=10 makes it try ten times as long.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

from tests.e2e.ear import message
from tests.e2e.house import House, Serve
from tests.e2e.metrics import by
from tests.e2e.talk import TOPIC, Talk, saying, talking

_EXAMPLES = 10 * int(os.environ.get("TEST_FUZZ", "1"))
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)
_PEOPLE_WHO_TALK = """
[[operations]]
include-path-regex = "^/session/"
parameters = { id = "talk" }
[[operations]]
include-path-regex = "^/customer/"
parameters = { id = "ann" }
[[operations]]
include-path-regex = "^/attendant/"
parameters = { id = "bob" }
[[operations]]
include-path-regex = "^/chimpassist/"
parameters = { customer_id = "ann" }
"""
"""Ids that lead somewhere, so that answers are more than empty."""

_NO_LIMITS = {
    "requests_per_minute": 0,
    "session_rate_per_minute": 0,
    "auth_rate_per_minute": 0,
}


async def fuzz(house: House, folder: Path, phases: str, configuration: str = "") -> str:
    """Run schemathesis against a server; returns what it prints, and fails if it found a fault."""
    (folder / "schemathesis.toml").write_text(configuration, "utf-8")
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "schemathesis.cli", "--config-file", "schemathesis.toml"),
        *("run", house.url("/openapi.json"), "--no-color"),
        *("--phases", phases, "--checks", ",".join(_CHECKS)),
        *("--max-examples", str(_EXAMPLES), "--generation-database", "none", "--seed", "1"),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        printed, _ = await child.communicate()
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    report = printed.decode()
    assert child.returncode == 0, report
    return report


async def unharmed(house: House, report: str) -> None:
    """Nothing that the server did, by its own count, was its own fault."""
    told = await by(house, "chimp_http_requests_total", "status")
    assert not [status for status in told if status.startswith("5")], told
    tried = re.search(r"(\d+) generated, \1 passed", report)
    assert tried is not None, report
    assert 50 <= int(tried[1]) <= told.total()


async def test_no_request_of_a_stranger_breaks_anything(serve: Serve, tmp_path: Path) -> None:
    async with serve(http=_NO_LIMITS) as house:
        await unharmed(house, await fuzz(house, tmp_path, "coverage,fuzzing"))


async def test_what_is_answered_about_people_who_talk_is_what_is_published(
    serve: Serve, tmp_path: Path
) -> None:
    async with serve(auth={"mode": "open"}, http=_NO_LIMITS) as house, talking(house) as talk:
        await says(talk, "Hello")
        await unharmed(house, await fuzz(house, tmp_path, "fuzzing", _PEOPLE_WHO_TALK))
        await says(talk, "Still here")
        assert await talk.stored() == ["Still here", "Hello"]


async def says(talk: Talk, text: str) -> None:
    await talk.ann.publish(f"{TOPIC}/messages", saying(text))
    await talk.ann.hears(message(text))
    await talk.bob.hears(message(text))
