"""Logs: one line for each event, and never what is nobody's business."""

import io
import json
import logging
from collections.abc import Iterator
from uuid import uuid4

import jwt
import pytest
import structlog

from chimp.config import Log
from chimp.core.keys import KeyRing
from chimp.core.people import Customer
from chimp.core.session_tokens import Claims, SessionTokens
from chimp.core.tokens import SessionIds
from chimp.log import HIDDEN, set_up


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Logging belongs to the whole process: give it back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def only(stream: io.StringIO) -> dict[str, object]:
    (line,) = lines(stream)
    return line


def test_a_line_says_when_how_grave_and_what(stream: io.StringIO) -> None:
    set_up(Log(), stream)
    structlog.get_logger("chimp.desk").info(
        "session.offered", attendant="ana", because="2 open, idle 40 s"
    )
    line = only(stream)
    assert list(line) == ["timestamp", "level", "event", "attendant", "because"]
    assert str(line["timestamp"]).endswith("Z")
    assert line["level"] == "info"
    assert line["event"] == "session.offered"
    assert line["because"] == "2 open, idle 40 s"


def test_people_get_words_and_machines_json() -> None:
    terminal, pipe, forced = Terminal(), io.StringIO(), io.StringIO()
    set_up(Log(), terminal)
    structlog.get_logger().info("server.ready", port=3000)
    assert "server.ready" in terminal.getvalue()
    assert "\x1b[" in terminal.getvalue()
    set_up(Log(), pipe)
    structlog.get_logger().info("server.ready", port=3000)
    assert only(pipe)["port"] == 3000
    set_up(Log(format="console"), forced)
    structlog.get_logger().info("server.ready", port=3000)
    assert "port=3000" in forced.getvalue()
    assert "\x1b[" not in forced.getvalue(), "no colours in a file"


def test_a_line_break_in_a_value_stays_in_its_line(stream: io.StringIO) -> None:
    set_up(Log(), stream)
    structlog.get_logger().warning("request.refused", because="one\ntwo", topic="a\r\nb")
    assert only(stream)["because"] == "one\ntwo"


@pytest.mark.parametrize(("level", "expected"), [("debug", 4), ("info", 3), ("error", 1)])
def test_the_level_is_a_setting(stream: io.StringIO, level: str, expected: int) -> None:
    set_up(Log.model_validate({"level": level}), stream)
    log = structlog.get_logger()
    log.debug("a")
    log.info("b")
    log.warning("c")
    log.error("d")
    assert len(lines(stream)) == expected


@pytest.mark.parametrize("format_", ["json", "console"])
@pytest.mark.parametrize(
    "key",
    ["password", "one_time_password", "token", "Authorization", "content", "payload", "text"],
)
def test_no_secret_and_no_message_text_gets_through(
    stream: io.StringIO, format_: str, key: str
) -> None:
    set_up(Log.model_validate({"format": format_}), stream)
    structlog.get_logger().warning("x", **{key: "hush"}, nested={key: "hush", "kept": 1})
    assert "hush" not in stream.getvalue()
    assert HIDDEN in stream.getvalue()
    assert "kept" in stream.getvalue()


def test_ids_that_open_a_conversation_are_cut(stream: io.StringIO) -> None:
    set_up(Log(), stream)
    issued = SessionIds(b"k" * 32).issue(b"r" * 16)
    uuid = str(uuid4())
    topic = f"server/sessions/{uuid}/{issued}/messages"
    structlog.get_logger().info("x", session=issued, topic=topic, topics=[topic], customer=42)
    line = only(stream)
    assert line["session"] == f"{issued[:8]}…"
    assert line["topic"] == f"server/sessions/{uuid[:8]}…/{issued[:8]}…/messages"
    assert line["customer"] == 42
    assert issued not in stream.getvalue()
    assert uuid not in stream.getvalue()


def test_tokens_and_what_a_site_has_signed_are_cut(stream: io.StringIO) -> None:
    set_up(Log(), stream)
    customer = Customer(id="ann", name="Ann")
    claims = Claims(session_id="s", session_topic="t", customer=customer, issued_at=1, expires_at=2)
    token = SessionTokens(KeyRing(b"k" * 32)).issue(claims)
    identity = jwt.encode({"sub": "ann"}, "k" * 32)
    structlog.get_logger().info("x", said=f"Bearer {token}, of {identity}.", path=f"/a/{token}")
    line = only(stream)
    assert line["said"] == "Bearer chimp-customer-1.…, of eyJ…."
    assert line["path"] == "/a/chimp-customer-1.…"


@pytest.mark.parametrize("format_", ["json", "console"])
def test_a_traceback_shows_no_values_of_variables(stream: io.StringIO, format_: str) -> None:
    set_up(Log.model_validate({"format": format_}), stream)

    def fail(password: str) -> None:
        raise ValueError(len(password))

    for log in (structlog.get_logger(), logging.getLogger("aiohttp.server")):
        try:
            fail("hu" + "sh")
        except ValueError:
            log.exception("oops")
    assert stream.getvalue().count("ValueError: 4") == 2
    assert "hush" not in stream.getvalue()


def test_libraries_are_heard_from_warnings_on(stream: io.StringIO) -> None:
    set_up(Log(level="debug"), stream)
    for name in ("aiohttp.access", "alembic.runtime.migration", "asyncio", "amqtt.broker"):
        logging.getLogger(name).info("chatter")
    logging.getLogger("asyncio").warning("slow %s", "callback")
    line = only(stream)
    assert line["event"] == "slow callback"
    assert line["logger"] == "asyncio"


def test_what_a_library_says_is_held_back_too(stream: io.StringIO) -> None:
    set_up(Log(), stream)
    uuid = str(uuid4())
    logging.getLogger("aiohttp.server").error("GET /customer/%s/messages", uuid)
    assert only(stream)["event"] == f"GET /customer/{uuid[:8]}…/messages"


def test_the_brokers_warnings_are_daily_business(stream: io.StringIO) -> None:
    set_up(Log(), stream)
    logging.getLogger("amqtt.broker").warning("client is gone")
    logging.getLogger("transitions.core").warning("no such state")
    assert not stream.getvalue()
    logging.getLogger("amqtt.broker").error("broken")
    assert only(stream)["event"] == "broken"
