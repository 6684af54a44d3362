"""How smoothly the console draws a full desk: `python -m tests.bench.frames [--quick]`.

An attendant's Chromium on this machine, with 200 sessions in the list and 5,000 messages in one of
them, of which all are fetched. It scrolls, and hears new messages; a frame is what lies between two
calls of `requestAnimationFrame`, of which there are 60 a second at best. The software renderer of a
machine without a graphics card is part of what is measured.
"""

import argparse
import json
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Locator, Page, expect, sync_playwright

from chimp.ui import build
from tests.bench.figures import Figures, percentile, table
from tests.browser import chromium
from tests.browser.customer import Customer
from tests.browser.server import Server, served
from tests.browser.visitors import PATIENCE, Visitors

_THOROUGH: Final = (200, 5_000)
_QUICK: Final = (40, 500)
_FRAMES: Final = 240
_STEP: Final = 100
"""Pixels a frame: a flick, seven screens a second."""
_HEARD: Final = 40
"""Messages that come while frames are counted."""
_PAUSE: Final = 100
"""Milliseconds between them."""

# Scrolls up and down by so many pixels a frame, and resolves with the lengths of the frames in ms.
_SCROLLED: Final = """(element, [frames, step]) => new Promise((resolve) => {
  const found = [];
  let before = null;
  let by = element.scrollTop > 0 ? -step : step;
  const frame = (now) => {
    if (before !== null) found.push(now - before);
    before = now;
    if (found.length >= frames) return resolve(found);
    const at = element.scrollTop;
    element.scrollTop = at + by;
    if (element.scrollTop === at) by = -by;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""

# Counts until told to stop: `window.stopCounting()` gives the lengths.
_COUNT: Final = """() => {
  const found = [];
  let before = null;
  let isOver = false;
  const frame = (now) => {
    if (before !== null) found.push(now - before);
    before = now;
    if (!isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.stopCounting = () => { isOver = true; return found; };
}"""

# Whether the whole conversation has been fetched: up there, nothing more comes.
_TO_TOP: Final = """(log) => { log.scrollTop = 0; return log.scrollHeight; }"""


def measured(sessions: int, messages: int) -> Figures:
    """Of one desk."""
    with (
        TemporaryDirectory(prefix="chimp-bench-") as folder,
        served(Path(folder) / "data", MQTT__LIMITS__MAX_PUBLISHES_PER_SECOND="0") as server,
        sync_playwright() as playwright,
        ExitStack() as people,
    ):
        talker = _filled(server, people, sessions, messages)
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        people.callback(browser.close)
        attendant = Visitors(browser, server.url)()
        attendant.log_in(server.add_attendant("Ana", "--type", "supervisor"))
        page = attendant.open(f"/#/sessions/{talker.session}")
        log = page.get_by_role("log")
        expect(log.get_by_text(f"Message {messages}.")).to_be_visible()
        rows = page.locator("[data-session]").first.locator("xpath=ancestor::ul/..")
        listed = rows.evaluate(_SCROLLED, [_FRAMES, _STEP])
        _fetch_all(log)
        scrolled = log.evaluate(_SCROLLED, [_FRAMES, _STEP])
        heard = _heard(page, log, talker, every=_PAUSE)
        burst = _heard(page, log, talker, every=0)
        return {
            "sessions": sessions,
            "messages": messages,
            "list_scrolled": _figures(listed),
            "conversation_scrolled": _figures(scrolled),
            "ten_messages_a_second": _figures(heard),
            "messages_back_to_back": _figures(burst),
        }


def _filled(server: Server, people: ExitStack, sessions: int, messages: int) -> Customer:
    """Customers who wait, the last of whom has written all the messages."""
    for number in range(sessions - 1):
        customer = people.enter_context(Customer(server, name=f"Customer {number}"))
        customer.sends("Hello, is there anybody?")
    talker = people.enter_context(Customer(server, name="Talker"))
    talker.tells(
        *(f"Message {number}. " + "words " * (number % 40) for number in range(1, messages + 1))
    )
    return talker


def _fetch_all(log: Locator) -> None:
    """Scrolls to the top until the first message stands there."""
    first = log.get_by_text("Message 1.").first
    for _ in range(1_000):
        log.evaluate(_TO_TOP)
        log.page.wait_for_timeout(50)
        if first.is_visible():
            return
    message = "the first message was not fetched"
    raise AssertionError(message)


def _heard(page: Page, log: Locator, talker: Customer, *, every: float) -> list[float]:
    """Frames while messages come at the end: `every` so many ms, or one after the other."""
    log.evaluate("(log) => { log.scrollTop = log.scrollHeight; }")
    page.evaluate(_COUNT)
    for number in range(_HEARD):
        talker.says(f"News {number}.")
        if every:
            page.wait_for_timeout(every)
    page.wait_for_timeout(100)
    found: list[float] = page.evaluate("window.stopCounting()")
    return found


def _figures(frames: list[float]) -> Figures:
    return {
        "frames": len(frames),
        "per_second": round(1_000 * len(frames) / sum(frames), 1),
        "p95_ms": round(percentile(frames, 95), 1),
        "longest_ms": round(max(frames), 1),
    }


def _shown(figures: Figures) -> str:
    rows = [
        (key.replace("_", " "), *told.values())
        for key, told in figures.items()
        if isinstance(told, dict)
    ]
    title = f"Frames ({figures['sessions']} sessions, {figures['messages']} messages in one)"
    return table(title, ("what", "frames", "per second", "p95 ms", "longest ms"), rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.frames", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a rough look")
    parser.add_argument("--json", type=Path, default=Path("build/bench-frames.json"))
    wanted, _ = parser.parse_known_args()
    try:
        chromium.executable()
    except chromium.NoChromium as missing:
        print(missing, file=sys.stderr)
        return 2
    build.build()
    expect.set_options(timeout=PATIENCE)
    figures = measured(*(_QUICK if wanted.quick else _THOROUGH))
    print(_shown(figures))
    wanted.json.parent.mkdir(parents=True, exist_ok=True)
    wanted.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {wanted.json}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
