"""A disk that is full, locked, read-only, gone, or hangs.

Who asks is told, nothing is half done, and when the trouble is over all goes on without a restart.
"""

import asyncio
import resource
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from chimp.store import connections
from chimp.store.database import Database
from tests.e2e import disk
from tests.e2e.connection import TcpWire, connected
from tests.e2e.ear import instruction, message
from tests.e2e.house import House, Serve
from tests.e2e.http import get, get_json
from tests.e2e.metrics import total
from tests.e2e.process import free_port, run, started
from tests.e2e.talk import TOPIC, Talk, saying, talking
from tests.store.given import NOW, closed, conversation

PATIENCE = 20.0
ANSWERS_WITHIN = 10.0
"""Seconds for 50 questions at once about a disk that hangs; each alone takes two."""
_POLL_SECONDS = 0.05


@dataclass(frozen=True, kw_only=True)
class Started(House):
    """A server that is a process of its own."""

    pid: int


@asynccontextmanager
async def serving(data_dir: Path) -> AsyncIterator[Started]:
    """Until it has stopped in order, whatever was wrong with its disk."""
    http_port, mqtt_port = free_port(), free_port()
    arguments = ["serve", "--host", "127.0.0.1", "--port", str(http_port)]
    arguments += ["--mqtt-port", str(mqtt_port), "--data-dir", str(data_dir)]
    # What the store says of itself is tested here.
    environment = {"CHIMP_AUTH__MODE": "open", "CHIMP_SELF_CHECK__INTERVAL": "0"}
    async with started(*arguments, environment=environment, http_port=http_port) as process:
        await process.is_ready()
        yield Started(
            http_port=http_port,
            mqtt_port=mqtt_port,
            base_topic="",
            data_dir=data_dir,
            pid=process.pid,
        )
        process.send(signal.SIGTERM)
        assert await process.ended() == 0
        assert "Traceback" not in process.output + process.errors


async def becomes(house: House, status: int) -> str:
    """Wait until `/readyz` answers that; returns what it says about the store."""
    async with asyncio.timeout(PATIENCE):
        while (found := await get(house, "/readyz"))[0] != status:  # noqa: ASYNC110 - no news
            await asyncio.sleep(_POLL_SECONDS)
    said: str = found[1]["checks"]["store"]
    return said


async def is_turned_away(talk: Talk, content: str) -> None:
    """Ann is told; where she waits for an acknowledgement, she is closed instead as well."""
    sent = saying(content)
    await talk.ann.publish(f"{TOPIC}/messages", sent)
    told = (await talk.ann.hears(instruction("error"))).json
    assert told["code"] == "try_later"
    assert told["sessionInfo"]["sessionId"] == "talk"
    async with connected(await TcpWire.open(talk.house.mqtt_port)) as again:
        await again.subscribe(f"{TOPIC}/client/control")
        with pytest.raises(ConnectionResetError):
            await again.publish_surely(f"{TOPIC}/messages", sent)
        assert again.ear.all(instruction("error"))
    for ear in (talk.ann.ear, talk.bob.ear):
        assert not ear.all(message(content)), "a false echo"


async def goes_on(talk: Talk, *before: str) -> None:
    """What is said now is stored once, after what was `before`, and numbered without a gap."""
    sent = saying("It works again")
    for _ in range(2):
        await talk.ann.publish_surely(f"{TOPIC}/messages", sent)
        await talk.ann.hears(message("It works again"))
    await talk.bob.hears(message("It works again"))
    session = await get_json(talk.house, "/session/talk")
    assert session["status"] == "online"
    assert session["assignedAttendants"] == ["bob"]
    with closing(sqlite3.connect(talk.house.data_dir / "chimp.db")) as database:
        stored = database.execute("SELECT seq, content FROM messages ORDER BY seq").fetchall()
    assert stored == list(enumerate([*(before or ("Before",)), "It works again"], start=1))


async def say_before(talk: Talk) -> None:
    await talk.ann.publish(f"{TOPIC}/messages", saying("Before"))
    await talk.bob.hears(message("Before"))


def is_there(path: Path) -> bool:
    return path.exists()


