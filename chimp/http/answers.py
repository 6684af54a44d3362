"""JSON answers."""

from typing import Any

import orjson
from aiohttp import web
from multidict import CIMultiDict


def answer(
    value: Any,  # noqa: ANN401 - whatever JSON can hold
    *,
    status: int = 200,
    headers: CIMultiDict[str] | None = None,
) -> web.Response:
    """A JSON response that no cache keeps: it is true only now."""
    told = CIMultiDict({"Cache-Control": "no-store"})
    told.update(headers or {})
    return web.Response(
        body=orjson.dumps(value), status=status, content_type="application/json", headers=told
    )


def nothing() -> web.Response:
    """It is done, and there is nothing to say of it."""
    return web.Response(status=204, headers={"Cache-Control": "no-store"})
