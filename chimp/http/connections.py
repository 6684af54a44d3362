"""HTTP connections: how many one address has, how long they may do nothing, and bad requests.

aiohttp parses and serves. What it leaves open is closed here: it would keep an idle connection for
an hour, one whose client does not read for ever, and log a traceback for every line of nonsense.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import structlog
from aiohttp import web
from aiohttp.http_exceptions import LineTooLong
from prometheus_client import CollectorRegistry
from prometheus_client import Counter as Counted

from chimp.core.addresses import counted_as, plain
from chimp.http.problems import Problem
from chimp.http.proxies import Proxies
from chimp.http.security_headers import protect

_OPTIONS: Final[dict[str, Any]] = {
    "access_log": None,
    # See `bodies`.
    "auto_decompress": False,
    # Bytes of one line of a head, and how many lines.
    "max_line_size": 8190,
    "max_field_size": 8190,
    "max_headers": 100,
}
_TOO_MANY_LINES: Final = "Too many headers"

_log = structlog.get_logger("chimp.http")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionLimits:
    """Times in seconds."""

    idle: float = 130.0
    """Without a request, and for the head of one to arrive."""
    transfer: float = 30.0
    """In which some of what is waiting for a client has to be taken."""
    lingering: float = 2.0
    """In which the rest of a body that nobody wants is thrown away, so that its sender comes to
    read the answer."""
    most_of_address: int = 0
    """At a time; 0: no limit."""


class Connections:
    """All there are, and what became of those that were ended."""

    def __init__(
        self, limits: ConnectionLimits, proxies: Proxies, registry: CollectorRegistry
    ) -> None:
        self.limits = limits
        self.ended = Counted(
            "chimp_http_connections_ended",
            "HTTP connections that the server ended, and why.",
            ["because"],
            registry=registry,
        )
        self._proxies = proxies
        self._by_address: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count one more; False if that is too many. Proxies have as many as they like."""
        most, counted = self.limits.most_of_address, counted_as(address)
        self._by_address[counted] += 1
        return not most or self._by_address[counted] <= most or self._proxies.trusts(address)

    def leave(self, address: str) -> None:
        counted = counted_as(address)
        self._by_address[counted] -= 1
        if not self._by_address[counted]:
            del self._by_address[counted]


class HttpConnection(web.RequestHandler):
    """One of them."""

    __slots__ = ("_address", "_all", "_untaken")

    def __init__(
        self, connections: Connections, server: web.Server, loop: asyncio.AbstractEventLoop
    ) -> None:
        limits = connections.limits
        super().__init__(
            server,
            loop=loop,
            keepalive_timeout=limits.idle,
            lingering_time=limits.lingering,
            **_OPTIONS,
        )
        self._all = connections
        self._address: str | None = None
        self._untaken: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        peer = transport.get_extra_info("peername")
        self._address = plain(str(peer[0])) if isinstance(peer, tuple) else ""
        if not self._all.enter(self._address):
            self._all.ended.labels("too_many_of_one_address").inc()
            self.force_close()

    def connection_lost(self, exc: BaseException | None) -> None:
        super().connection_lost(exc)
        self._stop_waiting()
        if self._address is not None:
            self._all.leave(self._address)
            self._address = None

    def pause_writing(self) -> None:
        """Much is waiting for the client to read."""
        super().pause_writing()
        self._wait_for_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_waiting()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no HTTP: clearly, and with one quiet line in the log."""
        if isinstance(exc, ConnectionError):
            raise exc  # the client has gone, which is all that there is to say
        if status >= web.HTTPInternalServerError.status_code:
            return super().handle_error(request, status, exc, message)
        is_too_large = isinstance(exc, LineTooLong) or (message or "").startswith(_TOO_MANY_LINES)
        because = "head_too_large" if is_too_large else "malformed"
        self._all.ended.labels(because).inc()
        _log.debug("http.malformed", address=self._address, because=because)
        problem = (
            Problem(431, "the head of the request has too long a line, or too many")
            if is_too_large
            else Problem(400, "this is no HTTP request")
        )
        response = problem.response()
        protect(response.headers)
        response.force_close()
        return response

    def _wait_for_reading(self) -> None:
        if self.transport is not None:
            waiting = self.transport.get_write_buffer_size()
            self._untaken = self._loop.call_later(
                self._all.limits.transfer, self._look_whether_it_reads, waiting
            )

    def _look_whether_it_reads(self, before: int) -> None:
        """A slow client may take all the time it needs, as long as it goes on."""
        if self.transport is None:
            return
        if self.transport.get_write_buffer_size() < before:
            self._wait_for_reading()
        else:
            self._all.ended.labels("not_reading").inc()
            self.transport.abort()

    def _stop_waiting(self) -> None:
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None
