"""The site's own statistics service: asked with a time limit, remembered for seconds.

Whatever goes wrong there becomes one row that says so: a chat never waits for it for long, and a
page never fails because of it.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
import structlog

Row = dict[str, Any]

_REMEMBERED = 256
_MOST_BYTES = 256 * 1024
_MOST_ROWS = 200
_OK, _NOT_FOUND = 200, 404
_TIME = re.compile(r"\d\d/\d\d/\d{4}-\d\d:\d\d:\d\d", re.ASCII)
_WEB = ("http://", "https://", "/")

_log = structlog.get_logger("chimp.statistics")


class _Unusable(Exception):
    """What the service did instead of answering."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one customer; `what` is the last part of the path.

    Two are the same if the client gave the same: the query holds times made from "now" where it
    gave none, and those differ from second to second.
    """

    customer_key: str
    what: str
    given: tuple[str | None, ...]
    query: dict[str, str] = field(compare=False)


@dataclass(slots=True)
class _Answer:
    """The rows until a moment of the monotonic clock; whoever holds the lock fetches them."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rows: list[Row] | None = None
    until: float = 0.0


class StatisticsService:
    """Fetches rows from `statistics.endpoint`."""

    def __init__(
        self,
        endpoint: str,
        *,
        timeout: int,
        cache: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`endpoint` is without `/chimpassist`; `timeout` and `cache` are in milliseconds."""
        self._endpoint = endpoint.rstrip("/")
        self._seconds = timeout / 1000
        self._cache = cache / 1000
        self._clock = clock
        self._answers: OrderedDict[Question, _Answer] = OrderedDict()

    async def rows(self, question: Question) -> list[Row]:
        """The service's rows for one customer, or one row that says what is wrong with it.

        Those who ask the same at the same time share one request, however it ends.
        """
        if not self._cache:
            return await self._rows_or_excuse(question)
        answer = self._remembered(question)
        async with answer.lock:
            if answer.rows is None or answer.until <= self._clock():
                answer.rows = await self._rows_or_excuse(question)
                answer.until = self._clock() + self._cache
            return answer.rows

    def _remembered(self, question: Question) -> _Answer:
        answer = self._answers.setdefault(question, _Answer())
        self._answers.move_to_end(question)
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return answer

    async def _rows_or_excuse(self, question: Question) -> list[Row]:
        try:
            return await self._fetch(question)
        except _Unusable as error:
            _log.warning("statistics.service_failed", because=str(error), what=question.what)
            return [{"label": "External statistics", "value": f"not available: {error}"}]

    async def _fetch(self, question: Question) -> list[Row]:
        """Try each spelling within one time limit: the first usable answer counts."""
        failure: _Unusable | None = None
        try:
            async with asyncio.timeout(self._seconds), aiohttp.ClientSession() as client:
                for path in _paths(question):
                    try:
                        found = await self._ask(client, path, question.query)
                    except _Unusable as error:
                        # Some sites answer paths that they do not know with a page.
                        failure = failure or error
                    else:
                        if found is not None:
                            return found
        except TimeoutError:
            message = f"no answer within {self._seconds:g} s"
            raise _Unusable(message) from None
        except (aiohttp.ClientError, OSError) as error:
            raise _Unusable(str(error) or type(error).__name__) from None
        if failure is not None:
            raise failure
        if question.what == "statistics":
            message = "it knows neither path"
            raise _Unusable(message)
        return []  # the other two are optional

    async def _ask(
        self, client: aiohttp.ClientSession, path: str, query: dict[str, str]
    ) -> list[Row] | None:
        """The rows behind one path, None if there is nothing; raises _Unusable."""
        async with client.get(f"{self._endpoint}/chimpassist/{path}", params=query) as response:
            if response.status == _NOT_FOUND:
                return None
            if response.status != _OK:
                message = f"it answered with status {response.status}"
                raise _Unusable(message)
            return _checked(await _body(response))


def _paths(question: Question) -> list[str]:
    """The seed's spelling first, then the later one, which is the only one of the other two."""
    if question.customer_key in {".", ".."}:
        return []  # a step in a path, not a name in it: it would lead somewhere else
    customer, what = quote(question.customer_key, safe=""), question.what
    later = f"customer/{customer}/{what}"
    return [f"{customer}/{what}", later] if what == "statistics" else [later]


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > _MOST_BYTES:
            message = f"its answer is over {_MOST_BYTES // 1024} KiB"
            raise _Unusable(message)
    return bytes(body)


def _checked(body: bytes) -> list[Row]:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        message = "its answer is not JSON"
        raise _Unusable(message) from None
    if not isinstance(told, list):
        message = "its answer is not an array"
        raise _Unusable(message)
    good = [row for row in map(_row, told[:_MOST_ROWS]) if row is not None]
    if len(good) != len(told):
        _log.warning("statistics.rows_dropped", dropped=len(told) - len(good))
    return good


def _row(told: object) -> Row | None:
    """A label with one of the three forms of a value: a text, links, or a series."""
    if not isinstance(told, dict) or not isinstance(told.get("label"), str):
        return None
    value = told.get("value")
    if isinstance(value, list):
        value = _all(value, _link) or _all(value, _point) or (None if value else [])
    elif _is_number(value):
        value = str(value)  # many will write 3 for "3", and mean no harm
    elif not isinstance(value, str):
        value = None
    return None if value is None else {"label": told["label"], "value": value}


def _all(entries: list[object], read: Callable[[object], Row | None]) -> list[Row] | None:
    """All entries in one form, or None if one of them is not."""
    found = [entry for entry in map(read, entries) if entry is not None]
    return found if len(found) == len(entries) else None


def _link(entry: object) -> Row | None:
    """A link that a page can show without becoming a script."""
    if not isinstance(entry, dict):
        return None
    url, label = entry.get("url"), entry.get("label")
    is_web = isinstance(url, str) and url.lower().startswith(_WEB)
    return {"url": url, "label": label} if is_web and isinstance(label, str) else None


def _point(entry: object) -> Row | None:
    if not isinstance(entry, dict):
        return None
    x, y = entry.get("x"), entry.get("y")
    is_time = isinstance(x, str) and _TIME.fullmatch(x) is not None
    return {"x": x, "y": y} if is_time and _is_number(y) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
