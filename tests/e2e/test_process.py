"""The program itself: what it prints, how it stops, and what it says when it can not start."""

import asyncio
import fcntl
import os
import pty
import resource
import signal
import socket
import termios
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.certificates import Authority
from tests.e2e.connection import TcpWire, connected
from tests.e2e.process import Process, free_port, run, started

STOPS_WITHIN = 10.0
"""Seconds (the issue)."""

ONE_TIME = "one-time password"
"""The first administrator's."""


def serve(data_dir: Path, *more: str) -> tuple[list[str], int, int]:
    http_port, mqtt_port = free_port(), free_port()
    arguments = ["serve", "--host", "127.0.0.1", "--port", str(http_port)]
    arguments += ["--mqtt-port", str(mqtt_port), "--data-dir", str(data_dir), *more]
    return arguments, http_port, mqtt_port


@asynccontextmanager
async def serving(data_dir: Path, **environment: str) -> AsyncIterator[tuple[Process, int]]:
    arguments, http_port, mqtt_port = serve(data_dir)
    async with started(*arguments, environment=environment, http_port=http_port) as process:
        await process.is_ready()
        yield process, mqtt_port


def one_line(process: Process) -> str:
    """The only line that it printed."""
    lines = (process.output + process.errors).strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


async def test_the_start_block_says_what_listens_where(data_dir: Path) -> None:
    async with serving(data_dir) as (process, mqtt_port):
        await process.prints(str(data_dir))
        block = process.output
        assert f"127.0.0.1:{process.http_port}" in block
        assert f"127.0.0.1:{mqtt_port}" in block
        assert "/mqtt" in block
        assert "capability" in block
        assert "any page (http.allowed_origins)" in block
        assert ONE_TIME in block


async def test_mode_signed_without_a_key_of_the_site_is_remarked_on(data_dir: Path) -> None:
    remark = "the site has no key yet (auth.site_key)"
    async with serving(data_dir, CHIMP_AUTH__MODE="signed") as (process, _):
        await process.prints("Ctrl-C")
        assert remark in process.output
    key = "a secret of the site, 32 bytes long"
    keyed = {"CHIMP_AUTH__MODE": "signed", "CHIMP_AUTH__SITE_KEY": key}
    async with serving(data_dir, **keyed) as (process, _):
        await process.prints("Ctrl-C")
        assert remark not in process.output
        assert key not in process.output + process.errors


async def test_a_key_of_the_site_that_is_not_there_is_one_line(data_dir: Path) -> None:
    arguments, _, _ = serve(data_dir)
    ended = await run(*arguments, environment={"CHIMP_AUTH__SITE_PUBLIC_KEY": "none.pem"})
    lines = (ended.output + ended.errors).splitlines()
    assert "chimp: auth.site_public_key: none.pem: No such file or directory" in lines
    assert not ended.output


async def test_the_first_password_is_printed_once(data_dir: Path) -> None:
    async with serving(data_dir) as (process, _):
        await process.prints(str(data_dir))
        process.send(signal.SIGTERM)
        await process.ended()
        first = process.output
    async with serving(data_dir) as (process, _):
        await process.prints(str(data_dir))
        assert ONE_TIME in first
        assert ONE_TIME not in process.output


async def test_mode_open_is_said_loudly(data_dir: Path) -> None:
    async with serving(data_dir, CHIMP_AUTH__MODE="open") as (process, _):
        await process.prints("open")
        assert "9999999" in process.output or "chimp@support.com" in process.output


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it_in_order(data_dir: Path, which: signal.Signals) -> None:
    async with (
        serving(data_dir) as (process, mqtt_port),
        connected(await TcpWire.open(mqtt_port)) as client,
    ):
        await client.ping()
        process.send(which)
        async with asyncio.timeout(STOPS_WITHIN):
            assert await process.ended() == 0
        assert "Traceback" not in process.output + process.errors


@pytest.mark.parametrize("name", ["port", "mqtt_port"])
async def test_a_taken_port_is_one_line(data_dir: Path, name: str) -> None:
    arguments, http_port, mqtt_port = serve(data_dir)
    taken = http_port if name == "port" else mqtt_port
    with socket.socket() as other:
        other.bind(("127.0.0.1", taken))
        other.listen()
        process = await run(*arguments)
    assert await process.ended() != 0
    assert str(taken) in one_line(process)


async def test_a_data_folder_that_is_a_file_is_one_line(data_dir: Path) -> None:
    data_dir.write_text("not a folder")  # noqa: ASYNC240  # nothing else runs here
    arguments, *_ = serve(data_dir)
    process = await run(*arguments)
    assert await process.ended() != 0
    assert str(data_dir) in one_line(process)


async def test_a_database_that_is_none_is_one_line(data_dir: Path) -> None:
    data_dir.mkdir()  # noqa: ASYNC240  # nothing else runs here
    (data_dir / "chimp.db").write_text("this is no database " * 100)
    arguments, *_ = serve(data_dir)
    process = await run(*arguments)
    assert await process.ended() != 0
    assert str(data_dir) in one_line(process)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("http: [", "config.yaml"),
        ("http:\n  prot: 3000\n", "http.prot"),
        ("http:\n  port: many\n", "http.port"),
        ("auth:\n  mode: closed\n", "auth.mode"),
    ],
)
async def test_a_broken_config_is_one_line(tmp_path: Path, text: str, named: str) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(text)
    arguments, *_ = serve(tmp_path / "data", "--config", str(config))
    process = await run(*arguments)
    assert await process.ended() != 0
    assert named in one_line(process)


