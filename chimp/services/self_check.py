"""Once a minute the server sends itself a chat: through broker, desk and store, and back.

It comes in by the same way as any customer, with a token, and does what every front end does: open,
say something, wait for the echo, look it up, close. Of its session nothing remains.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Protocol
from uuid import uuid4

import orjson
import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from chimp.core import topics
from chimp.core.errors import StoreError
from chimp.core.people import PROBE_CUSTOMER, Customer
from chimp.core.protocol import PROTOCOL_VERSION
from chimp.core.topics import BaseTopic, Leaf
from chimp.services.archive import Archive
from chimp.services.credentials import BY_TOKEN
from chimp.services.customer_tokens import CustomerTokens, Issued

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_CONTENT = "self-check"

_AGAIN_SECONDS = 5.0
"""How long after one that went wrong: who is well again must not count as ill for long."""

_log = structlog.get_logger("chimp.self_check")


class Client(Protocol):
    """A client of the broker. All that waits raises ConnectionError."""

    async def connect(self, username: str, password: str) -> None:
        """Log in."""

    async def subscribe(self, topic_filter: str) -> None: ...

    async def publish(self, topic: str, payload: bytes) -> None:
        """Until it is acknowledged."""

    async def hear(self) -> tuple[str, bytes]:
        """The next topic and payload."""

    def heard(self) -> Sequence[tuple[str, bytes]]:
        """What has arrived and was not asked for yet."""

    def vanish(self) -> None: ...


class _CheckFailed(Exception):
    """`str()` says what was not as it should be."""


@dataclass(frozen=True, slots=True)
class Last:
    """How it went. Times are in milliseconds since the epoch; `milliseconds` is how long it took.

    `trouble` is where the latest one failed and why, None if it did not.
    """

    succeeded_at: int | None = None
    milliseconds: float | None = None
    failing_since: int | None = None
    trouble: str | None = None


class SelfCheck:
    """Runs the check again and again, and remembers the result."""

    def __init__(
        self,
        dial: Callable[[], Client],
        tokens: CustomerTokens,
        archive: Archive,
        base: BaseTopic,
        *,
        interval: int,
        timeout: int,
        clock: Callable[[], int],
        registry: CollectorRegistry,
    ) -> None:
        """`interval` and `timeout` are in milliseconds, `clock` is in ms since the epoch."""
        self._dial = dial
        self._tokens = tokens
        self._archive = archive
        self._base = base
        self._interval = interval
        self._timeout = timeout
        self._clock = clock
        self.last = Last()
        self._seconds = Histogram(
            "chimp_self_check_seconds",
            "Time of a chat of the server with itself.",
            registry=registry,
            buckets=_SECONDS,
        )
        self._failures = Counter(
            "chimp_self_check_failures",
            "Chats of the server with itself that went wrong.",
            registry=registry,
        )
        self._succeeded_at = Gauge(
            "chimp_self_check_last_success_timestamp_seconds",
            "When such a chat last went well.",
            registry=registry,
        )

    async def run(self) -> None:
        """Check now, and again and again until it is cancelled."""
        while True:
            await self.check()
            pause = self._interval / 1000
            is_well = self.last.failing_since is None
            await asyncio.sleep(pause if is_well else min(pause, _AGAIN_SECONDS))

    async def trouble(self) -> str | None:
        """What went wrong and since when; None if the latest went well, or there was none yet."""
        since = self.last.failing_since
        if since is None:
            return None
        when = datetime.fromtimestamp(since / 1000, UTC).isoformat(timespec="seconds")
        return f"{self.last.trouble}, since {when}"

    async def check(self) -> None:
        """Once; never raises."""
        started = perf_counter()
        probe = _Probe(self._dial, self._tokens, self._archive, self._base)
        try:
            async with asyncio.timeout(self._timeout / 1000):
                await probe.talk()
        except TimeoutError:
            self._failed(f"{probe.step}: nothing came within {self._timeout / 1000:g} s")
        except (_CheckFailed, ConnectionError, StoreError) as error:
            self._failed(f"{probe.step}: {error}")
        except Exception as error:  # noqa: BLE001 - whatever it is, the next one may go well
            _log.exception("self_check.fault")
            self._failed(f"{probe.step}: {type(error).__name__}")
        else:
            self._succeeded(perf_counter() - started)

    def _succeeded(self, seconds: float) -> None:
        now = self._clock()
        self._seconds.observe(seconds)
        self._succeeded_at.set(now / 1000)
        if self.last.trouble is not None:
            _log.info("self_check.works_again")
        self.last = Last(succeeded_at=now, milliseconds=round(seconds * 1000, 1))

    def _failed(self, trouble: str) -> None:
        self._failures.inc()
        if trouble != self.last.trouble:
            _log.error("self_check.failed", because=trouble)
        since = self.last.failing_since or self._clock()
        self.last = replace(self.last, failing_since=since, trouble=trouble)


class _Probe:
    """One chat; `step` is how far it has come."""

    def __init__(
        self,
        dial: Callable[[], Client],
        tokens: CustomerTokens,
        archive: Archive,
        base: BaseTopic,
    ) -> None:
        self.step = "connect"
        self._dial = dial
        self._archive = archive
        self._base = base
        self._issued: Issued = tokens.begin(Customer(id=PROBE_CUSTOMER, is_verified=True))
        self._client: Client

    async def talk(self) -> None:
        """Raises _CheckFailed, ConnectionError and StoreError."""
        self._client = self._dial()
        try:
            await self._talk()
        except ConnectionError:
            for topic, payload in self._client.heard():
                self._understood(topic, payload)  # the reason may have come before the end
            raise
        finally:
            self._client.vanish()

    async def _talk(self) -> None:
        await self._client.connect(BY_TOKEN, self._issued.token)
        self.step = "subscribe"
        for leaf in (Leaf.CLIENT_CONTROL, Leaf.CLIENT_MESSAGES):
            await self._client.subscribe(self._on(leaf))
        self.step = "open"
        await self._does(Leaf.OPEN, protocolVersion=PROTOCOL_VERSION)
        await self._hears(Leaf.CLIENT_CONTROL, instruction="session/ready")
        self.step = "send"
        message_id = uuid4().hex
        await self._does(Leaf.SAY, id=message_id, content=_CONTENT)
        self.step = "echo"
        echo = await self._hears(Leaf.CLIENT_MESSAGES, id=message_id, content=_CONTENT)
        self.step = "read back"
        await self._read_back(message_id, echo["seq"])
        self.step = "close"
        await self._does(Leaf.CLOSE)
        if await self._archive.session(self._issued.session_id) is not None:
            message = "the session is still there"
            raise _CheckFailed(message)

    async def _read_back(self, message_id: str, seq: int) -> None:
        session = await self._archive.session(self._issued.session_id)
        found = () if session is None else await self._archive.messages_after(session, 0, 2)
        if [(message.id, message.seq, message.content) for message in found] != [
            (message_id, seq, _CONTENT)
        ]:
            message = "what was echoed is not what is stored"
            raise _CheckFailed(message)

    async def _does(self, leaf: Leaf, **payload: object) -> None:
        await self._client.publish(self._on(leaf), orjson.dumps(payload))

    async def _hears(self, leaf: Leaf, **members: object) -> dict[str, Any]:
        """The next thing there that has these members."""
        while True:
            topic, payload = await self._client.hear()
            said = self._understood(topic, payload)
            is_it = all(said.get(name) == value for name, value in members.items())
            if topic == self._on(leaf) and is_it:
                return said

    def _understood(self, topic: str, payload: bytes) -> dict[str, Any]:
        """What was said; raises _CheckFailed if it was no."""
        said: dict[str, Any] = orjson.loads(payload)
        if topic == self._on(Leaf.CLIENT_CONTROL) and said.get("instruction") == "error":
            message = f"{said.get('code')} ({said.get('message')})"
            raise _CheckFailed(message)
        return said

    def _on(self, leaf: Leaf) -> str:
        return self._base.put_on(topics.below(self._issued.session_topic, leaf))
