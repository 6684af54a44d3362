"""Who may do what: a table in which each line is its own comment, and what no table can list."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chimp.core import topics
from chimp.core.access import Access, Action, Mode, Principal, Role
from chimp.core.people import Attendant
from chimp.core.tokens import SessionIds

IDS = SessionIds(b"the server's key")
MINE, YOURS = IDS.issue(b"m" * 16), IDS.issue(b"y" * 16)
FORGED = SessionIds(b"a stranger's key").issue(b"m" * 16)
UUID = "123e4567-e89b-12d3-a456-426614174000"
YOUR_UUID = "00112233-4455-6677-8899-aabbccddeeff"

CAPABILITY, OPEN = Access(Mode.CAPABILITY, IDS.issued), Access(Mode.OPEN, IDS.issued)

STRANGER = Principal(connection="c1")
BOB = Principal(connection="c2", role=Role.ATTENDANT, attendant=Attendant(id=101))
SHARED = Principal(connection="c3", role=Role.SHARED)
NAMED = Principal(connection="c4", named={"server/sessions/7/room"})
NAMED_ABOVE = Principal(connection="c5", named={"server/sessions/7"})

S, P, R = Action.SUBSCRIBE, Action.PUBLISH, Action.RECEIVE

# Anybody asks for a chat; only attendants do what attendants do.
REQUESTS = [
    (STRANGER, P, "server/sessions/request", True),
    (STRANGER, P, "server/sessions/online", True),
    (STRANGER, P, "server/channels/request", True),
    (STRANGER, P, "server/attendants/online", False),
    (STRANGER, P, "server/attendants/quit", False),
    (STRANGER, P, "server/attendants/assign", False),
    (STRANGER, P, "server/attendants/request", False),
    (STRANGER, P, "server/anything/else", False),
    (STRANGER, P, "server", False),
    (BOB, P, "server/sessions/request", True),
    (BOB, P, "server/attendants/online", True),
    (BOB, P, "server/attendants/quit", True),
    (BOB, P, "server/attendants/assign", True),
    (BOB, P, "server/attendants/request", False),
    (SHARED, P, "server/attendants/online", True),
    (STRANGER, S, "server/sessions/request", False),
    (STRANGER, S, "server/sessions/online", False),
    (STRANGER, R, "server/sessions/online", False),
    (BOB, S, "server/attendants/online", False),
    (BOB, R, "server/attendants/online", False),
]

# A session belongs to whoever holds an id of it that can not be guessed.
SESSIONS = [
    (STRANGER, S, f"server/sessions/7/{MINE}/client/control", True),
    (STRANGER, S, f"server/sessions/7/{MINE}/control", True),
    (STRANGER, S, f"server/sessions/7/{MINE}/messages", True),
    (STRANGER, S, f"server/sessions/7/{MINE}/messages/viewed", True),
    (STRANGER, S, f"server/sessions/7/{MINE}/#", True),
    (STRANGER, S, f"server/sessions/7/{MINE}/+", True),
    (STRANGER, R, f"server/sessions/7/{MINE}/messages", True),
    (STRANGER, P, f"server/sessions/7/{MINE}/messages", True),
    (STRANGER, P, f"server/sessions/7/{MINE}/messages/viewed", True),
    (STRANGER, P, f"server/sessions/7/{MINE}/room/messages", True),
    # an id that we did not issue opens nothing
    (STRANGER, S, f"server/sessions/7/{FORGED}/messages", False),
    (STRANGER, P, f"server/sessions/7/{FORGED}/messages", False),
    (STRANGER, R, f"server/sessions/7/{FORGED}/messages", False),
    (STRANGER, S, "server/sessions/7/s1/messages", False),
    (STRANGER, P, "server/sessions/7/s1/messages", False),
    (STRANGER, R, "server/sessions/7/s1/messages", False),
    # nor does a UUID where we would have put our own id
    (STRANGER, S, f"server/sessions/7/{UUID}/messages", False),
    # and an id opens nothing but the level it stands on
    (STRANGER, S, f"server/sessions/7/s1/{MINE}/messages", False),
    (STRANGER, S, f"server/sessions/{MINE}/s1/messages", False),
    # a guessable customer id of the 2019 widget
    (STRANGER, S, "server/sessions/7/client/control", False),
    (STRANGER, S, "server/sessions/7/messages", False),
    (STRANGER, P, "server/sessions/7/messages", False),
    # one that can not be guessed
    (STRANGER, S, f"server/sessions/{UUID}/client/control", True),
    (STRANGER, S, f"server/sessions/{UUID}/#", True),
    (STRANGER, S, f"server/sessions/{UUID}/+/messages", True),
    (STRANGER, R, f"server/sessions/{UUID}/messages", True),
    (STRANGER, P, f"server/sessions/{UUID}/messages", True),
    (STRANGER, P, f"server/sessions/{UUID}/s1/messages/viewed", True),
    # only the server speaks on the rest, and nobody hears the original's inner steps
    (STRANGER, P, f"server/sessions/7/{MINE}/client/control", False),
    (STRANGER, P, f"server/sessions/7/{MINE}/control", False),
    (STRANGER, P, f"server/sessions/7/{MINE}/server/control", False),
    (STRANGER, P, f"server/sessions/7/{MINE}/anything", False),
    (STRANGER, P, f"server/sessions/7/{MINE}", False),
    (BOB, P, f"server/sessions/7/{MINE}/client/control", False),
    (STRANGER, S, f"server/sessions/7/{MINE}/server/control", False),
    (STRANGER, R, f"server/sessions/7/{MINE}/server/control", False),
    (BOB, R, f"server/sessions/7/{MINE}/server/control", False),
    # never a wildcard above the level that is the secret, and never one to publish to
    (STRANGER, S, "server/sessions/7/#", False),
    (STRANGER, S, "server/sessions/7/+/messages", False),
    (STRANGER, S, "server/sessions/+/messages", False),
    (STRANGER, S, f"server/sessions/+/{MINE}/messages", False),
    (STRANGER, S, "server/sessions/+/+/messages", False),
    (STRANGER, S, "server/sessions/#", False),
    (STRANGER, S, "server/#", False),
    (STRANGER, S, f"server/+/7/{MINE}/messages", False),
    (STRANGER, S, f"+/sessions/7/{MINE}/messages", False),
    (STRANGER, S, "#", False),
    (STRANGER, S, "+/#", False),
    (STRANGER, P, f"server/sessions/{UUID}/+/messages", False),
    (STRANGER, P, f"server/sessions/{UUID}//messages", False),
    (BOB, P, "server/sessions/7/+/messages", False),
    # attendants see every session, one customer at a time
    (BOB, S, "server/sessions/7/messages", True),
    (BOB, S, "server/sessions/7/#", True),
    (BOB, R, "server/sessions/7/s1/messages", True),
    (BOB, P, "server/sessions/7/s1/messages", True),
    (SHARED, P, "server/sessions/7/messages/viewed", True),
    (BOB, S, "server/sessions/+/messages", False),
    (BOB, S, "server/sessions/#", False),
    (BOB, S, "server/#", False),
    (BOB, S, "#", False),
]

# What a connection has shown the session id for, it may use, and nothing beside or further below.
NAMED_SESSIONS = [
    (NAMED, S, "server/sessions/7/room/messages", True),
    (NAMED, S, "server/sessions/7/room/#", True),
    (NAMED, R, "server/sessions/7/room/messages", True),
    (NAMED, R, "server/sessions/7/room/client/control", True),
    (NAMED, P, "server/sessions/7/room/messages/viewed", True),
    (NAMED, P, "server/sessions/7/room/client/control", False),
    (NAMED, S, "server/sessions/7/room2/messages", False),
    (NAMED, S, "server/sessions/7/messages", False),
    (NAMED, S, "server/sessions/7/#", False),
    (NAMED, S, "server/sessions/7/+/messages", False),
    (NAMED, R, "server/sessions/7/room/below/messages", False),
    (NAMED, P, "server/sessions/7/room/below/messages", False),
    (NAMED_ABOVE, S, "server/sessions/7/messages", True),
    (NAMED_ABOVE, R, "server/sessions/7/client/control", True),
    (NAMED_ABOVE, P, "server/sessions/7/messages", True),
    (NAMED_ABOVE, S, "server/sessions/7/#", False),
    (NAMED_ABOVE, S, "server/sessions/7/+/messages", False),
    (NAMED_ABOVE, S, "server/sessions/7/room/messages", False),
    (NAMED_ABOVE, R, "server/sessions/7/room/messages", False),
    (NAMED_ABOVE, P, "server/sessions/7/room/messages", False),
]

# Answers are heard where the client wants them, if nobody else could have named that topic.
ANSWERS = [
    (STRANGER, S, "client/sessions/7/r1", True),
    (STRANGER, R, "client/sessions/7/r1", False),
    (NAMED, R, "client/sessions/7/r1", False),  # the desk replies to who asked
    (NAMED, R, "client/sessions/7/r2", False),
    (STRANGER, R, f"client/sessions/7/{UUID}", True),
    (STRANGER, R, f"client/sessions/{UUID}/r1", True),
    (STRANGER, R, f"client/channels/{UUID}/anything/below", True),
    (STRANGER, S, "answers/for/me", True),
    (STRANGER, R, "answers/for/me", False),
    (STRANGER, R, f"answers/for/{UUID}", True),
    (STRANGER, P, "answers/for/me", False),
    (STRANGER, P, f"answers/for/{UUID}", False),
    (STRANGER, S, "client/sessions/7/#", False),
    (STRANGER, S, "client/sessions/7/+", False),
    (STRANGER, S, "client/sessions/+/r1", False),
    (STRANGER, S, "client/sessions/7", False),
    (STRANGER, S, "answers/#", False),
    (STRANGER, S, f"answers/{UUID}/#", False),
    (BOB, S, "answers/#", False),
    # what the back office of 2019 subscribes for each chat: granted, and silent
    (STRANGER, S, "accounts/edidatico/7/#", True),
    (STRANGER, S, "accounts/edidatico/+/#", False),
    (STRANGER, S, "accounts/edidatico/#", False),
    (STRANGER, S, "accounts/another/7/#", False),
    (STRANGER, S, "accounts/edidatico/7/x/#", False),
    (STRANGER, R, f"accounts/edidatico/7/{UUID}", False),
    (STRANGER, P, "accounts/edidatico/7/x", False),
]

# Offers are heard by whom they are made to, and nobody but the server speaks to clients.
OFFERS = [
    (BOB, S, "client/attendants/assign/101", True),
    (BOB, R, "client/attendants/assign/101", True),
    (BOB, S, "client/attendants/control/101", True),
    (BOB, S, "client/attendants/assign/102", False),
    (BOB, R, "client/attendants/assign/102", False),
    (SHARED, S, "client/attendants/assign/102", True),
    (SHARED, R, "client/attendants/control/102", True),
    (STRANGER, S, "client/attendants/assign/101", False),
    (STRANGER, R, "client/attendants/assign/101", False),
    (STRANGER, S, f"client/attendants/assign/{UUID}", False),
    (BOB, S, "client/attendants/assign/+", False),
    (SHARED, S, "client/attendants/assign/+", False),
    (SHARED, S, "client/attendants/assign/#", False),
    (SHARED, S, "client/attendants/+/101", False),
    (SHARED, S, "client/attendants/#", False),
    (SHARED, S, "client/#", False),
    (SHARED, S, "client", False),
    (BOB, S, "client/attendants/anything/101", False),
    (BOB, P, "client/attendants/assign/101", False),
    (SHARED, P, "client/attendants/control/101", False),
    (STRANGER, P, f"client/sessions/{UUID}/r1", False),
    # and nobody at all does anything with what is the broker's own
    (STRANGER, S, "$SYS/#", False),
    (BOB, S, "$SYS/broker/uptime", False),
    (BOB, R, "$SYS/broker/uptime", False),
    (BOB, P, "$anything", False),
    (STRANGER, S, "$share/group/server/sessions/7/#", False),
    (STRANGER, S, "", False),
    (STRANGER, P, "", False),
]

# Anybody may be anybody, but for what nobody is.
IN_OPEN_MODE = [
    (STRANGER, P, "server/sessions/online", True),
    (STRANGER, P, "server/attendants/online", True),
    (STRANGER, P, "server/attendants/assign", True),
    (STRANGER, P, "server/attendants/request", False),
    (STRANGER, S, "server/sessions/7/client/control", True),
    (STRANGER, S, "server/sessions/7/#", True),
    (STRANGER, R, "server/sessions/7/s1/messages", True),
    (STRANGER, P, "server/sessions/7/s1/messages", True),
    (STRANGER, P, "server/sessions/7/client/control", False),
    (STRANGER, P, "server/sessions/7/server/control", False),
    (STRANGER, R, "server/sessions/7/server/control", False),
    (STRANGER, P, "server/sessions/7/+/messages", False),
    (STRANGER, S, "server/sessions/+/messages", False),
    (STRANGER, S, "server/#", False),
    (STRANGER, R, "server/sessions/online", False),
    (STRANGER, S, "#", True),
    (STRANGER, S, "+/sessions/7/messages", True),
    (STRANGER, S, "client/attendants/assign/101", True),
    (STRANGER, R, "client/attendants/assign/101", True),
    (STRANGER, S, "client/attendants/assign/+", False),
    (STRANGER, S, "client/sessions/7/r1", True),
    (STRANGER, R, "client/sessions/7/r1", True),
    (STRANGER, S, "client/sessions/+/r1", False),
    (STRANGER, S, "client/#", False),
    (STRANGER, P, "client/attendants/assign/101", False),
    (STRANGER, P, "client/sessions/7/r1", False),
    (STRANGER, S, "accounts/edidatico/7/#", True),
    (STRANGER, R, "accounts/edidatico/7/x", True),
    (STRANGER, S, "anything/#", True),
    (STRANGER, P, "anything/else", True),
    (STRANGER, P, "anything/+", False),
    (STRANGER, S, "$SYS/#", False),
    (STRANGER, P, "$SYS/x", False),
]

Line = tuple[Principal, Action, str, bool]
WHO = {"c1": "stranger", "c2": "bob", "c3": "shared", "c4": "named", "c5": "named above"}


def spelled(line: Line) -> str:
    principal, action, topic, allowed = line
    return f"{WHO[principal.connection]} {'may' if allowed else 'may not'} {action} {topic}"


@pytest.mark.parametrize(
    "line",
    [*REQUESTS, *SESSIONS, *NAMED_SESSIONS, *ANSWERS, *OFFERS],
    ids=spelled,
)
def test_by_capability(line: Line) -> None:
    principal, action, topic, allowed = line
    assert CAPABILITY.may(principal, action, topic) is allowed


@pytest.mark.parametrize("line", IN_OPEN_MODE, ids=spelled)
def test_in_open_mode(line: Line) -> None:
    principal, action, topic, allowed = line
    assert OPEN.may(principal, action, topic) is allowed


# The same over HTTP.


@pytest.mark.parametrize(
    ("access", "principal", "session_id", "allowed"),
    [
        (CAPABILITY, STRANGER, MINE, True),
        (CAPABILITY, STRANGER, UUID, True),
        (CAPABILITY, STRANGER, FORGED, False),
        (CAPABILITY, STRANGER, "s1", False),
        (CAPABILITY, STRANGER, "", False),
        (CAPABILITY, BOB, "s1", True),
        (CAPABILITY, SHARED, "s1", True),
        (OPEN, STRANGER, "s1", True),
    ],
)
def test_a_sessions_routes(
    access: Access,
    principal: Principal,
    session_id: str,
    allowed: bool,  # noqa: FBT001
) -> None:
    assert access.may_read_session(principal, session_id) is allowed


@pytest.mark.parametrize(
    ("access", "principal", "customer_id", "allowed"),
    [
        (CAPABILITY, STRANGER, UUID, True),
        (CAPABILITY, STRANGER, "7", False),
        (CAPABILITY, STRANGER, MINE, False),
        (CAPABILITY, BOB, "7", True),
        (CAPABILITY, SHARED, "7", True),
        (OPEN, STRANGER, "7", True),
    ],
)
def test_a_customers_routes(
    access: Access,
    principal: Principal,
    customer_id: str,
    allowed: bool,  # noqa: FBT001
) -> None:
    assert access.may_read_customer(principal, customer_id) is allowed


def test_an_attendants_routes() -> None:
    assert not CAPABILITY.may_read_attendants(STRANGER)
    assert not CAPABILITY.may_read_attendants(NAMED)
    assert CAPABILITY.may_read_attendants(BOB)
    assert CAPABILITY.may_read_attendants(SHARED)
    assert OPEN.may_read_attendants(STRANGER)


def test_who_may_act_as_which_attendant() -> None:
    assert CAPABILITY.may_be(BOB, 101)
    assert CAPABILITY.may_be(BOB, "101")
    assert not CAPABILITY.may_be(BOB, 102)
    assert not CAPABILITY.may_be(STRANGER, 101)
    assert CAPABILITY.may_be(SHARED, 102)
    assert OPEN.may_be(STRANGER, 101)


@pytest.mark.parametrize(
    ("principal", "session_topic", "allowed"),
    [
        (STRANGER, f"server/sessions/7/{MINE}", True),
        (STRANGER, f"server/sessions/{UUID}", True),
        (STRANGER, "server/sessions/7", False),
        (STRANGER, "server/sessions/7/s1", False),
        (NAMED, "server/sessions/7/room", True),
        (NAMED, "server/sessions/7", False),
        (BOB, "server/sessions/7", True),
        (BOB, "server/sessions", False),
        (BOB, "client/attendants/assign/102", False),
        (BOB, "anything", False),
        (BOB, "", False),
    ],
)
def test_who_may_use_which_session(
    principal: Principal,
    session_topic: str,
    allowed: bool,  # noqa: FBT001
) -> None:
    assert CAPABILITY.may_use_session(principal, session_topic) is allowed


# What no table can list. A stranger can say only what they know or can guess; the server and
# other people speak on any topic.

GUESSABLE = [
    *("server", "sessions", "client", "channels", "attendants", "assign", "control", "messages"),
    *("viewed", "request", "online", "quit", "accounts", "edidatico", "answers", "room"),
    *("7", "8", "101", "s1", "r1", "", "$SYS", FORGED),
]
HELD = [MINE, UUID]
SECRET = [YOURS, YOUR_UUID]

words = st.sampled_from(GUESSABLE)
anything = st.sampled_from([*GUESSABLE, *HELD, *SECRET])
beginnings = st.sampled_from(
    [
        ["server", "sessions"],
        ["server", "sessions", "7"],
        ["server", "sessions", "7", "room"],
        ["server", "sessions", "7", MINE],
        ["server", "sessions", UUID],
        ["client", "sessions", "7"],
        ["client", "attendants", "assign"],
        ["accounts", "edidatico", "7"],
        ["answers"],
        [],
    ]
)


def paths(level: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda head, tail: "/".join(head + tail), beginnings, st.lists(level, max_size=5)
    )


utterable = paths(st.sampled_from([*GUESSABLE, *HELD, "+", "+", "#"]))
spoken_on = paths(anything)


@st.composite
def strangers(draw: st.DrawFn) -> Principal:
    """Somebody who has shown a session id of theirs for some topics, as any customer may."""
    below = st.sampled_from(["", "/room", "/room/below", f"/{MINE}"])
    sessions = st.builds(lambda customer, end: f"server/sessions/{customer}{end}", words, below)
    answers = st.builds("client/sessions/7/{}".format, words)
    return Principal(connection="c", named=draw(st.sets(sessions | answers, max_size=3)))


def holds(principal: Principal, topic: str) -> bool:
    """Whether the topic is one of this stranger's, spelled as plainly as can be."""
    levels = topic.split("/")
    if levels[:2] == ["server", "sessions"] and len(levels) > 3:
        is_below = [topic == f"{own}/{leaf}" for own in principal.named for leaf in topics.Leaf] + [
            topic in principal.named
        ]
        return levels[2] == UUID or levels[3] == MINE or any(is_below)
    return topic in principal.named or any(held in levels for held in HELD)