async def test_a_broken_environment_is_one_line(data_dir: Path) -> None:
    arguments, *_ = serve(data_dir)
    process = await run(*arguments, environment={"CHIMP_MQTT__MAX_PAYLOAD_BYTES": "lots"})
    assert await process.ended() != 0
    assert "mqtt.max_payload_bytes" in one_line(process).lower().replace("__", ".")


@pytest.mark.parametrize("hard", [400, 20_000])
async def test_it_asks_for_as_many_connections_as_it_may_have(data_dir: Path, hard: int) -> None:
    """Most systems give 1,024 open files unless they are asked; what they do not give is said."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most != resource.RLIM_INFINITY and most < hard:
        pytest.skip(f"needs {hard} open files; the limit here is {most} (ulimit -Hn)")
    arguments, http_port, _ = serve(data_dir)

    def with_few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))

    async with started(*arguments, http_port=http_port, before_it_starts=with_few) as process:
        await process.is_ready()
        soft, _ = resource.prlimit(process.pid, resource.RLIMIT_NOFILE)
        assert soft == min(hard, 2 * 10_000 + 256)
        assert ("ulimit -n" in process.errors) == (hard < 10_256)


async def test_sighup_takes_up_what_has_changed_and_stops_nobody(data_dir: Path) -> None:
    async with (
        serving(data_dir) as (process, mqtt_port),
        connected(await TcpWire.open(mqtt_port)) as client,
    ):
        (data_dir / "secret.key").write_bytes(b"n" * 32)
        process.send(signal.SIGHUP)
        await process.complains("keys.taken_up")
        (data_dir / "secret.key").write_bytes(b"no key")
        process.send(signal.SIGHUP)
        await process.complains("keys.not_taken_up")
        await client.ping()
        process.send(signal.SIGTERM)
        assert await process.ended() == 0


async def test_a_key_that_leaked_is_worth_nothing_any_more(data_dir: Path) -> None:
    rotate = ["key", "rotate", "--data-dir", str(data_dir)]
    async with serving(data_dir) as (process, _), ClientSession() as http:
        base = f"http://127.0.0.1:{process.http_port}/session"

        async def begin() -> tuple[str, dict[str, str]]:
            async with http.post(base) as answer:
                given = await answer.json()
                return given["sessionId"], {"Authorization": f"Bearer {given['token']}"}

        async def status(session_id: str, headers: dict[str, str]) -> tuple[int, int]:
            async with (
                http.post(f"{base}/{session_id}/token", headers=headers) as by_token,
                http.get(f"{base}/{session_id}") as by_id,
            ):
                return by_token.status, by_id.status

        former = await begin()
        await run(*rotate)
        process.send(signal.SIGHUP)
        await process.complains('"former":1')
        newer = await begin()
        assert await status(*former) == await status(*newer) == (200, 200)
        await run(*rotate, "--forget-former")
        process.send(signal.SIGHUP)
        await process.complains('"former":0')
        assert await status(*former) == await status(*newer) == (401, 401)
        assert await status(*await begin()) == (200, 200)


async def test_it_ends_with_the_terminal_it_was_started_in(data_dir: Path) -> None:
    """A closed terminal says SIGHUP too, and must not leave a server behind that nobody sees."""
    terminal, inside = pty.openpty()

    def own_it() -> None:
        os.setsid()
        fcntl.ioctl(inside, termios.TIOCSCTTY, 0)
        os.dup2(inside, 0)

    arguments, http_port, _ = serve(data_dir)
    async with started(*arguments, http_port=http_port, before_it_starts=own_it) as process:
        os.close(inside)
        await process.is_ready()
        os.close(terminal)
        async with asyncio.timeout(STOPS_WITHIN):
            assert await process.ended() == 0


async def test_the_start_block_says_that_tls_is_spoken(data_dir: Path, tmp_path: Path) -> None:
    files = Authority(tmp_path).issue()
    environment = {
        "CHIMP_TLS__CERTIFICATE": str(files.certificate),
        "CHIMP_TLS__KEY": str(files.key),
    }
    arguments, http_port, mqtt_port = serve(data_dir)
    async with started(*arguments, environment=environment, http_port=http_port) as process:
        await process.prints("Ctrl-C")
        assert f"https://127.0.0.1:{http_port}/readyz" in process.output
        assert f"wss://127.0.0.1:{http_port}/mqtt" in process.output
        assert f"mqtts://127.0.0.1:{mqtt_port}" in process.output
        process.send(signal.SIGHUP)
        await process.complains("tls.taken_up")


async def test_a_certificate_that_can_not_be_used_is_one_line(
    data_dir: Path, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    one, other = authority.issue("one"), authority.issue("other")
    environment = {
        "CHIMP_TLS__CERTIFICATE": str(one.certificate),
        "CHIMP_TLS__KEY": str(other.key),
    }
    arguments, *_ = serve(data_dir)
    process = await run(*arguments, environment=environment)
    assert await process.ended() == 1
    assert one_line(process).endswith(f"tls.key: {other.key} is not the key of {one.certificate}")
