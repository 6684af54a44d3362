"""The routes of section 5 of the contract, and who answers them."""

from dataclasses import dataclass

import aiohttp_cors
from aiohttp import web
from prometheus_client import CollectorRegistry

from chimp.http.authentication import Authentication
from chimp.http.health import Health, Measured
from chimp.http.limits import RateLimit
from chimp.http.people import People
from chimp.http.problems import Handler, problems
from chimp.http.sessions import Sessions
from chimp.http.statistics import CustomerInformation

_ID = "{id:[^/]+}"  # aiohttp's own pattern has no room for braces in an id
_CUSTOMER_ID = "{customer_id:[^/]+}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Who answers."""

    sessions: Sessions
    people: People
    authentication: Authentication
    information: CustomerInformation
    health: Health
    session_limit: RateLimit
    login_limit: RateLimit
    websocket: Handler


def build_application(
    resources: Resources,
    registry: CollectorRegistry,
    *,
    cors_origins: tuple[str, ...],
    max_body: int,
    websocket_path: str,
) -> web.Application:
    """The aiohttp application; `max_body` is in bytes."""
    measured = Measured(registry).middleware()
    application = web.Application(middlewares=[measured, problems], client_max_size=max_body)
    public = _public_routes(application.router, resources)
    allowed = aiohttp_cors.ResourceOptions(  # type: ignore[no-untyped-call]
        allow_credentials=False, allow_headers="*", expose_headers="*", max_age=600
    )
    cors = aiohttp_cors.setup(application, defaults=dict.fromkeys(cors_origins, allowed))
    for route in public:
        cors.add(route)
    health = resources.health
    application.router.add_get("/healthz", health.alive)
    application.router.add_get("/readyz", health.ready)
    application.router.add_get("/metrics", health.metrics)
    application.router.add_get(websocket_path, resources.websocket)
    return application


def _public_routes(router: web.UrlDispatcher, resources: Resources) -> list[web.AbstractRoute]:
    """What pages on other origins may call."""
    sessions, people, information = resources.sessions, resources.people, resources.information
    log_in = resources.login_limit(resources.authentication.log_in)
    chimpassist = "/chimpassist"
    return [
        router.add_post("/session", resources.session_limit(sessions.create)),
        router.add_get(f"/session/{_ID}", sessions.read),
        router.add_get(f"/session/{_ID}/messages", sessions.messages),
        router.add_get(f"/customer/{_ID}/sessions/last", people.sessions_of_customer),
        router.add_get(f"/customer/{_ID}/messages", people.messages_of_customer),
        router.add_get(f"/attendant/{_ID}/sessions", people.sessions_of_attendant),
        router.add_get("/config/attendant", people.configuration),
        router.add_post(f"{chimpassist}/auth", log_in),
        router.add_get(f"{chimpassist}/{_CUSTOMER_ID}/statistics", information.statistics),
        *(
            router.add_get(f"{chimpassist}/customer/{_CUSTOMER_ID}/{name}", handler)
            for name, handler in (
                ("statistics", information.statistics),
                ("contactInfo", information.contact_info),
                ("additionalInfo", information.additional_info),
            )
        ),
    ]
