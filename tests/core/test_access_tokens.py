"""Tokens and the three modes: who may do what, shape by shape, and that no token opens more."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chimp.core import topics
from chimp.core.access import Access, Action, Mode, Principal, Proof, Role
from chimp.core.people import Attendant, Customer
from chimp.core.tokens import SessionIds, is_uuid

IDS = SessionIds(b"the server's key")
MINE, ITS, THIRD = (IDS.issue(letter * 16) for letter in (b"m", b"i", b"t"))
UUID = "123e4567-e89b-12d3-a456-426614174000"
OTHER_UUID = "00112233-4455-6677-8899-aabbccddeeff"
SEVEN = Customer(id="7")
SIGNED_SEVEN = replace(SEVEN, is_verified=True)
VISITOR = Customer(id=UUID)

CAPABILITY, SIGNED, OPEN = (Access(mode, IDS.issued) for mode in Mode)
ACCESS = {access.mode: access for access in (CAPABILITY, SIGNED, OPEN)}

S, P, R = Action.SUBSCRIBE, Action.PUBLISH, Action.RECEIVE


def holder(customer: Customer, session_id: str) -> Principal:
    """Whoever holds the token for that session."""
    proof = Proof(
        role=Role.CUSTOMER,
        customer=customer,
        session_key=session_id,
        session_topic=topics.session_topic(customer.id, session_id),
        expires_at=1,
    )
    return proof.principal("c", "192.0.2.1")


WHO = {
    "s": Principal(connection="c"),  # a stranger
    "t": holder(SEVEN, MINE),  # says they are 7
    "v": holder(SIGNED_SEVEN, ITS),  # of whom the site says so, in another session
    "u": holder(VISITOR, THIRD),  # a visitor whom nobody knows
    "b": Principal(connection="c", role=Role.ATTENDANT, attendant=Attendant(id=101)),
    "h": Principal(connection="c", role=Role.SHARED),  # any attendant
}
EVERYBODY, NOBODY = "stvubh", ""

# Every line: an action on a shape of topic, and who may do it in mode capability, signed and open.
WHOLE = [
    # Asking for a chat: with a token in mode signed, where an id without one is worth nothing.
    (P, "server/sessions/request", EVERYBODY, "tvubh", EVERYBODY),
    (P, "server/sessions/online", EVERYBODY, "tvubh", EVERYBODY),
    (P, "server/channels/request", EVERYBODY, "bh", EVERYBODY),
    (S, "server/sessions/request", NOBODY, NOBODY, NOBODY),
    (R, "server/sessions/online", NOBODY, NOBODY, NOBODY),
    # What attendants do, no token does.
    (P, "server/attendants/online", "bh", "bh", EVERYBODY),
    (P, "server/attendants/quit", "bh", "bh", EVERYBODY),
    (P, "server/attendants/assign", "bh", "bh", EVERYBODY),
    (P, "server/attendants/request", NOBODY, NOBODY, NOBODY),
    (P, "server/anything/else", NOBODY, NOBODY, NOBODY),
    # A session whose id stands in its topic: the id is enough by capability, the token when signed.
    (P, f"server/sessions/7/{MINE}/messages", EVERYBODY, "tbh", EVERYBODY),
    (P, f"server/sessions/7/{MINE}/messages/viewed", EVERYBODY, "tbh", EVERYBODY),
    (S, f"server/sessions/7/{MINE}/messages", EVERYBODY, "tbh", EVERYBODY),
    (S, f"server/sessions/7/{MINE}/client/control", EVERYBODY, "tbh", EVERYBODY),
    (S, f"server/sessions/7/{MINE}/#", EVERYBODY, "tbh", EVERYBODY),
    (S, f"server/sessions/7/{MINE}/+/messages", EVERYBODY, "tbh", EVERYBODY),
    (R, f"server/sessions/7/{MINE}/messages", EVERYBODY, "tbh", EVERYBODY),
    (R, f"server/sessions/7/{MINE}/client/control", EVERYBODY, "tbh", EVERYBODY),
    # … and the other session of the same customer is not theirs, whoever the site says they are
    (P, f"server/sessions/7/{ITS}/messages", EVERYBODY, "vbh", EVERYBODY),
    (S, f"server/sessions/7/{ITS}/#", EVERYBODY, "vbh", EVERYBODY),
    (R, f"server/sessions/7/{ITS}/client/control", EVERYBODY, "vbh", EVERYBODY),
    # A session whose customer's id can not be guessed: enough by capability, not when signed.
    (P, f"server/sessions/{UUID}/{THIRD}/messages", EVERYBODY, "ubh", EVERYBODY),
    (S, f"server/sessions/{UUID}/{THIRD}/#", EVERYBODY, "ubh", EVERYBODY),
    (R, f"server/sessions/{UUID}/{THIRD}/messages", EVERYBODY, "ubh", EVERYBODY),
    (P, f"server/sessions/{UUID}/s1/messages", EVERYBODY, "bh", EVERYBODY),
    (S, f"server/sessions/{UUID}/#", EVERYBODY, "bh", EVERYBODY),
    (S, f"server/sessions/{UUID}/client/control", EVERYBODY, "bh", EVERYBODY),
    (R, f"server/sessions/{UUID}/messages", EVERYBODY, "bh", EVERYBODY),
    # What can be guessed is nobody's but the attendants'.
    (P, "server/sessions/7/messages", "bh", "bh", EVERYBODY),
    (P, "server/sessions/7/s1/messages", "bh", "bh", EVERYBODY),
    (S, "server/sessions/7/#", "bh", "bh", EVERYBODY),
    (S, "server/sessions/7/+/messages", "bh", "bh", EVERYBODY),
    (R, "server/sessions/7/s1/messages", "bh", "bh", EVERYBODY),
    # Our own dialect: what goes up below a session is its customer's, and never an attendant's.
    (P, f"server/sessions/7/{MINE}/server/open", "stvu", "t", EVERYBODY),
    (P, f"server/sessions/7/{MINE}/server/messages", "stvu", "t", EVERYBODY),
    (P, f"server/sessions/7/{MINE}/server/rating", "stvu", "t", EVERYBODY),
    (P, f"server/sessions/7/{ITS}/server/close", "stvu", "v", EVERYBODY),
    (P, f"server/sessions/{UUID}/s1/server/typing", "stvu", NOBODY, EVERYBODY),
    (P, "server/sessions/7/s1/server/messages", NOBODY, NOBODY, EVERYBODY),
    (P, f"server/sessions/7/{MINE}/server/anything", NOBODY, NOBODY, NOBODY),
    (P, f"server/sessions/7/{MINE}/client/messages", NOBODY, NOBODY, NOBODY),
    (S, f"server/sessions/7/{MINE}/client/#", EVERYBODY, "tbh", EVERYBODY),
    (R, f"server/sessions/7/{MINE}/client/messages", EVERYBODY, "tbh", EVERYBODY),
    (R, f"server/sessions/7/{MINE}/client/typing", EVERYBODY, "tbh", EVERYBODY),
    # What attendants do in it stands below their own id, and what they tell each other is theirs.
    (P, "server/attendants/101/take", "bh", "bh", EVERYBODY),
    (P, "server/attendants/102/take", "h", "h", EVERYBODY),
    (P, "server/attendants/101/anything", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants/+/take", NOBODY, NOBODY, NOBODY),
    (S, "server/attendants/101/messages", NOBODY, NOBODY, NOBODY),
    (R, "server/attendants/101/messages", NOBODY, NOBODY, NOBODY),
    (S, "client/desk/#", "bh", "bh", EVERYBODY),
    (R, f"client/desk/sessions/{MINE}", "bh", "bh", EVERYBODY),
    (R, f"client/desk/notes/{MINE}", "bh", "bh", EVERYBODY),
    (R, "client/desk/attendants/101", "bh", "bh", EVERYBODY),
    (P, f"client/desk/notes/{MINE}", NOBODY, NOBODY, NOBODY),
    # Anybody may know whether anybody is there.
    (S, "client/desk/availability", EVERYBODY, EVERYBODY, EVERYBODY),
    (R, "client/desk/availability", EVERYBODY, EVERYBODY, EVERYBODY),
    (P, "client/desk/availability", NOBODY, NOBODY, NOBODY),
    # Only the server speaks on the rest, and no wildcard stands where a secret should.
    (P, f"server/sessions/7/{MINE}/client/control", NOBODY, NOBODY, NOBODY),
    (P, f"server/sessions/7/{MINE}/control", NOBODY, NOBODY, NOBODY),
    (P, f"server/sessions/7/{MINE}", NOBODY, NOBODY, NOBODY),
    (P, f"server/sessions/7/{MINE}/+/messages", NOBODY, NOBODY, NOBODY),
    (S, "server/sessions/+/messages", NOBODY, NOBODY, NOBODY),
    (S, f"server/sessions/+/{MINE}/#", NOBODY, NOBODY, NOBODY),
    (S, "server/sessions/#", NOBODY, NOBODY, NOBODY),
    (S, "server/#", NOBODY, NOBODY, NOBODY),
    # Answers: below the own id where a token makes it one's own, else where nobody can guess it.
    (S, "client/sessions/7/r1", EVERYBODY, "vbh", EVERYBODY),
    (R, "client/sessions/7/r1", NOBODY, "v", EVERYBODY),
    (R, f"client/sessions/7/{OTHER_UUID}", EVERYBODY, "vbh", EVERYBODY),
    (S, "client/sessions/7/#", NOBODY, "v", EVERYBODY),
    (R, f"client/sessions/{UUID}/r1", EVERYBODY, "ubh", EVERYBODY),
    (S, f"client/sessions/{UUID}/r1", EVERYBODY, "ubh", EVERYBODY),
    (S, "client/sessions/+/r1", NOBODY, NOBODY, NOBODY),
    (P, "client/sessions/7/r1", NOBODY, NOBODY, NOBODY),
    # Anywhere else nothing of the server's is said, but what somebody without a token chose.
    (S, "answers/for/me", EVERYBODY, "tvubh", EVERYBODY),
    (R, f"answers/for/{OTHER_UUID}", EVERYBODY, "tvubh", EVERYBODY),
    (R, "answers/for/me", NOBODY, NOBODY, EVERYBODY),
    (P, "answers/for/me", NOBODY, NOBODY, EVERYBODY),
    (S, "accounts/edidatico/7/#", EVERYBODY, EVERYBODY, EVERYBODY),
    (R, "accounts/edidatico/7/x", NOBODY, NOBODY, EVERYBODY),
    (S, "#", NOBODY, NOBODY, EVERYBODY),
    # Offers are for attendants; nobody touches what is the broker's own.
    (S, "client/attendants/assign/101", "bh", "bh", EVERYBODY),
    (R, "client/attendants/control/102", "h", "h", EVERYBODY),
    (S, "client/attendants/assign/+", NOBODY, NOBODY, NOBODY),
    (P, "client/attendants/assign/101", NOBODY, NOBODY, NOBODY),
    (S, "client/#", NOBODY, NOBODY, NOBODY),
    (S, "$SYS/#", NOBODY, NOBODY, NOBODY),
    (P, "$SYS/x", NOBODY, NOBODY, NOBODY),
    (S, "", NOBODY, NOBODY, NOBODY),
]

Line = tuple[Action, str, str, str, str]


@pytest.mark.parametrize("line", WHOLE, ids=lambda line: f"{line[0]} {line[1]}")
def test_every_role_every_mode(line: Line) -> None:
    action, topic, *allowed = line
    for mode, expected in zip((Mode.CAPABILITY, Mode.SIGNED, Mode.OPEN), allowed, strict=True):
        found = "".join(w for w, who in WHO.items() if ACCESS[mode].may(who, action, topic))
        assert found == expected, mode


@pytest.mark.parametrize(
    ("session_id", "capability", "signed"),
    [
        (MINE, EVERYBODY, "tbh"),
        (ITS, EVERYBODY, "vbh"),
        (THIRD, EVERYBODY, "ubh"),
        (UUID, EVERYBODY, "bh"),
        ("s1", "bh", "bh"),
        ("", "bh", "bh"),
    ],
)
def test_a_sessions_routes(session_id: str, capability: str, signed: str) -> None:
    def allowed(access: Access) -> str:
        return "".join(w for w, who in WHO.items() if access.may_read_session(who, session_id))

    assert allowed(CAPABILITY) == capability
    assert allowed(SIGNED) == signed
    assert allowed(OPEN) == EVERYBODY


@pytest.mark.parametrize(
    ("customer_id", "capability", "signed"),
    [
        (UUID, EVERYBODY, "ubh"),
        (OTHER_UUID, EVERYBODY, "bh"),
        ("7", "vbh", "vbh"),  # not by saying so
        ("8", "bh", "bh"),
        (MINE, "bh", "bh"),
    ],
)
def test_a_customers_routes(customer_id: str, capability: str, signed: str) -> None:
    def allowed(access: Access) -> str:
        return "".join(w for w, who in WHO.items() if access.may_read_customer(who, customer_id))

    assert allowed(CAPABILITY) == capability
    assert allowed(SIGNED) == signed
    assert allowed(OPEN) == EVERYBODY


def test_no_token_is_an_attendants() -> None:
    for access in (CAPABILITY, SIGNED):
        assert not any(access.may_read_attendants(WHO[letter]) for letter in "stvu")
        assert not any(access.may_be(WHO[letter], 101) for letter in "stvu")


def test_which_customers_a_mode_takes() -> None:
    for customer, chosen, told in (
        (SEVEN, False, False),  # such a token is from another mode
        (SIGNED_SEVEN, True, True),
        (VISITOR, False, True),
    ):
        assert SIGNED.may_choose(customer) is chosen
        assert SIGNED.takes_token_of(customer) is told
        for access in (CAPABILITY, OPEN):
            assert access.may_choose(customer)
            assert access.takes_token_of(customer)


# Every leaf of every session, for everybody, in every mode.

PLACES = {
    f"server/sessions/7/{MINE}": "t",
    f"server/sessions/7/{ITS}": "v",
    f"server/sessions/{UUID}/{THIRD}": "u",
    f"server/sessions/{UUID}": "",
    f"server/sessions/{OTHER_UUID}/s1": "",
    f"server/sessions/7/{IDS.issue(b'n' * 16)}": "",
    "server/sessions/7": "",
    "server/sessions/7/s1": "",
    "server/sessions/messages/s1": "",
}
"""Session topics, and who holds the token for what is there."""
NOWHERE = ["anything", "client/control/x"]
"""Where nothing is ever said, so that a token does not open it either."""
BELOW = [*topics.Leaf, *NOWHERE, "server/control", "#", "+/messages"]


def is_allowed(letter: str, action: Action, place: str, below: str, mode: Mode) -> bool:
    """The rules once more, as a person would say them."""
    is_attendant = letter in "bh"
    if action is P:
        if below not in topics.CLIENT_LEAVES | topics.CUSTOMER_LEAVES:
            return False
        if below in topics.CUSTOMER_LEAVES and is_attendant and mode is not Mode.OPEN:
            return False
    if below == "server/control":
        return False  # the original's inner steps
    if mode is Mode.OPEN or is_attendant:
        return True
    if letter in PLACES[place] and below not in NOWHERE:
        return True
    customer_id, session_id = f"{place}/".split("/")[2:4]
    return mode is Mode.CAPABILITY and (is_uuid(customer_id) or IDS.issued(session_id))


def test_every_leaf_of_every_session() -> None:
    wrong, tried = [], 0
    for place, below, action, mode, letter in product(PLACES, BELOW, Action, Mode, WHO):
        topic = f"{place}/{below}"
        tried += 1
        found = ACCESS[mode].may(WHO[letter], action, topic)
        if found != is_allowed(letter, action, place, below, mode):
            wrong.append((letter, action.value, topic, mode.value, found))
    assert wrong == []
    assert tried == len(PLACES) * len(BELOW) * 3 * 3 * 6


# What no table can list.

CUSTOMERS = [SEVEN, SIGNED_SEVEN, VISITOR, Customer(id=8), Customer(id="messages")]
SESSIONS = [MINE, ITS, THIRD]
KNOWN = [
    *("server", "sessions", "client", "channels", "attendants", "assign", "control", "messages"),
    *("viewed", "request", "online", "accounts", "edidatico", "answers", "s1", "r1", "101", ""),
    *("7", "8", UUID, OTHER_UUID, *SESSIONS, IDS.issue(b"x" * 16)),
]

holders = st.builds(holder, st.sampled_from(CUSTOMERS), st.sampled_from(SESSIONS))
principals = holders | st.just(WHO["s"])
levels = st.sampled_from([*KNOWN, "+", "#"])
beginnings = st.sampled_from(
    [
        [],
        ["client", "sessions"],
        *(["server", "sessions", customer.key] for customer in CUSTOMERS),
        *(["client", "sessions", customer.key] for customer in CUSTOMERS),
        *(["server", "sessions", c.key, s] for c in CUSTOMERS for s in SESSIONS),
    ]
)
anything = st.builds(
    lambda head, tail: "/".join(head + tail), beginnings, st.lists(levels, max_size=4)
)
actions = st.sampled_from(Action)


def is_in(session_topic: str | None, topic: str) -> bool:
    own = "nowhere" if session_topic is None else session_topic
    return topic == own or topic.startswith(f"{own}/")


@settings(max_examples=2_000)
@given(principals, actions, anything)
@example(WHO["v"], S, f"server/sessions/7/{MINE}/messages")
@example(WHO["u"], S, f"server/sessions/{UUID}/#")
@example(WHO["u"], R, f"server/sessions/{UUID}/s1/messages")
@example(WHO["t"], R, f"client/sessions/7/{OTHER_UUID}")
def test_with_signatures_nobody_finds_a_way_into_another_session(
    who: Principal, action: Action, topic: str
) -> None:
    if not SIGNED.may(who, action, topic):
        return
    match topic.split("/"):
        case ["server", *_] if is_in(who.session_topic, topic):
            assert topics.parse_leaf(topic) or action is not P
        case ["server", *_]:
            assert who.role is Role.CUSTOMER
            assert action is P
            assert topic in topics.CUSTOMER_REQUESTS - {topics.CHANNELS_REQUEST}
        case ["client", "sessions" | "channels", owner, *_]:
            assert who.customer is not None
            assert owner == who.customer.key
            assert who.customer.is_verified or is_uuid(owner)
            assert action is not P
        case ["client", "desk", "availability"]:
            assert action is not P
        case ["client", *_]:
            pytest.fail("nothing else of the server's is for customers")
        case _:
            assert action is not P


@settings(max_examples=1_000)
@given(holders, actions, anything)
def test_by_capability_a_token_allows_the_same_and_its_own_session(
    who: Principal, action: Action, topic: str
) -> None:
    is_allowed = CAPABILITY.may(who, action, topic)
    if is_allowed != CAPABILITY.may(WHO["s"], action, topic):
        assert is_allowed
        assert is_in(who.session_topic, topic)


@given(principals, actions, anything)
def test_signatures_allow_a_customer_nothing_new_but_to_hear_answers_for_sure(
    who: Principal, action: Action, topic: str
) -> None:
    if SIGNED.may(who, action, topic) and not CAPABILITY.may(who, action, topic):
        assert topic.startswith(f"client/sessions/{who.customer.key if who.customer else ''}/")


@given(principals, st.sampled_from(KNOWN))
def test_with_signatures_http_shows_a_session_to_who_holds_its_token(
    who: Principal, identifier: str
) -> None:
    assert SIGNED.may_read_session(who, identifier) == (who.session_key == identifier)
    if SIGNED.may_read_customer(who, identifier):
        assert who.is_proven(identifier)
        assert CAPABILITY.may_read_customer(who, identifier)
