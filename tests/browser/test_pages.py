"""The pages as a browser takes them: what they may do, what is kept, and what works without a line.

The console registers its service worker itself; here the tests do, on its own page.
"""

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, Route, expect

from chimp.http.pages import BUILT
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Serve
from tests.browser.line import Line
from tests.browser.server import Server
from tests.browser.visitors import Theme, Visitor, Visitors

REGISTER: Final = """async () => {
  await navigator.serviceWorker.register("/service-worker.js");
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    });
  }
}"""
ENTRY: Final = "document.querySelector('script[type=module][src]').getAttribute('src')"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("is_phone", [False, True])
def test_the_example_is_for_everybody(visitors: Visitors, theme: Theme, *, is_phone: bool) -> None:
    page = visitors(theme=theme, is_phone=is_phone).open("/demo")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page, within="main")


def test_the_example_shows_the_line_of_this_server(server: Server, visitors: Visitors) -> None:
    visitor = visitors(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open("/demo")
    line = f'<script src="{server.url}/widget.js" async></script>'
    expect(page.locator("#the-line")).to_have_text(line)
    expect(page.locator("mark")).to_have_text(line)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == line


def test_a_nonce_may_begin_with_anything(server: Server, visitors: Visitors) -> None:
    visitor = visitors()
    visitor.log_in(server.add_attendant("Nina"))
    page = visitor.context.new_page()
    visitor.errors.expect("LOCAL_NETWORK_ACCESS")  # of a page that did not come from there itself
    page.route(f"{visitor.url}/", _answer_with_another_nonce)
    page.goto(f"{visitor.url}/")
    expect(page.locator("meta[name=csp-nonce]")).to_have_attribute("content", re.compile("^__"))
    expect(page.get_by_role("button", name=re.compile("^Profile: Nina"))).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    # It brings styles along, which without the nonce would be errors of the page.
    expect(page.locator("head > style")).not_to_have_count(0)


def _answer_with_another_nonce(route: Route) -> None:
    answer = route.fetch()
    policy = answer.headers["content-security-policy"]
    [nonce] = re.findall("'nonce-(.+?)'", policy)
    other = f"__{nonce}"
    headers = {**answer.headers, "content-security-policy": policy.replace(nonce, other)}
    route.fulfill(response=answer, headers=headers, body=answer.text().replace(nonce, other))


def test_the_example_in_a_frame_of_ours_and_of_nobody_else(visitors: Visitors) -> None:
    visitor = visitors()
    visitor.errors.expect("frame-ancestors")
    ours, elsewhere = visitor.open("/"), visitor.context.new_page()
    assert _can_frame(ours, f"{visitor.url}/demo")
    assert not _can_frame(ours, f"{visitor.url}/")
    assert not _can_frame(elsewhere, f"{visitor.url}/demo")


def _can_frame(page: Page, address: str) -> bool:
    page.evaluate(
        """(address) => new Promise((resolve) => {
          document.querySelector("iframe")?.remove();
          const frame = document.createElement("iframe");
          frame.onload = resolve;
          frame.src = address;
          document.body.append(frame);
        })""",
        address,
    )
    element = page.query_selector("iframe")
    assert element is not None
    frame = element.content_frame()
    assert frame is not None
    return bool(frame.evaluate("location.href") == address)


def test_the_console_can_be_installed(visitors: Visitors) -> None:
    page = visitors().open("/")
    manifest = page.request.get("/manifest.webmanifest").json()
    assert (manifest["start_url"], manifest["scope"]) == ("/", "/")
    assert manifest["display"] == "standalone"
    sizes = set()
    for icon in manifest["icons"]:
        answer = page.request.get(icon["src"])
        assert answer.ok
        assert answer.headers["content-type"].startswith(icon["type"])
        sizes.add((icon["sizes"], icon.get("purpose", "any")))
        if icon["type"] == "image/png":
            size = page.evaluate(
                """async (src) => {
                  const image = new Image();
                  image.src = src;
                  await image.decode();
                  return `${image.naturalWidth}x${image.naturalHeight}`;
                }""",
                icon["src"],
            )
            assert size == icon["sizes"]
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes


def _installed(visitor: Visitor) -> Page:
    page = visitor.open("/")
    page.evaluate(REGISTER)
    return page


def test_the_shell_opens_without_a_line(visitors: Visitors, line: Line) -> None:
    visitor = visitors(url=line.url, service_workers="allow")
    visitor.errors.expect("ERR_|WebSocket|Failed to fetch")
    page = _installed(visitor)
    nonce = page.evaluate("document.querySelector('meta[name=csp-nonce]').content")
    line.cut()
    page.reload()
    assert page.evaluate(ENTRY).startswith("/assets/")
    expect(page.locator("#root")).to_be_attached()
    # The policy that is kept belongs to the body that is kept.
    assert page.evaluate("document.querySelector('meta[name=csp-nonce]').content")
    line.mend()
    page.reload()
    assert page.evaluate("document.querySelector('meta[name=csp-nonce]').content") != nonce


def test_only_the_shell_is_kept(visitors: Visitors, line: Line) -> None:
    visitor = visitors(url=line.url, service_workers="allow")
    visitor.errors.expect("ERR_|WebSocket|Failed to fetch|status of 401")
    page = _installed(visitor)
    for path in ("/healthz", "/me", "/demo", "/docs", "/openapi.json", "/widget.js"):
        page.evaluate("(path) => fetch(path).then((answer) => answer.text())", path)
    kept = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) {
              found.push(new URL(request.url).pathname);
            }
          }
          return found;
        }"""
    )
    assert "/" in kept
    assert all(path == "/" or path.startswith("/assets/") for path in kept)
    line.cut()
    assert page.evaluate("fetch('/healthz').then(() => 'there', () => 'gone')") == "gone"


def test_after_an_update_nobody_sees_the_former_console(
    visitors: Visitors, serve: Serve, tmp_path: Path
) -> None:
    package = tmp_path / "chimp"
    leave_out = shutil.ignore_patterns("ui", "__pycache__")
    shutil.copytree(BUILT.parents[1], package, ignore=leave_out)
    built = package / "ui" / "built"
    shutil.copytree(BUILT, built)
    server = serve(root=tmp_path)
    visitor = visitors(url=server.url, service_workers="allow")
    page = _installed(visitor)
    former = page.evaluate(ENTRY)
    newer = _update(built, former)
    page.reload()
    assert page.evaluate(ENTRY) == newer
    # What the former console may still load is kept as long as a tab of it may be open …
    answered = page.evaluate("(path) => fetch(path).then((answer) => answer.status)", former)
    assert answered == 200
    # … and thrown away with its last tab.
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    page.wait_for_function(
        "navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))"
    )
    page.close()
    page = visitor.open("/demo")
    page.goto(f"{server.url}/")
    page.wait_for_function("caches.keys().then((names) => names.length === 1)")
    assert page.evaluate(ENTRY) == newer


def _update(built: Path, entry: str) -> str:
    """Another version of the console is installed; returns the name of its script."""
    index, assets = built / "console" / "index.html", built / "console" / "assets"
    worker = built / "pages" / "service-worker.js"
    # Each part has another name, as one built of other sources has, wherever it is named.
    names = {file.name: _renamed(file.name) for file in assets.glob("*.js")}
    for file in (index, worker, *assets.glob("*.js")):
        text = file.read_text("utf-8")
        for former, new in names.items():
            text = text.replace(former, new)
        file.write_text(text, "utf-8")
    for former, new in names.items():
        (assets / former).rename(assets / new)
    for packed in (*assets.glob("*.js.br"), *assets.glob("*.js.gz")):
        packed.unlink()
    text = re.sub(r'VERSION = "\w+"', 'VERSION = "newer"', worker.read_text("utf-8"))
    worker.write_text(text, "utf-8")
    for packed in worker.parent.glob("service-worker.js.*"):
        packed.unlink()
    return entry.replace(Path(entry).name, names[Path(entry).name])


def _renamed(name: str) -> str:
    new = re.sub(r"....\.js$", "0000.js", name)
    assert new != name
    return new
