"""What a request says in its path, its query and its body, checked."""

from dataclasses import dataclass
from typing import TypeVar

import orjson
from aiohttp import web

from chimp.core import topics
from chimp.http.problems import Problem
from chimp.wire.payloads import Malformed, Payload

Told = TypeVar("Told", bound=Payload)

_JSON = "application/json"

MOST = 500
"""Entries in one page of a list."""

LARGEST_OFFSET = 2**31
_MOST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    offset: int
    limit: int


def page(request: web.Request, default_limit: int) -> Page:
    offset = _whole_number(request, "offset", 0, LARGEST_OFFSET)
    return Page(offset, _whole_number(request, "limit", default_limit, MOST))


def number_beside(request: web.Request, name: str) -> int | None:
    """The number of a message that a client has, `after` or `before` which it asks, if it does."""
    if name not in request.query:
        return None
    return _whole_number(request, name, 0, LARGEST_OFFSET)


def identifier(request: web.Request, name: str = "id") -> str:
    """An id from the path."""
    text = request.match_info[name]
    if len(text) > topics.MAX_ID_LENGTH or any(c in "/+#\0" for c in text):
        most = topics.MAX_ID_LENGTH
        message = f"{name}: an id has 1 to {most} characters, and no '/', '+', '#'"
        raise Problem(400, message, field=name)
    return text


async def body(request: web.Request, kind: type[Told]) -> Told:
    """The body, which must be JSON of that kind; raises Problem 400 that names what is wrong."""
    try:
        return kind.parse(await request.read())
    except Malformed as error:
        message = str(error).replace("the payload", "the body", 1)
        raise Problem(400, message, field=error.field) from None


async def body_if_any(request: web.Request, kind: type[Told]) -> Told | None:
    """The same, but what does not claim to be JSON, and is no JSON object either, is no body."""
    raw = await request.read()
    is_json = request.content_type == _JSON
    if not raw.strip() or (not is_json and not _is_object(raw)):
        return None
    return await body(request, kind)


def _is_object(raw: bytes) -> bool:
    try:
        return isinstance(orjson.loads(raw), dict)
    except orjson.JSONDecodeError:
        return False


async def json_body(request: web.Request, kind: type[Told]) -> Told:
    """The same, and it says that it is: a form of another page can not; raises Problem 415."""
    if request.content_type != _JSON:
        raise Problem(415, "the body has to be application/json")
    return await body(request, kind)


def _whole_number(request: web.Request, name: str, default: int, most: int) -> int:
    given = request.query.get(name)
    if given is None:
        return default
    is_number = given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS
    if not is_number or int(given) > most:
        raise Problem(400, f"{name}: must be a whole number from 0 to {most}", field=name)
    return int(given)
