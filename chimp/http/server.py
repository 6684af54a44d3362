"""The socket of the web side, and the way from it to the application."""

import asyncio
import ssl
from typing import Final

from aiohttp import web

from chimp.http.connections import Connections, HttpConnection

_BACKLOG: Final = 2_048
"""Connections that the system holds for us while we are busy."""
_HANDSHAKE_SECONDS: Final = 10.0
_FAREWELL_SECONDS: Final = 2.0
"""For the other side to say goodbye in TLS; browsers often do not."""


class HttpServer:
    """An application on a port."""

    def __init__(self, application: web.Application, connections: Connections) -> None:
        self._connections = connections
        self._runner = web.AppRunner(application, handle_signals=False, shutdown_timeout=1)
        self._server: asyncio.Server | None = None

    async def start(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> int:
        """Accept connections; returns the port that is really bound. Raises OSError."""
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        handled = self._runner.server
        assert handled is not None  # noqa: S101 - it is there after the setup

        def connection() -> HttpConnection:
            return HttpConnection(self._connections, handled, loop)

        self._server = await loop.create_server(
            connection,
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
        await self._runner.cleanup()
