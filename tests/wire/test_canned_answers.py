"""Canned answers as they are put."""

import orjson
import pytest

from chimp.wire.canned_answers import CannedAnswerPayload
from chimp.wire.payloads import Malformed

HELLO = {"shortcut": "hello", "title": "Greeting", "content": "Hello"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("shortcut", ""),
        ("shortcut", "Hello"),
        ("shortcut", "a b"),
        ("shortcut", "olá"),
        ("shortcut", "a\n"),
        ("shortcut", "x" * 41),
        ("shortcut", None),
        ("title", " "),
        ("title", "two\nlines"),
        ("title", "x" * 81),
        ("content", ""),
        ("content", " \n"),
        ("content", "x" * 10_001),
        ("content", ["Hi"]),
    ],
)
def test_what_is_wrong_is_named(field: str, value: object) -> None:
    with pytest.raises(Malformed, match=f"^{field}: ") as refused:
        CannedAnswerPayload.parse(orjson.dumps({**HELLO, field: value}))
    assert refused.value.field == field


def test_a_text_stays_as_it_was_written() -> None:
    told = {**HELLO, "content": "  Hello {{customer.name}},\n\n", "title": " Greeting "}
    answer = CannedAnswerPayload.parse(orjson.dumps(told)).answer("a1", 5)
    assert (answer.content, answer.title) == (told["content"], "Greeting")
