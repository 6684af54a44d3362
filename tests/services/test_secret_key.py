"""The server's keys in their file: whole at any moment, and for nobody else to read."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from chimp.core.keys import KeyRing
from chimp.services.secret_key import KEY_BYTES, MOST_FORMER, load_or_create, rotate, take_up


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secret.key"


@pytest.fixture
def wide_open() -> Iterator[None]:
    """The system would let everybody read what we make."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("wide_open")
def test_a_key_is_made_once_and_for_nobody_else_to_read(path: Path) -> None:
    (key,) = load_or_create(path)
    assert len(key) == KEY_BYTES
    assert mode(path) == 0o600
    assert load_or_create(path) == (key,)
    rotate(path)
    assert mode(path) == 0o600


def test_two_servers_have_two_keys(tmp_path: Path) -> None:
    assert load_or_create(tmp_path / "one.key") != load_or_create(tmp_path / "another.key")


def test_a_new_key_comes_first_and_so_many_former_ones_are_kept(path: Path) -> None:
    keys = load_or_create(path)
    for _ in range(MOST_FORMER):
        done = rotate(path)
        fresh, *former = load_or_create(path)
        assert tuple(former) == keys
        assert fresh not in former
        assert (done.kept, done.forgotten) == (len(former), 0)
        keys = (fresh, *former)
    assert rotate(path).forgotten == 1
    assert load_or_create(path)[1:] == keys[:-1]


def test_former_keys_are_forgotten_after_a_leak(path: Path) -> None:
    (leaked,) = load_or_create(path)
    rotate(path)
    rotate(path, forget_former=True)
    (key,) = load_or_create(path)
    assert key != leaked


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64 + 1, KEY_BYTES * (MOST_FORMER + 2)])
def test_what_is_no_key_is_refused_and_left_alone(path: Path, size: int) -> None:
    path.write_bytes(b"x" * size)
    path.chmod(0o600)
    with pytest.raises(ValueError, match=r"secret\.key does not hold"):
        load_or_create(path)
    with pytest.raises(ValueError, match=r"secret\.key does not hold"):
        rotate(path)
    assert path.read_bytes() == b"x" * size


@pytest.mark.parametrize("moment", ["write", "fsync", "replace"])
def test_a_crash_at_any_moment_leaves_whole_keys(
    path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    before = load_or_create(path)

    def crash(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        match moment:
            case "write":
                patch.setattr(os, "fdopen", crash)
            case "fsync":
                patch.setattr(os, "fsync", crash)
            case _:
                patch.setattr(Path, "replace", crash)
        with pytest.raises(OSError, match="No space left"):
            rotate(path)
    assert load_or_create(path) == before
    rotate(path)
    assert load_or_create(path)[1:] == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("readable", [0o644, 0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_kept_from_them_and_they_are_warned_of(
    path: Path, readable: int
) -> None:
    load_or_create(path)
    path.chmod(readable)
    with capture_logs() as lines:
        load_or_create(path)
    (line,) = lines
    assert (line["event"], line["log_level"]) == ("key.was_readable_by_others", "warning")
    assert line["file"] == str(path)
    assert "--forget-former" in line["advice"]
    assert mode(path) == 0o600
    with capture_logs() as lines:
        load_or_create(path)
    assert lines == []


def test_a_key_whose_mode_is_not_ours_to_change_is_warned_of(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = load_or_create(path)
    path.chmod(0o644)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "chmod", refuse)
    with capture_logs() as lines:
        assert load_or_create(path) == keys
    assert [line["event"] for line in lines] == ["key.readable_by_others"]


def test_a_running_server_takes_new_keys_up(path: Path) -> None:
    ring = KeyRing(*load_or_create(path))
    before = ring.sign(b"test", b"data")
    rotate(path)
    take_up(path, ring)
    assert ring.sign(b"test", b"data") != before
    assert before in ring.tags(b"test", b"data")


def test_a_running_server_goes_on_with_its_keys_when_the_file_is_broken(path: Path) -> None:
    ring = KeyRing(*load_or_create(path))
    before = ring.sign(b"test", b"data")
    for break_it in (lambda: path.write_bytes(b"short"), path.unlink):
        break_it()
        with capture_logs() as lines:
            take_up(path, ring)
        assert [line["event"] for line in lines] == ["keys.not_taken_up"]
        assert ring.sign(b"test", b"data") == before
