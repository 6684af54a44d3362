"""Settings as text: a value as config.yaml writes it, and all of them as they are in force."""

import json
import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

import yaml
from pydantic import SecretStr

from chimp.config import Settings
from chimp.config_sources import Loaded, settings_of

HIDDEN: Final = "(hidden)"
_CREDENTIALS: Final = re.compile(r"(?<=://)[^/@]*@")


def written(value: object) -> str:
    """A value as it stands in config.yaml; secrets are hidden."""
    match value:
        case SecretStr():
            return HIDDEN
        case Enum():
            return written(value.value)
        case None | bool() | int() | list() | tuple():
            return json.dumps(value)
        case _:
            text = _CREDENTIALS.sub(f"{HIDDEN}@", str(value))
            return text if _reads_as_itself(text) else json.dumps(text, ensure_ascii=False)


def in_force(loaded: Loaded) -> Iterator[str]:
    """Line by line every setting, and of those that are no defaults where they came from."""
    known: list[str] = []
    for place, described in settings_of(Settings):
        *above, name = place
        for depth, section in enumerate(above):
            if above[: depth + 1] != known[: depth + 1]:
                yield f"{'  ' * depth}{section}:"
        known = above
        value: object = loaded.settings
        for part in place:
            value = getattr(value, part)
        line = f"{'  ' * len(above)}{name}: {written(value)}"
        is_default = place not in loaded.given or value == described.default
        yield line if is_default else f"{line}  # {loaded.given[place].origin}"


def _reads_as_itself(text: str) -> bool:
    try:
        return bool(yaml.safe_load(f"x: {text}") == {"x": text})
    except yaml.YAMLError:
        return False
