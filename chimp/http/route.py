"""What a route is: everything that the router, the published document and its readers need."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal, Protocol

from pydantic import BaseModel

from chimp.core import topics
from chimp.http.parameters import LARGEST_OFFSET, MOST
from chimp.http.problems import Handler

Schema = dict[str, Any]

JSON: Final = "application/json"


class Caller(StrEnum):
    """Who may call a route; each value is the sentence that says it."""

    ANYBODY = "Anybody."
    SESSION = (
        "Whoever holds the session's token, or (not in mode `signed`) its unguessable id, and"
        " attendants."
    )
    HOLDER = "Whoever holds the session's token."
    CUSTOMER = (
        "Whoever holds a token for a customer that the site has signed for or whose id is a UUID,"
        " or (not in mode `signed`) the id, if it is a UUID, and attendants."
    )
    ATTENDANT = "Attendants."
    SUPERVISOR = "Attendants who are supervisors or administrators."
    ADMINISTRATOR = "Attendants who are administrators."
    ANYBODY_OR_MORE = "Anybody, unless the settings say otherwise; attendants are told more."


class Limit(StrEnum):
    """Which rate limit counts the calls of a route; each value is the setting that bounds it."""

    SESSIONS = "http.session_rate_per_minute"
    LOG_INS = "http.auth_rate_per_minute"


class Group(StrEnum):
    """Under which heading a route is shown."""

    SESSIONS = "Sessions"
    CUSTOMERS = "Customers"
    ATTENDANTS = "Attendants"
    SETTINGS = "Settings"
    ACCOUNTS = "Accounts and bans"
    SERVER = "The server"
    PROTOCOL = "The protocol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One part of the path, or of the query."""

    name: str
    place: Literal["path", "query"]
    description: str
    schema: Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one path.

    `path` has its parameters in braces (`/session/{id}`), each of which is one level. `answer` is
    what `status` brings, 200 by default: a pydantic model, or any type made of them; None is a body
    in another `media_type` than JSON, which `says` describes. `unready` is what a 503 brings where
    it is no problem. `errors` are the statuses besides those that follow from the rest: 400 and 413
    where there is a body, 429 where there is a limit, of its own or that of all requests, which
    counts all but those that are not `is_counted`. `cors` tells whether pages of other origins
    may call it.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    handler: Handler
    summary: str
    group: Group
    caller: Caller = Caller.ANYBODY
    parameters: tuple[Parameter, ...] = ()
    body: type[BaseModel] | None = None
    needs_body: bool = True
    answer: Any = None
    unready: Any = None
    says: str = "The answer."
    status: int = 200
    media_type: str = JSON
    errors: tuple[int, ...] = ()
    limit: Limit | None = None
    is_counted: bool = True
    cors: bool = True

    @property
    def pattern(self) -> str:
        """The path in aiohttp's words, whose own pattern has no room for braces in an id."""
        return re.sub(r"\{(\w+)\}", r"{\1:[^/]+}", self.path)


class Routed(Protocol):
    """Whoever answers some routes."""

    def routes(self) -> tuple[Route, ...]:
        """All of them."""


def path_id(whose: str, name: str = "id") -> Parameter:
    """An id in the path."""
    schema = {
        "type": "string",
        "minLength": 1,
        "maxLength": topics.MAX_ID_LENGTH,
        "pattern": topics.ID_PATTERN,
    }
    return Parameter(name=name, place="path", description=f"The id of the {whose}.", schema=schema)


def query(name: str, description: str, schema: Schema) -> Parameter:
    """Something that may be left out."""
    return Parameter(name=name, place="query", description=description, schema=schema)


def part_of_list(default_limit: int) -> tuple[Parameter, Parameter]:
    """Which part of a list: what `parameters.page` reads."""
    offset: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST_OFFSET, "default": 0}
    limit: Schema = {"type": "integer", "minimum": 0, "maximum": MOST, "default": default_limit}
    return (
        query("offset", "How many entries to leave out.", offset),
        query("limit", "How many entries at most.", limit),
    )
