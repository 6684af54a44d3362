"""`/session`: where a chat begins, and what was said in it."""

from collections.abc import Callable

from aiohttp import web

from chimp.http.answers import answer
from chimp.http.parameters import identifier, page
from chimp.http.principals import Principals
from chimp.http.route import Caller, Group, Limit, Route, part_of_list, path_id
from chimp.services.archive import Archive
from chimp.wire.shape_models import IssuedSession, MessageInSession, SessionShape
from chimp.wire.shapes import message_json, session_json

_PART = 20
"""Entries in one answer, if the client does not say."""


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

    def routes(self) -> tuple[Route, ...]:
        session_id = path_id("session")
        return (
            Route(
                method="POST",
                path="/session",
                handler=self.create,
                summary="Get a session id, with which a chat is asked for over MQTT.",
                group=Group.SESSIONS,
                answer=IssuedSession,
                says="A fresh id.",
                limit=Limit.SESSIONS,
            ),
            Route(
                method="GET",
                path="/session/{id}",
                handler=self.read,
                summary="A session with its last messages.",
                group=Group.SESSIONS,
                caller=Caller.SESSION,
                parameters=(session_id,),
                answer=SessionShape | None,
                says="The session, or null if nothing is known of it.",
                errors=(400, 401, 503),
            ),
            Route(
                method="GET",
                path="/session/{id}/messages",
                handler=self.messages,
                summary="What was said in a session, newest first.",
                group=Group.SESSIONS,
                caller=Caller.SESSION,
                parameters=(session_id, *part_of_list(_PART)),
                answer=list[MessageInSession],
                says="The messages; none if nothing is known of the session.",
                errors=(400, 401, 503),
            ),
        )

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
        session_id, part = identifier(request), page(request, _PART)
        await self._principals.reading_session(request, session_id)
        session = await self._archive.session(session_id)
        if session is None:
            return answer([])
        found = await self._archive.messages_of_session(session, part.offset, part.limit)
        shape = session_json(session)
        return answer([{"sessionInfo": shape, "message": message_json(m)} for m in found])
