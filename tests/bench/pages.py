"""From a key press in one browser to pixels in the other: `python -m tests.bench.pages [--quick]`.

A customer in the widget and an attendant in the console, each in a Chromium of their own, on this
machine and against a real server that stores every message before it tells of it. The clock starts
with the key's own time stamp, in the sender's browser, and stops in the other one after the frame
that shows the message has been drawn. Chromium draws 60 frames a second here, of which half a
frame is waiting on average.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Locator, Page, Playwright, expect, sync_playwright

from chimp.ui import build
from tests.bench.figures import Figures, percentile, table
from tests.browser import chromium
from tests.browser.server import Server, served
from tests.browser.visitors import PATIENCE, Visitors
from tests.browser.widget import widget_on

_THOROUGH: Final = 200
_QUICK: Final = 30
_WARM: Final = 5
"""Messages before any is counted."""

# The sender remembers when the key went down, in ms since the epoch.
_PRESSED: Final = """() => {
  addEventListener("keydown", (event) => {
    if (event.key === "Enter") window.pressedAt = performance.timeOrigin + event.timeStamp;
  }, true);
}"""

# The other side resolves `shownAt` after the frame that first has the text in it.
_AWAIT: Final = """(log, text) => {
  window.shownAt = new Promise((resolve) => {
    const look = () => {
      if (!log.textContent.includes(text)) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null); // comes after the frame
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(log, { childList: true, subtree: true, characterData: true });
  });
}"""


@dataclass(frozen=True, slots=True)
class Side:
    """Where somebody writes, and where they see what the other one wrote."""

    page: Page
    field: Locator
    log: Locator


def _measured(sender: Side, receiver: Side, name: str, messages: int) -> list[float]:
    """Milliseconds, one message after the other."""
    sender.page.evaluate(_PRESSED)
    found = []
    for number in range(_WARM + messages):
        text = f"{name} number {number}."
        receiver.log.evaluate(f"(log, text) => {{ ({_AWAIT})(log, text) }}", text)
        sender.field.fill(text)
        sender.field.press("Enter")
        shown = receiver.page.evaluate("window.shownAt")
        pressed = sender.page.evaluate("window.pressedAt")
        if number >= _WARM:
            found.append(shown - pressed)
    return found


@contextmanager
def _talking(server: Server, playwright: Playwright) -> Iterator[tuple[Side, Side]]:
    """A customer and an attendant in the middle of a conversation."""
    bob = server.add_attendant("Bob")
    browsers = [_browser(playwright) for _ in range(2)]
    here, there = (Visitors(browser, server.url) for browser in browsers)
    attendant = here()
    attendant.log_in(bob)
    console = attendant.open("/")
    widget = widget_on(there().open("/demo")).open()
    widget.say("Hello")
    widget.expect_state("Hello", "Sent")
    [session] = attendant.json("GET", "/desk")["sessions"]
    console.goto(f"{server.url}/#/sessions/{session['sessionId']}")
    console.get_by_role("button", name="Accept").first.click()
    log = console.get_by_role("log").first
    expect(log.get_by_text("Hello")).to_be_visible()
    field = console.get_by_role("textbox", name="Write to")
    yield Side(widget.page, widget.field, widget.log), Side(console, field, log)
    for browser in browsers:
        browser.close()


def _browser(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
    )


def measured(messages: int) -> Figures:
    """Both directions."""
    with (
        TemporaryDirectory(prefix="chimp-bench-") as folder,
        served(Path(folder) / "data", MQTT__LIMITS__MAX_PUBLISHES_PER_SECOND="0") as server,
        sync_playwright() as playwright,
        _talking(server, playwright) as (customer, attendant),
    ):
        return {
            "messages": messages,
            "to_attendant": _figures(_measured(customer, attendant, "Question", messages)),
            "to_customer": _figures(_measured(attendant, customer, "Answer", messages)),
        }


def _figures(found: list[float]) -> Figures:
    told = {f"p{percent}_ms": round(percentile(found, percent), 1) for percent in (50, 95)}
    return {**told, "max_ms": round(max(found), 1)}


def _shown(figures: Figures) -> str:
    rows = [
        (name, *figures[key].values())
        for name, key in (
            ("customer to attendant", "to_attendant"),
            ("attendant to customer", "to_customer"),
        )
    ]
    title = f"Key press in one browser to pixels in the other ({figures['messages']} messages)"
    return table(title, ("direction", "p50 ms", "p95 ms", "max ms"), rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a rough look")
    parser.add_argument("--json", type=Path, default=Path("build/bench-pages.json"), metavar="FILE")
    wanted, _ = parser.parse_known_args()
    try:
        chromium.executable()
    except chromium.NoChromium as missing:
        print(missing, file=sys.stderr)
        return 2
    build.build()
    expect.set_options(timeout=PATIENCE)
    figures = measured(_QUICK if wanted.quick else _THOROUGH)
    print(_shown(figures))
    wanted.json.parent.mkdir(parents=True, exist_ok=True)
    wanted.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"\nwritten to {wanted.json}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
