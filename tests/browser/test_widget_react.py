"""`<ChimpWidget>` in a site of React's, under the same conditions as a real one: StrictMode."""

import json
import subprocess
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from chimp.ui import build
from tests.browser.attending import attending
from tests.browser.server import Server
from tests.browser.site import site
from tests.browser.visitors import Visitors
from tests.browser.widget import widget_on

_APP: Final = """
import { createElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ChimpWidget } from "%(component)s";
const root = createRoot(document.getElementById("root"));
window.show = (props) =>
  root.render(createElement(StrictMode, null, props && createElement(ChimpWidget, props)));
"""
_BUNDLE: Final = """
import { build } from "vite";
const [folder, modules] = process.argv.slice(1);
const own = Object.fromEntries(["react", "react-dom"].map((it) => [it, `${modules}/${it}`]));
await build({
  configFile: false, logLevel: "error", define: { "process.env.NODE_ENV": '"development"' },
  resolve: { alias: own },
  build: { outDir: folder, emptyOutDir: false, minify: false,
    lib: { entry: `${folder}/entry.mjs`, formats: ["iife"], name: "app", fileName: () => "app.js" },
  },
});
"""


@pytest.fixture(scope="module")
def app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site's own script, bundled as sites bundle theirs."""
    del browser  # the pages are built
    node = build.usable_node()
    assert node is not None
    folder = tmp_path_factory.mktemp("site")
    component = build.HERE / "built" / "widget" / "react.js"
    (folder / "entry.mjs").write_text(_APP % {"component": component}, "utf-8")
    words = [
        "--input-type=module",
        "--eval",
        _BUNDLE,
        str(folder),
        str(build.HERE / "node_modules"),
    ]
    subprocess.run([node.program, *words], check=True, cwd=build.HERE / "widget")
    return (folder / "app.js").read_text("utf-8")


def test_it_comes_and_goes_with_its_component(server: Server, app: str, visitors: Visitors) -> None:
    user = json.dumps({"id": "rui", "name": "Rui", "avatarURL": None})
    with site() as somewhere, attending(server, "Ana") as ana:
        somewhere.shows(
            f"<script>localStorage.userData = JSON.stringify({user})</script>",
            f'<div id="root"></div><script>{app.replace("</script", "<&#47;script")}</script>',
        )
        page = visitors().open(somewhere.url)
        props = {
            "backendEndpoint": server.url,
            "mqttBrokerHost": f"{server.url}/mqtt",
            "mqttBaseTopic": "",
            "title": "Ask Fig & Fern",
            "showPoweredBy": False,
        }
        page.evaluate("(props) => { show(props); show(null); show(props) }", props)
        widget = widget_on(page).open()
        expect(widget.host).to_have_count(1)
        expect(widget.panel.get_by_role("heading")).to_have_text("Ask Fig & Fern")
        expect(widget.panel).not_to_contain_text("Powered by")
        widget.say("Hello")
        widget.expect_state("Hello", "Sent")
        widget.is_served_by("Ana")
        customer = ana.session["customer"]
        assert (customer["id"], customer["name"]) == ("rui", "Rui")

        page.evaluate("show(null)")
        expect(widget.host).to_have_count(0)
        page.evaluate("(props) => show(props)", props)
        expect(widget.launcher).to_be_visible()
        ana.say("Welcome back")
        expect(widget.launcher).to_have_accessible_name("Open chat, 1 unread message")
        widget.open()
        expect(widget.bubble("Welcome back")).to_be_visible()
