"""The types that the front ends are built with are those of what the server publishes now."""

from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from tests.e2e.conftest import data_dir, serve
from tests.e2e.house import Serve
from tests.ui.published import published

__all__ = ["data_dir", "serve"]

_FOLDER: Final = Path(__file__).parents[2] / "chimp/ui/client/src/generated"
_PROSE: Final = frozenset({"description", "summary", "example", "examples", "version", "tags"})


def fingerprint(document: dict[str, Any]) -> str:
    """Of everything that makes types, so without prose and ports: as `generate.mjs` makes it."""
    types = {name: value for name, value in document.items() if name != "servers"}
    told = orjson.dumps(_bare(types), option=orjson.OPT_SORT_KEYS)
    return sha256(told).hexdigest()


def _bare(told: object) -> object:
    """A member that happens to be called like prose is a schema, and stays: it is no text."""
    if isinstance(told, dict):
        return {
            name: _bare(value)
            for name, value in told.items()
            if not (name in _PROSE and _is_prose(name, value))
        }
    if isinstance(told, list):
        return [_bare(each) for each in told]
    return told


def _is_prose(name: str, value: object) -> bool:
    return name.startswith("example") or isinstance(value, str | list)


@pytest.mark.parametrize(("file", "document"), [("http.ts", "openapi"), ("mqtt.ts", "asyncapi")])
async def test_what_is_committed_is_what_the_server_publishes(
    serve: Serve, file: str, document: str
) -> None:
    async with serve() as house:
        told = (await published(house))[document]
    head, _, body = (_FOLDER / file).read_text("utf-8").partition("\n\n")
    again = "the server publishes something else by now: run `npm run generate` in chimp/ui"
    assert f"Made of: {fingerprint(told)}" in head, again
    edited = "a generated file was changed by hand: run `npm run generate` in chimp/ui"
    assert f"Is:      {sha256(body.encode()).hexdigest()}" in head, edited


def test_prose_is_no_part_of_the_fingerprint_and_types_are() -> None:
    first = {"properties": {"summary": {"type": "string", "description": "What it is."}}}
    second = {"properties": {"summary": {"type": "string", "description": "In other words."}}}
    third = {"properties": {"summary": {"type": "integer", "description": "What it is."}}}
    assert fingerprint(first) == fingerprint(second) != fingerprint(third)
