"""Eclipse Paho for Python, with its network loop in a thread of its own."""

import asyncio
import os
import socket
from collections.abc import Callable
from typing import Literal, TypeVar

from paho.mqtt.client import Client, ConnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from tests.broker.clients.guest import PATIENCE, Arrival, Arrive, Guest, Heard, Ports

Value = TypeVar("Value")
Transport = Literal["tcp", "websockets"]


class PahoGuest:
    """Its callbacks come from the other thread, and are brought over to the event loop."""

    def __init__(self, arrival: Arrival, transport: Transport) -> None:
        self._loop = asyncio.get_running_loop()
        self._heard: asyncio.Queue[Heard] = asyncio.Queue()
        self._present: asyncio.Future[bool] = self._loop.create_future()
        self._gone = asyncio.Event()
        self._granted: asyncio.Queue[int] = asyncio.Queue()
        self._client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=arrival.name,
            clean_session=arrival.clean,
            transport=transport,
            reconnect_on_failure=False,
        )
        self._client.ws_set_options(path="/mqtt")
        if arrival.will is not None:
            self._client.will_set(*arrival.will, qos=1)
        self._client.on_connect = self._on_connect
        self._client.on_disconnect = self._on_disconnect
        self._client.on_subscribe = self._on_subscribe
        self._client.on_message = self._on_message

    @property
    def session_present(self) -> bool:
        return self._present.result()

    async def connect(self, port: int) -> None:
        await asyncio.to_thread(self._client.connect, "127.0.0.1", port)
        self._client.loop_start()
        async with asyncio.timeout(PATIENCE):
            await asyncio.shield(self._present)

    async def subscribe(self, topic_filter: str, qos: int) -> int:
        self._client.subscribe(topic_filter, qos)
        async with asyncio.timeout(PATIENCE):
            return await self._granted.get()

    async def publish(self, topic: str, payload: str, qos: int, *, retain: bool = False) -> None:
        information = self._client.publish(topic, payload, qos, retain)
        await asyncio.to_thread(information.wait_for_publish, PATIENCE)
        assert information.is_published()

    async def hear(self) -> Heard:
        async with asyncio.timeout(PATIENCE):
            return await self._heard.get()

    async def leave(self) -> None:
        if not self._gone.is_set():
            self._client.disconnect()
        await self._end()

    async def vanish(self) -> None:
        wire = self._client.socket()
        assert wire is not None
        with socket.socket(fileno=os.dup(wire.fileno())) as same:
            same.shutdown(socket.SHUT_RDWR)
        await self._end()

    async def _end(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._gone.wait()
        await asyncio.to_thread(self._client.loop_stop)

    def _tell(self, what: Callable[[Value], object], value: Value) -> None:
        self._loop.call_soon_threadsafe(what, value)

    def _on_connect(
        self, _client: Client, _data: object, flags: ConnectFlags, code: ReasonCode, *_: object
    ) -> None:
        if code.is_failure:
            self._tell(self._present.set_exception, ConnectionRefusedError(str(code)))
        else:
            self._tell(self._present.set_result, bool(flags.session_present))

    def _on_disconnect(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._gone.set)

    def _on_subscribe(
        self, _client: Client, _data: object, _number: int, codes: list[ReasonCode], *_: object
    ) -> None:
        self._tell(self._granted.put_nowait, codes[0].value)

    def _on_message(self, _client: Client, _data: object, message: MQTTMessage) -> None:
        heard = Heard(message.topic, bytes(message.payload), message.qos, message.retain)
        self._tell(self._heard.put_nowait, heard)


def paho(transport: Transport) -> Arrive:
    async def arrive(ports: Ports, arrival: Arrival) -> Guest:
        guest = PahoGuest(arrival, transport)
        await guest.connect(ports.tcp if transport == "tcp" else ports.web)
        return guest

    return arrive
