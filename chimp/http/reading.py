"""JSON Schemas as people read them: what a member is, in a few words, with links to shapes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from chimp.wire.schemas import PLACE, Json


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: words, or the name of a shape that is shown elsewhere on the page."""

    text: str
    shape: str | None = None


Kind = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a JSON object, or one parameter."""

    name: str
    kind: Kind
    about: str
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a JSON object is made of; without members it is something simpler."""

    name: str
    about: str
    kind: Kind
    members: tuple[Member, ...]


def shapes(document: Json) -> list[Shape]:
    """All that a document names, in the order of the alphabet."""
    found = document["components"]["schemas"]
    return [_shape(name, found[name]) for name in sorted(found)]


def kind(schema: Json) -> Kind:
    """What a value is."""
    return tuple(_joined(_kind(schema)))


def member(name: str, schema: Json, *, is_required: bool, about: str = "") -> Member:
    return Member(
        name=name,
        kind=kind(schema),
        about=about or schema.get("description", ""),
        is_required=is_required,
    )


def _shape(name: str, schema: Json) -> Shape:
    required = schema.get("required", ())
    return Shape(
        name=name,
        about=schema.get("description", ""),
        kind=kind({key: value for key, value in schema.items() if key != "properties"}),
        members=tuple(
            member(each, told, is_required=each in required)
            for each, told in schema.get("properties", {}).items()
        ),
    )


def _kind(schema: Json) -> Iterator[Part]:
    match schema:
        case {"$ref": str(reference)}:
            name = reference.removeprefix(PLACE)
            yield Part(name, name)
        case {"anyOf": list(choices)} if "properties" not in schema:
            for index, choice in enumerate(choices):
                yield from (Part(" or "),) if index else ()
                yield from _kind(choice)
        case {"type": "array"}:
            yield Part("list of ")
            yield from _kind(schema.get("items", {}))
            yield Part(_bounds("", schema.get("minItems"), schema.get("maxItems"), " entries"))
        case {"type": "object", "additionalProperties": dict(values)} if "properties" not in schema:
            yield Part("object of ")
            yield from _kind(values)
        case _:
            yield Part(_plain(schema))
    if schema.get("examples"):
        yield Part(f", as {_literal(schema['examples'][0])}")
    if schema.get("default"):
        yield Part(f", {_literal(schema['default'])} if left out")


def _plain(schema: Json) -> str:
    match schema:
        case {"const": value}:
            return _literal(value)
        case {"enum": list(values)}:
            return " · ".join(map(_literal, values))
        case {"type": "string"}:
            return _bounds("string", *_lengths(schema), " characters")
        case {"type": "integer" | "number" as name}:
            return _bounds(_WORDS[name], *_numbers(schema))
        case {"type": str(name)}:
            return name
        case _:
            return "anything"


_WORDS = {"integer": "whole number", "number": "number"}
_FAR = 2**31
"""Bounds beyond it say that something is finite, and not what for."""


def _lengths(schema: Json) -> tuple[int | None, int | None]:
    least = schema.get("minLength")
    return (None if least in (0, 1) else least), schema.get("maxLength")


def _numbers(schema: Json) -> tuple[int | None, int | None]:
    least, most = schema.get("minimum"), schema.get("maximum")
    is_far = most is not None and most >= _FAR
    return (None, None) if is_far else (least, most)


def _bounds(word: str, least: int | None, most: int | None, unit: str = "") -> str:
    if most is None:
        return word if least is None else f"{word}, {least}{unit} or more"
    return f"{word}, up to {most}{unit}" if not least else f"{word}, {least} to {most}{unit}"


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Without those that say nothing, and none twice in a row."""
    before: Part | None = None
    for part in parts:
        if part.text and part != before:
            yield part
        before = part


def _literal(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    match value:
        case str():
            return f"“{value}”"
        case bool():
            return str(value).lower()
        case None:
            return "null"
        case _:
            return str(value)
