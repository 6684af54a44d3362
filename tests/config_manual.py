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
    section = None
    for place, described in settings_of(Settings):
        *above, name = place
        indent = "  " * len(above)
        yield ""
        if above and above[0] != section:
            section = above[0]
            yield f"# {_title(section)}"
            yield f"{section}:"
        assert described.description, place
        yield from (f"{indent}# {line}" for line in wrap(described.description, _WIDTH - 4))
        yield f"{indent}{name}: {written(described.default)}"


def _title(section: str) -> str:
    model = Settings.model_fields[section].default
    assert isinstance(model, BaseModel)
    assert model.__doc__, section
    return model.__doc__.strip()


if __name__ == "__main__":
    sys.stdout.write(manual())
