"""Where settings come from: command line > environment > file > defaults.

In the environment ours (`CHIMP_HTTP__PORT`) win over the names that the original knew. Whatever
is wrong becomes a `ConfigError` of one line: where it stands, which setting, what is wrong.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import EnvSettingsSource

from chimp.config import Settings
from chimp.config_problems import ConfigError, is_conflict, told

Place: TypeAlias = tuple[str, ...]
"""A setting's path in the tree, as ("http", "port")."""

PREFIX: Final = "CHIMP_"
CONFIG_VARIABLE: Final = "CHIMP_CONFIG"
DEFAULT_FILE: Final = Path("config.yaml")

OPTIONS: Final[Mapping[Place, str]] = {
    ("http", "host"): "--host",
    ("mqtt", "host"): "--host",
    ("http", "port"): "--port",
    ("mqtt", "port"): "--mqtt-port",
    ("data_dir",): "--data-dir",
}
"""What the command line can say. One `--host` for both: 127.0.0.1 must not leave a port open."""

LEGACY: Final[tuple[tuple[str, Place], ...]] = (
    ("ATTENDANT_KEEP_ALIVE_TIME", ("attendants", "keep_alive_ttl")),
    ("SESSION_KEEP_ALIVE_TIME", ("sessions", "keep_alive_ttl")),
    ("STATISTICS_ENDPOINT", ("statistics", "endpoint")),
    ("STATISTICS_BASE_ENDPOINT", ("statistics", "endpoint")),
    ("AUTHENTICATION_ENDPOINT", ("auth", "endpoint")),
    ("MQTT_BASE_TOPIC", ("mqtt", "base_topic")),
    ("MQTT_USERNAME", ("mqtt", "username")),
    ("MQTT_PASSWORD", ("mqtt", "password")),
    ("ATTENDANT_PRESENCE_MQTT_BROKER_HOST", ("activity_monitor", "endpoint")),
    ("ATTENDANT_PRESENCE_MQTT_BROKER_USERNAME", ("activity_monitor", "username")),
    ("ATTENDANT_PRESENCE_MQTT_BROKER_PASSWORD", ("activity_monitor", "password")),
    ("ATTENDANT_PRESENCE_TOPIC", ("activity_monitor", "topic")),
)
"""The original's variables (contract, section 7); of two for one setting the later wins."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value that somebody gave, and where."""

    value: object = field(repr=False)
    origin: str
    names_setting: bool = False
    """Whether `origin` alone says which setting it is, as an option or a variable does."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, and what was given of them; the rest are defaults."""

    settings: Settings
    given: Mapping[Place, Given]


def load(
    config_file: Path | None = None, overrides: Mapping[Place, object] | None = None
) -> Loaded:
    """Read all sources; raises ConfigError.

    Without `config_file` the one that CHIMP_CONFIG names is read, else `config.yaml` in the
    working directory if there is one. Of `overrides` (see OPTIONS) those that are None don't count.
    """
    sources = (
        _from_file(config_file),
        _from_legacy_names(),
        _from_environment(),
        _from_command_line(overrides or {}),
    )
    given: dict[Place, Given] = {}
    for source in sources:
        _settings(source, alone=True)  # what another source overrides must make sense too
        given |= source
    return Loaded(_settings(given, alone=False), given)


def _settings(given: Mapping[Place, Given], *, alone: bool) -> Settings:
    """The settings out of these; `alone`, they need not fit together yet."""
    tree: dict[str, Any] = {}
    for (*sections, name), item in given.items():
        branch = tree
        for section in sections:
            branch = branch.setdefault(section, {})
        branch[name] = item.value
    try:
        return Settings(**tree)
    except ValidationError as error:
        if alone and is_conflict(error):
            return Settings()
        where = {place: _where(place, item) for place, item in given.items()}
        raise ConfigError(told(error, where)) from None


def settings_of(model: type[BaseModel], above: Place = ()) -> Iterator[tuple[Place, FieldInfo]]:
    """Every setting of the tree, in its order."""
    for name, described in model.model_fields.items():
        if isinstance(described.default, BaseModel):
            yield from settings_of(type(described.default), (*above, name))
        else:
            yield (*above, name), described


def _sections(model: type[BaseModel], above: Place = ()) -> Iterator[Place]:
    for name, described in model.model_fields.items():
        if isinstance(described.default, BaseModel):
            yield (*above, name)
            yield from _sections(type(described.default), (*above, name))


_SECTIONS: Final = frozenset(_sections(Settings))


def _where(place: Place, item: Given) -> str:
    return item.origin if item.names_setting else f"{item.origin}: {'.'.join(place)}"


def _from_command_line(overrides: Mapping[Place, object]) -> dict[Place, Given]:
    return {
        place: Given(value, OPTIONS[place], names_setting=True)
        for place, value in overrides.items()
        if value is not None
    }


def _from_environment() -> dict[Place, Given]:
    known = {variable_of(place): place for place, _ in settings_of(Settings)}
    for name in os.environ:
        variable = name.upper()
        if variable.startswith(PREFIX) and variable not in known and variable != CONFIG_VARIABLE:
            similar = get_close_matches(variable, known, n=1)
            hint = f"; did you mean {similar[0]}?" if similar else ""
            message = f"{name}: unknown setting{hint}"
            raise ConfigError(message)
    tree = EnvSettingsSource(Settings)()
    return {
        place: Given(value, variable_of(place), names_setting=True)
        for place, value in _leaves(tree, (), "environment")
    }


def variable_of(place: Place) -> str:
    """The environment variable of a setting."""
    return PREFIX + "__".join(place).upper()


def _from_legacy_names() -> dict[Place, Given]:
    """An empty variable counts as not set."""
    return {
        place: Given(os.environ[variable], variable, names_setting=True)
        for variable, place in LEGACY
        if os.environ.get(variable)
    }


def _from_file(config_file: Path | None) -> dict[Place, Given]:
    named = os.environ.get(CONFIG_VARIABLE)
    if config_file is None and named:
        config_file = Path(named)
    if config_file is None:
        if not DEFAULT_FILE.exists():
            return {}
        config_file = DEFAULT_FILE
    leaves = _leaves(_parsed(config_file), (), config_file)
    return {place: Given(value, str(config_file)) for place, value in leaves}


def _parsed(file: Path) -> dict[str, Any]:
    try:
        tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{file}: {error.strerror or error}"
        raise ConfigError(message) from None
    except UnicodeDecodeError as error:
        message = f"{file}: is not UTF-8 at byte {error.start}"
        raise ConfigError(message) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = "" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}: "
        message = f"{file}: {at}{error.problem}"
        raise ConfigError(message) from None
    except yaml.YAMLError as error:
        message = f"{file}: {' '.join(str(error).split())}"
        raise ConfigError(message) from None
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        message = f"{file}: must hold settings, one `name: value` on a line"
        raise ConfigError(message)
    return {str(name): value for name, value in tree.items()}


def _leaves(
    tree: Mapping[str, Any], above: Place, origin: object
) -> Iterator[tuple[Place, object]]:
    """The tree as paths; below a setting nothing is taken apart."""
    for name, value in tree.items():
        place = (*above, str(name))
        if place not in _SECTIONS:
            yield place, value
        elif isinstance(value, dict):
            yield from _leaves(value, place, origin)
        elif value is not None:  # then every line of it is commented out
            path = ".".join(place)
            message = f"{origin}: {path}: must be a section, its settings indented below it"
            raise ConfigError(message)
