"""What administrators may choose, and what the widget speaks, are the same languages."""

from chimp.ui import build
from chimp.wire.settings import LANGUAGES


def test_every_language_of_the_widget_can_be_chosen() -> None:
    texts = (build.HERE / "widget" / "src" / "language").glob("*.json")
    assert sorted(file.stem for file in texts) == sorted(LANGUAGES)