def covers(topic_filter: str, topic: str) -> bool:
    """MQTT 3.1.1, section 4.7, written as it reads there; `$` is no exception here."""
    wanted, levels = topic_filter.split("/"), topic.split("/")
    if wanted[-1] == "#":
        wanted, levels = wanted[:-1], levels[: len(wanted) - 1]
    return len(wanted) == len(levels) and all(
        want in ("+", level) for want, level in zip(wanted, levels, strict=True)
    )


@settings(max_examples=500)
@given(strangers(), utterable)
def test_a_stranger_publishes_nothing_into_somebody_elses_session(
    stranger: Principal, topic: str
) -> None:
    if CAPABILITY.may(stranger, P, topic):
        assert holds(stranger, topic) or topic in topics.CUSTOMER_REQUESTS
        assert "+" not in topic
        assert "#" not in topic


@settings(max_examples=500)
@given(strangers(), utterable)
def test_a_stranger_subscribes_nothing_of_somebody_elses_session(
    stranger: Principal, topic_filter: str
) -> None:
    if CAPABILITY.may(stranger, S, topic_filter) and topic_filter.startswith("server/"):
        in_own = [topic_filter.startswith(f"{own}/") for own in stranger.named]
        assert holds(stranger, topic_filter) or any(in_own)
        assert topic_filter.split("/")[:2] == ["server", "sessions"]


