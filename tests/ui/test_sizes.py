"""What visitors have to load, as it goes over the line: brotli, as the server hands it out.

`chimp/ui/build.py` puts a `.br` beside each file that gets smaller by it.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from chimp.ui import build

_KB: Final = 1_000
_LINKED: Final = re.compile(r'(?:src|href)="/?(assets/[^"]+\.(?:js|css))"')


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
    folder = built / "widget"
    [chat] = folder.glob("chat-*.js")
    assert weight(folder / "widget.js") + weight(chat) < 30 * _KB


def test_each_language_is_one_small_file(built: Path) -> None:
    spoken = languages(built / "widget")
    assert len(spoken) >= 6
    assert max(map(weight, spoken)) < 1.5 * _KB


def test_the_component_is_next_to_nothing(built: Path) -> None:
    react = (built / "widget" / "react.js").read_text("utf-8")
    assert weight(built / "widget" / "react.js") < 1.5 * _KB
    assert re.search(r'from\s*[`"\']react[`"\']', react), "react is the site's own"


def test_the_console_comes_quickly(built: Path) -> None:
    index = built / "console" / "index.html"
    first = [built / "console" / name for name in _LINKED.findall(index.read_text("utf-8"))]
    assert first, "index.html names what it loads"
    assert weight(index) + sum(map(weight, first)) < 150 * _KB