def fill(folder: Path) -> Path:
    """Leave no byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            with suppress(OSError):
                while file.write(b"x" * size):
                    pass
    return filler


async def test_a_full_disk(data_dir: Path) -> None:
    with disk.small_disk(data_dir, 16):
        async with serving(data_dir) as house, talking(house) as talk:
            await say_before(talk)
            filler = fill(data_dir)
            await is_turned_away(talk, "It does not fit")
            assert "the disk is full" in await becomes(house, 503)
            assert len(await get_json(house, "/session/talk/messages")) == 1, "it can be read"
            assert await total(house, "chimp_store_writable") == 0
            assert await total(house, "chimp_store_free_bytes") == 0
            assert await total(house, "chimp_store_failures_total") > 0
            filler.unlink()
            await becomes(house, 200)
            assert await total(house, "chimp_store_writable") == 1
            await goes_on(talk)


async def test_a_full_disk_is_noticed_before_anybody_writes(data_dir: Path) -> None:
    with disk.small_disk(data_dir, 16):
        async with serving(data_dir) as house:
            filler = fill(data_dir)
            assert "the disk is full" in await becomes(house, 503)
            filler.unlink()
            await becomes(house, 200)


async def test_a_file_that_may_not_grow(data_dir: Path) -> None:
    """As with a quota; needs no rights."""
    async with serving(data_dir) as house, talking(house) as talk:
        await say_before(talk)
        size = (data_dir / "chimp.db-wal").stat().st_size
        _, hard = resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (size, -1))
        await is_turned_away(talk, "It does not fit")
        await becomes(house, 503)
        resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (hard, hard))
        await becomes(house, 200)
        await goes_on(talk)


async def test_locked_by_another_process(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_BUSY_SECONDS", 0.2)
    async with serve(auth={"mode": "open"}) as house, talking(house) as talk:
        await say_before(talk)
        async with locked(house.data_dir / "chimp.db"):
            await is_turned_away(talk, "It is locked")
            assert "another process keeps it locked" in await becomes(house, 503)
            assert len(await get_json(house, "/session/talk/messages")) == 1, "it can be read"
        await becomes(house, 200)
        await goes_on(talk)


@asynccontextmanager
async def locked(path: Path) -> AsyncIterator[None]:
    """By a process of its own, which lets go when told."""
    program = f"""
