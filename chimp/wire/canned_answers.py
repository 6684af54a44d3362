"""Answers that attendants keep ready, as the console tells of them and is told."""

import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field, StrictStr

from chimp.core.canned_answers import CannedAnswer
from chimp.wire.payloads import Milliseconds, Payload
from chimp.wire.settings import Line
from chimp.wire.shape_models import Shape

_SHORTCUT: Final = re.compile("[a-z0-9-]+")


def _shortcut(value: str) -> str:
    if _SHORTCUT.fullmatch(value) is None:
        message = "a shortcut is made of a to z, 0 to 9 and '-'"
        raise ValueError(message)
    return value


def _content(value: str) -> str:
    if not value.strip():
        message = "is empty"
        raise ValueError(message)
    return value


Shortcut = Annotated[
    StrictStr,
    Field(min_length=1, max_length=40, json_schema_extra={"pattern": "^[a-z0-9-]+$"}),
    AfterValidator(_shortcut),
]
Content = Annotated[
    StrictStr,
    Field(
        min_length=1,
        max_length=10_000,
        description="May hold {{customer.name}}, {{customer.email}}, {{attendant.name}} and"
        " {{desk.name}}, which the console fills in.",
    ),
    AfterValidator(_content),
]


class CannedAnswerPayload(Payload):
    """What is to be kept ready. No other answer has that shortcut."""

    shortcut: Shortcut
    title: Line
    content: Content

    def answer(self, answer_id: str, now: int) -> CannedAnswer:
        return CannedAnswer(
            id=answer_id,
            shortcut=self.shortcut,
            title=self.title,
            content=self.content,
            changed_at=now,
        )


class CannedAnswerShape(Shape):
    """An answer that is kept ready."""

    id: str
    shortcut: str
    title: str
    content: str
    changedAt: Milliseconds


def canned_answer_json(answer: CannedAnswer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "shortcut": answer.shortcut,
        "title": answer.title,
        "content": answer.content,
        "changedAt": answer.changed_at,
    }
