"""The only place that joins the parts: open the store, bind the sockets, start, announce, stop.

Nothing is announced before everything is ready, and what was started is stopped in the opposite
order, within a deadline.
"""

import asyncio
import gc
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

import structlog
from prometheus_client import CollectorRegistry

from chimp import app_tls
from chimp.app_activity_monitor import activity_monitor
from chimp.app_attendants import doors, revocations
from chimp.app_broker import chat_broker
from chimp.app_open_files import make_room_for
from chimp.app_self_check import self_check
from chimp.app_settings import InForce, in_force
from chimp.app_signals import Signals
from chimp.app_web import Parts, serve_web
from chimp.broker.server import BindError
from chimp.config import Settings
from chimp.core.access import Access
from chimp.core.bans import Bans
from chimp.core.coordinator import Patience
from chimp.core.errors import StoreError
from chimp.core.keys import KeyRing
from chimp.core.session_tokens import SessionTokens
from chimp.core.tokens import RANDOM_BYTES, SessionIds
from chimp.http.pages import HOW_TO_BUILD, are_built
from chimp.services.archive import Archive
from chimp.services.capabilities import Capabilities
from chimp.services.customer_tokens import CustomerTokens
from chimp.services.desk import Desk
from chimp.services.intake import Intake
from chimp.services.metrics import DeskMetrics
from chimp.services.secret_key import FILE, load_or_create, take_up
from chimp.services.store_watch import StoreWatch
from chimp.store.database import Database
from chimp.store.lock import hold
from chimp.tls import TlsError
from chimp.welcome import welcome

_STOP_SECONDS = 8.0
"""How long an ordered stop may take; what is not done by then is dropped."""

_COLLECTOR_THRESHOLDS = (20_000, 20, 50)
"""Allocations before a collection, and how many of those before one of the older objects."""

_log = structlog.get_logger("chimp")


class StartError(Exception):
    """The server can not start; `str()` is one line that says what and where."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that is ready. The ports are those really bound."""

    settings: Settings
    http_port: int
    mqtt_port: int
    in_force: InForce
    one_time_password: str | None
    accepts_test_attendant: bool
    reload: tuple[Callable[[], None], ...]
    """Each takes something up anew while the server runs; SIGHUP calls them all."""


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; raises StartError."""
    make_room_for(settings.mqtt.limits.max_connections)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve_until_told(settings))


async def _serve_until_told(settings: Settings) -> None:
    signals = Signals()
    async with serving(settings) as running:
        signals.reload_by(running.reload)
        _spare_the_collector()
        text = welcome(
            settings,
            http_port=running.http_port,
            mqtt_port=running.mqtt_port,
            allowed_origins=running.in_force.origins.allowed,
            has_site_key=running.in_force.site_keys.identify() is not None,
            one_time_password=running.one_time_password,
            accepts_test_attendant=running.accepts_test_attendant,
            how_to_build=None if are_built() else HOW_TO_BUILD,
        )
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
        await signals.stop.wait()
        signals.stop_listening()
        _log.info("server.stopping")
    _log.info("server.stopped")


def _spare_the_collector() -> None:
    """Keep the garbage collector from what lives as long as the server.

    By default it walks through everything there is every 70,000 allocations or so, which at 500
    conversations is a pause of 100 ms. What was made until now stays out of it for good; what comes
    is looked at less often, and most of it is gone by counting references alone.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTOR_THRESHOLDS)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Running]:
    """A server that is ready when entered, and stopped in order when left; raises StartError."""
    stack = AsyncExitStack()
    try:
        try:
            running = await _start(settings, stack)
        except OSError as error:
            message = f"{error.filename or settings.data_dir}: {_words(error)}"
            raise StartError(message) from error
        except (StoreError, BindError, TlsError, ValueError) as error:
            raise StartError(str(error)) from error
        yield running
    finally:
        await _stop(stack)


async def _stop(stack: AsyncExitStack) -> None:
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await stack.aclose()
    except TimeoutError:
        _log.error("server.stop_took_too_long", seconds=_STOP_SECONDS)


