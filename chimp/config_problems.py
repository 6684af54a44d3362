"""Says in one line what is wrong with the settings, in words for those who write them."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from chimp.config import CONFLICT, Settings

_SECRETS: Final = frozenset({("mqtt", "password")})

_LONGEST_SHOWN: Final = 60
"""How much of a wrong value is repeated, in characters: the line should stay one."""

_NOT_WHOLE: Final = "{given} is not a whole number"
_NOT_A_SWITCH: Final = "{given} is neither true nor false"
_WORDS: Final[Mapping[str, str]] = {
    "less_than_equal": "{bare} is above {le}",
    "greater_than_equal": "{bare} is below {ge}",
    "int_type": _NOT_WHOLE,
    "int_parsing": _NOT_WHOLE,
    "int_parsing_size": _NOT_WHOLE,
    "int_from_float": _NOT_WHOLE,
    "bool_type": _NOT_A_SWITCH,
    "bool_parsing": _NOT_A_SWITCH,
    "enum": "{given} is not {expected}",
    "literal_error": "{given} is not {expected}",
    "string_type": "{given} is not text; put it in quotes if it is meant so",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "tuple_type": "{given} is not a list",
    "path_type": "{given} is not a path",
}


class ConfigError(Exception):
    """The settings can not be used; `str()` is one line that says where and why."""


def is_conflict(error: ValidationError) -> bool:
    """Whether each setting makes sense, and only together they do not."""
    return all(problem["type"] == CONFLICT for problem in error.errors(include_url=False))


def told(error: ValidationError, where: Mapping[tuple[str, ...], str]) -> str:
    """The first problem, and how many more there are.

    `where` says of each given setting in which words to point at it.
    """
    problems = error.errors(include_url=False)
    first = problems[0]
    # Of what went wrong inside a value (the second origin of a list) the setting is named.
    place = tuple(map(str, first["loc"]))[:2]
    if first["type"] == CONFLICT:
        place = tuple(first["ctx"]["path"].split("."))
    pointed = where.get(place) or where.get(place[:1]) or ".".join(place)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return " ".join(f"{pointed}: {_in_words(first, place)}{more}".split())


def _in_words(problem: ErrorDetails, place: tuple[str, ...]) -> str:
    if problem["type"] == "extra_forbidden":
        return f"unknown setting{_hint(place)}"
    if problem["type"] in _WORDS:
        given = "the value" if place in _SECRETS else _shown(problem["input"])
        words = _WORDS[problem["type"]]
        return words.format(given=given, bare=given.strip("'"), **problem.get("ctx", {}))
    return problem["msg"].removeprefix("Value error, ")


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case _:
            text = repr(value) if isinstance(value, str) else str(value)
            return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _hint(place: tuple[str, ...]) -> str:
    """The setting that was probably meant."""
    *sections, name = place
    model = Settings.model_fields[sections[0]].annotation if sections else Settings
    names = getattr(model, "model_fields", {})
    similar = get_close_matches(name, names, n=1)
    return f"; did you mean {'.'.join((*sections, similar[0]))}?" if similar else ""
