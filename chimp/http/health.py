"""Is it alive, is it ready, and what does it count."""

from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Literal

from aiohttp import web
from aiohttp.typedefs import Middleware
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from pydantic import BaseModel

from chimp.http.answers import answer
from chimp.http.problems import Handler
from chimp.http.route import Group, Route
from chimp.services.self_check import SelfCheck

Check = Callable[[], Awaitable[str | None]]
"""None if all is well, else what is wrong."""


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"]


class LastSelfCheck(BaseModel):
    """How the server's chat with itself went. Times are in ms since the epoch."""

    last_success_at: int | None
    milliseconds: float | None
    """How long that one took."""
    failing_since: int | None


class Readiness(BaseModel):
    """Whether every part works, part by part: "ok", or what is wrong.

    `self_check` is null where it is turned off.
    """

    status: Literal["ready", "not ready"]
    checks: dict[str, str]
    self_check: LastSelfCheck | None


class Health:
    """Answers `/healthz`, `/readyz` and `/metrics`."""

    def __init__(
        self,
        registry: CollectorRegistry,
        checks: Mapping[str, Check],
        self_check: SelfCheck | None = None,
    ) -> None:
        """`self_check` is one more check, which is told in full."""
        self._registry = registry
        self._checks = dict(checks)
        self._self_check = self_check
        if self_check is not None:
            self._checks["self_check"] = self_check.trouble

    def routes(self) -> tuple[Route, ...]:
        """The first two are not counted: who is refused there kills a server that is well."""
        return (
            Route(
                method="GET",
                path="/healthz",
                handler=self.alive,
                summary="Whether the process is alive.",
                group=Group.SERVER,
                answer=Alive,
                says="It is.",
                is_counted=False,
                cors=False,
            ),
            Route(
                method="GET",
                path="/readyz",
                handler=self.ready,
                summary="Whether every part works.",
                group=Group.SERVER,
                answer=Readiness,
                says="Every part works.",
                unready=Readiness,
                is_counted=False,
                cors=False,
            ),
            Route(
                method="GET",
                path="/metrics",
                handler=self.metrics,
                summary="What the server counts, for Prometheus.",
                group=Group.SERVER,
                says="The metrics, in the text format of Prometheus.",
                media_type="text/plain",
                cors=False,
            ),
        )

    async def alive(self, _: web.Request) -> web.Response:
        return answer({"status": "alive"})

    async def ready(self, _: web.Request) -> web.Response:
        """200 if every part works, else 503 that says which does not."""
        found = {name: await check() for name, check in self._checks.items()}
        is_ready = not any(found.values())
        said = {name: wrong or "ok" for name, wrong in found.items()}
        status = "ready" if is_ready else "not ready"
        told = {"status": status, "checks": said, "self_check": self._last_self_check()}
        return answer(told, status=200 if is_ready else 503)

    def _last_self_check(self) -> dict[str, float | None] | None:
        if self._self_check is None:
            return None
        last = self._self_check.last
        return LastSelfCheck(
            last_success_at=last.succeeded_at,
            milliseconds=last.milliseconds,
            failing_since=last.failing_since,
        ).model_dump()

    async def metrics(self, _: web.Request) -> web.Response:
        headers = {"Content-Type": CONTENT_TYPE_LATEST}
        return web.Response(body=generate_latest(self._registry), headers=headers)


class Measured:
    """Counts requests and their time by route, never by path: paths hold ids."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._seconds = Histogram(
            "chimp_http_seconds", "Time to answer, by route.", ["route"], registry=registry
        )
        self._requests = Counter(
            "chimp_http_requests",
            "Requests answered, by route and status.",
            ["route", "status"],
            registry=registry,
        )

    def middleware(self) -> Middleware:
        @web.middleware
        async def measured(request: web.Request, handler: Handler) -> web.StreamResponse:
            started = perf_counter()
            response = await handler(request)
            if isinstance(response, web.WebSocketResponse):
                return response  # a connection is not answered, it ends
            resource = request.match_info.route.resource
            route = "none" if resource is None else resource.canonical
            self._requests.labels(route, str(response.status)).inc()
            self._seconds.labels(route).observe(perf_counter() - started)
            return response

        return measured
