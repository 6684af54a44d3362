"""The text of config.yaml, made from the code: `python -m tests.config_manual > config.yaml`."""

import sys
from collections.abc import Iterator
from textwrap import wrap

from pydantic import BaseModel

from chimp.config import Settings
from chimp.config_sources import settings_of, variable_of
from chimp.config_text import written

_WIDTH = 100

_HEAD = f"""\
Settings of Chimp: every one there is, with its default. Change what should differ, and leave out
what you like. The command line (chimp serve --help) and the environment win over this file; the
variable of a setting is its path in capitals, as in {variable_of(("http", "port"))}.
Durations are in milliseconds and sizes in bytes, unless a name says otherwise. What is unknown
here is refused.

`chimp check-config` shows what is in force.
"""


def manual() -> str:
    """The whole file."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in _HEAD.splitlines())
    known: list[str] = []
    for place, described in settings_of(Settings):
        *above, name = place
        indent = "  " * len(above)
        yield ""
        for depth, section in enumerate(above):
            if above[: depth + 1] != known[: depth + 1]:
                yield from (
                    f"{'  ' * depth}# {line}"
                    for line in wrap(_title(above[: depth + 1]), _WIDTH - 4)
                )
                yield f"{'  ' * depth}{section}:"
        known = above
        assert described.description, place
        yield from (f"{indent}# {line}" for line in wrap(described.description, _WIDTH - 4))
        yield f"{indent}{name}: {written(described.default)}"


def _title(sections: list[str]) -> str:
    model: type[BaseModel] = Settings
    for section in sections:
        default = model.model_fields[section].default
        assert isinstance(default, BaseModel)
        model = type(default)
    assert model.__doc__, sections
    return model.__doc__.strip()


if __name__ == "__main__":
    sys.stdout.write(manual())
