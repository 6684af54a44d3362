"""`/docs`: the published documents as pages for people, made once, when somebody asks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mako.lookup import TemplateLookup

from chimp.http import reading
from chimp.http.reading import Kind, Member
from chimp.wire.schemas import Json

_FOLDER: Final = Path(__file__).parent / "pages"
STYLE: Final = _FOLDER / "style.css"
QUICK_START: Final = _FOLDER / "quick_start.mjs"

_TEMPLATES: Final = TemplateLookup(  # type: ignore[no-untyped-call]
    directories=[str(_FOLDER)],
    input_encoding="utf-8",
    default_filters=["h"],  # everything is text, until a template says otherwise
    strict_undefined=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a request may be answered with."""

    status: str
    about: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One route."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Member, ...]
    body: Kind
    needs_body: bool
    body_example: str
    example: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is said on one topic, in one direction."""

    id: str
    is_up: bool
    topic: str
    summary: str
    about: str
    is_retained: bool
    kinds: tuple[Kind, ...]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Routes, or topics, that belong together."""

    id: str
    name: str
    entries: tuple[Operation, ...] | tuple[Talk, ...]


def overview_page(openapi: Json, asyncapi: Json) -> str:
    """What there is, and how to begin."""
    quick_start = QUICK_START.read_text("utf-8").rstrip()
    return _rendered(
        "overview", "Protocol", openapi=openapi, asyncapi=asyncapi, quick_start=quick_start
    )


def http_page(document: Json) -> str:
    """An OpenAPI document."""
    operations = list(_operations(document))
    sections = [
        Section(
            id=f"group-{_slug(tag['name'])}",
            name=tag["name"],
            entries=tuple(each for each, named in operations if tag["name"] in named),
        )
        for tag in document["tags"]
    ]
    return _rendered("http", "HTTP", document=document, sections=_used(sections))


def mqtt_page(document: Json) -> str:
    """An AsyncAPI document."""
    talks = list(_talks(document))
    sections = [
        Section(
            id=f"group-{_slug(tag['name'])}",
            name=tag["name"],
            entries=tuple(each for each, named in talks if tag["name"] in named),
        )
        for tag in document["info"]["tags"]
    ]
    parameters = {
        name: told["description"]
        for channel in document["channels"].values()
        for name, told in channel.get("parameters", {}).items()
    }
    return _rendered(
        "mqtt", "MQTT", document=document, sections=_used(sections), parameters=parameters
    )


def _rendered(name: str, title: str, **told: Any) -> str:  # noqa: ANN401 - what a template uses
    document = told.get("document")
    shapes = [] if document is None else reading.shapes(document)
    template = _TEMPLATES.get_template(f"{name}.mako")  # type: ignore[no-untyped-call]
    return str(template.render(title=title, here=name, shapes=shapes, read=prose, **told))


def _used(sections: list[Section]) -> list[Section]:
    return [section for section in sections if section.entries]


def _operations(document: Json) -> Iterator[tuple[Operation, list[str]]]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            body = told.get("requestBody", {})
            operation = Operation(
                id=told["operationId"],
                method=method.upper(),
                path=path,
                summary=told["summary"],
                about=told["description"],
                parameters=tuple(
                    reading.member(
                        each["name"],
                        each["schema"],
                        is_required=each["required"],
                        about=each["description"],
                    )
                    for each in told.get("parameters", ())
                ),
                body=_content(body),
                needs_body=body.get("required", False),
                body_example=_example(body),
                example=_example(next(iter(told["responses"].values()))),
                replies=tuple(
                    Reply(status=status, about=each["description"], kind=_content(each))
                    for status, each in told["responses"].items()
                ),
            )
            yield operation, told["tags"]


def _content(told: Json) -> Kind:
    """What a body is: its shape, or its media type where it is no JSON."""
    for media_type, content in told.get("content", {}).items():
        if media_type == "application/json":
            return reading.kind(content["schema"])
        return (reading.Part(media_type),)
    return ()


def _example(told: Json) -> str:
    """A JSON body as it may be, if there is an example of it."""
    found = [each["example"] for each in told.get("content", {}).values() if "example" in each]
    return _pretty(found[0]) if found else ""


def _pretty(value: Any) -> str:  # noqa: ANN401 - JSON
    return json.dumps(value, indent=2, ensure_ascii=False)


def _talks(document: Json) -> Iterator[tuple[Talk, list[str]]]:
    for name, told in document["operations"].items():
        channel = document["channels"][told["channel"]["$ref"].rpartition("/")[2]]
        names = (each["$ref"].rpartition("/")[2] for each in told["messages"])
        messages = [document["components"]["messages"][name] for name in names]
        talk = Talk(
            id=name,
            is_up=told["action"] == "receive",
            topic=channel["address"],
            summary=told["summary"],
            about=told["description"],
            is_retained=told["bindings"]["mqtt"]["retain"],
            kinds=tuple(reading.kind(message["payload"]) for message in messages),
            example=_pretty(messages[0]["examples"][0]["payload"]),
        )
        yield talk, [tag["name"] for tag in told["tags"]]


def prose(text: str) -> list[tuple[str, list[tuple[bool, str]]]]:
    """Paragraphs of plain Markdown: a heading or not, and which pieces are code."""
    found = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        tag = "h3" if paragraph.startswith("### ") else "p"
        pieces = paragraph.removeprefix("### ").split("`")
        found.append((tag, [(bool(i % 2), piece) for i, piece in enumerate(pieces) if piece]))
    return found


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.lower()))
