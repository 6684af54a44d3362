"""Logs: one line for each event on standard error, for people on a terminal and as JSON elsewhere.

Events are named (`session.offered`), and what belongs to them are keys and values. What must never
be in a log is held back here, whoever wrote the line: the text of messages, passwords and other
secrets, and of ids that nobody may guess all but the beginning.
"""

import logging
import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TextIO

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from chimp.config import Log

HIDDEN: Final = "(hidden)"

_PRIVATE_KEYS: Final = frozenset({"body", "content", "last_messages", "payload", "text"})
_SECRET_WORDS: Final = ("authorization", "cookie", "credential", "password", "secret", "token")
_UNGUESSABLE: Final = re.compile(
    r"(?<![\w-])(?:"
    r"([0-9a-fA-F]{8})(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"  # a UUID
    r"|([\w-]{8})[\w-]{24}"  # an id that this server issued
    r"|(chimp_[a-z]+_)[\w-]{43}"  # a token of an attendant's log-in
    r"|(chimp-customer-\d+\.)[\w-]+\.[\w-]+"  # a token of a customer
    r"|(eyJ)[\w-]+\.[\w-]+\.[\w-]*"  # what a site has signed
    r")(?![\w-])",
    re.ASCII,
)
_SHORTEST_ID: Final = 32
_FIRST: Final = ("timestamp", "level", "event")
"""What a JSON line begins with, for those who read it with bare eyes."""

_CHATTERING: Final = ("aiohttp.websocket", "amqtt", "transitions")
"""Libraries that warn of what is daily business, such as a client that is gone or is none."""


def set_up(log: Log, stream: TextIO | None = None) -> None:
    """Send the log lines of this process, ours and the libraries', to `stream` (default: stderr).

    Ours are written from `log.level` on, the libraries' from warnings on.
    """
    stream = sys.stderr if stream is None else stream
    is_console = log.format == "console" or (log.format == "auto" and stream.isatty())
    level = logging.getLevelNamesMapping()[log.level.upper()]
    shared: Sequence[Processor] = (
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,  # plain: other forms show the values of variables
        hold_back,
    )
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(
            colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
        if is_console
        else structlog.processors.JSONRenderer(serializer=_json)
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    _take_in_libraries(max(level, logging.WARNING), shared, renderer, stream)


def hold_back(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank what is nobody's business, and cut ids that open a conversation to their beginning."""
    first = dict.fromkeys(key for key in _FIRST if key in event)
    return first | {key: _held_back(key, value) for key, value in event.items()}


@lru_cache(1024)
def _is_private(key: str) -> bool:
    name = key.lower()
    return name in _PRIVATE_KEYS or any(word in name for word in _SECRET_WORDS)


def _held_back(key: str, value: object) -> object:
    if _is_private(key):
        return HIDDEN
    match value:
        case str() if len(value) < _SHORTEST_ID:
            return value
        case str():
            return _UNGUESSABLE.sub(lambda found: f"{found[found.lastindex or 0]}…", value)
        case dict():
            return {inner: _held_back(str(inner), item) for inner, item in value.items()}
        case list() | tuple():
            return [_held_back(key, item) for item in value]
        case _:
            return value


def _json(value: object, **_options: object) -> str:
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def _take_in_libraries(
    level: int, shared: Sequence[Processor], renderer: Processor, stream: TextIO
) -> None:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTERING:
        logging.getLogger(name).setLevel(logging.ERROR)
