"""Write what the server publishes about itself into a folder: `python -m tests.ui.published build`.

For `npm run generate`, which makes the front ends' types of it. A whole server is started for that,
on free ports and a data folder that is gone afterwards, so that nothing can differ from what any
server answers at `/openapi.json` and `/asyncapi.json`.
"""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import orjson
from aiohttp import ClientSession

from tests.e2e.house import House, open_house

DOCUMENTS: Final = ("openapi", "asyncapi")


async def published(house: House) -> dict[str, dict[str, Any]]:
    """The documents of a running server, by name."""
    found: dict[str, dict[str, Any]] = {}
    async with ClientSession() as http:
        for name in DOCUMENTS:
            async with http.get(house.url(f"/{name}.json")) as answer:
                answer.raise_for_status()
                found[name] = await answer.json()
    return found


async def _of_any_server() -> dict[str, dict[str, Any]]:
    with TemporaryDirectory() as data:
        async with open_house(Path(data)) as house:
            return await published(house)


def _write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in asyncio.run(_of_any_server()).items():
        (folder / f"{name}.json").write_bytes(orjson.dumps(document))


if __name__ == "__main__":
    [_, place] = sys.argv
    _write(Path(place))
