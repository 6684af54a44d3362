"""Sessions, messages and accounts to store: some by hand, any by hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from chimp.core.accounts import Account
from chimp.core.effects import Save, SaveMessage, SaveSession
from chimp.core.message import Message
from chimp.core.people import Attendant, Customer, Level, Person
from chimp.core.session import Dialect, Page, Rating, Reason, Session, Status

NOW = 1_700_000_000_000

ANN = Customer(id=7, name="Ann", avatar_url="https://a/ann.png", details={"plan": "gold"})
BOB = Attendant(id="bob", email="Bob@example.com", name="Bob")
EVE = Attendant(id=12, email="eve@example.com", name="Eve")


def session(number: int = 1, customer: Customer = ANN) -> Session:
    """A waiting session that began `number` milliseconds after NOW."""
    return Session(
        id=f"s{number}",
        topic=f"server/sessions/{customer.id}/s{number}",
        customer=customer,
        dialect=Dialect.SEED,
        created_at=NOW + number,
        waiting_since=NOW + number,
        keep_alive_ttl=600_000,
        request_id=f"r{number}",
    )


def served(number: int = 1, customer: Customer = ANN, by: Attendant = BOB) -> Session:
    return session(number, customer).served_by(by.id)


def closed(number: int = 1, customer: Customer = ANN, after: int = 1_000) -> Session:
    """Expired so many milliseconds after it began."""
    began = session(number, customer)
    return began.closed(Reason.EXPIRED, began.created_at + after)


def message(seq: int, of: Session, author: Person = ANN, at: int | None = None) -> Message:
    """`at` is milliseconds after the session began."""
    moment = of.created_at + (seq if at is None else at)
    return Message(
        id=f"m{seq}",
        session_key=of.key,
        seq=seq,
        author=author,
        timestamp=moment,
        content=f"message {seq}",
        stored_at=moment,
    )


def conversation(of: Session, length: int) -> list[Save]:
    """A session that is served, and so many messages of both sides by turns."""
    said = [message(seq, of, BOB if seq % 2 == 0 else of.customer) for seq in range(1, length + 1)]
    return [SaveSession(of), *map(SaveMessage, said)]


def account(attendant: Attendant = BOB, proof: str = "hash") -> Account:
    return Account(attendant=attendant, password_hash=proof, created_at=NOW)


# Anything

_whole = st.integers(min_value=-(2**63), max_value=2**63 - 1)
_times = st.integers(min_value=0, max_value=2**63 - 1)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_floats = st.floats(allow_nan=False, allow_infinity=False)
ids = _texts.filter(bool) | _whole
_perhaps = st.none() | _texts

customers = st.builds(
    Customer,
    id=ids,
    name=_perhaps,
    avatar_url=_perhaps,
    details=st.dictionaries(_texts, _texts | _whole | _floats | st.booleans(), max_size=4),
    is_verified=st.booleans(),
)
attendants = st.builds(
    Attendant,
    id=ids,
    email=_perhaps,
    name=_perhaps,
    avatar_url=_perhaps,
    level=st.sampled_from(Level),
)
sessions = st.builds(
    Session,
    id=ids,
    topic=_texts,
    customer=customers,
    dialect=st.sampled_from(Dialect),
    created_at=_times,
    waiting_since=_times,
    keep_alive_ttl=_times,
    request_id=st.none() | ids,
    required_level=st.sampled_from(Level),
    status=st.sampled_from(Status),
    attendant_id=st.none() | ids,
    offered_to=st.none() | ids,
    offer_expires_at=st.none() | _times,
    passed_by=st.lists(_texts, max_size=3).map(tuple),
    message_count=st.integers(min_value=0, max_value=2**31),
    expired=st.none() | st.booleans(),
    closed_at=st.none() | _times,
    close_reason=st.none() | st.sampled_from(Reason),
    declined_by=st.lists(_texts, max_size=3).map(tuple),
    transferred_by=st.none() | ids,
    joined=st.lists(ids, max_size=3).map(tuple),
    closed_by=st.none() | ids,
    close_note=_perhaps,
    rating=st.none() | st.builds(Rating, st.integers(1, 5), _perhaps, _times),
    page=st.none() | st.builds(Page, _texts, _perhaps),
    left_message=st.booleans(),
)
accounts = st.builds(
    Account,
    attendant=st.builds(
        replace,
        attendants,
        email=_texts,
        is_administrator=st.booleans(),
        max_sessions=st.none() | st.integers(0, 1_000),
    ),
    password_hash=_texts,
    created_at=_times,
    is_generated=st.booleans(),
    disabled=st.booleans(),
)


@st.composite
def transcripts(draw: st.DrawFn) -> list[Message]:
    """Messages of one session, numbered from 1."""
    said = st.builds(
        Message,
        id=_texts,
        session_key=st.just(session().key),
        seq=st.just(0),
        author=customers | attendants,
        timestamp=_whole,
        content=_texts,
        stored_at=_times,
        delivered_at=st.none() | _times,
        read_at=st.none() | _times,
    )
    drawn = draw(st.lists(said, max_size=6, unique_by=lambda message: message.id))
    return [replace(message, seq=seq) for seq, message in enumerate(drawn, start=1)]
