"""What a request says in its path, its query and its body, checked."""

from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from chimp.core import topics
from chimp.http.problems import Problem

MOST = 500
"""Entries in one page of a list."""

_LARGEST = 2**31
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    offset: int
    limit: int


def page(request: web.Request, default_limit: int) -> Page:
    offset = _whole_number(request, "offset", 0, _LARGEST)
    return Page(offset, _whole_number(request, "limit", default_limit, MOST))


def identifier(request: web.Request, name: str = "id") -> str:
    """An id from the path."""
    text = request.match_info[name]
    if len(text) > topics.MAX_ID_LENGTH or any(c in "/+#\0" for c in text):
        most = topics.MAX_ID_LENGTH
        message = f"{name}: an id has 1 to {most} characters, and no '/', '+', '#'"
        raise Problem(400, message, field=name)
    return text


async def json_object(request: web.Request) -> dict[str, Any]:
    """The body, which must be a JSON object."""
    try:
        told = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise Problem(400, "the body is not JSON") from None
    if not isinstance(told, dict):
        raise Problem(400, "the body is not a JSON object")
    return told


def text(told: dict[str, Any], name: str, most: int) -> str:
    """A member of a JSON object that must be a string of 1 to `most` characters."""
    value = told.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= most:
        raise Problem(400, f"{name}: must be a string of 1 to {most} characters", field=name)
    return value


def _whole_number(request: web.Request, name: str, default: int, most: int) -> int:
    given = request.query.get(name)
    if given is None:
        return default
    is_number = given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS
    if not is_number or int(given) > most:
        raise Problem(400, f"{name}: must be a whole number from 0 to {most}", field=name)
    return int(given)
