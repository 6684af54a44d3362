"""Answers that attendants keep ready, and what supervisors may do with them."""

from collections.abc import Callable
from typing import Final
from uuid import uuid4

import structlog

from chimp.core.canned_answers import CannedAnswer
from chimp.store.canned_answers import CannedAnswerQueries
from chimp.wire.canned_answers import CannedAnswerPayload

MOST: Final = 1_000
"""How many there may be: attendants are given all of them at once."""

_log = structlog.get_logger("chimp.settings")


class Conflict(Exception):
    """As things stand it can not be kept; `str()` says why, `field` and `code` what and how."""

    def __init__(self, message: str, code: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class CannedAnswers:
    """Everything raises StoreError; `by` is an attendant's key."""

    def __init__(self, store: CannedAnswerQueries, clock: Callable[[], int]) -> None:
        """`clock` is in milliseconds since the epoch."""
        self._store = store
        self._clock = clock

    async def all(self) -> list[CannedAnswer]:
        """By their shortcuts."""
        return await self._store.canned_answers()

    async def add(self, told: CannedAnswerPayload, by: str) -> CannedAnswer:
        """Raises Conflict if its shortcut is taken, or there are too many."""
        answer = told.answer(str(uuid4()), self._clock())
        if not await self._store.add_canned_answer(answer, MOST):
            await self._refuse_taken(answer)
            message = f"there are {MOST} canned answers already"
            raise Conflict(message, "too_many")
        _log.info("canned_answer.added", shortcut=answer.shortcut, attendant=by)
        return answer

    async def change(
        self, answer_id: str, told: CannedAnswerPayload, by: str
    ) -> CannedAnswer | None:
        """The answer as it is now, None if there is none of that id; raises Conflict."""
        answer = told.answer(answer_id, self._clock())
        if not await self._store.change_canned_answer(answer):
            await self._refuse_taken(answer)
            return None
        _log.info("canned_answer.changed", shortcut=answer.shortcut, attendant=by)
        return answer

    async def drop(self, answer_id: str, by: str) -> bool:
        """Whether there was one."""
        is_dropped = await self._store.drop_canned_answer(answer_id)
        if is_dropped:
            _log.info("canned_answer.dropped", id=answer_id, attendant=by)
        return is_dropped

    async def _refuse_taken(self, answer: CannedAnswer) -> None:
        for other in await self._store.canned_answers():
            if other.shortcut == answer.shortcut and other.id != answer.id:
                message = f"shortcut: {answer.shortcut!r} belongs to {other.title!r}"
                raise Conflict(message, "shortcut_taken", "shortcut")
