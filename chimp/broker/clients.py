"""Everybody who is connected: how they come in, what is theirs, and what is left when they go."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Final
from uuid import uuid4

import structlog

from chimp.broker.amqtt_seams import (
    IDENTIFIER_REJECTED,
    NOT_AUTHORIZED,
    SERVER_UNAVAILABLE,
    BrokerEvents,
    Client,
)
from chimp.broker.connection import Connection
from chimp.broker.counters import Counters
from chimp.broker.endings import Ending
from chimp.broker.limits import Limits
from chimp.broker.link import Farewell, Link
from chimp.broker.packets_in import Connect, Will
from chimp.broker.plugin import COOKIE, PRINCIPAL, UNDECIDED, ChimpPlugin
from chimp.broker.routing import REFUSED, Router, outline
from chimp.broker.sessions import ClientSession, Key, Sessions
from chimp.broker.tasks import Tasks
from chimp.broker.verdicts import VERDICTS, verdict_of
from chimp.core.access import Principal
from chimp.core.addresses import counted_as
from chimp.core.allowances import Allowances
from chimp.core.exchange import Accept, Interceptor, Refuse, Replace, Verdict

_SWEEP_SECONDS: Final = 1.0
"""How often it is looked for sessions of clients that stay away, and for log-ins that expired."""

Unwanted = Callable[[Principal], bool]
"""Whether somebody may not be here any more."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not connect, and in how many seconds again, if that is known."""

    ending: Ending
    wait: float = 0.0


