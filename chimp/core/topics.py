"""Every topic of the contract: built here, parsed here, and nowhere else.

All topics in this module are without the base topic; `BaseTopic` puts it on and takes it off at
the edge of the broker. `st` in the contract is the `sessionTopic`: `server/sessions/<customer>`
or anything below it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from chimp.core.tokens import is_uuid

SESSIONS_REQUEST = "server/sessions/request"
SESSIONS_ONLINE = "server/sessions/online"
CHANNELS_REQUEST = "server/channels/request"
ATTENDANTS_ONLINE = "server/attendants/online"
ATTENDANTS_QUIT = "server/attendants/quit"
ATTENDANTS_ASSIGN = "server/attendants/assign"

CUSTOMER_REQUESTS = frozenset({SESSIONS_REQUEST, SESSIONS_ONLINE, CHANNELS_REQUEST})
ATTENDANT_REQUESTS = frozenset({ATTENDANTS_ONLINE, ATTENDANTS_QUIT, ATTENDANTS_ASSIGN})

RESERVED_CUSTOMER_IDS = frozenset({"request", "online"})
"""`server/sessions/<id>` of such a customer would be a request topic."""

MAX_ID_LENGTH = 128
ID_PATTERN = r"^[^/+#\u0000-\u001f\u007f]+$"
"""The characters of an id (contract, section 3), for those who check before they send."""
MAX_TOPIC_BYTES = 65_535
"""MQTT 3.1.1, section 1.5.3: a UTF-8 string has a 16-bit length."""

_SESSIONS = "server/sessions/"

_REMEMBERED = 16_384
"""Answers about topics that are kept: the same ones come again with every message."""


class Leaf(StrEnum):
    """What lies below a session topic."""

    MESSAGES = "messages"
    VIEWED = "messages/viewed"
    CLIENT_CONTROL = "client/control"
    CONTROL = "control"


CLIENT_LEAVES = frozenset({Leaf.MESSAGES, Leaf.VIEWED})
"""What clients publish below a session topic."""


def below(session_topic: str, leaf: Leaf) -> str:
    return f"{session_topic}/{leaf}"


def session_topic(customer_id: str | int, session_id: str | int | None = None) -> str:
    """The default session topic of the seed dialect, or the 2019 one without a session id."""
    return f"{_SESSIONS}{customer_id}" + ("" if session_id is None else f"/{session_id}")


def channel_topic(user_id: str | int, session_id: str) -> str:
    return f"server/channels/{user_id}/{session_id}"


def session_answers(customer_id: str | int, request_id: str | int) -> str:
    """Where the seed dialect hears the answers to its request."""
    return f"client/sessions/{customer_id}/{request_id}"


def assign(attendant_id: str | int) -> str:
    return f"client/attendants/assign/{attendant_id}"


def attendant_control(attendant_id: str | int) -> str:
    return f"client/attendants/control/{attendant_id}"


@dataclass(frozen=True, slots=True)
class SessionLeaf:
    """A topic below a session: `st` and what lies below it."""

    session_topic: str
    leaf: Leaf


@lru_cache(_REMEMBERED)
def parse_leaf(topic: str) -> SessionLeaf | None:
    """Which session and which leaf a topic names; None if it is no such topic.

    A customer may be called "messages": the longest leaf wins, and something must be left.
    """
    if not topic.startswith(_SESSIONS):
        return None
    for leaf in (Leaf.CLIENT_CONTROL, Leaf.VIEWED, Leaf.CONTROL, Leaf.MESSAGES):
        head = topic.removesuffix(f"/{leaf}")
        if (
            head != topic
            and len(head) > len(_SESSIONS)
            and not (head.endswith("/server") and head != f"{_SESSIONS}server")
        ):
            return SessionLeaf(head, leaf)
    return None


def is_session_topic_of(customer_id: str | int, topic: str) -> bool:
    """Whether a client-given `sessionTopic` is one that this customer may use (section 1)."""
    own = session_topic(customer_id)
    return (topic == own or topic.startswith(f"{own}/")) and is_plain(topic)


@lru_cache(_REMEMBERED)
def is_plain(topic: str) -> bool:
    """A topic name one may publish to: no wildcard, no NUL, no empty level, not too long."""
    return (
        not any(c in topic for c in "+#\0")
        and all(topic.split("/"))
        and len(topic.encode("utf-8", "replace")) <= MAX_TOPIC_BYTES
    )


def customer_in(topic_filter: str) -> str | None:
    """The customer whose session or answer topics a filter is about."""
    match topic_filter.split("/"):
        case ["server" | "client", "sessions", customer_id, *_]:
            return customer_id
        case _:
            return None


def is_secret(topic: str) -> bool:
    """Whether a session topic can not be guessed because the customer's id is a UUID."""
    customer_id = customer_in(topic)
    return customer_id is not None and is_uuid(customer_id)


def attendant_in(topic_filter: str) -> str | None:
    """The attendant whose offers a filter listens to."""
    match topic_filter.split("/"):
        case ["client", "attendants", "assign", attendant_id]:
            return attendant_id
        case _:
            return None


def matches(topic_filter: str, topic: str) -> bool:
    """Whether a filter covers a topic (MQTT 3.1.1, section 4.7)."""
    if topic.startswith("$") and topic_filter[:1] in ("+", "#"):
        return False
    wanted, levels = topic_filter.split("/"), topic.split("/")
    for index, level in enumerate(wanted):
        if level == "#":
            return True
        if index >= len(levels) or level not in ("+", levels[index]):
            return False
    return len(wanted) == len(levels)


def is_wild(topic_filter: str) -> bool:
    return "+" in topic_filter or "#" in topic_filter


def may_answer_on(response_topic: str, user_id: str | int) -> bool:
    """Whether the server may be made to speak on a client-chosen `responseTopic` (section 1)."""
    if not is_plain(response_topic) or response_topic.startswith("$"):
        return False
    if response_topic.split("/", 1)[0] not in {"server", "client"}:
        return True
    own = (f"client/sessions/{user_id}/", f"client/channels/{user_id}/")
    return response_topic.startswith(own)


class BaseTopic:
    """Puts the configured base before our topics, and takes it off theirs."""

    def __init__(self, base: str = "") -> None:
        self._prefix = f"{base.strip('/')}/" if base.strip("/") else ""

    def put_on(self, topic: str) -> str:
        return self._prefix + topic

    def take_off(self, topic: str) -> str | None:
        """The topic below the base, or None if it lies outside."""
        return topic[len(self._prefix) :] if topic.startswith(self._prefix) else None
