"""aiomqtt, which is paho on the event loop."""

import asyncio
import os
import socket
from contextlib import suppress

from aiomqtt import Client, MqttError, ProtocolVersion, Will

from tests.broker.clients.guest import PATIENCE, Arrival, Guest, Heard, Ports


class AiomqttGuest:
    session_present = None

    def __init__(self, client: Client) -> None:
        self._client = client

    async def subscribe(self, topic_filter: str, qos: int) -> int:
        codes = await self._client.subscribe(topic_filter, qos)
        code = codes[0]
        return code if isinstance(code, int) else code.value

    async def publish(self, topic: str, payload: str, qos: int, *, retain: bool = False) -> None:
        await self._client.publish(topic, payload, qos, retain)

    async def hear(self) -> Heard:
        async with asyncio.timeout(PATIENCE):
            message = await anext(aiter(self._client.messages))
        payload = message.payload
        assert isinstance(payload, bytes)
        return Heard(message.topic.value, payload, message.qos, message.retain)

    async def leave(self) -> None:
        with suppress(MqttError):  # it may have vanished before
            await self._client.__aexit__(None, None, None)

    async def vanish(self) -> None:
        wire = self._client._client.socket()
        assert wire is not None
        with socket.socket(fileno=os.dup(wire.fileno())) as same:
            same.shutdown(socket.SHUT_RDWR)


async def aiomqtt(ports: Ports, arrival: Arrival) -> Guest:
    topic, payload = arrival.will or ("", "")
    client = Client(
        "127.0.0.1",
        ports.tcp,
        identifier=arrival.name,
        clean_session=arrival.clean,
        will=Will(topic, payload, qos=1) if topic else None,
        protocol=ProtocolVersion.V311,
        timeout=PATIENCE,
    )
    await client.__aenter__()
    return AiomqttGuest(client)