class Clients:
    """Implements `connection.Switchboard`."""

    def __init__(
        self,
        plugin: ChimpPlugin,
        router: Router,
        tasks: Tasks,
        limits: Limits,
        *,
        intercept: Interceptor,
        may_log_in: Callable[[Client], Awaitable[bool]],
        tell: Callable[..., None],
    ) -> None:
        """`may_log_in` asks all plugins; `tell` tells them an event about a client."""
        self._plugin = plugin
        self._router = router
        self._tasks = tasks
        self._limits = limits
        self._intercept = intercept
        self._may_log_in = may_log_in
        self._tell = tell
        self._sessions = Sessions(limits)
        self._connects = Allowances(limits.max_connects_per_minute, seconds=60)
        self._connections: set[Connection] = set()
        self._by_address: Counter[str] = Counter()
        self._by_id: dict[str, tuple[Connection, Client]] = {}
        self._arriving: dict[Connection, list[Unwanted]] = {}
        self._next_expiry = inf
        self._all_gone = asyncio.Event()
        self._is_closed = False
        self._sweeper: asyncio.TimerHandle | None = None

    def __iter__(self) -> Iterator[tuple[Client, Connection]]:
        """Everybody who has logged in."""
        return iter([(client, connection) for connection, client in self._by_id.values()])

    def __len__(self) -> int:
        """How many connections there are, whether they have logged in or not."""
        return len(self._connections)

    def kept(self) -> int:
        """How many sessions wait for their client to come back."""
        return self._sessions.kept

    def find(self, connection_id: str) -> Connection | None:
        """The connection of a principal."""
        found = self._by_id.get(connection_id)
        return None if found is None else found[0]

    # Coming in

    def refusal(self, address: str) -> Refusal | None:
        """Why one more connection from there may not come in, if it may not; that is counted."""
        refusal = self._refusal(counted_as(address))
        if refusal is not None:
            self.counters.endings[refusal.ending] += 1
        return refusal

    def _refusal(self, address: str) -> Refusal | None:
        most, most_of_one = self._limits.max_connections, self._limits.max_connections_per_address
        if self._is_closed or (most and len(self._connections) >= most):
            return Refusal(Ending.TOO_MANY)
        if most_of_one and self._by_address[address] >= most_of_one:
            return Refusal(Ending.TOO_MANY_OF_ADDRESS)
        wait = self._connects.wait(address, asyncio.get_running_loop().time())
        return Refusal(Ending.TOO_OFTEN, wait) if wait else None

    def accept(self, link: Link) -> Connection:
        """Take a connection in, or send it away at once."""
        loop = asyncio.get_running_loop()
        connection = Connection(link, self, self._limits, loop)
        address = counted_as(link.address)
        is_limited = self._is_closed or not link.is_own
        if is_limited and (refusal := self._refusal(address)) is not None:
            connection.give_up(refusal.ending)
        elif is_limited:
            self._connects.take(address, loop.time())
        self._connections.add(connection)
        self._by_address[address] += 1
        return connection

    def log_in(self, connection: Connection, connect: Connect) -> None:
        self._tasks.start(self._log_in(connection, connect))

    async def _log_in(self, connection: Connection, connect: Connect) -> None:
        """Who it is comes first: only then may it throw out anybody, or leave anything behind."""
        if not connect.client_id and not connect.is_clean:  # [MQTT-3.1.3-8]
            connection.dismiss(IDENTIFIER_REJECTED)
            return
        client = Client(
            client_id=connect.client_id or uuid4().hex,  # [MQTT-3.1.3-6]
            username=connect.username,
            password=(connect.password or b"").decode("utf-8", "replace"),
            remote_address=connection.link.address,
            is_clean=connect.is_clean,
            keep_alive=connect.keep_alive,
        )
        if connection.link.cookie is not None:
            client.attributes[COOKIE] = connection.link.cookie
        decided_meanwhile = self._arriving[connection] = []
        try:
            is_allowed = await self._may_log_in(client)
        except Exception:  # noqa: BLE001 - whatever it is, nobody gets in by it
            _log.exception("mqtt.log_in_failed")
            is_allowed = False
        finally:
            del self._arriving[connection]
        client.password = connection.link.cookie = None  # nobody needs them any more
        if connection.has_ended or connection.ending is not None:
            return
        principal = client.attributes.get(PRINCIPAL)
        if is_allowed and principal is not None and self._is_wanted(principal, decided_meanwhile):
            self._let_in(connection, connect, client)
        else:
            is_undecided = UNDECIDED in client.attributes
            connection.dismiss(SERVER_UNAVAILABLE if is_undecided else NOT_AUTHORIZED)

    def _is_wanted(self, principal: Principal, decided_meanwhile: list[Unwanted]) -> bool:
        """Whether what it has proved still counts: finding that out may have taken its time."""
        has_expired = _has_expired(principal, self._plugin.rules.clock())
        return not has_expired and not any(decided(principal) for decided in decided_meanwhile)

    def _let_in(self, connection: Connection, connect: Connect, client: Client) -> None:
        principal: Principal = client.attributes[PRINCIPAL]
        client_id = client.client_id or ""
        key = Key(self._plugin.user_of(principal), client_id)
        is_clean = connect.is_clean or not self._plugin.may_keep(principal, client_id)
        before = self._sessions.get(key)
        if before is not None and isinstance(before.line, Connection):  # [MQTT-3.1.4-2]
            before.line.end(ending=Ending.TAKEN_OVER)
            before = self._sessions.get(key)
        if before is not None and is_clean:
            self._forget(before)  # [MQTT-3.1.2-6]
            before = None
        if before is None:
            session = ClientSession(key, principal, self._limits, is_clean=is_clean)
            self._sessions.add(session)
        else:
            session = before
            self._sessions.is_back(session)
            principal.inherit(session.principal)
            session.principal = principal
        connection.will = connect.will
        self._by_id[principal.connection] = (connection, client)
        self._next_expiry = min(self._next_expiry, _expiry(principal))
        self.counters.connections_total += 1
        self.counters.connections_open += 1
        connection.welcome(session, connect.keep_alive, was_there=before is not None)
        self._tell(BrokerEvents.CLIENT_CONNECTED, client)
        for topic_filter in self._router.filters(session):
            self._plugin.resumed(principal, topic_filter)

    # What connections ask

    @property
    def counters(self) -> Counters:
        return self._plugin.rules.counters

    def judge(
        self, principal: Principal, topic: str, payload: bytes
    ) -> "Verdict | asyncio.Future[Verdict]":
        try:
            verdict = self._intercept(principal, topic, payload)
        except Exception:  # noqa: BLE001 - whatever it is, it refuses
            _log.exception("mqtt.interceptor_failed")
            return Refuse()
        if isinstance(verdict, (asyncio.Future, *VERDICTS)):
            return verdict
        return self._tasks.watch(verdict)

    def route(self, topic: str, payload: bytes, qos: int, *, is_retained: bool) -> None:
        self._router.route(topic, payload, qos, is_retained=is_retained)

    def subscribe(self, connection: Connection, topic_filter: str, qos: int) -> int:
        granted = self._router.subscribe(connection.session, topic_filter, qos)
        if granted == REFUSED:
            connection.complain("mqtt.subscribe_refused", topic=outline(topic_filter))
        return granted

    def subscribed(self, connection: Connection, topic_filter: str) -> None:
        principal = connection.session.principal
        self._router.send_retained(connection.session, topic_filter)
        self._plugin.subscribed(principal, topic_filter)
        self._tell(BrokerEvents.CLIENT_SUBSCRIBED, self._client(principal), topic=topic_filter)

    def unsubscribe(self, connection: Connection, topic_filter: str) -> None:
        principal = connection.session.principal
        self._router.unsubscribe(connection.session, topic_filter)
        self._tell(BrokerEvents.CLIENT_UNSUBSCRIBED, self._client(principal), topic=topic_filter)

    # Going

    def left(self, connection: Connection, *, keeps_will: bool) -> None:
        ending = connection.ending
        if ending is not None:
            self.counters.endings[ending] += 1
        if not connection.has_logged_in:
            self.counters.connections_refused += 1
            return
        self.counters.connections_open -= 1
        self.counters.connections_broken += ending not in (None, Ending.TAKEN_OVER)
        session = connection.session
        principal = session.principal
        _, client = self._by_id.pop(principal.connection)
        client.left()
        session.detach()
        if session.is_clean:
            self._forget(session)
        else:
            self._sessions.keep(session, asyncio.get_running_loop().time())
            self._remove_outdated()
        if keeps_will and connection.will is not None:
            self._publish_will(principal, connection.will)
        self._plugin.rules.receiver.disconnected(principal)
        self._tell(BrokerEvents.CLIENT_DISCONNECTED, client)

    def dismiss(self, is_unwanted: Unwanted, ending: Ending) -> int:
        """Send away whoever that is, and forget those who are away; returns how many were there."""
        for decided in self._arriving.values():
            decided.append(is_unwanted)
        unwanted = [c for c, _ in self._by_id.values() if is_unwanted(c.session.principal)]
        self._send_away(unwanted, ending)
        for session in self._sessions.away():
            if is_unwanted(session.principal):
                self._forget(session)
        return len(unwanted)

    def _send_away(self, connections: list[Connection], ending: Ending) -> None:
        """Without a last word: it would be said by somebody who may not speak any more."""
        for connection in connections:
            connection.will = None
            connection.end(Farewell.NOT_ALLOWED, ending)
        if connections:
            _log.info("mqtt.sent_away", because=ending, connections=len(connections))

    def gone(self, connection: Connection) -> None:
        address = counted_as(connection.link.address)
        self._connections.discard(connection)
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]
        if not self._connections:
            self._all_gone.set()

    async def close(self) -> None:
        """Publish all wills and close all connections; returns when the last one is gone."""
        self._is_closed = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        lost_but_not_done = {connection for connection, _ in self._by_id.values()}
        for connection in self._connections | lost_but_not_done:
            connection.end(Farewell.GOING_AWAY)
        while self._connections:
            self._all_gone.clear()
            await self._all_gone.wait()

    def sweep(self) -> None:
        """Let go of what has had its time, now and every _SWEEP_SECONDS."""
        now = self._plugin.rules.clock()
        if now >= self._next_expiry:  # else there is no need to look at everybody
            everybody = [connection for connection, _ in self._by_id.values()]
            expired = [c for c in everybody if _has_expired(c.session.principal, now)]
            self._send_away(expired, Ending.EXPIRED)
            left = (connection.session.principal for connection, _ in self._by_id.values())
            self._next_expiry = min(map(_expiry, left), default=inf)
        self._remove_outdated()
        self._expired(self._sessions.remove_too_large())
        self._sweeper = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self.sweep)

    def _remove_outdated(self) -> None:
        self._expired(self._sessions.remove_outdated(asyncio.get_running_loop().time()))

    def _expired(self, sessions: list[ClientSession]) -> None:
        for session in sessions:
            self.counters.sessions_expired += 1
            self._router.forget(session)

    def _forget(self, session: ClientSession) -> None:
        self._sessions.remove(session)
        self._router.forget(session)

    def _publish_will(self, principal: Principal, will: Will) -> None:
        """It went without a DISCONNECT [MQTT-3.1.2-8]."""

        def send(verdict: Verdict) -> None:
            match verdict:
                case Accept():
                    self.route(will.topic, will.payload, will.qos, is_retained=will.is_retained)
                case Replace(topic, payload):
                    self.route(topic, payload, will.qos, is_retained=will.is_retained)
                case _:
                    pass

        verdict = self.judge(principal, will.topic, will.payload)
        if isinstance(verdict, asyncio.Future):
            verdict.add_done_callback(lambda future: send(verdict_of(future)))
        else:
            send(verdict)

    def _client(self, principal: Principal) -> Client:
        return self._by_id[principal.connection][1]


def _has_expired(principal: Principal, now: int) -> bool:
    return _expiry(principal) <= now


def _expiry(principal: Principal) -> float:
    return inf if principal.expires_at is None else principal.expires_at
