"""amqtt's broker with the parts of it replaced that a chat can not live with.

Seams of amqtt 0.12.1 that are used here, each held by a test in `tests/broker/test_seams.py`:

- `Broker.__init__(config)`, `start()`, `shutdown()`, `plugins_manager.get_plugin(name)`;
- `Broker._create_server_instance(...)`: where a listener is made (overridden: it is bound before);
- `Broker.stream_connected`, `external_connected`, `_client_connected(listener, reader, writer)`:
  one connection from its first byte to its last (overridden);
- `Broker._initialize_client_session(...)`: reads and checks CONNECT (used as it is);
- `Broker._authenticate(session, listener)`: asks the plugins (used as it is);
- `Session.client_id`, `keep_alive`, `will_*`, `attributes`, `clean_session`.

What amqtt does after a log-in (its queues, tasks and broadcast loop) is not used: `Connection`
handles packets in order, `Subscriptions` knows who listens.
"""

import asyncio
import socket
from collections.abc import Collection
from functools import partial

import structlog
from amqtt.adapters import ReaderAdapter, StreamReaderAdapter, WriterAdapter
from amqtt.broker import Broker
from amqtt.contexts import BrokerConfig, ListenerConfig, ListenerType
from amqtt.errors import AMQTTError, MQTTError, NoDataError
from amqtt.mqtt.connack import (
    CONNECTION_ACCEPTED,
    IDENTIFIER_REJECTED,
    NOT_AUTHORIZED,
    ConnackPacket,
)
from amqtt.session import Session
from amqtt.utils import gen_client_id

from chimp.broker.connection import AT_LEAST_ONCE, REFUSED, Connection, Limits
from chimp.broker.plugin import PRINCIPAL, ChimpPlugin, Destination, Rules
from chimp.broker.publication import Publication
from chimp.broker.streams import Farewell, Outlet, TcpOutlet
from chimp.broker.subscriptions import Subscriptions, is_filter
from chimp.core.access import Action, Principal, Role
from chimp.core.topics import is_wild

CONNECT_SECONDS = 10.0
"""How long a new connection may take for its CONNECT to arrive and its log-in to be checked."""

STOP_SECONDS = 3.0
_BACKLOG = 2_048
"""Connections that the system holds for us while we are busy; asyncio's 100 are few."""

PLUGIN = "chimp.broker.plugin.ChimpPlugin"
TCP, WEBSOCKET = "default", "websocket"
_HEADROOM = 64 * 1024 + 16
"""Bytes of a PUBLISH besides its payload: the longest topic, and the fixed header."""
_MOST_FILTERS = 10_000
"""Subscriptions of one connection; a back office of 2019 has four for each of its sessions."""
_READ_FACTOR = 4
"""A payload of so many times the limit is still read, to say that it is too large."""

_log = structlog.get_logger(__name__)


class BindError(Exception):
    """The port for MQTT can not be had; `str()` is one line that says which and why."""


