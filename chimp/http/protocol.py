"""`/openapi.json`, `/asyncapi.json`, `/docs`: the protocol, published by who speaks it."""

import asyncio
from collections.abc import Sequence
from hashlib import sha256

import orjson
from aiohttp import web

from chimp.http.openapi import openapi
from chimp.http.route import JSON, Group, Route
from chimp.wire.asyncapi import Whereabouts, asyncapi

_PAGE = "text/html"


class Document:
    """Something that is fetched again only when it has changed: known by a tag of its content."""

    def __init__(self, body: bytes, media_type: str) -> None:
        self._body = body
        self._media_type = media_type
        self._tag = sha256(body).hexdigest()[:32]

    def answer(self, request: web.Request) -> web.Response:
        """The document, or 304 for whoever has it already (RFC 9110, section 13.1.2)."""
        known = request.if_none_match or ()
        if any(tag.value in {self._tag, "*"} for tag in known):
            response = web.Response(status=304)
        else:
            response = web.Response(body=self._body, content_type=self._media_type)
            if self._media_type != JSON:
                response.charset = "utf-8"
        response.etag = self._tag
        response.headers["Cache-Control"] = "no-cache"
        return response


class Protocol:
    """Answers with the documents, which are made when somebody asks for the first of them."""

    def __init__(self, whereabouts: Whereabouts) -> None:
        self.whereabouts = whereabouts
        self._routes: Sequence[Route] = ()
        self._documents: dict[str, Document] = {}

    def routes(self) -> tuple[Route, ...]:
        return tuple(
            Route(
                method="GET",
                path=path,
                handler=self.read,
                summary=summary,
                group=Group.PROTOCOL,
                answer=dict[str, object] if media_type == JSON else None,
                says="The document. Its ETag changes only with the server.",
                media_type=media_type,
                cors=media_type == JSON,
            )
            for path, media_type, summary in (
                ("/openapi.json", JSON, "This document: every route, as OpenAPI 3.1."),
                ("/asyncapi.json", JSON, "Every topic and what is said on it, as AsyncAPI 3.0."),
                ("/docs", _PAGE, "How to talk to this server, for people."),
                ("/docs/http", _PAGE, "Every route, for people."),
                ("/docs/mqtt", _PAGE, "Every topic, for people."),
                ("/docs/style.css", "text/css", "How these pages look."),
            )
        )

    def publish(self, routes: Sequence[Route]) -> None:
        """Have the documents tell of these routes, which are all there are."""
        self._routes = routes
        self._documents = {}

    async def read(self, request: web.Request) -> web.Response:
        if not self._documents:
            self._documents = await asyncio.to_thread(_made, self._routes, self.whereabouts)
        return self._documents[request.path].answer(request)


def _made(routes: Sequence[Route], whereabouts: Whereabouts) -> dict[str, Document]:
    """All of them; what makes pages is megabytes that few servers have a use for."""
    from chimp.http.documentation import (  # noqa: PLC0415 - see above
        STYLE,
        http_page,
        mqtt_page,
        overview_page,
    )

    of_http, of_mqtt = openapi(routes), asyncapi(whereabouts)
    return {
        "/openapi.json": Document(orjson.dumps(of_http), JSON),
        "/asyncapi.json": Document(orjson.dumps(of_mqtt), JSON),
        "/docs": _page(overview_page(of_http, of_mqtt)),
        "/docs/http": _page(http_page(of_http)),
        "/docs/mqtt": _page(mqtt_page(of_mqtt)),
        "/docs/style.css": Document(STYLE.read_bytes(), "text/css"),
    }


def _page(text: str) -> Document:
    return Document(text.encode(), _PAGE)