async def _start(settings: Settings, stack: AsyncExitStack) -> Running:
    """Start the parts; what is entered into `stack` is left in the opposite order."""
    registry = CollectorRegistry()
    tls = app_tls.load(settings.tls, registry)
    stack.enter_context(hold(settings.data_dir))
    keys = KeyRing(*load_or_create(settings.data_dir / FILE))
    ids = SessionIds(keys)
    database = await Database.open(
        settings.database_file, synchronous=settings.database.synchronous
    )
    stack.push_async_callback(database.close)
    now = await in_force(settings, database, _now)
    access = Access(settings.auth.mode, ids.issued)
    desk = _desk(settings, database, access, ids, registry)
    await desk.start()
    archive = Archive(database, desk, history=settings.messages.history)
    tokens = _customer_tokens(settings, access, keys, ids, archive, desk.bans)
    within = doors(settings, database, access, tokens.prove, desk.bans, _now)
    one_time_password = await within.accounts.ensure_administrator()
    broker = chat_broker(
        settings, access, within.gatekeeper, desk, registry, tls=app_tls.context_of(tls)
    )
    changes = revocations(database, broker, _now)
    await changes.start()
    group = await stack.enter_async_context(asyncio.TaskGroup())
    stack.callback(desk.stop)
    watch = StoreWatch(database, registry)
    stack.callback(watch.stop)
    await broker.start()
    stack.push_async_callback(broker.stop)
    group.create_task(desk.run(broker), name="desk")
    group.create_task(watch.run(), name="store watch")
    monitor = activity_monitor(settings.activity_monitor, desk, registry)
    if monitor is not None:
        stack.callback(monitor.stop)
        group.create_task(monitor.run(), name="activity monitor")
    stack.callback(group.create_task(changes.run(), name="revocations").cancel)
    checking = self_check(settings, broker, tokens, archive, registry, _now)
    if checking is not None:
        stack.callback(group.create_task(checking.run(), name="self-check").cancel)
    parts = Parts(
        settings=settings,
        in_force=now,
        database=database,
        access=access,
        doors=within,
        changes=changes,
        self_check=checking,
        tokens=tokens,
        desk=desk,
        archive=archive,
        watch=watch,
        broker=broker,
        registry=registry,
        tls=app_tls.context_of(tls),
        clock=_now,
    )
    try:
        http_port = await serve_web(parts, stack)
    except OSError as error:
        told = settings.http
        message = f"http: can not listen on {told.host}:{told.port}: {_words(error)}"
        raise StartError(message) from error
    return Running(
        settings=settings,
        http_port=http_port,
        mqtt_port=broker.mqtt_port,
        in_force=now,
        one_time_password=one_time_password,
        accepts_test_attendant=await within.accounts.accepts_test_attendant(),
        reload=(partial(take_up, settings.data_dir / FILE, keys), *app_tls.reload_of(tls)),
    )


def _desk(
    settings: Settings,
    database: Database,
    access: Access,
    ids: SessionIds,
    registry: CollectorRegistry,
) -> Desk:
    intake = Intake(
        access,
        issue=_issuer(ids),
        is_issued=ids.issued,
        max_message_length=settings.messages.max_length,
        room=settings.attendants.max_sessions,
    )
    patience = Patience(
        session_ttl=settings.sessions.keep_alive_ttl,
        attendant_ttl=settings.attendants.keep_alive_ttl,
        assign_timeout=settings.attendants.assign_timeout,
        disconnect_grace=settings.attendants.disconnect_grace,
        update_interval=settings.sessions.update_interval,
        monitor_silence=settings.activity_monitor.silence,
    )
    return Desk(
        database,
        access,
        intake,
        Capabilities(access, ids.issued),
        patience=patience,
        issue=_issuer(ids),
        history=settings.messages.history,
        clock=_now,
        metrics=DeskMetrics(registry),
    )


def _customer_tokens(
    settings: Settings,
    access: Access,
    keys: KeyRing,
    ids: SessionIds,
    archive: Archive,
    bans: Bans,
) -> CustomerTokens:
    return CustomerTokens(
        SessionTokens(keys),
        archive.session,
        access,
        bans,
        issue=_issuer(ids),
        ttl=settings.auth.token_ttl,
        clock=_now,
    )


def _issuer(ids: SessionIds) -> Callable[[], str]:
    return lambda: ids.issue(secrets.token_bytes(RANDOM_BYTES))


def _words(error: OSError) -> str:
    """What the system says, without what asyncio puts around it."""
    return os.strerror(error.errno) if error.errno else str(error)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Uvloop where there is one: it is not there for Windows."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return None
    return uvloop.new_event_loop
