"""`/canned-answers`: what attendants insert by a few letters."""

from typing import NoReturn

from aiohttp import web

from chimp.http.answers import answer, nothing
from chimp.http.parameters import identifier, json_body
from chimp.http.principals import Principals
from chimp.http.problems import Problem
from chimp.http.route import Caller, Group, Route, path_id
from chimp.services.canned_answers import CannedAnswers, Conflict
from chimp.wire.canned_answers import CannedAnswerPayload, CannedAnswerShape, canned_answer_json

_PATH = "/canned-answers"


class CannedAnswerRoutes:
    """Every attendant reads them; supervisors and administrators write them."""

    def __init__(self, principals: Principals, answers: CannedAnswers) -> None:
        self._principals = principals
        self._answers = answers

    def routes(self) -> tuple[Route, ...]:
        answer_id = path_id("canned answer")
        return (
            Route(
                method="GET",
                path=_PATH,
                handler=self.read,
                summary="All canned answers.",
                group=Group.SETTINGS,
                caller=Caller.ATTENDANT,
                answer=list[CannedAnswerShape],
                says="The answers, by their shortcuts.",
                errors=(401, 503),
                cors=False,
            ),
            Route(
                method="POST",
                path=_PATH,
                handler=self.add,
                summary="Keep another canned answer.",
                group=Group.SETTINGS,
                caller=Caller.SUPERVISOR,
                body=CannedAnswerPayload,
                answer=CannedAnswerShape,
                status=201,
                says="The answer, with its id.",
                errors=(409, 503),
                cors=False,
            ),
            Route(
                method="PUT",
                path=f"{_PATH}/{{id}}",
                handler=self.change,
                summary="Put something else in the place of a canned answer.",
                group=Group.SETTINGS,
                caller=Caller.SUPERVISOR,
                parameters=(answer_id,),
                body=CannedAnswerPayload,
                answer=CannedAnswerShape,
                says="The answer, as it is now. Whoever writes last is right.",
                errors=(404, 409, 503),
                cors=False,
            ),
            Route(
                method="DELETE",
                path=f"{_PATH}/{{id}}",
                handler=self.drop,
                summary="Keep a canned answer no longer.",
                group=Group.SETTINGS,
                caller=Caller.SUPERVISOR,
                parameters=(answer_id,),
                status=204,
                says="It is gone.",
                errors=(400, 404, 503),
                cors=False,
            ),
        )

    async def read(self, request: web.Request) -> web.Response:
        """`GET /canned-answers`."""
        await self._principals.reading_attendants(request)
        return answer([canned_answer_json(each) for each in await self._answers.all()])

    async def add(self, request: web.Request) -> web.Response:
        """`POST /canned-answers`."""
        attendant = await self._principals.supervisor(request)
        told = await json_body(request, CannedAnswerPayload)
        try:
            added = await self._answers.add(told, attendant.key)
        except Conflict as error:
            _refuse(error)
        return answer(canned_answer_json(added), status=201)

    async def change(self, request: web.Request) -> web.Response:
        """`PUT /canned-answers/:id`."""
        attendant = await self._principals.supervisor(request)
        answer_id = identifier(request)
        told = await json_body(request, CannedAnswerPayload)
        try:
            changed = await self._answers.change(answer_id, told, attendant.key)
        except Conflict as error:
            _refuse(error)
        if changed is None:
            raise _unknown()
        return answer(canned_answer_json(changed))

    async def drop(self, request: web.Request) -> web.Response:
        """`DELETE /canned-answers/:id`."""
        attendant = await self._principals.supervisor(request)
        if not await self._answers.drop(identifier(request), attendant.key):
            raise _unknown()
        return nothing()


def _refuse(error: Conflict) -> NoReturn:
    raise Problem(409, str(error), code=error.code, field=error.field) from None


def _unknown() -> Problem:
    return Problem(404, "there is no canned answer of that id", field="id")