import sqlite3
connection = sqlite3.connect({str(path)!r}, isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
input()
connection.execute("ROLLBACK")
"""
    pipe = asyncio.subprocess.PIPE
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdin=pipe, stdout=pipe
    )
    assert other.stdout is not None
    assert await other.stdout.readline() == b"locked\n"
    try:
        yield
    finally:
        await other.communicate(b"\n")


async def test_files_that_can_only_be_read(data_dir: Path) -> None:
    async with serving(data_dir) as house, talking(house) as talk:
        await say_before(talk)
        with disk.immutable(data_dir / "chimp.db", data_dir / "chimp.db-wal"):
            await is_turned_away(talk, "It is read-only")
            await becomes(house, 503)
            assert len(await get_json(house, "/session/talk/messages")) == 1, "it can be read"
        await becomes(house, 200)
        await goes_on(talk)


async def test_a_disk_that_fails(data_dir: Path) -> None:
    """The system makes it read-only then; nothing helps but another disk."""
    with disk.file_system(data_dir):
        async with serving(data_dir) as house, talking(house) as talk:
            await say_before(talk)
            disk.fail(data_dir)
            await is_turned_away(talk, "It is broken")
            await becomes(house, 503)
            assert await get(house, "/healthz") == (200, {"status": "alive"})


async def test_a_disk_that_hangs(data_dir: Path) -> None:
    """What is said is neither stored nor not: nothing is answered until that is known."""
    with disk.file_system(data_dir):
        async with serving(data_dir) as house, talking(house) as talk:
            await say_before(talk)
            with disk.halted(data_dir):
                await talk.ann.publish(f"{TOPIC}/messages", saying("Slowly"))
                assert "nothing could be written for 2 s" in await becomes(house, 503)
                asked = [get(house, "/readyz") for _ in range(50)]
                async with asyncio.timeout(ANSWERS_WITHIN):
                    answers = await asyncio.gather(*asked)
                assert {status for status, _ in answers} == {503}
                assert await get(house, "/healthz") == (200, {"status": "alive"})
                await talk.ann.ping()
                assert not talk.ann.ear.all(message("Slowly")), "a false echo"
            await talk.ann.hears(message("Slowly"))
            await becomes(house, 200)
            await goes_on(talk, "Before", "Slowly")


async def test_a_data_folder_that_is_taken_away_and_put_back(data_dir: Path) -> None:
    """SQLite itself would go on writing, and all of it would be lost."""
    async with serving(data_dir) as house, talking(house) as talk:
        await say_before(talk)
        elsewhere = data_dir.with_name("elsewhere")
        shutil.move(data_dir, elsewhere)
        await is_turned_away(talk, "It is elsewhere")
        assert "put it back" in await becomes(house, 503)
        shutil.move(elsewhere, data_dir)
        await becomes(house, 200)
        await goes_on(talk)


async def test_a_data_folder_that_is_deleted(data_dir: Path) -> None:
    async with serving(data_dir) as house, talking(house) as talk:
        await say_before(talk)
        shutil.rmtree(data_dir)
        await is_turned_away(talk, "It is gone")
        assert "it was taken away or replaced" in await becomes(house, 503)
        assert not is_there(data_dir), "nothing is made anew in silence"


async def test_a_log_that_is_deleted(data_dir: Path) -> None:
    """What is committed to it would be lost at the next crash."""
    async with serving(data_dir) as house, talking(house) as talk:
        await say_before(talk)
        (data_dir / "chimp.db-wal").unlink()
        await is_turned_away(talk, "It has no log")
        assert "restart the server" in await becomes(house, 503)
    with closing(sqlite3.connect(data_dir / "chimp.db")) as database:
        assert database.execute("SELECT content FROM messages").fetchall() == [("Before",)]


async def test_a_page_that_is_damaged(data_dir: Path) -> None:
    """Met while running: what can be read is, but nothing is promised any more."""
    path = data_dir / "chimp.db"
    await prepare(path)
    async with serving(data_dir) as house, talking(house) as talk:
        overwrite_middle(path)
        old = "/session/s1/messages?offset=800&limit=400"
        assert (await get_json(house, old, status=503))["error"] == "try_later"
        assert "the file is damaged" in await becomes(house, 503)
        await is_turned_away(talk, "It is damaged")
        assert await get(house, "/healthz") == (200, {"status": "alive"})
        assert (await get_json(house, "/session/talk"))["sessionId"] == "talk"


async def test_a_damaged_file_is_one_line_and_is_not_touched(data_dir: Path) -> None:
    path = data_dir / "chimp.db"
    await prepare(path)
    overwrite_middle(path)
    before = path.read_bytes()
    process = await run("serve", "--data-dir", str(data_dir))
    assert await process.ended() == 1
    (line,) = (process.output + process.errors).splitlines()
    assert line.startswith(f"chimp: {path}: the file is damaged (")
    assert "restore a backup" in line
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "mode", "says"),
    [
        ("chimp.db", 0o400, "it can only be read"),
        ("chimp.db", 0o000, "it can not be opened"),
        ("secret.key", 0o000, "Permission denied"),
        (".", 0o500, "Permission denied"),
    ],
)
async def test_what_may_not_be_used_is_one_line(
    data_dir: Path, name: str, mode: int, says: str
) -> None:
    await prepare(data_dir / "chimp.db")
    key = data_dir / "secret.key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o600)
    (data_dir / name).chmod(mode)
    arguments = ("serve", "--data-dir", str(data_dir))
    async with started(*arguments, before_it_starts=disk.obey_modes) as process:
        assert await process.ended() == 1
    (line,) = (process.output + process.errors).splitlines()
    assert line.startswith(f"chimp: {data_dir / name}: ")
    assert says in line


async def prepare(path: Path) -> None:
    """An old conversation in a file that the server finds."""
    path.parent.mkdir()
    database = await Database.open(path)
    await database.write(conversation(closed(), 2_000), NOW)
    await database.close()


def overwrite_middle(path: Path) -> None:
    """A third of its pages."""
    pages = path.stat().st_size // 4096
    with path.open("r+b") as file:
        file.seek(pages // 3 * 4096)
        file.write(b"\xff" * (pages // 3 * 4096))
