"""The aiohttp application, made from the one table of routes, and the pages beside it."""

from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry

from chimp.http.authentication import Authentication
from chimp.http.desk import DeskOverview
from chimp.http.guards import Guards
from chimp.http.health import Health, Measured
from chimp.http.limits import RateLimit
from chimp.http.log_ins import LogInRoutes
from chimp.http.pages import Pages
from chimp.http.people import People
from chimp.http.problems import Handler, problems
from chimp.http.protocol import Protocol
from chimp.http.route import Group, Limit, Route, Routed
from chimp.http.sessions import Sessions
from chimp.http.statistics import CustomerInformation
from chimp.wire.asyncapi import Whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Who answers."""

    sessions: Sessions
    people: People
    desk: DeskOverview
    authentication: Authentication
    log_ins: LogInRoutes
    accounts: tuple[Route, ...]
    information: CustomerInformation
    settings: tuple[Routed, ...]
    health: Health
    session_limit: RateLimit
    login_limit: RateLimit
    websocket: Handler
    pages: Pages


def table(resources: Resources, protocol: Protocol) -> tuple[Route, ...]:
    """Every route for programs: the router is made of it, and so is what is published."""
    return (
        *resources.sessions.routes(),
        *resources.people.routes(),
        *resources.desk.routes(),
        *resources.authentication.routes(),
        *resources.log_ins.routes(),
        *resources.accounts,
        *resources.information.routes(),
        *(route for each in resources.settings for route in each.routes()),
        *resources.health.routes(),
        *protocol.routes(),
        Route(
            method="GET",
            path=protocol.whereabouts.websocket_path,
            handler=resources.websocket,
            summary="MQTT 3.1.1 over WebSocket, with the subprotocol `mqtt`.",
            group=Group.PROTOCOL,
            status=101,
            says="A WebSocket that carries MQTT.",
            errors=(400, 403, 429, 503),
            cors=False,
        ),
    )


def build_application(
    resources: Resources,
    registry: CollectorRegistry,
    guards: Guards,
    *,
    max_body: int,
    whereabouts: Whereabouts,
) -> web.Application:
    """The aiohttp application; `max_body` is in bytes."""
    protocol = Protocol(whereabouts)
    routes = table(resources, protocol)
    protocol.publish(routes)
    uncounted = {route.path for route in routes if not route.is_counted}
    measured = Measured(registry).middleware()
    middlewares = [*guards.outer(), measured, problems, *guards.inner(uncounted=uncounted)]
    application = web.Application(middlewares=middlewares, client_max_size=max_body)
    cors = guards.origins.for_cors(application)
    guards.watch(application)
    limits = {Limit.SESSIONS: resources.session_limit, Limit.LOG_INS: resources.login_limit}
    for route in routes:
        limited = route.handler if route.limit is None else limits[route.limit](route.handler)
        registered = _add(application.router, route, limited)
        if route.cors:
            cors.add(registered)
    for path, handler in resources.pages.handlers():
        application.router.add_get(path, handler)
    return application


def _add(router: web.UrlDispatcher, route: Route, handler: Handler) -> web.AbstractRoute:
    if route.method == "GET":
        return router.add_get(route.pattern, handler)  # answers HEAD as well
    return router.add_route(route.method, route.pattern, handler)
