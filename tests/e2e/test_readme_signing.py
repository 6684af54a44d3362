"""What the README tells a site to do to sign for its customers, done."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.house import Serve
from tests.e2e.test_signed import post

README = Path(__file__).parents[2] / "README.md"
KEY = "a secret of the site, 32 bytes long"
ENVIRONMENT = {**os.environ, "CHIMP_AUTH__SITE_KEY": KEY}

PYTHON_USER = """
from types import SimpleNamespace
print(identity_of(SimpleNamespace(id=7, name="Ann", email="ann@example.org")))
"""
JAVASCRIPT_USER = """
console.log(identityOf({ id: 7, name: "Ann", email: "ann@example.org" }));
"""


def snippet(language: str) -> str:
    """The first one of that language in the section about signing."""
    section = README.read_text("utf-8").split("### Sign your customers\n")[1].split("\n### ")[0]
    found = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def identities() -> dict[str, str]:
    """What each snippet makes of the same customer."""
    programs = {"python": ([sys.executable, "-c"], snippet("python") + PYTHON_USER)}
    if (node := shutil.which("node")) is not None:
        arguments = [node, "--input-type=module", "--eval"]
        programs["javascript"] = (arguments, snippet("js") + JAVASCRIPT_USER)
    return {
        language: subprocess.run(
            [*command, program], env=ENVIRONMENT, check=True, capture_output=True, text=True
        ).stdout.strip()
        for language, (command, program) in programs.items()
    }


@pytest.mark.parametrize("mode", ["capability", "signed"])
async def test_the_readmes_snippets_make_verified_customers(serve: Serve, mode: str) -> None:
    async with serve(auth={"mode": mode, "site_key": KEY}) as house:
        for identity in identities().values():
            status, given = await post(house, "/session", {"identity": identity})
            assert (status, given["customerId"], given["verified"]) == (200, "7", True)
            status, said = await post(house, "/session", {"identity": identity[:-4] + "AAAA"})
            assert (status, said["error"], said["field"]) == (401, "identity_refused", "identity")
