"""The broker: amqtt's, with the engine of this package inside it."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, Final

import structlog

from chimp.broker.amqtt_seams import (
    BrokerConfig,
    BrokerEvents,
    Client,
    SeamBroker,
    broker_config,
)
from chimp.broker.clients import Clients, Refusal
from chimp.broker.connection import Connection
from chimp.broker.counters import Gauge
from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.broker.link import CLOSE_TIMEOUT, Link, TcpLink
from chimp.broker.loopback import LoopbackClient
from chimp.broker.packets_out import Publication
from chimp.broker.plugin import ChimpPlugin, Rules
from chimp.broker.routing import Router
from chimp.broker.tasks import Tasks
from chimp.core.access import Principal
from chimp.core.exchange import Interceptor

PLUGIN: Final = "chimp.broker.plugin.ChimpPlugin"

_STOP_SECONDS: Final = CLOSE_TIMEOUT + 0.5
_BACKLOG: Final = 2_048
"""Connections that the system holds for us while we are busy; asyncio's 100 are few."""
_AT_LEAST_ONCE: Final = 1

_log = structlog.get_logger(__name__)


class BindError(Exception):
    """The port for MQTT can not be had; `str()` is one line that says which and why."""


class ChatBroker(SeamBroker):
    """Implements `core.exchange.Publisher`."""

    def __init__(
        self,
        config: BrokerConfig,
        bound: socket.socket,
        rules: Rules,
        limits: Limits,
        interceptor: Interceptor | None,
        tls: ssl.SSLContext | None,
    ) -> None:
        """Use `build_broker`."""
        super().__init__(config)
        plugin = self.plugins_manager.get_plugin(ChimpPlugin.__name__)
        if not isinstance(plugin, ChimpPlugin):
            message = f"amqtt did not load {PLUGIN}"
            raise TypeError(message)
        plugin.bind(rules)
        self.limits = limits
        self._bound = bound
        self._tls = tls
        self._base = rules.base
        self._tasks = Tasks()
        self._router = Router(plugin, rules.counters, limits)
        self._clients = Clients(
            plugin,
            self._router,
            self._tasks,
            limits,
            intercept=interceptor or plugin.intercept,
            may_log_in=self.may_log_in,
            tell=self._tell,
        )
        self._heard = frozenset(event for event in BrokerEvents if self.is_watched(event))
        self._is_stopped = False

    @property
    def mqtt_port(self) -> int:
        """The TCP port that is really bound."""
        port: int = self._bound.getsockname()[1]
        return port

    async def stop(self) -> None:
        """Publish the wills, close every connection and every listener; a second time is nothing.

        Who has not taken what was on its way to it within CLOSE_TIMEOUT is cut off.
        """
        if self._is_stopped:
            return
        self._is_stopped = True
        for server in self._servers.values():
            if server.instance is not None:
                server.instance.close()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await self._clients.close()
        except TimeoutError:
            _log.error("mqtt.stop_took_too_long", left=len(self._clients))
        await self._tasks.cancel()
        await self.shutdown()

    # What the desk asks

    def publish(self, topic: str, payload: bytes, *, only_to: str | None = None) -> Collection[str]:
        """Send to who listens and may receive it; returns the connections it was handed to."""
        return self._router.publish(self._base.put_on(topic), payload, _AT_LEAST_ONCE, only_to)

    def retain(self, topic: str, payload: bytes) -> None:
        """Send to who listens and may receive it, and keep it for who subscribes later."""
        self._router.route(self._base.put_on(topic), payload, _AT_LEAST_ONCE, is_retained=True)

    def address_of(self, connection: str) -> str | None:
        """Where a living connection comes from."""
        found = self._clients.find(connection)
        return None if found is None else found.link.address

    def send_away(self, is_unwanted: Callable[[Principal], bool]) -> None:
        """End every connection that is no longer wanted here."""
        self.dismiss(is_unwanted, Ending.SENT_AWAY)

    def is_heard(self, topic: str) -> bool:
        """Whether anybody subscribes it."""
        return self._router.is_heard(self._base.put_on(topic))

    def reply(self, connection: str, topic: str, payload: bytes) -> bool:
        """Send to one connection; False if it does not subscribe the topic."""
        asker = self._clients.find(connection)
        return asker is not None and self._router.reply(
            asker.session, self._base.put_on(topic), payload, _AT_LEAST_ONCE
        )

    def dismiss(self, is_unwanted: Callable[[Principal], bool], ending: Ending) -> int:
        """Send away whoever may not be here any more; returns how many connections that were.

        They are closed at once and have no last will. Who is being let in meanwhile is not let in,
        and what was kept for those who are away is forgotten.
        """
        return self._clients.dismiss(is_unwanted, ending)

    # Where connections come in

    async def listen(self) -> asyncio.Server:
        """Accept TCP connections on the socket that was bound before the start."""
        loop = asyncio.get_running_loop()
        self._clients.sweep()
        link = partial(TcpLink, loop, self._clients.accept)
        return await loop.create_server(
            link,
            sock=self._bound,
            backlog=_BACKLOG,
            ssl=self._tls,
            ssl_handshake_timeout=self.limits.connect_timeout if self._tls else None,
        )

    def accept(self, link: Link) -> Connection:
        """Take in a connection of another kind."""
        return self._clients.accept(link)

    def loop_back(self) -> LoopbackClient:
        """A client within this process, which comes in as anybody does."""
        return LoopbackClient(self.accept)

    def refusal(self, address: str) -> Refusal | None:
        """Why one more connection from there may not come in, if it may not."""
        return self._clients.refusal(address)

    def gauges(self) -> list[Gauge]:
        """What there is right now, for `/metrics`."""
        return [
            Gauge("sessions_kept", "MQTT: sessions of clients that are away.", self._clients.kept),
            Gauge("subscriptions", "MQTT: subscriptions.", self._router.subscriptions),
            Gauge("retained_messages", "MQTT: retained messages.", self._router.retained),
            Gauge(
                "retained_bytes", "MQTT: bytes of retained messages.", self._router.retained_size
            ),
        ]

    # What amqtt's plugins ask

    def clients(self) -> Iterator[tuple[Client, Connection]]:
        return iter(self._clients)

    def send(self, topic: str, payload: bytes, qos: int) -> None:
        self._router.route(topic, payload, qos)

    def keep(self, topic: str, payload: bytes, qos: int) -> None:
        self._router.retain(Publication(topic, payload), qos)

    def _tell(self, event: BrokerEvents, client: Client, **details: str) -> None:
        if event in self._heard:
            told: dict[str, Any] = {"client_id": client.client_id, **details}
            if not details:
                told["client_session"] = client
            self._tasks.start(self.plugins_manager.fire_event(event, **told))


def build_broker(
    rules: Rules,
    *,
    host: str,
    port: int,
    limits: Limits | None = None,
    interceptor: Interceptor | None = None,
    plugins: Mapping[str, dict[str, Any]] | None = None,
    tls: ssl.SSLContext | None = None,
) -> ChatBroker:
    """A broker whose port is bound and whose plugins are, and that serves nobody yet.

    `interceptor` takes the place of our own judgement of what clients publish; `plugins` are more
    of amqtt's, by their dotted path. Raises BindError.
    """
    bound = _bind(host, port)
    config = broker_config(host, port, {PLUGIN: {}, **(plugins or {})})
    return ChatBroker(config, bound, rules, limits or Limits(), interceptor, tls)


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server(
            (host, port), family=family, backlog=_BACKLOG, dualstack_ipv6=both
        )
    except OSError as error:
        message = f"mqtt: can not listen on {host}:{port}: {error.strerror or error}"
        raise BindError(message) from error
