"""The Chromium that the tests look through: `python -m tests.browser.chromium` sees to it.

Playwright would download one of its own; the system's is the one that people have.
"""

import os
import shutil
import subprocess
import sys
from typing import Final

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
"""Root has no sandbox, a container's /dev/shm is small, and there is nobody to watch."""
_PACKAGES: Final = ("chromium", "fonts-noto-color-emoji")
"""Of Debian and Ubuntu. Without the second one the pictures have boxes where emoji are."""
_HOW: Final = (
    "there is no Chromium, which the tests of the pages look through."
    " On Debian and Ubuntu: apt install chromium"
)


class NoChromium(Exception):
    """`str()` says what to install."""


def executable() -> str:
    """Its path; raises NoChromium."""
    for program in _PROGRAMS:
        path = shutil.which(program)
        if path is not None:
            return path
    raise NoChromium(_HOW)


def main() -> int:
    """Install it if that is possible without asking; returns the exit code."""
    try:
        executable()
    except NoChromium as missing:
        if not _install():
            print(f"tests: {missing}", file=sys.stderr)  # noqa: T201 - for who runs make
            return 1
    return 0


def _install() -> bool:
    """Root of a Debian or Ubuntu may; nobody else is asked for a password."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", *_PACKAGES]):
        if subprocess.run([apt, "--quiet", *words], env=environment, check=False).returncode:
            return False
    return any(shutil.which(program) for program in _PROGRAMS)


if __name__ == "__main__":
    sys.exit(main())
