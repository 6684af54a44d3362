"""Whatever a client may publish: any bytes, any JSON, what is nearly right, and what is right.

Valid payloads are put together from the published schema of each channel, so that a new channel is
tried from the day it is in the table; a member of a new name needs a line in `_MEMBERS`.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chimp.core import topics
from chimp.wire.channel import Channel, Way
from chimp.wire.channels import CHANNELS

Json = dict[str, Any]

PUBLISHED: Final = tuple(channel for channel in CHANNELS if channel.way is Way.UP)

CUSTOMERS: Final = ("ann", "tom")
ATTENDANTS: Final = ("bob", "eve", "sue")
SENDERS: Final = (*CUSTOMERS, *ATTENDANTS, "stranger")

MINE, THEIRS, UNUSED, CLOSED = "@mine", "@theirs", "@unused", "@closed"
"""Stand for ids of sessions that are known only when it is played; `@topic:` for their topics."""

_SESSIONS = (MINE, MINE, MINE, THEIRS, UNUSED, CLOSED, "made-up", 12)
_WEIRD: Final = (
    "",
    " ",
    ".",
    "..",
    "\0",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "é",
    "🙂",
    "/",
    "+",
    "#",
    "$SYS",
    "request",
    "online",
    "null",
    "'; DROP TABLE messages; --",
    "%s%n{0}",
    "a" * 129,
    "b" * 20_000,
    "\ud800",
    "\udfff\ud800",
)
_NASTY: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**53,
    2**63,
    2**64,
    -(2**63) - 1,
    10**400,
    0.5,
    -0.0,
    1e308,
    float("nan"),
    float("inf"),
    [],
    {},
    [[]],
    [None],
    {"": None},
    {"id": {}},
    *_WEIRD,
)
_DEEP: Final = 2_000
"""Levels of nesting that a parser which recurses does not survive."""

_contents = st.sampled_from(("Hello", "m\n2", "<b>x</b>", "🙂", "z" * 9_000)) | st.text(max_size=9)
_levels = st.sampled_from(("support/firstLevel", "support/secondLevel", "support/supervisor"))
_ids = st.sampled_from(("m1", "m2", "m3", "m4", "ü", "m" * 128))
_times = st.sampled_from((0, 1, 1_700_000_000_000, 2**53 - 1))
_customer_ids = st.sampled_from((*CUSTOMERS, "somebody", 7))
_attendant_ids = st.sampled_from((*ATTENDANTS, "nobody", 9))
_session_topics = st.sampled_from(
    (
        *(f"@topic:{name}" for name in (MINE, MINE, THEIRS, UNUSED, CLOSED)),
        "server/sessions/ann",
        "server/sessions/ann/x",
        "server/sessions/somebody/y/z",
        "nowhere",
    )
)
_customers = st.fixed_dictionaries(
    {"id": _customer_ids},
    optional={
        "name": _contents,
        "avatarURL": st.none() | st.just("https://example.com/a.png"),
        "plan": st.sampled_from(_NASTY),
    },
)
_attendants = st.fixed_dictionaries(
    {"id": _attendant_ids},
    optional={"name": _contents, "email": st.just("bob@example.com"), "type": _levels},
)
_people = _customers | _attendants
_seqs = st.sampled_from((1, 1, 2, 3, 50, 2**53 - 1))

_MEMBERS: Final[dict[str, SearchStrategy[Any]]] = {
    "address": st.just("127.0.0.1") | st.booleans(),
    "attendantInfo": _attendants,
    "away": st.booleans(),
    "comment": _contents,
    "content": _contents,
    "customer": _customers,
    "customerId": _customer_ids,
    "delivered": _seqs,
    "everywhere": st.booleans(),
    "expired": st.booleans(),
    "id": _ids,
    "isTyping": st.booleans(),
    "level": _levels,
    "leavesMessage": st.booleans(),
    "message": st.fixed_dictionaries(
        {"from": _people, "timestamp": _times, "content": _contents},
        optional={"readAt": _times},
    ),
    "minutes": st.sampled_from((1, 60 * 24 * 365)),
    "note": _contents,
    "page": st.fixed_dictionaries(
        {"url": st.sampled_from(("https://example.com/a", "javascript:alert(1)", ""))},
        optional={"title": _contents},
    ),
    "preview": _contents,
    "protocolVersion": st.sampled_from((1, 1, 1, 2)),
    "read": _seqs,
    "readMessages": st.lists(
        st.fixed_dictionaries({"from": _people, "timestamp": _times}, optional={"readAt": _times}),
        max_size=3,
    ),
    "reason": _contents,
    "requestID": _ids,
    "requestId": _ids,
    "responseTopic": st.sampled_from(("answers/1", "client/sessions/ann/1", "server/x", "#")),
    "score": st.integers(1, 5),
    "sessionId": st.sampled_from(_SESSIONS),
    "sessionInfo": st.fixed_dictionaries({"sessionId": st.sampled_from(_SESSIONS)}),
    "sessionTemplate": st.fixed_dictionaries(
        {"attendants": st.lists(st.fixed_dictionaries({"type": _levels}), max_size=2)}
    ),
    "sessionTopic": _session_topics,
    "status": st.sampled_from(("online", "waitingAttendantsAssignment", "aborted")),
    "timestamp": _times,
    "to": st.fixed_dictionaries({"attendantId": _attendant_ids})
    | st.fixed_dictionaries({"level": _levels}),
    "userRequesting": _customer_ids,
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """Something to publish; `payload` is JSON text, or bytes as they are."""

    sender: str
    topic: str
    payload: str | bytes

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: ANN401, FBT001 - Hypothesis
        """Short: a scene has many of them, and some are huge."""
        printer.text(f"{self.sender} {self.topic[:120]} {self.payload[:400]!r}")


def _valid(channel: Channel) -> SearchStrategy[Json]:
    """Payloads that fit the schema, or very nearly."""
    schema = channel.payload.model_json_schema(by_alias=True)
    required = set(schema.get("required", ()))
    members = {name: _MEMBERS[name] for name in schema.get("properties", {})}
    return st.fixed_dictionaries(
        {name: members[name] for name in members if name in required},
        optional={name: members[name] for name in members if name not in required},
    )


@st.composite
def _nearly(draw: st.DrawFn, valid: SearchStrategy[Json]) -> Any:  # noqa: ANN401 - JSON
    """One member of a valid payload is left out, of another kind, or far too much."""
    payload = draw(valid)
    place: Any = payload
    while place and isinstance(place, dict):
        name = draw(st.sampled_from(sorted(place)))
        inner = place[name]
        if isinstance(inner, dict) and inner and draw(st.booleans()):
            place = inner
            continue
        how = draw(st.integers(0, 9))
        if how == 0:
            del place[name]
        elif how == 1:
            place[draw(st.sampled_from(_WEIRD))] = draw(st.sampled_from(_NASTY))
        elif how == 2:
            place[name] = {name: [place[name]]}
        else:
            place[name] = draw(st.sampled_from(_NASTY))
        return payload
    return draw(st.sampled_from(_NASTY))


_names = st.sampled_from(sorted(_MEMBERS)) | st.text(max_size=3)
_any_json = st.recursive(
    st.sampled_from(_NASTY) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(sorted(_MEMBERS)) | st.text(max_size=3), inner, max_size=4
        )
    ),
    max_leaves=8,
)
_any_bytes = st.binary(max_size=40) | st.sampled_from(
    (
        b"",
        b"{}",
        b"[" * _DEEP,
        b'{"id":' * _DEEP,
        b'{"id":"m1","id":"m2","content":"x"}',
        b'\xef\xbb\xbf{"id":"m1","content":"x"}',
        b'{"id":"m1","content":"\xff\xfe"}',
        b'{"id":"m1","content":"\x00"}',
        b'{"sessionId":1e400}',
        b'{"sessionId":12}' + b" " * 300_000,
        b'{"content":"' + b"q" * 1_500_000 + b'"}',
    )
)

_STRANGE: Final = ("bob", "nobody", "", " ", "\x01", "é" * 200, "c" * 65_508)
"""Levels that MQTT lets pass as an attendant's id."""

