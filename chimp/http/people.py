"""`/customer` and `/attendant`: whose sessions, and what was said in them."""

from aiohttp import web

from chimp.core.session import Status
from chimp.http.answers import answer
from chimp.http.parameters import identifier, page
from chimp.http.principals import Principals
from chimp.http.route import Caller, Group, Route, part_of_list, path_id
from chimp.services.archive import Archive
from chimp.wire.shape_models import (
    AttendantConfiguration,
    ListedSessionShape,
    MessageInSession,
    SessionShape,
)
from chimp.wire.shapes import STATUS, message_json, session_json

_PART = 50
"""Entries in one answer, if the client does not say."""


class People:
    """Answers for customers and attendants."""

    def __init__(
        self, principals: Principals, archive: Archive, *, attendant_ttl: int, time_zone: str
    ) -> None:
        """`attendant_ttl` is in milliseconds, `time_zone` the name of that of statistics."""
        self._principals = principals
        self._archive = archive
        self._attendant_ttl = attendant_ttl
        self._time_zone = time_zone

    def routes(self) -> tuple[Route, ...]:
        customer_id, attendant_id = path_id("customer"), path_id("attendant")
        return (
            Route(
                method="GET",
                path="/customer/{id}/sessions/last",
                handler=self.sessions_of_customer,
                summary="The sessions of a customer, newest first.",
                group=Group.CUSTOMERS,
                caller=Caller.CUSTOMER,
                parameters=(customer_id,),
                answer=list[ListedSessionShape],
                says="The sessions, without their template.",
                errors=(400, 401, 503),
            ),
            Route(
                method="GET",
                path="/customer/{id}/messages",
                handler=self.messages_of_customer,
                summary="The newest messages of all sessions of a customer, in ascending order.",
                group=Group.CUSTOMERS,
                caller=Caller.CUSTOMER,
                parameters=(customer_id, *part_of_list(_PART)),
                answer=list[MessageInSession],
                says="The messages, each with its session.",
                errors=(400, 401, 503),
            ),
            Route(
                method="GET",
                path="/attendant/{id}/sessions",
                handler=self.sessions_of_attendant,
                summary="What an attendant serves and has served: one session for each customer.",
                group=Group.ATTENDANTS,
                caller=Caller.ATTENDANT,
                parameters=(attendant_id, *part_of_list(_PART)),
                answer=list[SessionShape],
                says="Live sessions first; those that are over are `aborted`.",
                errors=(400, 401, 503),
            ),
            Route(
                method="GET",
                path="/config/attendant",
                handler=self.configuration,
                summary="How often an attendant's page says that it is there; by whose clock.",
                group=Group.ATTENDANTS,
                answer=AttendantConfiguration,
                says="The configuration.",
            ),
        )

    async def sessions_of_customer(self, request: web.Request) -> web.Response:
        """`GET /customer/:id/sessions/last`: newest first, without their template."""
        customer_id = identifier(request)
        await self._principals.reading_customer(request, customer_id)
        sessions = await self._archive.sessions_of_customer(customer_id)
        shapes = [session_json(session) for session in sessions]
        for shape in shapes:
            del shape["sessionTemplate"]
        return answer(shapes)

    async def messages_of_customer(self, request: web.Request) -> web.Response:
        """`GET /customer/:id/messages`: the newest ones, in ascending order."""
        customer_id, part = identifier(request), page(request, _PART)
        await self._principals.reading_customer(request, customer_id)
        found = await self._archive.messages_of_customer(customer_id, part.offset, part.limit)
        return answer(
            [
                {"sessionInfo": session_json(session), "message": message_json(message)}
                for session, message in found
            ]
        )

    async def sessions_of_attendant(self, request: web.Request) -> web.Response:
        """`GET /attendant/:id/sessions`: live ones first, one for each customer."""
        attendant_id, part = identifier(request), page(request, _PART)
        await self._principals.reading_attendants(request)
        shapes = []
        for served in await self._archive.sessions_of_attendant(
            attendant_id, part.offset, part.limit
        ):
            shape = session_json(served.session, served.last_messages)
            if not served.is_live:
                # Over for this attendant, even if it goes on with another one.
                shape["status"] = STATUS[Status.CLOSED]
            shapes.append(shape)
        return answer(shapes)

    async def configuration(self, _: web.Request) -> web.Response:
        """`GET /config/attendant`; the console asks for statistics in the server's time zone."""
        return answer({"keepAliveTTL": self._attendant_ttl, "timeZone": self._time_zone})
