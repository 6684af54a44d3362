"""What others notice while the limits refuse somebody who floods.

`python -m tests.bench.attack`: half a minute, on Linux, which answers on all of 127.0.0.0/8. The
flood comes from one address and a process of its own, the requests that count from many others.
"""

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from aiohttp import ClientSession, TCPConnector

from tests.bench.figures import table
from tests.broker.conformance.wire import Connect
from tests.e2e.process import ROOT, clean_environment, free_port, started

_SECONDS = 6.0
_PEOPLE = 40
_FLOODING = 16
"""Connections of the flood at a time."""
_ENVIRONMENT = {
    "CHIMP_HTTP__HOST": "127.0.0.1",
    "CHIMP_HTTP__REQUESTS_PER_MINUTE": "1200",
    "CHIMP_MQTT__HOST": "127.0.0.1",
    "CHIMP_MQTT__LIMITS__MAX_CONNECTS_PER_MINUTE": "60",
    "CHIMP_LOG__LEVEL": "error",
}
_FLOODER = "127.0.9.9"


async def people(port: int) -> tuple[float, float]:
    """Requests a second of everybody together, and the 99th percentile in milliseconds."""
    url = f"http://127.0.0.1:{port}/config/attendant"
    times: list[float] = []
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        for number in range(_PEOPLE):
            connector = TCPConnector(local_addr=(f"127.0.1.{number + 1}", 0))
            http = await stack.enter_async_context(ClientSession(connector=connector))
            group.create_task(_ask(http, url, times))
    return len(times) / _SECONDS, quantiles(times, n=100)[98] * 1000


async def _ask(http: ClientSession, url: str, times: list[float]) -> None:
    ends = perf_counter() + _SECONDS
    while (began := perf_counter()) < ends:
        async with http.get(url) as response:
            await response.read()
            if response.status != 200:
                message = f"somebody who did nothing was refused: {response.status}"
                raise RuntimeError(message)
        times.append(perf_counter() - began)


@asynccontextmanager
async def flood(kind: str, port: int) -> AsyncIterator[Counter[str]]:
    """Until left; then what it was answered is there."""
    answered: Counter[str] = Counter()
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.attack", kind, str(port)),
        cwd=ROOT,
        env=clean_environment(),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        await child.stdout.readline()  # the limit has begun to refuse
        yield answered
    finally:
        child.send_signal(signal.SIGINT)
        said, _ = await child.communicate()
        for line in said.decode().split():
            status, _, times = line.partition("=")
            answered[status] += int(times)


async def flooding(kind: str, port: int) -> None:
    """The process that floods: says so once it is refused, and in the end what it was answered."""
    answered = Answered()
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, told.set)
    attack = _flood_http if kind == "http" else _flood_mqtt
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(attack(port, answered)) for _ in range(_FLOODING)]
        await answered.refused.wait()
        print("refused", flush=True)
        answered.clear()
        await told.wait()
        for task in tasks:
            task.cancel()
    print(" ".join(f"{status}={times}" for status, times in answered.items()), flush=True)


class Answered(Counter[str]):
    """How often the flood was served, and how often refused."""

    def __init__(self) -> None:
        super().__init__()
        self.refused = asyncio.Event()

    def note(self, *, served: bool) -> None:
        self["served" if served else "refused"] += 1
        if not served:
            self.refused.set()


async def _flood_http(port: int, answered: Answered) -> None:
    connector = TCPConnector(local_addr=(_FLOODER, 0))
    async with ClientSession(connector=connector) as http:
        while True:
            async with http.get(f"http://127.0.0.1:{port}/config/attendant") as response:
                await response.read()
                answered.note(served=response.status == 200)


async def _flood_mqtt(port: int, answered: Answered) -> None:
    hello = Connect(client_id="flood", username="bob@example.com", password=b"guess").encode()
    while True:
        with suppress(ConnectionError):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", port, local_addr=(_FLOODER, 0)
            )
            writer.write(hello)
            said = b""
            with suppress(ConnectionError):
                said = await reader.read()
            answered.note(served=bool(said))
            writer.transport.abort()


async def main() -> None:
    if sys.platform != "linux":
        print("\nWhile one address floods: left out, for it needs the addresses of Linux")
        return
    rows: list[tuple[object, ...]] = []
    http_port, mqtt_port = free_port(), free_port()
    with TemporaryDirectory(prefix="chimp-bench-") as folder:
        environment = {
            **_ENVIRONMENT,
            "CHIMP_HTTP__PORT": str(http_port),
            "CHIMP_MQTT__PORT": str(mqtt_port),
            "CHIMP_DATA_DIR": str(Path(folder) / "data"),
        }
        async with started("serve", environment=environment, http_port=http_port) as process:
            await process.is_ready()
            rows.append(("nobody", *_rounded(await people(http_port)), "", ""))
            for kind, port in (("http", http_port), ("mqtt", mqtt_port)):
                async with flood(kind, port) as answered:
                    held = await people(http_port)
                rate = round(answered["refused"] / _SECONDS)
                rows.append((kind, *_rounded(held), f"{rate}/s", answered["served"]))
    header = ("who floods", "others req/s", "p99 ms", "flood refused", "served")
    print(table(f"{_PEOPLE} people while one address floods", header, rows))


def _rounded(held: tuple[float, float]) -> tuple[int, float]:
    return round(held[0]), round(held[1], 1)


if __name__ == "__main__":
    asyncio.run(main() if len(sys.argv) == 1 else flooding(sys.argv[1], int(sys.argv[2])))
