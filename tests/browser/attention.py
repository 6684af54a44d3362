"""Whether somebody looks at a page, and what it does to be noticed when nobody does.

For a browser without a screen every page is in front, notifications are shown nowhere, and nobody
hears a sound. So all of it is written down, at the page's root, where `expect` can wait for it.
"""

import json
import re
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitors import Visitor

_SCRIPT: Final = """
(() => {
  let isLooking = true;
  const sounds = [];
  let notifications = [];
  const write = (name, value) => { document.documentElement.dataset[name] = value };
  const writeNotifications = () =>
    write("notifications", JSON.stringify(notifications.map(({ title }) => title)));

  Object.defineProperty(document, "hidden", { get: () => !isLooking });
  Object.defineProperty(document, "visibilityState",
    { get: () => (isLooking ? "visible" : "hidden") });
  document.hasFocus = () => isLooking;
  window.look = (is) => {
    isLooking = is;
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new Event(is ? "focus" : "blur"));
  };
  window.focus = () => window.look(true);

  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    sounds.push(Math.round(this.frequency.value));
    write("sounds", sounds.join(" "));
    start.apply(this, when);
  };
  window.forgetSounds = () => { sounds.length = 0; write("sounds", "") };

  const kept = [];
  addEventListener("storage", ({ key }) => { kept.push(key); write("kept", kept.join(" ")) });

  let permission = "default";
  window.Notification = class extends EventTarget {
    static get permission() { return permission }
    static async requestPermission() { return (permission = "granted") }
    constructor(title, { body, tag }) {
      super();
      Object.assign(this, { title, body, tag });
      notifications = [...notifications.filter((each) => each.tag !== tag), this];
      writeNotifications();
    }
    close() {
      notifications = notifications.filter((each) => each !== this);
      writeNotifications();
    }
  };
  window.notification = () => notifications.at(-1);
})()
"""


class Watched:
    """A page of which everything is written down that calls people."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._root = page.locator("html")

    def expect_kept(self, key: str) -> None:
        """Another tab has kept something under that key."""
        expect(self._root).to_have_attribute(
            "data-kept", re.compile(rf"(^| ){re.escape(key)}( |$)")
        )

    def look(self, *, away: bool = False) -> None:
        """At the page; `away`: at another one."""
        self.page.evaluate("(is) => look(is)", not away)

    def forget_sounds(self) -> None:
        self.page.evaluate("forgetSounds()")

    def pass_time(self, milliseconds: int) -> None:
        """In all tabs of the visitor: what is due by then has been done when it returns, once."""
        self.page.clock.fast_forward(milliseconds)

    def stop_time(self) -> None:
        """From now on it passes by `pass_time` alone, in all tabs of the visitor."""
        self.page.clock.pause_at(self.page.evaluate("Date.now()") / 1000 + 1)

    @property
    def sounds(self) -> str:
        """The pitches that were played, one after the other."""
        return self._root.get_attribute("data-sounds") or ""

    def expect_sounds(self, tune: str, *, times: int = 1) -> None:
        """At least so often, and nothing else."""
        heard = re.compile(rf"^{tune}( {tune}){{{times - 1},}}$")
        expect(self._root).to_have_attribute("data-sounds", heard)

    def expect_notifications(self, *titles: str) -> None:
        """All that are shown now."""
        expect(self._root).to_have_attribute("data-notifications", json.dumps(titles))

    @property
    def notifications(self) -> list[str]:
        """The titles of those that are shown now."""
        told: list[str] = json.loads(self._root.get_attribute("data-notifications") or "[]")
        return told

    def body_of_the_notification(self) -> Any:  # noqa: ANN401 - JSON
        """Of the latest."""
        return self.page.evaluate("notification().body")

    def click_the_notification(self) -> None:
        """The latest."""
        self.page.evaluate("notification().onclick()")

    @property
    def icon(self) -> Locator:
        """Of the tab."""
        return self.page.locator("link[rel=icon]")


def watched(visitor: Visitor, path: str) -> Watched:
    """A tab of theirs whose time can be passed."""
    page = visitor.context.new_page()
    page.add_init_script(_SCRIPT)
    page.clock.install()
    page.goto(f"{visitor.url}{path}")
    return Watched(page)
