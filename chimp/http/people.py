"""`/customer` and `/attendant`: whose sessions, and what was said in them."""

from aiohttp import web

from chimp.core.session import Status
from chimp.http.answers import answer
from chimp.http.parameters import identifier, page
from chimp.http.principals import Principals
from chimp.services.archive import Archive
from chimp.wire.shapes import STATUS, message_json, session_json


class People:
    """Answers for customers and attendants."""

    def __init__(self, principals: Principals, archive: Archive, *, attendant_ttl: int) -> None:
        """`attendant_ttl` is in milliseconds."""
        self._principals = principals
        self._archive = archive
        self._attendant_ttl = attendant_ttl

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
        customer_id, part = identifier(request), page(request, 50)
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
        attendant_id, part = identifier(request), page(request, 50)
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
        """`GET /config/attendant`: how often an attendant's page says that it is there."""
        return answer({"keepAliveTTL": self._attendant_ttl})
