"""MQTT over WebSocket (MQTT 3.1.1, section 6): frames are a byte stream, and nothing more.

One packet may come in many frames and one frame may hold many packets. What is written in one
pass of the event loop goes out in one frame.
"""

import asyncio
from contextlib import suppress

from aiohttp import ClientConnectionError, WSCloseCode, WSMsgType, web
from amqtt.adapters import ReaderAdapter
from amqtt.errors import MQTTError

from chimp.broker.server import WEBSOCKET, ChatBroker
from chimp.broker.streams import CLOSE_TIMEOUT, Farewell, Outlet

SUBPROTOCOLS = ("mqtt", "mqttv3.1")

_HIGH_WATER = 256 * 1024
"""Bytes waiting for a client from which on nothing more is read from it."""


async def mqtt_over_websocket(request: web.Request, broker: ChatBroker) -> web.WebSocketResponse:
    """Serve one page until it goes."""
    socket = web.WebSocketResponse(
        protocols=SUBPROTOCOLS,
        compress=False,
        max_msg_size=broker.max_packet,
        timeout=CLOSE_TIMEOUT,
    )
    await socket.prepare(request)
    outlet = WebSocketOutlet(request, socket)
    async with asyncio.TaskGroup() as group:
        group.create_task(outlet.pump())
        try:
            await broker.external_connected(WebSocketReader(socket), outlet, WEBSOCKET)
        finally:
            await outlet.close()
    return socket


class WebSocketReader(ReaderAdapter):
    """The bytes of all frames, one after the other."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket
        self._buffer = bytearray()

    async def read(self, n: int = -1) -> bytes:
        """Exactly `n` bytes, or fewer if the page has gone; waits for as long as it takes."""
        while len(self._buffer) < n and await self._receive():
            pass
        data = bytes(self._buffer[:n])
        del self._buffer[:n]
        return data

    def feed_eof(self) -> None:
        """Nothing to do: the frames say when it is over."""

    async def _receive(self) -> bool:
        frame = await self._socket.receive()
        if frame.type is WSMsgType.BINARY:
            self._buffer += frame.data
            return True
        if frame.type is WSMsgType.TEXT:  # [MQTT-6.0.0-1]
            await self._socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
            message = "a text frame"
            raise MQTTError(message)
        return False


class WebSocketOutlet(Outlet):
    """Gathers what is written, and sends it from a task of its own."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self._request = request
        self._socket = socket
        self._waiting: list[bytes] = []
        self._size = 0
        self._written = asyncio.Event()
        self._emptied = asyncio.Event()
        self._emptied.set()
        self._is_open = True

    async def pump(self) -> None:
        """Send until closed. A page that has gone ends it."""
        with suppress(ClientConnectionError, ConnectionError):
            while self._is_open or self._waiting:
                await self._written.wait()
                self._written.clear()
                data, self._waiting = b"".join(self._waiting), []
                if data:
                    await self._socket.send_bytes(data)
                self._size -= len(data)
                if not self._waiting:
                    self._emptied.set()
        self._is_open = False
        self._waiting.clear()
        self._emptied.set()

    @property
    def backlog(self) -> int:
        transport = self._request.transport
        return self._size + (0 if transport is None else transport.get_write_buffer_size())

    @property
    def is_open(self) -> bool:
        return self._is_open and not self._socket.closed

    def write(self, data: bytes) -> None:
        if self._is_open:
            self._waiting.append(data)
            self._size += len(data)
            self._emptied.clear()
            self._written.set()

    async def drain(self) -> None:
        if self._size > _HIGH_WATER:
            await self._emptied.wait()

    def get_peer_info(self) -> tuple[str, int] | None:
        transport = self._request.transport
        peer = None if transport is None else transport.get_extra_info("peername")
        return (self._request.remote or str(peer[0]), int(peer[1])) if peer else None

    async def close(self, farewell: Farewell = Farewell.DONE) -> None:
        if not self._is_open:
            self._written.set()
            return
        with suppress(TimeoutError, ClientConnectionError, ConnectionError):
            async with asyncio.timeout(CLOSE_TIMEOUT):
                await self._emptied.wait()
                self._stop_pump()
                await self._socket.close(code=farewell.value)
            return
        self.abort()

    def abort(self) -> None:
        self._stop_pump()
        if self._request.transport is not None:
            self._request.transport.abort()

    def _stop_pump(self) -> None:
        self._is_open = False
        self._written.set()
