"""A whole server in this process, on free ports and a data folder of its own."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from chimp.app import serving
from chimp.config import Settings

Section = Mapping[str, Any]
Sections = dict[str, Section]


@dataclass(frozen=True, kw_only=True)
class House:
    """Where a running server is to be found."""

    http_port: int
    mqtt_port: int
    base_topic: str
    data_dir: Path
    reload: Callable[[], None] = field(default=lambda: None, repr=False)
    """What SIGHUP does to a server that is a process of its own."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.http_port}{path}"


class Serve(Protocol):
    """Starts a server; a section of the settings is a keyword (`auth={"mode": "open"}`)."""

    def __call__(self, **sections: Section) -> AbstractAsyncContextManager[House]: ...


def settings_for(data_dir: Path, **sections: Section) -> Settings:
    """Loopback only, free ports, and nobody there but who the test lets in."""
    tree: dict[str, Any] = {"http": {}, "mqtt": {}, "self_check": {"interval": 0}, **sections}
    for name in ("http", "mqtt"):
        tree[name] = {"host": "127.0.0.1", "port": 0, **tree[name]}
    return Settings(data_dir=data_dir, **tree)


@asynccontextmanager
async def open_house(data_dir: Path, **sections: Section) -> AsyncIterator[House]:
    """A server, from ready to serve until it has stopped in order."""
    settings = settings_for(data_dir, **sections)
    async with serving(settings) as running:

        def reload() -> None:
            for take_up in running.reload:
                take_up()

        yield House(
            http_port=running.http_port,
            mqtt_port=running.mqtt_port,
            base_topic=settings.mqtt.base_topic,
            data_dir=data_dir,
            reload=reload,
        )
