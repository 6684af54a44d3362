"""Values to store."""

from hypothesis import strategies as st

from chimp.core.message import Message
from chimp.core.people import Attendant, Customer, Level, Person
from chimp.core.session import Dialect, Reason, Session, Status

ANN = Customer(id="ann", name="Ann", details={"plan": "gold"})
BOB = Attendant(id="bob", email="bob@example.com", name="Bob")


def session(key: str = "s1", customer: Customer = ANN, at: int = 1_000) -> Session:
    return Session(
        id=key,
        topic=f"server/sessions/{customer.id}",
        customer=customer,
        dialect=Dialect.LEGACY,
        created_at=at,
        waiting_since=at,
        keep_alive_ttl=600_000,
        request_id="r1",
    )


def message(seq: int, author: Person = ANN, of: str = "s1", at: int | None = None) -> Message:
    moment = 1_000 + seq if at is None else at
    return Message(
        id=f"m{seq}",
        session_key=of,
        seq=seq,
        author=author,
        timestamp=moment,
        content=f"text {seq}",
        stored_at=moment,
    )


plain_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ids = st.integers(-(2**53) + 1, 2**53 - 1) | plain_texts.filter(bool)
times = st.integers(0, 2**53 - 1)
maybe_times = st.none() | times
details = st.dictionaries(
    plain_texts,
    plain_texts
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False),
    max_size=3,
)
customers = st.builds(
    Customer,
    id=ids,
    name=st.none() | plain_texts,
    avatar_url=st.none() | plain_texts,
    details=details,
)
attendants = st.builds(
    Attendant,
    id=ids,
    email=st.none() | plain_texts,
    name=st.none() | plain_texts,
    avatar_url=st.none() | plain_texts,
    level=st.sampled_from(Level),
)
sessions = st.builds(
    Session,
    id=ids,
    topic=plain_texts,
    customer=customers,
    dialect=st.sampled_from(Dialect),
    created_at=times,
    waiting_since=times,
    keep_alive_ttl=times,
    request_id=st.none() | ids,
    required_level=st.sampled_from(Level),
    status=st.sampled_from(Status),
    attendant_id=st.none() | ids,
    offered_to=st.none() | ids,
    offer_expires_at=maybe_times,
    passed_by=st.lists(plain_texts, max_size=3).map(tuple),
    message_count=st.integers(0, 2**31),
    expired=st.none() | st.booleans(),
    closed_at=maybe_times,
    close_reason=st.none() | st.sampled_from(Reason),
)
messages = st.builds(
    Message,
    id=plain_texts,
    session_key=st.just("s1"),
    seq=st.integers(1, 2**31),
    author=customers | attendants,
    timestamp=times,
    content=plain_texts,
    stored_at=times,
    read_at=maybe_times,
)
