"""MQTT.js in a Node process of its own, over WebSocket: what pages of today use."""

import asyncio
import json
import shutil
import subprocess
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from pathlib import Path
from typing import Any

import pytest

from tests.broker.clients.guest import PATIENCE, Arrival, Arrive, Guest, Heard, Ports

_HERE = Path(__file__).parent / "mqttjs"
_BUILD = Path(__file__).parents[3] / "build" / "mqttjs"
_INSTALL_SECONDS = 100


class MqttJsGuest:
    """Asks over standard input, and reads what it is told from standard output."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._heard: asyncio.Queue[Heard] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[int | None] = self._loop.create_future()
        self._is_present: bool | None = None
        self._reading = self._loop.create_task(self._read())

    @property
    def session_present(self) -> bool | None:
        return self._is_present

    async def arrived(self) -> None:
        async with asyncio.timeout(PATIENCE):
            self._is_present = bool(await self._answer)

    async def subscribe(self, topic_filter: str, qos: int) -> int:
        granted = await self._call("subscribe", filter=topic_filter, qos=qos)
        assert granted is not None
        return granted

    async def publish(self, topic: str, payload: str, qos: int, *, retain: bool = False) -> None:
        await self._call("publish", topic=topic, payload=payload, qos=qos, retain=retain)

    async def hear(self) -> Heard:
        async with asyncio.timeout(PATIENCE):
            return await self._heard.get()

    async def leave(self) -> None:
        if self._process.returncode is None:
            self._ask("leave")
        await self._end()

    async def vanish(self) -> None:
        self._process.kill()
        await self._end()

    async def _end(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._reading
            await self._process.wait()

    def _ask(self, call: str, **details: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"call": call, **details}).encode() + b"\n")

    async def _call(self, call: str, **details: object) -> int | None:
        self._answer = self._loop.create_future()
        self._ask(call, **details)
        async with asyncio.timeout(PATIENCE):
            return await self._answer

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            self._take_in(json.loads(line))
        if not self._answer.done():
            self._answer.cancel("MQTT.js has ended; standard error says why")

    def _take_in(self, said: dict[str, Any]) -> None:
        match said:
            case {"heard": {"topic": topic, "payload": text, "qos": qos, "retain": retain}}:
                self._heard.put_nowait(Heard(topic, text.encode(), qos, retain))
            case {"answer": answer}:
                self._answer.set_result(answer)


def mqttjs(folder: Path) -> Arrive:
    """`folder` is where it is installed."""

    async def arrive(ports: Ports, arrival: Arrival) -> Guest:
        options: dict[str, object] = {"clientId": arrival.name, "clean": arrival.clean}
        if arrival.will is not None:
            topic, payload = arrival.will
            options["will"] = {"topic": topic, "payload": payload, "qos": 1}
        url = f"ws://127.0.0.1:{ports.web}/mqtt"
        command = ("node", str(folder / "guest.mjs"), url, json.dumps(options))
        guest = MqttJsGuest(await create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE))
        await guest.arrived()
        return guest

    return arrive


def installed() -> Path:
    """Install it once, below build/; skips the test where that is not possible."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("MQTT.js needs Node 20 or newer and npm; on Debian: apt install nodejs npm")
    wanted = (_HERE / "package.json").read_text()
    stamp = _BUILD / "installed.json"
    if not stamp.exists() or stamp.read_text() != wanted:
        _BUILD.mkdir(parents=True, exist_ok=True)
        (_BUILD / "package.json").write_text(wanted)
        _install(npm)
        stamp.write_text(wanted)
    shutil.copy(_HERE / "guest.mjs", _BUILD)
    return _BUILD


def _install(npm: str) -> None:
    options = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
    try:
        subprocess.run(
            [npm, "install", *options],
            cwd=_BUILD,
            check=True,
            timeout=_INSTALL_SECONDS,
            capture_output=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        output = getattr(error, "stderr", None) or b""
        pytest.skip(f"npm could not install MQTT.js: {error}\n{output.decode(errors='replace')}")
