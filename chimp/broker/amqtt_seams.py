"""Everything of amqtt 0.12.1 that the engine stands on, and nothing of amqtt anywhere else.

Kept of amqtt: its configuration and listeners, its plugins (how they are loaded, how they are asked
who may log in, and their events), its life cycle, and its numbers for packets and return codes.
Replaced: what happens on a connection after its first byte. `tests/broker/test_seams.py` holds each
seam, and amqtt is pinned exactly, so that an upgrade tells at once what has moved:

- `Broker.__init__`, `start`, `shutdown`, `listeners_config`, `plugins_manager`, `_authenticate`;
- `Broker._create_server_instance`: makes a listener (overridden: ours, on a socket bound before);
- `Broker._client_connected`: all of a connection (overridden: ours begin in `connection.py`);
- `Broker.sessions`, `internal_message_broadcast`, `retain_message`, `add_subscription`: what
  plugins may ask of the broker through their context (overridden);
- `BaseAuthPlugin`: how ours is asked; topic plugins are not, for `core.access` decides alone;
- `Session`: what plugins see of a client; `BrokerProtocolHandler`: what they see of its connection.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from amqtt.broker import Broker, BrokerContext
from amqtt.contexts import BaseContext, BrokerConfig, ListenerConfig, ListenerType
from amqtt.events import BrokerEvents
from amqtt.mqtt.connack import (
    CONNECTION_ACCEPTED,
    IDENTIFIER_REJECTED,
    NOT_AUTHORIZED,
    SERVER_UNAVAILABLE,
    UNACCEPTABLE_PROTOCOL_VERSION,
)
from amqtt.mqtt.packet import (
    CONNACK,
    CONNECT,
    DISCONNECT,
    PINGREQ,
    PINGRESP,
    PUBACK,
    PUBCOMP,
    PUBLISH,
    PUBREC,
    PUBREL,
    SUBACK,
    SUBSCRIBE,
    UNSUBACK,
    UNSUBSCRIBE,
)
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.plugins.base import BaseAuthPlugin
from amqtt.plugins.manager import PluginManager
from amqtt.session import Session
from transitions import Machine

__all__ = [
    "CONNACK",
    "CONNECT",
    "CONNECTION_ACCEPTED",
    "DISCONNECT",
    "IDENTIFIER_REJECTED",
    "NOT_AUTHORIZED",
    "PINGREQ",
    "PINGRESP",
    "PUBACK",
    "PUBCOMP",
    "PUBLISH",
    "PUBREC",
    "PUBREL",
    "SERVER_UNAVAILABLE",
    "SUBACK",
    "SUBSCRIBE",
    "UNACCEPTABLE_PROTOCOL_VERSION",
    "UNSUBACK",
    "UNSUBSCRIBE",
    "BaseAuthPlugin",
    "BaseContext",
    "BrokerConfig",
    "BrokerEvents",
    "Client",
    "Closable",
    "SeamBroker",
    "Session",
    "broker_config",
]

TCP = "default"
"""The name of the listener; amqtt wants one of this name."""


class _State(Machine):
    """Answers what plugins ask of `Session.transitions`, without a state machine for each client.

    amqtt's own costs 144 µs and some kilobytes for each connection; of this there are two in all.
    """

    def is_connected(self) -> bool:
        return bool(self.state == "connected")


_CONNECTED = _State(states=Session.states, initial="connected")
_DISCONNECTED = _State(states=Session.states, initial="disconnected")


class Client(Session):
    """What plugins are told of a client. Of amqtt's session it has what is known at CONNECT.

    It keeps no messages: `chimp.broker.sessions` does. The queues and the state machine that
    amqtt makes for each session are left out, and what never differs is held by the class.
    """

    will_flag = False
    will_message: bytes | bytearray | None = None
    will_qos: int | None = None
    will_retain: bool | None = None
    will_topic: str | None = None
    publish_retry_delay = 0
    broker_uri: str | None = None
    cafile: str | None = None
    capath: str | None = None
    cadata: bytes | None = None
    parent = 0
    last_connect_time: int | None = None
    last_disconnect_time: int | None = None
    ssl_object = None
    is_anonymous = False
    remote_port: int | None = None

    def __init__(  # what amqtt's makes is what this class is there to leave out
        self,
        *,
        client_id: str,
        username: str | None,
        password: str | None,
        remote_address: str,
        is_clean: bool,
        keep_alive: int,
    ) -> None:
        self.client_id = client_id
        self.username = username
        self.password = password
        self.remote_address = remote_address
        self.clean_session = is_clean
        self.keep_alive = keep_alive
        self.attributes: dict[str, Any] = {}
        self.transitions: Machine = _CONNECTED

    def left(self) -> None:
        """Its connection has ended."""
        self.transitions = _DISCONNECTED


class Handler(BrokerProtocolHandler):
    """What amqtt holds of a connection; made when somebody asks for it, which is hardly ever."""

    def __init__(
        self,
        plugins_manager: PluginManager[BrokerContext],
        session: Session,
        connection: "Closable",
    ) -> None:
        super().__init__(plugins_manager, session)
        self._connection = connection

    async def stop(self) -> None:
        """End the connection: a plugin, or amqtt, wants it gone."""
        self._connection.plugin_stops()


class Closable:
    """A connection, as far as amqtt needs one."""

    @abstractmethod
    def plugin_stops(self) -> None:
        """A plugin wants it to end."""


class SeamBroker(Broker):
    """amqtt's broker with its inside replaced. What is abstract here is the engine's to say."""

    @abstractmethod
    async def listen(self) -> asyncio.Server:
        """Start to accept TCP connections."""

    @abstractmethod
    def clients(self) -> Iterable[tuple[Client, Closable]]:
        """Everybody who is connected."""

    @abstractmethod
    def send(self, topic: str, payload: bytes, qos: int) -> None:
        """A plugin publishes; `topic` is with the base."""

    @abstractmethod
    def keep(self, topic: str, payload: bytes, qos: int) -> None:
        """A plugin has something kept for who subscribes later; empty: not any more."""

    async def may_log_in(self, client: Client) -> bool:
        """Ask the plugins, as amqtt does: one that says no is enough, and one has to say yes."""
        return await self._authenticate(client, self.listeners_config[TCP])

    def is_watched(self, event: BrokerEvents) -> bool:
        """Whether a plugin wants to know; `fire_event` costs a task for each that does."""
        return any(hasattr(plugin, f"on_{event}") for plugin in self.plugins_manager.plugins)

    async def _create_server_instance(self, *_: object) -> asyncio.Server:
        return await self.listen()

    async def _client_connected(self, *_: object) -> None:
        message = "connections come in through ChatBroker.accept"
        raise NotImplementedError(message)

    @property
    def sessions(self) -> dict[str, tuple[Session, BrokerProtocolHandler]]:
        """By client id, made anew for whoever asks."""
        return {
            client.client_id or "": (client, Handler(self.plugins_manager, client, connection))
            for client, connection in self.clients()
        }

    async def internal_message_broadcast(
        self, topic: str, data: bytes, qos: int | None = None
    ) -> None:
        self.send(topic, bytes(data), qos or 0)

    async def retain_message(
        self,
        source_session: Session | None,
        topic_name: str | None,
        data: bytes | bytearray | None,
        qos: int | None = None,
    ) -> None:
        del source_session
        self.keep(topic_name or "", bytes(data or b""), qos or 0)

    async def add_subscription(self, subscription: tuple[str, int], session: Session) -> int:
        """Refused: who listens is the client's own to say, and access decides."""
        del subscription, session
        return 0x80


def broker_config(host: str, port: int, plugins: Mapping[str, dict[str, Any]]) -> BrokerConfig:
    """One listener for TCP, one for aiohttp's WebSockets; plugins by their path.

    They are always named: amqtt's defaults let everybody in.
    """
    return BrokerConfig(
        listeners={
            TCP: ListenerConfig(type=ListenerType.TCP, bind=f"{host}:{port}"),
            "websocket": ListenerConfig(type=ListenerType.EXTERNAL),
        },
        plugins=dict(plugins),
    )
