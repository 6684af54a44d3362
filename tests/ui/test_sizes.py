"""What visitors have to load, as it goes over the line: brotli, as the server hands it out.

`chimp/ui/build.py` puts a `.br` beside each file that gets smaller by it.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from chimp.ui import build

_KB: Final = 1_000
_INBOX: Final = (
    "index.html",
    "src/app/shell.tsx",
    "src/setup/setup-gate.tsx",
    "src/conversation/conversation-pane.tsx",
    "src/customer/index.ts",
)
"""What the browser of an attendant asks for who has the inbox open, and a session in it."""


@pytest.fixture(scope="module")
def built() -> Path:
    build.build()
    return build.HERE / "built"


def weight(file: Path) -> int:
    """In bytes."""
    packed = file.with_name(file.name + ".br")
    return (packed if packed.exists() else file).stat().st_size


def languages(folder: Path) -> list[Path]:
    sources = build.HERE / "widget" / "src" / "language"
    found = [folder.glob(f"{source.stem}-*.js") for source in sources.glob("*.json")]
    return [file for files in found for file in files]


def test_a_page_pays_little_for_a_chat_that_nobody_opens(built: Path) -> None:
    assert weight(built / "widget" / "widget.js") < 6 * _KB


def test_an_open_chat_is_small_in_all(built: Path) -> None:
    """In whichever language."""
    folder = built / "widget"
    [chat] = folder.glob("chat-*.js")
    largest = max(map(weight, languages(folder)))
    assert weight(folder / "widget.js") + weight(chat) + largest < 30 * _KB


def test_each_language_is_one_small_file(built: Path) -> None:
    spoken = languages(built / "widget")
    assert len(spoken) >= 6
    assert max(map(weight, spoken)) < 1.5 * _KB


def test_the_component_is_next_to_nothing(built: Path) -> None:
    react = (built / "widget" / "react.js").read_text("utf-8")
    assert weight(built / "widget" / "react.js") < 1.5 * _KB
    assert re.search(r'from\s*[`"\']react[`"\']', react), "react is the site's own"


def loaded(console: Path, parts: Iterable[str]) -> set[Path]:
    """All files that these parts need, by Vite's manifest: code and style sheets."""
    manifest = json.loads((console / ".vite" / "manifest.json").read_text("utf-8"))
    needed: set[str] = set()
    asked = list(parts)
    while asked:
        part = asked.pop()
        if part not in needed:
            needed.add(part)
            asked += manifest[part].get("imports", [])
    names = [[manifest[part]["file"], *manifest[part].get("css", [])] for part in needed]
    return {console / name for of_part in names for name in of_part}


@pytest.mark.parametrize("language", ["en", "pt-BR"])
def test_the_console_comes_quickly(built: Path, language: str) -> None:
    console = built / "console"
    files = loaded(console, [*_INBOX, f"src/language/{language}.ts"])
    assert weight(console / "index.html") + sum(map(weight, files)) < 150 * _KB
