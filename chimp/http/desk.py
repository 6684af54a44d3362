"""`/desk` and `/sessions`: what is going on, and what was, for attendants."""

from collections.abc import Callable
from typing import Final, Protocol

from aiohttp import web

from chimp.core import topics
from chimp.core.search import Search
from chimp.core.session import Session
from chimp.http.answers import answer
from chimp.http.parameters import page
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Route, Schema, part_of_list, query
from chimp.services.archive import Archive, LastWord
from chimp.services.desk import Overview
from chimp.wire.native_outbound import (
    availability_json,
    last_message_json,
    presence_json,
    session_summary,
)
from chimp.wire.native_shape_models import DeskSession, DeskShape
from chimp.wire.shapes import Json

_PART = 50
"""Entries in one answer, if the client does not say."""

_LONGEST = topics.MAX_ID_LENGTH
"""Characters in what is looked for."""

_STATES: Final = {"open": True, "closed": False, "all": None}
_STATE: Final[Schema] = {"type": "string", "enum": list(_STATES), "default": "all"}
_ID: Final[Schema] = {"type": "string", "maxLength": _LONGEST}
_Q = (
    "What is looked for in the customer's name, id and details (an e-mail, say): each word of it is"
    " to be the beginning of one of theirs, without case and accents."
)


class Overlooking(Protocol):
    """Whoever knows how everybody stands."""

    def overview(self) -> Overview:
        """How everybody and everything stands right now."""

    def is_customer_online(self, session_key: str) -> bool:
        """Whether a connection lives on which a session's customer was heard."""


class DeskOverview:
    """Answers how everybody stands."""

    def __init__(
        self,
        principals: Principals,
        desk: Overlooking,
        archive: Archive,
        clock: Callable[[], int],
    ) -> None:
        """`clock` is in milliseconds."""
        self._principals = principals
        self._desk = desk
        self._archive = archive
        self._clock = clock

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="GET",
                path="/desk",
                handler=self.read,
                summary="Who is there, and every open session.",
                group=Group.ATTENDANTS,
                caller=Caller.ATTENDANT,
                answer=DeskShape,
                says="Subscribe `client/desk/#` first, then take this, then what came meanwhile.",
                errors=(401, 503),
            ),
            Route(
                method="GET",
                path="/sessions",
                handler=self.find,
                summary="Sessions of all times, newest first, by what is known of them.",
                group=Group.SESSIONS,
                caller=Caller.ATTENDANT,
                parameters=(
                    query("state", "Which of them.", _STATE),
                    query("q", _Q, {"type": "string", "maxLength": _LONGEST}),
                    query("attendant", "Who serves it, or did so last: an id.", _ID),
                    query("customer", "Whose it is: an id.", _ID),
                    *part_of_list(_PART),
                ),
                answer=list[DeskSession],
                says="How each of them stands, and what was said in it last.",
                errors=(400, 401, 503),
            ),
        )

    async def read(self, request: web.Request) -> web.Response:
        """`GET /desk`."""
        await self._principals.reading_attendants(request)
        seen = self._desk.overview()
        numbers, waiting, at = seen.availability, seen.waiting, self._clock()
        last = await self._archive.last_words(seen.sessions)
        return answer(
            {
                "availability": availability_json(numbers, waiting, at),
                "attendants": [presence_json(who, presence) for who, presence in seen.attendants],
                "sessions": [
                    _desk_session(
                        session, last[session.key], customer_online=session.key in seen.online
                    )
                    for session in seen.sessions
                ],
            }
        )

    async def find(self, request: web.Request) -> web.Response:
        """`GET /sessions`."""
        await self._principals.reading_attendants(request)
        part = page(request, _PART)
        found = await self._archive.find_sessions(_search(request), part.offset, part.limit)
        last = await self._archive.last_words(found)
        is_online = self._desk.is_customer_online
        return answer(
            [
                _desk_session(session, last[session.key], customer_online=is_online(session.key))
                for session in found
            ]
        )


def _desk_session(session: Session, last: LastWord, *, customer_online: bool) -> Json:
    return {
        **session_summary(session, customer_online=customer_online),
        "lastMessage": last_message_json(last.message),
        "unread": last.unread,
    }


def _search(request: web.Request) -> Search:
    """Which sessions are asked for; raises Problem that names what is wrong."""
    state = request.query.get("state", "all")
    if state not in _STATES:
        raise Problem(400, f"state: must be one of {', '.join(_STATES)}", field="state")
    for name in ("q", "attendant", "customer"):
        if len(request.query.get(name, "")) > _LONGEST:
            raise Problem(400, f"{name}: over {_LONGEST} characters", field=name)
    return Search(
        is_open=_STATES[state],
        question=request.query.get("q"),
        attendant=request.query.get("attendant"),
        customer=request.query.get("customer"),
    )
