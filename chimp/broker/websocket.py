"""MQTT over WebSocket (MQTT 3.1.1, section 6): frames are a byte stream, and nothing more.

One packet may come in many frames and one frame may hold many packets. What is written in one
pass of the event loop goes out in one frame.
"""

import asyncio
import math
from contextlib import suppress

from aiohttp import ClientConnectionError, WSCloseCode, WSMsgType, web

from chimp.broker.clients import Refusal
from chimp.broker.connection import Connection
from chimp.broker.link import CLOSE_TIMEOUT, HIGH_WATER, Farewell, Link
from chimp.broker.server import ChatBroker

SUBPROTOCOLS = ("mqtt", "mqttv3.1")


async def mqtt_over_websocket(
    request: web.Request,
    broker: ChatBroker,
    *,
    deflate: bool = False,
    cookie: str | None = None,
) -> web.StreamResponse:
    """Serve one page until it goes. `cookie` is the log-in of a page of ours."""
    if (refusal := broker.refusal(_address(request))) is not None:
        return _refused(refusal)
    socket = web.WebSocketResponse(
        protocols=SUBPROTOCOLS,
        compress=deflate,
        max_msg_size=broker.limits.max_packet,
        timeout=CLOSE_TIMEOUT,
        heartbeat=broker.limits.heartbeat or None,
    )
    await socket.prepare(request)
    link = WebSocketLink(asyncio.get_running_loop(), request, socket)
    link.cookie = cookie
    async with asyncio.TaskGroup() as group:
        group.create_task(link.pump())
        await link.serve(broker.accept(link))
    return socket


class WebSocketLink(Link):
    """One page. A task of its own sends what was gathered, so that writing never waits."""

    __slots__ = (
        "_connection",
        "_farewell",
        "_is_closing",
        "_readable",
        "_sent",
        "_socket",
        "_transport",
        "_unsent",
        "_written",
    )

    def __init__(
        self, loop: asyncio.AbstractEventLoop, request: web.Request, socket: web.WebSocketResponse
    ) -> None:
        super().__init__(loop)
        self.address = _address(request)
        self.is_open = True
        self._transport = request.transport
        self._socket = socket
        self._connection: Connection
        self._farewell = Farewell.DONE
        self._is_closing = False
        self._unsent = 0
        self._written = asyncio.Event()
        self._readable: asyncio.Event | None = None

    async def serve(self, connection: Connection) -> None:
        """Hand over every frame, until the page goes or is sent away."""
        self._connection = connection
        try:
            async for frame in self._socket:
                if frame.type is not WSMsgType.BINARY:  # [MQTT-6.0.0-1]
                    await self._socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
                    break
                connection.received(frame.data)
                if self._readable is not None:
                    await self._readable.wait()
        finally:
            self.is_open = False
            self._stop()
            connection.lost()

    async def pump(self) -> None:
        """Send until closed, then say why; a page that has gone ends it."""
        with suppress(ClientConnectionError, ConnectionError, TimeoutError):
            while not self._is_closing or self._chunks:
                await self._written.wait()
                self._written.clear()
                await self._send()
            if self._farewell_is_due():
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await self._socket.close(code=self._farewell.value)
        self.is_open = False
        self._chunks.clear()

    def close(self, farewell: Farewell = Farewell.DONE) -> None:
        if self.is_open:
            self.is_open = False
            self._farewell = farewell
            self._stop()
            self._loop.call_later(CLOSE_TIMEOUT, self._cut)

    def abort(self) -> None:
        super().abort()
        self._stop()
        self._cut()

    def pause_reading(self) -> None:
        self._readable = self._readable or asyncio.Event()

    def resume_reading(self) -> None:
        if self._readable is not None:
            self._readable.set()
            self._readable = None

    async def _send(self) -> None:
        chunks, self._chunks, self._unsent, self._size = self._chunks, [], self._size, 0
        if not chunks:
            return
        self.is_congested = self._unsent > HIGH_WATER
        await self._socket.send_bytes(chunks[0] if len(chunks) == 1 else b"".join(chunks))
        self._unsent = 0
        if self.is_congested:
            self.is_congested = False
            self._connection.writable()

    def _farewell_is_due(self) -> bool:
        return not self._socket.closed and self._transport is not None

    def _sending(self) -> int:
        waiting = 0 if self._transport is None else self._transport.get_write_buffer_size()
        return max(self._unsent, waiting)

    def _flush(self) -> None:
        self._written.set()

    def _stop(self) -> None:
        """Let the pump come to its end, and reading too."""
        self._is_closing = True
        self._written.set()
        self.resume_reading()

    def _cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()


def _refused(refusal: Refusal) -> web.Response:
    if not refusal.wait:
        message = "there are too many connections"
        return web.json_response({"error": "too_many_connections", "message": message}, status=503)
    seconds = math.ceil(refusal.wait)
    message = f"too many connections in too short a time: try again in {seconds} s"
    headers = {"Retry-After": str(seconds)}
    said = {"error": "too_many_requests", "message": message}
    return web.json_response(said, status=429, headers=headers)


def _address(request: web.Request) -> str:
    return request.remote or ""
