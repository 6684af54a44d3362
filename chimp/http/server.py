"""The socket of the web side, and the way from it to the application."""

import asyncio
import ssl
from typing import Final

from aiohttp import hdrs, web

from chimp.http.connections import Connections, HttpConnection
from chimp.http.problems import Problem
from chimp.http.security_headers import protect

_BACKLOG: Final = 2_048
"""Connections that the system holds for us while we are busy."""
_HANDSHAKE_SECONDS: Final = 10.0
_FAREWELL_SECONDS: Final = 2.0
"""For the other side to say goodbye in TLS; browsers often do not."""
_STOP_SECONDS: Final = 1.0

_CONTINUE: Final = "100-continue"
_READ_BY_LIBRARIES: Final = (
    hdrs.ACCESS_CONTROL_REQUEST_HEADERS,
    hdrs.ACCESS_CONTROL_REQUEST_METHOD,
    hdrs.CONNECTION,
    hdrs.HOST,
    hdrs.ORIGIN,
    hdrs.SEC_WEBSOCKET_EXTENSIONS,
    hdrs.SEC_WEBSOCKET_KEY,
    hdrs.SEC_WEBSOCKET_PROTOCOL,
    hdrs.SEC_WEBSOCKET_VERSION,
    hdrs.UPGRADE,
)
"""Headers that aiohttp and aiohttp-cors repeat or decode; none has a word that is not ASCII."""


class HttpServer:
    """An application on a port."""

    def __init__(self, application: web.Application, connections: Connections) -> None:
        self._connections = connections
        self._runner = web.AppRunner(application, handle_signals=False)
        self._server: asyncio.Server | None = None
        self._front: web.Server | None = None

    async def start(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> int:
        """Accept connections; returns the port that is really bound. Raises OSError."""
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        behind = self._runner.server
        assert behind is not None  # noqa: S101 - it is there after the setup

        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            refusal = _refusal(request)
            return await behind.request_handler(request) if refusal is None else refusal

        front = web.Server(handle, request_factory=behind.request_factory)
        self._front = front
        self._server = await loop.create_server(
            lambda: HttpConnection(self._connections, front, loop),
            host,
            port,
            backlog=_BACKLOG,
            ssl=tls,
            ssl_handshake_timeout=_HANDSHAKE_SECONDS if tls else None,
            ssl_shutdown_timeout=_FAREWELL_SECONDS if tls else None,
        )
        bound: int = self._server.sockets[0].getsockname()[1]
        return bound

    async def stop(self) -> None:
        """Take no more, and end what there is."""
        if self._server is not None:
            self._server.close()
        if self._front is not None:
            self._front.pre_shutdown()
            await self._front.shutdown(_STOP_SECONDS)
        await self._runner.cleanup()


def _refusal(request: web.BaseRequest) -> web.Response | None:
    """What aiohttp would fail at, before any middleware or in the middle of an answer."""
    if not all(
        value.isascii() for name in _READ_BY_LIBRARIES for value in request.headers.getall(name, ())
    ):
        problem = Problem(400, "a header of the request is not ASCII")
    elif request.headers.get(hdrs.EXPECT, _CONTINUE).lower() != _CONTINUE:
        problem = Problem(417, f"nothing can be expected but {_CONTINUE}", code="unsupported")
    else:
        return None
    response = problem.response()
    protect(response.headers)
    response.force_close()
    return response