_VALID: Final = {channel: _valid(channel) for channel in PUBLISHED}


def _text(payload: object) -> str:
    return json.dumps(payload)


def _payloads(channel: Channel) -> SearchStrategy[str | bytes]:
    valid = _VALID[channel]
    right, nearly = valid.map(_text), _nearly(valid).map(_text)
    return st.one_of(right, right, right, nearly, nearly, _any_json.map(_text), _any_bytes)


@st.composite
def _attempt(draw: st.DrawFn) -> Attempt:
    channel = draw(st.sampled_from(PUBLISHED))
    sender = draw(st.sampled_from(SENDERS))
    if draw(st.integers(0, 3)):  # mostly one whose place it is
        sender = draw(st.sampled_from(ATTENDANTS if channel.act else CUSTOMERS))
    attendant = sender if sender in ATTENDANTS else "bob"
    attendant_id = draw(st.sampled_from((attendant,) * 8 + _STRANGE)) if channel.act else ""
    session_topic = draw(_session_topics) if channel.leaf else ""
    topic = channel.topic.replace("{sessionTopic}", session_topic)
    topic = topic.replace("{attendantId}", attendant_id)
    return Attempt(sender, topic, draw(_payloads(channel)))


_odd_topics = st.sampled_from(
    (
        topics.CHANNELS_REQUEST + "/",
        "server",
        "server/attendants",
        "server/attendants/bob",
        "server/attendants/bob/nothing",
        "server/attendants/bob/online/",
        "server/sessions//x/server/open",
        "server/sessions/ann//server/open",
        "server/sessions/ann/x/server/server/open",
        "server/sessions/request/x/server/open",
        "server/sessions/" + "d" * 65_400 + "/x/server/open",
        "server/sessions/ann/" + "d" * 65_503 + "/server/open",
        "server/sessions/ann/x/client/messages",
        "client/desk/availability",
        "client/attendants/control/bob",
        "$SYS/x",
        "/",
        "answers/1",
    )
)


@st.composite
def _odd(draw: st.DrawFn) -> Attempt:
    payload = draw(_any_json.map(_text) | st.just(b"{}") | _any_bytes)
    return Attempt(draw(st.sampled_from(SENDERS)), draw(_odd_topics), payload)


def attempts() -> SearchStrategy[list[Attempt]]:
    """What several clients publish at once."""
    one = st.integers(0, 9).flatmap(lambda n: _attempt() if n else _odd())
    return st.lists(one, min_size=20, max_size=40)