class ChatBroker(Broker):
    """Implements `core.exchange.Publisher`, and `connection.Switchboard` for its connections."""

    def __init__(self, config: BrokerConfig, bound: socket.socket, limits: Limits) -> None:
        """Use `build_broker`."""
        super().__init__(config)
        plugin = self.plugins_manager.get_plugin(ChimpPlugin.__name__)
        if not isinstance(plugin, ChimpPlugin):
            message = f"amqtt did not load {PLUGIN}"
            raise TypeError(message)
        self.plugin = plugin
        self._bound = bound
        self._limits = limits
        self._listening: Subscriptions[Connection] = Subscriptions()
        self._connections: dict[str, Connection] = {}
        self._by_client_id: dict[str, Connection] = {}
        self._outlets: set[Outlet] = set()
        self._is_stopped = False

    @property
    def mqtt_port(self) -> int:
        """The TCP port that is really bound."""
        port: int = self._bound.getsockname()[1]
        return port

    @property
    def max_packet(self) -> int:
        """The largest packet that is read, in bytes; whoever sends a larger one is closed."""
        return self._limits.max_packet

    async def stop(self) -> None:
        """Close every connection and every listener, in about STOP_SECONDS at most.

        A second time does nothing.
        """
        if self._is_stopped:
            return
        self._is_stopped = True
        for server in self._servers.values():
            if server.instance is not None:
                server.instance.close()
        farewells = [outlet.close(Farewell.GOING_AWAY) for outlet in self._outlets]
        await asyncio.gather(*farewells, return_exceptions=True)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.shutdown()
        except TimeoutError:
            _log.error("mqtt.stop_took_too_long", seconds=STOP_SECONDS)

    # What the desk asks

    def publish(self, topic: str, payload: bytes, *, only_to: str | None = None) -> Collection[str]:
        """Send to who listens and may receive it; returns the connections it was handed to."""
        on_wire = self.plugin.rules.base.put_on(topic)
        publication = Publication(on_wire, payload)
        heard: list[str] = []
        for connection, qos in self._listening.listening(on_wire).items():
            principal = connection.principal
            if only_to is not None and principal.connection != only_to:
                continue
            if self.plugin.may(principal, Action.RECEIVE, on_wire) and self._deliver(
                connection, publication, qos
            ):
                heard.append(principal.connection)
        return heard

    def reply(self, connection: str, topic: str, payload: bytes) -> bool:
        """Send to one connection; False if it does not subscribe the topic."""
        asker = self._connections.get(connection)
        on_wire = self.plugin.rules.base.put_on(topic)
        qos = None if asker is None else self._listening.listening(on_wire).get(asker)
        if asker is None or qos is None:
            return False
        return self._deliver(asker, Publication(on_wire, payload), qos)

    # What connections ask

    def published(self, connection: Connection, topic: str, payload: bytes, qos: int) -> None:
        if not topic or is_wild(topic) or "\0" in topic:
            connection.give_up("it published to what is no topic")  # [MQTT-3.3.2-2]
            return
        match self.plugin.publish(connection.principal, topic, payload):
            case Destination.SUBSCRIBERS:
                publication = Publication(topic, payload)
                for listener, wanted in self._listening.listening(topic).items():
                    if self.plugin.may(listener.principal, Action.RECEIVE, topic):
                        self._deliver(listener, publication, min(qos, wanted))
            case Destination.REFUSED:
                connection.complain("mqtt.publish_refused", topic=_outline(topic))
            case Destination.OVERSIZED:
                connection.complain(
                    "mqtt.publish_too_large", topic=_outline(topic), size=len(payload)
                )
            case Destination.SERVER:
                pass

    def subscribe(self, connection: Connection, topic_filter: str, qos: int) -> int:
        allowed = (
            is_filter(topic_filter)
            and self._listening.count(connection) < _MOST_FILTERS
            and self.plugin.may(connection.principal, Action.SUBSCRIBE, topic_filter)
        )
        if not allowed or qos > 2:  # noqa: PLR2004 - MQTT knows three
            self.plugin.rules.counters.subscribes_refused += 1
            connection.complain("mqtt.subscribe_refused", topic=_outline(topic_filter))
            return REFUSED
        granted = min(qos, AT_LEAST_ONCE)
        self._listening.add(connection, topic_filter, granted)
        return granted

    def told(self, connection: Connection, topic_filter: str) -> None:
        self.plugin.subscribed(connection.principal, topic_filter)

    def unsubscribe(self, connection: Connection, topic_filter: str) -> None:
        self._listening.remove(connection, topic_filter)

    # What amqtt calls

    async def stream_connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, listener_name: str
    ) -> None:
        """A TCP connection was made."""
        await self._client_connected(listener_name, StreamReaderAdapter(reader), TcpOutlet(writer))

    async def _create_server_instance(
        self,
        listener_name: str,
        *_: object,
    ) -> asyncio.Server:
        """Listen on the socket that was bound before the start."""
        connected = partial(self.stream_connected, listener_name=listener_name)
        return await asyncio.start_server(connected, sock=self._bound, backlog=_BACKLOG)

    async def _client_connected(
        self, listener_name: str, reader: ReaderAdapter, writer: WriterAdapter
    ) -> None:
        """Everything that happens on one connection. Nothing of it is raised."""
        if not isinstance(writer, Outlet):
            message = f"{type(writer).__name__} is no Outlet"
            raise TypeError(message)
        if self._is_stopped:
            writer.abort()
            return
        farewell = Farewell.DONE
        self._outlets.add(writer)
        try:
            session = await self._log_in(listener_name, reader, writer)
            if session is not None:
                await self._converse(session, reader, writer)
        except (AMQTTError, MQTTError, UnicodeError) as error:
            _log.info("mqtt.protocol_broken", because=str(error), peer=writer.get_peer_info())
            farewell = Farewell.PROTOCOL_ERROR
        except (NoDataError, OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            _log.debug("mqtt.connection_lost", because=str(error))
        except Exception:  # noqa: BLE001 - one connection's trouble stays its own
            _log.exception("mqtt.connection_failed")
        finally:
            self._outlets.discard(writer)
            await writer.close(farewell)

    async def _log_in(
        self, listener_name: str, reader: ReaderAdapter, outlet: Outlet
    ) -> Session | None:
        """Read CONNECT and check it; answers CONNACK, unless the log-in is to be refused."""
        host, port = outlet.get_peer_info() or ("", 0)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                _, session = await self._initialize_client_session(reader, outlet, host, port)
                allowed = await self._authenticate(session, self.listeners_config[listener_name])
        except Exception:
            self.plugin.rules.counters.connections_refused += 1
            raise
        session.client_id = session.client_id or gen_client_id()  # [MQTT-3.1.3-6]
        code = CONNECTION_ACCEPTED if allowed else NOT_AUTHORIZED
        if allowed and not self._may_take_over(session):
            code = IDENTIFIER_REJECTED
        if code != CONNECTION_ACCEPTED:
            self.plugin.rules.counters.connections_refused += 1
            outlet.write(ConnackPacket.build(0, code).to_bytes())
            return None
        return session

    def _may_take_over(self, session: Session) -> bool:
        """A client id that somebody uses who has logged in is not free for anybody else."""
        other = self._by_client_id.get(session.client_id or "")
        if other is None or other.principal.role is Role.ANONYMOUS:
            return True
        principal: Principal = session.attributes[PRINCIPAL]
        mine, theirs = principal, other.principal
        return (mine.role, mine.attendant) == (theirs.role, theirs.attendant)

    async def _converse(self, session: Session, reader: ReaderAdapter, outlet: Outlet) -> None:
        """From CONNACK to the end."""
        principal: Principal = session.attributes[PRINCIPAL]
        client_id = session.client_id or ""
        rules = self.plugin.rules
        connection = Connection(principal, self, reader, outlet, self._limits)
        if (other := self._by_client_id.get(client_id)) is not None:
            other.give_up("its client id connected again")  # [MQTT-3.1.4-2]
        self._by_client_id[client_id] = connection
        self._connections[principal.connection] = connection
        rules.counters.connections_total += 1
        rules.counters.connections_open += 1
        try:
            outlet.write(ConnackPacket.build(0, CONNECTION_ACCEPTED).to_bytes())
            await connection.serve(session.keep_alive)
        except (AMQTTError, MQTTError, UnicodeError):
            rules.counters.connections_broken += 1
            raise
        finally:
            rules.counters.connections_open -= 1
            rules.counters.connections_broken += connection.was_given_up
            self._listening.remove_all(connection)
            del self._connections[principal.connection]
            if self._by_client_id.get(client_id) is connection:
                del self._by_client_id[client_id]
            if session.will_flag and not connection.said_goodbye:
                will = bytes(session.will_message or b"")
                self.published(connection, session.will_topic or "", will, session.will_qos or 0)
            rules.receiver.disconnected(principal)

    def _deliver(self, connection: Connection, publication: Publication, qos: int) -> bool:
        counters = self.plugin.rules.counters
        delivered = connection.deliver(publication, qos)
        if delivered:
            counters.deliveries += 1
        else:
            counters.deliveries_dropped += 1
        return delivered


def build_broker(rules: Rules, *, host: str, port: int) -> ChatBroker:
    """A broker whose port is bound and whose plugin is, and that serves nobody yet.

    Raises BindError.
    """
    bound = _bind(host, port)
    config = BrokerConfig(
        listeners={
            TCP: ListenerConfig(type=ListenerType.TCP, bind=f"{host}:{port}"),
            WEBSOCKET: ListenerConfig(type=ListenerType.EXTERNAL),
        },
        plugins={PLUGIN: {}},
    )
    limits = Limits(max_packet=rules.max_payload * _READ_FACTOR + _HEADROOM)
    broker = ChatBroker(config, bound, limits)
    broker.plugin.bind(rules)
    return broker


def _outline(topic: str) -> str:
    """A topic for the log: below its first two levels there may be ids that are secrets."""
    first, *rest = topic.split("/")
    return "/".join([first, *rest[:1], "…"] if len(rest) > 1 else [first, *rest])[:80]


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        message = f"mqtt: can not listen on {host}:{port}: {error.strerror or error}"
        raise BindError(message) from error
