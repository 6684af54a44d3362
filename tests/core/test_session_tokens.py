"""Customers' tokens: they say what was signed, for their time, and nothing else passes for one."""

from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chimp.core.keys import KeyRing
from chimp.core.people import Customer
from chimp.core.session_tokens import MAX_CLAIMS, PREFIX, Claims, SessionTokens
from chimp.core.tokens import SessionIds

NOW = 1_545_391_989_000
HOUR = 3_600_000
OUR_KEYS = KeyRing(b"our key")
OURS, THEIRS = SessionTokens(OUR_KEYS), SessionTokens(KeyRing(b"another key"))
MAX_HEADER = 8_190  # aiohttp's limit of one header line

ANN = Customer(
    id="ann",
    name="Ann Ünsal",
    avatar_url="https://example.org/ann.png",
    details={"email": "ann@example.org", "seats": 3, "gold": True},
    is_verified=True,
)

plain = st.text(max_size=40)
ids = st.text("abcXYZ019-_", min_size=1, max_size=30) | st.integers(-(2**53) + 1, 2**53 - 1)
details = st.dictionaries(
    plain, plain | st.integers() | st.booleans() | st.floats(allow_nan=False), max_size=5
)
customers = st.builds(
    Customer,
    id=ids,
    name=st.none() | plain,
    avatar_url=st.none() | plain,
    details=details,
    is_verified=st.booleans(),
)


def claims_of(customer: Customer, end: str = "") -> Claims:
    return Claims(
        session_id="the-session",
        session_topic=f"server/sessions/{customer.id}/the-session{end}",
        customer=customer,
        issued_at=NOW,
        expires_at=NOW + HOUR,
    )


all_claims = st.builds(claims_of, customers, st.sampled_from(["", "/room"]))


@given(all_claims)
def test_a_token_says_what_was_signed(claims: Claims) -> None:
    read = OURS.read(OURS.issue(claims), NOW)
    assert read == claims
    assert type(read.customer.id) is type(claims.customer.id)


@given(all_claims)
def test_a_token_is_one_word_of_a_header_and_says_what_it_is(claims: Claims) -> None:
    token = OURS.issue(claims)
    assert token.isascii()
    assert token.isprintable()
    assert " " not in token
    assert token.startswith(PREFIX)


@given(all_claims)
def test_another_servers_token_is_refused(claims: Claims) -> None:
    assert OURS.read(THEIRS.issue(claims), NOW) is None


@settings(max_examples=300)
@given(all_claims, st.data())
def test_a_token_with_any_bit_flipped_is_refused(claims: Claims, data: st.DataObject) -> None:
    letters = bytearray(OURS.issue(claims).encode())
    bit = data.draw(st.integers(0, len(letters) * 8 - 1))
    letters[bit // 8] ^= 1 << bit % 8
    assert OURS.read(letters.decode("latin-1"), NOW) is None


def test_no_bit_of_a_token_is_without_meaning() -> None:
    letters = OURS.issue(claims_of(ANN)).encode()
    for bit in range(len(letters) * 8):
        changed = bytearray(letters)
        changed[bit // 8] ^= 1 << bit % 8
        assert OURS.read(changed.decode("latin-1"), NOW) is None


@given(all_claims, st.data())
def test_a_shorter_or_longer_token_is_refused(claims: Claims, data: st.DataObject) -> None:
    token = OURS.issue(claims)
    cut = data.draw(st.integers(0, len(token) - 1))
    for changed in (token[:cut], token[cut + 1 :], token + "=", token + "A", f" {token}"):
        assert OURS.read(changed, NOW) is None
    assert OURS.read(f"{token}\n", NOW) is None


@given(st.text() | st.text().map(f"{PREFIX}{{}}".format) | st.binary().map(bytes.hex))
def test_what_somebody_made_up_is_refused(text: str) -> None:
    assert OURS.read(text, NOW) is None


def test_what_was_signed_for_another_purpose_is_no_token() -> None:
    told = OURS.issue(claims_of(ANN)).removeprefix(PREFIX).partition(".")[0]
    for purpose in (b"session-id", b"customer-token-2", b"customer-token", b""):
        tag = urlsafe_b64encode(OUR_KEYS.sign(purpose, told.encode())).rstrip(b"=").decode()
        assert OURS.read(f"{PREFIX}{told}.{tag}", NOW) is None


def test_a_token_is_no_session_id() -> None:
    ids = SessionIds(OUR_KEYS)
    token = OURS.issue(claims_of(ANN))
    assert not ids.issued(token)
    assert not any(ids.issued(token[start : start + 32]) for start in range(len(token)))


def test_a_token_ends_in_the_very_millisecond_that_it_says() -> None:
    token = OURS.issue(claims_of(ANN))
    assert OURS.read(token, NOW + HOUR - 1) is not None
    assert OURS.read(token, NOW + HOUR) is None
    assert OURS.read(token, NOW + 1_000 * HOUR) is None


def test_what_a_former_key_signed_counts_until_the_key_is_forgotten() -> None:
    ring = KeyRing(b"first")
    tokens, ids = SessionTokens(ring), SessionIds(ring)
    token, session_id = tokens.issue(claims_of(ANN)), ids.issue(b"r" * 16)
    ring.replace(b"second", b"first")
    assert tokens.read(token, NOW) == claims_of(ANN)
    assert ids.issued(session_id)
    assert tokens.issue(claims_of(ANN)) != token
    assert ids.issue(b"r" * 16) != session_id
    ring.replace(b"third", b"second")
    assert tokens.read(token, NOW) is None
    assert not ids.issued(session_id)


def test_a_ring_without_a_key_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        KeyRing()
    with pytest.raises(ValueError, match="needs a key"):
        KeyRing(b"first").replace()


def test_a_token_fits_into_a_header_whatever_the_site_tells() -> None:
    """The longest of everything that `wire.payloads` lets in."""
    chatty = Customer(
        id="😀" * 128,
        name="😀" * 500,
        avatar_url="data:" + "x" * 8_000,
        details={f"detail {n}": "😀" * 1_000 for n in range(50)} | {"plan": "gold"},
    )
    claims = replace(claims_of(chatty), session_id="s" * 32)
    token = OURS.issue(claims)
    assert len("Authorization: Bearer ") + len(token) <= MAX_HEADER
    read = OURS.read(token, NOW)
    assert read is not None
    assert read.customer.id == chatty.id
    assert read.customer.name == chatty.name
    assert read.customer.avatar_url is None
    assert read.customer.details == {"plan": "gold"}


@given(st.dictionaries(plain, plain, max_size=200))
def test_details_are_told_as_far_as_they_fit(told: dict[str, str]) -> None:
    read = OURS.read(OURS.issue(claims_of(replace(ANN, details=told))), NOW)
    assert read is not None
    assert read.customer.details.items() <= told.items()
    if sum(len((n + v).encode()) * 6 for n, v in told.items()) < MAX_CLAIMS // 4:
        assert read.customer.details == told
