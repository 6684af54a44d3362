"""What the terminal shows once the server is ready: what listens where, and what to do next."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from chimp import __version__
from chimp.config import Settings
from chimp.core.access import Mode
from chimp.services.accounts import ADMINISTRATOR_EMAIL, TEST_ATTENDANT

_MODES = {
    Mode.CAPABILITY: "attendants log in; customers hold an id that cannot be guessed",
    Mode.SIGNED: "attendants log in; customers hold a token, and the site signs for who they are",
    Mode.OPEN: "ANYBODY MAY BE ANYBODY: for trusted networks only",
}
_ANY_ORIGIN = "any page (http.allowed_origins)"
_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not listened on


def welcome(
    settings: Settings,
    *,
    http_port: int,
    mqtt_port: int,
    allowed_origins: Sequence[str],
    has_site_key: bool,
    one_time_password: str | None,
    accepts_test_attendant: bool,
    how_to_build: str | None = None,
) -> str:
    """The block, without a line break at its end; `how_to_build` the pages, if they are not."""
    web = f"{_reachable(settings.http.host)}:{http_port}"
    tcp = f"{_reachable(settings.mqtt.host)}:{mqtt_port}"
    base = settings.mqtt.base_topic
    s = "" if settings.tls.certificate is None else "s"
    rows = [
        *_pages(f"http{s}://{web}", how_to_build),
        ("HTTP", f"http{s}://{web}{_where(settings.http.host)}"),
        ("MQTT, WebSocket", f"ws{s}://{web}{settings.mqtt.websocket_path}"),
        ("MQTT, TCP", f"mqtt{s}://{tcp}{_where(settings.mqtt.host)}"),
        ("Topics", f"below {base}/" if base else "bare, as in server/sessions/request"),
        ("Access", f"{settings.auth.mode.value}: {_MODES[settings.auth.mode]}"),
        *_without_site_key(settings.auth.mode, has_site_key=has_site_key),
        ("Origins", ", ".join(allowed_origins) or _ANY_ORIGIN),
        ("Data", str(settings.data_dir.resolve())),
    ]
    lines = [f"Chimp {__version__} is ready", ""]
    lines += [f"  {name:<17}{text}" for name, text in rows]
    lines += _people(one_time_password, accepts_test_attendant=accepts_test_attendant)
    lines += [
        "",
        f"  Protocol         http{s}://{web}/docs",
        f"  Health           http{s}://{web}/readyz and http{s}://{web}/metrics",
        "  Stop             Ctrl-C",
    ]
    return "\n".join(lines)


def _pages(address: str, how_to_build: str | None) -> list[tuple[str, str]]:
    if how_to_build is not None:
        return [("Pages", f"NOT BUILT, the API alone is served; to build them: {how_to_build}")]
    return [
        ("Console", f"{address}/"),
        ("Widget", f'<script src="{address}/widget.js" async></script>'),
        ("Example", f"{address}/demo"),
    ]


def _without_site_key(mode: Mode, *, has_site_key: bool) -> list[tuple[str, str]]:
    if mode is not Mode.SIGNED or has_site_key:
        return []
    return [("", "the site has no key yet (auth.site_key): all customers are fresh visitors")]


def _people(one_time_password: str | None, *, accepts_test_attendant: bool) -> list[str]:
    lines = []
    if one_time_password is not None:
        lines += [
            "",
            "  An administrator was made, because there was no attendant yet:",
            f"    e-mail {ADMINISTRATOR_EMAIL}, one-time password {one_time_password}",
            "    It is shown only now. Log in with it at the console, which leads on from there.",
            f"    If it gets lost: {_command()} attendant passwd {ADMINISTRATOR_EMAIL}",
        ]
    if accepts_test_attendant:
        test = TEST_ATTENDANT
        lines += [
            "",
            f"  The built-in test attendant is accepted: {test.email} with any password",
            f"    logs in as {test.name} ({test.id}), until you add an attendant of your own.",
        ]
    return lines


def _reachable(host: str) -> str:
    """An address that works on this machine."""
    if host in _EVERYWHERE:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _where(host: str) -> str:
    return "  (on every interface)" if host in _EVERYWHERE else ""


def _command() -> str:
    """How this program is called from where it was started."""
    if shutil.which("chimp") is not None:
        return "chimp"
    program = Path(sys.executable).with_name("chimp")
    return os.path.relpath(program) if program.exists() else "python -m chimp"
