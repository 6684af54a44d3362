"""The Chromium that the tests look through: `python -m tests.browser.chromium` sees to it.

Playwright would download one of its own; the system's is the one that people have.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import Final

_SHELL: Final = "chromium-headless-shell"
"""Chromium without a window: what a page is in is the same, and a new visitor takes a quarter of a
second instead of a whole one (measured), most of it for tabs and buttons that nobody sees."""

_PROGRAMS: Final = (_SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
"""Root has no sandbox, a container's /dev/shm is small, and there is nobody to watch."""
_FONTS: Final = "fonts-noto-color-emoji"
"""Without it the pictures have boxes where emoji are."""
_APT: Final = ("apt-get", "--quiet", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10")
_APT_SECONDS: Final = 300
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
    if shutil.which(_SHELL) is None:
        _install()
    try:
        executable()
    except NoChromium as missing:
        print(f"tests: {missing}", file=sys.stderr)  # noqa: T201 - for who runs make
        return 1
    return 0


def _install() -> None:
    """Root of a Debian or Ubuntu may, and only Debian has the shell; nobody is asked a password."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    if not _apt("update"):
        return
    if not _apt("install", "--yes", "--no-install-recommends", _SHELL, _FONTS):
        with suppress(NoChromium):
            executable()
            return
        _apt("install", "--yes", "--no-install-recommends", "chromium", _FONTS)


def _apt(*words: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            [*_APT, *words], env=environment, check=False, timeout=_APT_SECONDS, stdout=sys.stderr
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
