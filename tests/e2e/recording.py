"""Reads the recording of 2019 (`tests/data`)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

BASE = "chimpassist/demo"
_FILE = Path(__file__).parents[1] / "data" / "trace-2019.jsonl"

Kind = Literal["mark", "connect", "subscribe", "publish", "close", "http", "said", "heard"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line. Topics are without the base topic, where they are below it."""

    seq: int
    kind: Kind
    conn: int = 0
    page: str = ""
    topic: str = ""
    payload: Any = None
    text: str = ""
    method: str = ""
    path: str = ""
    query: str | None = None
    status: int = 0
    body: Any = None
    instruction: str | None = None
    content: str | None = None
    code: int = 0

    @property
    def is_below_base(self) -> bool:
        return not self.topic.startswith("accounts/")


def recording() -> list[Recorded]:
    events = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        members = json.loads(line)
        members.pop("t")
        if "topic" in members:
            members["topic"] = members["topic"].removeprefix(f"{BASE}/")
        events.append(Recorded(**members))
    return events


def shape(value: Any) -> Any:  # noqa: ANN401  # it is JSON
    """The keys and kinds of a JSON value without what it says; a list is as its first member."""
    match value:
        case dict():
            return {name: shape(member) for name, member in value.items()}
        case [first, *_]:
            return [shape(first)]
        case []:
            return []
        case None:
            return None
        case bool():
            return "boolean"
        case int():
            return "number"
        case _:
            return "string"


def differences(theirs: Any, ours: Any, path: str = "") -> set[str]:  # noqa: ANN401
    """Where two shapes differ, as dotted paths: `+` we have it, `-` we have it not, `≠` otherwise.

    A list that is empty on one side tells nothing, and neither does null where the other side has
    a value: what has not been read has no time yet.
    """
    if isinstance(theirs, dict) and isinstance(ours, dict):
        found = {f"+{path}{name}" for name in ours.keys() - theirs.keys()}
        found |= {f"-{path}{name}" for name in theirs.keys() - ours.keys()}
        for name in ours.keys() & theirs.keys():
            found |= differences(theirs[name], ours[name], f"{path}{name}.")
        return found
    if isinstance(theirs, list) and isinstance(ours, list):
        return differences(theirs[0], ours[0], f"{path}") if theirs and ours else set()
    return set() if theirs == ours or None in (theirs, ours) else {f"≠{path.rstrip('.')}"}
