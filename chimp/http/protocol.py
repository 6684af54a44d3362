"""`/openapi.json` and `/asyncapi.json`: the protocol, published by the server that speaks it."""

from collections.abc import Sequence
from hashlib import sha256

import orjson
from aiohttp import web

from chimp.http.openapi import openapi
from chimp.http.route import JSON, Group, Route
from chimp.wire.asyncapi import Whereabouts, asyncapi

_SAYS = "The document. Its ETag changes only with the server."


class Document:
    """Something that stays the same as long as the server runs, and is fetched once."""

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
        response.etag = self._tag
        response.headers["Cache-Control"] = "no-cache"
        return response


class Protocol:
    """Answers with the documents; they are made once, when all routes are known."""

    def __init__(self, whereabouts: Whereabouts) -> None:
        self.whereabouts = whereabouts
        self._openapi: Document | None = None
        self._asyncapi = Document(orjson.dumps(asyncapi(whereabouts)), JSON)

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="GET",
                path="/openapi.json",
                handler=self.openapi,
                summary="This document: every route, as OpenAPI 3.1.",
                group=Group.PROTOCOL,
                answer=dict[str, object],
                says=_SAYS,
            ),
            Route(
                method="GET",
                path="/asyncapi.json",
                handler=self.asyncapi,
                summary="Every MQTT topic, and what is said on it, as AsyncAPI 3.0.",
                group=Group.PROTOCOL,
                answer=dict[str, object],
                says=_SAYS,
            ),
        )

    def publish(self, routes: Sequence[Route]) -> None:
        """Make the document of these routes, which are all there are."""
        self._openapi = Document(orjson.dumps(openapi(routes)), JSON)

    async def openapi(self, request: web.Request) -> web.Response:
        return _there(self._openapi).answer(request)

    async def asyncapi(self, request: web.Request) -> web.Response:
        return self._asyncapi.answer(request)


def _there(document: Document | None) -> Document:
    if document is None:
        message = "no routes were published"
        raise RuntimeError(message)
    return document
