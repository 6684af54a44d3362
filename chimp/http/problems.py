"""Errors as JSON: `{"error": code, "message": …, "field": …}`, whatever went wrong."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from multidict import CIMultiDict

from chimp.core.errors import StoreError
from chimp.http.answers import answer
from chimp.services.account_refusals import AccountConflict, AccountRefused, UnknownAccount
from chimp.services.refusals import ServiceUnavailable, TooManyAttempts

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_log = structlog.get_logger("chimp.http")

_CODES = {
    400: "invalid",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    409: "conflict",
    413: "too_large",
    415: "unsupported",
    429: "too_many_requests",
    431: "head_too_large",
}


class Problem(Exception):
    """Something that the client is told: what is wrong, where, and a code for programs."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        field: str | None = None,
        code: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.field = field
        self.code = code or _CODES.get(status, "error")
        self.headers = headers or {}

    def response(self) -> web.Response:
        # What a client has sent may be repeated here, and need not be UTF-8.
        message = str(self).encode("utf-8", "replace").decode()
        said = {"error": self.code, "message": message}
        if self.field is not None:
            said["field"] = self.field
        return answer(said, status=self.status, headers=CIMultiDict(self.headers))


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn everything that is raised into a problem; a fault of ours is logged, not shown."""
    try:
        return await handler(request)
    except Problem as error:
        problem = error
    except web.HTTPException as error:
        if error.status < web.HTTPBadRequest.status_code:
            raise
        problem = _of_aiohttp(request, error)
    except StoreError as error:
        _log.error("http.store_failed", path=request.path, because=str(error))
        message = "the store can not be read now: try later"
        problem = Problem(503, message, code="try_later", headers={"Retry-After": "5"})
    except AccountRefused as error:
        problem = _of_account(error)
    except TooManyAttempts as error:
        headers = {"Retry-After": str(error.seconds)}
        problem = Problem(429, str(error), code="too_many_attempts", headers=headers)
    except ServiceUnavailable as error:
        problem = Problem(502, str(error), code="service_unavailable")
    except Exception as error:
        if isinstance(error, ConnectionError) and _has_gone(request):
            raise  # nobody is there to be told, and it is nobody's fault
        _log.exception("http.failed", method=request.method, path=request.path)
        problem = Problem(500, "the server failed at this; it is in its log", code="failed")
    return problem.response()


def _of_account(error: AccountRefused) -> Problem:
    match error:
        case UnknownAccount():
            status = 404
        case AccountConflict():
            status = 409
        case _:
            status = 400
    return Problem(status, str(error), code=error.code, field=error.field)


def _has_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _of_aiohttp(request: web.Request, error: web.HTTPException) -> Problem:
    """What aiohttp itself refuses: an unknown route, a method, a body over the limit."""
    headers = {name: error.headers[name] for name in ("Allow",) if name in error.headers}
    words = (error.reason or "error").lower()
    return Problem(error.status, f"{request.method} {request.path}: {words}", headers=headers)
