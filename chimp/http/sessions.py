"""`/session`: where a chat begins, and what was said in it."""

from collections.abc import Callable

from aiohttp import web

from chimp.http.answers import answer
from chimp.http.parameters import identifier, page
from chimp.http.principals import Principals
from chimp.services.archive import Archive
from chimp.wire.shapes import message_json, session_json


class Sessions:
    """Answers for single sessions."""

    def __init__(
        self,
        principals: Principals,
        archive: Archive,
        *,
        issue: Callable[[], str],
        keep_alive_ttl: int,
    ) -> None:
        """`issue` makes a session id; the time to live is in milliseconds."""
        self._principals = principals
        self._archive = archive
        self._issue = issue
        self._keep_alive_ttl = keep_alive_ttl

    async def create(self, _: web.Request) -> web.Response:
        """`POST /session`: a fresh id, of which nothing has to be remembered."""
        return answer({"sessionId": self._issue(), "keepAliveTTL": self._keep_alive_ttl})

    async def read(self, request: web.Request) -> web.Response:
        """`GET /session/:id`: the session, or `null`."""
        session_id = identifier(request)
        await self._principals.reading_session(request, session_id)
        session = await self._archive.session(session_id)
        if session is None:
            return answer(None)
        return answer(session_json(session, await self._archive.last_messages(session)))

    async def messages(self, request: web.Request) -> web.Response:
        """`GET /session/:id/messages`: newest first."""
        session_id, part = identifier(request), page(request, 20)
        await self._principals.reading_session(request, session_id)
        session = await self._archive.session(session_id)
        if session is None:
            return answer([])
        found = await self._archive.messages_of_session(session, part.offset, part.limit)
        shape = session_json(session)
        return answer([{"sessionInfo": shape, "message": message_json(m)} for m in found])
