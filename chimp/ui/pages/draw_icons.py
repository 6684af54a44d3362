"""Draws the icons that have to be PNGs from the SVGs: `python chimp/ui/pages/draw_icons.py`.

They are committed; this is for whoever changes the mark. Needs playwright and a Chromium.
"""

import shutil
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

_HERE: Final = Path(__file__).parent / "icons"
_DRAWN: Final = (
    ("icon", "icon-48.png", 48),
    ("icon", "icon-192.png", 192),
    ("icon", "icon-512.png", 512),
    ("maskable", "maskable-192.png", 192),
    ("maskable", "maskable-512.png", 512),
    # What iOS puts on the home screen, where it draws no transparency.
    ("maskable", "apple-touch-icon.png", 180),
)


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for source, name, size in _DRAWN:
            page = browser.new_page(viewport={"width": size, "height": size})
            drawing = (_HERE / f"{source}.svg").read_text("utf-8")
            page.set_content(f"<style>*{{margin:0;display:block}}</style>{drawing}")
            page.screenshot(path=_HERE / name, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
