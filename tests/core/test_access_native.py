"""The topics of our own dialect: who may do what, role by role and mode by mode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chimp.core import topics
from chimp.core.access import Access, Action, Mode, Principal, Proof, Role
from chimp.core.people import Attendant, Customer, Level
from chimp.core.tokens import SessionIds
from chimp.core.topics import Act, Leaf

IDS = SessionIds(b"the server's key")
MINE, ITS = IDS.issue(b"m" * 16), IDS.issue(b"i" * 16)
UUID = "123e4567-e89b-12d3-a456-426614174000"
ACCESS = {mode: Access(mode, IDS.issued) for mode in Mode}
MODES = (Mode.CAPABILITY, Mode.SIGNED, Mode.OPEN)

S, P, R = Action.SUBSCRIBE, Action.PUBLISH, Action.RECEIVE


def holder(customer_id: str, session_id: str) -> Principal:
    """Whoever holds the token for that session."""
    proof = Proof(
        role=Role.CUSTOMER,
        customer=Customer(id=customer_id, is_verified=True),
        session_key=session_id,
        session_topic=topics.session_topic(customer_id, session_id),
    )
    return proof.principal("c", "192.0.2.1")


def logged_in(attendant: Attendant) -> Principal:
    return Principal(connection="c", role=Role.ATTENDANT, attendant=attendant)


WHO = {
    "s": Principal(connection="c"),  # a stranger
    "t": holder("7", MINE),  # customer 7, in one session of theirs
    "o": holder("8", ITS),  # another customer
    "b": logged_in(Attendant(id=101)),
    "v": logged_in(Attendant(id="sue", level=Level.SUPERVISOR, is_administrator=True)),
    "h": Principal(connection="c", role=Role.SHARED),  # any attendant
}
EVERYBODY, NOBODY = "stobvh", ""

# Every line: an action on a topic, and who may do it in mode capability, signed and open.
SESSION = f"server/sessions/7/{MINE}"
SESSIONS = [
    # What a customer sends: the topic says that it is the customer, so no attendant speaks there.
    (P, f"{SESSION}/server/open", "sto", "t", EVERYBODY),
    (P, f"{SESSION}/server/messages", "sto", "t", EVERYBODY),
    (P, f"{SESSION}/server/typing", "sto", "t", EVERYBODY),
    (P, f"{SESSION}/server/viewed", "sto", "t", EVERYBODY),
    (P, f"{SESSION}/server/keepalive", "sto", "t", EVERYBODY),
    (P, f"{SESSION}/server/close", "sto", "t", EVERYBODY),
    (P, f"{SESSION}/server/rating", "sto", "t", EVERYBODY),
    # … and nothing else goes up there
    (P, f"{SESSION}/server/notes", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/server/transfer", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/server/control", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/server", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/server/messages/more", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/server/+", NOBODY, NOBODY, NOBODY),
    # In a session whose id can be guessed, nobody is the customer without having asked for it.
    (P, "server/sessions/7/s1/server/open", NOBODY, NOBODY, EVERYBODY),
    (P, "server/sessions/7/s1/server/messages", NOBODY, NOBODY, EVERYBODY),
    (P, f"server/sessions/{UUID}/s1/server/messages", "sto", NOBODY, EVERYBODY),
    # What both sides hear: only the server speaks there.
    (S, f"{SESSION}/client/#", EVERYBODY, "tbvh", EVERYBODY),
    (S, f"{SESSION}/client/messages", EVERYBODY, "tbvh", EVERYBODY),
    (R, f"{SESSION}/client/control", EVERYBODY, "tbvh", EVERYBODY),
    (R, f"{SESSION}/client/messages", EVERYBODY, "tbvh", EVERYBODY),
    (R, f"{SESSION}/client/typing", EVERYBODY, "tbvh", EVERYBODY),
    (R, f"{SESSION}/client/viewed", EVERYBODY, "tbvh", EVERYBODY),
    (P, f"{SESSION}/client/control", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/client/messages", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/client/typing", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/client/viewed", NOBODY, NOBODY, NOBODY),
    (P, f"{SESSION}/client/notes", NOBODY, NOBODY, NOBODY),
    # Nobody listens to all sessions at once.
    (S, "server/sessions/+/+/client/messages", NOBODY, NOBODY, NOBODY),
    (S, "server/sessions/+/+/server/messages", NOBODY, NOBODY, NOBODY),
    (S, "server/sessions/7/+/client/#", "bvh", "bvh", EVERYBODY),
]

ACTS = [
    # What an attendant does, under their own id alone; the shared credentials are any attendant's.
    (P, "server/attendants/101/online", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/quit", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/away", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/back", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/accept", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/decline", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/take", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/transfer", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/escalate", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/release", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/close", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/join", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/leave", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/messages", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/typing", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/viewed", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/notes", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/ban", "bh", "bh", EVERYBODY),
    (P, "server/attendants/101/unban", "bh", "bh", EVERYBODY),
    # A supervisor, too, acts under their own id and under no other.
    (P, "server/attendants/sue/take", "vh", "vh", EVERYBODY),
    # A customer whose id is an attendant's is no attendant.
    (P, "server/attendants/7/take", "h", "h", EVERYBODY),
    # There are no other acts, and none below or above them.
    (P, "server/attendants/101/promote", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants/101/assign", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants/101/messages/more", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants/101", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants//take", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants/+/take", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants/101/+", NOBODY, NOBODY, NOBODY),
    (P, "server/attendants/101/#", NOBODY, NOBODY, NOBODY),
    # Nobody hears what attendants do before the server has judged it.
    (S, "server/attendants/101/take", NOBODY, NOBODY, NOBODY),
    (S, "server/attendants/101/#", NOBODY, NOBODY, NOBODY),
    (S, "server/attendants/+/notes", NOBODY, NOBODY, NOBODY),
    (R, "server/attendants/101/notes", NOBODY, NOBODY, NOBODY),
]

DESK = [
    # How many attendants there are is for everybody, even for whom nothing else is.
    (S, "client/desk/availability", EVERYBODY, EVERYBODY, EVERYBODY),
    (R, "client/desk/availability", EVERYBODY, EVERYBODY, EVERYBODY),
    # Who they are, all sessions, and what attendants tell each other: for attendants.
    (S, "client/desk/#", "bvh", "bvh", EVERYBODY),
    (S, "client/desk/+", "bvh", "bvh", EVERYBODY),
    (S, "client/desk/attendants/101", "bvh", "bvh", EVERYBODY),
    (S, "client/desk/attendants/+", "bvh", "bvh", EVERYBODY),
    (R, "client/desk/attendants/101", "bvh", "bvh", EVERYBODY),
    (S, f"client/desk/sessions/{MINE}", "bvh", "bvh", EVERYBODY),
    (R, f"client/desk/sessions/{MINE}", "bvh", "bvh", EVERYBODY),
    (S, f"client/desk/notes/{MINE}", "bvh", "bvh", EVERYBODY),
    (S, "client/desk/notes/#", "bvh", "bvh", EVERYBODY),
    (R, f"client/desk/notes/{MINE}", "bvh", "bvh", EVERYBODY),
    # An id that can not be guessed opens none of it.
    (R, f"client/desk/notes/{UUID}", "bvh", "bvh", EVERYBODY),
    # Only the server speaks there.
    (P, "client/desk/availability", NOBODY, NOBODY, NOBODY),
    (P, "client/desk/attendants/101", NOBODY, NOBODY, NOBODY),
    (P, f"client/desk/sessions/{MINE}", NOBODY, NOBODY, NOBODY),
    (P, f"client/desk/notes/{MINE}", NOBODY, NOBODY, NOBODY),
    # Nobody reaches it from further above.
    (S, "client/+/availability", NOBODY, NOBODY, NOBODY),
    (S, "client/#", NOBODY, NOBODY, NOBODY),
]

Line = tuple[Action, str, str, str, str]


@pytest.mark.parametrize("line", [*SESSIONS, *ACTS, *DESK], ids=lambda line: f"{line[0]} {line[1]}")
def test_every_role_every_mode(line: Line) -> None:
    action, topic, *allowed = line
    for mode, expected in zip(MODES, allowed, strict=True):
        found = "".join(w for w, who in WHO.items() if ACCESS[mode].may(who, action, topic))
        assert found == expected, mode


def test_no_topic_of_the_dialect_is_missing_here() -> None:
    published = {topic for action, topic, *_ in [*SESSIONS, *ACTS] if action is P}
    for act in Act:
        assert topics.attendant_act(101, act) in published
    for leaf in Leaf:
        if leaf.startswith(("server/", "client/")):
            assert topics.below(SESSION, leaf) in published


# What no table can list.

WORDS = ["101", "sue", "7", "+", "#", "", "desk", "sessions", "notes", "availability", "control"]
levels = st.sampled_from([*WORDS, *Act, MINE, ITS, UUID])
paths = st.lists(levels, min_size=1, max_size=3).map("/".join)
beginnings = st.sampled_from(["server/attendants/", "client/desk/"])


@given(st.sampled_from("sto"), st.sampled_from(Action), beginnings, paths)
def test_no_customer_acts_as_an_attendant_or_hears_one(
    who: str, action: Action, beginning: str, path: str
) -> None:
    topic = beginning + path
    for mode in MODES[:2]:
        is_public = topic == topics.AVAILABILITY and action is not P
        assert ACCESS[mode].may(WHO[who], action, topic) == is_public


@given(
    st.sampled_from("bv"), st.sampled_from(["101", "sue", "7", "+", "#", ""]), st.sampled_from(Act)
)
def test_an_attendant_acts_under_their_own_id_alone(who: str, attendant_id: str, act: Act) -> None:
    for mode in MODES[:2]:
        may = ACCESS[mode].may(WHO[who], P, topics.attendant_act(attendant_id, act))
        assert may == (attendant_id == {"b": "101", "v": "sue"}[who])


@given(st.sampled_from(list(WHO)), st.sampled_from(MODES), paths)
def test_nobody_but_the_server_speaks_to_clients(who: str, mode: Mode, topic: str) -> None:
    assert not ACCESS[mode].may(WHO[who], P, f"client/{topic}")
