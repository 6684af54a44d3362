"""The site's own statistics service: asked with a time limit, remembered for seconds.

Whatever goes wrong there becomes one row that says so: a chat never waits for it for long, and a
page never fails because of it.
"""

import asyncio
import time
from collections import OrderedDict
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
import structlog

Row = dict[str, Any]

_REMEMBERED = 1_000
_MOST_BYTES = 1024 * 1024
_MOST_ROWS = 200
_NOT_FOUND = 404

_log = structlog.get_logger("chimp.statistics")


class _Unusable(Exception):
    """What the service did instead of answering."""


class StatisticsService:
    """Fetches rows from `statistics.endpoint`."""

    def __init__(self, endpoint: str, *, timeout: int, cache: int) -> None:
        """`endpoint` is without `/chimpassist`; `timeout` and `cache` are in milliseconds."""
        self._endpoint = endpoint.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=timeout / 1000)
        self._cache = cache / 1000
        self._answers: OrderedDict[tuple[str, ...], tuple[float, asyncio.Future[list[Row]]]]
        self._answers = OrderedDict()

    async def rows(self, customer_key: str, what: str, query: dict[str, str]) -> list[Row]:
        """The service's rows for one customer, or one row that says what is wrong with it.

        Those who ask for the same at the same time share one request.
        """
        asked = (customer_key, what, *query.values())
        remembered = self._answers.get(asked)
        if remembered is not None and remembered[0] > time.monotonic():
            return await asyncio.shield(remembered[1])
        answer: asyncio.Future[list[Row]] = asyncio.get_running_loop().create_future()
        self._answers[asked] = (time.monotonic() + self._cache, answer)
        self._answers.move_to_end(asked)
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        try:
            found = await self._fetch(customer_key, what, query)
        except _Unusable as error:
            _log.warning("statistics.service_failed", because=str(error), what=what)
            found = [{"label": "External statistics", "value": f"not available: {error}"}]
        except asyncio.CancelledError:
            self._answers.pop(asked, None)
            answer.cancel()
            raise
        answer.set_result(found)
        return found

    async def _fetch(self, customer_key: str, what: str, query: dict[str, str]) -> list[Row]:
        """Ask in the seed's spelling first, then in the later one."""
        customer = quote(customer_key, safe="")
        paths = [f"customer/{customer}/{what}"]
        if what == "statistics":
            paths.insert(0, f"{customer}/{what}")
        try:
            async with asyncio.timeout(self._timeout.total), aiohttp.ClientSession() as client:
                for path in paths:
                    address = f"{self._endpoint}/chimpassist/{path}"
                    async with client.get(address, params=query) as response:
                        if response.status == _NOT_FOUND:
                            continue
                        if response.status != 200:  # noqa: PLR2004 - HTTP's own word for yes
                            message = f"it answered with status {response.status}"
                            raise _Unusable(message)
                        return _checked(await response.content.read(_MOST_BYTES))
        except TimeoutError:
            message = f"no answer within {self._timeout.total} s"
            raise _Unusable(message) from None
        except (aiohttp.ClientError, OSError) as error:
            raise _Unusable(str(error) or type(error).__name__) from None
        if what == "statistics":
            message = "it knows neither path"
            raise _Unusable(message)
        return []  # the other two are optional


def _checked(body: bytes) -> list[Row]:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        message = "its answer is not JSON"
        raise _Unusable(message) from None
    if not isinstance(told, list):
        message = "its answer is not an array"
        raise _Unusable(message)
    good = [row for row in told[:_MOST_ROWS] if _is_row(row)]
    if len(good) != len(told):
        _log.warning("statistics.rows_dropped", dropped=len(told) - len(good))
    return [{"label": row["label"], "value": row["value"]} for row in good]


def _is_row(row: object) -> bool:
    """A label with one of the three forms of a value: a text, links, or a series."""
    if not isinstance(row, dict) or not isinstance(row.get("label"), str):
        return False
    value = row.get("value")
    if isinstance(value, str | int | float):
        return True
    return isinstance(value, list) and all(_is_link(entry) or _is_point(entry) for entry in value)


def _is_link(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    url, label = entry.get("url"), entry.get("label")
    is_web = isinstance(url, str) and url.startswith(("http://", "https://", "/"))
    return is_web and isinstance(label, str)


def _is_point(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    return isinstance(entry.get("x"), str | int) and isinstance(entry.get("y"), int | float)
