"""The web side, joined from its parts: who answers what, and where it listens."""

import ssl
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from aiohttp import web
from prometheus_client import CollectorRegistry

from chimp import app_http
from chimp.app_accounts import account_routes
from chimp.app_attendants import Doors, log_in_routes
from chimp.app_settings import InForce, settings_routes
from chimp.broker.server import ChatBroker
from chimp.broker.websocket import mqtt_over_websocket
from chimp.config import Settings
from chimp.core.access import Access
from chimp.http import cookies
from chimp.http.application import Resources, build_application
from chimp.http.authentication import Authentication
from chimp.http.desk import DeskOverview
from chimp.http.health import Health
from chimp.http.limits import RateLimit
from chimp.http.pages import Pages
from chimp.http.people import People
from chimp.http.principals import Principals
from chimp.http.problems import Handler
from chimp.http.server import HttpServer
from chimp.http.sessions import Sessions
from chimp.http.statistics import CustomerInformation
from chimp.services.archive import Archive
from chimp.services.customer_tokens import CustomerTokens
from chimp.services.desk import Desk
from chimp.services.revocations import Revocations
from chimp.services.self_check import SelfCheck
from chimp.services.statistics import Statistics
from chimp.services.statistics_service import StatisticsService
from chimp.services.store_watch import StoreWatch
from chimp.store.database import Database
from chimp.wire.asyncapi import Whereabouts


@dataclass(frozen=True, slots=True)
class Parts:
    """What the web side stands on."""

    settings: Settings
    in_force: InForce
    database: Database
    access: Access
    doors: Doors
    changes: Revocations
    self_check: SelfCheck | None
    tokens: CustomerTokens
    desk: Desk
    archive: Archive
    watch: StoreWatch
    broker: ChatBroker
    registry: CollectorRegistry
    tls: ssl.SSLContext | None
    clock: Callable[[], int]
    """Milliseconds since the epoch."""


async def serve_web(parts: Parts, stack: AsyncExitStack) -> int:
    """Bind the web side and serve it; returns the port, or raises OSError."""
    told = parts.settings.http
    guards = app_http.guards(told, parts.in_force.origins)
    application = build_application(
        _resources(parts, Pages(guards.proxies)),
        parts.registry,
        guards,
        max_body=told.max_body_bytes,
        whereabouts=Whereabouts(
            websocket_path=parts.settings.mqtt.websocket_path,
            mqtt_port=parts.broker.mqtt_port,
            base_topic=parts.settings.mqtt.base_topic,
            is_secure=parts.tls is not None,
        ),
    )
    connections = app_http.connections(told, guards.proxies, parts.registry)
    server = HttpServer(application, connections)
    stack.push_async_callback(server.stop)
    return await server.start(told.host, told.port, parts.tls)


def _resources(parts: Parts, pages: Pages) -> Resources:
    settings = parts.settings
    login_limit = RateLimit(settings.http.auth_rate_per_minute)
    within = parts.doors
    principals = Principals(parts.access, within.entrance, within.gatekeeper, login_limit)
    archive, bans = parts.archive, parts.desk.bans
    return Resources(
        sessions=Sessions(
            principals,
            archive,
            parts.tokens,
            parts.in_force.site_keys.identify,
            keep_alive_ttl=settings.sessions.keep_alive_ttl,
            is_kept_out=lambda address, who: bans.keeps_out(address, who.id, parts.clock()),
        ),
        desk=DeskOverview(principals, parts.desk, archive, parts.clock),
        people=People(
            principals,
            archive,
            attendant_ttl=settings.attendants.keep_alive_ttl,
            time_zone=settings.statistics.time_zone,
        ),
        authentication=Authentication(
            within.entrance, hides_unknown=settings.auth.hide_unknown_emails
        ),
        log_ins=log_in_routes(within, principals, parts.broker, parts.changes),
        accounts=account_routes(within, principals, parts.changes, parts.desk, parts.clock),
        information=CustomerInformation(
            principals,
            _statistics(settings, parts.database),
            public=settings.statistics.public,
            clock=parts.clock,
        ),
        settings=settings_routes(settings, parts.in_force, parts.database, principals, parts.clock),
        health=_health(parts),
        session_limit=RateLimit(settings.http.session_rate_per_minute),
        login_limit=login_limit,
        websocket=_websocket(parts),
        pages=pages,
    )


def _websocket(parts: Parts) -> Handler:
    async def websocket(request: web.Request) -> web.StreamResponse:
        deflate = parts.settings.mqtt.websocket_deflate
        return await mqtt_over_websocket(
            request, parts.broker, deflate=deflate, cookie=cookies.log_in_of(request)
        )

    return websocket


def _statistics(settings: Settings, database: Database) -> Statistics:
    told = settings.statistics
    service = None
    if told.endpoint is not None:
        service = StatisticsService(told.endpoint, timeout=told.timeout, cache=told.cache)
    return Statistics(database, ZoneInfo(told.time_zone), service)


def _health(parts: Parts) -> Health:
    async def desk() -> str | None:
        return None if parts.desk.is_working else "it waits for the store"

    return Health(parts.registry, {"store": parts.watch.trouble, "desk": desk}, parts.self_check)
