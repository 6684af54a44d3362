"""Schemathesis plays everybody that the HTTP document allows for, and everybody that it does not.

TEST_FUZZ=10 makes it try ten times as long.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

from tests.e2e.accounts import BOBS_CREDENTIALS, accounts_of, add_bob
from tests.e2e.house import House, Serve
from tests.e2e.metrics import by
from tests.e2e.native_client import native_attendant, native_customer, post

_EXAMPLES = 5 * int(os.environ.get("TEST_FUZZ", "1"))
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)
_ABOUT = """
[[operations]]
include-path-regex = "^/session/"
parameters = {{ id = "{session}" }}
[[operations]]
include-path-regex = "^/customer/"
parameters = {{ id = "{customer}" }}
[[operations]]
include-path-regex = "^/attendant/"
parameters = {{ id = "bob" }}
[[operations]]
include-path-regex = "^/chimpassist/"
parameters = {{ customer_id = "{customer}" }}
[[operations]]
include-path = ["/login", "/logout", "/chimpassist/auth", "/me", "/me/password"]
enabled = false
"""
"""Ids that lead somewhere, so that answers are not empty; and nobody logs in or out meanwhile,
or becomes somebody else."""

_ADMINISTERING = """
[[operations]]
exclude-path-regex = "^/(attendants|bans)"
enabled = false
[[operations]]
include-path-regex = "^/attendants/"
parameters = {{ id = "{attendant}" }}
"""
"""Accounts and bans alone, and changes of somebody who is there."""

_NO_LIMITS = {
    "requests_per_minute": 0,
    "session_rate_per_minute": 0,
    "auth_rate_per_minute": 0,
}


async def fuzz(
    house: House, folder: Path, phases: str, configuration: str = "", token: str = ""
) -> str:
    """Run schemathesis against a server; returns what it prints, and fails if it found a fault."""
    (folder / "schemathesis.toml").write_text(configuration, "utf-8")
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "schemathesis.cli", "--config-file", "schemathesis.toml"),
        *("run", house.url("/openapi.json"), "--no-color"),
        *("--phases", phases, "--checks", ",".join(_CHECKS)),
        *(("--header", f"Authorization: Bearer {token}") if token else ()),
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


async def unharmed(house: House, report: str, *, least: int = 50) -> None:
    """Nothing that the server did, by its own count, was its own fault."""
    told = await by(house, "chimp_http_requests_total", "status")
    assert not [status for status in told if status.startswith("5")], told
    tried = re.search(r"(\d+) generated, \1 passed", report)
    assert tried is not None, report
    assert least <= int(tried[1]) <= told.total()


async def test_no_request_of_a_stranger_breaks_anything(serve: Serve, tmp_path: Path) -> None:
    async with serve(http=_NO_LIMITS) as house:
        await unharmed(house, await fuzz(house, tmp_path, "coverage,fuzzing"))


async def test_what_an_attendant_is_told_about_people_who_talk_is_what_is_published(
    serve: Serve, tmp_path: Path
) -> None:
    async with serve(http=_NO_LIMITS) as house:
        await add_bob(house)
        email, password = BOBS_CREDENTIALS
        told = {"email": email, "password": password, "bearer": True}
        log_in = await post(house, "/login", told)
        async with (
            native_attendant(house, "bob", BOBS_CREDENTIALS) as bob,
            native_customer(house, customer={"name": "Ann", "plan": "gold"}) as ann,
        ):
            await bob.takes(ann)
            await ann.says("Hello")
            await bob.does("notes", sessionId=ann.session_id, id="n1", content="Nice")
            about = _ABOUT.format(session=ann.session_id, customer=ann.told["customerId"])
            report = await fuzz(house, tmp_path, "fuzzing", about, token=log_in["token"])
            await unharmed(house, report)
            assert (await ann.says("Still here"))["seq"] == 2


async def test_no_administrator_breaks_anything(serve: Serve, tmp_path: Path) -> None:
    async with serve(http=_NO_LIMITS) as house:
        async with accounts_of(house) as accounts:
            await accounts.add(email="a@example.com", password="long enough", is_administrator=True)
            bob = await accounts.add(email="bob@example.com", password="long enough")
        told = {"email": "a@example.com", "password": "long enough", "bearer": True}
        log_in = await post(house, "/login", told)
        about = _ADMINISTERING.format(attendant=bob.key)
        report = await fuzz(house, tmp_path, "fuzzing", about, token=log_in["token"])
        await unharmed(house, report, least=10)
