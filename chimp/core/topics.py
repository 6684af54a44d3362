"""Every topic of the contract: built here, parsed here, and nowhere else.

All topics in this module are without the base topic; `BaseTopic` puts it on and takes it off at
the edge of the broker. `st` in the contract is the `sessionTopic`: `server/sessions/<customer>`
or anything below it.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

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
_CUSTOMER_LEVEL = 2

_REMEMBERED = 16_384
"""Answers about topics that are kept: the same ones come again with every message."""


class Leaf(StrEnum):
    """What lies below a session topic.

    Of our own dialect, what begins with "server/" goes up to the server, and what begins with
    "client/" comes down from it.
    """

    CLIENT_CONTROL = "client/control"
    CLIENT_MESSAGES = "client/messages"
    CLIENT_TYPING = "client/typing"
    CLIENT_VIEWED = "client/viewed"
    OPEN = "server/open"
    SAY = "server/messages"
    TYPING = "server/typing"
    SEEN = "server/viewed"
    KEEP_ALIVE = "server/keepalive"
    CLOSE = "server/close"
    RATING = "server/rating"
    VIEWED = "messages/viewed"
    CONTROL = "control"
    MESSAGES = "messages"


CLIENT_LEAVES = frozenset({Leaf.MESSAGES, Leaf.VIEWED})
"""What both sides publish below a session topic in the dialect of 2019."""

CUSTOMER_LEAVES = frozenset(leaf for leaf in Leaf if leaf.startswith("server/"))
"""What customers publish below it in ours."""


class Act(StrEnum):
    """What attendants do, as the last level of `server/attendants/<id>/<act>`."""

    ONLINE = "online"
    QUIT = "quit"
    AWAY = "away"
    BACK = "back"
    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE = "take"
    TRANSFER = "transfer"
    ESCALATE = "escalate"
    RELEASE = "release"
    CLOSE = "close"
    JOIN = "join"
    LEAVE = "leave"
    MESSAGES = "messages"
    TYPING = "typing"
    VIEWED = "viewed"
    NOTES = "notes"
    BAN = "ban"
    UNBAN = "unban"


_ACTS = {act.value: act for act in Act}

AVAILABILITY = "client/desk/availability"
"""How many attendants there are: retained, and anybody may hear it."""


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


def attendant_act(attendant_id: str | int, act: Act) -> str:
    return f"server/attendants/{attendant_id}/{act}"


def desk_session(session_id: str | int) -> str:
    """Where attendants hear how a session stands."""
    return f"client/desk/sessions/{session_id}"


def desk_attendant(attendant_id: str | int) -> str:
    """Where attendants hear of each other."""
    return f"client/desk/attendants/{attendant_id}"


def desk_notes(session_id: str | int) -> str:
    """Where attendants hear what they tell each other about a session."""
    return f"client/desk/notes/{session_id}"


@dataclass(frozen=True, slots=True)
class AttendantAct:
    """A topic of our dialect on which an attendant does something."""

    attendant_id: str
    act: Act


@lru_cache(_REMEMBERED)
def parse_act(topic: str) -> AttendantAct | None:
    """Who does what by publishing there; None if it is no such topic."""
    match topic.split("/"):
        case ["server", "attendants", attendant_id, word] if word in _ACTS and attendant_id:
            return AttendantAct(attendant_id, _ACTS[word])
        case _:
            return None


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
    for leaf in Leaf:
        head = topic.removesuffix(f"/{leaf}")
        if head != topic and len(head) > len(_SESSIONS) and not _is_side(head):
            return SessionLeaf(head, leaf)
    return None


def _is_side(head: str) -> bool:
    """Whether it ends in a side of our dialect, so that what follows is none of its leaves."""
    return head.endswith(("/server", "/client")) and head.count("/") > _CUSTOMER_LEVEL


def customer_and_session(session_topic: str) -> tuple[str, str] | None:
    """The ids in a session topic of our dialect, which is always the default one."""
    match session_topic.split("/"):
        case ["server", "sessions", customer_id, session_id]:
            return customer_id, session_id
        case _:
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
