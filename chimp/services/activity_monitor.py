"""Hears on another broker which attendants are at work, and tells the desk.

There an attendant's computer says `{"user": <e-mail>}` now and then (contract, section 7). What
follows from it is decided by the rules; here is only the connection, which is made again and again.
"""

import asyncio
import random
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson
import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge

from chimp.core import events

if TYPE_CHECKING:
    from aiomqtt import Client

Tell = Callable[[events.FromMonitor], None]
"""Takes in what was heard; returns at once."""

_SHORTEST_WAIT, _LONGEST_WAIT = 1.0, 60.0
"""Seconds between two attempts to connect; it is the shortest again after a connection that held
as long as the longest."""

_LONGEST_KEEP_ALIVE: Final = 15
"""Seconds. A connection has to be known to be dead long before somebody counts as silent."""

_ANSWER_SECONDS: Final = 5.0
"""How long the broker may take for each of its answers."""

_QUEUE: Final = 10_000
"""Reports that may wait; what is over is dropped."""
_LONGEST_REPORT: Final = 4_096

_REFUSED: Final = 0x80

_log = structlog.get_logger("chimp.activity_monitor")


@dataclass(frozen=True, slots=True)
class MonitorBroker:
    """Where it is and how to get in; `silence` in milliseconds is what counts as silent."""

    host: str
    port: int
    topic: str
    username: str | None
    password: str | None
    silence: int
    is_secure: bool = False
    websocket_path: str | None = None
    """None for MQTT over TCP."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def keep_alive(self) -> int:
        """In seconds; a broker that does not answer is given up after twice that."""
        return max(1, min(_LONGEST_KEEP_ALIVE, self.silence // 6_000))


class ActivityMonitor:
    """The connection to that broker."""

    def __init__(self, broker: MonitorBroker, tell: Tell, registry: CollectorRegistry) -> None:
        self._broker = broker
        self._tell = tell
        self._over = asyncio.Event()
        self._listening: asyncio.Timeout | None = None
        self._is_known_lost = False
        self._wait = _SHORTEST_WAIT
        self._connected = Gauge(
            "chimp_activity_monitor_connected",
            "1 if the activity monitor's broker is connected, else 0.",
            registry=registry,
        )
        self._reports = Counter(
            "chimp_activity_monitor_reports",
            "What was heard there, by whether it names an attendant.",
            ["understood"],
            registry=registry,
        )

    async def run(self) -> None:
        """Listen until `stop`, whatever becomes of the connection."""
        from aiomqtt import MqttError  # noqa: PLC0415 - a megabyte that most servers do not need

        loop = asyncio.get_running_loop()
        while not self._over.is_set():
            began = loop.time()
            try:
                await self._listen()
            except (MqttError, OSError, ValueError) as error:
                self._lost(str(error) or type(error).__name__)
            if loop.time() - began >= _LONGEST_WAIT:
                self._wait = _SHORTEST_WAIT
            # Half of it by chance: many servers must not come back in the same moment.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._wait * random.uniform(0.5, 1)):  # noqa: S311
                    await self._over.wait()
            self._wait = min(_LONGEST_WAIT, self._wait * 2)

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._over.set()
        if self._listening is not None:
            self._listening.reschedule(asyncio.get_running_loop().time())

    async def _listen(self) -> None:
        """Until the connection is lost, which raises MqttError, or `stop` is called.

        An attempt to connect is not cut off, which aiomqtt bears badly; it takes few seconds.
        """
        from aiomqtt import Client, MqttError  # noqa: PLC0415 - see above

        async with Client(**self._arguments()) as client:
            granted = await client.subscribe(self._broker.topic)
            if _REFUSED in granted:
                message = f"it does not let us hear {self._broker.topic}"
                raise MqttError(message)
            self._found()
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(None) as self._listening:
                        await self._hear(client)
            finally:
                self._listening = None
                self._connected.set(0)
                if not self._over.is_set():
                    self._tell(events.MonitorLost())

    async def _hear(self, client: "Client") -> None:
        if self._over.is_set():
            return
        async for message in client.messages:
            # What is retained was said once, and may be years old.
            if not message.retain:
                self._heard(message.payload)

    def _arguments(self) -> dict[str, Any]:
        broker = self._broker
        return {
            "hostname": broker.host,
            "port": broker.port,
            "username": broker.username,
            "password": broker.password,
            "transport": "tcp" if broker.websocket_path is None else "websockets",
            "websocket_path": broker.websocket_path,
            "keepalive": broker.keep_alive,
            "tls_context": ssl.create_default_context() if broker.is_secure else None,
            "max_queued_incoming_messages": _QUEUE,
            "timeout": _ANSWER_SECONDS,
        }

    def _found(self) -> None:
        self._connected.set(1)
        self._is_known_lost = False
        _log.info("activity_monitor.connected", broker=str(self._broker))
        self._tell(events.MonitorConnected())

    def _lost(self, because: str) -> None:
        """Say so once, however often it is tried again."""
        if not self._is_known_lost:
            self._is_known_lost = True
            _log.warning("activity_monitor.lost", broker=str(self._broker), because=because)

    def _heard(self, payload: bytes) -> None:
        email = _email_in(payload)
        self._reports.labels("no" if email is None else "yes").inc()
        if email is not None:
            self._tell(events.MonitorHeard(email=email))


def _email_in(payload: bytes) -> str | None:
    """Whom a report is about; None if it can not be understood."""
    told: object = None
    if len(payload) <= _LONGEST_REPORT:
        with suppress(orjson.JSONDecodeError):
            told = orjson.loads(payload)
    user = told.get("user") if isinstance(told, dict) else None
    return user if isinstance(user, str) and user else None
