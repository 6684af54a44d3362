"""Disks that can be filled, made read-only and brought to a halt, where mounting is permitted."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 24, 1, 2
"""From the kernel's prctl.h and capability.h."""

_THAW_SECONDS = 30
"""After which a halted disk goes on whatever became of the test."""


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")


def _undo(*command: str) -> None:
    subprocess.run(command, check=True)


def needs(*programs: str) -> None:
    """Skip the test where they are not there, or may do nothing."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount")
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"there is no {program} here")


def obey_modes() -> None:
    """Give up root's right to read and write everything, in a process that is about to start."""
    libc = ctypes.CDLL(None)
    for right in _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH:
        libc.prctl(_PR_CAPBSET_DROP, right, 0, 0, 0)  # who is not root has none to give up


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[None]:
    """So much memory as a disk."""
    needs("mount", "umount")
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "chimp-test", str(folder))
    try:
        yield
    finally:
        _undo("umount", "--lazy", str(folder))


@contextmanager
def file_system(folder: Path, mebibytes: int = 32) -> Iterator[None]:
    """A file system of its own, in a file."""
    needs("mount", "umount", "mkfs.ext4")
    image = folder.with_name(f"{folder.name}.image")
    with image.open("wb") as file:
        file.truncate(mebibytes * 1024 * 1024)
    folder.mkdir()
    _run("mkfs.ext4", "-q", "-m", "0", str(image))
    _run("mount", "-o", "loop", str(image), str(folder))
    try:
        yield
    finally:
        _undo("umount", "--lazy", str(folder))


def fail(folder: Path) -> None:
    """What the system does to a file system that it finds broken."""
    _run("mount", "-o", "remount,abort", str(folder))


@contextmanager
def immutable(*files: Path) -> Iterator[None]:
    """Those files can not be written, not even by who has them open."""
    needs("chattr")
    names = [str(file) for file in files]
    _run("chattr", "+i", *names)
    try:
        yield
    finally:
        _undo("chattr", "-i", *names)


@contextmanager
def halted(folder: Path) -> Iterator[None]:
    """Whoever writes there waits; as with a network disk whose network is gone."""
    needs("fsfreeze")
    # It goes on by itself: a test that is killed must not leave processes that can not be.
    command = f"""
        trap 'fsfreeze --unfreeze "$0"' EXIT
        fsfreeze --freeze "$0" && echo halted && read -t {_THAW_SECONDS}
    """
    keeper = subprocess.Popen(
        ["bash", "-c", command, str(folder)],  # noqa: S607
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert keeper.stdout is not None
        if keeper.stdout.readline() != b"halted\n":
            pytest.skip("this file system can not be halted")
        yield
    finally:
        keeper.communicate()
