"""The answers that attendants keep ready."""

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.dialects import sqlite

from chimp.core.canned_answers import CannedAnswer
from chimp.store.execution import Changes, Reads
from chimp.store.schema import canned_answers

_COLUMNS = [column.name for column in canned_answers.c]
_kept = select(func.count()).select_from(canned_answers).scalar_subquery()


class CannedAnswerQueries(Reads, Changes):
    """Everything raises StoreError. What a change would break is not changed, and told."""

    async def canned_answers(self) -> list[CannedAnswer]:
        """All of them, by their shortcuts."""
        found = await self.read(select(canned_answers).order_by(canned_answers.c.shortcut))
        return [CannedAnswer(**row) for row in found]

    async def add_canned_answer(self, answer: CannedAnswer, most: int) -> bool:
        """Whether it was added: there is no other one with its shortcut, and fewer than `most`."""
        row = select(*(literal(getattr(answer, name)) for name in _COLUMNS)).where(_kept < most)
        statement = sqlite.insert(canned_answers).from_select(_COLUMNS, row)
        return await self.change(statement.on_conflict_do_nothing()) > 0

    async def change_canned_answer(self, answer: CannedAnswer) -> bool:
        """Whether it was changed: there is one of its id, and no other one with its shortcut."""
        others = canned_answers.alias()
        is_taken = (
            select(others.c.id)
            .where(others.c.shortcut == answer.shortcut, others.c.id != answer.id)
            .exists()
        )
        values = {name: getattr(answer, name) for name in _COLUMNS if name != "id"}
        statement = update(canned_answers).where(canned_answers.c.id == answer.id, ~is_taken)
        return await self.change(statement.values(values)) > 0

    async def drop_canned_answer(self, answer_id: str) -> bool:
        """Whether there was one."""
        return await self.change(delete(canned_answers).where(canned_answers.c.id == answer_id)) > 0
