"""`POST /chimpassist/auth`: an attendant's e-mail and password, for the front ends of 2019."""

from typing import Annotated

from aiohttp import web
from pydantic import Field, StrictStr

from chimp.http.answers import answer
from chimp.http.parameters import body
from chimp.http.problems import Problem
from chimp.http.route import Group, Limit, Route
from chimp.services.entrance import Entrance
from chimp.services.refusals import NotAuthenticated, UnknownEmail
from chimp.wire.payloads import Payload
from chimp.wire.shape_models import AttendantShape
from chimp.wire.shapes import attendant_json


class Credentials(Payload):
    """Who logs in."""

    email: Annotated[StrictStr, Field(min_length=1, max_length=1_000)]
    password: Annotated[StrictStr, Field(min_length=1, max_length=1_000)]


class Authentication:
    """Answers who an attendant is."""

    def __init__(self, entrance: Entrance, *, hides_unknown: bool) -> None:
        """`hides_unknown`: an unknown e-mail is answered as a wrong password is."""
        self._entrance = entrance
        self._hides_unknown = hides_unknown

    def routes(self) -> tuple[Route, ...]:
        return (
            Route(
                method="POST",
                path="/chimpassist/auth",
                handler=self.log_in,
                summary="Prove an attendant: the log-in of the front ends of 2019.",
                group=Group.ATTENDANTS,
                body=Credentials,
                answer=AttendantShape,
                says="The attendant.",
                errors=(401, 404, 502, 503),
                limit=Limit.LOG_INS,
            ),
        )

    async def log_in(self, request: web.Request) -> web.Response:
        """200 with the attendant, 404 for an unknown e-mail, 401 for a wrong password."""
        told = await body(request, Credentials)
        try:
            attendant = await self._entrance.log_in(told.email, told.password, request.remote or "")
        except NotAuthenticated as error:
            raise self._problem(error) from None
        return answer(attendant_json(attendant))

    def _problem(self, error: NotAuthenticated) -> Problem:
        if self._hides_unknown:
            return Problem(401, "wrong e-mail or password")
        if isinstance(error, UnknownEmail):
            return Problem(404, "there is no attendant with that e-mail", field="email")
        return Problem(401, "wrong password", field="password")
