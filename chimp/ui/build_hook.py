"""What hatchling does before it packs a wheel or an sdist, or installs in place: build the pages.

Both carry them, so that nobody who installs Chimp needs Node, but for those who install it from a
checkout; and they are given a Node for the build, if there is none.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PagesHook(BuildHookInterface[Any]):
    """hatchling finds it by itself: it is the only hook here."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What has to be installed for the build."""
        pages = self._pages()
        if pages.is_built() or pages.usable_node() is not None:
            return []
        return [pages.NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises BuildError."""
        pages = self._pages()
        pages.build()
        if version != "editable":
            build_data["force_include"][str(pages.HERE / "built")] = "chimp/ui/built"

    def _pages(self) -> ModuleType:
        """The module beside this one; neither belongs to a package that could be imported now."""
        name = "chimp_ui_build"
        if name not in sys.modules:
            path = Path(self.root) / "chimp" / "ui" / "build.py"
            specification = importlib.util.spec_from_file_location(name, path)
            assert specification is not None  # noqa: S101 - it is a Python file
            assert specification.loader is not None  # noqa: S101 - the same
            sys.modules[name] = importlib.util.module_from_spec(specification)
            specification.loader.exec_module(sys.modules[name])
        return sys.modules[name]
