"""The shape of the house: who imports whom, and what is written in one place alone."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "chimp"
UI: Final = PACKAGE / "ui"
"""Builds the pages, and is installed nowhere."""

MAY_IMPORT: Final[dict[str, set[str]]] = {
    "core": set(),
    "wire": {"core"},
    "store": {"core"},
    "services": {"core", "wire", "store"},
    "http": {"core", "wire", "services"},
    "broker": {"core"},
    "config": {"core"},
    "log": {"config"},
    "tls": set(),
    "app": {
        "core",
        "wire",
        "store",
        "services",
        "http",
        "broker",
        "config",
        "log",
        "tls",
        "welcome",
    },
    "welcome": {"core", "config", "services"},
    "cli": {"core", "store", "services", "config", "log", "app"},
    "__main__": {"cli"},
    "__init__": set(),
}
"""The arrows: `cli → app → http → services → {wire, store} → core`, `broker → core`.

`config_values.py` belongs to `config`, `cli_attendant.py` to `cli`.
"""

TOUCHES_THE_WORLD: Final = {
    "asyncio",
    "ctypes",
    "datetime",
    "http",
    "io",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "select",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
"""Of the standard library, what knows a clock, chance, or anything outside the process."""

BUILTINS_WITH_IO: Final = {"open", "print", "input"}

TOPIC_STARTS: Final = tuple(
    f"{side}/{kind}"
    for side in ("server", "client")
    for kind in ("sessions", "attendants", "channels", "desk")
)
TOPICS_LIVE_IN: Final = {"core/topics.py", "core/access.py"}


class Module(NamedTuple):
    """One file of the package; `name` is its path in it, as "core/topics.py"."""

    name: str
    tree: ast.Module

    @property
    def layer(self) -> str:
        first = self.name.split("/", maxsplit=1)[0].removesuffix(".py")
        return first if "/" in self.name or first.startswith("_") else first.split("_")[0]


@cache
def modules() -> tuple[Module, ...]:
    return tuple(
        Module(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if UI not in path.parents
    )


def imports(module: Module) -> Iterator[str]:
    """Every module it imports, wherever the import stands, by its full name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}: imports are written in full"
            assert node.module is not None
            if node.module == "chimp":
                yield from (f"chimp.{alias.name}" for alias in node.names)
            else:
                yield node.module


def inner_layers(module: Module) -> set[str]:
    """The layers of ours that it imports, other than its own."""
    names = {name.split(".")[1] for name in imports(module) if name.startswith("chimp.")}
    layers = {name if name.startswith("_") else name.split("_")[0] for name in names}
    return layers - {module.layer, "__version__"}


def strings(tree: ast.Module) -> Iterator[str]:
    """Every string that is not documentation, the fixed parts of f-strings among them."""
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
        ):
            yield node.value


@pytest.fixture(params=modules(), ids=lambda module: module.name)
def module(request: pytest.FixtureRequest) -> Module:
    found: Module = request.param
    return found


def test_arrows_point_down_only(module: Module) -> None:
    assert inner_layers(module) <= MAY_IMPORT[module.layer]


def test_the_rules_know_nothing_but_themselves() -> None:
    for module in modules():
        if module.layer != "core":
            continue
        roots = {name.split(".")[0] for name in imports(module)} - {"chimp"}
        assert roots <= sys.stdlib_module_names, module.name
        assert not roots & TOUCHES_THE_WORLD, module.name
        called = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
        assert not called & BUILTINS_WITH_IO, module.name
        asynchronous = ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith
        assert not any(isinstance(node, asynchronous) for node in ast.walk(module.tree))


def test_topics_are_written_in_one_place(module: Module) -> None:
    if module.name in TOPICS_LIVE_IN:
        return
    assert not [text for text in strings(module.tree) if text.startswith(TOPIC_STARTS)]


TASKS: Final = "broker/tasks.py"
"""The one place: amqtt starts and stops where no TaskGroup can be, so this keeps its own."""


def test_a_task_is_never_started_and_forgotten(module: Module) -> None:
    if module.name == TASKS:
        return
    lone = {
        ast.unparse(node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and ast.unparse(node).endswith(("asyncio.create_task", "loop.create_task", "ensure_future"))
    }
    assert not lone, "a TaskGroup sees how its tasks end"


def test_every_layer_is_named_here() -> None:
    assert {module.layer for module in modules()} <= MAY_IMPORT.keys()


def test_what_few_servers_need_is_loaded_by_those_alone() -> None:
    """Signatures of the site, certificates and a second broker: 10 MB of memory together."""
    told = "import chimp.app, sys; print(*(name for name in sys.modules if '.' not in name))"
    command = [sys.executable, "-c", told]
    loaded = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "aiohttp" in loaded.split()
    assert not {"jwt", "cryptography", "aiomqtt"} & set(loaded.split())