def covering(topic: str) -> Iterator[str]:
    """Every filter that covers a topic and spells no secret."""
    levels = topic.split("/")
    choices = [("+",) if level in SECRET else ("+", level) for level in levels]
    for count in range(len(levels) + 1):
        for beginning in product(*choices[:count]):
            yield "/".join([*beginning, "#"])
    for whole in product(*choices):
        yield "/".join(whole)


@given(spoken_on)
def test_those_are_filters_that_cover_it(topic: str) -> None:
    assert all(covers(topic_filter, topic) for topic_filter in covering(topic))


@settings(max_examples=1_000)
@given(strangers(), spoken_on)
@example(NAMED_ABOVE, f"server/sessions/7/{YOURS}/messages")
@example(NAMED_ABOVE, "server/sessions/7/room/messages")
@example(NAMED, f"server/sessions/7/room/{YOURS}/messages")
@example(STRANGER, f"accounts/edidatico/7/{YOUR_UUID}")
@example(STRANGER, f"client/sessions/7/{YOUR_UUID}")
def test_no_granted_filter_lets_a_stranger_hear_what_is_not_theirs(
    stranger: Principal, topic: str
) -> None:
    if CAPABILITY.may(stranger, R, topic) and not holds(stranger, topic):
        assert not [f for f in covering(topic) if CAPABILITY.may(stranger, S, f)]


@given(strangers(), spoken_on)
def test_http_shows_a_stranger_no_more_than_mqtt(stranger: Principal, topic: str) -> None:
    for level in topic.split("/"):
        may_read = CAPABILITY.may_read_session(stranger, level)
        assert may_read == (level in {*HELD, *SECRET})  # to know a secret is to hold it
        assert CAPABILITY.may_read_customer(stranger, level) == (level in {UUID, YOUR_UUID})
    assert not CAPABILITY.may_read_attendants(stranger)
