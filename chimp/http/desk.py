"""`/desk`: what is going on, for attendants who have just come."""

from collections.abc import Callable
from typing import Protocol

from aiohttp import web

from chimp.http.answers import answer
from chimp.http.principals import Principals
from chimp.http.route import Caller, Group, Route
from chimp.services.archive import Archive
from chimp.services.desk import Overview
from chimp.wire.native_outbound import (
    availability_json,
    last_message_json,
    presence_json,
    session_summary,
)
from chimp.wire.native_shape_models import DeskShape


class Overlooking(Protocol):
    """Whoever knows how everybody stands."""

    def overview(self) -> Overview:
        """How everybody and everything stands right now."""


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
                    {
                        **session_summary(session, customer_online=session.key in seen.online),
                        "lastMessage": last_message_json(last[session.key].message),
                        "unread": last[session.key].unread,
                    }
                    for session in seen.sessions
                ],
            }
        )
