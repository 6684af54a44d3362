import subprocess
import sys

from tests.e2e.process import ROOT, clean_environment

HASHED = """
import asyncio
from chimp.services.passwords import Passwords
print(asyncio.run(Passwords().hash("long enough")))
"""


def test_what_is_stored_takes_64_mb_and_three_passes_to_try() -> None:
    # In a process of its own: here they are cheap.
    made = subprocess.run(
        [sys.executable, "-c", HASHED],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean_environment(),
    )
    assert made.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
