"""The HTTP side as an OpenAPI 3.1 document, made from the same table as the router."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from chimp import __version__
from chimp.http.route import JSON, Caller, Group, Parameter, Route
from chimp.wire.examples import Examples
from chimp.wire.schemas import Json, Schemas

_ABOUT: Final = """\
Everything that Chimp answers over HTTP, generated from the table that its router is made of.

Times are milliseconds since the epoch, durations milliseconds, unless a unit is given. A client
ignores members that it does not know: more may follow without notice. Every GET answers HEAD too.

With `auth.mode: open` anybody may call everything; who may otherwise is said with each route."""

_BASIC: Final = {"basic": list[str]()}
_BEARER: Final = {"bearer": list[str]()}
_COOKIE: Final = {"cookie": list[str]()}
_ATTENDANTS: Final[list[Json]] = [_COOKIE, _BEARER, _BASIC]
_SECURITY: Final[dict[Caller, list[Json]]] = {
    Caller.ANYBODY: [{}],
    Caller.SESSION: [{}, *_ATTENDANTS],
    Caller.HOLDER: [_BEARER],
    Caller.CUSTOMER: [{}, *_ATTENDANTS],
    Caller.ANYBODY_OR_MORE: [{}, *_ATTENDANTS],
    Caller.ATTENDANT: _ATTENDANTS,
    Caller.SUPERVISOR: _ATTENDANTS,
    Caller.ADMINISTRATOR: _ATTENDANTS,
}
_SOME_ATTENDANTS: Final = frozenset({Caller.SUPERVISOR, Caller.ADMINISTRATOR})

_PROBLEMS: Final = {
    400: "The request is wrong; `field` names where.",
    401: "Who asks is not known, or may not.",
    403: "Who asks is known, and may not; or its page is of no origin that is allowed.",
    404: "There is no such thing.",
    409: "Not as things stand now.",
    408: "The body has not arrived within `http.transfer_timeout`.",
    413: "The body is larger than `http.max_body_bytes`.",
    415: "The body is not JSON, or compressed.",
    429: "Too many requests; `Retry-After` says in how many seconds to try again.",
    502: "The service that Chimp asks for this gives no usable answer.",
    503: "The store can not be used now: try later.",
}


class Problem(BaseModel):
    """What is wrong: a code for programs, a sentence for people, and where."""

    model_config = ConfigDict(frozen=True)

    error: str
    message: str
    field: str = ""


def openapi(routes: Sequence[Route]) -> Json:
    """The document."""
    named = [told for route in routes for told in (route.body, route.answer, route.unready)]
    schemas = Schemas([Problem, *(told for told in named if told is not None)])
    paths: dict[str, Json] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Chimp over HTTP",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "The server that this document came from."}],
        "tags": [{"name": group.value} for group in Group],
        "paths": paths,
        "components": {
            "schemas": schemas.definitions,
            "securitySchemes": {
                "basic": {
                    "type": "http",
                    "scheme": "basic",
                    "description": "An attendant's e-mail and password.",
                },
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token of a customer's session, from `POST /session`, or"
                    " that of an attendant's log-in, from `POST /login` with `bearer`.",
                },
                "cookie": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "chimp",
                    "description": "Set by `POST /login`, as `__Host-chimp` over TLS; counts for"
                    " pages of the server itself alone.",
                },
            },
        },
    }


def _operation(route: Route, schemas: Schemas) -> Json:
    said = [f"Who may call it: {route.caller.value}"]
    if route.limit is not None:
        said.append(f"Counted for each address; the limit is `{route.limit.value}`.")
    if route.cors:
        said.append("Pages of the allowed origins may call it, or of any if none are named.")
    operation: Json = {
        "operationId": _operation_id(route),
        "tags": [route.group.value],
        "summary": route.summary,
        "description": "\n\n".join(said),
        "security": _SECURITY[route.caller],
        "responses": _responses(route, schemas),
    }
    if route.parameters:
        operation["parameters"] = [_parameter(parameter) for parameter in route.parameters]
    if route.body is not None:
        content = _json(route.body, schemas)
        operation["requestBody"] = {"required": route.needs_body, "content": content}
    return operation


def _operation_id(route: Route) -> str:
    words = re.findall(r"\w+", route.path)
    return route.method.lower() + "".join(word[0].upper() + word[1:] for word in words)


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.description,
        "required": parameter.place == "path",
        "schema": parameter.schema,
    }


def _json(told: Any, schemas: Schemas) -> Json:  # noqa: ANN401 - a model, or a type made of models
    """A body in JSON, with an example where there is something to be seen."""
    schema = schemas.of(told)
    content = {"schema": schema}
    if example := Examples(schemas.definitions).of(schema):
        content["example"] = example
    return {JSON: content}


def _responses(route: Route, schemas: Schemas) -> Json:
    success: Json = {"description": route.says}
    if route.answer is not None:
        success["content"] = _json(route.answer, schemas)
    elif route.status == HTTPStatus.OK:
        success["content"] = {route.media_type: {"schema": {"type": "string"}}}
    responses = {str(route.status): success}
    errors = {*route.errors}
    if route.body is not None:
        errors |= {400, 413}
    if route.method != "GET":
        errors |= {403, 408, 413, 415}
    if route.caller in _SOME_ATTENDANTS:
        errors |= {401, 403}
    if route.limit is not None or route.is_counted:
        errors.add(429)
    if _BASIC in _SECURITY[route.caller]:
        errors |= {429, 502}  # a password may have to be checked
    if route.unready is not None:
        unready = _json(route.unready, schemas)
        responses["503"] = {"description": "Not now.", "content": unready}
    problem = {JSON: {"schema": schemas.of(Problem)}}
    for status in sorted(errors):
        responses[str(status)] = {"description": _PROBLEMS[status], "content": problem}
    return responses
