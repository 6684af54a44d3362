"""`POST /chimpassist/auth`: an attendant's e-mail and password, for the front ends of 2019."""

from aiohttp import web

from chimp.http.answers import answer
from chimp.http.parameters import json_object, text
from chimp.http.problems import Problem
from chimp.services.accounts import Accounts, UnknownEmail, WrongPassword
from chimp.wire.shapes import attendant_json

_LONGEST = 1_000


class Authentication:
    """Answers who an attendant is."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def log_in(self, request: web.Request) -> web.Response:
        """200 with the attendant, 404 for an unknown e-mail, 401 for a wrong password."""
        told = await json_object(request)
        email, password = text(told, "email", _LONGEST), text(told, "password", _LONGEST)
        try:
            attendant = await self._accounts.authenticate(email, password)
        except UnknownEmail:
            raise Problem(404, "there is no attendant with that e-mail", field="email") from None
        except WrongPassword:
            raise Problem(401, "wrong password", field="password") from None
        return answer(attendant_json(attendant))
